"""How many validation samples a promise needs."""

import math
from typing import Any

from grader.author import Case, Domain, Generator, Problem, Text, covering, scenario, values

from .draws import CANDIDATE_CLASSES, CANDIDATES, IN_LOG_SPACE, huge, log_double, number

problem = Problem(
    points=25,
    hints=(
        Text(
            "The traps are rounding, and a number of candidates that is no float.",
            zh="陷阱在于取整，以及装不进浮点数的候选数。",
        ),
        Text(
            "Put your N and N - 1 into your hoeffding_bound: the first must be at most delta, the second above it.",
            zh="把你的 N 和 N - 1 代入 hoeffding_bound：前者应不超过 delta，后者应大于 delta。",
        ),
    ),
)

#: How near to an integer the number before rounding may come.
MARGIN = 0.05


def needed(epsilon: float, delta: float, candidates: int) -> float:
    """N before it is rounded up."""
    return (log_double(candidates) - math.log(delta)) / (2 * epsilon**2)


def _clear(epsilon: float, delta: float, candidates: int) -> bool:
    """Whether no rounding of floats decides."""
    return MARGIN < needed(epsilon, delta, candidates) % 1 < 1 - MARGIN


def _delta(low: float, high: float) -> Any:
    def make(here: Any) -> float:
        while True:
            delta = float(10 ** here.rng.uniform(low, high))
            if _clear(here.given["epsilon"], delta, here.sizes["candidates"]):
                return delta

    return make


domain = Domain(
    epsilon=number(
        values("from 0.02 to 0.4", lambda here: here.rng.uniform(0.02, 0.4), zh="从 0.02 到 0.4"),
        values(
            "from 1e-5 to 1e-4",
            lambda here: here.rng.uniform(1e-5, 1e-4),
            lambda array: float(array) < 1e-3,
            reason="billions of samples, more than int32 holds",
            zh="从 1e-5 到 1e-4",
        ),
        values(
            "from 0.8 to 1",
            lambda here: here.rng.uniform(0.8, 1),
            lambda array: float(array) > 0.7,
            reason="few samples, so that rounding shows",
            zh="从 0.8 到 1",
        ),
    ),
    delta=number(
        values("from 0.01 to 0.5", _delta(-2, -0.3), zh="从 0.01 到 0.5"),
        values(
            "tiny",
            _delta(-12, -6),
            lambda array: float(array) < 1e-3,
            reason="1 - delta is taken for it",
            zh="极小",
        ),
    ),
    candidates=CANDIDATES,
).choices_of(CANDIDATE_CLASSES)


def draw(rng: Generator, epsilon: float, candidates: int) -> Case:
    """A case whose answer no rounding decides, in full precision."""
    delta = float(rng.uniform(0.01, 0.3))
    while not _clear(epsilon, delta, candidates):
        delta = float(rng.uniform(0.01, 0.3))
    return Case(epsilon=epsilon, delta=delta, candidates=candidates).off_grid()


def exact(drawn: Case, _: frozenset[str]) -> Case:
    """An integer depends on all bits of its arguments."""
    return drawn.off_grid()


@scenario(public=1, zh="作业说明的例子：一个候选、二十个和一百万个。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: one candidate, twenty and a million."""
    first, *others = (Case(epsilon=0.1, delta=0.05, candidates=candidates) for candidates in (1, 20, 10**6))
    return first.off_grid().then(*(one.off_grid() for one in others))


@scenario(public=2, private=2, zh="关于若干候选的三个保证。")
def ordinary(rng: Generator) -> Case:
    """Three promises about some candidates."""
    first, *others = (draw(rng, float(rng.uniform(0.03, 0.2)), int(rng.integers(3, 90))) for _ in range(3))
    return first.then(*others)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "Round up, or the guarantee fails: with N rounded down the bound is still above delta.",
        zh="要向上取整，否则保证不成立：向下取整的 N 使界仍大于 delta。",
    ),
    traps=("rounding",),
    zh="epsilon 接近 1：几个样本就能做到的四个保证。",
)
def few_samples(rng: Generator) -> Case:
    """An epsilon near 1: four promises that a handful of samples keeps."""
    first, *others = (draw(rng, float(rng.uniform(0.7, 1)), int(rng.integers(2, 6))) for _ in range(4))
    return first.then(*others)


@scenario(private=2, weight=2, hint=IN_LOG_SPACE, traps=("huge-candidates",), zh="10**400 个及更多的候选。")
def huge_candidates(rng: Generator) -> Case:
    """10**400 candidates and more."""
    first, *others = (
        draw(rng, float(rng.uniform(0.02, 0.1)), candidates) for candidates in huge(rng)
    )
    return first.then(*others)


@scenario(public=1, private=1, traps=("tiny-epsilon",), zh="几十亿个样本。")
def tiny_epsilon(rng: Generator) -> Case:
    """Billions of samples."""
    first, *others = (draw(rng, float(rng.uniform(1e-5, 3e-5)), int(rng.integers(10, 90))) for _ in range(3))
    return first.then(*others)


@scenario(private=1, traps=("one-candidate",), zh="一个候选：没有选择，但误差仍有两侧。")
def one_candidate(rng: Generator) -> Case:
    """One candidate: nothing is chosen, and the error has two sides nevertheless."""
    first, *others = (draw(rng, float(rng.uniform(0.02, 0.1)), 1) for _ in range(3))
    return first.then(*others)


every_choice = covering(domain, private=9, weight=1, adjust=exact)
