"""The errors of polynomials where they were fitted and where they were not."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import Array, Case, Choice, Domain, Generator, Made, Problem, Text, case, covering, scenario, values

problem = Problem(
    points=15,
    hints=(
        Text(
            "The traps are which samples are fitted, and powers of 1000.",
            zh="陷阱在于用哪些样本拟合，以及 1000 的高次幂。",
        ),
        Text(
            "Divide x by its largest size before you take powers, and the validation x by the same number.",
            zh="求幂之前先用 x 的最大绝对值去除 x，验证集的 x 也除以同一个数。",
        ),
    ),
)

SCALED = Text(
    "Powers of 1000 hide the small ones from any solver: scale x to about 1 first, the polynomial is the same.",
    zh="1000 的高次幂会让求解器看不见低次项：先把 x 缩放到 1 左右，多项式不变。",
)
TRAINED_ON_TRAIN = Text(
    "Fit once, on x and y; the validation samples only measure.",
    zh="只用 x 和 y 拟合一次；验证样本只用于测量。",
)
LARGE = 1000.0


def nodes(rng: Generator, count: int) -> np.ndarray:
    """Places from -1 to 1 in any order, no two of them near each other."""
    places = np.linspace(-1, 1, count) if count > 1 else np.zeros(1)
    return rng.permutation(places + rng.uniform(-0.2, 0.2, size=count) / max(count, 2))


def _repeated(here: Any) -> np.ndarray:
    """Two places taken twice."""
    places = nodes(here.rng, here.shape[0] - 2)
    return here.rng.permutation(np.concatenate([places, places[:2]]))


def _within(here: Any) -> np.ndarray:
    """Between the places that are fitted."""
    x = here.given["x"]
    return here.rng.uniform(x.min(), x.max(), size=here.shape)


def _degrees(here: Any) -> list[int]:
    """Degrees of the chosen kind."""
    most = len(np.unique(here.given["x"])) - 1
    kind, rng = here.sizes["kind"], here.rng
    if kind == "constant":
        return [0]
    if kind == "through":
        return [most, *rng.permutation(most)[:2].tolist()]
    return [1, *rng.permutation(min(most, 6))[:3].tolist()]


def _kind(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    degrees, most = inputs["degrees"], len(np.unique(inputs["x"])) - 1
    if not isinstance(degrees, list) or not degrees:
        return None
    if not all(type(one) is int and 0 <= one <= most for one in degrees):
        return None
    return {"kind": "constant" if max(degrees) == 0 else "through" if max(degrees) == most else "several"}


near = values("from -1 to 1", lambda here: nodes(here.rng, here.shape[0]), zh="从 -1 到 1")
large = values(
    "from -1000 to 1000",
    lambda here: LARGE * nodes(here.rng, here.shape[0]),
    lambda x: bool(np.abs(x).max() > 100),
    reason="powers of 1000 are lost beside each other",
    zh="从 -1000 到 1000",
)
repeated = values(
    "some places taken twice",
    _repeated,
    lambda x: len(np.unique(x)) < len(x) and bool(np.abs(x).max() <= 100),
    needs=lambda n: n > 4,
    held=True,
    reason="fewer places than samples",
    zh="有的位置出现两次",
)
domain = (
    Domain(
        x=Array("n", values=(near, large, repeated)),
        y=Array("n"),
        x_validation=Array("m", values=(values("between the fitted ones", _within, zh="在拟合点之间"),)),
        y_validation=Array("m"),
        degrees=Made(_degrees, _kind, "a list of K ints, K from 1 on, each less than the number of different x"),
    )
    .sizes(n=range(2, 9), m=range(1, 7), kind=("several", "through", "constant"))
    .needs(lambda n, kind: n > 3 or kind != "several")
    .choices_of(
        Choice(
            "degrees",
            case("several degrees", lambda kind: kind == "several", zh="多个次数"),
            case(
                "a polynomial through every place", lambda kind: kind == "through", reason="an error of 0",
                zh="多项式经过每个点",
            ),
            case("a constant alone", lambda kind: kind == "constant", reason="one column", zh="只有常数项"),
        ),
        Choice(
            "validation",
            case("several samples", zh="多个样本"),
            case("one sample", lambda m: m == 1, reason="a lost axis", zh="一个样本"),
        ),
    )
)


def sized(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """An error of 0 has no size of its own."""
    return drawn.scale(1.0)


def noisy(rng: Generator, count: int, other: int, degrees: list[int], size: float = 1.0) -> Case:
    """A wave, and noise."""
    x, x_validation = nodes(rng, count), rng.uniform(-0.9, 0.9, size=other)
    y, y_validation = (np.sin(3 * places) + rng.normal(scale=0.3, size=len(places)) for places in (x, x_validation))
    drawn = Case(x=size * x, y=y, x_validation=size * x_validation, y_validation=y_validation, degrees=degrees)
    return drawn.scale(1.0)


@scenario(public=1, zh="作业说明的例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's example."""
    x, y = np.array([-1.0, 0.0, 1.0, 2.0]), np.array([1.0, 0.0, 2.0, 3.0])
    return Case(x=x, y=y, x_validation=np.array([0.5]), y_validation=np.array([1.5]), degrees=[0, 1, 3]).scale(1.0)


@scenario(public=2, zh="一个常数和一条直线。")
def lines(rng: Generator) -> Case:
    """A constant and a line."""
    return noisy(rng, 5, 3, [0, 1])


@scenario(
    public=1, private=3, weight=3, hint=TRAINED_ON_TRAIN, traps=("fit-on-train", "order-of-degrees"),
    zh="十二个带噪声的样本，次数的次序任意。",
)
def ordinary(rng: Generator) -> Case:
    """Twelve noisy samples, degrees in any order."""
    return noisy(rng, 12, 7, rng.permutation([1, 3, 4, 6]).tolist())


@scenario(private=3, weight=2, hint=SCALED, traps=("large-x",), zh="x 的大小为 1000，次数到 7。")
def large_x(rng: Generator) -> Case:
    """x of size 1000, degrees up to 7."""
    return noisy(rng, 14, 6, [2, 5, 7], LARGE)


@scenario(private=2, traps=("interpolating",), zh="六个样本，5 次多项式：训练误差为 0。")
def through_every_place(rng: Generator) -> Case:
    """Six samples, a polynomial of degree 5: an error of 0 in training."""
    return noisy(rng, 6, 5, [3, 5])


@scenario(private=1, traps=("repeated-x",), zh="每个位置测量两次。")
def places_twice(rng: Generator) -> Case:
    """Every place measured twice."""
    drawn = noisy(rng, 5, 4, [1, 3]).inputs
    y = np.concatenate([drawn["y"], drawn["y"] + rng.normal(scale=0.3, size=5)])
    return Case(**{**drawn, "x": np.tile(drawn["x"], 2), "y": y}).hold("x").scale(1.0)


every_choice = covering(domain, private=14, adjust=sized, traps=("one-sample", "input-forms"))
