"""`grader show --case` runs another's code beside private cases: like `grade`, it uses no weak level unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.bank.build import case_bank
from grader.cli import show
from grader.run import Findings, Level

from .calling import SECRET, Here

CASE = "signs/ordinary/private/0"


@pytest.fixture
def handed_in(course: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with one submission, which leaves a file when it runs with the rights of whoever calls the grader."""
    monkeypatch.setenv("GRADER_SECRET", SECRET)
    case_bank(course, "tiny", secret=SECRET)
    folder = course / "submissions" / "tiny" / "eve"
    folder.mkdir(parents=True)
    source = (course / "reference/tiny/solution.py").read_text(encoding="utf-8")
    spy = f"open({str(course / 'it-ran')!r}, 'w').close()"
    (folder / "tiny.py").write_text(f"{source}\n{spy}\n", encoding="utf-8")
    return course


@pytest.fixture
def weak_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that holds no level; what is decided on it is the real thing."""

    def findings(named: Level | None = None) -> Findings:
        return Findings(Level.NONE, {named or Level.FULL: "no locks here"})

    monkeypatch.setattr(show, "probe", findings)


@pytest.mark.usefixtures("weak_machine")
def test_a_private_case_is_not_replayed_at_a_weak_level_unasked(handed_in: Path, here: Here) -> None:
    told = here("show", "tiny", "eve", "--case", CASE, at=handed_in)
    assert told.status == 2
    assert "the best isolation here is none, too weak to run another's code beside private cases unasked" in told.err
    assert "--isolation none" in told.err
    assert not (handed_in / "it-ran").exists()


@pytest.mark.usefixtures("weak_machine")
def test_a_named_level_that_does_not_work_is_not_replaced(handed_in: Path, here: Here) -> None:
    told = here("show", "tiny", "eve", "--case", CASE, "--isolation", "full", at=handed_in)
    assert told.status == 2
    assert "isolation full does not work here: no locks here; run: grader doctor" in told.err
    assert not (handed_in / "it-ran").exists()


@pytest.mark.usefixtures("weak_machine")
def test_a_weak_level_is_used_when_it_is_named(handed_in: Path, here: Here) -> None:
    told = here("show", "tiny", "eve", "--case", CASE, "--isolation", "none", at=handed_in)
    assert told.status == 0, told.err
    assert f"eve passes {CASE}" in told.out
    assert (handed_in / "it-ran").exists()
