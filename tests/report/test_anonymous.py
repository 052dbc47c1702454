"""Results under pseudonyms: stable, apart from their key, and no name in any text."""

from __future__ import annotations

import json

from msgspec.structs import replace

from grader.model.result import Report
from grader.report.anonymous import anonymous, pseudonym
from grader.report.class_page import class_page
from grader.report.document import class_document
from grader.report.junit import junit
from grader.report.markdown import markdown

from .building import bank, report, wrong

SECRET = "a-secret-of-twenty-characters"
LOUD = {
    "message": "Ada LOVELACE wrote this",
    "stdout": "by lovelace\n",
    "traceback": "/home/ada/f.py",
    "notes": ("Ada",),
}


def people() -> list[str]:
    """What must stand nowhere."""
    return ["ada", "lovelace", "7654321", "grace"]


def test_no_format_tells_whose_a_result_is() -> None:
    first = replace(
        report(wrong("f/ordinary/public/0", **LOUD), student="Ada Lovelace"),
        id="7654321",
        members=("Ada Lovelace", "Grace"),
        member_ids=("7654321", "grace9"),
        source="/course/ada",
        notes=("Ada handed in for Grace",),
        flags=("names lovelace",),
    )
    hidden = anonymous([first, report(student="Zoe")], SECRET)
    document = json.dumps(class_document(hidden.reports))
    texts = [
        repr(hidden.reports),
        document,
        junit(hidden.reports),
        class_page(hidden.reports, bank()),
        *map(markdown, hidden.reports),
    ]
    for text in texts:
        assert not [name for name in people() if name in text.lower()]
    assert "wrote this" in document
    assert set(hidden.key.values()) == {("7654321", "Ada Lovelace"), ("Zoe-7", "Zoe")}
    assert '"handed_in": null' in document


def test_a_new_field_of_a_result_is_looked_at_before_it_is_shown() -> None:
    told = {"assignment", "status", "digest", "framework", "isolation", "total", "splits", "environment", "seconds"}
    told |= {"late_seconds", "is_late", "attempt", "secret_fingerprint", "stages"}
    hidden = {"id", "student", "members", "member_ids", "handed_in", "source", "problems", "notes", "flags"}
    assert set(Report.__struct_fields__) == told | hidden


def test_pseudonyms_are_stable_and_other_under_another_secret() -> None:
    names = {pseudonym(f"{number}", SECRET) for number in range(5000)}
    assert len(names) == 5000
    assert pseudonym("7", SECRET) == pseudonym("7", SECRET) in names
    assert pseudonym("7", SECRET + "x") not in names


def test_the_order_tells_nothing() -> None:
    reports = [report(student=f"s{number:03}") for number in range(40)]
    hidden = anonymous(reports, SECRET)
    assert [each.student for each in hidden.reports] == sorted(each.student for each in hidden.reports)
    assert [hidden.key[each.student][1] for each in hidden.reports] != [each.student for each in reports]


def test_numbers_and_short_words_stay() -> None:
    result = replace(report(wrong("f/ordinary/public/0", message="expected 101, got x"), student="x"), id="101")
    (hidden,) = anonymous([result], SECRET).reports
    assert hidden.problems[0].cases[0].message == "expected 101, got x"
