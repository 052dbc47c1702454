"""The picture of an error reads without colour."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from grader.judge.compare import WINDOW, compare, excerpt
from grader.model.bank import Leaf
from grader.report.heatmap import SHADES, Picture

from .building import printed


def picture(actual: Any, expected: Any, *, path: str = "") -> Picture | None:
    """The picture of what the judge says of an answer."""
    a, f = np.asarray(actual), np.asarray(expected)
    tolerance = np.full(f.shape, 1e-12) if f.dtype.kind in "fc" else None
    found = excerpt(compare(a, f, (Leaf(path, f, tolerance, 1.0),)))
    return Picture.of(found) if found else None


def shown(actual: Any, expected: Any, *, width: int = 120, path: str = "") -> str:
    """What a terminal without colours shows of it."""
    found = picture(actual, expected, path=path)
    assert found is not None
    return printed(found, width=width)


def test_small_arrays_are_numbers_side_by_side() -> None:
    text = shown([[1.0, 2.0], [3.0, 5.5]], [[1.0, 2.0], [3.0, 4.0]])
    assert [title in text for title in ("expected", "got", "error")] == [True] * 3
    rows = [re.findall(r"[\d.]+", line) for line in text.splitlines() if re.search(r"\d", line)][1:]
    assert rows == [["1", "2", "1", "2", "0", "0"], ["3", "4", "3", "5.5", "0", "1.5"]]


def test_the_place_of_the_slice_is_told() -> None:
    expected = np.zeros((2, 3, 4, 5))
    actual = expected.copy()
    actual[1, 2, 0, 0] = 1.0
    assert "[1, 2, :, :] of ['w'], shape (2, 3, 4, 5)" in shown(actual, expected, path="['w']")
    assert "the answer, shape (3,)" in shown([1.0, 2.0, 4.0], [1.0, 2.0, 3.0])


def test_large_arrays_are_shades_whose_density_tells_the_error() -> None:
    expected = np.zeros((12, 20))
    actual = expected.copy()
    actual[3, 4], actual[8, 10] = 1.0, 0.01
    text = shown(actual, expected, width=160)
    error = text[text.index("error") :]
    assert "██" in text
    assert "··" in text  # a small error is not blank
    assert f"0 {SHADES} 1" in error


def test_of_a_large_array_the_part_round_the_worst_element_is_shown_and_its_place_told() -> None:
    expected = np.zeros((2, 100, 300))
    actual = expected.copy()
    actual[1, 77, 123] = 5.0
    text = shown(actual, expected, width=160)
    assert "██" in text
    assert "[1, 71:83, 117:129] of the answer, shape (2, 100, 300)" in text
    assert len(text.splitlines()) <= WINDOW[0] + 6


def test_nan_and_infinities_are_marked() -> None:
    expected = np.zeros((8, 8))
    actual = expected.copy()
    actual[0, 0], actual[1, 1] = np.nan, np.inf
    assert "!!" in shown(actual, expected, width=160)
    assert "nan" in shown([[np.nan, 1.0]], [[1.0, 1.0]])


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    rng = np.random.default_rng(0)
    for shape in ((3, 3), (12, 20), (4, 40, 40)):
        text = shown(rng.normal(size=shape), rng.normal(size=shape), width=width)
        assert max(len(line) for line in text.splitlines()) <= width
        assert text.count("expected") == text.count("got") == 1


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (1.0, 2.0),
        ([1.0], [2.0]),
        (np.ones(3), np.ones((3, 1))),
        (np.zeros(0), np.zeros(0)),
        (np.ones(3) * 1j, np.ones(3) * 2j),
    ],
)
def test_there_is_no_picture_of_what_is_no_plane(actual: Any, expected: Any) -> None:
    assert picture(actual, expected) is None


def test_constant_planes_and_bools_are_drawn() -> None:
    assert "expected" in shown(np.ones((9, 9)), np.zeros((9, 9)))
    assert "got" in shown(np.array([True, False]), np.array([False, False]))
