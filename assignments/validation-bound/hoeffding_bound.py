"""Probability that a validation set is bad for some candidate: Hoeffding and the union bound."""

import math
from typing import Any

from grader.author import Case, Choice, Domain, Generator, Int, Problem, Text, case, covering, scenario, values

from .draws import CANDIDATE_CLASSES, CANDIDATES, COUNTS, IN_LOG_SPACE, huge, log_double, number

problem = Problem(
    points=25,
    hints=(
        Text(
            "The traps are three factors: one for two sides, one in the exponent, one for each candidate; and a limit.",
            zh="陷阱在于三个因子：两侧各一份、指数里的一个、每个候选一份；还有一个上限。",
        ),
        Text(
            "Look at no samples, at one candidate, and at 10**400 candidates with many samples.",
            zh="看看没有样本、只有一个候选，以及 10**400 个候选配上大量样本的情形。",
        ),
    ),
)


def epsilon_of(count: int, candidates: int, exponent: float) -> float:
    """The epsilon whose bound is exp(-exponent)."""
    return math.sqrt((log_double(candidates) + exponent) / (2 * count))


def _bound(array: Any, here: Any) -> float:
    """The logarithm of the bound, before it is cut."""
    return log_double(here.sizes["candidates"]) - 2 * here.sizes["count"] * float(array) ** 2


def _of_exponent(low: float, high: float) -> Any:
    return lambda here: epsilon_of(here.sizes["count"], here.sizes["candidates"], here.rng.uniform(low, high))


def _useless(here: Any) -> float:
    return float(here.rng.uniform(0.2, 0.8)) * epsilon_of(here.sizes["count"], here.sizes["candidates"], 0)


domain = (
    Domain(
        count=Int((0, *COUNTS.range)),
        epsilon=number(
            values("that the bound is below 1", _of_exponent(0.5, 12), zh="使界小于 1"),
            values(
                "that the bound says nothing",
                _useless,
                lambda array, here: _bound(array, here) >= 0 and float(array) > 0,
                reason="a probability is at most 1",
                zh="使界没有意义",
            ),
            values(
                "that the bound is below 1e-13",
                _of_exponent(30, 450),
                lambda array, here: _bound(array, here) < -29,
                reason="1 minus it is 1, and a small number added is seen",
                zh="使界小于 1e-13",
            ),
            values("0", lambda _: 0.0, lambda array: float(array) == 0, single=True, reason="it is falsy", zh="0"),
        ),
        candidates=CANDIDATES,
    )
    .sizes(count=COUNTS.range)
    .choices_of(
        CANDIDATE_CLASSES,
        Choice(
            "count",
            case("many samples", zh="很多样本"),
            case("one sample", lambda count: count == 1, reason="N - 1 would be 0", zh="一个样本"),
        ),
    )
)


def draw(rng: Generator, count: int, candidates: int, exponent: float) -> Case:
    """A case whose bound is exp(-exponent)."""
    return Case(count=count, epsilon=epsilon_of(count, candidates, exponent), candidates=candidates)


@scenario(public=1, zh="作业说明的例子：一个验证集的三种大小。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: three sizes of one validation set."""
    first, *others = (Case(count=count, epsilon=0.1, candidates=20) for count in (400, 300, 100))
    return first.then(*others)


@scenario(public=2, private=2, zh="几百个样本，若干候选。")
def ordinary(rng: Generator) -> Case:
    """Some hundreds of samples, some candidates."""
    # Three calls a case: a number that is right once earns nothing.
    first, *others = (
        draw(rng, int(rng.integers(100, 900)), int(rng.integers(3, 50)), float(rng.uniform(0.5, 4))) for _ in range(3)
    )
    return first.then(*others)


@scenario(
    private=2, weight=2, hint=IN_LOG_SPACE, traps=("huge-candidates",),
    zh="10**400 个及更多的候选，并有足够的样本。",
)
def huge_candidates(rng: Generator) -> Case:
    """10**400 candidates and more, and samples enough for them."""
    first, *others = (
        draw(rng, int(rng.integers(20000, 90000)), candidates, float(rng.uniform(1, 9)))
        for candidates in huge(rng)
    )
    return first.then(*others)


@scenario(
    private=1,
    hint=Text("A bound above 1 says nothing: return 1.", zh="大于 1 的界什么也没说：返回 1。"),
    traps=("no-promise", "no-samples"),
    zh="样本太少无法保证什么，没有样本，以及足够的样本。",
)
def no_promise(rng: Generator) -> Case:
    """Too few samples to promise anything, none at all, and enough."""
    few = Case(count=int(rng.integers(5, 20)), epsilon=0.125, candidates=int(rng.integers(100, 900)))
    none = Case(count=0, epsilon=0.25, candidates=7)
    return few.then(none, draw(rng, 500, 12, float(rng.uniform(1, 3))))


@scenario(private=1, traps=("one-candidate",), zh="Hoeffding 不等式本身。")
def one_candidate(rng: Generator) -> Case:
    """Hoeffding's inequality itself."""
    first, *others = (draw(rng, int(rng.integers(30, 300)), 1, float(rng.uniform(0.3, 3))) for _ in range(3))
    return first.then(*others)


@scenario(private=1, traps=("tiny-bound",), zh="上界为 1e-20 到 1e-200。")
def nearly_certain(rng: Generator) -> Case:
    """A bound of 1e-20 to 1e-200."""
    first, *others = (
        draw(rng, int(rng.integers(3000, 9000)), int(rng.integers(5, 50)), float(rng.uniform(50, 450)))
        for _ in range(3)
    )
    return first.then(*others)


every_choice = covering(domain, private=11)
