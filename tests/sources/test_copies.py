"""What makes one text a copy of another, and what does not."""

import pytest

from tenure.sources.copies import repeated
from tenure.sources.wording import SKETCHED, sketch_of, wording_of

STORY = """\
Border guards handed the crossing at Sadakhlo to the customs service on Monday, ending a post that soldiers had kept \
since the war.

The colonel in charge locked the barracks himself, gave the keys to a young inspector from the capital and drove away \
in a lorry full of bedding.

Traders who had waited since dawn were let through without a search, and the first of them brought apricots.

A ministry official in the capital promised that the road would stay open day and night until the harvest was in.

Across the river the neighbouring garrison watched through field glasses but did not change its watch.

Nobody could say what would become of the watchtower, which storks have nested on for eleven years."""
PARTS = STORY.split("\n\n")
LEAD = "Lorry drivers in our town can look forward to a shorter journey this summer, the chamber of commerce believes."
BACKGROUND = (
    "The two countries have had no diplomatic relations for thirty years. Their border has two crossings, of which one "
    "was closed after the floods. Talks about a railway were broken off last spring without a new date being named."
)
OTHER = """\
Soldiers no longer stand at the Sadakhlo crossing. Customs officers in new uniforms stamped the first passports on \
Monday morning, while a crane lifted the concrete blocks from the bridge.

For the villagers it is the end of an era. Most had never crossed without being asked where they were going and whom \
they meant to see there.

The district governor cut a ribbon and spoke of a return to normal life. He took no questions and left before noon."""
QUOTE = (
    "“We have given our word and we keep it: not one soldier will remain at this crossing, not one weapon, not one "
    "sandbag, and whoever doubts it may come and count what is left in the barracks himself,” the minister said."
)


def alike(one, other):
    there, back = (repeated(wording_of(a), wording_of(b)) for a, b in ((one, other), (other, one)))
    assert (there and there.shared) == (back and back.shared)
    return there


@pytest.mark.parametrize(
    "reprint",
    [
        STORY,
        "\n\n".join(PARTS[:3]),
        "\n\n".join(PARTS[2:]),
        "\n\n".join(PARTS[::2]),
        f"{LEAD}\n\n{STORY}",
        f"{LEAD}\n\n" + "\n\n".join(PARTS[1:5]),
        "\n\n".join([*PARTS[:4], BACKGROUND]),
        STORY.upper().replace("\n\n", "\n").replace(",", " ,"),
    ],
    ids=["whole", "cut", "beheaded", "every second", "led in", "led in and cut", "background added", "typeset anew"],
)
def test_a_reprint_is_a_copy(reprint):
    assert alike(STORY, reprint)


def test_a_cut_down_story_is_contained_not_similar():
    more = (f"Paragraph {word} is the {word} of a longer piece on {word}. " * 3 for word in WORDS)
    long = "\n\n".join([STORY, *more])
    likeness = alike("\n\n".join(PARTS[:2]), long)
    assert likeness.share == 1
    assert likeness.shared < likeness.of_other / 4


WORDS = [
    "alder",
    "birch",
    "cedar",
    "elder",
    "fir",
    "gorse",
    "hazel",
    "ivy",
    "juniper",
    "larch",
    "maple",
    "oak",
    "pine",
    "rowan",
    "spruce",
    "thuja",
    "willow",
    "yew",
]


def test_own_reports_of_one_event_are_no_copies():
    assert alike(STORY, OTHER) is None


def test_a_long_quotation_in_both_makes_no_copy():
    short, other = OTHER.split("\n\n")[0], PARTS[0]
    assert alike(f"{short}\n\n{QUOTE}", f"{other}\n\n{QUOTE}") is None


RESIGNED = (
    "The minister of transport resigned on Tuesday after a dispute about the cost of the new bridge, his office said, "
    "and his deputy will lead the ministry until parliament meets again in the second week of October. Friends say "
    "that he had thought of leaving since spring, when his plan for a ferry was turned down. He means to teach again."
)
STORM = (
    "A storm tore the roof from the customs house on Friday night and blocked the road for hours, residents told this "
    "newspaper, adding that no officer had come to look at the damage before the following afternoon. The mayor put "
    "the loss at a year of the town's income and asked the capital for help. No answer had come by Sunday evening."
)


def test_a_common_background_makes_no_copy():
    sites = (f"Of {word}, nothing has been built beside the road since {word} died." for word in WORDS[:4])
    known = " ".join([BACKGROUND, *sites])
    assert alike(f"{RESIGNED}\n\n{known}", f"{STORM}\n\n{known}") is None
    assert alike(f"{RESIGNED}\n\n{known}", f"{LEAD}\n\n{RESIGNED}\n\n{known}")


BULLETIN = (
    "The general staff reports that over the past day its forces repelled {} attacks near the river, that {} drones "
    "were shot down over the eastern districts, and that the enemy lost {} lorries and {} guns. Shells hit {} villages"
    " in the north. The situation on the other parts of the front is unchanged, and {} people were brought to safety."
)


def test_bulletins_of_one_form_are_no_copies():
    assert alike(BULLETIN.format(12, 7, 9, 3, 41, 230), BULLETIN.format(15, 4, 6, 8, 37, 118)) is None
    assert alike(BULLETIN.format(12, 7, 9, 3, 41, 230), f"{LEAD}\n\n{BULLETIN.format(12, 7, 9, 3, 41, 230)}")


FORM = (
    "Shooting was heard near {} again last night, officials in {} said, blaming {} for it. Nobody was hurt in {}. A "
    "spokesman for {} denied it and called on {} to return to talks, while observers from {} were asked to visit {}."
)


def test_notices_with_other_names_in_one_form_are_no_copies():
    one, other = WORDS[:8], WORDS[8:16]
    assert alike(FORM.format(*one), FORM.format(*other)) is None


@pytest.mark.parametrize("text", ["", "Guards left.", "…\n\n…", "Guards left the airport on Monday, officials said."])
def test_what_is_too_short_says_nothing(text):
    assert alike(text, text) is None
    assert len(sketch_of(wording_of(text))) in (0, SKETCHED)


def test_words_are_found_in_scripts_without_spaces():
    text = "俄罗斯边防军周三完成了从兹瓦尔特诺茨机场的撤离比亚美尼亚设定的最后期限提前一天"
    assert alike(text, f"据当地媒体报道{text}")


def test_sketches_agree_as_texts_do():
    whole, part, other = (sketch_of(wording_of(text)) for text in (STORY, "\n\n".join(PARTS[:3]), OTHER))
    assert len(whole) == len(set(whole)) == SKETCHED
    assert all(0 <= value < 2**63 for value in whole)
    assert len({*whole} & {*part}) > SKETCHED / 4
    assert len({*whole} & {*other}) < 4


def test_a_huge_text_costs_what_its_beginning_costs():
    assert wording_of("word and more of it " * 1_000_000).words == 20_000
