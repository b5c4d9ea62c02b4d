"""A project folder for tests that run real `tenure` processes on it."""

import subprocess
import sys
from contextlib import closing

import apsw
from click.testing import CliRunner

from tenure.cli.main import cli


class Folder:
    """A project folder, its command line in this process, and as processes of its own."""

    def __init__(self, path):
        self.path = path
        self.ledger = path / "ledger.sqlite"

    def run(self, *words, code=0, stdin=None):
        done = CliRunner().invoke(cli, ["-C", str(self.path), *map(str, words)], input=stdin)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert code is None or done.exit_code == code, (done.exit_code, done.output)
        return done

    def start(self, *words, **more):
        return subprocess.Popen(
            [sys.executable, "-m", "tenure", "-C", str(self.path), *map(str, words)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more,
        )  # fmt: skip

    def rows(self, query):
        with closing(apsw.Connection(str(self.ledger), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
            connection.set_busy_timeout(2000)
            return list(connection.execute(query))


def new_folder(path, kind=Folder):
    """A folder with a new project in it."""
    CliRunner().invoke(cli, ["init", str(path)], catch_exceptions=False)
    return kind(path)
