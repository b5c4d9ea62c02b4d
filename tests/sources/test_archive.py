import quopri

from tenure.model.problem import ProblemCode

PARAGRAPHS = (
    "The guards’ last convoy left the range on Thursday, the ministry said. It carried forty vehicles and their crews.",
    "Nobody was hurt, and the town’s mayor said that the road would be open again before the end of the week.",
)
PAGE = (
    "<!doctype html><html><head><title>Troops leave</title></head><body><article><h1>Troops leave</h1>"
    + "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    + "</article></body></html>"
)


def archive(page=PAGE, kind="text/html"):
    body = quopri.encodestring(page.encode()).decode()
    return (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://a.example/x\r\nSubject: Troops leave\r\n"
        "Date: Tue, 24 Nov 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x----"\r\n\r\n\r\n'
        f"------x----\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: https://a.example/2024/05/09/x\r\n\r\n{body}\r\n------x----\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------x------\r\n"
    )


def test_the_page_in_an_archive_is_read_and_the_day_of_saving_is_not(read_one):
    report = read_one(archive())
    assert report.text == "\n".join(PARAGRAPHS)
    assert (report.title, report.url) == ("Troops leave", "https://a.example/2024/05/09/x")
    assert (report.published_on, report.published_from) == ("2024-05-09", "url")


def test_archives_without_a_page_are_not_read(read):
    reports, problems = read(archive(kind="text/plain"))
    assert reports == []
    assert [one.code for one in problems] == [ProblemCode.UNSUPPORTED]


def test_labels_at_the_start_of_a_text_are_no_headers(read_one):
    text = "Reporter: Have the guards left?\nMinister: They have left.\nReporter: And the base?\nMinister: It remains."
    assert read_one(text).text == text


def test_a_message_in_a_message_in_a_message_ends(read):
    deep = "".join(
        f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b{n}"\n\n--b{n}\n' for n in range(3000)
    )
    _, problems = read(deep)
    assert [one.is_failure for one in problems] == [True]
