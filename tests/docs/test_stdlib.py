"""The table of the standard library in the students' page holds at every level of this machine."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from grader.run import Level, Runner, probe

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def stdlib() -> Any:
    """The script that writes the table."""
    spec = spec_from_file_location("docs_stdlib", DOCS / "stdlib.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def row(title: str) -> set[str]:
    """The modules of a row that this version of Python has."""
    (found,) = re.findall(rf"^\| {title} \| (.*) \|$", (DOCS / "student.md").read_text(encoding="utf-8"), re.MULTILINE)
    return set(re.findall(r"`(\w+)`", found)) & sys.stdlib_module_names


@pytest.mark.parametrize("level", list(Level))
def test_every_module_imports_or_is_a_placeholder_as_the_page_says(level: Level, stdlib: Any) -> None:
    if probe(level).level is not level:
        pytest.skip(f"level {level} cannot be had here")
    with Runner(level) as runner:
        imported = stdlib.imported(runner, stdlib.names())
    assert row("there at every level") - imported == set()


def test_the_page_names_every_module(stdlib: Any) -> None:
    told = row("there at every level") | row("a placeholder at some")
    assert set(stdlib.names()) - told == set() or sys.version_info[:2] != (3, 11)
