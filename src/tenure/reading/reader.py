"""The English reader: a report in, claims out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from tenure.model.claim import Claim
from tenure.model.gazetteer import Gazetteer
from tenure.model.problem import Gravity, Problem, ProblemCode
from tenure.model.report import Report
from tenure.reading.claims import claims_of
from tenure.reading.moments import spoken_days
from tenure.reading.net import Net
from tenure.reading.parts import Context
from tenure.reading.scan import Scan, scan_report
from tenure.settings import Settings

ReportReader: TypeAlias = Callable[[Report, Gazetteer, Settings], tuple[tuple[Claim, ...], tuple[Problem, ...]]]
_NAME: Final = "english"
# Changes whenever the deterministic parts would read the same model differently.
_RULES: Final = "4"
# The chance of an event below which a word is not read as a trigger.
TRIGGER_FLOOR: Final = 0.3


@dataclass(frozen=True, slots=True)
class EnglishReader:
    """A reader with its loaded model. Calling it is pure: no store, no network, no clock."""

    net: Net
    floor: float = TRIGGER_FLOOR
    """Triggers less likely than this are not read at all."""

    @property
    def name(self) -> str:
        """The reader's name."""
        return _NAME

    @property
    def version(self) -> str:
        """Rules and model; a change of either changes it."""
        return f"{_RULES}.{self.net.version}"

    def __call__(
        self, report: Report, gazetteer: Gazetteer, settings: Settings
    ) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
        """The claims of a report in order of reading, and what could not be quoted or read."""
        scan = scan_report(report.title or "", report.text, self.net, gazetteer, self.floor)
        names = [name.text for name in (*scan.title_names, *scan.names)]
        context = Context(
            report,
            scan,
            gazetteer,
            gazetteer.scene_of(names),
            self.spoken(report, scan),
            self.net.calibration,
            self.name,
            self.version,
        )
        claims = claims_of(context)
        good = tuple(claim for claim in claims if _is_quoted(claim, report.text))
        return good, tuple(_unquoted(claim) for claim in claims if not _is_quoted(claim, report.text))

    def spoken(self, report: Report, scan: Scan) -> Sequence[date | None]:
        """For each sentence, the day that the report named last before it."""
        return spoken_days(scan.text, [(one.start, one.end) for one in scan.layout.sentences], report.day)


def _is_quoted(claim: Claim, text: str) -> bool:
    return all(text[quote.start : quote.end] == quote.exact for _, quote in claim.quotes())


def _unquoted(claim: Claim) -> Problem:
    return Problem(
        ProblemCode.QUOTE,
        f"{claim.report}:{claim.sentence.start}",
        f"a claim ({claim.event.value}) could not be re-read at its place in the text",
        "The claim was dropped. Please report the sentence as a fault of the reader.",
        Gravity.NOTED,
    )
