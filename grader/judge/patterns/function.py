"""A simple function of the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from grader.judge.patterns.arrays import ENOUGH, Array
from grader.judge.patterns.pattern import Candidate, Match, Pattern
from grader.languages import said

FUNCTIONS: Mapping[str, Callable[[Array], Array]] = {
    "log": np.log,
    "exp": np.exp,
    "square": np.square,
    "root": np.sqrt,
    "inverse": lambda f: 1 / f,
    "complement": lambda f: 1 - f,
    "minus log": lambda f: -np.log(f),
}


def candidates(f: Array) -> Iterator[Candidate]:
    """Each function of the truth."""
    if f.size >= ENOUGH:
        for name, apply in FUNCTIONS.items():
            yield Candidate(Match(name), apply(f))


PATTERN = Pattern(
    priority=110,
    candidates=candidates,
    words={
        "log": said("the logarithm of the expected value"),
        "exp": said("the exponential of the expected value"),
        "square": said("the square of the expected value"),
        "root": said("the root of the expected value"),
        "inverse": said("one over the expected value"),
        "complement": said("one minus the expected value"),
        "minus log": said("minus the logarithm of the expected value"),
    },
)
