"""When to stop, and which epoch to go back to."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import Case, Choice, Domain, Drawn, Generator, Int, Made, Problem, Text, case, covering, scenario

from .draws import eighths

problem = Problem(
    points=20,
    hints=(
        Text(
            "The traps are what an improvement is compared with, when the count begins anew, and losses that are NaN.",
            zh="陷阱在于改进与谁比较、计数何时归零，以及损失为 NaN。",
        ),
        Text(
            "Go through 4, 3, 3.5, 2, 2.5, 2.25, 2 by hand with patience 2, then with patience 3.",
            zh="手工走一遍 4, 3, 3.5, 2, 2.5, 2.25, 2：先取 patience 2，再取 patience 3。",
        ),
    ),
)

IN_A_ROW = Text(
    "patience counts epochs in a row: every improvement sets the count back.",
    zh="patience 数的是连续的轮次：每次改进都让计数归零。",
)
BEST_SO_FAR = Text(
    "Compare with the best loss so far, not with that of the epoch before.",
    zh="要与迄今最好的损失比较，而不是与上一轮。",
)
NOT_A_NUMBER = Text(
    "NaN and infinity are no improvement: nothing is smaller because of them, and they are never the best.",
    zh="NaN 和无穷都不是改进：它们永远不会成为最好的损失。",
)


#: 2^44, about 2e13: exact, and beyond any number that stands for infinity.
HUGE = 2.0**44


def _losses(here: Any) -> np.ndarray:
    """Multiples of 1/8: what an improvement is does not depend on rounding."""
    rng, count = here.rng, here.sizes["E"]
    history, losses = here.sizes["history"], eighths(rng, count)
    if history == "better":
        return 0.5 + np.arange(count, 0, -1.0) * rng.integers(1, 4) / 4
    if history == "worse":
        return 0.5 + np.arange(count) / 4
    if history == "huge":
        return losses * HUGE
    if history == "gaps":
        losses[1 + rng.permutation(count - 1)[: max(1, count // 3)]] = rng.choice([np.nan, np.inf])
    if history == "first":
        losses[0] = rng.choice([np.nan, np.inf])
    if history == "never":
        losses[:] = rng.choice([np.nan, np.inf], size=count)
    return losses


def _history(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """Which history it is, None where there is none."""
    losses = np.asarray(inputs["losses"])
    if losses.ndim != 1 or not len(losses) or losses.dtype.kind != "f" or (losses == -np.inf).any():
        return None
    finite = np.isfinite(losses)
    kinds = {
        "never": not finite.any(),
        "first": not finite[0],
        "gaps": not finite.all(),
        "huge": losses.min() >= HUGE / 8,
        "better": len(losses) > 2 and bool((losses[1:] < losses[:-1]).all()),
        "worse": len(losses) > 2 and bool((losses[1:] > losses[:-1]).all()),
        "noisy": True,
    }
    return {"history": next(name for name, holds in kinds.items() if holds), "E": len(losses)}


WORDS = "a float64 array (E,), E from 1 on, in which NaN and inf may stand"
DELTAS = (0.0, 0.125, 0.25, 0.5, 1.0)
domain = (
    Domain(
        losses=Made(_losses, _history, WORDS),
        patience=Int(range(6)),
        min_delta=Drawn(
            lambda rng: float(rng.choice(DELTAS)), lambda value: isinstance(value, float) and value >= 0,
            "a float from 0 on", default=0.0,
        ),
    )
    .sizes(E=range(1, 13), history=("noisy", "better", "worse", "huge", "gaps", "first", "never"), min_delta=DELTAS)
    .needs(
        lambda history, E: E > 2 or history not in {"better", "worse", "gaps"},
        lambda history, E: E > 1 or history in {"noisy", "never", "huge"},
    )
    .choices_of(
        Choice(
            "history",
            case("up and down", lambda history: history == "noisy", zh="有升有降"),
            case(
                "always better", lambda history: history == "better", reason="the last epoch is the best",
                zh="一直变好",
            ),
            case(
                "always worse", lambda history: history == "worse", reason="the first epoch is the best",
                zh="一直变差",
            ),
            case(
                "all huge", lambda history: history == "huge", reason="a best that begins with 1e9 is never beaten",
                zh="全都极大",
            ),
            case(
                "NaN or infinity on the way", lambda history: history == "gaps", reason="they compare false",
                zh="中途出现 NaN 或无穷大",
            ),
            case(
                "NaN or infinity first", lambda history: history == "first", reason="no start to compare with",
                zh="第一个就是 NaN 或无穷大",
            ),
            case(
                "no number at all", lambda history: history == "never", reason="no epoch is the best",
                zh="没有一个数",
            ),
        ),
        Choice(
            "patience",
            case("patience of several epochs", zh="patience 为多轮"),
            case(
                "patience 1", lambda patience: patience == 1, reason="the first bad epoch ends it",
                zh="patience 为 1",
            ),
            case(
                "patience 0", lambda patience: patience == 0, reason="only an epoch that does not improve can end it",
                zh="patience 为 0",
            ),
            case(
                "more patience than epochs", lambda patience, E: patience > E, reason="nothing ends it", single=True,
                zh="patience 大于轮数",
            ),
        ),
        Choice(
            "min_delta",
            case("any improvement counts", lambda min_delta: min_delta == 0, zh="任何改进都算"),
            case(
                "small improvements do not count", lambda min_delta: min_delta > 0, reason="a slow crawl", usual=True,
                zh="微小的改进不算",
            ),
        ),
    )
)


def fixed(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """Then four epochs that most get right, so that no constant is; ties are the point."""
    other = Case(losses=np.array([3.0, 2.0, 2.5, 1.0]), patience=3, min_delta=0.0)
    return drawn.hold("losses", "min_delta").then(other.hold("losses", "min_delta"))


def made(losses: Any, patience: int, min_delta: float = 0.0) -> Case:
    """One call."""
    return Case(losses=np.array(losses, float), patience=patience, min_delta=min_delta)


@scenario(public=1, zh="作业说明的例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's example."""
    return fixed(Case(losses=np.array([4.0, 3.0, 3.5, 2.0, 2.5, 2.25, 2.0, 1.0]), patience=2))


@scenario(public=2, zh="先降，后升。")
def one_valley(rng: Generator) -> Case:
    """Down, then up."""
    down = int(rng.integers(2, 5))
    return fixed(made([*np.arange(down, 0, -1), *(1 + np.arange(1, 7) / 4)], int(rng.integers(2, 4))))


@scenario(
    private=3, weight=3, hint=IN_A_ROW, traps=("in-a-row", "best-so-far"),
    zh="下降中有回升，每次都短于耐心值，然后是平台。",
)
def ordinary(rng: Generator) -> Case:
    """Down with steps back, each shorter than the patience, then a plateau."""
    losses, level = [], 8.0
    for _ in range(4):
        level -= float(eighths(rng, 1)[0])
        losses += [level, *(level + eighths(rng, int(rng.integers(1, 3))))]
    tail = level + np.sort(eighths(rng, 6))[::-1]
    return fixed(made([*losses, *tail], 3))


@scenario(
    private=2, weight=2, hint=BEST_SO_FAR, traps=("best-so-far",),
    zh="先跳升，然后每一轮都在变好，但始终不如从前。",
)
def slow_recovery(rng: Generator) -> Case:
    """A jump up, then better every epoch and never as good as before."""
    start = float(eighths(rng, 1)[0])
    return fixed(made([start + 1, start, *(start + 2 - np.arange(9) / 8)], int(rng.integers(3, 6))))


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "An improvement is more than min_delta below the best; exactly min_delta is none, and moves no best.",
        zh="改进要比最好的低超过 min_delta；恰好低 min_delta 不算改进，也不会成为最好的。",
    ),
    traps=("min-delta",),
    zh="好出的恰好是 min_delta，或更少，而一步步累积起来更多。",
)
def crawl(rng: Generator) -> Case:
    """Better by exactly min_delta, and by less, in steps that add up to more."""
    step = float(rng.choice([0.125, 0.25]))
    exactly = made([3, 3 - 2 * step, 3 - 3 * step, 3 - 3.5 * step, 3 - 4 * step, 3 - 6 * step, 1], 3, step)
    down = made(4 - step * np.array([0, 8, 9, 10, 11, 12, 16]), 2, 4 * step)
    up_a_little = made(4 - step * np.array([0, 8, 7, 6, 7.5, 16]), 3, 4 * step)
    return fixed(exactly).then(fixed(made(4 - step * np.arange(6), 5, 2 * step)), fixed(down), fixed(up_a_little))


@scenario(private=2, hint=NOT_A_NUMBER, traps=("nan", "no-improvement"), zh="NaN 在开头，NaN 在中间，以及全是 NaN。")
def not_a_number(rng: Generator) -> Case:
    """NaN first, NaN between, and nothing but NaN."""
    losses = [np.nan, 3.0, np.nan, 2.0, np.inf, np.nan, 2.5, 1.0]
    return fixed(made(losses, 3)).then(made(losses, 4).hold("losses"), made([np.nan, np.nan, np.inf], 5).hold("losses"))


@scenario(
    private=1,
    hint=Text(
        "With patience 0, as with 1, the first epoch that does not improve ends it; one that improves never does.",
        zh="patience 为 0 时与 1 相同：第一个没有改进的轮次就停止；有改进的轮次绝不会停止。",
    ),
    traps=("patience-0",),
    zh="耐心值为 0 和 1。",
)
def no_patience(rng: Generator) -> Case:
    """Patience 0 and 1."""
    losses = [*np.arange(6.0, 6.0 - int(rng.integers(2, 5)), -1), 7.0, 0.5]
    return fixed(made(losses, 0)).then(made(losses, 1).hold("losses"), made([3.0, 2.0], 0).hold("losses"))


@scenario(
    private=1,
    hint=Text("The best loss is infinite at first; 1e9 is not enough.", zh="最好的损失起初是无穷；1e9 不够大。"),
    traps=("huge-losses",),
    zh="训练开始时损失为 1e13。",
)
def huge(rng: Generator) -> Case:
    """A training that begins with losses of 1e13."""
    return fixed(made(HUGE * (8 - np.arange(5.0)), int(rng.integers(1, 4))))


@scenario(private=1, traps=("to-the-end",), zh="耐心始终没有用完：最后一轮。")
def to_the_end(rng: Generator) -> Case:
    """Never out of patience: the last epoch."""
    return fixed(made(10 - np.arange(int(rng.integers(4, 9))), 2)).then(made([2.0], 4), made([1, 2, 2, 2], 4))


every_choice = covering(domain, private=16, weight=1, adjust=fixed, traps=("input-forms",))
