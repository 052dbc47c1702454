"""Answers computed in float32, at the borders of what is accepted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.judge.compare import compare
from grader.judge.float32 import FLOAT32_GUARD, FLOAT32_WIDENING, NOT_FLOAT64, looks_float32
from grader.model.bank import Leaf
from grader.model.result import Verdict

from .building import compared

nan = float("nan")


def ordinary(size: int = 12) -> np.ndarray:
    return np.random.default_rng(7).normal(size=size)


def test_float32_rounding_passes_with_a_note() -> None:
    found = compared(ordinary().astype(np.float32), ordinary())
    assert found.passed
    assert found.notes == ("computed in float32",)


def test_float32_errors_above_its_own_resolution_are_wrong() -> None:
    truth = ordinary()
    assert not compared((truth * (1 + 1e-4)).astype(np.float32), truth).passed


def test_a_float64_answer_gets_no_float32_tolerance() -> None:
    truth = ordinary()
    assert not compared(truth * (1 + 1e-7), truth).passed


def test_whole_numbers_get_no_float32_tolerance() -> None:
    truth = np.array([1e7, 2e7])
    assert not compared(truth + 1.0, truth).passed
    assert not looks_float32(np.array([1.0, 2.0, nan]))
    assert not looks_float32(np.zeros(0))
    assert looks_float32(np.array([0.5, 2.0]))


def test_whole_numbers_in_place_of_a_large_truth_with_digits_behind_the_point_count_as_float32() -> None:
    truth = np.array([-16447260.4, 3.0, -365347.11])
    assert compared(np.array([-16447262.0, 3.0, -365347.0]), truth).passed
    assert not compared(np.array([-16447262.0, 3.0, -366347.0]), truth).passed
    saturated = np.array([1e-9, 1.0 - 1e-9])
    assert not compared(np.round(saturated), saturated).passed  # no float32 has made 0 of 1e-9


def test_the_guard_keeps_the_wider_tolerance_from_an_ill_conditioned_case() -> None:
    truth = np.array([0.75, 0.5])
    wide = FLOAT32_GUARD / FLOAT32_WIDENING
    allowed = Leaf("", truth, np.full(2, 0.5 * wide * 0.75), 0.75)
    refused = Leaf("", truth, np.full(2, 2.0 * wide * 0.75), 0.75)
    answer = (truth + 3e-5).astype(np.float32)
    assert compare(answer, truth, (allowed,)).passed
    found = compare(answer, truth, (refused,))
    assert found.verdict is Verdict.WRONG_VALUE
    assert found.notes == (NOT_FLOAT64,)


def too_fine(truth: np.ndarray) -> tuple[Leaf, ...]:
    """A case that float32 cannot pass."""
    wide = FLOAT32_GUARD / FLOAT32_WIDENING
    return (Leaf("", truth, np.full(truth.shape, 2.0 * wide), 1.0),)


@pytest.mark.parametrize("handed_over_as", [np.float32, np.float64])
def test_a_float32_answer_says_that_the_case_needs_float64(handed_over_as: type) -> None:
    truth = ordinary()
    answer: np.ndarray = (truth + 3e-5).astype(np.float32).astype(handed_over_as)
    found = compare(answer, truth, too_fine(truth))
    assert not found.passed
    assert found.notes == (NOT_FLOAT64,)


@pytest.mark.parametrize("answer", [[0.5, 1.25], [0.50003000123, 1.25003]])
def test_a_float64_answer_is_never_told_so(answer: list[float]) -> None:
    truth = np.array([0.5, 1.25]) + 3e-5
    found = compare(np.array(answer) + 1e-5 * (answer[0] > 0.5), truth, too_fine(truth))
    assert not found.passed
    assert found.notes == ()


def test_the_students_page_says_what_a_case_says() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "student.md").read_text(encoding="utf-8")
    assert f'"{NOT_FLOAT64}"' in page


@pytest.mark.parametrize("spoil", [lambda f: 0 * f, lambda f: 0.99 * f, lambda f: f.astype(np.float16)])
@pytest.mark.parametrize("sigma", [0.0, 1e-16, 1e-13, 1e-11])
def test_zeros_a_percent_off_and_half_precision_never_pass(spoil: Any, sigma: float) -> None:
    truth = ordinary()
    assert not compared(spoil(truth), truth, sigma=sigma).passed
    assert not compared(spoil(truth).astype(np.float32), truth, sigma=sigma).passed


def test_float16_is_rejected_on_the_input_grid() -> None:
    for number in range(50):
        truth = np.random.default_rng(number).uniform(1, 2, size=5)
        assert not compared(truth.astype(np.float16), truth).passed
