import pytest

from tenure.folding.evidence import evidence_of
from tenure.folding.explain import likelihood_word, support_share
from tenure.folding.lines import register_of
from tenure.folding.support import faded, support_of
from tenure.folding.weighing import Entry, Scale


@pytest.fixture
def weigh(story, atlas, graded):
    """Says things about one state and weighs them all; negated ones stand against it."""

    def weighed(*sayings):
        for number, more in enumerate(sayings):
            more = {"publisher": f"Paper {number}"} | more
            story.say(f"Report {number}: it holds Agarak.", "hold", "site:agarak", "state:ru", "holds", **more)
        register = register_of(atlas)
        entries = [Entry(e, e.effect.there) for s in story.statements for e in evidence_of(s, register)]
        return support_of(entries, Scale(graded, register))

    return weighed


AGENCY = {"publisher": "Reuters"}
OUTLET = {"publisher": "CNN"}
PARTY = {"publisher": "CNN", "speaker": "a Russian general", "side": "Russia"}
RIVAL = {"publisher": "CNN", "speaker": "a Ukrainian general", "side": "Ukraine"}


@pytest.mark.parametrize(
    ("sayings", "share", "verdict"),
    [
        ([AGENCY], 0.880, "reported"),
        ([AGENCY | {"copies": 11}], 0.906, "reported"),
        ([AGENCY, OUTLET], 0.957, "confirmed"),
        ([PARTY], 0.608, "claimed by an interested party only"),
        ([PARTY | {"copies": 19}], 0.633, "claimed by an interested party only"),
        ([PARTY, RIVAL], 0.853, "corroborated"),
        ([PARTY, RIVAL | {"negated": True}], 0.500, "contested by the parties only"),
        ([AGENCY, OUTLET | {"negated": True}], 0.710, "disputed"),
        ([{"publisher": None}], 0.620, "reported"),
        ([OUTLET | {"negated": True}], 0.250, "unlikely"),
    ],
    ids=["agency", "agency-and-11-copies", "agency-and-outlet", "party", "party-quoted-by-20", "party-and-admission",
         "party-and-denial", "both-ways", "unknown-publisher", "only-against"],
)  # fmt: skip
def test_reference_values(weigh, sayings, share, verdict):
    support = weigh(*sayings)
    assert support_share(support.millinats) == share
    assert support.verdict == verdict


def test_twenty_outlets_that_quote_one_speaker_are_one_origin(weigh):
    support = weigh(*(PARTY | {"publisher": name} for name in ["CNN", "Le Monde", "The Guardian", *["CNN"] * 17]))
    assert support_share(support.millinats) == 0.633
    assert len({weight.origin for weight in support.weights}) == 1


def test_reports_that_credit_one_agency_are_one_origin_with_its_own_report(weigh):
    support = weigh(AGENCY | {"agency": "Reuters"}, OUTLET | {"agency": "Reuters"}, {"agency": "Reuters"})
    assert {weight.origin for weight in support.weights} == {"publisher Reuters"}
    assert support.verdict == "reported"


def test_a_text_of_an_agency_weighs_no_more_than_the_agency_and_serves_its_side(weigh):
    credited, own = weigh(AGENCY | {"agency": "TASS"}), weigh({"publisher": "TASS", "agency": "TASS"})
    assert credited.millinats == own.millinats
    assert credited.verdict == own.verdict == "claimed by an interested party only"


def test_an_agency_that_is_quoted_is_the_origin_that_its_own_report_is(weigh):
    support = weigh(AGENCY, OUTLET | {"speaker": "Reuters"})
    assert {weight.origin for weight in support.weights} == {"publisher Reuters"}


def test_a_speaker_who_says_so_again_after_days_is_heard_again(weigh):
    support = weigh(
        PARTY | {"published": "2024-05-10"}, PARTY | {"published": "2024-05-13"}, PARTY | {"published": "2024-05-14"}
    )
    assert len({weight.origin for weight in support.weights}) == 2


def test_outlets_of_one_owner_are_one_origin(weigh):
    support = weigh({"publisher": "Sputnik"}, {"publisher": "RIA Novosti"})
    assert len({weight.origin for weight in support.weights}) == 1


def test_a_copy_speaks_with_the_voice_of_the_first_publication(weigh):
    support = weigh(
        {"publisher": "Nobody Knows", "cluster": "k1", "published": "2024-05-01"},
        {"publisher": "Reuters", "cluster": "k1", "published": "2024-05-02"},
    )
    assert support.millinats == 490 + 98
    assert {weight.origin for weight in support.weights} == {"publisher Nobody Knows"}


def test_every_weight_says_why(weigh):
    support = weigh(PARTY | {"confidence": 0.9})
    assert support.weights[0].reasons == ("source class C: 1099", "own favour: 40 %", "read with confidence 90 %")


def test_the_sum_is_cut_at_ninety_nine_in_a_hundred(weigh):
    support = weigh(*({"publisher": name} for name in ["Reuters", "AP", "AFP", "BBC", "EFE"]))
    assert support.millinats == 4595
    assert support_share(4595) == 0.99


def test_support_fades_by_half_lives_in_whole_numbers():
    assert [faded(1000, days, 100) for days in (0, 50, 100, 150, 200, 10_000)] == [1000, 750, 500, 375, 250, 0]
    assert faded(-1000, 100, 100) == -500


def test_words_of_likelihood():
    assert likelihood_word(0.88) == "very likely"
    assert likelihood_word(0.5) == "roughly even chance"
    assert likelihood_word(0.99) == "almost certain"
