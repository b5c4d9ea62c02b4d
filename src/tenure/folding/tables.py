"""Reading a TOML table with a check of every value, so that a mistake names its file, key and cure."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import NoReturn

from tenure.model.errors import DataFileError


@dataclass(frozen=True, slots=True)
class Table:
    """A TOML table, where it stands, and what to advise where it is wrong."""

    path: str
    place: str
    values: Mapping[str, object]
    remedy: str

    def allow_only(self, keys: Collection[str]) -> None:
        """Refuse keys that nobody reads: a misspelt one would silently do nothing."""
        for key in self.values:
            if key not in keys:
                self._refuse(key, f"unknown; known are {', '.join(keys)}")

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number within bounds."""
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self._refuse(key, f"expected a whole number from {low} to {high}, not {value!r}")
        return value

    def wholes(self, low: int, high: int) -> dict[str, int]:
        """Every entry of the table as a whole number."""
        return {key: self.whole(key, low, high) for key in self.values}

    def numbers(self, key: str) -> dict[str, float]:
        """A table of numbers."""
        table = self.table(key)
        found: dict[str, float] = {}
        for name, value in table.values.items():
            if not isinstance(value, int | float) or isinstance(value, bool):
                table._refuse(name, f"expected a number, not {value!r}")
            found[name] = float(value)
        return found

    def one_of(self, key: str, allowed: Collection[str]) -> str:
        """One of some words."""
        value = self._value(key)
        if not isinstance(value, str) or value not in allowed:
            self._refuse(key, f"expected one of {', '.join(sorted(allowed))}, not {value!r}")
        return value

    def maybe_text(self, key: str) -> str | None:
        """A text, or None where the key is absent."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, str):
            self._refuse(key, f"expected a text, not {value!r}")
        return value

    def texts(self, key: str) -> Sequence[str]:
        """A list of texts, at least one."""
        value = self._value(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            self._refuse(key, f"expected a list of texts, not {value!r}")
        return value

    def pairs(self, key: str) -> Iterator[tuple[str, str]]:
        """A list of pairs of two different texts."""
        value = self._value(key)
        for pair in value if isinstance(value, list) else self._refuse(key, "expected a list of pairs"):
            if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(x, str) for x in pair)):
                self._refuse(key, f"expected pairs of two names, not {pair!r}")
            yield pair[0], pair[1]

    def table(self, key: str) -> "Table":
        """A table inside."""
        value = self._value(key)
        if not isinstance(value, dict):
            self._refuse(key, "expected a table")
        return Table(self.path, f"{self.place}{key}.", value, self.remedy)

    def tables(self, key: str) -> Iterator["Table"]:
        """A list of tables; none where the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._refuse(key, "expected a list of tables")
        for number, item in enumerate(value, 1):
            yield Table(self.path, f"{self.place}{key}[{number}].", item, self.remedy)

    def _value(self, key: str) -> object:
        if key not in self.values:
            self._refuse(key, "missing")
        return self.values[key]

    def _refuse(self, key: str, reason: str) -> NoReturn:
        raise DataFileError(self.path, f"{self.place}{key}: {reason}", self.remedy)


def read_table(file: Traversable, remedy: str) -> Table:
    """A TOML file as a table.

    Raises:
        DataFileError: it is missing or no TOML.
    """
    try:
        return Table(str(file), "", tomllib.loads(file.read_text("utf-8")), remedy)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(str(file), f"cannot be read ({error})", remedy) from error
