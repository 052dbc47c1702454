"""Whether a program's answer says anything where several answers are right: rounding may choose another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from grader.bank.evaluate import Answer
from grader.bank.spread import move, nudge
from grader.judge.compare import compare
from grader.judge.explain import near_to
from grader.model.bank import Leaf
from grader.model.outcome import Arguments
from grader.model.tree import map_leaves
from grader.model.values import Atom, Raises

#: How far the inputs are moved, relative: a few roundings.
ROUNDINGS = 2.0**-50


def is_steady(run: Callable[[Sequence[Arguments]], Answer], calls: Sequence[Arguments], own: tuple[Leaf, ...]) -> bool:
    """Whether an answer stays where it is when the inputs move by a few roundings, within the tolerances of a case.

    Eigenvectors of equal eigenvalues do not: they are other ones on another processor, or at another place in memory.
    Whole numbers in arrays are moved as floats; a program that cannot use them so is taken for steady.
    """
    rng = np.random.default_rng(0)
    here = tuple(
        Arguments({name: map_leaves(_as_floats, value) for name, value in call.values.items()}, call.forms)
        for call in calls
    )
    near = move(here, frozenset(), lambda leaf: nudge(leaf, ROUNDINGS, rng))
    before, after = run(here).outcome, run(near).outcome
    if isinstance(before, Raises) or isinstance(after, Raises):
        return isinstance(before, Raises) and isinstance(after, Raises)
    return compare(after, before, near_to(before, own)).passed


def _as_floats(leaf: Atom) -> Atom:
    return leaf.astype(np.float64) if isinstance(leaf, np.ndarray) and leaf.dtype.kind in "iu" else leaf
