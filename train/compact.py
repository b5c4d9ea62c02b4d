"""Annotated reports in a compact text form, read and checked: python train/compact.py train/data.

A file holds reports, a report a header, sentences and claims:

    ## id | Title | Outlet | 2023-05-14 | curly        outlet date (or null), curly or straight quotes
    > A sentence.                                      a blank line begins a new paragraph
    - withdraw underway ; H=its men=>Russia ; P=the base=>Gao base ; T=leave ; S=Kremlin ; NEG

A claim belongs to the sentence above it: event, modality, then H holder, P place, C counterparty (words=>name), T
trigger, S speaker, W when (EDTF|words), D deadline, Q quantity (words|low|high|unit), NEG. Words stand exactly so in
the sentence; `_` is nothing written, `null` nothing known.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tenure.model.claim import Event, Modality, Unit
from tenure.model.when import is_edtf

EVENTS = frozenset(event.value for event in Event)
MODALITIES = frozenset(modality.value for modality in Modality)
UNITS = frozenset(unit.value for unit in Unit)
CLAIM_KEYS = frozenset("HPCTSWDQ")


class Fault(ValueError):
    """A line that breaks the form."""


@dataclass(slots=True)
class Draft:
    """A report while its lines are read."""

    facts: dict
    curly: bool
    paragraphs: list[list[str]] = field(default_factory=list)
    claims: list[dict] = field(default_factory=list)

    def report(self) -> dict:
        """The report as one JSON object, its paragraphs joined."""
        text = "\n\n".join(" ".join(sentences) for sentences in self.paragraphs)
        return {**self.facts, "language": "en", "synthetic": True, "text": text, "claims": self.claims}


def curled(text: str) -> str:
    """Straight quotes made typographic."""
    out, before = [], " "
    for char in text:
        opens = before in " \n([—-"
        if char == '"':
            out.append("“" if opens else "”")
        elif char == "'":
            out.append("‘" if opens or before == '"' else "’")
        else:
            out.append(char)
        before = char
    return "".join(out)


def iter_reports(path: Path) -> Iterator[dict]:
    """The reports of a file.

    Raises:
        Fault: a line breaks the form; the message names file and line.
    """
    draft: Draft | None = None
    fresh = True
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            if line.startswith("## "):
                if draft:
                    yield draft.report()
                draft, fresh = _header(line[3:]), True
            elif not line.strip():
                fresh = True
            elif draft is None:
                raise Fault("a report must begin with a header")
            elif line.startswith("> "):
                if fresh:
                    draft.paragraphs.append([])
                draft.paragraphs[-1].append(_quoted(draft, line[2:].strip()))
                fresh = False
            elif line.startswith("- "):
                draft.claims.append(_claim(draft, line[2:]))
            else:
                raise Fault('a line must start with "## ", "> " or "- "')
        except (Fault, ValueError, KeyError) as error:
            raise Fault(f"{path.name}:{number}: {error}") from error
    if draft:
        yield draft.report()


def _quoted(draft: Draft, text: str) -> str:
    return curled(text) if draft.curly else text


def _header(line: str) -> Draft:
    parts = [part.strip() for part in line.split(" | ")]
    if len(parts) != 5:
        raise Fault("a header has five parts: id | title | outlet | date | quotes")
    name, title, outlet, day, quotes = parts
    curly = quotes == "curly"
    facts = {
        "id": name,
        "title": curled(title) if curly else title,
        "publisher": outlet,
        "published": None if day == "null" else day,
    }
    return Draft(facts, curly)


def _claim(draft: Draft, line: str) -> dict:
    if not draft.paragraphs:
        raise Fault("a claim must follow a sentence")
    sentence = draft.paragraphs[-1][-1]
    head, *rest = [part.strip() for part in line.split(" ; ")]
    event, modality = head.split()
    if event not in EVENTS or modality not in MODALITIES:
        raise Fault(f"no such event and modality: {head}")
    parts = dict(part.split("=", 1) for part in rest if part != "NEG")
    if unknown := set(parts) - CLAIM_KEYS:
        raise Fault(f"unknown parts: {sorted(unknown)}")
    when, words = _when(draft, sentence, parts.get("W"))
    if "D" in parts and not is_edtf(parts["D"]):
        raise Fault(f"no EDTF: {parts['D']}")
    return {
        "event": event,
        "modality": modality,
        "negated": "NEG" in rest,
        "holder": _named(draft, sentence, parts["H"], "state"),
        "counterparty": _named(draft, sentence, parts["C"], "state") if "C" in parts else None,
        "place": _named(draft, sentence, parts["P"], "name"),
        "when": when,
        "when_text": words,
        "deadline": parts.get("D"),
        "quantity": _quantity(draft, parts.get("Q")),
        "speaker": _quoted(draft, parts["S"]) if "S" in parts else None,
        "sentence": sentence,
        "trigger": _inside(sentence, _quoted(draft, parts["T"])),
    }


def _inside(sentence: str, words: str) -> str:
    if words not in sentence:
        raise Fault(f"not in the sentence: {words}")
    return words


def _named(draft: Draft, sentence: str, value: str, key: str) -> dict:
    words, name = (part.strip() for part in value.split("=>"))
    written = None if words == "_" else _inside(sentence, _quoted(draft, words))
    return {"text": written, key: None if name == "null" else name}


def _when(draft: Draft, sentence: str, value: str | None) -> tuple[str | None, str | None]:
    if value is None:
        return None, None
    edtf, words = value.split("|")
    if not is_edtf(edtf):
        raise Fault(f"no EDTF: {edtf}")
    return edtf, None if words == "_" else _quoted(draft, words)


def _quantity(draft: Draft, value: str | None) -> dict | None:
    if value is None:
        return None
    words, low, high, unit = value.split("|")
    if unit not in UNITS:
        raise Fault(f"no such unit: {unit}")
    return {"text": _quoted(draft, words), "value": [_number(low), _number(high)], "unit": unit}


def _number(text: str) -> float | None:
    if text == "null":
        return None
    return float(text) if "." in text else int(text)


def main() -> int:
    """Checks every file of a folder and counts what it holds."""
    parser = argparse.ArgumentParser(description="Check annotated reports.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    faults = reports = claims = 0
    for path in sorted(folder.glob("*.txt")):
        try:
            for report in iter_reports(path):
                reports, claims = reports + 1, claims + len(report["claims"])
        except Fault as fault:
            faults += 1
            print(fault, file=sys.stderr)
    print(f"{reports} reports, {claims} claims, {faults} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
