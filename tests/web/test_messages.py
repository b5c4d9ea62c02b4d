"""No page says a key instead of words, in no language."""

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from tenure.model.claim import Event, Modality
from tenure.model.place import Precision
from tenure.model.tenure import Aspect, ConflictKind, Direction, Outcome, Status, Verdict
from tenure.web.marks import GROUPS

WEB = resources.files("tenure.web")
KINDS = {
    "aspect": Aspect, "status": Status, "verdict": Verdict, "outcome": Outcome, "direction": Direction,
    "conflict": ConflictKind, "modality": Modality, "event": Event, "precision": Precision,
}  # fmt: skip


def messages(lang):
    def flat(table, prefix=""):
        for key, value in table.items():
            if isinstance(value, dict):
                yield from flat(value, f"{prefix}{key}.")
            else:
                yield prefix + key, value

    return dict(flat(tomllib.loads(WEB.joinpath(f"messages/{lang}.toml").read_text("utf-8"))))


def used():
    """The keys that templates and code name, as far as they stand there in full."""
    for file in (*Path(str(WEB)).glob("templates/*.html"), *Path(str(WEB)).glob("*.py")):
        text = file.read_text("utf-8")
        yield from re.findall(r"\bt\('([a-z_]+\.[\w .]+)'", text)
        yield from re.findall(r"\bsay\(\"([a-z_]+\.[\w .]+)\"", text)
        yield from re.findall(r"'((?:changes|review|role|search|report)\.[a-z_]+)'", text)


def test_every_message_is_there_in_every_language():
    assert messages("en").keys() == messages("ru").keys()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_key_that_is_used_has_words(lang):
    known = messages(lang)
    wanted = {*used(), *(f"group.{group}" for group in GROUPS), "group.stale"}
    wanted |= {f"{name}.{one.value}" for name, kind in KINDS.items() for one in kind}
    assert len(wanted) > 150
    assert sorted(wanted - known.keys()) == []
    assert all(value.strip() for value in known.values())


def test_values_that_are_put_in_are_the_same_in_both_languages():
    russian = messages("ru")
    for key, value in messages("en").items():
        assert sorted(set(re.findall(r"{\w+}", value))) == sorted(set(re.findall(r"{\w+}", russian[key]))), key


def test_every_kind_of_place_has_words(project):
    found = project.kit.gazetteer.index.connection.execute("SELECT DISTINCT kind FROM places")
    kinds = {f"kind.{kind}" for (kind,) in found}
    assert len(kinds) > 20
    assert kinds <= messages("ru").keys()
