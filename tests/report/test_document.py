"""Published JSON: its fields are fixed, its numbers finite, and its schema is the one that is shipped."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from grader.model.result import Difference, Report, Window
from grader.report.document import Results, class_document, schema

from .building import report, wrong


def published(*results: Report) -> dict[str, Any]:
    """A class after its way through JSON, which has neither NaN nor infinities."""
    document: dict[str, Any] = json.loads(json.dumps(class_document(results), allow_nan=False))
    return document


def first_case(result: Report) -> dict[str, Any]:
    """The first case of the first problem, as published."""
    case: dict[str, Any] = published(result)["submissions"][0]["problems"][0]["cases"][0]
    return case


def test_the_fields_are_those_that_others_rely_on() -> None:
    document = class_document([report(wrong("f/ordinary/public/0"))])
    assert list(document) == [
        "schema", "assignment", "isolation", "environment", "secret_fingerprint", "submissions", "audit",
    ]  # fmt: skip
    (entry,) = document["submissions"]
    assert set(entry) == {
        "id", "student", "members", "handed_in", "late_seconds", "status", "attempt", "digest", "framework", "score",
        "points", "public", "private", "notes", "flags", "problems",
    }  # fmt: skip
    problem = entry["problems"][0]
    assert set(problem) == {"problem", "score", "points", "public", "private", "misconception", "cases"}
    case = problem["cases"][0]
    assert set(case) == {
        "case", "scenario", "split", "verdict", "misconception", "pattern", "message", "notes", "stdout", "seconds",
        "difference", "line", "traceback", "measured",
    }  # fmt: skip
    assert set(case["difference"]) == {
        "path", "index", "shape", "expected", "got", "error", "tolerances", "share", "window",
    }  # fmt: skip
    assert set(case["difference"]["window"]) == {"start", "expected", "got", "error"}
    assert set(entry["public"]) == {"score", "points"}


def test_the_schema_that_is_shipped_is_that_of_the_documents() -> None:
    shipped = json.loads(files("grader.report").joinpath("results.schema.json").read_text(encoding="utf-8"))
    assert shipped == schema(), "write json.dumps(grader.report.document.schema(), indent=1) to results.schema.json"


def test_a_document_is_read_again_as_its_schema_says() -> None:
    document = published(report(wrong("f/ordinary/public/0"), wrong("f/huge/private/0")), report())
    assert json.loads(msgspec.json.encode(msgspec.convert(document, Results))) == document
    del document["submissions"][0]["handed_in"]
    with pytest.raises(msgspec.ValidationError, match=r"missing required field `handed_in` - at `\$.submissions"):
        msgspec.convert(document, Results)


def test_who_handed_in_what_and_when() -> None:
    (entry,) = published(report())["submissions"]
    assert (entry["id"], entry["student"], entry["members"], entry["attempt"]) == ("ada-7", "ada", ["ada", "bo"], 2)
    assert datetime.fromisoformat(entry["handed_in"]) == datetime(2026, 11, 28, 23, 59, tzinfo=UTC)
    assert entry["late_seconds"] == 60.5


def test_where_a_submission_lay_is_not_published() -> None:
    assert "/course/submissions" not in json.dumps(published(report()))


def test_the_worst_element_and_what_lies_round_it() -> None:
    case = first_case(report(wrong("f/ordinary/public/0")))
    assert (case["line"], case["traceback"]) == (7, "File tiny.py, line 7")
    assert case["difference"] == {
        "path": "",
        "index": [1],
        "shape": [3],
        "expected": 2.125,
        "got": 4.25,
        "error": 2.125,
        "tolerances": 5e12,
        "share": 1 / 3,
        "window": {
            "start": [0, 0],
            "expected": [[1.0, 2.125, 3.1875]],
            "got": [[1.0, 4.25, 3.1875]],
            "error": [[0.0, 2.125, 0.0]],
        },
    }


def test_a_class_of_nobody_is_a_document_too() -> None:
    assert class_document([])["submissions"] == []


def test_what_is_missing_is_null_and_never_nan() -> None:
    bare = {"message": "", "pattern": "", "stdout": "", "traceback": "", "line": None, "difference": None}
    told = first_case(report(wrong("f/ordinary/public/0", seconds=float("nan"), **bare)))
    missing = {"seconds", "message", "pattern", "stdout", "misconception", "difference", "line", "traceback"}
    assert {told[name] for name in missing} == {None}
    (entry,) = published(replace(report(), handed_in=None, late_seconds=None))["submissions"]
    assert (entry["handed_in"], entry["late_seconds"]) == (None, None)


def test_numbers_that_are_not_finite_are_null() -> None:
    inf, nan = float("inf"), float("nan")
    window = Window((0, 0), np.array([[1.0, inf]]), np.array([[nan, -inf]]))
    told = first_case(
        report(wrong("f/ordinary/public/0", difference=Difference("", (0,), 1.0, nan, inf, 1.0, (2,), window)))
    )["difference"]
    assert {told[name] for name in ("got", "error", "tolerances")} == {None}
    assert told["window"] == {"start": [0, 0], "expected": [[1, None]], "got": [[None, None]], "error": [[None, None]]}


def test_an_ungraded_submission_has_null_for_every_score() -> None:
    (document,) = published(replace(report(), status="ungraded"))["submissions"]
    assert document["score"] is document["public"]["score"] is document["problems"][0]["score"] is None
    assert document["points"] == 20


def test_escapes_of_a_submission_are_harmless_in_a_document() -> None:
    hostile = "\x1b[2J"
    case = first_case(
        report(wrong("f/ordinary/public/0", message=hostile, stdout=hostile, traceback=hostile, notes=("\u202e",)))
    )
    assert {case[name] for name in ("message", "stdout", "traceback")} == {"\\x1b[2J"}
    assert case["notes"] == ["\\u202e"]
