import pytest

from tenure.reading.sentences import LONGEST, split_sentences


def sentences(text):
    return [text[one.start : one.end] for one in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They left. Nobody came.", ["They left.", "Nobody came."]),
        ("Gen. Ivanov arrived. He stayed.", ["Gen. Ivanov arrived.", "He stayed."]),
        ("The U.S. Army left. The rest stayed.", ["The U.S. Army left.", "The rest stayed."]),
        ("It is run by the U.S. They say so.", ["It is run by the U.S.", "They say so."]),
        ("“We go,” he said. “Now!” They went.", ["“We go,” he said.", "“Now!”", "They went."]),
        ("About 2.5 km from No. 7 post. Then fog.", ["About 2.5 km from No. 7 post.", "Then fog."]),
        ("A headline\n\nA paragraph. Its end", ["A headline", "A paragraph.", "Its end"]),
        ("Did they leave? Yes... they did.", ["Did they leave?", "Yes... they did."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, wanted):
    assert sentences(text) == wanted


def test_a_sentence_without_end_is_cut_into_pieces():
    found = sentences("word " * 3000)
    assert len(found) > 5
    assert max(map(len, found)) <= LONGEST
