"""What the command line's tests share."""

from __future__ import annotations

import pytest

from .calling import Here


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    """Commands in this process."""
    return Here(monkeypatch, capsys)
