"""The ledger file: opened, migrated, and written one batch at a time.

One writer, any number of readers (WAL). A batch is one transaction; a process killed inside it
leaves nothing of it. Readers see the last finished batch and never wait.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from tenure.ledger.sql import migrations, named_queries
from tenure.model.errors import LedgerError

_BUSY_MS = 5_000
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """An open ledger. Made by `open_ledger`, which guarantees the schema and the pragmas."""

    path: Path
    connection: apsw.Connection
    queries: Mapping[str, str]

    def rows(self, query: str, /, **bindings: object) -> Iterator[Row]:
        """The rows of a named query."""
        try:
            yield from self.connection.execute(self.queries[query], bindings)
        except apsw.Error as error:
            raise _ledger_error(self.path, error) from error

    def one(self, query: str, /, **bindings: object) -> Row | None:
        """The first row of a named query, or None."""
        found = list(self.rows(query, **bindings))
        return found[0] if found else None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the ledger, whatever is written meanwhile."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            # SQLite itself ends a transaction in which it met a damaged page.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Everything written inside is there together, or not at all."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except apsw.Error as error:
            raise _ledger_error(self.path, error) from error
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if isinstance(error, apsw.Error):
                raise _ledger_error(self.path, error) from error
            raise

    def close(self) -> None:
        """Close the file; a closed ledger cannot be used again."""
        self.connection.close()


def open_ledger(path: Path, *, create: bool = False, readonly: bool = False) -> Ledger:
    """The ledger at a path, migrated to this version's schema.

    Raises:
        LedgerError: the file is missing, damaged, from a newer Tenure, or cannot be written.
    """
    if not create and not path.exists():
        raise LedgerError(str(path), "there is no ledger here", "Make one with: tenure init")
    try:
        connection = _connect(path, create=create, readonly=readonly)
        try:
            _refuse_strangers(connection, path, create=create)
            if not readonly:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=FULL")
            _migrate(connection, path, readonly=readonly)
        except BaseException:
            connection.close()
            raise
    except apsw.Error as error:
        raise _ledger_error(path, error) from error
    return Ledger(path, connection, named_queries())


def _connect(path: Path, *, create: bool, readonly: bool) -> apsw.Connection:
    flags = apsw.SQLITE_OPEN_READONLY if readonly else apsw.SQLITE_OPEN_READWRITE
    if create:
        flags |= apsw.SQLITE_OPEN_CREATE
    name = str(path)
    # In a folder that may not be written there is no room for the index that readers and a writer share; a ledger
    # there that no writer has open is read as it lies.
    if not create and not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists():
        name, flags = f"{path.absolute().as_uri()}?immutable=1", apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(name, flags=flags)
    connection.set_busy_timeout(_BUSY_MS)
    for pragma in ("foreign_keys=ON", "trusted_schema=OFF", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _refuse_strangers(connection: apsw.Connection, path: Path, *, create: bool) -> None:
    """Leaves an empty file, another program's database and a newer ledger as they are."""
    version = connection.pragma("user_version")
    if version > len(migrations()):
        raise LedgerError(
            str(path), f"it was written by a newer Tenure (schema {version})", "Upgrade Tenure, or use another ledger."
        )
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    is_new = create and version == 0 and not tables
    if not is_new and "batches" not in tables:
        raise apsw.NotADBError("no table of a ledger is in it")


def _migrate(connection: apsw.Connection, path: Path, *, readonly: bool) -> None:
    steps = migrations()
    for step in steps[connection.pragma("user_version") :]:
        if readonly:
            raise LedgerError(str(path), "its schema is older than this Tenure", "Open it once with write access.")
        connection.execute("BEGIN IMMEDIATE")
        try:
            if connection.pragma("user_version") < step.number:
                connection.execute(step.sql)
                connection.execute(f"PRAGMA user_version={step.number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


_CAUSES: tuple[tuple[type[apsw.Error], str, str], ...] = (
    (apsw.BusyError, "another process is writing to it", "Wait for it to finish, then try again."),
    (apsw.FullError, "the disk is full", "Free some space and run the same command again; what was finished is kept."),
    (apsw.ReadOnlyError, "it cannot be written", "Check the permissions of the folder."),
    (apsw.CantOpenError, "it cannot be opened", "Check that the folder exists and may be written."),
    (apsw.NotADBError, "it is not a Tenure ledger", "Check the path, or restore a copy."),
    (apsw.CorruptError, "it is damaged", "Restore a copy; tenure check tells what can still be read."),
    (apsw.IOError, "it could not be read or written", "Check the disk and its free space."),
)


def _ledger_error(path: Path, error: apsw.Error) -> LedgerError:
    for kind, reason, remedy in _CAUSES:
        if isinstance(error, kind):
            return LedgerError(str(path), reason, remedy)
    return LedgerError(str(path), f"SQLite says: {error}", "Run: tenure check")
