"""GraphSAGE with the mean of the neighbours."""

import numpy as np

from grader.author import (
    Case,
    Domain,
    Generator,
    Problem,
    Text,
    covering,
    keeps_inputs,
    scenario,
)

from . import graphs
from .graphs import directed, halves, undirected, weighted, with_isolated, with_loops

problem = Problem(
    points=10,
    hints=(
        Text(
            "The trap is the divisor: how many neighbours there are, not what their edges weigh.",
            zh="陷阱在于除数：是邻居的个数，而不是边的权重。",
        ),
        Text(
            "Look at a node without neighbours, at an edge of weight 0.1, and at whether a node counts itself.",
            zh="看看没有邻居的节点、权重为 0.1 的边，以及节点是否把自己算进去。",
        ),
    ),
)

domain = (
    Domain(
        adjacency=graphs.graph(),
        features=graphs.states("n F"),
        weight_self=graphs.matrix("F o"),
        weight_neighbour=graphs.matrix("F o"),
    )
    .sizes(n=range(1, 7))
    .choices_of(graphs.NODES, graphs.COLUMNS)
    .never(*graphs.one_dtype("weight_self", "weight_neighbour"))
)


def arguments(rng: Generator, adjacency: np.ndarray, width: int, outputs: int) -> dict[str, np.ndarray]:
    """The layer's arguments over a graph."""
    return {
        "adjacency": adjacency,
        "features": rng.normal(size=(len(adjacency), width)),
        "weight_self": rng.normal(size=(width, outputs)),
        "weight_neighbour": rng.normal(size=(width, outputs)),
    }


@scenario(public=1, zh="作业说明的例子：星形图 0 - 1、0 - 2。")
def worked_example(rng: Generator) -> Case:
    """The handout's example: the star 0 - 1, 0 - 2."""
    return Case(
        adjacency=np.array([[0.0, 1, 1], [1, 0, 0], [1, 0, 0]]),
        features=np.array([[1.0, 2], [3, 0], [5, 4]]),
        weight_self=np.array([[1.0], [0]]),
        weight_neighbour=np.array([[2.0], [-1]]),
    )


@scenario(public=3, private=1, weight=3, zh="一个小的无向图。")
def ordinary(rng: Generator) -> Case:
    """A small undirected graph."""
    return Case(
        adjacency=undirected(rng, 5),
        features=halves(rng, 5, 3),
        weight_self=halves(rng, 3, 2),
        weight_neighbour=halves(rng, 3, 2),
    )


@scenario(public=1, private=1, hint=graphs.DIRECTED, traps=("directed",), zh="单向的边；输出的大小相同。")
def one_way_edges(rng: Generator) -> Case:
    """Edges that lead one way; outputs of one size."""
    inputs = arguments(rng, directed(rng, 7), 4, 3)
    for name in ("features", "weight_self", "weight_neighbour"):
        inputs[name] = rng.uniform(0.5, 1.5, size=inputs[name].shape)
    return Case(**inputs)


@scenario(private=2, hint=graphs.PATTERN, traps=("weights-as-pattern",), zh="边的权重有正有负。")
def edge_weights(rng: Generator) -> Case:
    """Edges with weights of both signs."""
    return Case(**arguments(rng, weighted(rng, directed(rng, 6)), 2, 4))


@scenario(private=1, hint=graphs.LOOPS, traps=("self-loops",), zh="有些节点是自己的邻居。")
def self_loops(rng: Generator) -> Case:
    """Some nodes are their own neighbours."""
    return Case(**arguments(rng, with_loops(rng, 6), 3, 5))


@scenario(private=1, hint=graphs.SQUARE, traps=("square-sizes",), zh="节点数、特征数与输出数相同。")
def equal_sizes(rng: Generator) -> Case:
    """As many nodes as features and outputs."""
    return Case(**arguments(rng, directed(rng, 4), 4, 4))


@scenario(private=1, hint=graphs.FORMS, traps=("input-forms",), zh="只读数组，不是逐行存放。")
def array_forms(rng: Generator) -> Case:
    """Read-only arrays that do not lie row by row."""
    case = Case(**arguments(rng, directed(rng, 6), 3, 4)).layout("F", "adjacency", "weight_self")
    return case.layout("reversed", "features").layout("strided", "weight_neighbour").read_only()


@scenario(private=1, hint=graphs.RENUMBERED, traps=("permutation",), zh="同一个图用两次，节点的次序不同。")
def renumbered_nodes(rng: Generator) -> Case:
    """The same graph twice, with its nodes in another order."""
    inputs = arguments(rng, undirected(rng, 6), 2, 3)
    adjacency, features = graphs.renumber(rng.permutation(6), inputs["adjacency"], inputs["features"])
    return Case(**inputs).then(Case(**{**inputs, "adjacency": adjacency, "features": features}))


@scenario(
    private=1, hint=graphs.INTEGERS, traps=("integer-inputs",),
    zh="uint8 的图中有一个节点有 269 个邻居，一个字节数不下。",
)
def many_neighbours(rng: Generator) -> Case:
    """A node with 269 neighbours, more than a byte can count, in a graph of uint8."""
    adjacency = np.zeros((270, 270), dtype=np.uint8)
    adjacency[0, 1:] = adjacency[1:, 0] = 1
    return Case(**{**arguments(rng, adjacency, 3, 2), "features": rng.uniform(1, 2, size=(270, 3))})


@scenario(private=1, hint=graphs.INTEGERS, traps=("integer-inputs",), zh="边和特征是 uint8：特征的和超出一个字节。")
def bytes_summed(rng: Generator) -> Case:
    """Edges and features of uint8: the features' sums are larger than a byte."""
    inputs = arguments(rng, directed(rng, 6).astype(np.uint8), 3, 2)
    return Case(**{**inputs, "features": rng.integers(100, 250, size=inputs["features"].shape).astype(np.uint8)})


every_choice = covering(
    domain,
    private=17,
    weight=1,
    adjust=graphs.adjusted,
    traps=("isolated-node", "no-edges", "single-node", "integer-inputs", "float32"),
)
inputs_kept_with_loops = keeps_inputs(self_loops)
