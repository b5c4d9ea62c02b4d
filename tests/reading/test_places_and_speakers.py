import pytest

from tenure.model.claim import Quote
from tenure.model.gazetteer import Scene
from tenure.reading.borders import whole_phrase
from tenure.reading.names import find_names
from tenure.reading.places import locus_of, name_of, own_name, place_quote
from tenure.reading.pointers import Pointed
from tenure.reading.speakers import fullest_name


@pytest.mark.parametrize(
    ("words", "kept"), [("from the base", "the base"), ("near Gao", "near Gao"), ("into Goma", "Goma")]
)
def test_leading_prepositions_are_left_out(words, kept):
    assert place_quote(words, (0, len(words))).exact == kept


def test_a_place_phrase_stands_for_its_own_name_before_any_other(gazetteer):
    quote = Quote(0, 14, "the Gao airport")
    assert name_of(quote, [Pointed("Kidal", None, 0.9)], gazetteer)[0] == "Gao"


def test_a_place_that_is_not_in_the_gazetteer_keeps_its_words_and_says_why(gazetteer):
    words = "the old brickworks"
    locus = locus_of(Quote(0, len(words), words), "Gao", gazetteer, Scene())
    assert (locus.id, locus.name) == (None, "old brickworks (Gao)")
    assert locus.reasons


@pytest.mark.parametrize(
    ("words", "name", "wanted"),
    [("the base", "Gao", "base (Gao)"), ("Gao camp", "Gao", "Gao camp"), (None, "Gao", "Gao")],
)
def test_unresolved_places_are_called_by_what_they_stand_for(words, name, wanted):
    assert own_name(words, name) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Peskov", "Dmitry Peskov"),
        ("Armenian Prime Minister Nikol Pashinyan", "Nikol Pashinyan"),
        ("Pashinyan", "Nikol Pashinyan"),
        ("a senior official", "a senior official"),
        ("the Kremlin", "the Kremlin"),
        ("Foreign Ministry", "Foreign Ministry"),
    ],
)
def test_speakers_go_by_their_fullest_name(words, wanted, gazetteer):
    text = "Armenian Prime Minister Nikol Pashinyan met spokesman Dmitry Peskov. Pashinyan left."
    assert fullest_name(words, find_names(text, gazetteer), gazetteer) == wanted


@pytest.mark.parametrize(
    ("text", "phrase", "wanted"),
    [
        ("Gone is the Nam post on the Thai-Lao border.", "Thai-Lao border", "Nam post on the Thai-Lao border"),
        ("They left the post on the Thai-Lao border.", "the Thai-Lao border", "the Thai-Lao border"),
        ("They left the Nam post in Laos.", "Laos", "Laos"),
        ("They met Kham on the Thai-Lao border.", "the Thai-Lao border", "the Thai-Lao border"),
    ],
)
def test_a_border_after_a_named_site_is_the_tail_of_its_phrase(text, phrase, wanted):
    start = text.index(phrase)
    end = start + len(phrase)
    assert text[whole_phrase(text, start, end) : end] == wanted


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Kidal at the request of Bamako", "Kidal"),
        ("the camp at Ber under an agreement with Algiers", "the camp at Ber"),
        ("the request office in Ber", "the request office in Ber"),
    ],
)
def test_words_on_who_asked_are_no_part_of_a_place(words, kept):
    assert place_quote(words, (0, len(words))).exact == kept


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("Guards moved into two districts bordering Chad.", "Chad", "two districts bordering Chad"),
        ("Patrols began in areas that border the Gambia.", "Gambia", "areas that border the Gambia"),
        ("Guards moved into Chad.", "Chad", "Chad"),
    ],
)
def test_a_name_after_bordering_is_only_where_the_place_ends(text, name, wanted):
    at = text.index(name)
    start = whole_phrase(text, at, at + len(name))
    assert place_quote(text, (start, at + len(name))).exact == wanted
