"""The published table of traps and misconceptions is complete and up to date."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from grader.load import load_assignment, slugs
from grader.validate.paper import coverage

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("slug", slugs(ROOT))
def test_every_trap_and_misconception_has_its_place(slug: str) -> None:
    rows = coverage(load_assignment(ROOT, slug))
    assert rows["traps"]
    assert rows["misconceptions"]
    gaps = [name for kind in rows.values() for name, (_, places) in kind.items() if not places]
    assert gaps == []


def test_published_table_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("curriculum_page", ROOT / "docs" / "curriculum.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "curriculum.md").read_text(encoding="utf-8") == module.page(), (
        "run: python docs/curriculum.py"
    )
