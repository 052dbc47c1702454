"""Inverted dropout: what is kept, scaled."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    OneOf,
    Problem,
    Text,
    case,
    covering,
    scenario,
    values,
)

from .draws import BATCH, RATE, RATES, SAME_AT_TEST, SHAPES, floats, in_float32, quarters

problem = Problem(
    points=20,
    forbidden=(
        "torch.nn.functional.dropout",
        "torch.nn.functional.dropout1d",
        "torch.nn.functional.dropout2d",
        "torch.nn.functional.feature_dropout",
        "torch.nn.Dropout",
    ),
    hints=(
        Text(
            "The traps are whether rate keeps or drops, what the kept ones are divided by, and a rate of exactly 1.",
            zh="陷阱在于 rate 是保留还是丢弃的概率、保留的单元除以什么，以及 rate 恰为 1。",
        ),
        Text(
            "Average your mask over many uniform numbers at rate 0.2: it must come out as 1.",
            zh="取 rate = 0.2，对许多均匀随机数求掩码的平均：应得到 1。",
        ),
    ),
)

SCALE = Text(
    "What is kept is divided by the probability of being kept, 1 - rate: then the expectation stays x.",
    zh="保留下来的要除以保留的概率 1 - rate：这样期望仍是 x。",
)

uniform = values("from 0 to 1", lambda here: here.rng.uniform(0, 0.999, size=here.shape), zh="从 0 到 1")
at_the_rate = values(
    "some exactly the rate",
    lambda here: np.where(
        here.rng.permutation(np.arange(np.prod(here.shape)) % 2 == 0).reshape(here.shape),
        here.sizes["rate"],
        here.rng.uniform(0, 0.999, size=here.shape),
    ),
    lambda array, here: bool((array == here.sizes["rate"]).any()),
    needs=lambda rate: 0 < rate < 1,
    held=True,
    reason="dropped is below the rate, not at it",
    zh="有的恰好等于丢弃率",
)

domain = (
    Domain(
        x=floats(*SHAPES),
        uniform=Array(*SHAPES, like="x", values=(uniform, at_the_rate)),
        rate=RATE,
        train=OneOf(True, False),
    )
    .sizes(rate=RATES, H=range(1, 4), W=range(1, 4), D=range(1, 5))
    .choices_of(
        BATCH,
        Choice(
            "rate",
            case("between 0 and 1", zh="在 0 和 1 之间"),
            case("rate 0", lambda rate: rate == 0, reason="nothing is dropped", zh="丢弃率为 0"),
            case(
                "rate 1", lambda rate: rate == 1, reason="1 / (1 - rate) is infinite, and 0 times it is NaN",
                zh="丢弃率为 1",
            ),
        ),
        Choice(
            "mode",
            case("in training", lambda train: train, zh="训练时"),
            case(
                "not in training", lambda train: not train, reason="nothing is dropped, nothing scaled", usual=True,
                zh="不在训练时",
            ),
        ),
    )
)


def held(drawn: Case, titles: frozenset[str]) -> Case:
    """A rate of exactly 0 or 1 is the point."""
    return in_float32(drawn.hold("rate").scale(1.0), titles)


def draw(rng: Generator, shape: tuple[int, ...], rate: float, *, train: bool = True) -> Case:
    """Ordinary activations."""
    return Case(x=rng.normal(size=shape), uniform=rng.uniform(0, 0.999, size=shape), rate=rate, train=train)


@scenario(public=1, zh="作业说明的例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's example."""
    uniform_numbers = np.array([[0.125, 0.5, 0.25], [0.75, 0.0, 0.875]])
    drawn = Case(x=np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), uniform=uniform_numbers, rate=0.25, train=True)
    return drawn.hold("uniform", "rate")


@scenario(public=1, zh="两个样本、四个单元，丢弃四分之一。")
def small(rng: Generator) -> Case:
    """Two samples of four units, a quarter dropped."""
    return Case(x=quarters(rng, 2, 4), uniform=rng.uniform(0, 0.999, size=(2, 4)), rate=0.25, train=True)


@scenario(
    private=3, weight=2, hint=SCALE, traps=("drop-not-keep", "scale", "mask-per-sample"),
    zh="五个样本、八个单元，丢弃少数或大多数。",
)
def ordinary(rng: Generator) -> Case:
    """Five samples of eight units, few or most of them dropped."""
    return draw(rng, (5, 8), float(rng.choice([0.2, 0.7])))


@scenario(public=1, private=1, weight=2, hint=SAME_AT_TEST, traps=("evaluation",), zh="不在训练中：什么也不发生。")
def evaluation(rng: Generator) -> Case:
    """Not in training: nothing happens."""
    return draw(rng, (4, 6), 0.3, train=False)


@scenario(
    private=1,
    hint=Text(
        "Where everything is dropped the answer is 0 and the mask is 0: no division by 1 - rate.",
        zh="全部丢弃时，输出和掩码都是 0：不要除以 1 - rate。",
    ),
    traps=("rate-1",),
    zh="先是丢弃率 1，再是丢弃率 0。",
)
def all_dropped(rng: Generator) -> Case:
    """Rate 1, then rate 0."""
    return draw(rng, (3, 5), 1.0).hold("rate").then(draw(rng, (3, 5), 0.0).hold("rate")).scale(1.0)


@scenario(
    private=2,
    hint=Text(
        "Dropped is what lies below the rate; at the rate it is kept.", zh="小于 rate 的丢弃；等于 rate 的保留。"
    ),
    traps=("exactly-rate",),
    zh="有的数恰好等于丢弃率。",
)
def at_rate(rng: Generator) -> Case:
    """Numbers that are exactly the rate."""
    rate = float(rng.choice([0.25, 0.375, 0.75]))
    numbers = rng.choice([rate, rate - 0.125, rate + 0.125], size=(4, 6))
    numbers.flat[:2] = rate
    return Case(x=rng.normal(size=(4, 6)), uniform=numbers, rate=rate, train=True).hold("uniform", "rate")


every_choice = covering(
    domain, private=18, adjust=held, traps=("one-sample", "any-shape", "rate-0", "float32", "input-forms")
)
