"""The exact minimum of ridge regression, the bias free."""

from collections.abc import Callable
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
    float64,
    integers,
    scenario,
    uint8,
    values,
)
from grader.author import (
    ordinary as normal,
)

from .draws import CONVERT, FEATURES, LAM, SAMPLES, UNPENALISED, drawn_lam, regression

problem = Problem(
    points=25,
    hints=(
        Text(
            "The traps are the bias, which costs nothing, and lam = 0, where a matrix may have no inverse.",
            zh="陷阱在于不受惩罚的偏置，以及 lam = 0 时可能没有逆的矩阵。",
        ),
        Text(
            "Add 100 to all targets: only the bias may change. Repeat a column: both must get half of its weight.",
            zh="给所有目标加 100：只有偏置应当改变。把一列重复一次：两列应各得一半的权重。",
        ),
    ),
)

#: Where features lie that are far from the origin, beside a spread of 1.
FAR = 100
SHORTEST = Text(
    "With lam = 0 and dependent columns many weights fit alike: the shortest one is asked.",
    zh="lam = 0 且列线性相关时，有许多权重同样好：要其中最短的。",
)
DIRECT = "right programs differ by the square of the condition: normal equations against singular values"
UNCENTRED = "who solves with a column of ones, and does not centre, loses digits"


def spread(draw: Callable[[], Any], columns: Any = slice(None)) -> np.ndarray:
    """Of twenty draws the one whose columns are furthest from dependent: no singular value is nearly zero."""

    def flatness(x: np.ndarray) -> float:
        sizes = np.linalg.svd(x[:, columns] - x[:, columns].mean(axis=0), compute_uv=False)
        rank = min(len(x) - 1, len(sizes))
        return float(sizes[rank - 1] / sizes[0]) if rank > 0 and sizes[0] > 0 else 0.0

    return max((np.asarray(draw()) for _ in range(20)), key=flatness)


def _ordinary(here: Any) -> np.ndarray:
    low = 0 if here.dtype.kind == "u" else -9
    return spread(
        lambda: here.rng.normal(size=here.shape) if here.is_float else here.rng.integers(low, 10, size=here.shape)
    )


def _repeated(here: Any) -> np.ndarray:
    """The last column is a copy of the first."""
    return _ordinary(here)[:, [*range(here.shape[1] - 1), 0]]


def _constant(here: Any) -> np.ndarray:
    """The first column is 3 everywhere."""
    return np.where(np.arange(here.shape[1]) == 0, 3, _ordinary(here))


def _has_copies(array: np.ndarray) -> bool:
    return len(array) > 1 and len(np.unique(array, axis=1).T) < array.shape[1] and not _has_constants(array)


def _has_constants(array: np.ndarray) -> bool:
    return len(array) > 1 and bool((np.ptp(array.astype(float), axis=0) == 0).any())


domain = (
    Domain(
        x=Array(
            "N D",
            dtypes=(float64, integers, uint8),
            values=(
                values("ordinary", _ordinary, zh="普通"),
                values(
                    "two equal columns",
                    _repeated,
                    _has_copies,
                    needs=lambda N, D: N > 2 and D > 1,
                    held=True,
                    reason="no inverse, and many weights that fit alike",
                    zh="有两列相同",
                ),
                values(
                    "a constant column",
                    _constant,
                    _has_constants,
                    needs=lambda N, D: N > 2 and D > 1,
                    held=True,
                    reason="a column that the bias can do as well",
                    zh="有一列是常数",
                ),
                values(
                    "far from the origin",
                    lambda here: FAR + _ordinary(here),
                    lambda array: bool((np.abs(array.astype(float)) > FAR / 2).all()),
                    kinds="floats",
                    needs=lambda N, D: N > D + 1,
                    reason="a bias that is penalised cannot follow",
                    zh="远离原点",
                ),
            ),
        ),
        targets=Array("N", dtypes=(float64, integers), values=(normal(3, ints=(-9, 9)),)),
        lam=LAM,
    )
    .sizes(N=range(1, 8), D=range(1, 6))
    .choices_of(
        SAMPLES,
        FEATURES,
        Choice(
            "shape",
            case("more samples than features", lambda N, D: N > D, zh="样本多于特征"),
            case(
                "more features than samples", lambda N, D: D > N, reason="no inverse without lam", usual=True,
                zh="特征多于样本",
            ),
            case(
                "as many samples as features", lambda N, D: N == D, reason="centring takes one dimension",
                zh="样本数等于特征数",
            ),
        ),
    )
)


def solved(drawn: Case, *, far: bool = False) -> Case:
    """What is asked of right programs, whichever way they solve."""
    drawn = drawn.scale(1.0)
    return drawn.tolerance(1e-7, reason=UNCENTRED) if far else drawn.tolerance(1e-10, reason=DIRECT)


def as_solved(drawn: Case, titles: frozenset[str]) -> Case:
    """Of size 1, as exact as a right way to solve."""
    return solved(drawn, far="x: far from the origin" in titles)


def draw(rng: Generator, count: int, features: int, lam: float, offset: float = 0.0) -> Case:
    """Samples whose columns are not nearly dependent."""
    drawn = regression(rng, count, features)
    x = spread(lambda: rng.normal(size=(count, features)))
    return Case(x=x + offset, targets=drawn["targets"], lam=lam)


@scenario(public=1, zh="作业说明的例子：四个样本，一个特征。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: four samples of one feature."""
    return solved(Case(x=np.array([[1.0], [2.0], [3.0], [6.0]]), targets=np.array([2.0, 4.0, 3.0, 7.0]), lam=6.0))


@scenario(public=2, zh="x 和目标的均值为 0：最好的偏置是 0。")
def centred(rng: Generator) -> Case:
    """x and targets whose mean is 0: the best bias is 0."""
    first, *others = (
        Case(x=np.vstack([x, -x]), targets=np.append(y, -y), lam=lam)
        for lam in (0.5, 1.0, 2.0)
        for x, y in [(rng.integers(1, 9, size=(2, 2)) / 4 * [[1, -1], [1, 1]], rng.integers(1, 9, size=2) / 4)]
    )
    return solved(first).then(*map(solved, others))


@scenario(public=1, private=2, weight=2, hint=UNPENALISED, traps=("bias-free",), zh="九个样本，三个特征。")
def ordinary(rng: Generator) -> Case:
    """Nine samples of three features."""
    return solved(draw(rng, 9, 3, drawn_lam(rng)))


@scenario(
    private=2, weight=2, hint=UNPENALISED, traps=("far-from-origin",),
    zh="特征在 100 附近：偏置必须能自由跟随。",
)
def far_from_origin(rng: Generator) -> Case:
    """Features near 100: the bias must be free to follow."""
    drawn = draw(rng, 8, 3, drawn_lam(rng), offset=float(rng.choice([-FAR, FAR])))
    return solved(drawn, far=True)


@scenario(private=1, traps=("lam-zero",), zh="lam = 0：普通最小二乘。")
def no_penalty(rng: Generator) -> Case:
    """lam = 0: plain least squares."""
    return solved(draw(rng, 9, 3, 0.0))


@scenario(private=2, weight=2, hint=SHORTEST, traps=("lam-zero", "more-features"), zh="lam = 0，三个样本、五个特征。")
def fewer_samples(rng: Generator) -> Case:
    """lam = 0, three samples of five features."""
    return solved(draw(rng, 3, 5, 0.0))


@scenario(
    private=1, hint=SHORTEST, traps=("equal-columns", "constant-column"),
    zh="lam = 0，有一列出现两次，有一列是常数。",
)
def dependent_columns(rng: Generator) -> Case:
    """lam = 0, a column that stands twice and one that is constant."""
    drawn = draw(rng, 8, 3, 0.0).inputs
    x = np.column_stack([drawn["x"], drawn["x"][:, 1], np.full(8, 2.0)])
    return solved(Case(**{**drawn, "x": x})).hold("x")


@scenario(private=1, hint=CONVERT, traps=("integers",), zh="x 是 uint8，目标是 int64。")
def whole_numbers(rng: Generator) -> Case:
    """x in uint8, targets in int64."""
    x = spread(lambda: rng.integers(0, 20, size=(7, 3)))
    return solved(Case(x=x.astype(np.uint8), targets=rng.integers(-9, 10, size=7), lam=drawn_lam(rng)))


every_choice = covering(
    domain, private=18, adjust=as_solved, traps=("one-sample", "one-feature", "constant-column", "input-forms")
)
