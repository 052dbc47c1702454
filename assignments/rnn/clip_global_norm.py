"""Clipping gradients by the norm of all of them together."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    Made,
    Problem,
    Text,
    backwards,
    c_order,
    case,
    covering,
    float32,
    float64,
    fortran,
    gaps,
    read_only,
    scenario,
)

from .draws import MIXED

problem = Problem(
    points=10,
    hints=(
        Text(
            "The traps are whose norm it is, and that gradients below the limit stay as they are.",
            zh="陷阱在于它是谁的范数，以及未超过上限的梯度保持不变。",
        ),
        Text(
            "Try two arrays whose norms are 3 and 4, with limits of 1, 5 and 10; then all zeros.",
            zh="试两个范数为 3 和 4 的数组，上限取 1、5、10；再试全零。",
        ),
    ),
)

#: Squares of the first are above the largest float64, squares of the second below the smallest.
_SIZES = {"huge": 1e158, "tiny": 1e-170}


def _grads(here: Any) -> list[np.ndarray]:
    """Arrays of one, two and three axes, or of one axis alone."""
    rng, kind = here.rng, here.sizes["entries"]
    shapes = [(3, 2), (4,), (2, 1, 3)] if here.sizes["arrays"] == 3 else [(5,)]
    made = [rng.normal(size=shape).astype(here.dtype) for shape in shapes]
    if kind == "zeros":
        return [0 * grad for grad in made]
    if kind == "one of zeros":
        return [0 * made[0], *made[1:]]
    return [grad * _SIZES[kind] for grad in made] if kind in _SIZES and here.dtype == np.float64 else made


def _measure(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is unusual about the entries; None where they are not allowed."""
    grads = inputs["grads"]
    if not isinstance(grads, list) or not grads or any(np.size(grad) == 0 for grad in grads):
        return None
    largest = [float(np.abs(grad).max()) for grad in grads]
    kinds = {
        "zeros": max(largest) == 0,
        "huge": max(largest) > 1e150,
        "tiny": max(largest) < 1e-150,
        "one of zeros": min(largest) == 0,
        "ordinary": True,
    }
    kind = next(name for name, holds in kinds.items() if holds)
    return {"entries": kind, "arrays": len(grads)}


def _norm(grads: list[np.ndarray]) -> float:
    """The norm of all entries."""
    flat = np.concatenate([np.ravel(grad) for grad in grads]).astype(float)
    size = float(np.abs(flat).max())
    return size * float(np.linalg.norm(flat / size)) if size else 0.0


def _limit(here: Any) -> float:
    """A limit of the chosen kind; around 1 where the norm is 0."""
    share = {"above": 3.0, "below": 0.3, "zero": 0.0}[here.sizes["limit"]]
    return share * float(here.rng.uniform(0.8, 1.2)) * (_norm(here.given["grads"]) or 1.0)


def _kind(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """Whether a limit is 0, below the norm or not; None where it is none."""
    limit, norm = inputs["max_norm"], _norm(inputs["grads"])
    if not isinstance(limit, float) or limit < 0:
        return None
    return {"limit": "zero" if limit == 0 else "below" if limit < norm else "above"}


domain = (
    Domain(
        grads=Made(
            _grads,
            _measure,
            "a list of arrays of any shapes, one array or more",
            dtypes=(float64, float32),
            layouts=(c_order, fortran, gaps, backwards, read_only),
        ),
        max_norm=Made(_limit, _kind, "a number from 0 on"),
    )
    .sizes(
        entries=("ordinary", "zeros", "one of zeros", "huge", "tiny"),
        arrays=(3, 1),
        limit=("below", "above", "zero"),
    )
    .needs(
        lambda entries, limit: entries != "zeros" or limit != "below",
        lambda entries, arrays: entries != "one of zeros" or arrays > 1,
    )
    .choices_of(
        Choice(
            "entries",
            case("ordinary entries", lambda entries: entries == "ordinary", zh="普通的元素"),
            case("zeros alone", lambda entries: entries == "zeros", reason="their norm divides", zh="全是零"),
            case(
                "an array of zeros beside others",
                lambda entries: entries == "one of zeros",
                reason="norm by norm",
                zh="其中一个数组全零",
            ),
            case("entries of 1e158", lambda entries: entries == "huge", reason="squares overflow", zh="元素为 1e158"),
            case(
                "entries of 1e-170", lambda entries: entries == "tiny", reason="squares underflow", zh="元素为 1e-170"
            ),
        ),
        Choice(
            "limit",
            case("a limit below the norm", lambda limit: limit == "below", zh="上限小于范数"),
            case("a limit above the norm", lambda limit: limit == "above", usual=True, zh="上限大于范数"),
            case(
                "a limit of 0",
                lambda limit: limit == "zero",
                reason="nothing is left, and 0/0 for zeros",
                zh="上限为 0",
            ),
        ),
        Choice(
            "arrays",
            case("several arrays", zh="多个数组"),
            case("one array", lambda arrays: arrays == 1, usual=True, zh="一个数组"),
        ),
    )
    .never(("grads in float32", "entries of 1e158"), ("grads in float32", "entries of 1e-170"))
)


def draw(rng: Generator, share: float) -> Case:
    """The gradients of a small network, and a limit that is a share of their norm."""
    grads = [rng.normal(size=shape) for shape in ((3, 4), (4,), (4, 2))]
    norm = np.sqrt(sum(np.sum(grad**2) for grad in grads))
    return Case(grads=grads, max_norm=float(share * norm * rng.uniform(0.9, 1.1)))


@scenario(public=1, zh="作业说明的例子：范数为 3 和 4，上限为 1 和 10。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: norms of 3 and 4, limits of 1 and 10."""
    grads = [np.array([[3.0, 0.0]]), np.array([0.0, -4.0])]
    return Case(grads=grads, max_norm=1.0).then(Case(grads=grads, max_norm=10.0))


@scenario(public=1, private=2, traps=("one-norm",), zh="过大的梯度。")
def ordinary(rng: Generator) -> Case:
    """Gradients that are too large."""
    return draw(rng, 0.4)


@scenario(
    public=1,
    private=1,
    hint=Text("Below the limit nothing is changed.", zh="未超过上限时什么都不改变。"),
    traps=("below-the-limit",),
    zh="足够小的梯度，但两个数组不相像。",
)
def below_the_limit(rng: Generator) -> Case:
    """Gradients that are small enough, though two arrays would not be alike."""
    return draw(rng, 1.5)


@scenario(
    private=2,
    hint=Text(
        "Every array alone is below the limit, all together are above it.",
        zh="每个数组单独都低于上限，合起来却超过上限。",
    ),
    traps=("one-norm",),
    zh="没有哪个数组单独过大。",
)
def together_too_large(rng: Generator) -> Case:
    """No array is too large alone."""
    given = draw(rng, 0.9).inputs
    grads = [grad / np.linalg.norm(grad) for grad in given["grads"]]
    return Case(grads=grads, max_norm=float(rng.uniform(1.2, 1.5)))


@scenario(
    private=1,
    hint=Text("A norm of 0 divides nothing: zeros stay zeros.", zh="范数为 0 时不能相除：零仍是零。"),
    traps=("zero-norm",),
    zh="所有元素为 0，然后对别的数组用上限 0。",
)
def zeros(rng: Generator) -> Case:
    """All entries are 0, then a limit of 0 for others."""
    given = draw(rng, 0.5).inputs
    nothing = [0 * grad for grad in given["grads"]]
    return Case(grads=nothing, max_norm=1.0).then(Case(grads=nothing, max_norm=0.0), Case(**{**given, "max_norm": 0.0}))


@scenario(
    private=1,
    hint=Text(
        "Squares of 1e158 are no floats: divide by the largest entry before you square.",
        zh="1e158 的平方超出浮点数范围：平方之前先除以最大的元素。",
    ),
    traps=("squares-overflow",),
    zh="元素为 1e158：它们的平方会溢出。",
)
def huge_entries(rng: Generator) -> Case:
    """Entries of 1e158: their squares overflow."""
    given = draw(rng, 0.5).inputs
    grads = [grad * _SIZES["huge"] for grad in given["grads"]]
    return Case(grads=grads, max_norm=given["max_norm"])


def _adjust(drawn: Case, titles: frozenset[str]) -> Case:
    """In float32 a right program may be as imprecise as that."""
    return drawn.tolerance(1e-4, reason=MIXED) if any("float32" in title for title in titles) else drawn


every_choice = covering(domain, private=15, weight=1, adjust=_adjust, traps=("float32", "input-forms", "limit-0"))
