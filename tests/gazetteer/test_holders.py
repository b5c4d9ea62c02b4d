import pytest

from tenure.model.gazetteer import Affiliation

HOLDERS = [
    ("Russian border guards", "Russia", "Russia", "force:ru-border-service", "border guards"),
    ("FSB guards", None, "Russia", "force:ru-border-service", "border guards"),
    ("the Russian FSB", "Russia", "Russia", "force:ru-fsb", None),
    ("Russian military personnel", "Russia", "Russia", "force:ru-armed-forces", "troops"),
    ("Russian radar units", "Russia", "Russia", "state:ru", "radar units"),
    ("American air-defense specialists", None, "United States", "state:us", "air defence"),
    ("French troops", "France", "France", "force:fr-armed-forces", "troops"),
    ("Armenian border guards", "Armenia", "Armenia", None, "border guards"),
    ("Wagner mercenaries", None, "Wagner Group", None, "mercenaries"),
    ("Hezbollah fighters", None, "Hezbollah", None, "fighters"),
    (None, "Turkey", "Turkey", "state:tr", None),
    ("their troops", None, None, None, "troops"),
    ("", None, None, None, None),
]


@pytest.mark.parametrize(("words", "affiliation", "state", "entry", "unit"), HOLDERS, ids=[str(h[0]) for h in HOLDERS])
def test_a_holder_phrase_names_its_state_entry_and_unit(gazetteer, words, affiliation, state, entry, unit):
    found = gazetteer.holder_of(words, affiliation)
    assert (found.state, found.unit) == (state, unit)
    assert found.reasons or state is None
    if entry is not None:
        assert found.entry is not None
        assert found.entry.id == entry
    if state is not None:
        assert found.entry is not None


def test_a_force_belongs_to_its_state_in_the_end(gazetteer):
    entry = gazetteer.holder_of("FSB border guards", "Russia").entry
    above = []
    while entry.parent:
        entry = gazetteer.holder(entry.parent)
        above.append(entry.id)
    assert above[-1] == "state:ru"


def test_a_militia_that_somebody_backs_is_not_his(gazetteer):
    assert gazetteer.holder_of("Russian-backed militia", None).state is None


AFFILIATIONS = [
    ("Russian", Affiliation("Russia", True)),
    ("russian", None),
    ("Moscow", Affiliation("Russia", True)),
    ("US", Affiliation("United States", True)),
    ("us", None),
    ("U.S.", Affiliation("United States", True)),
    ("UNIFIL", Affiliation("United Nations", False)),
    ("hamas", Affiliation("Hamas", False)),
    ("Abkhaz", Affiliation("Abkhazia", False)),
    ("Polish", Affiliation("Poland", True)),
    ("polish", None),
    ("Turkey", Affiliation("Turkey", True)),
    ("turkey", None),
    ("Côte d’Ivoire", Affiliation("Ivory Coast", True)),
    ("Côte d'Ivoire", Affiliation("Ivory Coast", True)),
    ("FSB Border Service", Affiliation("Russia", True)),
    ("the army", None),
    ("troops", None),
    ("", None),
]


@pytest.mark.parametrize(("phrase", "wanted"), AFFILIATIONS, ids=[phrase or "nothing" for phrase, _ in AFFILIATIONS])
def test_an_alias_belongs_to_one_state_or_organisation(gazetteer, phrase, wanted):
    assert gazetteer.affiliation_of(phrase) == wanted


def test_no_alias_is_longer_than_said(gazetteer):
    assert gazetteer.longest_alias >= 6


def test_a_person_finds_holders_by_name_and_id(gazetteer):
    assert gazetteer.find_holders("Russia")[0].id == "state:ru"
    assert [holder.id for holder in gazetteer.find_holders("state:ru")] == ["state:ru"]
    assert gazetteer.find_holders("nobody at all") == ()
