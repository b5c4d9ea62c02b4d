"""Newsletters as mail programs keep them: one message, or a mailbox of them."""

import base64
import quopri
import time

import pytest

from tenure.model.problem import ProblemCode

NEWS = "Russian border guards left the Agarak crossing on Wednesday, the border service said in a statement."
MORE = "Armenia’s guards took over the post at noon, a spokesman told reporters at the crossing."
HEADERS = """\
Return-Path: <news@arax.example>
Received: from mail.arax.example by mx.reader.example; Wed, 1 Jan 2025 10:00:05 +0400
From: =?utf-8?q?Arax_Observer_=E2=80=93_Daily?= <news@arax.example>
To: reader@example.org
Subject: =?utf-8?b?{subject}?=
Date: Wed, 1 Jan 2025 10:00:00 +0400 (AMT)
Message-ID: <1@arax.example>
MIME-Version: 1.0
""".replace("{subject}", base64.b64encode("Guards leave Agarak – at last".encode()).decode())


def plain(*paragraphs, headers=HEADERS, charset="utf-8"):
    body = quopri.encodestring("\n\n".join(paragraphs).encode(charset)).decode()
    return (
        f"{headers}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: quoted-printable\n\n{body}\n"
    )


def page_only(paragraphs):
    markup = "<html><body><div style='display:none'></div><p><a href='x'>View this email in your browser</a></p>"
    markup += "".join(f"<table><tr><td><p>{one}</p></td></tr></table>" for one in paragraphs)
    markup += (
        "<p>You are receiving this email because you signed up. <a href='u'>Unsubscribe here</a></p></body></html>"
    )
    body = base64.encodebytes(markup.encode()).decode()
    return f'{HEADERS}Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: base64\n\n{body}\n'


def test_a_message_is_a_report(read_one):
    report = read_one(plain(NEWS, MORE))
    assert report.text == f"{NEWS}\n\n{MORE}"
    assert (report.title, report.publisher) == ("Guards leave Agarak – at last", "Arax Observer – Daily")
    assert (report.published_on, report.published_from) == ("2025-01-01", "metadata")
    assert report.published_at.isoformat() == "2025-01-01T06:00:00+00:00"
    assert report.external_id == "1@arax.example"


def test_the_page_form_is_read_without_what_mail_puts_around_it(read_one):
    assert read_one(page_only([NEWS, MORE])).text == f"{NEWS}\n{MORE}"


def test_other_character_sets_are_decoded(read_one):
    report = read_one(plain(NEWS, "The “post” is in Café Street, a spokesman told reporters.", charset="cp1252"))
    assert "“post” is in Café Street" in report.text


def test_the_bytes_are_kept_as_they_came(settings, now):
    from tenure.sources.draft import Hints
    from tenure.sources.inputs import Input
    from tenure.sources.read import read_input

    data = plain(NEWS).replace("\n", "\r\n").encode()
    ((_, raw),), _ = read_input(Input("m.eml", data), Hints(), settings, now=now)
    assert raw == data


HOME = ">From the post they went home, the spokesman said."
MAILBOX = (
    f"From news@arax.example Wed Jan  1 10:00:05 2025\n{plain(NEWS)}\n"
    f"From news@arax.example Thu Jan  2 10:00:05 2025\n{plain(MORE, HOME)}\n"
)


def test_a_mailbox_is_a_report_a_message(read):
    reports, problems = read(MAILBOX)
    assert [report.text for report in reports] == [NEWS, f"{MORE}\n\nFrom the post they went home, the spokesman said."]
    assert [report.origin for report in reports] == ["given:1", "given:2"]
    assert problems == ()


def test_one_bad_message_does_not_stop_the_others(read):
    bad = plain("x").replace("Content-Type: text/plain", "Content-Type: multipart/mixed")
    reports, problems = read(f"From a Wed\n{bad}\n\n{MAILBOX}")
    assert len(reports) == 2
    assert [(one.code, one.where) for one in problems] == [(ProblemCode.NO_ARTICLE, "given:1")]


def test_attachments_are_left_and_told(read):
    data = (
        f'{HEADERS}Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n{NEWS}\n--b\n'
        "Content-Type: application/pdf\nContent-Disposition: attachment; filename=../../etc/passwd\n\n%PDF\n--b--\n"
    )
    (report,), (problem,) = read(data)
    assert report.text == NEWS
    assert (problem.code, problem.is_failure) == (ProblemCode.UNSUPPORTED, False)


def test_a_letter_copied_as_text_is_a_text(read_one):
    text = "From: the editor\nThe guards left the post on Monday, the border service said in a statement.\nTo: whom?"
    assert read_one(text).external_id is None


HOSTILE = {
    "parts in parts": HEADERS
    + "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000)),
    "many parts": f'{HEADERS}Content-Type: multipart/mixed; boundary="b"\n\n'
    + "--b\nContent-Type: text/plain\n\nx\n" * 50_000,
    "long header": HEADERS + "X: " + "a" * 3_000_000 + "\n\nx",
    "many headers": HEADERS + "X: a\n" * 500_000 + "\nx",
    "folded": HEADERS + "X: a\n" + " b\n" * 500_000 + "\nx",
    "words": HEADERS.replace("Subject: ", "Subject: " + "=?utf-8?q?=41?= " * 100_000) + "\nx",
    "addresses": HEADERS.replace("From: ", "From: " + "<(\"" * 300_000) + "\nx",
    "from lines": "From a Wed\nFrom: a\n\n" * 100_000,
    "from lines without end": "From " * 500_000,
    "no charset": plain(NEWS).replace("charset=utf-8", "charset=no-such-thing"),
    "bad base64": page_only([NEWS]).replace("base64\n\n", "base64\n\n\x01=\x02==="),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_ends_in_time(read, name):
    begun = time.perf_counter()
    reports, problems = read(HOSTILE[name])
    assert time.perf_counter() - begun < 15
    assert reports or problems


def nested(depth, inside=f"Content-Type: text/plain\n\n{NEWS}\n"):
    begin = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return HEADERS + begin + inside + "".join(f"--b{n}--\n" for n in reversed(range(depth)))


def many(number):
    part = f"--b\nContent-Type: text/plain\n\n{NEWS}\n"
    return f'{HEADERS}Content-Type: multipart/mixed; boundary="b"\n\n{part * number}--b--\n'


def messages(number):
    return "".join(f"From a Wed Jan  1 10:00:05 2025\n{plain(NEWS, MORE)}\n" for _ in range(number))


RICH = page_only([NEWS] * 9)
LARGE = {
    "deep": (nested(8), "max_mail_depth", 7, "the message has parts that lie more than 7 deep"),
    "deep messages": (HEADERS + "Content-Type: message/rfc822\n\n" * 8 + NEWS, "max_mail_depth", 7,
                      "the message has parts that lie more than 7 deep"),
    "rich": (RICH, "max_entry_tags", 50, "the message has a page of more than 50 tags"),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_what_lies_beyond_a_limit_is_left_and_says_which_setting_to_raise(read, name):
    data, setting, limit, words = LARGE[name]
    reports, (problem,) = read(data, **{setting: limit})
    assert reports == []
    assert (problem.code, problem.is_failure) == (ProblemCode.TOO_LARGE, True)
    assert problem.message == f"{words}; what goes beyond that was left"
    assert setting in problem.advice
    reports, problems = read(data, **{setting: 2 * limit})
    assert (len(reports), problems) == (1, ())


def test_what_lies_within_the_limit_is_read(read):
    (report,), (problem,) = read(many(9), max_mail_parts=3)
    assert report.text.count(NEWS) == 3
    assert (problem.code, problem.is_failure) == (ProblemCode.TOO_LARGE, False)
    assert problem.message == "the message has more than 3 parts; what goes beyond that was left"
    assert read(many(9), max_mail_parts=9)[1] == ()


def test_the_messages_of_a_mailbox_have_a_limit(read):
    reports, (problem,) = read(messages(5), max_mail_messages=3)
    assert len(reports) == 3
    assert (problem.code, "max_mail_messages" in problem.advice) == (ProblemCode.TOO_LARGE, True)
    assert read(messages(5), max_mail_messages=5)[1] == ()


def test_deep_and_long_messages_are_refused_without_taking_them_apart(read):
    """Each line is compared with every mark that is open: 200 marks and ten million lines would take half an hour."""
    begun = time.perf_counter()
    data = nested(200, "Content-Type: text/plain\n\n" + "x\n" * 5_000_000)
    reports, (problem,) = read(data)
    assert time.perf_counter() - begun < 15
    assert (reports, problem.code, "max_mail_depth" in problem.advice) == ([], ProblemCode.TOO_LARGE, True)


def test_a_digest_of_many_messages_is_read(read):
    inner = "".join(
        f'--b\nContent-Type: multipart/alternative; boundary="c{n}"\n\n--c{n}\nContent-Type: text/plain\n\n'
        f"{NEWS}\n--c{n}--\n"
        for n in range(60)
    )
    (report,), problems = read(f'{HEADERS}Content-Type: multipart/mixed; boundary="b"\n\n{inner}--b--\n')
    assert (report.text.count(NEWS), problems) == (60, ())
