"""From which distribution negatives are drawn."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    c_order,
    case,
    covering,
    float64,
    integers,
    scenario,
    values,
)

from .draws import FLAT_ONCE

problem = Problem(
    points=5,
    hints=(
        Text("The trap is the order: power, leave out, divide.", zh="陷阱在于顺序：取幂、排除、相除。"),
        Text("The answer sums to 1, and the true word has exactly 0.", zh="结果之和为 1，真实词的概率恰为 0。"),
    ),
)


def _unseen(here):
    """Some words were never counted, two others were."""
    counts = here.rng.integers(1, 60, size=here.shape)
    counts[here.rng.permutation(here.shape[0])[: here.shape[0] - 3]] = 0
    return counts


domain = (
    Domain(
        counts=Array(
            "V",
            dtypes=(float64, integers),
            layouts=FLAT_ONCE,
            values=(
                values("from 1 on", lambda here: here.rng.integers(1, 60, size=here.shape), zh="不小于 1"),
                values(
                    "some are 0",
                    _unseen,
                    lambda counts: bool((counts == 0).any()),
                    needs=lambda V: V > 3,
                    reason="words that are never drawn",
                    zh="有的为 0",
                ),
            ),
        ),
        outside=Int(range(8)),
        power=Array(
            "",
            layouts=(c_order,),
            values=(
                values("from 0.3 to 0.9", lambda here: here.rng.uniform(0.3, 0.9), zh="从 0.3 到 0.9"),
                values("1", lambda _: 1.0, lambda power: power == 1, reason="the counts themselves", zh="1"),
            ),
        ),
    )
    .sizes(V=range(2, 9))
    .needs(lambda outside, V: outside < V)
    .choices_of(
        Choice(
            "words",
            case("several others", zh="另有多个词"),
            case("one other word", lambda V: V == 2, reason="it is certain", zh="另有一个词"),
        )
    )
)


@scenario(public=1, zh="作业说明的例子，两个真实词。")
def by_hand(rng: Generator) -> Case:
    """The handout's example, for two true words."""
    counts = np.array([81, 16, 0, 1])
    return Case(counts=counts, outside=1, power=0.75).then(Case(counts=counts, outside=0, power=0.5))


@scenario(public=2, private=3, weight=2, traps=("without-the-true-word",), zh="常见词和罕见词的计数。")
def ordinary(rng: Generator) -> Case:
    """Counts of frequent and rare words."""
    return Case(counts=rng.integers(1, 1000, size=7).astype(float), outside=int(rng.integers(7)), power=0.75)


@scenario(private=2, weight=2, traps=("power",), zh="不常用的幂。")
def another_power(rng: Generator) -> Case:
    """A power that is not the usual one."""
    power = float(rng.uniform(0.2, 0.6))
    return Case(counts=rng.integers(1, 1000, size=5).astype(float), outside=int(rng.integers(5)), power=power)


@scenario(private=1, traps=("integers",), zh="计数是整数，它们的幂不是。")
def whole_counts(rng: Generator) -> Case:
    """Counts in integers, whose powers are none."""
    return Case(counts=rng.integers(2, 60, size=6), outside=int(rng.integers(6)), power=0.75)


every_choice = covering(domain, private=6, weight=1, traps=("integers", "input-forms"))
