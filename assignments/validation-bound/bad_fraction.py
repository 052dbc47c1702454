"""How many of many validation sets are bad."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    backwards,
    boolean,
    c_order,
    case,
    covering,
    float64,
    fortran,
    gaps,
    read_only,
    scenario,
    uint8,
    values,
)

from .draws import STEP, STRICT, WORST, H, draw_losses, number

problem = Problem(
    points=15,
    hints=(
        Text(
            "The traps are the axes: which is averaged, over which one asks 'any', and which is counted.",
            zh="陷阱在于三个轴：对哪个求平均、对哪个问“任一”、对哪个计数。",
        ),
        Text(
            "Follow the shapes: (R, N, H), then (R, H), then (R,), then a number. And look at losses of dtype bool.",
            zh="跟着形状走：(R, N, H)、(R, H)、(R,)、一个数。再看看 bool 类型的损失。",
        ),
    ),
)

#: Odd multiples of this are no quotient of losses and numbers of samples below 7.
HALF_STEP = 1 / 2048


def deviations(losses: np.ndarray, true_loss: np.ndarray) -> np.ndarray:
    """The largest deviation of each set."""
    return np.abs(losses.astype(float).mean(axis=1) - true_loss).max(axis=1)


def odd(number_: float) -> float:
    """The nearest odd multiple of the half step."""
    return float((2 * np.floor(number_ / HALF_STEP / 2) + 1) * HALF_STEP)


def _losses(here: Any) -> np.ndarray:
    if here.is_float:
        return here.rng.integers(0, 9, size=here.shape) / 8
    return here.rng.integers(2, size=here.shape)


def _found(here: Any) -> np.ndarray:
    return np.sort(deviations(here.given["losses"], here.given["true_loss"]))


def _between(here: Any) -> float:
    found = _found(here)
    if len(found) == 1:
        return odd(found[0] * here.rng.choice([0.7, 1.3]))
    place = int(here.rng.integers(len(found) - 1))
    return odd(found[place : place + 2].mean())


domain = (
    Domain(
        losses=Array(
            "R N H",
            dtypes=(float64, uint8, boolean),
            layouts=(c_order, fortran.once(), gaps, backwards, read_only),
            values=(values("ordinary", _losses, zh="普通"),),
        ),
        true_loss=Array("H", values=(values("ordinary", lambda here: draw_losses(here.rng, *here.shape), zh="普通"),)),
        epsilon=number(
            values("that some sets exceed, or a single set may", _between, zh="有的集合超过，或单个集合可能超过"),
            values(
                "that every set exceeds",
                lambda here: odd(0.7 * _found(here)[0]),
                lambda array, here: len(_found(here)) > 1 and float(array) < _found(here)[0],
                needs=lambda R: R > 1,
                reason="1, and not the number of sets",
                zh="每个集合都超过",
            ),
            values(
                "that no set exceeds",
                lambda here: odd(_found(here)[-1] + 0.05),
                lambda array, here: len(_found(here)) > 1 and float(array) > _found(here)[-1],
                needs=lambda R: R > 1,
                reason="0, and not 0/0",
                zh="没有集合超过",
            ),
        ),
    )
    .sizes(R=(1, 2, 3, 4, 5, 6, 7))
    .choices_of(
        H,
        Choice(
            "sets",
            case("several sets", zh="多个集合"),
            case("one set", lambda R: R == 1, reason="axes of length 1 get lost", zh="一个集合"),
        ),
        Choice(
            "samples",
            case("several samples a set", zh="每个集合多个样本"),
            case("one sample a set", lambda N: N == 1, reason="the mean is the loss itself", zh="每个集合一个样本"),
        ),
    )
)


def draw(rng: Generator, sets: int, count: int, candidates: int, bad: int) -> Case:
    """0/1 losses, and an epsilon that `bad` of the sets exceed."""
    while True:
        true = rng.integers(13, 52, size=candidates) * STEP
        losses = (rng.uniform(size=(sets, count, candidates)) < true).astype(float)
        found = np.sort(deviations(losses, true))[::-1]
        epsilon = odd(found[bad - 1 : bad + 1].mean())
        if (found > epsilon).sum() == bad:
            return Case(losses=losses, true_loss=true, epsilon=epsilon).scale(1.0)


@scenario(public=1, zh="作业说明的例子：三个集合，各两个样本，两个候选。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: three sets of two samples, two candidates."""
    losses = np.array([[[0.0, 1.0], [1, 1]], [[0, 0], [1, 0]], [[0, 1], [0, 0]]])
    first, *others = (
        Case(losses=losses, true_loss=np.array([0.5, 0.375]), epsilon=epsilon).scale(1.0) for epsilon in (0.4, 0.6, 0.1)
    )
    return first.then(*others)


@scenario(public=2, private=2, zh="九个集合，各五个样本，三个候选；做三次。")
def ordinary(rng: Generator) -> Case:
    """Nine sets of five samples, three candidates; three times."""
    # Three calls a case: a number that is right once earns nothing.
    first, *others = (draw(rng, 9, 5, 3, int(rng.integers(2, 8))) for _ in range(3))
    return first.then(*others)


@scenario(
    private=2, weight=2, hint=WORST, traps=("one-of-many", "both-sides"),
    zh="七个集合，各十二个样本，二十个候选；做三次。",
)
def many_candidates(rng: Generator) -> Case:
    """Seven sets of twelve samples, twenty candidates; three times."""
    first, *others = (draw(rng, 7, 12, 20, int(rng.integers(2, 6))) for _ in range(3))
    return first.then(*others)


@scenario(
    private=1, weight=2, hint=STRICT, traps=("exactly-epsilon",),
    zh="每个集合四个样本，有些恰好偏离 epsilon；三种集合个数。",
)
def exactly_epsilon(rng: Generator) -> Case:
    """Sets of four samples, some of them off by exactly epsilon; for three numbers of sets."""
    first, *others = (_off_by_quarters(rng, sets) for sets in (5, 6, 7))
    return first.then(*others)


def _off_by_quarters(rng: Generator, sets: int) -> Case:
    """Deviations of 1/4 and of 1/2 from true losses of 1/2."""
    wrong = rng.permutation(np.array([[0, 2], [1, 2], [3, 3], [2, 2], [4, 1], [2, 3], [1, 1]])[:sets])
    losses = (np.arange(4)[:, None] < wrong[:, None, :]).astype(float)  # means are 0, 1/4, … 1
    drawn = Case(losses=losses, true_loss=np.array([0.5, 0.5]), epsilon=0.25)
    return drawn.hold("losses", "true_loss", "epsilon").scale(1.0)


@scenario(
    private=2,
    hint=Text(
        "Losses may be 0 and 1 of dtype uint8 or bool: 0 - 1 is 255 there. Average first, as floats.",
        zh="损失可以是 uint8 或 bool 的 0 和 1：那里 0 - 1 等于 255。先转成浮点数求平均。",
    ),
    traps=("counted-losses",),
    zh="dtype 先为 uint8，再为 bool，然后又为 uint8 的损失。",
)
def counted_losses(rng: Generator) -> Case:
    """Losses of dtype uint8, then of dtype bool, then of dtype uint8."""
    first, second, third = (draw(rng, sets, 6, 2, bad).inputs for sets, bad in ((8, 5), (6, 2), (7, 3)))
    as_bytes = Case(**{**first, "losses": first["losses"].astype(np.uint8)}).scale(1.0)
    again = Case(**{**third, "losses": third["losses"].astype(np.uint8)}).scale(1.0)
    return as_bytes.then(Case(**{**second, "losses": second["losses"] > 0}).scale(1.0), again, _near_a_sixth(rng))


def _near_a_sixth(rng: Generator) -> Case:
    """One loss of six, which in half precision is below an epsilon of 0.16665."""
    wrong = rng.permutation(np.array([[1, 0], [0, 0], [0, 1]]))
    losses = rng.permuted((np.arange(6)[:, None] < wrong[:, None, :]).astype(np.uint8), axis=1)
    return Case(losses=losses, true_loss=np.zeros(2), epsilon=0.16665).scale(1.0)


@scenario(
    private=1,
    hint=Text(
        "A sum of more than 255 losses of dtype uint8 is no uint8: turn them into floats first.",
        zh="uint8 的损失加起来超过 255 就不再是 uint8：先转成浮点数。",
    ),
    traps=("counted-losses",),
    zh="每个集合四百个样本，损失为 uint8，大半为 1；三种集合个数。",
)
def more_than_a_byte(rng: Generator) -> Case:
    """Sets of four hundred samples, losses of dtype uint8, most of them 1; for three numbers of sets."""
    first, *others = (_about_a_byte(rng, sets, bad) for sets, bad in ((6, 2), (7, 3), (8, 2)))
    return first.then(*others)


def _about_a_byte(rng: Generator, sets: int, bad: int) -> Case:
    """Of 400 losses 240 to 270 are 1, more than 255 in two sets; in the bad sets they are fewer."""
    wrong = rng.integers(240, 250, size=(sets, 2))
    order = rng.permutation(sets)
    wrong[order[:2], 1] = rng.integers(258, 271, size=2)
    wrong[order[2 : 2 + bad], 0] -= 40
    losses = rng.permuted((np.arange(400)[:, None] < wrong[:, None, :]).astype(np.uint8), axis=1)
    return Case(losses=losses, true_loss=np.array([0.625, 0.625]), epsilon=0.0503).scale(1.0)


@scenario(private=1, traps=("square",), zh="集合数、样本数与候选数相同，按 Fortran 顺序存放，只读。")
def square(rng: Generator) -> Case:
    """As many sets as samples as candidates, in Fortran order, read-only."""
    return draw(rng, 5, 5, 5, int(rng.integers(2, 4))).layout("F", "losses").read_only()


def of_size_one(drawn: Case, _: frozenset[str]) -> Case:
    """A fraction, also where it is 0."""
    return drawn.scale(1.0)


every_choice = covering(domain, private=11, adjust=of_size_one, traps=("one-candidate", "one-set", "input-forms"))
