"""What is ruled out beforehand would not have been named: the shortcut changes no word."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from grader.judge import patterns

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


@pytest.mark.parametrize("shape", [(7,), (1,), (4, 4), (3, 5), (2, 3, 4), (3, 3, 3)])
@pytest.mark.parametrize("name", CHANGES)
def test_the_words_are_those_of_all_tests_in_turn(
    name: str, shape: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    truth = np.random.default_rng(0).normal(size=shape)
    answer = CHANGES[name](truth)
    quick = patterns.pattern(answer, truth)
    monkeypatch.setattr(patterns, "_ruled_out", lambda *_: ())
    assert quick == patterns.pattern(answer, truth)
