"""Settings: one frozen value, built once at the edge from file, then environment, then flags."""

import os
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Final, TypeAlias

from tenure.model.errors import SettingsError

FILE_NAME: Final = "tenure.toml"
_PREFIX: Final = "TENURE_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user may turn; each field is a key of `tenure.toml` and a variable `TENURE_<FIELD>`."""

    data_dir: Path
    """Where indexes that can be rebuilt are kept; `TENURE_DATA_DIR`."""
    policy: str = "graded"
    """A policy preset (`graded`, `ungraded`, `independent`) or the path of a folder with policy tables."""
    min_confidence: float = 0.2
    """Claims below this are kept but do not take part in the fold and are counted as hidden."""
    max_megabytes: int = 20
    """Inputs, and records in web archives, larger than this are refused."""
    max_expansion: int = 200
    """A web archive that unpacks to more than so many times its size is not read on."""
    max_pdf_pages: int = 200
    """PDF documents with more pages are refused."""
    max_pdf_seconds: int = 20
    """A PDF document that takes longer to read is given up."""
    max_feed_megabytes: int = 5
    """Larger feeds are refused."""
    max_feed_entries: int = 5000
    """Feeds with more entries are refused."""
    max_feed_tags: int = 150_000
    """Feeds with more tags are refused; no feed can be nested deeper than it has tags."""
    max_entry_tags: int = 5000
    """An entry of a feed, or a page in a message, with more tags is not read."""
    max_mail_messages: int = 20_000
    """What follows so many messages of a mailbox is left."""
    max_mail_parts: int = 200
    """What follows so many parts of a message is left."""
    max_mail_depth: int = 20
    """Parts of a message that lie deeper inside one another are left."""
    actor: str = "anonymous"
    """Whose name stands under reviews made on the command line."""
    contact: str = ""
    """A mail address or page, told to every host that is asked for something: whom to write to."""
    fetch_megabytes: int = 10
    """Pages and feeds larger than this, as they come or unpacked, are not fetched."""
    fetch_seconds: float = 30.0
    """A request that takes longer than this, from looking the host up to the last byte, is given up."""
    fetch_redirects: int = 5
    """How many redirects are followed."""
    fetch_ratio: int = 100
    """How many times its size a page may become when it is unpacked."""
    fetch_pause: float = 2.0
    """Seconds between two requests to one host, at least."""
    fetch_loopback: bool = False
    """Whether this machine itself may be asked: for tests against a server on it."""
    poll_minutes: int = 30
    """How long a followed address is left alone after it was looked at."""


def settings_from(file: Path | None, environment: Mapping[str, str], flags: Mapping[str, object]) -> Settings:
    """Settings from a file, overridden by the environment, overridden by flags that are not None.

    Raises:
        SettingsError: a key nobody knows, or a value that cannot be used.
    """
    settings = Settings(data_dir=default_data_dir(environment))
    if file is not None and file.exists():
        settings = _updated(settings, _table_of(file), origin=str(file))
    known = {field.name for field in fields(Settings)}
    spoken = {
        key.removeprefix(_PREFIX).lower(): value
        for key, value in environment.items()
        if key.startswith(_PREFIX) and key.removeprefix(_PREFIX).lower() in known
    }
    settings = _updated(settings, spoken, origin="environment")
    return _updated(settings, {k: v for k, v in flags.items() if v is not None and k in known}, origin="command line")


def default_data_dir(environment: Mapping[str, str]) -> Path:
    """The user's folder for data that programs can rebuild, by the customs of the platform."""
    if environment.get("XDG_CACHE_HOME"):
        return Path(environment["XDG_CACHE_HOME"]) / "tenure"
    if sys.platform == "win32" and environment.get("LOCALAPPDATA"):
        return Path(environment["LOCALAPPDATA"]) / "tenure"
    home = Path(environment.get("HOME") or os.path.expanduser("~"))
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "tenure"


def _table_of(file: Path) -> Mapping[str, object]:
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(str(file), "…", f"TOML ({error})") from error
    known = {field.name for field in fields(Settings)}
    for key in table:
        if key not in known:
            raise SettingsError(f"{file}: {key}", table[key], f"one of the keys {', '.join(sorted(known))}")
    return table


_Reader: TypeAlias = tuple[str, Callable[[object], object]]
"""What a value has to be, in words, and what makes it so or raises."""


def _whole(low: int, high: int) -> _Reader:
    return f"a whole number from {low} to {high}", lambda value: int(_between(int(str(value)), low, high))


def _truth(value: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[value.lower()]


def _between(value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise ValueError(value)
    return value


_READERS: Final[Mapping[str, _Reader]] = {
    "data_dir": ("a folder", lambda value: Path(str(value)).expanduser()),
    "policy": ("the name of a policy, or a folder", str),
    "min_confidence": ("a number from 0 to 1", lambda value: _between(float(str(value)), 0.0, 1.0)),
    "max_megabytes": _whole(1, 4096),
    "max_expansion": _whole(2, 100_000),
    "max_pdf_pages": _whole(1, 10_000),
    "max_pdf_seconds": _whole(1, 3600),
    "max_feed_megabytes": _whole(1, 1024),
    "max_feed_entries": _whole(1, 1_000_000),
    "max_feed_tags": _whole(1, 10_000_000),
    "max_entry_tags": _whole(1, 1_000_000),
    "max_mail_messages": _whole(1, 10_000_000),
    "max_mail_parts": _whole(1, 100_000),
    "max_mail_depth": _whole(1, 100),
    "actor": ("a name", str),
    "contact": ("a mail address or the address of a page", str),
    "fetch_megabytes": _whole(1, 1024),
    "fetch_seconds": ("a number from 1 to 600", lambda value: _between(float(str(value)), 1.0, 600.0)),
    "fetch_redirects": _whole(0, 20),
    "fetch_ratio": _whole(2, 1000),
    "fetch_pause": ("a number from 0 to 3600", lambda value: _between(float(str(value)), 0.0, 3600.0)),
    "fetch_loopback": ("true or false", lambda value: _truth(str(value))),
    "poll_minutes": _whole(1, 10_080),
}


def _updated(settings: Settings, table: Mapping[str, object], *, origin: str) -> Settings:
    changes: dict[str, object] = {}
    for name, value in table.items():
        expected, parse = _READERS[name]
        try:
            changes[name] = parse(value)
        except (ValueError, TypeError, KeyError) as error:
            raise SettingsError(f"{name} ({origin})", value, expected) from error
    return replace(settings, **changes)  # type: ignore[arg-type]  # each value was parsed to its field's type above
