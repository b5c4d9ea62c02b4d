"""Triggers, phrases, moods, times and numbers from spaCy's dependencies, for the baseline reader; no part of Tenure."""

import tomllib
from pathlib import Path
from typing import Any, Final

from spacy.tokens import Span, Token

from tenure.reading.moments import Passage, read_deadline, read_when
from tenure.reading.numbers import parse_amount
from tenure.reading.time_words import find_time_words

RULES: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("rules.toml").read_text("utf-8"))
FORCES: Final = frozenset(RULES["words"]["forces"])
SITES: Final = frozenset(RULES["words"]["sites"])
AMOUNTS: Final = frozenset(RULES["words"]["amounts"])
PRONOUNS: Final = frozenset(RULES["words"]["pronouns"])
SAYING: Final = frozenset(RULES["saying"]["verbs"])
UNTIMED: Final = SAYING.union(*(RULES["modality"][name] for name in ("agreed", "ordered", "requested", "refused")))
NAMED_PLACES: Final = frozenset(["GPE", "LOC", "FAC"])
WHOLE: Final = frozenset(["GPE", "LOC", "FAC", "ORG"])
SUBJECTS: Final = frozenset(["nsubj", "nsubjpass"])
OBJECTS: Final = frozenset(["dobj", "attr"])
GOVERNED: Final = frozenset(
    ["xcomp", "ccomp", "conj", "dobj", "nsubj", "nsubjpass", "pcomp", "pobj", "prep", "acl", "agent", "attr"]
)
HALF: Final = frozenset(["have", "go", "set"])
"""Verbs that say what is to come only with an infinitive."""
PARTS: Final = frozenset(["prt", "advmod", "prep", "dobj", "attr", "acomp"])
Rule = dict[str, Any]
"""An event with its words, as `rules.toml` has it."""


def of_kind(token: Token, words: frozenset[str]) -> bool:
    """Whether a noun is of a list, or counts what is ("dozens of soldiers")."""
    counted = under(token, ["of"]) if token.lemma_.lower() in AMOUNTS else []
    return any(one.lemma_.lower() in words for one in (token, *counted))


def phrase_of(head: Token) -> Span:
    """The noun phrase of a head, with what follows it after "of" and names beside it, without relative clauses."""
    cut = {"relcl", "acl", "cc", "conj", "appos", "punct", "advcl", "npadvmod"}
    left = min((token.i for token in head.lefts if token.dep_ not in cut), default=head.i)
    left = min(
        [left, *(token.left_edge.i for token in head.lefts if token.dep_ in ("compound", "poss", "amod", "nummod"))]
    )
    right = max((token.right_edge.i for token in head.rights if token.lower_ == "of"), default=head.i)
    for ent in head.sent.ents:
        if ent.start <= head.i < ent.end and ent.label_ in WHOLE:
            left, right = min(left, ent.start), max(right, ent.end - 1)
    return head.doc[left : right + 1] if right - head.i < 8 else head.doc[left : head.i + 1]


def with_conjuncts(head: Token) -> list[Token]:
    """A noun and those listed with it."""
    return [head, *head.conjuncts]


def rule_of(token: Token) -> tuple[Rule, bool] | None:
    """The rule of which a word is the trigger, and whether the trigger is a weak one; a longer key comes first."""
    if token.pos_ in ("VERB", "AUX"):
        beside = [child.lemma_.lower() for child in token.children if child.dep_ in PARTS]
        forms = (token.lower_, token.lemma_.lower())
        keys = [f"{form} {word}" for form in forms for word in beside] + list(forms)
        lists = ("verbs", "weak")
    else:
        keys, lists = [token.lemma_.lower()] if token.pos_ == "NOUN" else [], ("nouns",)
    for key in keys:
        for rule in RULES["trigger"]:
            for name in lists:
                if key in rule[name]:
                    return rule, name == "weak"
    return None


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb, its own or that of the verb or noun it hangs on."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in SUBJECTS:
                return verb.head if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else child
        if verb.dep_ in ("relcl", "acl"):
            return verb.head
        if verb.dep_ == "xcomp":
            objects = [child for child in verb.head.children if child.dep_ in OBJECTS]
            if objects:
                return objects[0]
        if verb.dep_ not in ("xcomp", "conj", "advcl", "pcomp", "prep") or verb.head is verb:
            return None
        verb = verb.head
    return None


def objects_of(verb: Token) -> list[Token]:
    """The direct objects and complements of a verb."""
    return [child for child in verb.children if child.dep_ in OBJECTS and child.pos_ != "ADJ"]


def under(token: Token, preps: list[str]) -> list[Token]:
    """The nouns that hang on a word by some prepositions."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "prt", "advmod", "dative"):
            found += [noun for noun in child.children if noun.dep_ == "pobj" and child.lower_ in preps]
            found += under(child, preps)
    return found


def mood_of(token: Token, holder: Token | None) -> tuple[str, bool]:
    """The modality and negation that auxiliaries and the words above a trigger give it."""
    negated = is_denied(token) or (holder is not None and phrase_of(holder)[0].lower_ in ("no", "not", "none"))
    modality, node = auxiliary_of(token), token
    while node.dep_ in GOVERNED and node.head is not node:
        above, denied = node.head, is_denied(node.head)
        if node.dep_ == "conj" and any(child.dep_ in SUBJECTS for child in node.children):
            break
        if node.dep_ == "xcomp" and above.lemma_ == "be":
            return "planned", negated
        for name, words in RULES["modality"].items():
            if (
                above.lemma_.lower() in words
                and node.dep_ != "conj"
                and (above.lemma_ not in HALF or node.dep_ == "xcomp")
            ):
                return ("refused" if name == "planned" and denied else name), negated or (denied and name == "possible")
        if node.dep_ == "acl":
            break
        if above.lemma_ in SAYING:
            return modality or "actual", negated or above.lemma_ in RULES["saying"]["denying"]
        modality, negated, node = modality or auxiliary_of(above), negated or denied, above
    return modality or "actual", negated


def is_denied(word: Token) -> bool:
    """Whether a word is negated itself."""
    return any(child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ == "no") for child in word.children)


def auxiliary_of(verb: Token) -> str | None:
    """The modality that the auxiliaries of a verb give, or None."""
    words = [child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")]
    found = [name for name, list_ in RULES["auxiliary"].items() if any(word in list_ for word in words)]
    going = (verb.tag_ == "VBG" and any(word in ("is", "are", "was", "were") for word in words)) or "being" in words
    return found[0] if found else "underway" if going else None


def quantity_of(noun: Token | None) -> dict[str, Any] | None:
    """How many of a noun there are, where a number or a word of amount stands with it."""
    if noun is None or not (noun.lemma_ in AMOUNTS or any(one.dep_ == "nummod" for one in noun.children)):
        return None
    amount = parse_amount(phrase_of(noun).text)
    unit = next((name for name, words in RULES["units"].items() if noun.lemma_ in words), "persons")
    return {"value": [amount.low, amount.high], "unit": "percent" if amount.share else unit} if amount else None


def times_of(token: Token, passage: Passage, trigger: tuple[int, int], event: str, modality: str) -> dict[str, Any]:
    """The time and the deadline of a trigger: the nearest words of time that are no time of saying."""
    found = {"when": None, "deadline": None}
    for words in sorted(find_time_words(token.doc.text), key=lambda one: abs(one.start - token.idx), reverse=True):
        span = token.doc.char_span(words.start, words.end, alignment_mode="expand")
        verb = next((one for one in span.root.ancestors if one.pos_ in ("VERB", "AUX")), None)
        above = [token, *token.ancestors]
        if verb is not None and verb != token and (verb.lemma_ in UNTIMED or verb not in above):
            continue
        place = passage.start + words.start, passage.start + words.end
        if words.lead in ("by", "before", "until") and modality not in ("actual", "underway"):
            time = read_deadline(passage, place, trigger)
            found["deadline"] = time.edtf if time else None
        else:
            time = read_when(passage, place, trigger, event, modality)
            found["when"] = time.edtf if time else None
    return found
