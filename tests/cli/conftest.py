"""A real record made by `tenure import`, asked through the real command line."""

import json

import pytest
from click.testing import CliRunner

from tenure.cli.main import cli

TABLE = """\
event,modality,negated,holder,state,place,country,when,deadline,quantity,speaker,source,published,quote,confidence,note
station,actual,no,,Russia,Zvartnots,Armenia,2024-05-01,,,,Reuters,2024-05-10,,0.9,first
withdraw,planned,no,,Russia,Zvartnots,Armenia,,2024-08-01,,Nikol Pashinyan,Reuters,2024-05-10,,0.8,
station,actual,no,,Russia,Gyumri,Armenia,,,3000,,TASS,2024-05-11,"Russia keeps 3000 troops in Gyumri.",0.4,
station,actual,no,The Wolves,,Old Mill Ridge,Armenia,,,,,Eurasianet,2024-05-12,,0.6,
hold,actual,no,,Armenia,Meghri Gate,Armenia,,,,Armenia,Armenpress,2024-05-12,,0.7,
withdraw,actual,no,,Russia,Zvartnots,Armenia,2024-07-31,,,,AP,2024-08-01,,0.95,
"""


class Record:
    """A project folder, and its command line."""

    def __init__(self, folder):
        self.folder = folder

    def run(self, *words, stdin=None, code=0, actor=None):
        env = {"TENURE_ACTOR": actor} if actor else {}
        done = CliRunner(env=env).invoke(cli, ["-C", str(self.folder), *map(str, words)], input=stdin)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code, (done.exit_code, done.output)
        return done

    def rows(self, *words, **more):
        return json.loads(self.run(*words, "--json", **more).stdout)

    def claim(self, word):
        """The one waiting claim with a word in its sentence."""
        found = [row for row in self.rows("review", "--list") if word in row["sentence"]["text"]]
        assert len(found) == 1, found
        return found[0]


def make_record(folder):
    record = Record(folder)
    CliRunner().invoke(cli, ["init", str(folder)], catch_exceptions=False)
    return record


@pytest.fixture
def empty(tmp_path):
    return make_record(tmp_path / "record")


@pytest.fixture
def record(empty, tmp_path):
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    empty.run("import", tmp_path / "table.csv")
    return empty
