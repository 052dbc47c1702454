"""A polynomial filter in the Fourier domain."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    calls_again,
    case,
    covering,
    float64,
    keeps_inputs,
    scenario,
    signed,
    values,
)
from grader.author import (
    ordinary as ordinary_values,
)

from . import graphs
from .graphs import basis, exact

problem = Problem(
    points=15,
    hints=(
        Text(
            "The traps are the first coefficient, which has no frequency beside it, and the two sides of the basis.",
            zh="陷阱在于第一个系数不乘频率，以及特征向量矩阵的两侧。",
        ),
        Text(
            "With coefficients [1] nothing is filtered; with [0, 1] the answer is L x. Try both.",
            zh="系数为 [1] 时信号不变；为 [0, 1] 时答案是 L x。两种都试一下。",
        ),
    ),
)

FREQUENCIES = values("frequencies", lambda here: np.sort(here.rng.uniform(0, 2, size=here.shape)), zh="频率")
SEVERAL_ZERO = values(
    "the frequency 0 twice",
    lambda here: np.sort(np.where(np.arange(here.shape[0]) < 2, 0, here.rng.uniform(0.5, 2, size=here.shape))),
    lambda a: int((a == 0).sum()) >= 2,
    needs=lambda n: n > 2,
    reason="two components: nothing divides by a frequency",
    zh="频率 0 出现两次",
)

domain = Domain(
    eigenvalues=Array("n", values=(FREQUENCIES, SEVERAL_ZERO)),
    eigenvectors=graphs.BASIS,
    signal=graphs.signals("n"),
    coefficients=Array("K", dtypes=(float64, signed.once()), values=(ordinary_values(ints=(-5, 5)),)),
).choices_of(
    graphs.NODES,
    Choice(
        "order",
        case("three coefficients or more", lambda K: K > 2, zh="三个或更多系数"),
        case("one coefficient", lambda K: K == 1, reason="the filter is a number", zh="一个系数"),
        case("two coefficients", lambda K: K == 2, zh="两个系数"),
    ),
)


def _drawn(rng: Generator, nodes: int, order: int) -> Case:
    frequencies, waves = basis(rng, nodes)
    return exact(
        Case(
            eigenvalues=frequencies,
            eigenvectors=waves,
            signal=rng.normal(scale=2, size=nodes),
            coefficients=rng.normal(size=order),
        )
    )


@scenario(public=1, zh="作业说明的图：三个节点的路径，频率为 0、1 和 3。")
def by_hand(rng: Generator) -> Case:
    """The handout's graph: a path of three nodes, with the frequencies 0, 1 and 3."""
    return Case(
        eigenvalues=np.array([0.0, 1.0, 3.0]),
        eigenvectors=np.array([[1, 1, 1], [1, 0, -2], [1, -1, 1]]) / np.sqrt([3, 2, 6]),
        signal=np.array([1.0, 3.0, 2.0]),
        coefficients=np.array([0.1, 0.7]),
    ).off_grid()


@scenario(public=2, private=2, zh="五个节点的图上的三个系数。")
def ordinary(rng: Generator) -> Case:
    """Three coefficients on a graph of five nodes."""
    return _drawn(rng, 5, 3)


@scenario(private=1, traps=("orders",), zh="一个系数：信号乘以一个数。")
def one_coefficient(rng: Generator) -> Case:
    """One coefficient: the signal times a number."""
    return _drawn(rng, 5, 1)


@scenario(private=1, traps=("orders",), zh="六个系数。")
def many_coefficients(rng: Generator) -> Case:
    """Six coefficients."""
    return _drawn(rng, 7, 6)


@scenario(private=1, hint=graphs.SQUARE, traps=("square-sizes", "orders"), zh="系数个数与节点数相同。")
def as_many_coefficients_as_nodes(rng: Generator) -> Case:
    """As many coefficients as nodes."""
    return _drawn(rng, 4, 4)


every_choice = covering(
    domain, private=13, adjust=exact, traps=("single-node", "components", "integers", "input-forms")
)
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
