"""Folders: which file is the entry, what lies beside it, and what is never read."""

from __future__ import annotations

import os
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.collect import collect_one
from grader.collect.folders import FolderSource, folder_source
from grader.collect.limits import ENTRY_BYTES
from grader.model.errors import GraderError, SubmissionError

from .builders import ENTRY, SLUG, SOURCE, collected, notebook_of, program_of, refusal_of, write


def test_expected_entry_is_taken_with_its_helpers(tmp_path: Path) -> None:
    files = {ENTRY: SOURCE, "utils.py": b"x = 1\n", "layers/__init__.py": b"", "data/x.npy": b"\x93NUMPY"}
    program = program_of(write(tmp_path / "ada", files))
    assert program.entry == ENTRY
    assert program.module == "conv_nets"
    assert program.files == files


def test_only_python_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    program = program_of(write(tmp_path / "ada", {"my homework (1).py": SOURCE, "notes.txt": b"x"}))
    assert program.entry == "my homework (1).py"
    assert program.module == "conv_nets"


def test_entry_that_differs_in_case_is_taken_before_others(tmp_path: Path) -> None:
    assert program_of(write(tmp_path / "ada", {"Conv_Nets.py": SOURCE, "utils.py": b""})).entry == "Conv_Nets.py"


def test_both_kinds_of_entry_are_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "ada", {ENTRY: SOURCE, "conv_nets.ipynb": notebook_of("x = 1")})
    assert refusal_of(folder) == "both conv_nets.ipynb and conv_nets.py are there; hand in one of them"


def test_several_others_are_refused_by_name(tmp_path: Path) -> None:
    refusal = refusal_of(write(tmp_path / "ada", {"a.py": b"", "b.py": b""}))
    assert refusal == "several Python files and none is conv_nets.py or conv_nets.ipynb: a.py, b.py"


STARTER = b'def conv(x):\n    """Convolve."""\n    raise NotImplementedError\n'


@pytest.mark.parametrize(
    ("files", "entry"),
    [
        ({"hw2_ada.py": SOURCE, "my_utils.py": b"two = 2\n"}, "hw2_ada.py"),
        ({"hw2.py": SOURCE, "test_hw2.py": b"from hw2 import conv\n", "conftest.py": b""}, "hw2.py"),
        ({"hw2.ipynb": notebook_of(SOURCE.decode()), "plots.py": b"def plot(): pass\n"}, ENTRY),
        ({ENTRY: SOURCE, "conv_nets.ipynb": notebook_of("# %%", SOURCE.decode(), "conv(1)")}, ENTRY),
        ({ENTRY: SOURCE, "conv_nets.ipynb": notebook_of("from conv_nets import conv", "conv(1)")}, ENTRY),
        ({ENTRY: STARTER, "conv_nets.ipynb": notebook_of(SOURCE.decode())}, ENTRY),
        ({"a.py": b"conv = lambda x: x\n", "b.py": b"def broken(:\n", "c.ipynb": b"{"}, "a.py"),
    ],
)
def test_of_several_files_the_one_with_the_answers_is_taken(
    tmp_path: Path, files: dict[str, bytes], entry: str
) -> None:
    submission = collect_one(write(tmp_path / "ada", files), slug=SLUG, functions=["conv"])
    assert submission.program is not None, submission.refusal
    assert submission.program.entry == entry
    assert b"return x" in submission.program.files[entry] or b"lambda x" in submission.program.files[entry]
    assert "is graded: " in submission.notes[0]


@pytest.mark.parametrize(
    "files",
    [
        {"a.py": SOURCE, "b.py": SOURCE.replace(b"return x", b"return 2 * x")},
        {ENTRY: SOURCE, "conv_nets.ipynb": notebook_of("def conv(x):\n    return 2 * x")},
        {"a.py": STARTER, "b.py": b"x = 1\n"},
    ],
)
def test_two_different_answers_and_none_are_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    submission = collect_one(write(tmp_path / "ada", files), slug=SLUG, functions=["conv"])
    assert submission.program is None


def test_the_one_folder_with_the_entry_is_entered_among_others(tmp_path: Path) -> None:
    files = {"hw/README.md": b"", "hw/docs/a.md": b"", "hw/tests/test_a.py": b"", f"hw/src/{ENTRY}": SOURCE}
    assert list(program_of(write(tmp_path / "ada", files)).files) == [ENTRY]
    assert refusal_of(write(tmp_path / "ada", {f"hw/old/{ENTRY}": SOURCE})).startswith("no Python file")


@pytest.mark.parametrize("files", [{}, {"readme.pdf": b"%PDF"}, {"__pycache__/conv_nets.cpython-311.pyc": b"x"}])
def test_no_python_file_is_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    assert refusal_of(write(tmp_path / "ada", files)).startswith("no Python file; expected conv_nets.py or")


def test_one_folder_round_the_submission_is_entered(tmp_path: Path) -> None:
    folder = write(tmp_path / "ada", {"report.pdf": b"", f"hw/final/{ENTRY}": SOURCE, "hw/final/utils.py": b""})
    assert sorted(program_of(folder).files) == [ENTRY, "utils.py"]


def test_folder_of_the_assignment_is_entered_among_others(tmp_path: Path) -> None:
    folder = write(tmp_path / "ada", {f"conv-nets/{ENTRY}": SOURCE, "other/other.py": b""})
    assert program_of(folder).files == {ENTRY: SOURCE}


def test_names_of_tools_are_ignored(tmp_path: Path) -> None:
    ignored = ["__pycache__/conv_nets.cpython-311.pyc", ".git/config", ".env", ".venv/x.py", "node_modules/x.js"]
    ignored += ["pytest.ini", "pyproject.toml", "x.pyc", "sub/conftest.py", "env/pyvenv.cfg", "env/lib/x.py"]
    folder = write(tmp_path / "ada", {ENTRY: SOURCE, "conftest.py": b"", **dict.fromkeys(ignored, b"")})
    submission = collected(folder)
    assert submission.program is not None
    assert sorted(submission.program.files) == [ENTRY]
    assert submission.notes == ("conftest.py is not used: the grader does not run pytest",)


@pytest.mark.parametrize("kind", ["symlink", "fifo", "socket", "folder", "device", "dangling"])
def test_entry_that_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    folder = write(tmp_path / "ada", {})
    what = make_odd(folder / ENTRY, kind)
    began = time.monotonic()
    assert refusal_of(folder) == f"{ENTRY} {what}; hand in the file itself"
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("kind", ["symlink", "fifo", "socket", "device", "dangling"])
def test_helper_that_is_no_file_is_left_out_with_a_note(tmp_path: Path, kind: str) -> None:
    folder = write(tmp_path / "ada", {ENTRY: SOURCE})
    what = make_odd(folder / "helper.py", kind)
    submission = collected(folder)
    assert submission.program is not None
    assert list(submission.program.files) == [ENTRY]
    assert submission.notes == (f"helper.py {what} and is left out",)


def make_odd(path: Path, kind: str) -> str:
    """Something that is no file, and how a message calls it."""
    if kind == "symlink":
        path.symlink_to("/etc/passwd")
    elif kind == "dangling":
        path.symlink_to("/nowhere")
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "device":
        if os.geteuid() != 0:
            pytest.skip("only root makes devices")
        os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))
    else:
        bound = socket.socket(socket.AF_UNIX)
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's path is short
        bound.bind(path.name)
        bound.close()
        os.chdir(here)
    words = {"dangling": "symlink", "fifo": "FIFO"}
    return f"is a {words.get(kind, kind)}"


def test_symlinked_folder_is_left_out(tmp_path: Path) -> None:
    secret = write(tmp_path / "reference", {"solution.py": b"SECRET"})
    folder = write(tmp_path / "ada", {ENTRY: SOURCE})
    (folder / "data").symlink_to(secret)
    submission = collected(folder)
    assert submission.program is not None
    assert list(submission.program.files) == [ENTRY]
    assert submission.notes == ("data is a symlink and is left out",)


def test_path_that_is_a_symlink_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "ada", {ENTRY: SOURCE})
    (tmp_path / "bob").symlink_to(tmp_path / "ada")
    (tmp_path / "carl.py").symlink_to(tmp_path / "ada" / ENTRY)
    assert refusal_of(tmp_path / "bob") == "bob is a symlink; hand in the file or folder itself"
    assert refusal_of(tmp_path / "carl.py") == "carl.py is a symlink; hand in the file or folder itself"


def test_current_folder_may_be_reached_by_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "ada", {ENTRY: SOURCE})
    (tmp_path / "bob").symlink_to(tmp_path / "ada")
    monkeypatch.chdir(tmp_path / "bob")
    assert collected(Path()).student == "ada"
    assert program_of(Path()).files == {ENTRY: SOURCE}


@pytest.mark.parametrize("use_descriptors", [True, False])
def test_link_put_in_the_way_after_listing_is_not_followed(tmp_path: Path, *, use_descriptors: bool) -> None:
    secret = write(tmp_path / "reference", {"x.py": b"SECRET"})
    folder = write(tmp_path / "ada", {ENTRY: SOURCE, "lib/x.py": b"", "y.py": b""})
    source = folder_source(folder, use_descriptors=use_descriptors)
    source.entries("lib")
    (folder / "lib" / "x.py").unlink()
    (folder / "lib").rmdir()
    (folder / "lib").symlink_to(secret)
    (folder / "y.py").unlink()
    (folder / "y.py").symlink_to(secret / "x.py")
    for path in ("lib/x.py", "y.py"):
        with pytest.raises(SubmissionError):
            source.read(path, 100)
    with pytest.raises(SubmissionError):
        source.entries("lib")


@pytest.mark.parametrize("use_descriptors", [True, False])
def test_both_ways_of_reading_agree(tmp_path: Path, *, use_descriptors: bool) -> None:
    folder = write(tmp_path / "ada", {ENTRY: SOURCE, "lib/x.py": b"x"})
    os.mkfifo(folder / "pipe")
    source = folder_source(folder, use_descriptors=use_descriptors)
    assert isinstance(source, FolderSource)
    assert [(item.name, item.kind.value, item.what) for item in source.entries("")] == [
        (ENTRY, "file", ""),
        ("lib", "folder", ""),
        ("pipe", "odd", "is a FIFO"),
    ]
    assert source.read("lib/x.py", 1) == b"x"
    with pytest.raises(SubmissionError, match="at most"):
        source.read("lib/x.py", 0)
    with pytest.raises(SubmissionError, match="is a FIFO"):
        source.read("pipe", 1)


def test_a_huge_sparse_file_is_left_out_without_reading(tmp_path: Path) -> None:
    folder = write(tmp_path / "ada", {ENTRY: SOURCE, "model.pt": b""})
    os.truncate(folder / "model.pt", 1 << 40)
    began = time.monotonic()
    submission = collected(folder)
    assert submission.program is not None
    assert list(submission.program.files) == [ENTRY]
    assert submission.notes == ("model.pt (1048576.0 MiB) is left out: at most 500 files and 20.0 MiB are taken",)
    assert time.monotonic() - began < 1


def test_entry_has_a_limit_of_its_own(tmp_path: Path) -> None:
    folder = write(tmp_path / "ada", {ENTRY: b"#" * (ENTRY_BYTES + 1)})
    assert refusal_of(folder) == f"{ENTRY} has 2.0 MiB, at most 2.0 MiB are read"
    (folder / ENTRY).write_bytes(b"#" * ENTRY_BYTES)
    assert program_of(folder).entry == ENTRY


def test_of_too_many_files_python_files_are_taken_first_and_the_others_named(tmp_path: Path) -> None:
    many = {f"data/{index:03}.png": b"x" for index in range(600)}
    submission = collected(write(tmp_path / "ada", {ENTRY: SOURCE, **many, "zoo/helpers.py": b"x = 1\n" * 999}))
    assert submission.program is not None
    assert len(submission.program.files) == 500
    assert "zoo/helpers.py" in submission.program.files
    (note,) = submission.notes
    assert note.startswith("data/498.png, data/499.png, data/500.png and 99 more (0.0 MiB) are left out")


def test_what_lies_too_deep_is_left_out(tmp_path: Path) -> None:
    deep = {f"{'d/' * 9}x.py": b""}
    submission = collected(write(tmp_path / "bob", {ENTRY: SOURCE, **deep}))
    assert submission.program is not None
    assert submission.program.files == {ENTRY: SOURCE}
    assert "deeper than 8 folders and is left out" in submission.notes[0]
    assert len(program_of(write(tmp_path / "carl", {ENTRY: SOURCE, f"{'d/' * 7}x.py": b""})).files) == 2


def test_total_size_is_limited(tmp_path: Path) -> None:
    folder = write(tmp_path / "ada", {ENTRY: SOURCE, "a.bin": b"", "b.bin": b""})
    for name in ("a.bin", "b.bin"):
        os.truncate(folder / name, 11 << 20)
    submission = collected(folder)
    assert submission.program is not None
    assert list(submission.program.files) == ["a.bin", ENTRY]
    assert submission.notes == ("b.bin (11.0 MiB) is left out: at most 500 files and 20.0 MiB are taken",)


def test_names_that_some_systems_refuse_are_left_out(tmp_path: Path) -> None:
    names = ["CON.py", "aux", "x.", "a:b.py", "Utils.py", "esc\x1b[2J.py", "back\\slash.py", "rlo\u202e.py", "n\nl.py"]
    folder = write(tmp_path / "ada", {ENTRY: SOURCE, "utils.py": b"", **dict.fromkeys(names, b"")})
    os.close(os.open(os.fsencode(folder) + b"/latin-\xe9.py", os.O_CREAT))
    submission = collected(folder)
    assert submission.program is not None
    assert sorted(submission.program.files) == [ENTRY, "utils.py"]
    assert len(submission.notes) == len(names) + 1
    assert "Utils.py differs from utils.py in case only and is left out" in submission.notes
    assert all(note.isprintable() for note in submission.notes)
    assert any("latin-\\xe9.py" in note for note in submission.notes)


def test_only_python_file_of_an_impossible_name_is_still_graded(tmp_path: Path) -> None:
    folder = write(tmp_path / "ada", {"con\nv.py": SOURCE})
    submission = collected(folder)
    assert submission.program is not None
    assert submission.program.files == {ENTRY: SOURCE}
    assert submission.notes == ("con\\x0av.py holds characters that cannot be seen; it is graded as conv_nets.py",)


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfx = 1\r\n", "x = 'é'".encode("utf-16"), b"x\0", b"\xff\xfe\xe9", b""])
def test_encodings_are_left_as_they_are(tmp_path: Path, data: bytes) -> None:
    assert program_of(write(tmp_path / "ada", {ENTRY: data})).files[ENTRY] == data


def test_bidirectional_controls_are_flagged(tmp_path: Path) -> None:
    folder = write(tmp_path / "ada", {ENTRY: "x = 1\ny = '\u202e'\n".encode(), "data.txt": "\u202e".encode()})
    assert collected(folder).flags == (
        f"{ENTRY}:2 has bidirectional control characters: it may read differently from what runs",
    )


def test_framework_follows_the_imports(tmp_path: Path) -> None:
    assert program_of(write(tmp_path / "a", {ENTRY: b"import numpy"})).framework == "numpy"
    assert program_of(write(tmp_path / "b", {ENTRY: b"import u", "u.py": b"import torch"})).framework == "torch"


def test_digest_depends_on_names_and_bytes_only(tmp_path: Path) -> None:
    first = write(tmp_path / "a", {ENTRY: SOURCE, "u.py": b"1", "v.py": b"2"})
    second = write(tmp_path / "b", {"v.py": b"2", "u.py": b"1", ENTRY: SOURCE})
    os.utime(second / ENTRY, (1, 1))
    digest = collected(first).digest
    assert digest == collected(second).digest
    for name, data in ((ENTRY, b"x"), ("u.py", b"12"), ("w.py", b"")):
        changed = write(tmp_path / f"c-{name}", {ENTRY: SOURCE, "u.py": b"1", "v.py": b"2", name: data})
        assert collected(changed).digest != digest


def test_digest_keeps_name_and_content_apart(tmp_path: Path) -> None:
    first = write(tmp_path / "a", {ENTRY: b"", "ab": b"c"})
    second = write(tmp_path / "b", {ENTRY: b"", "a": b"bc"})
    assert collected(first).digest != collected(second).digest


def test_single_file_brings_what_it_imports(tmp_path: Path) -> None:
    files = {"mine.py": b"from utils import f\nimport numpy, more\n", "utils.py": b"from .deep import g\n"}
    folder = write(tmp_path, {**files, "more.py": b"", "deep.py": b"", "unrelated.py": b"", "big.bin": b""})
    os.truncate(folder / "big.bin", 1 << 40)
    submission = collected(folder / "mine.py")
    assert submission.student == "mine"
    assert submission.program is not None
    assert sorted(submission.program.files) == ["deep.py", "mine.py", "more.py", "utils.py"]


def test_missing_path_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(GraderError, match="not there; expected a folder"):
        collect_one(tmp_path / "nobody", slug=SLUG)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder that other users may enter."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_unreadable_file_is_refused_with_the_reason(open_folder: Path) -> None:
    folder = write(open_folder / "ada", {ENTRY: SOURCE})
    (folder / ENTRY).chmod(0)
    me = os.geteuid()
    os.seteuid(65534 if me == 0 else me)  # root reads everything
    try:
        assert refusal_of(folder) == f"{ENTRY} cannot be read: Permission denied"
    finally:
        os.seteuid(me)
