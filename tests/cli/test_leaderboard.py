"""`grader leaderboard`: what it reads from a gradebook, what it writes, what it refuses."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.bank.build import case_bank
from grader.bank.secret import TEST_SECRET
from grader.gradebook import Entry, Gradebook
from grader.gradebook.entry import Status
from grader.judge.problem import scored
from grader.judge.score import add
from grader.model.bank import SPLITS, CaseBank
from grader.model.result import CaseResult, Half, Measured, Report, Verdict
from grader.records import encode
from grader.report.gradescope import results
from grader.report.redact import Audience, redact

from .calling import SECRET, Here

ROOT = Path(__file__).resolve().parents[2]


def report(*failed: CaseResult, student: str, whole: CaseBank) -> Report:
    """A result in which these cases failed and all others passed."""
    by_id = {case.case: case for case in failed}
    problems = tuple(
        scored(
            problem,
            [by_id.get(case.id, CaseResult(case.id, Verdict.PASSED)) for case in problem.cases],
            rule=whole.score_rule,
            name="",
        )
        for problem in whole.problems
    )
    return Report(
        assignment=whole.slug,
        id=student,
        student=student,
        status="graded",
        digest="d",
        framework="numpy",
        isolation="full",
        problems=problems,
        total=add([problem.total for problem in problems]),
        splits={split: add([problem.splits[split] for problem in problems]) for split in SPLITS},
    )


def stored(file: Path, bank: CaseBank, *reports: Report) -> Path:
    with Gradebook.open(file) as book:
        for number, each in enumerate(reports):
            status: Status = "graded" if each.status == "graded" else "ungraded"
            key, at = f"{number}", "2026-11-28T12:00:00"
            entry = Entry(bank.slug, each.id, each.student, key, "score", status, encode(each), at)
            book.store(entry)
    return file


def measured(
    bank: CaseBank, student: str, public: float, private: float, *, digest: str = "d", rows: int = 600
) -> Report:
    """A result of the competition with these accuracies."""
    case = next(case for case in bank.cases() if case.public_half is not None)
    halves = tuple(
        Half(half, value, rows, {name: reached[place] for name, reached in case.baselines.items()})
        for place, (half, value) in enumerate((("public", public), ("private", private)))
    )
    judged = CaseResult(case.id, Verdict.WRONG_VALUE, measured=Measured("accuracy", halves, 0.5))
    found: Report = replace(report(judged, student=student, whole=bank), digest=digest)
    return found


@pytest.fixture
def competition(monkeypatch: pytest.MonkeyPatch) -> CaseBank:
    monkeypatch.setenv("GRADER_SECRET", TEST_SECRET)
    return case_bank(ROOT, "competition", secret=TEST_SECRET)


def test_a_competition_is_ranked_by_its_metric_with_all_attempts(
    competition: CaseBank, here: Here, tmp_path: Path
) -> None:
    book = stored(
        tmp_path / "book.db",
        competition,
        measured(competition, "ada", 0.70, 0.71, digest="first"),
        measured(competition, "bo", 0.80, 0.82),
        measured(competition, "ada", 0.85, 0.75, digest="second"),
        measured(competition, "ada", 0.85, 0.75, digest="third"),
    )
    options = ("leaderboard", "competition", "--gradebook", book, "--json", tmp_path / "board.json")
    done = here(*options, at=ROOT)
    assert done.status == 0, done.err
    public = json.loads((tmp_path / "board.json").read_text(encoding="utf-8"))
    students = [place for place in public["places"] if not place["baseline"]]
    assert [(place["rank"], place["student"], place["value"], place["attempts"]) for place in students] == [
        (1, "ada", 0.85, 3),
        (2, "bo", 0.8, 1),
    ]
    assert [place["student"] for place in public["places"] if place["baseline"]] == [
        "boss", "strong", "medium", "simple", "constant",
    ]  # fmt: skip
    assert public["rows"] == {"public": 600}
    assert "private" not in done.out + json.dumps(public)
    assert here(*options, "--split", "private", "--html", tmp_path / "board.html", at=ROOT).status == 0
    private = json.loads((tmp_path / "board.json").read_text(encoding="utf-8"))
    moved = [(p["rank"], p["student"], p["public"]["shake_up"]) for p in private["places"] if not p["baseline"]]
    assert moved == [(1, "bo", 1), (2, "ada", -1)]
    assert "Content-Security-Policy" in (tmp_path / "board.html").read_text(encoding="utf-8")


def test_the_ladder_looks_at_the_attempts_that_the_gradebook_kept(
    competition: CaseBank, here: Here, tmp_path: Path
) -> None:
    steps = [measured(competition, "ada", 0.70 + 0.005 * n, 0.7, digest=f"{n}") for n in range(9)]
    book = stored(tmp_path / "book.db", competition, *steps)
    file = tmp_path / "board.json"
    told = []
    for option in ((), ("--ladder",), ("--ladder", "0.1")):
        done = here("leaderboard", "competition", "--gradebook", book, "--json", file, *option, at=ROOT)
        assert done.status == 0, done.err
        found = json.loads(file.read_text(encoding="utf-8"))
        told.append((found["ladder"], next(p["value"] for p in found["places"] if p["student"] == "ada")))
    step = 600**-0.5
    assert told[0] == (None, pytest.approx(0.74))
    assert told[1] == (pytest.approx(step), pytest.approx(18 * step))  # 0.7348, from 0.70 rounded to 17 steps
    assert told[2] == (0.1, pytest.approx(0.7))


def test_results_of_another_secret_have_no_rank(competition: CaseBank, here: Here, tmp_path: Path) -> None:
    here.monkeypatch.setenv("GRADER_SECRET", SECRET)
    other = case_bank(ROOT, "competition", secret=SECRET)
    book = stored(tmp_path / "book.db", other, measured(competition, "ada", 0.9, 0.9), measured(other, "bo", 0.8, 0.8))
    done = here("leaderboard", "competition", "--gradebook", book, at=ROOT)
    assert done.status == 0, done.err
    assert "Without a rank, since not graded on these cases: ada." in done.out


def test_other_assignments_are_ranked_by_points(course: Path, here: Here, tmp_path: Path) -> None:
    here.monkeypatch.setenv("GRADER_SECRET", SECRET)
    bank = case_bank(course, "tiny", secret=SECRET)
    private = next(case.id for case in bank.cases() if case.split == "private")
    ada, bo = report(student="ada", whole=bank), report(CaseResult(private, Verdict.RAISED), student="bo", whole=bank)
    late = replace(report(student="cai", whole=bank), status="ungraded")
    book = stored(tmp_path / "book.db", bank, ada, bo, late)
    file = tmp_path / "board.json"
    done = here("leaderboard", "tiny", "--split", "private", "--gradebook", book, "--json", file, at=course)
    assert done.status == 0, done.err
    found = json.loads(file.read_text(encoding="utf-8"))
    assert [(p["rank"], p["student"], p["public"]["rank"]) for p in found["places"]] == [(1, "ada", 1), (2, "bo", 1)]
    assert found["metric"] == "score"
    assert found["places"][1]["value"] == pytest.approx(
        float(bo.splits["private"].earned / bo.splits["private"].points)
    )
    assert found["expected_gap"] is None
    assert found["ungraded"] == ["cai"]


def test_an_unknown_assignment_a_missing_and_an_empty_gradebook_are_told(
    course: Path, here: Here, tmp_path: Path
) -> None:
    here.monkeypatch.setenv("GRADER_SECRET", SECRET)
    unknown = here("leaderboard", "tinny", at=course)
    assert unknown.status == 2
    assert "tinny" in unknown.err
    missing = here("leaderboard", "tiny", "--gradebook", tmp_path / "no.db", at=course)
    assert (missing.status, "there is no gradebook yet" in missing.err) == (2, True)
    Gradebook.open(tmp_path / "empty.db").close()
    empty = here("leaderboard", "tiny", "--gradebook", tmp_path / "empty.db", at=course)
    assert (empty.status, "no results of tiny; run: grader grade tiny" in empty.err) == (2, True)
    assert here("leaderboard", "tiny", "--split", "both", at=course).status == 2
    assert here("leaderboard", "tiny", "--ladder", "2", at=course).status == 2


def test_gradescope_gets_the_public_value_alone_and_hides_points_of_a_private_half(competition: CaseBank) -> None:
    found = results(redact(measured(competition, "ada", 0.8125, 0.7123), competition, Audience.STUDENT), competition)
    assert found["leaderboard"] == [{"name": "accuracy", "value": 0.8125, "order": "desc"}]
    assert "0.812" in found["output"]
    assert [test["visibility"] for test in found["tests"]] == ["after_published"]
    assert "0.712" not in json.dumps({**found, "tests": []})


def test_gradescope_ranks_other_assignments_by_public_points(course: Path) -> None:
    bank = case_bank(course, "tiny", secret=SECRET)
    ada = report(student="ada", whole=bank)
    found = results(redact(ada, bank, Audience.STUDENT), bank)
    assert found["leaderboard"] == [
        {"name": "public points", "value": float(Fraction(ada.splits["public"].earned)), "order": "desc"}
    ]
    assert {test["visibility"] for test in found["tests"]} == {"visible"}
