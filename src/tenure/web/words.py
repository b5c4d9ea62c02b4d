"""The words of the pages, in each language they are written in."""

import tomllib
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Final

from tenure.web.view import LANGUAGES

Words = Mapping[str, str]
Speak = Callable[..., str]
_ROOM: Final = "tenure.web"


def catalogue() -> Mapping[str, Words]:
    """Every message by language and key; a language without a message of its own says it in English."""
    tables = {lang: _flat(_table(lang)) for lang in LANGUAGES}
    return {lang: tables["en"] | table for lang, table in tables.items()}


def speaker(words: Words) -> Speak:
    """Says the message under a key, with values put in; a key nobody wrote is said as it is."""

    def say(key: str, **values: object) -> str:
        return words.get(key, key.rpartition(".")[2]).format(**values)

    return say


def _table(lang: str) -> Mapping[str, object]:
    return tomllib.loads(resources.files(_ROOM).joinpath(f"messages/{lang}.toml").read_text("utf-8"))


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{prefix}{key}.")
        else:
            found[prefix + key] = str(value)
    return found
