"""How far an output moves when its input does, and how far at most."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Domain,
    Generator,
    Problem,
    Text,
    covering,
    float32,
    float64,
    scenario,
    signed,
    values,
    zeros,
)
from grader.author import (
    ordinary as normal,
)

from .draws import COMPUTED, CONVERT, FEATURES, SAMPLES, of_size_one, quarters

problem = Problem(
    points=10,
    hints=(
        Text(
            "The traps are the sign of the change, and which lengths are multiplied.",
            zh="陷阱在于变化的符号，以及相乘的是哪些长度。",
        ),
        Text(
            "No change may exceed its bound, and both are equal where a row is a multiple of weight: check both.",
            zh="变化不得超过上界；某一行是 weight 的倍数时两者相等：请检查这两点。",
        ),
    ),
)

EACH = Text(
    "Every row has a length of its own: the square root of the sum of its squares.",
    zh="每一行有自己的长度：该行平方和的平方根。",
)

domain = (
    Domain(
        weight=Array(
            "D",
            dtypes=COMPUTED,
            values=(normal(), zeros.but(title="a weight of zeros", reason="nothing can move", zh="有一个权重全零")),
        ),
        perturbations=Array(
            "N D",
            dtypes=(float64, float32, signed),
            values=(
                normal(),
                values(
                    "a row of zeros",
                    lambda here: np.where(np.arange(here.shape[0])[:, None] == 0, 0, normal().make(here)),
                    lambda array: bool((~array.any(axis=1)).any()),
                    reason="0 divides",
                    zh="有一行全零",
                ),
                values(
                    "multiples of the weight",
                    lambda here: here.rng.choice([-2.0, 0.5, 2.0], size=(here.shape[0], 1)) * here.given["weight"],
                    lambda array, here: _parallel(array, here.given["weight"]),
                    kinds="floats",
                    needs=lambda D: D > 1,
                    reason="the bound is reached",
                    zh="权重的倍数",
                ),
            ),
        ),
    )
    .choices_of(SAMPLES, FEATURES)
    .never(("weight: a weight of zeros", "perturbations: multiples of the weight"))
    .float32_together("weight", "perturbations")
)


def _parallel(rows: np.ndarray, weight: np.ndarray) -> bool:
    """Whether every row is a multiple of the weight, none of them 0."""
    products, lengths = rows @ weight, np.linalg.norm(rows, axis=1) * np.linalg.norm(weight)
    return len(weight) > 1 and bool((lengths > 0).all() and np.allclose(np.abs(products), lengths, rtol=1e-5))


@scenario(public=1, zh="作业说明的例子：从一个点出发走三步。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: three steps from one point."""
    return Case(weight=np.array([3.0, 4.0]), perturbations=np.array([[1.0, 0.0], [-0.6, -0.8], [4.0, -3.0]]))


@scenario(public=2, zh="一个权重：总能达到上界。")
def one_direction(rng: Generator) -> Case:
    """One weight: the bound is always reached."""
    first, second = (Case(weight=quarters(rng, 1), perturbations=quarters(rng, 3, 1)) for _ in range(2))
    return first.then(second)


@scenario(private=3, weight=2, hint=EACH, traps=("own-length",), zh="四个特征的六个扰动，长度不同。")
def ordinary(rng: Generator) -> Case:
    """Six perturbations of four features, of different length."""
    lengths = rng.uniform(0.1, 3, size=(6, 1))
    return Case(weight=rng.normal(size=4), perturbations=lengths * rng.normal(size=(6, 4)))


@scenario(private=2, weight=2, traps=("sign",), zh="使输出变小的扰动：变化看的是大小。")
def against_the_weight(rng: Generator) -> Case:
    """Perturbations that lower the output: the change is a size."""
    weight = rng.normal(size=3)
    return Case(weight=weight, perturbations=rng.normal(scale=0.3, size=(5, 3)) - weight)


@scenario(private=1, hint=EACH, traps=("square",), zh="扰动个数与特征数相同。")
def square(rng: Generator) -> Case:
    """As many perturbations as features."""
    return Case(weight=rng.normal(size=4), perturbations=rng.normal(size=(4, 4)))


@scenario(private=1, hint=CONVERT, traps=("integers",), zh="int8 的扰动：它们的平方会溢出。")
def small_integers(rng: Generator) -> Case:
    """Perturbations in int8: their squares overflow."""
    rows = rng.integers(12, 128, size=(4, 3)) * rng.choice([-1, 1], size=(4, 3))
    return Case(weight=rng.normal(size=3), perturbations=rows.astype(np.int8))


every_choice = covering(
    domain,
    private=16,
    adjust=of_size_one,
    traps=("zero-row", "zero-weight", "bound-reached", "one-sample", "one-feature", "float32", "input-forms"),
)
