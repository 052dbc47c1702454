"""The model with the least mean validation loss."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import (
    LAYOUTS,
    Case,
    Choice,
    Domain,
    Generator,
    Made,
    Problem,
    Text,
    case,
    covering,
    float64,
    scenario,
)

problem = Problem(
    points=5,
    hints=(
        Text(
            "The traps are comparisons: with NaN every one of them is false, and equal means need a rule.",
            zh="陷阱在于比较：与 NaN 的比较都为假，平均相等时需要规则。",
        ),
        Text(
            "What does np.argmin give for [2, nan, 1]? And for [3, 1, 1]?",
            zh="np.argmin 对 [2, nan, 1] 给出什么？对 [3, 1, 1] 呢？",
        ),
    ),
)

LOSES = Text(
    "A model with a NaN has no mean loss: it never wins, and -1 is returned if every model has one.",
    zh="有 NaN 的模型没有平均损失：它不会胜出；如果每个模型都有 NaN，返回 -1。",
)


def _losses(here: Any) -> np.ndarray:
    """Multiples of 1/8, whose means are exact; the best model at any place."""
    rng, shape, kind = here.rng, (here.sizes["M"], here.sizes["K"]), here.sizes["losses"]
    found = rng.integers(8, 40, size=shape) / 8
    best = int(rng.integers(shape[0]))
    found[best] = rng.integers(1, 8, size=shape[1]) / 8
    if kind == "tie":
        found[(best + 1 + int(rng.integers(shape[0] - 1))) % shape[0]] = rng.permutation(found[best])
    elif kind == "nan":
        found[(best + 1 + int(rng.integers(shape[0] - 1))) % shape[0], rng.integers(shape[1])] = np.nan
    elif kind == "infinite":
        found[(best + 1 + int(rng.integers(shape[0] - 1))) % shape[0], rng.integers(shape[1])] = np.inf
    elif kind == "hopeless":
        found[np.arange(shape[0]), rng.integers(shape[1], size=shape[0])] = np.nan
    return found


def _measured(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is unusual about the losses."""
    losses = inputs["validation_losses"]
    if losses.ndim != 2 or not losses.size or (losses < 0).any():
        return None
    means = losses.mean(axis=1)
    broken, finite = np.isnan(means), means[np.isfinite(means)]
    kinds = {
        "hopeless": broken.all(),
        "nan": broken.any(),
        "infinite": np.isinf(means).any(),
        "tie": len(finite) > 1 and (finite == finite.min()).sum() > 1,
        "plain": True,
    }
    return {"M": len(losses), "K": losses.shape[1], "losses": next(name for name, holds in kinds.items() if holds)}


domain = (
    Domain(
        validation_losses=Made(
            _losses, _measured, "(M, K), numbers from 0 on, infinities and NaN among them", (float64,), LAYOUTS
        )
    )
    .sizes(M=range(1, 7), K=range(1, 6), losses=("plain", "tie", "nan", "infinite", "hopeless"))
    .needs(lambda M, losses: M > 1 or losses in {"plain", "hopeless"})
    .choices_of(
        Choice(
            "losses",
            case("one model is best", lambda losses: losses == "plain", zh="有一个模型最好"),
            case(
                "two models are equal", lambda losses: losses == "tie", reason="the lower number wins",
                zh="两个模型并列",
            ),
            case("a NaN", lambda losses: losses == "nan", reason="every comparison with it is false", zh="有一个 NaN"),
            case(
                "an infinite loss", lambda losses: losses == "infinite", reason="a number, and no NaN",
                zh="有无穷大的损失",
            ),
            case(
                "a NaN in every model", lambda losses: losses == "hopeless", reason="nobody wins",
                zh="每个模型都有 NaN",
            ),
        ),
        Choice(
            "models",
            case("several models", zh="多个模型"),
            case("one model", lambda M: M == 1, reason="the first is the last", zh="一个模型"),
        ),
        Choice(
            "folds",
            case("several folds", zh="多折"),
            case("one fold", lambda K: K == 1, reason="axes of length 1 get lost", zh="一折"),
            case(
                "as many folds as models", lambda M, K: M == K > 1, reason="the other axis has the right length",
                zh="折数等于模型数",
            ),
        ),
    )
)


def draw(rng: Generator, models: int, folds: int, best: int) -> Case:
    """Model `best` has the least mean, another one the least single loss, a third one the least median."""
    losses = rng.uniform(2, 3, size=(models, folds))
    losses[best] = rng.uniform(1.2, 1.4, size=folds)
    losses[(best + 1) % models, 0] = 0.1
    losses[(best + 2) % models] = 0.9
    losses[(best + 2) % models, -2:] = 8
    return Case(validation_losses=losses)


def every_best(rng: Generator, models: int, folds: int) -> Case:
    """Four calls, each with another winner: no constant is right."""
    first, *others = (draw(rng, models, folds, int(best)) for best in rng.permutation(models)[:4])
    return first.then(*others)


def with_nan(drawn: Case, *places: tuple[int, int]) -> Case:
    """The same losses, NaN at these places."""
    losses = drawn.inputs["validation_losses"].copy()
    for place in places:
        losses[place] = np.nan
    return Case(validation_losses=losses)


@scenario(public=1, zh="作业说明的例子：三个模型，两折；然后均值相等；然后有一个 NaN；然后只有 NaN。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: three models, two folds; then equal means; then a NaN; then nothing else."""
    rows = ([[3.0, 1.0], [1.0, 2.0], [4.0, 4.0]], [[2.0, 2.0], [1.0, 1.0], [0.5, 1.5]], [[np.nan, 0.0], [5.0, 7.0]])
    first, *others = (Case(validation_losses=np.array(each)) for each in (*rows, [[np.nan]]))
    return first.then(*others)


@scenario(public=2, private=3, weight=3, zh="五个模型，四次调用。")
def ordinary(rng: Generator) -> Case:
    """Five models, four calls."""
    return every_best(rng, 5, 6)


@scenario(
    private=2,
    hint=Text("Of equal means the lower number wins.", zh="平均相等时，编号小的胜出。"),
    traps=("ties",),
    zh="两个模型的损失相同，只是次序不同；三次调用。",
)
def ties(rng: Generator) -> Case:
    """Two models with the same losses in another order; three calls."""
    losses = rng.permuted([[8, 16, 24, 32], [1, 2, 3, 6], [6, 3, 2, 1], [9, 17, 25, 33]], axis=1) / 8
    orders = ([0, 1, 2, 3], [1, 0, 3, 2], [0, 3, 1, 2])
    first, *others = (Case(validation_losses=losses[order]) for order in orders)
    return first.then(*others)


@scenario(
    private=2, hint=LOSES, traps=("nan",),
    zh="本来会胜出的模型里有 NaN；别的模型里有；所有模型里都有；旁边有无穷大的损失。",
)
def some_nan(rng: Generator) -> Case:
    """A NaN in a model that would win; in another; in all; beside an infinite loss."""
    base = draw(rng, 5, 6, 1)
    everywhere = [(model, int(rng.integers(6))) for model in range(5)]
    beside = Case(validation_losses=np.array([[np.nan, 1.0], [np.inf, 1.0], [np.nan, 0.0]]))
    return with_nan(base, (1, 2)).then(with_nan(base, (0, 3)), with_nan(base, *everywhere), beside)


@scenario(
    private=1,
    hint=Text(
        "An infinite loss is a number: it loses to all finite ones.",
        zh="无穷大的损失是一个数：它输给所有有限的损失。",
    ),
    traps=("infinite",),
    zh="无穷大的损失：先是一些；然后全部；然后没有。",
)
def infinite(rng: Generator) -> Case:
    """Infinite losses: some; then all; then none."""
    some = np.array([[np.inf, 0.0], [2.0, 3.0], [1.0, np.inf]])
    first, second = (Case(validation_losses=rows) for rows in (some, np.full((3, 2), np.inf)))
    return first.then(second, Case(validation_losses=rng.permutation(np.array([[1.0], [2.0], [3.0]]))))


def again(drawn: Case, _: frozenset[str]) -> Case:
    """A call with another winner comes after it."""
    return drawn.then(Case(validation_losses=np.array([[4.0], [3.0], [3.5], [2.0], [5.0]])))


every_choice = covering(domain, private=15, weight=1, adjust=again, traps=("input-forms",))
