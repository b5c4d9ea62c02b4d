"""Who may do what: users with roles in a file of the project, sessions and tokens in memory."""

import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tenure.model.errors import TenureError

FILE_NAME: Final = "users.json"
LIFETIME: Final = 12 * 3600.0
_MOST_SESSIONS: Final = 1000
_SHORTEST: Final = 10


class Role(StrEnum):
    """What somebody may do; each may also do what the ones before may."""

    READER = "reader"
    REVIEWER = "reviewer"
    EDITOR = "editor"

    def covers(self, other: "Role") -> bool:
        """Whether this role may do what the other may."""
        return list(Role).index(self) >= list(Role).index(other)


class AccountError(TenureError):
    """A user cannot be made, changed or read."""


@dataclass(frozen=True, slots=True)
class User:
    """A user: the name that stands under reviews, what they may do, and what proves who they are."""

    name: str
    role: Role
    password: str
    """An argon2 hash."""
    tokens: tuple[str, ...] = ()
    """SHA-256 of each token; a token is random and long, so no slow hash is needed."""


@dataclass(slots=True)
class Session:
    """Somebody who has signed in."""

    name: str
    role: Role
    csrf: str
    expires: float
    by_token: bool = False
    made: list[tuple[str, str]] = field(default_factory=list)
    """The reviews of this session with their claims, the last one last: what an undo takes back."""


def read_users(folder: Path) -> dict[str, User]:
    """The users of a project; none where there is no file.

    Raises:
        AccountError: the file cannot be read.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return {}
    try:
        rows = json.loads(path.read_text("utf-8"))
        return {row["name"]: _user(row) for row in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AccountError(f"{path}: the users cannot be read ({error}). Restore the file, or remove it.") from error


def _user(row: Mapping[str, Any]) -> User:
    return User(str(row["name"]), Role(row["role"]), str(row["password"]), tuple(map(str, row.get("tokens", ()))))


def write_users(folder: Path, users: Mapping[str, User]) -> None:
    """Replace the file of users, readable by its owner only."""
    path, fresh = folder / FILE_NAME, folder / f"{FILE_NAME}.new"
    rows = [
        {"name": one.name, "role": one.role.value, "password": one.password, "tokens": list(one.tokens)}
        for _, one in sorted(users.items())
    ]
    with suppress(FileNotFoundError):
        fresh.unlink()
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        json.dump(rows, out, indent=1, ensure_ascii=False)
    fresh.replace(path)


def new_user(name: str, role: Role, password: str) -> User:
    """A user with a hashed password.

    Raises:
        AccountError: the name or the password will not do.
    """
    if not name.strip() or len(name) > 80 or not name.isprintable():
        raise AccountError("A name has 1 to 80 printable characters.")
    if len(password) < _SHORTEST:
        raise AccountError(f"A password has at least {_SHORTEST} characters.")
    return User(name.strip(), role, PasswordHasher().hash(password))


def new_token() -> tuple[str, str]:
    """A token, and what is kept of it."""
    token = secrets.token_urlsafe(24)
    return token, _digest(token)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class Accounts:
    """Guards who is signed in; users are read from the project's file at each sign-in."""

    def __init__(self, folder: Path, actor: str, key: str | None = None) -> None:
        self._folder = folder
        self._actor = actor
        self._key = key
        self._hasher = PasswordHasher()
        self._unknown = self._hasher.hash(secrets.token_urlsafe(12))
        self._sessions: dict[str, Session] = {}
        self._lock = Lock()

    def sign_in(self, name: str, secret: str) -> str | None:
        """The name of a new session, or None where name and secret do not fit."""
        found = self.by_token(secret) or self._by_password(name, secret)
        if found is None:
            return None
        found.by_token = False
        session = secrets.token_urlsafe(32)
        with self._lock:
            now = time.time()
            self._sessions = {key: one for key, one in self._sessions.items() if one.expires > now}
            if len(self._sessions) >= _MOST_SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[session] = found
        return session

    def session(self, key: str) -> Session | None:
        """A session that has not run out."""
        with self._lock:
            found = self._sessions.get(key)
            return found if found is not None and found.expires > time.time() else None

    def sign_out(self, key: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(key, None)

    def by_token(self, token: str) -> Session | None:
        """Whom a token stands for: a user, or, where nobody has been added, the one who started the server."""
        digest = _digest(token)
        if self._key is not None and hmac.compare_digest(_digest(self._key), digest):
            return _session(self._actor, Role.EDITOR)
        for user in read_users(self._folder).values():
            if any(hmac.compare_digest(kept, digest) for kept in user.tokens):
                return _session(user.name, user.role)
        return None

    def _by_password(self, name: str, password: str) -> Session | None:
        user = read_users(self._folder).get(name)
        try:
            # Somebody unknown is checked as slowly as somebody known, so that time tells nothing.
            self._hasher.verify(user.password if user else self._unknown, password)
        except (VerificationError, InvalidHashError):
            return None
        return _session(user.name, user.role) if user else None


def _session(name: str, role: Role) -> Session:
    return Session(name, role, secrets.token_urlsafe(24), time.time() + LIFETIME, by_token=True)
