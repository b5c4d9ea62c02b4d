import pytest

from wikinews import article_of

_PAGE = """<text id="GUM_news_x" author="Wikinews" title="A title" dateCreated="2017-07-18">
<head>
<s>
A	DT	a
title	NN	title
</s>
</head>
<figure rend="x">
<caption>
<s>
picture	NN	picture
</s>
</caption>
</figure>
<p>
<s>
{words}
</s>
</p>
</text>
"""


def text_of(tmp_path, words: str) -> str:
    file = tmp_path / "x.xml"
    file.write_text(_PAGE.format(words=words), encoding="utf-8")
    return article_of(file)["text"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("One\tCD\n,\t,\ntwo\tCD\n.\tSENT", "One, two."),
        ("Korea\tNP\n's\tPOS\narmy\tNN", "Korea's army"),
        ("did\tVVD\nn't\tRB\nstop\tVV", "didn't stop"),
        ("it\tPP\n's\tVBZ\n(\t(\nno\tDT\n)\t)", "it's (no)"),
        ('said\tVVD\n"\t``\nYes\tUH\n.\tSENT\n"\t\'\'\nand\tCC', 'said "Yes." and'),
        ("<w>\nall\tDT\n-\tHYPH\ngirl\tNN\n</w>\nteam\tNN", "all-girl team"),
        ("six\tCD\n-\tHYPH\nmember\tNN\n–\t:\nor\tCC", "six-member – or"),
        ("<ref>\n<w>\nal\tNP\n-\tHYPH\nAmr\tNP\n</w>\nstation\tNN\n</ref>\n,\t,\nso\tRB", "al-Amr station, so"),
    ],
)  # fmt: skip
def test_words_are_put_together_again(tmp_path, words, text):
    assert text_of(tmp_path, words) == text


def test_title_and_captions_are_not_in_the_text(tmp_path):
    assert text_of(tmp_path, "Only\tRB\nthis\tDT") == "Only this"
