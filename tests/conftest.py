"""What all tests share: settings of hypothesis, and a small course that a person can open."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from grader.threads import use_one_thread

use_one_thread()
COURSE = Path(__file__).parent / "fixtures" / "course"

settings.register_profile("here", deadline=None, max_examples=60)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=60,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the course of tests/fixtures/course, which may be broken at will; no secret comes from outside."""
    monkeypatch.delenv("GRADER_SECRET", raising=False)
    copy = tmp_path / "course"
    shutil.copytree(COURSE, copy, ignore=shutil.ignore_patterns(".grader", "__pycache__"))
    return copy
