"""Whether rounding chooses which of many right answers a program gives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.bank.evaluate import answer
from grader.bank.public import Course
from grader.bank.steady import is_steady
from grader.model.outcome import Arguments

RING = 2 * np.eye(6) - np.roll(np.eye(6), 1, axis=1) - np.roll(np.eye(6), -1, axis=1)  # eigenvalues come twice
PATH = np.array([[1.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 1.0]])  # 0, 1 and 3
NOTHING = Course()


def steady(function: Any, matrix: np.ndarray) -> bool:
    return is_steady(lambda calls: answer(function, calls, NOTHING), (Arguments({"matrix": matrix}),), ())


def vectors(matrix: np.ndarray) -> Any:
    return np.linalg.eigh(matrix)[1]


def lengths(matrix: np.ndarray) -> Any:
    return np.abs(vectors(matrix))  # of a sign that is anyone's choice


def by_index(matrix: np.ndarray) -> Any:
    return np.arange(9.0)[matrix]


@pytest.mark.parametrize("kind", [float, int])
def test_eigenvectors_of_equal_eigenvalues_are_chosen_by_rounding(kind: type) -> None:
    assert not steady(vectors, RING.astype(kind))
    assert steady(np.linalg.eigvalsh, RING.astype(kind))
    assert steady(lengths, PATH.astype(kind))
    assert not steady(lengths, RING.astype(kind))


def test_a_program_that_needs_whole_numbers_or_raises_is_taken_for_steady() -> None:
    assert steady(by_index, np.array([3, 1, 2]))
    assert steady(lambda matrix: matrix.no_such_thing, RING)
