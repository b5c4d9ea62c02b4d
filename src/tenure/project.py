"""The composition root: a project folder opened, with its settings, clock, ledger, gazetteer and reader."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from tenure.folding.policy import Policy, facts_of, policy_of
from tenure.gazetteer.built import BuiltGazetteer
from tenure.gazetteer.open import open_gazetteer
from tenure.ledger.store import Ledger, open_ledger
from tenure.model.errors import LedgerError, NotAProject
from tenure.model.ids import digest_of
from tenure.reading.net import Net, load_net
from tenure.reading.reader import EnglishReader
from tenure.settings import FILE_NAME, Settings, settings_from

LEDGER_NAME: Final = "ledger.sqlite"
_STARTER: Final = """\
# Settings of this Tenure project. Every line is optional; what stands here is the default.
# policy = "graded"          # graded | ungraded | independent | a folder with your own tables
# min_confidence = 0.2       # claims below it are kept, but do not take part
# max_megabytes = 20         # larger inputs are refused
# actor = "anonymous"        # whose name stands under your reviews
# contact = ""               # a mail address or page, told to the hosts that pages are fetched from
# fetch_pause = 2.0          # seconds between two requests to one host
# poll_minutes = 30          # how long a followed feed or page is left alone
"""


Told = Callable[[str, int, int], None]
"""Hears which step is being done, and how many of how many are, while the gazetteer is built."""


class Kit:
    """Settings, and what is loaded by them when it is first needed: a listing needs no reader."""

    def __init__(self, settings: Settings, told: Told | None = None, net: Callable[[], Net] = load_net) -> None:
        self.settings = settings
        self._told = told
        self._net = net

    @cached_property
    def gazetteer(self) -> BuiltGazetteer:
        """The gazetteer, built on first use of this version of its data."""
        return open_gazetteer(self.settings.data_dir, self._told)

    @cached_property
    def reader(self) -> EnglishReader:
        """The English reader with its model."""
        return EnglishReader(self._net())

    @cached_property
    def policy(self) -> Policy:
        """The tables by which support is counted."""
        return policy_of(self.settings.policy)

    @cached_property
    def policy_digest(self) -> str:
        """The digest of everything that these tables say."""
        return digest_of(facts_of(self.policy))


@dataclass(frozen=True, slots=True)
class Project:
    """An open project."""

    folder: Path
    kit: Kit
    ledger: Ledger
    now: Callable[[], datetime]

    @property
    def settings(self) -> Settings:
        """The project's settings."""
        return self.kit.settings


def utc_now() -> datetime:
    """The clock of a project, unless a test or a replay brings its own."""
    return datetime.now(UTC)


def create_project(folder: Path) -> bool:
    """Make a project in a folder; False where there already was one (nothing is changed then)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = not (folder / LEDGER_NAME).exists()
        open_ledger(folder / LEDGER_NAME, create=True).close()
        if not (folder / FILE_NAME).exists():
            (folder / FILE_NAME).write_text(_STARTER, encoding="utf-8")
    except OSError as error:
        raise LedgerError(str(folder), error.strerror or str(error), "Choose a folder that may be written.") from error
    return fresh


def found_folder(start: Path) -> Path | None:
    """The nearest folder at or above `start` that holds a project, or None."""
    for folder in (start, *start.parents):
        with suppress(OSError):
            if (folder / FILE_NAME).is_file() and (folder / LEDGER_NAME).is_file():
                return folder
    return None


def open_project(
    folder: Path | None,
    flags: Mapping[str, object],
    *,
    readonly: bool = False,
    told: Told | None = None,
    now: Callable[[], datetime] = utc_now,
    environment: Mapping[str, str] | None = None,
) -> Project:
    """Open the project at, or above, a folder (the current one by default).

    Raises:
        NotAProject: there is none.
        LedgerError: its ledger cannot be used.
        SettingsError: a setting cannot be used.
    """
    environment = os.environ if environment is None else environment
    start = folder if folder is not None else Path(environment.get("TENURE_PROJECT") or Path.cwd())
    found = found_folder(start.absolute())
    if found is None:
        raise NotAProject(str(start))
    settings = settings_from(found / FILE_NAME, environment, flags)
    return Project(found, Kit(settings, told), open_ledger(found / LEDGER_NAME, readonly=readonly), now)
