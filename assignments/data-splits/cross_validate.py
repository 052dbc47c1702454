"""The error of a model on every held-out fold, nothing of the fold having been seen."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Made,
    Problem,
    Text,
    case,
    covering,
    float64,
    integers,
    scenario,
    uint8,
    values,
)
from grader.author import (
    ordinary as normal,
)

from . import public
from .draws import CONSTANT, EXACT, FEATURES, NORMAL, TRAINING_ONLY, constant

problem = Problem(
    points=25,
    hints=(
        Text(
            "The traps are what a fold's model may have seen, and that every fold has a number of its own.",
            zh="陷阱在于一折的模型可以见过什么，以及每一折都有自己的一个数。",
        ),
        Text(
            "List what is done with each fold, in order; nothing but the last two steps may touch its held-out rows.",
            zh="按顺序列出每一折所做的事；只有最后两步可以接触留出的行。",
        ),
    ),
)

OWN_NUMBER = Text(
    "k numbers, one a fold: the mean square error of its held-out rows.", zh="k 个数，每折一个：留出行的均方误差。"
)
MODELS = ("mean", "ridge", "kernel", "online")


def _part(part: str) -> Made:
    """The function `fit` or `predict` of the chosen model."""

    def measure(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
        found = inputs[part]
        model, _, kind = (getattr(found, "name", None) or found.__name__).partition("_")
        return {"model": model} if model in MODELS and kind == part else None

    words = {
        "fit": "a function: x_train and targets_train in, a model out",
        "predict": "a function: a model and (M, D) in, (M,) out",
    }
    return Made(lambda here: getattr(public, f"{here.sizes['model']}_{part}"), measure, words[part])


def _in_one_fold(here: Any) -> np.ndarray:
    """A column that is 1 in the first row and 0 elsewhere: constant wherever the first row is held out."""
    rows, columns = np.arange(here.shape[0])[:, None], np.arange(here.shape[1])
    return np.where(columns == 0, rows == 0, NORMAL.make(here))


def _varies_in_one_row(array: np.ndarray) -> bool:
    return len(array) > 2 and bool(((array[1:] == array[1]).all(axis=0) & (array[0] != array[1])).any())


domain = (
    Domain(
        x=Array(
            "N D",
            dtypes=(float64, integers, uint8),
            values=(
                NORMAL,
                constant.but(needs=lambda N: N > 2),
                values(
                    "a column that varies in one row",
                    _in_one_fold,
                    _varies_in_one_row,
                    needs=lambda N: N > 2,
                    held=True,
                    reason="constant in the training rows of one fold",
                    zh="有一列只在一行上不同",
                ),
            ),
        ),
        targets=Array("N", dtypes=(float64, integers), values=(normal(3, ints=(-9, 9)),)),
        k=Int(range(2, 12)),
        fit=_part("fit"),
        predict=_part("predict"),
    )
    .sizes(N=range(2, 10), k=range(2, 8), model=MODELS)
    .needs(lambda N, k: k <= N)
    .choices_of(
        Choice(
            "folds",
            case("k does not divide", lambda N, k: k < N and N % k != 0, zh="k 不能整除"),
            case("k divides", lambda N, k: k < N and N % k == 0, reason="nothing left over", usual=True, zh="k 能整除"),
            case("one row a fold", lambda N, k: k == N, reason="leave-one-out", zh="每折一行"),
        ),
        Choice(
            "model",
            case("a linear model", lambda model: model == "ridge", zh="线性模型"),
            case("a model that remembers its rows", lambda model: model == "kernel", usual=True, zh="记住训练行的模型"),
            case(
                "a model that learns row by row", lambda model: model == "online", reason="rows come in their order",
                zh="逐行学习的模型",
            ),
            case(
                "a model that ignores x", lambda model: model == "mean", reason="targets alone decide", usual=True,
                zh="不看 x 的模型",
            ),
        ),
        FEATURES,
    )
)


def as_measured(drawn: Case, _: frozenset[str] = frozenset()) -> Case:
    """As exact as the models of right programs."""
    return drawn.scale(1.0).tolerance(1e-9, reason=EXACT)


def draw(rng: Generator, model: str, rows: int, k: int, features: int = 3) -> Case:
    """Columns of different mean and spread, and targets that follow them."""
    spread = 10.0 ** rng.permutation(np.linspace(-1, 1, features))
    x = rng.normal(size=(rows, features))
    targets = x @ rng.normal(scale=2, size=features) + rng.normal(size=rows)
    fit, predict = (getattr(public, f"{model}_{part}") for part in ("fit", "predict"))
    return as_measured(Case(x=x * spread + 3 * spread, targets=targets, k=k, fit=fit, predict=predict))


@scenario(public=1, zh="作业说明的例子：三折，模型是目标的均值。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: three folds, the model is the mean target."""
    x, targets = np.arange(5.0)[:, None], np.array([1.0, 2.0, 3.0, 6.0, 10.0])
    return as_measured(Case(x=x, targets=targets, k=3, fit=public.mean_fit, predict=public.mean_predict))


@scenario(public=2, private=1, zh="各折大小相同，模型是目标的均值。")
def equal_folds(rng: Generator) -> Case:
    """Folds of equal size, the model is the mean target."""
    return draw(rng, "mean", 3 * int(rng.integers(2, 4)), 3)


@scenario(public=1, private=3, weight=2, hint=TRAINING_ONLY, traps=("training-only",), zh="八行分三折，线性模型。")
def ordinary(rng: Generator) -> Case:
    """Eight rows in three folds, a linear model."""
    return draw(rng, "ridge", 8, 3)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "The model remembers what it was trained on: held-out rows must not be among it.",
        zh="模型记得训练过的行：其中不能有留出的行。",
    ),
    traps=("never-seen",),
    zh="七行分四折，模型记住每一行。",
)
def remembers(rng: Generator) -> Case:
    """Seven rows in four folds, a model that remembers every row."""
    return draw(rng, "kernel", 7, 4)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "Training rows come in ascending order, and their targets as they are: this model sees the difference.",
        zh="训练行按升序给出，目标值保持原样：这个模型看得出差别。",
    ),
    traps=("in-order",),
    zh="八行分三折，没有常数项的模型逐行学习。",
)
def row_by_row(rng: Generator) -> Case:
    """Eight rows in three folds, a model without a constant that learns from one row after another."""
    return draw(rng, "online", 8, 3)


@scenario(private=1, hint=OWN_NUMBER, traps=("one-row-a-fold",), zh="折数与行数相同。")
def leave_one_out(rng: Generator) -> Case:
    """As many folds as rows."""
    return draw(rng, "ridge", 6, 6)


@scenario(
    private=1, weight=2, hint=TRAINING_ONLY, traps=("shifted",),
    zh="各行按升序排列：每个留出的折都位于训练所用的行之外。",
)
def ordered(rng: Generator) -> Case:
    """Rows in ascending order: every held-out fold lies elsewhere than what is trained on."""
    drawn = draw(rng, "ridge", 9, 3, features=2).inputs
    return as_measured(Case(**{**drawn, "x": np.sort(drawn["x"], axis=0) + np.arange(9)[:, None] * [0.5, 5]}))


@scenario(private=1, hint=CONSTANT, traps=("constant-column",), zh="一列是非题，只在一折里是“是”；两种模型。")
def constant_in_one_fold(rng: Generator) -> Case:
    """A yes-or-no column that is "yes" in one fold only; two models."""
    return _with_one_yes(rng, "ridge").then(_with_one_yes(rng, "kernel"))


def _with_one_yes(rng: Generator, model: str) -> Case:
    drawn = draw(rng, model, 8, 4).inputs
    x = np.where(np.arange(3) == 1, (np.arange(8) < 2)[:, None], drawn["x"])
    return as_measured(Case(**{**drawn, "x": x})).hold("x")


every_choice = covering(domain, private=14, adjust=as_measured, traps=("one-feature", "integers", "input-forms"))
