import pytest

from tenure.reading.names import find_names, iter_affiliations, state_of, whole_names


@pytest.mark.parametrize(
    ("phrase", "state"),
    [
        ("Russian border guards", "Russia"),
        ("the Saudi-backed militia’s men", None),
        ("men of UNIFIL", "United Nations"),
        ("Moscow’s troops", "Russia"),
        ("give us the base", None),
        ("US marines", "United States"),
        ("the soldiers", None),
        ("a Turkish-backed militia", None),
        ("Burundian troops of the African Union mission", "Burundi"),
    ],
)
def test_a_phrase_belongs_to_the_state_or_organisation_it_names(phrase, state, gazetteer):
    assert state_of(phrase, gazetteer) == state


def test_two_states_in_one_phrase_are_both_found_in_order(gazetteer):
    assert [one.name for one in iter_affiliations("French and Malian troops", gazetteer)] == ["France", "Mali"]


def test_names_are_runs_of_capitals_and_small_words_between_them(gazetteer):
    text = "On Monday the men left Camp Bondsteel for the Democratic Republic of the Congo, said Ana de la Cruz."
    names = [one.text for one in find_names(text, gazetteer)]
    assert names == ["Camp Bondsteel", "Democratic Republic of the Congo", "Ana de la Cruz"]


def test_a_span_never_cuts_a_name(gazetteer):
    text = "They left Camp Bondsteel."
    names = find_names(text, gazetteer)
    start = text.index("Bondsteel")
    span = whole_names((start, start + 4), names)
    assert text[slice(*span)] == "Camp Bondsteel"
