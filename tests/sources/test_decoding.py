import codecs

import pytest

from tenure.model.problem import Gravity, ProblemCode

ENGLISH = "The guards’ post near the café in Gyumri was handed over on Monday, the ministry’s spokesman said."
RUSSIAN = (
    "Российские пограничники завершили вывод из аэропорта «Звартноц» в среду, сообщила служба безопасности Армении. "
    "Они служили там с тысяча девятьсот девяносто второго года, теперь их место заняли армянские пограничники."
)


def codes(problems):
    return [one.code for one in problems if one.code not in (ProblemCode.UNDATED, ProblemCode.LANGUAGE)]


@pytest.mark.parametrize(
    "data",
    [
        ENGLISH.encode(),
        codecs.BOM_UTF8 + ENGLISH.encode(),
        ENGLISH.encode("utf-16"),
        codecs.BOM_UTF16_BE + ENGLISH.encode("utf-16-be"),
        ENGLISH.encode("utf-32"),
        ENGLISH.replace("’", "'").replace("é", "e").encode("utf-16-le"),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16", "utf-16-be", "utf-32", "utf-16-le without mark"],
)
def test_unicode_in_every_form_is_read_without_a_word(read, data):
    reports, problems = read(data)
    assert reports[0].text.replace("’", "'").replace("é", "e") == ENGLISH.replace("’", "'").replace("é", "e")
    assert codes(problems) == []


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(ENGLISH, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (RUSSIAN, "cp866"), (RUSSIAN, "iso8859_5")],
)
def test_legacy_code_pages_are_guessed_and_noted(read, text, encoding):
    reports, problems = read(text.replace("«", '"').replace("»", '"').encode(encoding))
    assert reports[0].text == text.replace("«", '"').replace("»", '"')
    (noted,) = [one for one in problems if one.code is ProblemCode.ENCODING]
    assert noted.gravity is Gravity.NOTED


def test_french_in_windows_1252_is_not_taken_for_polish(read):
    text = "Les gardes-frontières russes ont quitté l'aéroport à midi, après une cérémonie très brève. " * 5
    reports, _ = read(text.encode("cp1252"))
    assert reports[0].text == text.strip()


def test_a_page_says_how_it_is_encoded(read):
    page = f'<html><head><meta charset="windows-1251"></head><body><article><p>{RUSSIAN}</p></article></body></html>'
    reports, problems = read(page.encode("cp1251"))
    assert RUSSIAN in reports[0].text
    assert codes(problems) == []


def test_a_false_declaration_does_not_spoil_good_utf8(read):
    page = f'<html><head><meta charset="iso-8859-1"></head><body><article><p>{ENGLISH}</p></article></body></html>'
    reports, _ = read(page.encode())
    assert ENGLISH in reports[0].text


def test_an_unknown_declaration_is_not_believed(read):
    page = f'<html><head><meta charset="x-klingon"></head><body><article><p>{ENGLISH}</p></article></body></html>'
    reports, problems = read(page.encode("cp1252"))
    assert ENGLISH in reports[0].text
    assert codes(problems) == [ProblemCode.ENCODING]


@pytest.mark.parametrize("name", ["punycode", "unicode_escape", "idna", "zlib", "utf-7", "utf-16"])
def test_what_is_no_character_set_is_not_believed(read, name):
    page = f'<html><head><meta charset="{name}"></head><body><article><p>{ENGLISH * 500}</p></article></body></html>'
    reports, _ = read(page.encode("cp1252"))
    assert ENGLISH in reports[0].text


def test_a_few_broken_bytes_are_shown_as_such(read):
    reports, problems = read((ENGLISH * 3).encode()[:-1] + b"\xe2\x80 and on.")
    assert "\ufffd" in reports[0].text
    assert "’" in reports[0].text
    assert codes(problems) == [ProblemCode.ENCODING]


def test_garbled_letters_are_noted_and_left(read):
    garbled = ENGLISH.encode().decode("cp1252")
    reports, problems = read(garbled)
    assert reports[0].text == garbled
    assert codes(problems) == [ProblemCode.ENCODING]


@pytest.mark.parametrize("data", [b"", b"  \n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF8 + b" \n"])
def test_nothing_is_empty(read, data):
    reports, problems = read(data)
    assert reports == []
    assert [one.code for one in problems] == [ProblemCode.EMPTY]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes(range(256)) * 40, ProblemCode.BINARY),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 9, ProblemCode.BINARY),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(255, 0, -1)) * 9, ProblemCode.BINARY),
        (b"SQLite format 3\x00" + bytes(200), ProblemCode.BINARY),
        (b"\x01\x02\x03\x04\x05\x06" * 300, ProblemCode.BINARY),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", ProblemCode.MALFORMED),
        (b"PK\x03\x04" + bytes(range(256)) * 9, ProblemCode.UNSUPPORTED),
        (b"\x1f\x8b\x08\x00" + bytes(range(256)) * 9, ProblemCode.UNSUPPORTED),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", ProblemCode.UNSUPPORTED),
        (b"<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>", ProblemCode.NO_ARTICLE),
    ],
    ids=["bytes", "png", "jpeg", "sqlite", "controls", "pdf", "zip", "gzip", "warc", "rss"],
)
def test_what_is_no_text_is_one_problem(read, data, code):
    reports, problems = read(data)
    assert reports == []
    assert [one.code for one in problems] == [code]
    assert problems[0].gravity is Gravity.FAILED
    assert problems[0].advice
