"""GraphSAGE with the element-wise maximum of the neighbours."""

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
from .graphs import directed, halves, positive, undirected, weighted, with_isolated, with_loops

problem = Problem(
    points=10,
    hints=(
        Text(
            "The trap is what stands for 'no neighbour' in a maximum: a 0 wins over negative features.",
            zh="陷阱在于求最大值时用什么表示“没有邻居”：0 会胜过负的特征。",
        ),
        Text(
            "Give all features a negative sign and follow one node; then look at a node without neighbours.",
            zh="把所有特征变成负数，跟踪一个节点；再看没有邻居的节点。",
        ),
    ),
)

domain = (
    Domain(
        adjacency=graphs.graph(),
        features=graphs.states("n F", graphs.far_below),
        weight_self=graphs.matrix("F o"),
        weight_neighbour=graphs.matrix("F o"),
    )
    .sizes(n=range(1, 7))
    .choices_of(graphs.NODES, graphs.COLUMNS)
    .never(*graphs.one_dtype("weight_self", "weight_neighbour"))
)


def arguments(rng: Generator, adjacency: np.ndarray, width: int, outputs: int) -> dict[str, np.ndarray]:
    """The layer's arguments over a graph; most features are below zero."""
    return {
        "adjacency": adjacency,
        "features": rng.normal(loc=-1.0, size=(len(adjacency), width)),
        "weight_self": rng.normal(size=(width, outputs)),
        "weight_neighbour": rng.normal(size=(width, outputs)),
    }


@scenario(public=1, zh="作业说明的例子：星形图 0 - 1、0 - 2。")
def worked_example(rng: Generator) -> Case:
    """The handout's example: the star 0 - 1, 0 - 2."""
    return Case(
        adjacency=np.array([[0.0, 1, 1], [1, 0, 0], [1, 0, 0]]),
        features=np.array([[1.0, 2], [3, 0], [2, 4]]),
        weight_self=np.array([[1.0], [0]]),
        weight_neighbour=np.array([[2.0], [-1]]),
    )


@scenario(public=3, private=1, weight=3, zh="一个小的无向图，特征为正。")
def ordinary(rng: Generator) -> Case:
    """A small undirected graph with positive features."""
    return Case(
        adjacency=undirected(rng, 5),
        features=positive(rng, 5, 3),
        weight_self=halves(rng, 3, 2),
        weight_neighbour=halves(rng, 3, 2),
    )


@scenario(
    private=2,
    hint=Text(
        "The largest of negative numbers is negative: nodes that are no neighbours must not take part with a 0.",
        zh="一组负数的最大值仍是负数：非邻居不能以 0 参与取最大值。",
    ),
    traps=("negative-features",),
    zh="所有特征都在零以下。",
)
def negative_features(rng: Generator) -> Case:
    """All features are below zero."""
    inputs = arguments(rng, directed(rng, 6), 3, 4)
    return Case(**{**inputs, "features": -rng.uniform(0.5, 3, size=(6, 3))})


@scenario(private=1, hint=graphs.DIRECTED, traps=("directed",), zh="单向的边；输出的大小相同。")
def one_way_edges(rng: Generator) -> Case:
    """Edges that lead one way; outputs of one size."""
    inputs = arguments(rng, directed(rng, 7), 4, 3)
    for name in ("features", "weight_self", "weight_neighbour"):
        inputs[name] = rng.uniform(0.5, 1.5, size=inputs[name].shape)
    return Case(**inputs)


@scenario(public=1, private=1, hint=graphs.PATTERN, traps=("weights-as-pattern",), zh="边的权重有正有负。")
def edge_weights(rng: Generator) -> Case:
    """Edges with weights of both signs."""
    return Case(**arguments(rng, weighted(rng, directed(rng, 6)), 2, 4))


@scenario(private=1, hint=graphs.LOOPS, traps=("self-loops",), zh="有些节点是自己的邻居，而且是其中最大的。")
def self_loops(rng: Generator) -> Case:
    """Some nodes are their own neighbours, and the largest of them."""
    inputs = arguments(rng, with_loops(rng, 6), 3, 5)
    inputs["features"][np.diag(inputs["adjacency"]) == 0] -= 2
    return Case(**inputs)


@scenario(private=1, hint=graphs.SQUARE, traps=("square-sizes",), zh="节点数、特征数与输出数相同。")
def equal_sizes(rng: Generator) -> Case:
    """As many nodes as features and outputs."""
    return Case(**arguments(rng, directed(rng, 4), 4, 4))


@scenario(private=1, hint=graphs.FORMS, traps=("input-forms", "float32"), zh="只读的 float32 数组，不是逐行存放。")
def array_forms(rng: Generator) -> Case:
    """Read-only float32 arrays that do not lie row by row."""
    case = graphs.in_float32(**arguments(rng, directed(rng, 6), 3, 4))
    return case.layout("F", "adjacency", "weight_self").layout("reversed", "features").read_only()


@scenario(private=1, hint=graphs.RENUMBERED, traps=("permutation",), zh="同一个图用两次，节点的次序不同。")
def renumbered_nodes(rng: Generator) -> Case:
    """The same graph twice, with its nodes in another order."""
    inputs = arguments(rng, undirected(rng, 6), 2, 3)
    adjacency, features = graphs.renumber(rng.permutation(6), inputs["adjacency"], inputs["features"])
    return Case(**inputs).then(Case(**{**inputs, "adjacency": adjacency, "features": features}))


every_choice = covering(
    domain,
    private=18,
    weight=1,
    adjust=graphs.adjusted,
    traps=("isolated-node", "no-edges", "single-node", "integer-inputs"),
)
inputs_kept_with_loops = keeps_inputs(self_loops)
