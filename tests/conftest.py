"""For every test that asks a page: a real server on loopback that answers as told, and notes what it is asked."""

import socket
import threading
import time
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import settings

# How long one drawn case takes says more of what else the machine does than of the code; where time is the matter, a
# test measures it itself.
settings.register_profile("tenure", deadline=None)
settings.load_profile("tenure")


class Server:
    """What each path answers: (status, headers, body), or a function of the handler."""

    def __init__(self):
        self.pages = {}
        self.asked = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.asked.append((self.path, dict(self.headers), time.monotonic()))
                answer = server.pages.get(self.path, (404, {}, b"no such page"))
                with suppress(BrokenPipeError, ConnectionResetError):
                    if callable(answer):
                        answer = answer(self)
                    if answer is not None:
                        self.give(*answer)

            def give(self, status, headers, body):
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    if value is not None:
                        self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.httpd.daemon_threads = True
        self.port = self.httpd.server_address[1]
        threading.Thread(target=self.httpd.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path="/", host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def paths(self):
        return [path for path, _, _ in self.asked]

    def stop(self):
        self.httpd.shutdown()
        self.httpd.server_close()


@pytest.fixture
def server():
    running = Server()
    yield running
    running.stop()


@contextmanager
def raw_server(talk):
    """A server that gets the bare socket of each connection and says what it likes."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def serve():
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with closing(connection), suppress(OSError):
                        connection.recv(65536)
                        talk(connection)

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


@pytest.fixture
def raw():
    return raw_server
