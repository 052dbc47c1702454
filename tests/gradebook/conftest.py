"""What the gradebook's tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.gradebook import Gradebook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a gradebook may be made."""
    return tmp_path / "gradebook.db"


@pytest.fixture
def book(path: Path) -> Iterator[Gradebook]:
    """A new gradebook."""
    with Gradebook.open(path) as opened:
        yield opened
