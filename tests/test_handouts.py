"""What the handouts say about arguments is what the domains declare."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
HANDOUTS = [path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob("assignments/*/README*.md"))]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("arguments_of_handouts", ROOT / "docs" / "arguments.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_handout_tells_the_arguments_that_its_problems_declare(script: ModuleType) -> None:
    wanted = {path.relative_to(ROOT).as_posix(): text for path, text in script.filled()}
    assert sorted(wanted) == HANDOUTS
    stale = [name for name in HANDOUTS if (ROOT / name).read_text(encoding="utf-8") != wanted[name]]
    assert stale == [], "run: python docs/arguments.py"


def test_a_problem_without_a_place_in_the_handout_is_named(script: ModuleType, tmp_path: Path) -> None:
    handout = tmp_path / "README.md"
    handout.write_text("# Sums\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"expected a place for the arguments of \['total'\], found \[\]"):
        script.in_handout(handout, {"total": script.Domain()}, "en")
