"""One head of self-attention."""

from typing import Any

import numpy as np

from grader.author import Case, Generator, Problem, scenario

problem = Problem(points=20)


def _weights(rng: Generator) -> dict[str, Any]:
    return {name: rng.normal(size=(8, 6)) for name in ("w_query", "w_key", "w_value")}


@scenario(public=2, private=4)
def ordinary(rng: Generator) -> Case:
    """Four sentences of twelve words."""
    return Case(x=rng.normal(size=(4, 12, 8)), **_weights(rng), causal=False)


@scenario(private=4)
def causal(rng: Generator) -> Case:
    """No word sees a later one."""
    return Case(x=np.round(rng.normal(size=(4, 12, 8)), 3), **_weights(rng), causal=True)
