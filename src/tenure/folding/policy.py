"""The policy of a fold: how much each source counts, how fast knowledge ages, where the thresholds lie."""

import math
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from tenure.folding.tables import Table, read_table
from tenure.model.errors import DataFileError, SettingsError
from tenure.model.ids import Json

PRESETS: Final = ("graded", "ungraded", "independent")
_FILES: Final = ("reliability", "interest", "ageing", "walk")
_REMEDY: Final = "Compare it with the policy `graded` that ships with Tenure."


@dataclass(frozen=True, slots=True)
class Source:
    """What a policy knows of a publisher: its class, whom it belongs to, for which side it stands."""

    grade: str
    group: str | None = None
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Interest:
    """How much of a source's weight is left, in percent, by whose interest a statement serves."""

    neutral: int
    own_favour: int
    against_own: int
    rival_denial: int


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything about the fold that a user may turn; weights are whole millinats, times whole days."""

    name: str
    grades: Mapping[str, int]
    """Class of reliability to its log-odds in millinats."""
    sources: Mapping[str, Source]
    unknown: Source
    copy_grade: str
    """What a reprint counts as, whoever printed it."""
    interest: Interest
    rivals: frozenset[frozenset[str]]
    half_lives: Mapping[str, int]
    default_half_life: int
    clash_days: int
    """Opposite states reported this close together, with no change reported between, contradict each other."""
    lull_days: int
    """A further arrival (or departure) this soon after the last sighting in the new state is more of the same."""
    contested_below: int
    """Two sides whose sums differ by less leave a state contested."""
    speaker_days: int
    """The same speaker within so many days is one origin."""

    def source_of(self, publisher: str | None) -> Source:
        """What is known of a publisher; the class for unknown ones where nothing is."""
        if publisher is None:
            return self.unknown
        return self.sources.get(publisher) or self.sources.get(publisher.casefold()) or self.unknown

    def are_rivals(self, one: str, other: str) -> bool:
        """Whether two sides are listed as each other's adversaries."""
        return frozenset((one, other)) in self.rivals

    def half_life_of(self, kind: str | None) -> int:
        """After how many days without a confirmation half of the support at a kind of place is left."""
        return self.half_lives.get(kind or "", self.default_half_life)


def facts_of(policy: Policy) -> Json:
    """Everything that a policy says, in a fixed order."""
    pairs = {
        field.name: getattr(policy, field.name) for field in fields(policy) if field.name not in ("sources", "rivals")
    }
    sources: Json = {name: list(astuple(source)) for name, source in policy.sources.items()}
    plain: dict[str, Json] = {
        name: list(astuple(value)) if isinstance(value, Source | Interest) else value for name, value in pairs.items()
    }
    return {**plain, "sources": sources, "rivals": sorted(sorted(pair) for pair in policy.rivals)}


def policy_of(name_or_folder: str) -> Policy:
    """The policy of that name, or the one whose tables lie in that folder.

    Raises:
        SettingsError: neither a preset nor a folder.
        DataFileError: a table is missing or says something a policy cannot mean.
    """
    folder: Traversable
    if name_or_folder in PRESETS:
        folder = resources.files("tenure.folding") / "data" / "policies" / name_or_folder
    else:
        folder = Path(name_or_folder)
        if not folder.is_dir():
            raise SettingsError(
                "policy", name_or_folder, f"one of {', '.join(PRESETS)}, or a folder with policy tables"
            )
    tables = {file: read_table(folder / f"{file}.toml", _REMEDY) for file in _FILES}
    return _policy(name_or_folder if name_or_folder in PRESETS else Path(name_or_folder).name, tables)


def _policy(name: str, tables: Mapping[str, Table]) -> Policy:
    trust, interest, ageing, walk = (tables[file] for file in _FILES)
    for table, keys in (
        (trust, ("unknown", "copies", "classes", "publishers")),
        (interest, ("percent", "rivals")),
        (ageing, ("default_days", "days")),
        (walk, ("clash_days", "lull_days", "contested_below", "speaker_days")),
    ):
        table.allow_only(keys)
    grades = {grade: _log_odds(trust, grade, chance) for grade, chance in trust.numbers("classes").items()}
    percent = interest.table("percent")
    return Policy(
        name=name,
        grades=grades,
        sources=_sources(trust, grades),
        unknown=Source(trust.one_of("unknown", grades)),
        copy_grade=trust.one_of("copies", grades),
        interest=Interest(*(percent.whole(key, 0, 200) for key in _INTERESTS)),
        rivals=frozenset(frozenset(pair) for pair in interest.pairs("rivals")),
        half_lives=ageing.table("days").wholes(1, 100_000),
        default_half_life=ageing.whole("default_days", 1, 100_000),
        clash_days=walk.whole("clash_days", 0, 365),
        lull_days=walk.whole("lull_days", 0, 100_000),
        contested_below=walk.whole("contested_below", 0, 4595),
        speaker_days=walk.whole("speaker_days", 0, 365),
    )


_INTERESTS: Final = ("neutral", "own_favour", "against_own", "rival_denial")


def _log_odds(table: Table, grade: str, chance: float) -> int:
    if not 0.5 <= chance <= 0.99:
        raise DataFileError(table.path, f"classes.{grade} = {chance}: expected a number from 0.5 to 0.99", _REMEDY)
    return round(1000 * math.log(chance / (1 - chance)))


def _sources(table: Table, grades: Mapping[str, int]) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for entry in table.tables("publishers"):
        entry.allow_only(("names", "class", "group", "side"))
        source = Source(entry.one_of("class", grades), entry.maybe_text("group"), entry.maybe_text("side"))
        for spelling in entry.texts("names"):
            if spelling.casefold() in sources:
                raise DataFileError(table.path, f"the publisher {spelling!r} is listed twice", _REMEDY)
            sources[spelling.casefold()] = source
    exact = {
        spelling: sources[spelling.casefold()]
        for entry in table.tables("publishers")
        for spelling in entry.texts("names")
    }
    return {**sources, **exact}
