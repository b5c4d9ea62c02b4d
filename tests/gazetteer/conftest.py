import pytest

from tenure.gazetteer.open import open_gazetteer


@pytest.fixture(scope="session")
def index_folder(tmp_path_factory):
    # Workers of one run share the folder: whoever comes first builds, and two at once are safe.
    base = tmp_path_factory.getbasetemp()
    return (base.parent if base.name.startswith("popen-") else base) / "gazetteer"


@pytest.fixture(scope="session")
def gazetteer(index_folder):
    opened = open_gazetteer(index_folder)
    yield opened
    opened.close()
