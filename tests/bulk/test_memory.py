"""Memory: what is loaded once, and what is given back."""

import subprocess
import sys
from pathlib import Path

import pytest

LOADED = """
import tenure.bulk.ready
from tenure.bulk.work import gates_of, shared_net
assert shared_net.cache_info().currsize == gates_of.cache_info().currsize == 1
"""
GIVEN_BACK = """
from pathlib import Path
from tenure.bulk.memory import give_back

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

pieces = [b"x" * 50_000 for _ in range(2_000)]
kept = pieces[1::100]
before = resident()
del pieces
give_back()
assert before - resident() > 50_000_000, (before, resident())
"""


def run(program):
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


def test_the_process_that_others_are_forked_from_has_the_model_loaded():
    done = run(LOADED)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux")
def test_freed_memory_goes_back_to_the_system():
    done = run(GIVEN_BACK)
    assert done.returncode == 0, done.stderr
