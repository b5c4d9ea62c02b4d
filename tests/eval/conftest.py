"""The scripts of eval/ are no package: their folder goes on the path as it does when one of them is run."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "eval"))
