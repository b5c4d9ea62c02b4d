"""The reader as a whole: what it must find, what it must not, and what it must survive."""

import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from tenure.model.errors import DataFileError
from tenure.reading.claims import in_company
from tenure.reading.net import MODEL_FOLDER, load_net


def sure(claims):
    return [(one.event.value, one.holder.state, one.place.name) for one in claims if one.confidence >= 0.5]


def test_a_plain_withdrawal_is_read_whole(read):
    (claim,) = [
        c
        for c in read(
            "About 60 Russian border guards left Zvartnots airport on Thursday, Armenia's security service said."
        )
        if c.confidence >= 0.5
    ]
    assert (claim.event, claim.modality, claim.negated) == ("withdraw", "actual", False)
    assert (claim.holder.state, claim.place.id) == ("Russia", "airport:EVN")
    assert claim.when.edtf == "2026-03-12"
    assert (claim.quantity.low, claim.quantity.unit) == (60, "persons")
    assert claim.reader.rule == "trigger/withdraw"
    assert dict(claim.scores).keys() >= {"trigger", "modality", "holder", "place"}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("French troops will leave the base in Gao next year, the minister said.", "planned"),
        ("Niger ordered the American soldiers to leave the base near Agadez.", "ordered"),
        ("French troops have begun to withdraw from Timbuktu.", "underway"),
        ("Turkey refused to withdraw its soldiers from Bashiqa.", "refused"),
    ],
)
def test_what_is_only_said_to_be_coming_is_told_from_what_is_so(read, text, modality):
    claims = [c for c in read(text) if c.event == "withdraw"]
    assert claims
    assert max(claims, key=lambda c: c.confidence).modality == modality


@pytest.mark.parametrize(
    "text",
    [
        "The company withdrew the yoghurt from shops in Lyon and closed its base of operations in Lagos.",
        "The left wing of the party lost its hold on the city council after the vote.",
        "The central bank has inflation under control, the governor told reporters in Accra.",
        "Our correspondent was stationed outside the court all night.",
        "All rooms of the hotel were occupied during the festival.",
        "The striker left Ajax for Juventus and took over the captain's armband.",
        "Nurses began a three-day strike at hospitals across Kenya.",
        "The judge handed over the file and left the court by a side door.",
        "The senator's base of support in Ohio has eroded.",
    ],
)
def test_counter_readings_make_no_claim(read, text):
    assert sure(read(text)) == []


EXAMPLES = Path(__file__).parents[2] / "examples" / "south-caucasus"
WITHIN = re.compile(r"\w['’]?\w$")
FILES = ["encoder.onnx", "arguments.onnx", "pointers.json", "tokenizer.json", "calibration.toml"]
HOSTILE = [
    "", " ", "\x00\x01", "\ud800\udfff left \udc00", "\u200b\u200d\u2060" * 200, "“" * 10_000, "(" * 5_000,
    "THE RUSSIAN TROOPS HAVE LEFT THE BASE AT GYUMRI. " * 40, "russian troops left the base " * 700,
    "Русские войска ушли с базы. " * 50, "Les soldats ont quitté la base. " * 50, "القوات غادرت القاعدة " * 100,
    "Ru55ian tr00ps w1thdrevv fr0m tbe ba5e " * 60, "â€œTroopsâ€\x9d left GÃ¶teborg. " * 50, "a" * 20_000,
    "Troops left. " * 2_000, "1" * 10_000, "on 1 May and " * 1_500, "\n" * 10_000, "left, " * 3_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_hostile_text_is_read_in_time_proportional_to_its_length(read, text):
    started = time.perf_counter()
    read(text)
    assert time.perf_counter() - started < 1.0 + 0.25 * len(text) / 1000


@tuned(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=400))
def test_any_text_is_read_and_every_quote_is_found_again(read, text):
    read(text)


def test_reading_again_gives_the_same(read):
    text = "Kenyan police handed over Port-au-Prince airport to Haitian soldiers on 3 March. They held it since 2024."
    assert read(text) == read(text)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_missing_or_damaged_model_says_how_to_mend_it(tmp_path, name, damage):
    for file in FILES:
        shutil.copy(MODEL_FOLDER / file, tmp_path / file)
    if damage == "missing":
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:200])
    with pytest.raises(DataFileError, match="Install Tenure again"):
        load_net(tmp_path)


def test_a_whole_report_of_which_nothing_is_sure_weighs_half(read):
    (doubtful, *_) = sorted(read("French troops left the base in Gao on Monday."), key=lambda c: -c.confidence)
    weak = [replace(doubtful, confidence=0.4), replace(doubtful, confidence=0.3)]
    assert [c.confidence for c in in_company(weak, 12)] == [0.2, 0.15]
    assert in_company(weak, 3) == weak
    assert in_company([*weak, replace(doubtful, confidence=0.6)], 12)[:2] == weak


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.md")), ids=lambda path: path.stem)
def test_no_quote_begins_within_a_word(read, path):
    text = path.read_text("utf-8").split("---", 2)[2].strip()
    for claim in read(text):
        for role, quote in claim.quotes():
            if role not in ("sentence", "quantity"):
                assert not WITHIN.search(text[: quote.start + 1]), (role, quote.exact)


def test_a_phrase_without_a_name_is_the_place_of_the_same_holder_in_the_sentence(read):
    text = (
        "Lake Lagdo is low this year. Nigerian engineers, who had been stationed at Garoua since May, "
        "were pulled out of their quarters on Monday."
    )
    found = {(c.event.value, c.place.name) for c in read(text) if c.holder.state == "Nigeria"}
    assert any(event == "withdraw" and "Garoua" in (name or "") for event, name in found)
    assert not any("Lagdo" in (name or "") for _, name in found)


def test_of_a_claim_that_is_nobodys_half_the_confidence_is_left(read):
    text = "All rooms of the hotel were occupied during the festival."
    assert all(c.confidence < 0.5 for c in read(text) if not c.holder.state and not c.holder.quote)
