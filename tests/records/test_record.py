"""A record keeps all of a result, in bounded size, and can be scored again without running anything."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace
from report.building import CASES, bank, earned, report, wrong

from grader.judge.compare import WINDOW, compare, excerpt
from grader.model.bank import Leaf
from grader.model.errors import GradebookError
from grader.model.result import CaseResult, Difference, Report, Verdict
from grader.records import decode, encode, rescored


def again(result: Report, **more: Any) -> Report:
    """A result after it was stored and read."""
    return rescored(decode(encode(result), student=result.student), bank(**more))


def plain(value: Any) -> Any:
    """A result as plain values that can be compared, NaN with NaN."""
    if isinstance(value, np.ndarray):
        return [[repr(number) for number in row] for row in value.tolist()]
    if isinstance(value, float):
        return repr(value)
    if hasattr(value, "__struct_fields__"):
        return {name: plain(part) for name, part in asdict(value).items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value


def test_a_stored_result_comes_back_as_it_was() -> None:
    case = wrong("f/ordinary/public/0", misconception="sum_not_mean")
    result = report(case, wrong("f/huge/private/1"), name="sum_not_mean")
    assert plain(again(result)) == plain(result)
    assert again(result).problems[0].sentence == {"en": "You summed.", "zh": "你求了和。"}


numbers = st.floats(width=64) | st.sampled_from([0.1, -0.0, 5e-324, float("inf"), float("nan")])


@given(st.lists(numbers, min_size=4, max_size=4), st.integers(1, 40), st.integers(1, 40), st.data())
def test_every_digit_of_a_difference_survives(told: list[float], rows: int, columns: int, data: st.DataObject) -> None:
    at = (data.draw(st.integers(0, rows - 1)), data.draw(st.integers(0, columns - 1)))
    expected = np.random.default_rng(rows).normal(size=(rows, columns))
    actual = expected.copy()
    actual[at] = told[0] if told[0] != expected[at] else 1e9
    found = excerpt(compare(actual, expected, (Leaf("", expected, np.zeros(expected.shape), 1.0),)))
    assert found is not None
    kept = again(report(wrong("f/ordinary/public/0", difference=found))).problems[0].cases[0].difference
    assert plain(kept) == plain(found)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=4), st.data())
def test_the_window_lies_round_the_worst_element_and_is_small(shape: list[int], data: st.DataObject) -> None:
    at = tuple(data.draw(st.integers(0, side - 1)) for side in shape)
    expected = np.arange(float(np.prod(shape))).reshape(shape)
    actual = expected.copy()
    actual[at] += 1000.0
    found = excerpt(compare(actual, expected, (Leaf("", expected, np.full(expected.shape, 1e-9), 1.0),)))
    assert found is not None
    assert found.index == at
    if expected.size == 1:
        assert found.window is None
        return
    assert found.window is not None
    row, column = ((0, *at)[-2:][axis] - found.window.start[axis] for axis in (0, 1))
    assert (found.window.expected[row, column], found.window.actual[row, column]) == (expected[at], actual[at])
    plane = np.atleast_2d(expected[at[:-2]])
    assert found.window.expected.shape == tuple(min(pair) for pair in zip(plane.shape, WINDOW, strict=True))
    assert not np.shares_memory(found.window.expected, expected)


def test_a_case_of_a_huge_array_takes_a_few_kib() -> None:
    expected = np.random.default_rng(0).normal(size=(64, 512, 512))
    found = excerpt(compare(expected + 1.0, expected, (Leaf("", expected, np.full(expected.shape, 1e-9), 1.0),)))
    with_numbers, without = (
        len(encode(report(wrong("f/ordinary/public/0", difference=difference)))) for difference in (found, None)
    )
    assert 2000 < with_numbers - without < 4096


def test_a_right_case_takes_a_line() -> None:
    many, few = (len(encode(replace(report(), problems=report().problems[:count]))) for count in (2, 1))
    assert (many - few) / len(CASES) < 80


def test_new_points_are_applied_without_running() -> None:
    result = report(wrong("f/huge/private/0"))
    before, after = earned(result), earned(again(result, points=30))
    assert (before, after) == (Fraction(55, 3), Fraction(55))


verdicts = st.sampled_from([verdict for verdict in Verdict if verdict is not Verdict.GRADER_ERROR])


@given(st.lists(verdicts, min_size=len(CASES), max_size=len(CASES)), st.text(max_size=30), st.floats(0, 1e6))
def test_every_result_survives_its_record(found: list[Verdict], words: str, seconds: float) -> None:
    cases = [
        CaseResult(f"f/{case}", verdict, message=words, stdout=words, traceback=words, line=3, seconds=seconds)
        for case, verdict in zip(CASES, found, strict=True)
    ]
    once = again(report(*cases))
    assert earned(once) == earned(report(*cases))
    assert [case.verdict for case in once.problems[0].cases] == found
    assert encode(again(once)) == encode(once)


def test_what_no_text_can_hold_is_stored_as_codes() -> None:
    result = report(wrong("f/ordinary/public/0", message="\ud800", stdout="\x1b[2J", traceback="\ud800"))
    case = again(result).problems[0].cases[0]
    assert (case.message, case.stdout, case.traceback) == ("\\ud800", "\\x1b[2J", "\\ud800")


def test_output_is_stored_up_to_its_bound() -> None:
    case = again(report(wrong("f/ordinary/public/0", stdout="a" * 10**6))).problems[0].cases[0]
    assert len(case.stdout) < 70_000


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record.pop("problems"),
        lambda record: record["problems"].pop(),
        lambda record: record["problems"][0]["cases"].pop(),
        lambda record: record["problems"][0]["cases"][0].update(verdict="splendid"),
        lambda record: record["problems"][0]["cases"][0]["difference"].update(numbers="AAAA"),
        lambda record: record["problems"][0]["cases"][0]["difference"]["near"].update(shape=[3, 3]),
        lambda record: record.update(notes=None),
        lambda record: record.update(problems=3),
        lambda record: record.update(handed_in="2026-11-28T23:59:00"),
    ],
)
def test_a_record_of_other_cases_is_refused_with_the_way_out(spoil: Any) -> None:
    record = json.loads(encode(report(wrong("f/ordinary/public/0"))))
    spoil(record)
    with pytest.raises(GradebookError, match=r"the stored result of ada cannot be read .* grade it again with --force"):
        rescored(decode(json.dumps(record).encode(), student="ada"), bank())


@pytest.mark.parametrize("data", [b"", b"\xff", b"[]", b"{"])
def test_bytes_that_are_no_record_are_refused(data: bytes) -> None:
    with pytest.raises(GradebookError, match="the stored result of ada cannot be read"):
        decode(data, student="ada")


def test_a_record_of_the_first_version_is_read_with_what_it_has() -> None:
    record = json.loads(encode(report(wrong("f/ordinary/public/0"))))
    for name in ("record", "id", "members", "handed_in", "late_seconds", "source"):
        del record[name]
    for name in ("difference", "line", "traceback"):
        del record["problems"][0]["cases"][0][name]
    record["problems"][0]["cases"][1]["message"] = None  # as it was written then
    found = rescored(decode(json.dumps(record).encode(), student="ada"), bank())
    assert (found.id, found.members, found.handed_in, found.source) == ("ada", (), None, "")
    assert earned(found) == earned(report(wrong("f/ordinary/public/0")))
    assert found.problems[0].cases[0].difference is None


def test_a_difference_knows_its_error() -> None:
    assert Difference("", (), 1.0, -2.0, 1.0, 1.0, ()).error == 3.0
