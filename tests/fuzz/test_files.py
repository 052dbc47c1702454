"""Archives, notebooks and assignment files that nobody meant to write: one refusal or one clear error each."""

from __future__ import annotations

import io
import json
import re
import shutil
import struct
import tarfile
import tempfile
import warnings
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from fuzz.counting import bounded
from grader.collect import collect_class, collect_one
from grader.load import load_assignment
from grader.model.errors import GraderError, SpecError

COURSE = Path(__file__).parents[1] / "fixtures" / "course"
NAMES = [
    "tiny.py",
    "a/tiny.py",
    "../x",
    "/x",
    "a\\b",
    "C:/x",
    "tiny.ipynb",
    "a/../b",
    "x" * 300,
    "é.py",
    "tiny.py/",
    "",
    ".",
    "a\x00b",
]

names = st.one_of(st.sampled_from(NAMES), st.text(max_size=12))
contents = st.one_of(st.just(b"def f(): pass\n"), st.binary(max_size=60), st.just(bytes(100_000)))


@st.composite
def zips(draw: st.DrawFn) -> bytes:
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", draw(st.sampled_from([0, 8, 12, 14]))) as archive:
        warnings.simplefilter("ignore")
        for _ in range(draw(st.integers(0, 4))):
            info = zipfile.ZipInfo("x")
            info.filename = draw(names).replace("\x00", "_")
            info.external_attr = draw(st.sampled_from([0, 0o120777 << 16, 0o100644 << 16, 0o010644 << 16, 0x10]))
            archive.writestr(info, draw(contents))
    return packed.getvalue()


@st.composite
def tars(draw: st.DrawFn) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=draw(st.sampled_from(["w", "w:gz", "w:bz2", "w:xz"]))) as archive:
        for _ in range(draw(st.integers(0, 4))):
            info = tarfile.TarInfo(draw(names).replace("\x00", "_").encode("utf-8", "replace").decode())
            data = draw(contents)
            info.type = draw(
                st.sampled_from([tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE])
            )
            info.size = len(data) if info.type == tarfile.REGTYPE else 0
            info.linkname = draw(st.sampled_from(["", "/etc/passwd", "tiny.py"]))
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


@st.composite
def damaged(draw: st.DrawFn, whole: st.SearchStrategy[bytes]) -> bytes:
    """Some bytes overwritten, cut off or put before."""
    data = bytearray(draw(whole))
    for _ in range(draw(st.integers(0, 4))):
        if data:
            at = draw(st.integers(0, len(data) - 1))
            data[at : at + 4] = draw(
                st.one_of(st.binary(min_size=1, max_size=4), st.just(struct.pack("<I", 0xFFFFFFF0)))
            )
    return (
        draw(st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b"])) * draw(st.integers(0, 1))
        + bytes(data)[: draw(st.integers(1, 10**7))]
    )


def read(data: bytes, name: str) -> None:
    """As one student's archive, and as a class's."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / name
        path.write_bytes(data)
        submission = collect_one(path, slug="tiny", functions=("mean_squares",))
        assert (submission.program is None) == bool(submission.refusal)
        assert len(submission.refusal) < 2000
        with suppress(GraderError):
            assert collect_class(path, slug="tiny")
        assert [entry.name for entry in Path(place).iterdir()] == [name]


@given(
    st.one_of(damaged(zips()), damaged(tars()), st.binary(max_size=600)),
    st.sampled_from(["x.zip", "x.tar.gz", "x.tar", "x.tgz"]),
)
def test_any_archive_is_read_or_refused(data: bytes, name: str) -> None:
    with bounded("archives", mib=96):
        read(data, name)


scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20))
sources = st.one_of(
    st.sampled_from(
        [
            "import numpy as np\n",
            "%matplotlib inline\n!ls\n",
            "def mean_squares(v):\n    return v\n",
            "x = (",
            "a = b = 1\ndel a\n",
            "for i in range(3): pass\n",
            "\x00",
            "await x\n",
            "\ud800",
            "@d\nclass A: pass\n",
            "x = " + "-" * 5000 + "1",
        ]
    ),
    st.text(max_size=40),
    st.lists(st.text(max_size=9), max_size=3),
    scalars,
)
cells = st.one_of(
    scalars,
    st.fixed_dictionaries(
        {},
        optional={
            "cell_type": st.sampled_from(["code", "markdown", 3, None]),
            "source": sources,
            "input": sources,
            "outputs": st.lists(scalars, max_size=2),
            "metadata": scalars,
        },
    ),
)
notebooks = st.one_of(
    st.fixed_dictionaries(
        {},
        optional={
            "cells": st.one_of(scalars, st.lists(cells, max_size=5)),
            "nbformat": scalars,
            "metadata": scalars,
            "worksheets": st.lists(
                st.one_of(scalars, st.fixed_dictionaries({"cells": st.lists(cells, max_size=3)})), max_size=2
            ),
        },
    ),
    scalars,
)


@given(
    st.one_of(
        notebooks.map(lambda document: json.dumps(document).encode()),
        st.binary(max_size=200),
        damaged(notebooks.map(lambda document: json.dumps(document).encode())),
    )
)
@example(b"[" * 100_000)
@example(b'{"cells": ' + b"[" * 100_000)
@example(b'{"cells": [{"cell_type": "code", "source": "x = 1"}], "n": ' + b"9" * 10_000 + b"}")
def test_any_notebook_is_read_or_refused(data: bytes) -> None:
    with bounded("notebooks", mib=96), tempfile.TemporaryDirectory() as place:
        path = Path(place) / "tiny.ipynb"
        path.write_bytes(data)
        submission = collect_one(path, slug="tiny", functions=("mean_squares",))
        assert (submission.program is None) == bool(submission.refusal)
        if submission.program:
            compile(submission.program.files["tiny.py"], "tiny.py", "exec", dont_inherit=True)


FILES = [
    "assignments/tiny/assignment.py",
    "assignments/tiny/mean_squares.py",
    "assignments/tiny/split_signs.py",
    "assignments/tiny/public.py",
    "reference/tiny/solution.py",
    "reference/tiny/mistakes/signs.py",
    "reference/tiny/alternatives.py",
]
WORD = re.compile(r"[A-Za-z_]+|\d+|[^\w\s]")


@st.composite
def typos(draw: st.DrawFn) -> tuple[str, str]:
    """One file of a course with one word or mark dropped, doubled, exchanged or misspelt, or a line dropped."""
    name = draw(st.sampled_from(FILES))
    text = (COURSE / name).read_text(encoding="utf-8")
    words = list(WORD.finditer(text))
    word = draw(st.sampled_from(words))
    found = word.group()
    other = draw(st.sampled_from(words)).group()
    new = draw(
        st.sampled_from(
            ["", found * 2, other, found[1:] + found[:1], found[:-1], "None", "-1", "'x'", found + "x", "[]", "0"]
        )
    )
    return name, text[: word.start()] + new + text[word.end() :]


@given(typos())
def test_any_typo_of_an_author_is_one_clear_error(typo: tuple[str, str]) -> None:
    name, text = typo
    with tempfile.TemporaryDirectory() as place:
        course = Path(place) / "course"
        shutil.copytree(COURSE, course, ignore=shutil.ignore_patterns(".grader", "__pycache__"))
        (course / name).write_text(text, encoding="utf-8")
        with bounded("assignment files", mib=64), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            one_clear_error(course)


def one_clear_error(course: Path) -> None:
    try:
        loaded: Any = load_assignment(course, "tiny")
    except SpecError as error:
        said = str(error)
        assert ".py" in said or "tiny" in said, said
        assert "Traceback" not in said
        assert len(said) < 3000
    else:
        assert loaded.problems
