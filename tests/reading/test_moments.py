from datetime import date

import pytest

from tenure.reading.moments import Passage, is_deadline, read_deadline, read_when, spoken_days


def passage(text, published="2024-05-10", spoken=None):
    day = date.fromisoformat(published) if published else None
    return Passage(text, 0, len(text), day, spoken)


def when(text, words, trigger, event="withdraw", modality="actual", **more):
    at, cue = text.index(words), text.index(trigger)
    found = read_when(passage(text, **more), (at, at + len(words)), (cue, cue + len(trigger)), event, modality)
    return found.edtf if found else None


@pytest.mark.parametrize(
    ("text", "words", "trigger", "more", "wanted"),
    [
        ("They left on Thursday.", "on Thursday", "left", {}, "2024-05-09"),
        ("They left on 3 March 2021.", "on 3 March 2021", "left", {}, "2021-03-03"),
        ("They left last month.", "last month", "left", {}, "2024-04"),
        ("They left in March.", "in March", "left", {}, "2024-03"),
        ("They left recently.", "recently", "left", {}, "../2024-05-10"),
        ("In the autumn of 2020 they came.", "In the autumn of 2020", "came", {"event": "deploy"}, "2020-23"),
        ("They have guarded it since 2013.", "since 2013", "guarded", {"event": "hold"}, "2013/.."),
        ("They had guarded it since 2013.", "since 2013", "guarded", {"event": "hold"}, "2013/2024-05-10"),
        ("It has had Russians there since 2013.", "since 2013", "there", {"event": "station"}, "2013/.."),
        ("They held it until March.", "until March", "held", {"event": "hold"}, "../2024-03"),
        ("They will leave in August.", "in August", "leave", {"modality": "planned"}, "2024-08"),
        ("They left in the 1990s.", "in the 1990s", "left", {}, "199X"),
        ("On 2 May it rained; they left the next day.", "the next day", "left", {}, "2024-05-03"),
        ("By noon they had gone.", "By noon", "gone", {"spoken": date(2024, 5, 7)}, "2024-05-07"),
        ("They left on 1 August.", "on 1 August", "left", {"published": None}, "XXXX-08-01"),
        ("They left on Thursday.", "on Thursday", "left", {"published": None}, None),
        ("They left before dawn on Monday.", "before dawn on Monday", "left", {}, "2024-05-06"),
        ("They were gone by Monday.", "by Monday", "gone", {}, "2024-05-06"),
        ("They left on 2 and 4 May.", "on 2 and 4 May", "left", {}, "{2024-05-02,2024-05-04}"),
        ("They left between May 2 and 4.", "between May 2 and 4", "left", {}, "2024-05-02/2024-05-04"),
        (
            "Between 12 April and 5 July 2014 they held it.",
            "Between 12 April and 5 July 2014",
            "held",
            {"event": "hold"},
            "2014-04-12/2014-07-05",
        ),
        (
            "They will hold it from November to February.",
            "from November to February",
            "hold",
            {"event": "hold", "modality": "planned"},
            "2024-11/2025-02",
        ),
        (
            "They held it from November to February.",
            "from November to February",
            "held",
            {"event": "hold", "published": "2024-12-15"},
            "2023-11/2024-02",
        ),
        ("They held it between 2020 and 2018.", "between 2020 and 2018", "held", {"event": "hold"}, None),
        ("They have left after thirty-two years.", "after thirty-two years", "left", {}, None),
        ("They will leave after two years.", "after two years", "leave", {"modality": "planned"}, "2026"),
        ("It has been shut since 4 May.", "since 4 May", "shut", {"event": "close"}, "2024-05-04/.."),
        (
            "They have held it since the truce of May 2023.",
            "since the truce of May 2023",
            "held",
            {"event": "hold"},
            "2023-05/..",
        ),
        ("It is theirs since May, when the army left.", "since May", "left", {}, "2024-05"),
        (
            "They left on Monday, two years after they took it.",
            "two years after",
            "took",
            {"event": "take_over"},
            "2022",
        ),
        ("They came from the town until May.", "until May", "came", {"event": "hold"}, "../2024-05"),
        ("Israel has not had a post there since 2005.", "since 2005", "post", {"event": "station"}, "2005/.."),
    ],
)
def test_words_of_time_become_edtf(text, words, trigger, more, wanted):
    assert when(text, words, trigger, **more) == wanted


@pytest.mark.parametrize(
    ("text", "words", "trigger", "published", "wanted"),
    [
        ("They must leave by August 1.", "by August 1", "leave", "2024-05-10", "2024-08-01"),
        ("They must leave by August 1.", "by August 1", "leave", None, "XXXX-08-01"),
        ("They had to be gone by 5 May.", "by 5 May", "gone", "2024-05-10", "2024-05-05"),
        ("They are to go within ten days.", "within ten days", "go", "2024-05-10", "2024-05-20"),
        ("They go by the end of May.", "by the end of May", "go", "2024-05-10", "2024-05-31"),
        ("They go by the last day of August.", "by the last day of August", "go", "2024-05-10", "2024-08-31"),
    ],
)
def test_deadlines_are_last_days(text, words, trigger, published, wanted):
    at, cue = text.index(words), text.index(trigger)
    found = read_deadline(passage(text, published), (at, at + len(words)), (cue, cue + len(trigger)))
    assert found.edtf == wanted


def test_the_day_named_last_is_kept_from_sentence_to_sentence():
    text = "On 2 May it rained. Nothing happened. Then they left."
    spans = [(0, 19), (20, 37), (38, 53)]
    assert spoken_days(text, spans, date(2024, 5, 10)) == [None, date(2024, 5, 2), date(2024, 5, 2)]


@pytest.mark.parametrize("text", ["The fall of Kabul was quick.", "They may leave.", "They march on."])
def test_words_that_only_look_like_time(text):
    from tenure.reading.time_words import find_time_words

    assert find_time_words(text) == ()


@pytest.mark.parametrize(
    ("text", "words", "event", "wanted"),
    [
        ("They are to be gone by 1 August.", "by 1 August", "withdraw", True),
        ("They are to be gone before the end of May.", "before the end of May", "withdraw", True),
        ("They are to go from 1 August.", "from 1 August", "withdraw", False),
        ("They are to go from May to June.", "from May to June", "withdraw", False),
        ("They would like them to stay beyond 2026.", "2026", "station", False),
        ("They may stay until 1 August.", "until 1 August", "station", False),
        ("They have until 1 August to go.", "until 1 August", "withdraw", True),
    ],
)
def test_what_is_a_deadline_and_what_says_when(text, words, event, wanted):
    at = text.index(words)
    assert is_deadline(passage(text), (at, at + len(words)), event) is wanted
