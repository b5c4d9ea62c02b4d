"""The SQL of the ledger: numbered migrations and named queries, read from the files beside this one."""

import re
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

_NAME: Final = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step of the schema."""

    number: int
    name: str
    sql: str


def named_queries(file: str = "queries.sql") -> dict[str, str]:
    """Every query of a file beside this one, by name. A name given twice raises."""
    return queries_in(files(__package__).joinpath(file))


def queries_in(file: Traversable) -> dict[str, str]:
    """Every query of a file, by name. A name given twice raises."""
    parts = _NAME.split(file.read_text("utf-8"))[1:]
    queries: dict[str, str] = {}
    for name, sql in zip(parts[::2], parts[1::2], strict=True):
        if name in queries:
            raise ValueError(f"{file.name} names {name} twice")
        queries[name] = sql.strip().rstrip(";")
    return queries


def migrations() -> tuple[Migration, ...]:
    """The migrations in order. A gap or a repeated number raises."""
    found = []
    for entry in files(__package__).joinpath("schema").iterdir():
        if entry.name.endswith(".sql"):
            number, _, name = entry.name.removesuffix(".sql").partition("_")
            found.append(Migration(int(number), name, entry.read_text("utf-8")))
    found.sort(key=lambda step: step.number)
    if [step.number for step in found] != list(range(1, len(found) + 1)):
        raise ValueError("the ledger's migrations are not numbered 1, 2, 3, …")
    return tuple(found)
