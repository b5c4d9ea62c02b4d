import io
import os

import pytest

from tenure.model.problem import Problem, ProblemCode
from tenure.settings import Settings
from tenure.sources.inputs import Input, iter_inputs


def listed(paths, settings, **more):
    return list(iter_inputs(paths, settings, **more))


def origins(found, root):
    return [os.path.relpath(one.origin, root) for one in found if isinstance(one, Input)]


def test_a_folder_is_walked_in_sorted_order(tmp_path, settings):
    for name in ("b.txt", "a/z.txt", "a/c.txt", "c.txt", "a/b/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("The guards left.")
    found = listed([tmp_path], settings)
    assert origins(found, tmp_path) == ["a/b/x.txt", "a/c.txt", "a/z.txt", "b.txt", "c.txt"]


def test_hidden_files_are_passed_over_unless_named(tmp_path, settings):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    (tmp_path / ".note.txt").write_text("The guards left.")
    (tmp_path / "a.txt").write_text("The guards left.")
    assert origins(listed([tmp_path], settings), tmp_path) == ["a.txt"]
    assert origins(listed([tmp_path / ".note.txt"], settings), tmp_path) == [".note.txt"]


def test_the_parts_saved_with_a_page_are_left_to_the_page(tmp_path, settings):
    (tmp_path / "page.html").write_text("<html></html>")
    for folder in ("page_files", "other_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("x")
    assert origins(listed([tmp_path], settings), tmp_path) == ["other_files/x.txt", "page.html"]


def test_a_projects_own_files_are_no_reports(tmp_path, settings):
    for name in ("tenure.toml", "ledger.sqlite", "ledger.sqlite-wal", "a.txt"):
        (tmp_path / name).write_text("x")
    assert origins(listed([tmp_path], settings), tmp_path) == ["a.txt"]


def test_skipped_paths_are_not_read(tmp_path, settings):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "b.txt").write_text("x")
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "c.txt").write_text("x")
    skip = (tmp_path / "mine", tmp_path / "c.txt")
    assert origins(listed([tmp_path], settings, skip=skip), tmp_path) == ["a.txt"]
    assert origins(listed([tmp_path / "mine"], settings, skip=skip), tmp_path) == ["mine/b.txt"]


def test_links_inside_are_read_once_and_links_outside_are_refused(tmp_path, settings):
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (inside / "a.txt").write_text("x")
    (inside / "again.txt").symlink_to(inside / "a.txt")
    (inside / "loop").symlink_to(inside)
    (inside / "file").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "dead").symlink_to(tmp_path / "nowhere")
    found = listed([inside], settings)
    assert origins(found, inside) == ["a.txt"]
    assert [(one.code, os.path.basename(one.where)) for one in found if isinstance(one, Problem)] == [
        (ProblemCode.MISSING, "dead"),
        (ProblemCode.REFUSED, "file"),
        (ProblemCode.REFUSED, "folder"),
    ]


def test_a_loop_of_links_that_is_named_is_unreadable(tmp_path, settings):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (found,) = listed([tmp_path / "a"], settings)
    assert found.code is ProblemCode.UNREADABLE


@pytest.mark.parametrize("name", ["none.txt", "none/none.txt", "file.txt/below"])
def test_a_missing_file_is_a_problem(tmp_path, settings, name):
    (tmp_path / "file.txt").write_text("x")
    (found,) = listed([tmp_path / name], settings)
    assert found.code is ProblemCode.MISSING
    assert name in found.where


@pytest.mark.parametrize("name", ["x" * 5000, "nul\0nul"], ids=["long", "nul"])
def test_an_impossible_name_is_a_problem(tmp_path, settings, name):
    (found,) = listed([tmp_path / name], settings)
    assert found.code is ProblemCode.UNREADABLE


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_a_problem(tmp_path, settings):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "a.txt").chmod(0)
    (found,) = listed([tmp_path / "a.txt"], settings)
    assert found.code is ProblemCode.UNREADABLE


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    small = Settings(data_dir=tmp_path, max_megabytes=1)
    with (tmp_path / "big.txt").open("wb") as stream:
        stream.truncate(3_000_000_000)  # sparse: it takes no room, but reading it would take memory
    (found,) = listed([tmp_path / "big.txt"], small)
    assert found.code is ProblemCode.TOO_LARGE
    (found,) = listed(["-"], small, stdin=io.BytesIO(b"x" * 1_000_001))
    assert found.code is ProblemCode.TOO_LARGE


def test_a_pipe_in_a_folder_does_not_hang(tmp_path, settings):
    os.mkfifo(tmp_path / "pipe")
    (found,) = listed([tmp_path], settings)
    assert found.code is ProblemCode.UNSUPPORTED


def test_standard_input_is_read(settings):
    assert listed(["-"], settings, stdin=io.BytesIO(b"The guards left.")) == [Input("stdin", b"The guards left.")]


def test_an_empty_folder_is_said_to_be_empty(tmp_path, settings):
    (found,) = listed([tmp_path], settings)
    assert found.code is ProblemCode.EMPTY


def test_one_bad_path_does_not_stop_the_others(tmp_path, settings):
    (tmp_path / "a.txt").write_text("x")
    found = listed([tmp_path / "none", tmp_path / "a.txt"], settings)
    assert [type(one) for one in found] == [Problem, Input]
