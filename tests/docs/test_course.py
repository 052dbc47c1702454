"""The course page holds every assignment as it is declared today, and a row of what is proved of each."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from grader.load import load_assignment, slugs

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "course.md"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("course_page", ROOT / "docs" / "course.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_counts_what_is_declared(script: ModuleType) -> None:
    assert PAGE.read_text(encoding="utf-8").startswith(script.counted()), "run: python docs/course.py"


def test_every_assignment_has_a_row_of_proofs(script: ModuleType) -> None:
    proved = PAGE.read_text(encoding="utf-8").partition(script.MARK)[2]
    assert [slug for slug in slugs(ROOT) if f"| `{slug}` |" not in proved] == [], "run: python docs/course.py"


@pytest.mark.parametrize("slug", slugs(ROOT))
def test_an_assignment_says_its_week_its_pages_and_what_it_teaches(slug: str) -> None:
    spec = load_assignment(ROOT, slug).spec
    assert spec.week
    assert spec.lecture
    assert spec.teaches
    assert spec.teaches.zh
