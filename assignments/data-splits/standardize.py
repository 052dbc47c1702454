"""Columns of mean 0 and standard deviation 1, by the training rows."""

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
    case,
    covering,
    float32,
    float64,
    scenario,
    signed,
    uint8,
    values,
)

from .draws import CONSTANT, FAR, FEATURES, NORMAL, TRAINING_ONLY, as_standardised, constant, units

problem = Problem(
    points=20,
    hints=(
        Text(
            "The traps are which rows the two numbers come from, and columns that do not vary.",
            zh="陷阱在于两个数由哪些行得到，以及不变化的列。",
        ),
        Text(
            "Move all rows of x_other by 100: by how much must the answer move, and which part of it?",
            zh="把 x_other 的所有行加 100：答案的哪一部分应当变化，变化多少？",
        ),
    ),
)

MEASURED = (float64, float32, signed, uint8)

def _spreads(array: np.ndarray) -> np.ndarray:
    return np.ptp(array.astype(float), axis=0)


def _alike(here: Any) -> np.ndarray:
    """Rows that lie where the training rows do."""
    if not here.is_float:
        return here.rng.integers(0, 80, size=here.shape)
    train = here.given["x_train"].astype(float)
    return train.mean(axis=0) + here.rng.normal(size=here.shape) * np.where(train.std(axis=0) > 0, train.std(axis=0), 1)


def _shifted(array: np.ndarray, train: np.ndarray) -> bool:
    """Whether every column of the other rows lies far from the training rows."""
    if not array.size or array.dtype.kind != "f":
        return False
    return bool((np.abs(array.mean(axis=0) - train.mean(axis=0)) > 500).all())


domain = (
    Domain(
        x_train=Array(
            "N D",
            dtypes=MEASURED,
            values=(
                NORMAL,
                constant,
                values(
                    "far from the origin",
                    lambda here: FAR + here.rng.normal(size=here.shape),
                    lambda array: bool((np.abs(array.astype(float)) > FAR / 2).all()),
                    kinds="floats",
                    needs=lambda N: N > 1,
                    reason="the mean of squares minus the squared mean has no digits left",
                    zh="远离原点",
                ),
                values(
                    "units from 1e-9 to 1e9",
                    lambda here: here.rng.normal(size=here.shape) * units(here.rng, here.shape[1]),
                    lambda array: len(array) > 1 and _spreads(array).max() > 1e12 * _spreads(array).min() > 0,
                    kinds="floats",
                    needs=lambda N, D: N > 2 and D > 1,
                    reason="a small spread is not 0",
                    zh="单位从 1e-9 到 1e9",
                ),
            ),
        ),
        x_other=Array(
            "M D",
            dtypes=MEASURED,
            values=(
                values("drawn alike", _alike, zh="同分布"),
                values(
                    "shifted",
                    lambda here: _alike(here) + 1000,
                    lambda array, here: _shifted(array, here.given["x_train"]),
                    kinds="floats",
                    needs=lambda M, N: M > 0 and N > 1,
                    reason="who uses its mean hides the shift",
                    zh="有偏移",
                ),
            ),
        ),
    )
    .sizes(M=range(5), N=range(1, 7))
    .choices_of(
        Choice(
            "training rows",
            case("several training rows", zh="多行训练数据"),
            case("one training row", lambda N: N == 1, reason="every column is constant", zh="一行训练数据"),
        ),
        Choice(
            "other rows",
            case("several other rows", lambda M: M > 1, zh="另有多行"),
            case("one other row", lambda M: M == 1, reason="its own deviation is 0", zh="另有一行"),
            case("no other rows", lambda M: M == 0, reason="their own mean is NaN", zh="没有其他行"),
        ),
        FEATURES,
    )
    .never(
        ("x_train in float32", "x_train: far from the origin"),
        ("x_train: far from the origin", "x_other: shifted"),
        ("x_train: units from 1e-9 to 1e9", "x_other: shifted"),
    )
    .float32_together()
)


def draw(rng: Generator, rows: int, others: int, features: int) -> Case:
    """Columns of different mean and spread."""
    mean, spread = rng.normal(scale=5, size=features), rng.uniform(0.3, 4, size=features)
    train, other = (mean + spread * rng.normal(size=(count, features)) for count in (rows, others))
    return as_standardised(Case(x_train=train, x_other=other), frozenset())


@scenario(public=1, zh="作业说明的例子：两列，其中一列是常数。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: two columns, one of them constant."""
    return as_standardised(
        Case(x_train=np.array([[1.0, 5.0], [3.0, 5.0], [5.0, 5.0], [7.0, 5.0]]), x_other=np.array([[9.0, 6.0]])),
        frozenset(),
    ).hold("x_train")


@scenario(public=2, zh="训练行的均值为 0、标准差为 1，其他行也一样：什么都不变。")
def already_centred(rng: Generator) -> Case:
    """Training rows of mean 0 and deviation 1, other rows with the same: nothing changes."""
    signs = rng.permutation([[1.0, 1.0, -1.0], [-1.0, 1.0, 1.0], [1.0, -1.0, 1.0], [-1.0, -1.0, -1.0]])
    return as_standardised(Case(x_train=signs, x_other=rng.permutation(signs)), frozenset()).hold("x_train")


@scenario(private=3, weight=2, hint=TRAINING_ONLY, traps=("training-only",), zh="六个训练行，四个其他行；然后是整数。")
def ordinary(rng: Generator) -> Case:
    """Six training rows, four others; then whole numbers."""
    whole = Case(x_train=rng.integers(-60, 60, size=(6, 3)), x_other=rng.integers(-60, 60, size=(4, 3)))
    return draw(rng, 6, 4, 3).then(as_standardised(whole, frozenset()))


@scenario(private=2, weight=2, hint=TRAINING_ONLY, traps=("shifted",), zh="其他行离得很远，变换后仍然很远。")
def shifted(rng: Generator) -> Case:
    """Other rows that lie far away, and stay far away."""
    drawn = draw(rng, 7, 3, 2).inputs
    return as_standardised(Case(x_train=drawn["x_train"], x_other=drawn["x_other"] + 50), frozenset())


@scenario(private=1, weight=2, hint=CONSTANT, traps=("constant-column",), zh="有一列在训练中是常数，在其他行中不是。")
def constant_columns(rng: Generator) -> Case:
    """A column that is constant in training, and not in the other rows."""
    drawn = draw(rng, 5, 4, 3).inputs
    x_train = np.where(np.arange(3) == 1, -2, drawn["x_train"])
    return as_standardised(Case(x_train=x_train, x_other=drawn["x_other"]), frozenset()).hold("x_train")


@scenario(private=1, hint=CONSTANT, traps=("constant-column",), zh="三个 0.1：全都相等，而算出的标准差是 1.4e-17。")
def constant_up_to_rounding(rng: Generator) -> Case:
    """Three times 0.1: all equal, and a computed deviation of 1.4e-17."""
    x_train = np.column_stack([np.full(3, 0.1), rng.normal(size=3)])
    x_other = np.array([[0.1, 1.0], [0.6, -1.0]])
    return as_standardised(Case(x_train=x_train, x_other=x_other), frozenset()).off_grid().hold("x_train")


@scenario(private=1, hint=CONSTANT, traps=("small-unit",), zh="有一列的单位使数值很小：离散程度约为 1e-9。")
def small_unit(rng: Generator) -> Case:
    """A column measured in a unit that makes it small: spreads near 1e-9."""
    drawn = draw(rng, 6, 3, 2).inputs
    scaled = {name: array * [1e-9, 1.0] for name, array in drawn.items()}
    return as_standardised(Case(**scaled), frozenset())


@scenario(private=1, traps=("far-from-origin",), zh="各列在 1e4 附近，离散程度为 1。")
def far_from_origin(rng: Generator) -> Case:
    """Columns at 1e4 with a spread of 1."""
    train, other = FAR + rng.normal(size=(6, 2)), FAR + rng.normal(size=(3, 2))
    return as_standardised(Case(x_train=train, x_other=other), frozenset())


every_choice = covering(
    domain,
    private=18,
    adjust=as_standardised,
    traps=("one-row", "one-feature", "no-other-rows", "integers", "float32", "input-forms"),
)
