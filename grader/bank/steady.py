"""Whether a program's answer says anything where several answers are right: rounding may choose another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from grader.bank.evaluate import Answer
from grader.judge.compare import compare
from grader.judge.explain import near_to
from grader.model.bank import Leaf
from grader.model.outcome import Arguments
from grader.model.tree import map_leaves
from grader.model.values import Atom, Raises, is_float_leaf

#: How far the inputs are moved, relative: a few roundings.
ROUNDINGS = 2.0**-50


def is_steady(run: Callable[[Sequence[Arguments]], Answer], calls: Sequence[Arguments], own: tuple[Leaf, ...]) -> bool:
    """Whether an answer stays where it is when the inputs move by a few roundings, within the tolerances of a case.

    Eigenvectors of equal eigenvalues do not: they are other ones on another processor, or at another place in memory.
    Whole numbers in arrays are moved as floats; a program that cannot use them so is taken for steady.
    """
    signs = np.random.default_rng(0)

    def moved(leaf: Atom) -> Atom:
        if not isinstance(leaf, np.ndarray) or not is_float_leaf(leaf):
            return leaf
        return np.asarray(leaf * (1.0 + ROUNDINGS * signs.choice((-1.0, 1.0), size=leaf.shape)))

    here = _with(calls, _as_floats)
    before, after = run(here).outcome, run(_with(here, moved)).outcome
    if isinstance(before, Raises) or isinstance(after, Raises):
        return isinstance(before, Raises) and isinstance(after, Raises)
    return compare(after, before, near_to(before, own)).passed


def _as_floats(leaf: Atom) -> Atom:
    return leaf.astype(np.float64) if isinstance(leaf, np.ndarray) and leaf.dtype.kind in "iu" else leaf


def _with(calls: Sequence[Arguments], change: Callable[[Atom], Atom]) -> tuple[Arguments, ...]:
    """All calls with every leaf of their arguments changed."""
    return tuple(
        Arguments({name: map_leaves(change, value) for name, value in call.values.items()}, call.forms)
        for call in calls
    )
