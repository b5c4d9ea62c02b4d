"""The floor under the figure that eval/bench_maintext.py prints."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "article-extraction"


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("bench_maintext", ROOT / "eval" / "bench_maintext.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not DATA.is_dir(), reason="the benchmark's pages are not here")
def test_main_text_keeps_its_floor(bench):
    pages = bench.pages_in(DATA)
    assert len(pages) == 181
    assert bench.score_of(pages, bench.by_tenure).f1 >= 0.970


def test_the_measure_on_texts_that_can_be_counted_by_hand(bench):
    assert bench.shingles_of("a b c d e") == {("a", "b", "c", "d"): 1, ("b", "c", "d", "e"): 1}
    assert bench.shingles_of("a b") == {("a", "b"): 1}
    assert bench.shingles_of("") == {}
    pages = (bench.Page("x", b"a b c d e", "a b c d f"),)
    score = bench.score_of(pages, lambda data: data.decode())
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)
