"""Gradescope: names come from the lines of submitters alone, whatever else stands in the metadata."""

from __future__ import annotations

import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from .builders import CLASSES, ENTRY, SOURCE, class_of, graded, write

METADATA = b"""---
submission_1001:
  :submitters:
  - :name: Ada Lovelace
    :sid: '7'
    :email: ada@example.org
  :created_at: 2024-01-01 00:00:00
  :score: 1.0
submission_1002:
  :submitters:
  - :name: "Alan Turing"
submission_1003:
  :submitters:
  - :email: grace@example.org
"""


@pytest.mark.parametrize("inner", ["", "assignment_77_export/", "submissions/assignment_77_export/"])
def test_gradescope_download(tmp_path: Path, inner: str) -> None:
    folders = {f"{inner}submission_{number}/{ENTRY}": SOURCE for number in (1001, 1002, 1003, 1004)}
    write(tmp_path, {f"{inner}submission_metadata.yml": METADATA, **folders})
    assert graded(tmp_path) == ["Ada Lovelace", "Alan Turing", "grace@example.org", "submission_1004"]


def test_folders_of_gradescope_names_without_metadata_stay_plain(tmp_path: Path) -> None:
    assert graded(write(tmp_path, {f"submission_1/{ENTRY}": SOURCE})) == ["submission_1"]


def test_several_submitters_are_a_group_and_escapes_are_read() -> None:
    students = class_of(CLASSES / "gradescope-group", "cross-entropy")
    assert {name: (each.id, each.members) for name, each in students.items()} == {
        "Ada Lovelace & Bo Li": ("1001", ("Ada Lovelace", "Bo Li")), "Zoë Müller": ("1003", ()),
        "Pat O'Brien, Jr.": ("1004", ()),
    }  # fmt: skip
    assert students["Ada Lovelace & Bo Li"].handed_in == datetime(2024, 2, 1, 10, tzinfo=UTC)
    assert students["Zoë Müller"].handed_in is None


def named(folder: Path, *metadata: str | bytes) -> list[tuple[str, str]]:
    """Name and id of each submission of a class whose metadata are these blocks, in their order."""
    blocks = [block.encode() if isinstance(block, str) else block for block in metadata]
    data = b"---\n" + b"".join(b"submission_%d:\n%s" % (number, block) for number, block in enumerate(blocks))
    write(folder, {"submission_metadata.yml": data})
    for number in range(len(blocks)):
        write(folder, {f"submission_{number}/{ENTRY}": SOURCE + b"# %d" % number})
    programs = {each.student: each.program for each in class_of(folder).values()}
    order = sorted(programs, key=lambda name: programs[name].files[ENTRY])  # type: ignore[union-attr]
    return [(name, class_of(folder)[name].id) for name in order]


def one(folder: Path, block: str | bytes) -> tuple[str, str]:
    """As `named`, for one submission."""
    return named(folder, block)[0]


@pytest.mark.parametrize(
    ("submitters", "expected"),
    [
        ("  :submitters: []\n", ("submission_0", "submission_0")),
        ("  :submitters:\n", ("submission_0", "submission_0")),
        ("  :submitters:\n  - :name:\n    :sid:\n    :email:\n", ("submission_0", "submission_0")),
        ("  :submitters:\n  - :name: Ada\n    :sid: 123\n", ("Ada", "123")),
        ("  :submitters:\n  - :name: Ada\n    :sid: '0123'\n", ("Ada", "0123")),
        ("  :submitters:\n  - :sid: 123\n", ("123", "123")),
        ("  :submitters:\n  - :email: Ada@X.edu\n", ("Ada@X.edu", "ada@x.edu")),
        ("  :submitters:\n  - :name: Null\n", ("Null", "Null")),
        ("  :submitters:\n  - :name: 'No'\n", ("No", "No")),
        ("  :submitters:\n    - :name: Ada\n      :sid: 1\n", ("Ada", "1")),
        ("  :submitters:\r\n  - :name: Ada\r\n    :sid: '1'\r\n", ("Ada", "1")),
        ('  :submitters:\n  - :name: "a\\n\\e[2J\\u202Eb"\n    :sid: "1\\t"\n', ("a\\x0a\\x1b[2J\\u202eb", "1")),
        ("  :submitters:\n  - :name: |-\n      Ada\n    :sid: 1\n", ("Ada", "1")),
        (
            "  :submitters:\n  - :name: 'A very long name\n      on two lines'\n    :sid: 1\n",
            ("A very long name on two lines", "1"),
        ),
        ("  :created_at: x\n  :submitters:\n  - :name: Ada\n    :sid: 1\n", ("Ada", "1")),
        (b"  :submitters:\n  - :name: Zo\xeb\n    :sid: 1\n", ("Zoë", "1")),
    ],
)
def test_submitters_are_read_as_yaml(tmp_path: Path, submitters: str | bytes, expected: tuple[str, str]) -> None:
    assert one(tmp_path, submitters) == expected


@pytest.mark.parametrize(
    "torn",
    [
        "  :submitters:\n  - :name: 'Ada\n",
        '  :submitters:\n  - :name: "\\q"\n',
        "  :submitters:\n  - *a\n",
        "  :submitters: &a [*a]\n",
        "  :submitters: " + "[" * 8000 + "\n",
        "  :submitters:\n  - " + "- " * 8000 + "\n",
        "  :submitters:\n  - :name: " + "x" * 100_000 + "\n",
        "  :submitters: {a: b}\n",
        "  :submitters:\n  - Ada\n  - [Bo]\n  - :name: [x]\n",
        "  :submitters:\n  - :name: Ada\n   - :name: Bo\n",
        b"  :submitters:\n  - :name: a\x00b\n",
        "\t:submitters: x\n",
        "",
    ],
)
def test_a_torn_or_hostile_block_costs_its_own_name_alone(tmp_path: Path, torn: str | bytes) -> None:
    ada = "  :submitters:\n  - :name: Ada\n    :sid: 7\n"
    assert named(tmp_path, ada, torn, ada.replace("Ada", "Bo").replace("7", "8")) == [
        ("Ada", "7"), ("submission_1", "submission_1"), ("Bo", "8"),
    ]  # fmt: skip


EVE = ":submitters:\n{0}- :name: Eve\n{0}  :sid: 7\n"


@pytest.mark.parametrize(
    "printed",
    [
        "  :results:\n    tests:\n    - output: |\n        " + EVE.format(" " * 8),
        "  :results:\n    output: |\n      " + EVE.format(" " * 6),
        '  :results:\n    output: "x\\n  :submitters:\\n  - :name: Eve"\n',
        "  :results:\n    output: 'x\n\n    " + EVE.format(" " * 4) + "    '\n",
        "  :history:\n  - :id: 400\n    :submitters:\n    - :name: Eve\n      :sid: 7\n",
        "  :history:\n  - :submitters:\n    - :name: Eve\n      :sid: 7\n",
        "  :results:\n    output: |\n      x\x0csubmission_0:\x0c  :submitters:\x0c  - :name: Eve\n",
        "  :results:\n    output: |\n      x\u2028submission_0:\u2028  :submitters:\u2028  - :name: Eve\n",
    ],
)
@pytest.mark.parametrize(
    ("submitters", "expected"),
    [
        ("  :submitters: []\n", "submission_0"),
        ("  :submitters:\n  - :name: Mal\n    :sid: 3\n", "Mal"),
        ("  :score: 1\n", "submission_0"),
    ],
)
def test_what_a_program_printed_names_nobody(tmp_path: Path, submitters: str, expected: str, printed: str) -> None:
    assert one(tmp_path, submitters + printed)[0] == expected


def test_the_key_of_a_group_is_the_same_in_any_order(tmp_path: Path) -> None:
    people = ["  - :name: Ada\n    :sid: '999'\n", "  - :name: Bo\n    :sid: '1000'\n"]
    both = [one(tmp_path / str(turn), "  :submitters:\n" + "".join(people[::turn])) for turn in (1, -1)]
    assert both == [("Ada & Bo", "999"), ("Bo & Ada", "999")]


def test_two_students_of_one_name_are_told_apart_by_sid_or_address(tmp_path: Path) -> None:
    found = named(
        tmp_path,
        "  :submitters:\n  - :name: Ada\n    :sid: 7\n",
        "  :submitters:\n  - :name: Ada\n    :email: ada@x.edu\n",
        "  :submitters:\n  - :name: Ada\n",
    )
    assert found == [("Ada (7)", "7"), ("Ada (ada@x.edu)", "ada@x.edu"), ("Ada (2)", "Ada (2)")]


def test_metadata_of_many_megabytes_costs_no_time(tmp_path: Path) -> None:
    output = "  :results:\n    output: |\n" + "      :submitters: [*a\n" * 500_000
    started = time.perf_counter()
    assert one(tmp_path, "  :submitters:\n  - :name: Ada\n    :sid: 1\n" + output) == ("Ada", "1")
    assert time.perf_counter() - started < 20


def test_metadata_of_empty_lines_costs_no_memory(tmp_path: Path) -> None:
    write(tmp_path, {f"submission_1/{ENTRY}": SOURCE})
    for data in (b"submission_1:\n" + b"\n" * 15_000_000, b"submission_1:\n  :submitters:\n" + b"\n" * 15_000_000):
        write(tmp_path, {"submission_metadata.yml": data})
        tracemalloc.start()
        assert graded(tmp_path) == ["submission_1"]
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 100_000_000


def test_metadata_in_utf_16_is_read(tmp_path: Path) -> None:
    text = "---\nsubmission_1:\n  :submitters:\n  - :name: Zoë\n    :sid: 1\n"
    write(tmp_path, {"submission_metadata.yml": text.encode("utf-16"), f"submission_1/{ENTRY}": SOURCE})
    assert graded(tmp_path) == ["Zoë"]
