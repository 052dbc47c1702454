"""What `grade` keeps of a stored result, and what it stores anew though nothing ran."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from report.building import bank, earned, report, wrong

from grader.bank.store import with_digests
from grader.batch import entry, unchanged_result
from grader.gradebook import Gradebook
from grader.model.bank import CaseBank
from grader.model.result import Report
from grader.model.submission import Submission

RESULT = report(wrong("f/ordinary/public/0"))
SUBMISSION = Submission(
    student=RESULT.student,
    program=None,
    digest=RESULT.digest,
    attempt=RESULT.attempt,
    source=RESULT.source,
    id=RESULT.id,
    members=RESULT.members,
    handed_in=RESULT.handed_in,
    late_seconds=RESULT.late_seconds,
)
BANK = with_digests(bank())


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Gradebook]:
    """A gradebook with one result."""
    with Gradebook.open(tmp_path / "gradebook.db") as opened:
        opened.store(replace(entry(RESULT, BANK, "key"), graded_at="2026-01-01T00:00:00+00:00"))
        yield opened


def unchanged(submission: Submission, key: str, bank: CaseBank, book: Gradebook) -> Report | None:
    """What is kept of the submission's stored result."""
    return unchanged_result(submission, key, bank, book, book.find(bank.slug, submission.id), "")


def stored_at(book: Gradebook) -> str:
    (found,) = book.entries("tiny")
    return found.graded_at


def test_what_did_not_change_is_kept_and_not_written_again(book: Gradebook) -> None:
    found = unchanged(SUBMISSION, "key", BANK, book)
    assert found is not None
    assert earned(found) == earned(RESULT)
    assert stored_at(book) == "2026-01-01T00:00:00+00:00"


def test_another_key_is_graded_again(book: Gradebook) -> None:
    assert unchanged(SUBMISSION, "another key", BANK, book) is None


def test_a_record_without_numbers_is_graded_again_though_its_key_still_holds(book: Gradebook) -> None:
    (found,) = book.entries("tiny")
    record = json.loads(found.report)
    del record["record"]
    book.store(replace(found, report=json.dumps(record).encode()))
    assert unchanged(SUBMISSION, "key", BANK, book) is None


def test_a_new_name_place_time_or_attempt_is_stored_though_nothing_runs(book: Gradebook) -> None:
    changed = replace(
        SUBMISSION,
        student="Ada King",
        source="/elsewhere",
        attempt=3,
        handed_in=datetime(2026, 12, 1, tzinfo=UTC),
        late_seconds=None,
        members=(),
    )
    found = unchanged(changed, "key", BANK, book)
    assert found is not None
    assert (found.student, found.source, found.attempt, found.members) == ("Ada King", "/elsewhere", 3, ())
    (row,) = book.entries("tiny")
    assert (row.id, row.student) == (RESULT.id, "Ada King")
    assert unchanged(changed, "key", BANK, book) is not None
    assert stored_at(book) == row.graded_at


def test_new_points_are_stored_though_nothing_runs(book: Gradebook) -> None:
    dearer = with_digests(bank(points=30))
    found = unchanged(SUBMISSION, "key", dearer, book)
    assert found is not None
    assert earned(found) == 3 * earned(RESULT)
    assert book.entries("tiny")[0].score_key == dearer.scoring


def test_a_time_without_a_zone_is_no_time() -> None:
    with pytest.raises(ValueError, match="ada: handed_in has no time zone"):
        replace(SUBMISSION, handed_in=datetime(2026, 12, 1))  # noqa: DTZ001 - what is refused
