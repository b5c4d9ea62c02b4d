"""The way in: the gazetteer opened, and built first where it has not been or where its data changed."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from tenure.gazetteer.affiliation import affiliations_from
from tenure.gazetteer.built import BuiltGazetteer
from tenure.gazetteer.digest import RULES, data_digest
from tenure.gazetteer.entries import Progress
from tenure.gazetteer.index import Index, open_index
from tenure.model.errors import DataFileError

_STEM: Final = "gazetteer-"


def index_path(data_dir: Path, digest: str) -> Path:
    """Where the index of some data is kept."""
    return data_dir / f"{_STEM}{digest[:16]}.sqlite"


def open_gazetteer(data_dir: Path, progress: Progress | None = None) -> BuiltGazetteer:
    """The gazetteer, from the index in a folder; built anew where it is missing, damaged or of other data.

    Raises:
        DataFileError: the folder cannot be written, or a data file that ships with Tenure is damaged.
    """
    digest = data_digest()
    path = index_path(data_dir, digest)
    index = open_index(path, digest)
    if index is None:
        index = _rebuilt(path, digest, progress)
        _clear_old(path)
    return BuiltGazetteer(index, f"gazetteer/{RULES}+{digest[:8]}", affiliations_from(index.affiliations()))


def _rebuilt(path: Path, digest: str, progress: Progress | None) -> Index:
    # Imported here because the packages it reads take longer to load than an index to open.
    from tenure.gazetteer.build import build_index

    try:
        build_index(path, digest, progress)
    except OSError as error:
        # On some systems a file that another process reads cannot be replaced: its index is as good as ours.
        if (other := open_index(path, digest)) is not None:
            return other
        raise DataFileError(
            str(path), f"the gazetteer's index cannot be written ({error.strerror or error})",
            "Choose another folder with TENURE_DATA_DIR, or free some space.",
        ) from error  # fmt: skip
    index = open_index(path, digest)
    if index is None:
        raise DataFileError(
            str(path), "the index that was just built cannot be read", "Check the disk, then try again."
        )
    return index


def _clear_old(path: Path) -> None:
    """Remove the indexes of other data; those in use stay readable until they are closed."""
    for other in path.parent.glob(f"{_STEM}*.sqlite"):
        if other != path:
            with suppress(OSError):
                other.unlink()
