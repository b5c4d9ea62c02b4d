"""The shelf: a file beside the ledger with what was derived from it, kept so that a question costs what it asks for.

Nothing in it is a fact. It names the state of the ledger it was made from; where it does not fit, is damaged or cannot
be written, it is made again, or done without.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import apsw

from tenure.ledger.sql import named_queries
from tenure.ledger.store import Row
from tenure.model.errors import TenureError

IN_MEMORY: Final = Path(":memory:")
_BUSY_MS: Final = 2_000


class ShelfError(TenureError):
    """The shelf cannot be used: it is damaged, or another process is writing to it, or the folder is read-only."""

    def __init__(self, path: Path, error: apsw.Error) -> None:
        self.path, self.is_busy = path, isinstance(error, apsw.BusyError | apsw.LockedError)
        super().__init__(f"{path}: {error}")


@dataclass(frozen=True, slots=True)
class Shelf:
    """An open shelf. Made by `open_shelf`, which guarantees the tables."""

    path: Path
    connection: apsw.Connection
    queries: Mapping[str, str]

    def rows(self, query: str, /, **bindings: object) -> list[Row]:
        """The rows of a named query."""
        try:
            return self.connection.execute(self.queries[query], bindings).fetchall()
        except apsw.Error as error:
            raise ShelfError(self.path, error) from error

    def one(self, query: str, /, **bindings: object) -> Row | None:
        """The first row of a named query, or None."""
        found = self.rows(query, **bindings)
        return found[0] if found else None

    def each(self, query: str, bindings: Iterable[Mapping[str, object]]) -> None:
        """Run a named query once for each set of bindings."""
        try:
            self.connection.executemany(self.queries[query], bindings)
        except apsw.Error as error:
            raise ShelfError(self.path, error) from error

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Everything written inside is there together, or not at all."""
        self._run("BEGIN IMMEDIATE")
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the shelf."""
        self._run("BEGIN")
        try:
            yield
        finally:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    def refresh(self) -> None:
        """Read from now on what is there now, and nothing that is written later."""
        if self.connection.in_transaction:
            self._run("ROLLBACK")
        self._run("PRAGMA wal_checkpoint(PASSIVE)")
        self._run("BEGIN")
        self.one("meta", name="mark")

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def _run(self, statement: str) -> None:
        try:
            self.connection.execute(statement)
        except apsw.Error as error:
            raise ShelfError(self.path, error) from error


def open_shelf(path: Path = IN_MEMORY) -> Shelf:
    """The shelf at a path, made where there is none.

    Raises:
        ShelfError: it is damaged or cannot be written.
    """
    try:
        connection = apsw.Connection(str(path))
        try:
            connection.set_busy_timeout(_BUSY_MS)
            # What is lost with the power is made again; only a torn file must not pass for a whole one.
            for pragma in ("trusted_schema=OFF", "journal_mode=WAL", "synchronous=NORMAL", "cache_size=-65536"):
                connection.execute(f"PRAGMA {pragma}")
            if not connection.pragma("user_version"):
                schema = files(__package__).joinpath("shelf_schema.sql").read_text("utf-8")
                connection.execute(f"BEGIN IMMEDIATE; {schema} PRAGMA user_version=1; COMMIT")
        except BaseException:
            connection.close()
            raise
    except apsw.Error as error:
        raise ShelfError(path, error) from error
    return Shelf(path, connection, _queries())


@cache
def _queries() -> Mapping[str, str]:
    """The named queries: a shelf is opened for every question."""
    return named_queries("shelf.sql")
