import pytest

from leak import TOO_LIKE, echoes, features

MEASURED = (
    "Meanwhile two of the oldest lighthouses on the coast, among them Cape Ust, have lately passed to the navy of Oz."
)
PARAPHRASE = (
    "Meanwhile two of the oldest towers on the coast, among them Fort Nam, have lately passed to the navy of Laos."
)
WEATHER = "The weather in the valley was warm, and the bakers sold what they had before noon on most days."
BRIDGE = "Soldiers of the {}th brigade walked over the bridge and the mayor of the town gave them tea."
OWN = [("a.txt:1", PARAPHRASE), ("a.txt:2", WEATHER), *((f"b.txt:{n}", BRIDGE.format(n)) for n in range(30))]


def test_a_paraphrase_with_other_names_is_found():
    (score, where, _, other), *_ = echoes(
        OWN, [MEASURED, "A boat sank off the coast, and nobody was hurt in it at all."]
    )
    assert where == "a.txt:1"
    assert other == MEASURED
    assert score >= TOO_LIKE


def test_what_has_its_own_words_is_not_an_echo():
    found = {where: score for score, where, _, _ in echoes(OWN, [MEASURED])}
    assert found["a.txt:2"] < TOO_LIKE


@pytest.mark.parametrize("name", ["Akhurik", "Kamanyola"])
def test_names_do_not_count(name):
    assert features(f"They left {name} on foot.") == features("They left Gao on foot.")
