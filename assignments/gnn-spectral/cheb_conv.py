"""The layer of ChebNet."""

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

from . import graphs
from .graphs import difference, directed, halves, normalized, undirected, weighted

problem = Problem(
    points=15,
    forbidden=("torch.special.chebyshev_polynomial_t",),
    hints=(
        Text(
            "The traps are the factor 2 of the recurrence, and that it begins only at order 2.",
            zh="陷阱在于递推式中的系数 2，以及它从 2 阶才开始。",
        ),
        Text(
            "For a graph of one node the Laplacian is a number: T_2 of 0.5 is -0.5. Then try one and two orders.",
            zh="只有一个节点时拉普拉斯矩阵是一个数：T_2(0.5) = -0.5。再试一阶和两阶的情形。",
        ),
    ),
)

RECURRENCE = Text("T_k = 2 L T_(k-1) - T_(k-2), from k = 2 on.", zh="从 k = 2 起，T_k = 2 L T_(k-1) - T_(k-2)。")


def _rescaled(here):
    nodes = here.shape[0]
    return normalized(weighted(here.rng, nodes)) - np.eye(nodes) if nodes > 1 else here.rng.uniform(-0.9, 0.9, (1, 1))


def random_walk(rng: Generator, nodes: int) -> np.ndarray:
    """D^-1 (D - A) of a directed graph, minus I: not symmetric."""
    adjacency = directed(rng, nodes)
    return difference(adjacency) / adjacency.sum(axis=1)[:, None] - np.eye(nodes)


LAPLACIANS = (
    values("symmetric", _rescaled, zh="对称"),
    values(
        "asymmetric",
        lambda here: random_walk(here.rng, here.shape[0]),
        lambda a: not np.allclose(a, a.T, atol=1e-3),
        needs=lambda n: n > 2,
        reason="a transposed Laplacian is another one",
        zh="不对称",
    ),
    values(
        "minus the identity",
        lambda here: -np.eye(here.shape[0]),
        lambda a: np.array_equal(a, -np.eye(len(a))),
        reason="a graph without edges: T_k alternates",
        zh="负的单位矩阵",
    ),
)

domain = Domain(
    scaled_laplacian=Array("n n", values=LAPLACIANS),
    features=graphs.signals("n F"),
    weights=Array("K F O"),
).choices_of(
    graphs.NODES,
    graphs.COLUMNS,
    Choice(
        "orders",
        case("three orders or more", lambda K: K > 2, zh="三阶或更多"),
        case("one order", lambda K: K == 1, reason="no Laplacian at all", zh="一阶"),
        case("two orders", lambda K: K == 2, reason="no recurrence yet", zh="两阶"),
    ),
)


@scenario(public=1, zh="作业说明的例子：两个节点，三阶，一列变两列。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: two nodes, three orders, one column to two."""
    return Case(
        scaled_laplacian=np.array([[0.0, -1.0], [-1.0, 0.0]]),
        features=np.array([[1.0], [3.0]]),
        weights=np.array([[[1.0, 0.0]], [[10.0, 1.0]], [[100.0, 2.0]]]),
    )


@scenario(public=1, private=1, zh="两阶：递推还没有开始。")
def two_orders(rng: Generator) -> Case:
    """Two orders: the recurrence has not begun."""
    return Case(
        scaled_laplacian=normalized(undirected(rng, 5)) - np.eye(5),
        features=halves(rng, 5, 3),
        weights=halves(rng, 2, 3, 2),
    )


@scenario(public=2, private=2, hint=RECURRENCE, zh="五个节点的图上的四阶。")
def ordinary(rng: Generator) -> Case:
    """Four orders on a graph of five nodes."""
    return Case(
        scaled_laplacian=normalized(weighted(rng, 5)) - np.eye(5),
        features=halves(rng, 5, 3),
        weights=halves(rng, 4, 3, 2),
    )


@scenario(private=1, traps=("orders",), zh="一阶：节点听不到任何别的节点。")
def one_order(rng: Generator) -> Case:
    """One order: a node hears nobody."""
    return Case(
        scaled_laplacian=normalized(weighted(rng, 4)) - np.eye(4),
        features=halves(rng, 4, 3),
        weights=halves(rng, 1, 3, 5),
    )


@scenario(private=1, hint=RECURRENCE, traps=("orders",), zh="六阶。")
def six_orders(rng: Generator) -> Case:
    """Six orders."""
    return Case(
        scaled_laplacian=normalized(weighted(rng, 7)) - np.eye(7),
        features=halves(rng, 7, 2),
        weights=halves(rng, 6, 2, 3),
    )


@scenario(
    private=1,
    hint=Text(
        "The Laplacian may be that of the random walk, not a symmetric one: multiply with it, not with its transpose.",
        zh="拉普拉斯矩阵可能是随机游走的那种，并不对称：请乘它本身，而不是它的转置。",
    ),
    traps=("asymmetric-laplacian",),
    zh="不对称的 Laplacian。",
)
def of_a_random_walk(rng: Generator) -> Case:
    """A Laplacian that is not symmetric."""
    return Case(scaled_laplacian=random_walk(rng, 6), features=halves(rng, 6, 2), weights=halves(rng, 3, 2, 4))


@scenario(private=1, hint=graphs.SQUARE, traps=("square-sizes",), zh="节点数、列数、阶数与输出数相同。")
def equal_sizes(rng: Generator) -> Case:
    """As many nodes as columns, orders and outputs."""
    return Case(
        scaled_laplacian=random_walk(rng, 4), features=rng.normal(size=(4, 4)), weights=rng.normal(size=(4, 4, 4))
    )


@scenario(
    private=1,
    hint=Text("The Laplacian is scaled already: use it as it is.", zh="拉普拉斯矩阵已经缩放过了：直接使用。"),
    traps=("largest-eigenvalue",),
    zh="Laplacian 缩放时所用的上界大于它的最大特征值。",
)
def largest_eigenvalue_below_one(rng: Generator) -> Case:
    """A Laplacian that was scaled with a bound above its largest eigenvalue."""
    laplacian = difference(weighted(rng, 5))
    bound = 2 * laplacian.diagonal().max()
    return Case(
        scaled_laplacian=2 * laplacian / bound - np.eye(5), features=halves(rng, 5, 2), weights=halves(rng, 3, 2, 3)
    )


every_choice = covering(domain, private=14, traps=("single-node", "no-edges", "orders", "integers", "input-forms"))
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
