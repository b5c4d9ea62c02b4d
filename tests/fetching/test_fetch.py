"""Pages from real servers on loopback: what comes through, and what is stopped."""

import gzip
import socket
import ssl
import threading
import time
import tracemalloc
import zlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tenure.fetching.failure import Failed
from tenure.fetching.fetch import Fetched, Known, Unchanged, fetch
from tenure.model.problem import ProblemCode

PAGE = b"<html><body><p>The guards left the post on Monday.</p></body></html>"
HTML = {"Content-Type": "text/html"}


@pytest.fixture
def get(limits, now):
    def getting(url, known=None, **more):
        return fetch(url, replace(limits, **more), now=now, known=known)

    return getting


def refused(found, words, code=ProblemCode.REFUSED):
    assert isinstance(found, Failed), found
    assert found.problem.code is code
    assert words in found.problem.message, found.problem.message
    return found


def test_a_page_comes_as_it_was_sent(server, get):
    server.pages["/a"] = (200, {**HTML, "ETag": '"1"', "Last-Modified": "Mon, 23 Nov 2026 08:00:00 GMT"}, PAGE)
    found = get(server.url("/a#part"))
    assert found == Fetched(
        server.url("/a"), PAGE, Known('"1"', "Mon, 23 Nov 2026 08:00:00 GMT"), "text/html", moved=False
    )


def test_we_say_who_asks_and_whom_to_write_to(server, get):
    server.pages["/"] = (200, HTML, PAGE)
    get(server.url(), contact="desk@example.org\r\nX-Evil: 1")
    headers = server.asked[0][1]
    assert headers["User-Agent"].startswith("Tenure/")
    assert headers["User-Agent"].endswith("(+desk@example.orgX-Evil: 1)")
    assert "X-Evil" not in headers
    assert headers["Host"] == f"127.0.0.1:{server.port}"
    assert "Cookie" not in headers


def test_what_was_known_is_asked_for_by_its_tags(server, get):
    server.pages["/"] = lambda handler: (
        (304, {"Content-Length": "0"}, b"") if handler.headers["If-None-Match"] == '"1"' else (200, HTML, PAGE)
    )
    known = Known('"1"', "Mon, 23 Nov 2026 08:00:00 GMT")
    assert get(server.url(), known) == Unchanged(server.url())
    assert server.asked[0][1]["If-Modified-Since"] == "Mon, 23 Nov 2026 08:00:00 GMT"
    assert isinstance(get(server.url()), Fetched)


@pytest.mark.parametrize(
    ("pack", "encoding"),
    [
        (gzip.compress, "gzip"),
        (lambda body: gzip.compress(body[:9]) + gzip.compress(body[9:]), "gzip"),
        (zlib.compress, "deflate"),
        (lambda body: zlib.compress(body)[2:-4], "deflate"),
        (lambda body: body, "identity"),
    ],
    ids=["gzip", "two members", "deflate", "bare deflate", "identity"],
)
def test_packed_pages_are_unpacked(server, get, pack, encoding):
    server.pages["/"] = (200, {"Content-Encoding": encoding}, pack(PAGE * 2000))
    found = get(server.url())
    assert isinstance(found, Fetched)
    assert found.body == PAGE * 2000


def test_chunks_are_put_together(raw, get):
    def talk(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for piece in (PAGE[:7], PAGE[7:]):
            connection.sendall(b"%x\r\n%s\r\n" % (len(piece), piece))
        connection.sendall(b"0\r\n\r\n")

    with raw(talk) as url:
        assert get(url).body == PAGE


def test_redirects_are_followed_and_told(server, get):
    server.pages["/old"] = (301, {"Location": "/mid"}, b"")
    server.pages["/mid"] = (302, {"Location": server.url("/new")}, b"")
    server.pages["/new"] = (200, HTML, PAGE)
    server.pages["/gone"] = (308, {"Location": "/new"}, b"")
    assert (get(server.url("/old")).url, get(server.url("/old")).moved) == (server.url("/new"), False)
    assert get(server.url("/gone")).moved is True


def test_a_redirect_may_be_spelt_in_utf_8(raw, server, get):
    server.pages["/%D0%B0"] = (200, HTML, PAGE)
    said = f"HTTP/1.1 302 Found\r\nLocation: {server.url('/а')}\r\nContent-Length: 0\r\n\r\n".encode()
    with raw(lambda connection: connection.sendall(said)) as url:
        assert get(url).url == server.url("/%D0%B0")


def test_redirects_end(server, get):
    server.pages["/"] = (302, {"Location": "/"}, b"")
    refused(get(server.url()), "redirects more than 5 times")
    assert len(server.asked) == 6
    refused(get(server.url(), redirects=0), "redirects more than 0 times")


@pytest.mark.parametrize(
    "to",
    [
        "http://10.0.0.1/",
        "http://192.168.1.1/admin",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0x0a000001/",
        "http://167772161/",
        "http://0.0.0.0/",
        "http://100.64.0.1/",
        "http://168.63.129.16/",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "gopher://127.0.0.1:70/_x",
        "http://user:word@example.org/",
        "http://127.0.0.1:22/",
    ],
)
def test_a_redirect_to_where_nobody_should_go_is_refused(server, get, to):
    server.pages["/"] = (302, {"Location": to}, b"")
    begun = time.monotonic()
    found = refused(get(server.url()), "")
    assert not found.temporary
    assert time.monotonic() - begun < 2
    assert server.paths() == ["/"]


def test_this_machine_is_not_asked_unless_a_test_says_so(server, get):
    server.pages["/"] = (200, HTML, PAGE)
    for host in ("127.0.0.1", "127.1", "2130706433", "0x7f.1"):
        refused(get(server.url(host=host), loopback=False), "on this machine")
    assert server.asked == []


def test_a_name_is_looked_up_once_and_never_again(server, get):
    """DNS that changes its mind between check and use: the address that was checked is the one that is asked."""
    server.pages["/"] = (200, HTML, PAGE)
    answers = [["127.0.0.1"], ["169.254.169.254"]]
    found = get(server.url(host="news.example"), resolve=lambda host, port: answers.pop(0))
    assert isinstance(found, Fetched)
    assert answers == [["169.254.169.254"]]
    assert server.asked[0][1]["Host"] == f"news.example:{server.port}"


def test_a_name_that_is_also_private_is_refused(server, get):
    server.pages["/"] = (200, HTML, PAGE)
    found = get(server.url(host="news.example"), resolve=lambda host, port: ["127.0.0.1", "10.1.2.3"])
    refused(found, "news.example is at 10.1.2.3, in a private network")
    assert server.asked == []


def test_the_next_address_is_tried_where_one_does_not_answer(server, get):
    server.pages["/"] = (200, HTML, PAGE)
    found = get(server.url(host="news.example"), resolve=lambda host, port: ["127.0.0.9", "127.0.0.1"])
    assert isinstance(found, Fetched)


def test_a_host_that_is_not_known_may_be_later(get):
    def resolve(host, port):
        raise socket.gaierror(-2, "Name or service not known")

    found = refused(get("http://news.example/", resolve=resolve), "is not known", ProblemCode.FETCH)
    assert found.temporary


def test_a_look_up_that_hangs_is_given_up(get):
    begun = time.monotonic()
    found = get("http://news.example/", resolve=lambda host, port: time.sleep(20), seconds=0.3)
    refused(found, "could not be looked up in time", ProblemCode.FETCH)
    assert time.monotonic() - begun < 3


def test_nobody_listening_may_change(get):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert get(f"http://127.0.0.1:{port}/").temporary


@pytest.mark.parametrize(
    ("status", "headers", "temporary", "retry_after"),
    [
        (429, {"Retry-After": "120"}, True, 120.0),
        (503, {"Retry-After": "Wed, 25 Nov 2026 12:10:00 GMT"}, True, 600.0),
        (503, {"Retry-After": "Wed, 25 Nov 2026 11:00:00 GMT"}, True, 0.0),
        (429, {"Retry-After": "9" * 400}, True, 7 * 86400.0),
        (429, {"Retry-After": "soon"}, True, None),
        (500, {}, True, None),
        (404, {}, False, None),
        (403, {}, False, None),
        (204, {}, False, None),
        (304, {}, False, None),
        (302, {}, False, None),
    ],
)
def test_other_answers(server, get, status, headers, temporary, retry_after):
    server.pages["/"] = (status, headers, b"")
    found = get(server.url())
    assert (found.status, found.temporary, found.retry_after) == (status, temporary, retry_after)


def bomb(megabytes):
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join([*(packer.compress(bytes(1_000_000)) for _ in range(megabytes)), packer.flush()])


def test_a_gzip_bomb_is_noticed_before_it_has_gone_off(server, get):
    server.pages["/"] = (200, {"Content-Encoding": "gzip"}, bomb(300))
    tracemalloc.start()
    refused(get(server.url(), megabytes=100), "unpacks to more than 100 times its size")
    refused(get(server.url(), megabytes=1), "larger than 1 MB", ProblemCode.TOO_LARGE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 70_000_000, "the server holds 0.3 MB of it, we at most 100 × what came"


def test_a_bomb_in_a_bomb_is_not_unpacked_twice(server, get):
    server.pages["/"] = (200, {"Content-Encoding": "gzip, gzip"}, gzip.compress(bomb(10)))
    refused(get(server.url()), "packed in a way")


@pytest.mark.parametrize("encoding", ["br", "zstd", "x" * 500])
def test_what_was_not_asked_for_is_not_unpacked(server, get, encoding):
    server.pages["/"] = (200, {"Content-Encoding": encoding}, b"x")
    refused(get(server.url()), "packed in a way")


@pytest.mark.parametrize("damage", [lambda p: p[:-20], lambda p: p[:30] + b"\xff" * 30 + p[60:], lambda p: b"plain"])
def test_damaged_packing_is_no_page(server, get, damage):
    body = damage(gzip.compress(bytes(range(256)) * 300))
    server.pages["/"] = (200, {"Content-Encoding": "gzip"}, body)
    assert get(server.url()).temporary


def test_a_page_that_says_that_it_is_huge_is_not_begun(server, get):
    server.pages["/"] = (200, {"Content-Length": "9" * 30}, PAGE)
    refused(get(server.url()), "larger than 1 MB", ProblemCode.TOO_LARGE)


def endless(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def endless_headers(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-A: " + b"x" * 60000 + b"\r\n")


def endless_chunk(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def negative_chunk(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def endless_continues(connection):
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def trickle(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)


def trickled_body(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)


def silence(connection):
    time.sleep(20)


@pytest.mark.parametrize("talk", [endless, endless_headers, endless_chunk, negative_chunk, endless_continues])
def test_what_never_ends_is_cut_off(raw, get, talk):
    tracemalloc.start()
    with raw(talk) as url:
        found = get(url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found, Failed)
    assert found.problem.code in (ProblemCode.TOO_LARGE, ProblemCode.FETCH)
    assert peak < 10_000_000


@pytest.mark.parametrize("talk", [trickle, trickled_body, silence])
def test_slow_hosts_are_given_up(raw, get, talk):
    begun = time.monotonic()
    with raw(talk) as url:
        found = get(url, seconds=0.5)
    assert time.monotonic() - begun < 3
    assert found.temporary
    assert found.problem.code is ProblemCode.FETCH


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 xyz OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://exa mple/\x00\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: //\r\n\r\n",
        b"\x16\x03\x01" + b"\xff" * 100,
    ],
)
def test_what_is_no_answer_is_a_problem(raw, get, said):
    with raw(lambda connection: connection.sendall(said)) as url:
        found = get(url)
    assert isinstance(found, Failed)
    assert found.problem.where == url


@pytest.mark.parametrize(
    "url",
    ["", "x", "http://", "http:///a", "http://a b/", "http://a\r\nHost: b/", "http://-a-/", "http://a..b/",
     "http://[::1%25lo]/", "http://example.org:99999/", "http://example.org:0/", "http://" + "a" * 3000, "http://ex\\ample/"],
)  # fmt: skip
def test_what_is_no_address_is_refused(get, url):
    refused(get(url, loopback=False, resolve=lambda host, port: pytest.fail(f"{host} was looked up")), "")


def test_names_in_other_scripts_are_spelt_for_the_web(server, get):
    server.pages["/%D0%B0?q=%D0%B1"] = (200, HTML, PAGE)
    seen = []

    def resolve(host, port):
        seen.append(host)
        return ["127.0.0.1"]

    assert isinstance(get(server.url("/а?q=б", host="новости.example"), resolve=resolve), Fetched)
    assert seen == ["xn--b1amnebsh.example"]


@pytest.fixture
def secure_server():
    """A TLS server for news.example, whose certificate nobody has signed but itself; it notes the names asked for."""
    names = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("news.example.pem"))
    context.sni_callback = lambda sock, name, _: names.append(name)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
                    secure.recv(65536)
                    secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE))

    threading.Thread(target=serve, daemon=True).start()
    yield listening.getsockname()[1], names
    listening.close()


def test_tls_names_the_host_and_checks_its_certificate(secure_server, get, monkeypatch):
    port, names = secure_server
    resolve = lambda host, port: ["127.0.0.1"]  # noqa: E731
    refused(get(f"https://news.example:{port}/", resolve=resolve), "certificate", ProblemCode.FETCH)
    monkeypatch.setenv("SSL_CERT_FILE", str(Path(__file__).with_name("news.example.pem")))
    assert get(f"https://news.example:{port}/", resolve=resolve).body == PAGE
    refused(get(f"https://other.example:{port}/", resolve=resolve), "certificate", ProblemCode.FETCH)
    assert names == ["news.example", "news.example", "other.example"]
