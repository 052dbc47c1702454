"""JSON documents: their fields are fixed, their numbers finite, and a stored one can be scored again."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from grader.model.errors import GradebookError
from grader.model.result import CaseResult, Verdict
from grader.report.document import class_document, rescored, stored_document, submission_document

from .building import CASES, bank, earned, report, without_arrays, wrong


def stored(result: Any) -> dict[str, Any]:
    """A submission's document after its way through JSON."""
    document: dict[str, Any] = json.loads(json.dumps(submission_document(result), allow_nan=False))
    return document


def test_the_fields_are_those_that_others_rely_on() -> None:
    document = class_document([report(wrong("f/ordinary/public/0"))])
    assert list(document) == ["schema", "assignment", "isolation", "environment", "secret_fingerprint", "submissions"]
    (entry,) = document["submissions"]
    assert set(entry) == {
        "student", "status", "attempt", "digest", "framework", "score", "points", "public", "private", "notes",
        "flags", "problems",
    }  # fmt: skip
    problem = entry["problems"][0]
    assert set(problem) == {"problem", "score", "points", "public", "private", "misconception", "cases"}
    assert set(problem["cases"][0]) == {
        "case", "scenario", "split", "verdict", "misconception", "pattern", "message", "notes", "stdout", "seconds",
    }  # fmt: skip
    assert set(entry["public"]) == {"score", "points"}


def test_what_is_stored_says_besides_where_it_was_run() -> None:
    result = report(wrong("f/ordinary/public/0", message="0 < \ud800 é"))
    where = {"isolation": result.isolation, "environment": dict(result.environment)}
    assert json.loads(stored_document(result)) == {**stored(result), **where}


def test_a_class_of_nobody_is_a_document_too() -> None:
    assert class_document([])["submissions"] == []


def test_what_is_missing_is_null_and_never_nan() -> None:
    case = wrong("f/ordinary/public/0", seconds=float("nan"), message="", pattern="", stdout="")
    document = stored(report(case))
    told = document["problems"][0]["cases"][0]
    assert {told[name] for name in ("seconds", "message", "pattern", "stdout", "misconception")} == {None}


def test_an_ungraded_submission_has_null_for_every_score() -> None:
    document = stored(replace(report(), status="ungraded"))
    assert document["score"] is document["public"]["score"] is document["problems"][0]["score"] is None
    assert document["points"] == 20


def test_a_stored_result_comes_back_as_it_was() -> None:
    case = wrong("f/ordinary/public/0", misconception="sum_not_mean")
    result = without_arrays(report(case, name="sum_not_mean"))
    again = rescored(stored(result), bank(), isolation="full", student="ada")
    assert replace(again, environment=result.environment) == result
    assert again.problems[0].sentence == {"en": "You summed.", "zh": "你求了和。"}


def test_new_points_are_applied_without_running() -> None:
    result = report(wrong("f/huge/private/0"))
    before, after = earned(result), earned(rescored(stored(result), bank(points=30), isolation="full", student="ada"))
    assert (before, after) == (Fraction(55, 3), Fraction(55))


verdicts = st.sampled_from([verdict for verdict in Verdict if verdict is not Verdict.GRADER_ERROR])


@given(st.lists(verdicts, min_size=len(CASES), max_size=len(CASES)), st.text(max_size=30), st.floats(0, 1e6))
def test_every_result_survives_its_document(found: list[Verdict], words: str, seconds: float) -> None:
    cases = [
        CaseResult(f"f/{case}", verdict, message=words, stdout=words, seconds=seconds)
        for case, verdict in zip(CASES, found, strict=True)
    ]
    document = stored(report(*cases))
    again = rescored(document, bank(), isolation="full", student="ada")
    assert earned(again) == earned(report(*cases))
    assert [case.verdict for case in again.problems[0].cases] == found
    assert stored(again) == {**document, "digest": "d" * 8}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda document: document.pop("problems"),
        lambda document: document["problems"].pop(),
        lambda document: document["problems"][0]["cases"].pop(),
        lambda document: document["problems"][0]["cases"][0].update(verdict="splendid"),
        lambda document: document.update(notes=None),
        lambda document: document.update(problems=3),
    ],
)
def test_a_document_of_other_cases_is_refused_with_the_way_out(spoil: Any) -> None:
    document = stored(report())
    spoil(document)
    with pytest.raises(GradebookError, match=r"the stored result of ada cannot be read .* grade it again with --force"):
        rescored(document, bank(), isolation="full", student="ada")


def test_escapes_of_a_submission_are_harmless_in_a_document() -> None:
    document = stored(report(wrong("f/ordinary/public/0", message="\x1b[2J", stdout="\x1b[2J", notes=("\u202e",))))
    case = document["problems"][0]["cases"][0]
    assert (case["message"], case["stdout"], case["notes"]) == ("\\x1b[2J", "\\x1b[2J", ["\\u202e"])
