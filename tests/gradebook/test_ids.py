"""A student is told by an id: names change, are shared, and look like other people's ids."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from grader.gradebook import Gradebook

from .rows import ENTRY, rows_of


def test_a_renamed_student_keeps_the_row(book: Gradebook) -> None:
    before = replace(ENTRY, id="4711", student="lovelaceada")
    after = replace(before, student="byronada", report=b"2")
    book.store(before)
    book.store(after)
    assert book.find("conv", "4711") == after
    assert book.entries("conv") == [after]


def test_two_students_of_one_name_have_a_row_each(book: Gradebook) -> None:
    both = [replace(ENTRY, id=each) for each in ("4711", "4712")]
    for entry in both:
        book.store(entry)
    assert book.entries("conv") == both


def test_rows_that_were_stored_under_a_name_go_to_the_id_when_it_is_known(book: Gradebook, path: Path) -> None:
    book.store(ENTRY)
    assert book.find("conv", "4711") is None
    assert book.find("conv", "4711", name="ada") == ENTRY
    known = replace(ENTRY, id="4711", run_key="run-2")
    book.store(known)
    assert book.entries("conv") == [known]
    assert [row.run_key for row in rows_of(path, "conv", "4711")] == [ENTRY.run_key, "run-2"]


def test_a_name_that_is_anothers_id_takes_nothing_over(book: Gradebook) -> None:
    owner = replace(ENTRY, id="4711", student="ada")
    book.store(owner)
    thief = replace(ENTRY, id="4712", student="4711")
    assert book.find("conv", "4712", name="4711") is None
    book.store(thief)
    assert book.find("conv", "4711") == owner
    assert book.find("conv", "4712") == thief


def test_students_are_told_by_id_with_their_latest_names(book: Gradebook) -> None:
    for student_id, name in (("101", "Ada"), ("102", "Bo"), ("101", "Ada (101)"), ("202", "Ada (202)")):
        book.store(replace(ENTRY, id=student_id, student=name))
    book.store(replace(ENTRY, slug="other", id="9", student="Zed"))
    assert book.students("conv") == {"101": "Ada (101)", "202": "Ada (202)", "102": "Bo"}
