"""Measures for speed change no outcome."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from msgspec import structs

from grader.model.outcome import Program, RunResult
from grader.run import Runner, probe
from grader.run.tuning.measures import OFF, VARIABLE, Measure, measures_in_force

from .running import task

SOURCE = """
import random
import numpy as np

def answer(x):
    return np.linalg.norm(x), x.T.copy(), random.Random(3).random()

def raises(x):
    return [][3]

def writes(x):
    x[0] = 7.0
    return x

def ends(x):
    import os
    os._exit(3)

def prints(x):
    print("hello")
"""
TORCH = """
import torch
def answer(x):
    return torch.nn.functional.softmax(x, 0), x.sum()
def raises(x):
    return x @ torch.ones(7)
"""


def outcomes(source: str, framework: str, names: tuple[str, ...]) -> RunResult:
    """Of one program after another, so that workers made ahead take part."""
    x = np.linspace(0.0, 1.0, 12).reshape(4, 3)
    program = Program("entry.py", {"entry.py": source.encode()}, "entry", framework=framework)
    with Runner(probe().level) as runner:
        prepared = runner.prepare([task(name, x, case=f"p/s/public/{at}") for at, name in enumerate(names)])
        for _ in range(3):
            result = runner.run(program, prepared)
    return result


@pytest.mark.skipif(sys.platform != "linux", reason="fork servers are of Linux")
@pytest.mark.parametrize(
    ("source", "framework", "names"),
    [(SOURCE, "numpy", ("answer", "raises", "writes", "ends", "prints")), (TORCH, "torch", ("answer", "raises"))],
    ids=["numpy", "torch"],
)
def test_outcomes_are_the_same_with_and_without(
    source: str, framework: str, names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip(framework)
    tuned = outcomes(source, framework, names)
    monkeypatch.setenv(VARIABLE, OFF)
    plain = outcomes(source, framework, names)
    for one, other in zip(tuned.outcomes, plain.outcomes, strict=True):
        np.testing.assert_equal(one.value, other.value)
        assert structs.replace(one, value=None, seconds=0.0) == structs.replace(other, value=None, seconds=0.0)


def test_the_switch_takes_all_none_or_some() -> None:
    assert measures_in_force({}) == frozenset(Measure)
    assert measures_in_force({VARIABLE: OFF}) == frozenset()
    assert measures_in_force({VARIABLE: ",".join(Measure)}) == frozenset(Measure)
    with pytest.raises(ValueError, match="speed"):
        measures_in_force({VARIABLE: "speed"})


def test_every_measure_has_a_row_in_the_document() -> None:
    text = (Path(__file__).parents[2] / "docs" / "performance.md").read_text(encoding="utf-8")
    assert [name for name in Measure if f"| {name} |" not in text] == []
