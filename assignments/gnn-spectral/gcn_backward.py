"""The GCN layer and its gradients."""

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
    keeps_inputs,
    scenario,
    values,
)
from grader.author import (
    ordinary as ordinary_values,
)

from . import graphs
from .graphs import directed, halves, undirected

problem = Problem(
    points=15,
    forbidden=("autograd",),
    hints=(
        Text(
            "The traps are the transposes, and relu: the gradient passes where the input of relu was above 0.",
            zh="陷阱在于转置和 relu：只有 relu 的输入大于 0 处梯度才能通过。",
        ),
        Text(
            "Compare grad_features with a finite difference on a graph whose edges lead one way.",
            zh="在一个有向图上，用有限差分核对 grad_features。",
        ),
    ),
)

TRANSPOSED = Text(
    "What node i gathers from node j flows back from i to j: the transpose of the matrix.",
    zh="节点 i 从节点 j 收集的信息，反向时从 i 流回 j：要用矩阵的转置。",
)
SILENT = Text(
    "Where the input of relu is exactly 0 no gradient passes.",
    zh="relu 的输入恰为 0 处没有梯度通过。",
)


def gathering(adjacency: np.ndarray) -> np.ndarray:
    """A + I by row sums on both sides."""
    with_loops = adjacency + np.eye(len(adjacency))
    scale = with_loops.sum(axis=1) ** -0.5
    return scale[:, None] * with_loops * scale


MATRICES = (
    values(
        "of one-way edges",
        lambda here: gathering((directed if here.shape[0] > 2 else undirected)(here.rng, here.shape[0])),
        zh="单向边的图",
    ),
    values(
        "symmetric",
        lambda here: gathering(undirected(here.rng, here.shape[0])),
        lambda a: np.allclose(a, a.T, atol=1e-3),
        reason="its transpose is the same",
        zh="对称",
    ),
)
SILENT_UNIT = values(
    "a column of zeros",
    lambda here: here.rng.normal(size=here.shape) * (np.arange(here.shape[1]) > 0),
    lambda a: not a.any(axis=0).all(),
    needs=lambda O: O > 1,
    reason="the input of relu is exactly 0",
    zh="有一列全零",
)

domain = Domain(
    normalized=Array("n n", values=MATRICES),
    features=graphs.signals("n F"),
    weight=Array("F O", values=(ordinary_values(), SILENT_UNIT)),
    grad_output=Array("n O"),
).choices_of(
    graphs.NODES,
    graphs.COLUMNS,
    Choice(
        "outputs",
        case("several outputs", zh="多个输出"),
        case("one output", lambda O: O == 1, reason="axes get lost", single=True, zh="一个输出"),
    ),
)


def _drawn(rng: Generator, adjacency: np.ndarray, columns: int, outputs: int) -> Case:
    nodes = len(adjacency)
    return Case(
        normalized=gathering(adjacency),
        features=halves(rng, nodes, columns) + rng.normal(scale=0.1, size=(nodes, columns)),
        weight=halves(rng, columns, outputs),
        grad_output=halves(rng, nodes, outputs),
    )


@scenario(public=1, zh="作业说明的例子：两个节点；其中一个节点上有一个单元是开的。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: two nodes; one unit is on in one of them."""
    return Case(
        normalized=np.array([[0.5, 0.5], [0.0, 1.0]]),
        features=np.array([[4.0], [-2.0]]),
        weight=np.array([[3.0, -1.0]]),
        grad_output=np.array([[1.0, 10.0], [100.0, 1000.0]]),
    )


@scenario(public=2, private=2, zh="一个无向图。")
def ordinary(rng: Generator) -> Case:
    """An undirected graph."""
    return _drawn(rng, undirected(rng, 5), 3, 2)


@scenario(private=2, weight=2, hint=TRANSPOSED, traps=("directed", "asymmetric-laplacian"), zh="单向的边。")
def directed_graph(rng: Generator) -> Case:
    """Edges that lead one way."""
    return _drawn(rng, directed(rng, 5), 3, 4)


@scenario(private=1, hint=graphs.SQUARE, traps=("square-sizes",), zh="节点数、列数与输出数相同。")
def equal_sizes(rng: Generator) -> Case:
    """As many nodes as columns and outputs."""
    return _drawn(rng, directed(rng, 4), 4, 4)


@scenario(private=1, hint=SILENT, traps=("relu-at-zero",), zh="有一个单元的权重为 0：relu 的输入在每个节点上都是 0。")
def silent_unit(rng: Generator) -> Case:
    """A unit with weights of 0: the input of relu is 0 at every node."""
    inputs = dict(_drawn(rng, directed(rng, 5), 3, 3).inputs)
    inputs["weight"] = inputs["weight"] * np.array([1.0, 0.0, 1.0])
    return Case(**inputs)


every_choice = covering(domain, private=13, weight=1, traps=("single-node", "relu-at-zero", "integers", "input-forms"))
called_again = calls_again(directed_graph)
inputs_kept = keeps_inputs(directed_graph)
