"""Real archives, notebooks and folders for the tests."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat as untyped_nbformat
from nbformat import v3 as untyped_v3
from nbformat import v4 as untyped_v4

from grader.collect import collect_class, collect_one, iterate_class
from grader.model.outcome import Program
from grader.model.submission import Submission

# nbformat has no types.
nbformat: Any = untyped_nbformat
v3: Any = untyped_v3
v4: Any = untyped_v4

SOURCE = b"def conv(x):\n    return x\n"
SLUG = "conv-nets"
ENTRY = "conv_nets.py"
CLASSES = Path(__file__).parent.parent / "fixtures" / "handed_in" / "classes"


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files, with all folders above them."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def zip_of(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def tar_of(files: Mapping[str, bytes | tarfile.TarInfo], mode: str = "w", form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar archive; a TarInfo stands for itself, without content."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, format=form) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            if isinstance(data, tarfile.TarInfo):
                archive.addfile(data)
                continue
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def notebook_of(*cells: str) -> bytes:
    """A notebook of version 4 with these code cells, as nbformat writes it."""
    return _written(v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells]), version=4)


def old_notebook_of(*cells: str) -> bytes:
    """A notebook of version 3, where cells lie in worksheets, with a cell of text before them."""
    old = [v3.new_text_cell("markdown", "a text"), *(v3.new_code_cell(cell) for cell in cells)]
    return _written(v3.new_notebook(worksheets=[v3.new_worksheet(cells=old)]), version=3)


def _written(notebook: object, version: int) -> bytes:
    text: str = nbformat.writes(notebook, version=version)
    return text.encode()


def collected(folder: Path) -> Submission:
    """The folder, file or archive as a submission of the test assignment."""
    return collect_one(folder, slug=SLUG)


def program_of(folder: Path) -> Program:
    """As `collected`, where it has to succeed."""
    submission = collected(folder)
    assert submission.program is not None, submission.refusal
    return submission.program


def refusal_of(folder: Path) -> str:
    """As `collected`, where it has to be refused."""
    submission = collected(folder)
    assert submission.program is None
    assert submission.refusal
    return submission.refusal


def class_of(folder: Path, slug: str = SLUG) -> dict[str, Submission]:
    """The submissions by student, whose order is checked."""
    submissions = collect_class(folder, slug=slug)
    names = [each.student for each in submissions]
    assert names == sorted(names)
    assert names == [each.student for each in iterate_class(folder, slug=slug)]
    return dict(zip(names, submissions, strict=True))


def graded(folder: Path) -> list[str]:
    """The students, all of whom have a program."""
    submissions = class_of(folder)
    assert all(each.program for each in submissions.values()), [each.refusal for each in submissions.values()]
    return list(submissions)
