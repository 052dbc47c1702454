"""What a sample rules out would not have been named: it changes no word."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader.judge.patterns import PATTERNS, axes
from grader.judge.patterns.pair import Expected, Pair
from grader.judge.patterns.search import Target, find_pattern

CHANGES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "noise": lambda f: f + np.random.default_rng(1).normal(size=f.shape),
    "sign": lambda f: -f,
    "absolute": np.abs,
    "flipped": lambda f: np.flip(f, 0),
    "turned": lambda f: f.transpose(tuple(reversed(range(f.ndim)))),
    "running sum": lambda f: np.cumsum(f, 0),
    "exponential": np.exp,
    "double": lambda f: 2 * f,
    "one element": lambda f: np.where(np.arange(f.size).reshape(f.shape) == 1, 99.0, f),
    "last row": lambda f: np.concatenate([f[:-1], f[-1:] + 5]),
    "negative side": lambda f: np.where(f < 0, 0.01 * f, f),
    "zeros": np.zeros_like,
    "sorted": lambda f: np.sort(f, axis=None).reshape(f.shape),
    "shifted": lambda f: np.roll(f, 1, 0),
    "rounded": lambda f: np.round(f, 2),
}

#: The pattern whose candidates all have another shape here.
AXES = axes.PATTERN.priority

#: Those that need no axis.
POINTWISE = {"noise", "sign", "absolute", "exponential", "double", "negative side", "zeros", "rounded"}


def without_samples(answer: np.ndarray, truth: np.ndarray) -> str:
    """The words where every pattern is compared in full, whatever a sample says."""
    with patch.object(Pair, "may_be", lambda *_: True), patch.object(Target, "_possible", lambda *_: True):
        return find_pattern(answer, truth)


@pytest.mark.parametrize("shape", [(), (7,), (1,), (4, 4), (3, 5), (2, 3, 4), (3, 3, 3), (40, 30)])
@pytest.mark.parametrize("name", CHANGES)
def test_the_words_are_those_of_all_tests_in_turn(name: str, shape: tuple[int, ...]) -> None:
    truth = np.random.default_rng(0).normal(size=shape)
    if not (shape or name in POINTWISE):
        return
    answer = CHANGES[name](truth)
    assert find_pattern(answer, truth) == without_samples(answer, truth)


shapes = array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5)
#: Few numbers, so that many are equal, opposite or one the root of another; and some that break arithmetic.
usual = st.sampled_from([-4.0, -2.0, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 2.0, 4.0, 0.12345678912, 3e7])
odd = st.sampled_from([float("nan"), float("inf"), -float("inf"), 1e308, -1e308, 5e-324, 1e-300])
kept = st.sampled_from([0.0, 1e-12, 3e-6, 0.9e-5, 1.1e-5, 2.1e-5, 1e-3])


@st.composite
def truth_and_answer(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """A truth, and one of its changes, moved a little, with some elements exchanged."""
    elements = usual if draw(st.booleans()) else usual | st.floats(-10, 10) | odd
    truth = draw(arrays(np.float64, shapes, elements=elements))
    name = draw(st.sampled_from([name for name in CHANGES if truth.size and (truth.ndim or name in POINTWISE)] or [""]))
    with np.errstate(all="ignore"):
        answer = np.asarray(CHANGES[name](truth), dtype=np.float64) if name else truth.copy()
        answer = np.asarray(answer * (1 + draw(kept)) + draw(kept))
    for place in draw(st.lists(st.integers(0, max(answer.size - 1, 0)), max_size=3 if answer.size else 0)):
        answer.reshape(-1)[place] = draw(elements)
    return truth, answer


@given(truth_and_answer())
@example((np.full((4, 4), 1e200), np.full((4, 4), 1e200) * [[1], [2], [3], [4]]))
@example((np.array([-4.0, 1.0, 2.0, 2.0]), np.array([4.0, 1.0, 2.0, -1e-6])))
def test_a_sample_changes_no_word(pair: tuple[np.ndarray, np.ndarray]) -> None:
    truth, answer = pair
    assert find_pattern(answer, truth) == without_samples(answer, truth)


def test_samples_rule_out_every_candidate_for_noise() -> None:
    rng = np.random.default_rng(3)
    truth, noise = Expected.of(rng.normal(size=(9, 8, 7))), rng.normal(size=(9, 8, 7))
    with np.errstate(all="ignore"):
        samples = Target(truth).samples
        pair = Pair(noise, truth)
        assert set(samples) == {pattern for pattern in PATTERNS if pattern.candidates and pattern.priority != AXES}
        assert not any(pair.may_be(*sample) for found in samples.values() for sample in found)
