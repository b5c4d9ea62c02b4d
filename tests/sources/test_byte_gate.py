"""The byte gate: both engines find the same, and what a page needs lies close together."""

import pytest

from tenure.bulk.work import gates_of
from tenure.reading.gate_terms import gate_terms
from tenure.sources.byte_gate import Term, byte_gate
from tenure.sources.front import main_words, text_passes
from tenure.sources.language import may_be_english

from .archive_maker import NEWS, QUIET, page

ENGINES = ("hyperscan", "re2")
TERMS = [Term("soldier", 3), Term("border (?:guard|post)", 4), Term("garrison", 2), Term(r"base\b", 1)]


@pytest.fixture(params=ENGINES)
def gate(request):
    return byte_gate(TERMS, 6, engine=request.param)


@pytest.mark.parametrize(("words", "weight"), [
    ("Soldiers and soldiers and SOLDIERS", 3),
    ("<b>Soldiers</b> of the garrison at the base", 6),
    ("based on a database", 0),
    ("mysoldier", 0),
    ("border guards, a border post", 4),
    ("border<br>guards", 0),
])  # fmt: skip
def test_different_terms_weigh_together(gate, words, weight):
    assert gate.weight_of(words.encode()) == weight


def test_terms_far_apart_do_not_weigh_together(gate):
    apart = b"soldiers" + b" x" * 5000 + b" border guards"
    assert gate.weight_of(apart) == 4
    assert gate.passes(b"soldiers" + b" x" * 500 + b" border guards")


def test_wide_text_passes_until_it_is_decoded(gate):
    assert gate.passes(page(QUIET).decode().encode("utf-16"))


def test_both_engines_find_the_same_terms():
    terms = [Term(term.pattern, 1) for term in gate_terms().terms]
    one, other = (byte_gate(terms, 10**9, engine=engine) for engine in ENGINES)
    for words in (
        NEWS,
        QUIET,
        "Troops took full control of the border checkpoint; men of the navy, armies, the Army's bases",
    ):
        assert one.hits(page(words)) == other.hits(page(words))
    assert len(one.hits(page(NEWS))) > 5


def test_the_gates_let_a_report_through_and_stop_a_bakery():
    gates = gates_of()
    assert gates.page.passes(page(NEWS))
    assert text_passes(page(NEWS), gates)
    assert not gates.page.passes(page(QUIET))
    assert not text_passes(page(QUIET), gates)


def test_words_in_the_margins_do_not_carry_a_text():
    margin = "<nav>" + "".join(f"<li><a href='/{n}'>Troops, soldiers, army</a></li>" for n in range(40)) + "</nav>"
    long = page("</p><p>".join([QUIET] * 20)).replace(b"<article>", margin.encode() + b"<article>")
    assert gates_of().page.passes(long)
    assert not text_passes(long, gates_of())


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8"])
def test_text_in_other_encodings_is_decoded_for_the_text_gate(encoding):
    assert text_passes(page(NEWS + " Café").decode().replace("utf-8", encoding).encode(encoding), gates_of())


def test_no_term_is_slow_or_weightless():
    found = gate_terms()
    assert all(term.in_bytes > 0 or term.in_text > 0 for term in found.terms)
    assert len({term.pattern for term in found.terms}) == len(found.terms) > 100


SPANISH = (
    "Los militares abandonaron la base de artillería y el batallón de infantería dejó la frontera. El contingente de "
    "soldados patrulla el territorio con drones, radares y helicópteros, y la brigada ocupa las posiciones de la "
    "división en el sector. La coalición de la OTAN y las fuerzas armadas controlan el corredor, dijo el ministro. "
)


def test_words_that_languages_share_do_not_carry_a_foreign_text():
    gates, foreign = gates_of(), page(SPANISH * 3)
    assert gates.passes_text(main_words(foreign).encode())
    assert not text_passes(foreign, gates)
    assert text_passes(page(f"{SPANISH * 3}</p><p>{NEWS * 10}"), gates)


def test_a_text_with_menus_before_it_may_be_english():
    menu = "".join(f"Section {number}\nSport\nBusiness\nVideo\n" for number in range(300))
    assert may_be_english(f"{menu}{NEWS * 5}")
    assert not may_be_english(menu)
    assert not may_be_english(SPANISH * 5)
    assert may_be_english("Los militares")
