from datetime import date

import pytest

from floors import (
    KEYS,
    Floors,
    FloorsError,
    failures,
    floor_of,
    floors_text,
    lowered,
    note_lowering,
    parse_floors,
    raised,
    with_line,
)

FLOORS = Floors("sha256:aa", dict.fromkeys(KEYS, 0.5))
GOOD = dict.fromkeys(KEYS, 0.7)
POOR = {**GOOD, "full": 0.41}


def test_floors_survive_writing():
    assert parse_floors(floors_text(FLOORS)) == FLOORS


@pytest.mark.parametrize("key", KEYS)
def test_a_missing_floor_does_not_open_the_gate(key):
    text = "\n".join(line for line in floors_text(FLOORS).splitlines() if not line.startswith(f"{key} ="))
    with pytest.raises(FloorsError):
        parse_floors(text)


@pytest.mark.parametrize("text", ["", "gold = 3", "[gold]\ndigest = 1\n[floors]\nfound = 'x'", "]["])
def test_a_damaged_file_is_refused(text):
    with pytest.raises(FloorsError):
        parse_floors(text)


def test_the_gate_opens_at_the_floors():
    assert failures(FLOORS, "sha256:aa", dict.fromkeys(KEYS, 0.5)) == []


def test_a_score_below_its_floor_and_changed_annotations_shut_the_gate():
    found = failures(FLOORS, "sha256:bb", POOR)
    assert len(found) == 2
    assert "full is 0.4100" in found[0]
    assert "annotated reports changed" in found[1]


def test_floors_lie_a_point_below_the_score():
    assert floor_of(0.6234) == pytest.approx(0.613)
    assert floor_of(0.004) == 0.0


def test_raising_never_lowers():
    new = raised(FLOORS, "sha256:aa", POOR)
    assert new.least["full"] == 0.5
    assert new.least["found"] == pytest.approx(0.69, abs=0.0011)


def test_raising_refuses_other_annotations():
    with pytest.raises(FloorsError, match="lower-floors"):
        raised(FLOORS, "sha256:bb", GOOD)


def test_lowering_never_raises_and_takes_the_new_annotations():
    new = lowered(FLOORS, "sha256:bb", POOR)
    assert new.digest == "sha256:bb"
    assert new.least["full"] == pytest.approx(0.40, abs=0.0011)
    assert new.least["found"] == 0.5


def test_lowering_is_noted_on_one_line(tmp_path):
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## Unreleased\n\n### Added\n\n- One.\n\n## 0.1\n\n- Old.\n", "utf-8")
    note_lowering(changelog, FLOORS, lowered(FLOORS, "sha256:aa", POOR), "a smaller\nmodel", date(2026, 11, 25))
    lines = changelog.read_text("utf-8").splitlines()
    assert lines[8] == "### Changed"
    assert lines[10] == "- Accuracy floors lowered on 2026-11-25 (full 0.500 to 0.400): a smaller model"
    assert lines[11:] == ["", "## 0.1", "", "- Old."]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# C\n\n## Unreleased\n", "# C\n\n## Unreleased\n\n### Changed\n\n- new\n"),
        ("# C\n\n## Unreleased\n\n### Changed\n", "# C\n\n## Unreleased\n\n### Changed\n\n- new\n"),
        (
            "# C\n\n## Unreleased\n\n### Changed\n\n- old\n\n### Fixed\n\n- x\n",
            "# C\n\n## Unreleased\n\n### Changed\n\n- old\n- new\n\n### Fixed\n\n- x\n",
        ),
        ("# C\n\n## 0.1\n\n- old\n", "# C\n\n## Unreleased\n\n### Changed\n\n- new\n\n## 0.1\n\n- old\n"),
        ("# C\n", "# C\n\n## Unreleased\n\n### Changed\n\n- new\n"),
    ],
    ids=["empty", "bare heading", "between", "no unreleased", "no versions"],
)
def test_a_line_is_put_under_changed(before, after):
    assert with_line(before, "- new") == after
