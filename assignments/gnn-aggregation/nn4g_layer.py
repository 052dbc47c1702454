"""One layer of NN4G: the neighbours' hidden states and the node's own input."""

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
    points=15,
    hints=(
        Text(
            "The trap is who gathers from whom, and what is inside the one relu.",
            zh="陷阱在于谁从谁那里收集，以及唯一的 relu 里面有什么。",
        ),
        Text(
            "Take a graph with a one-way edge and follow one node by hand: which row, which hidden states, "
            "which input?",
            zh="取一个有单向边的图，手工跟踪一个节点：哪一行？哪些隐藏状态？哪个输入？",
        ),
    ),
)

domain = (
    Domain(
        adjacency=graphs.graph(),
        features=graphs.states("n F"),
        hidden=graphs.states("n d"),
        weight_hidden=graphs.matrix("d p"),
        weight_input=graphs.matrix("F p"),
    )
    .sizes(n=range(1, 7))
    .choices_of(graphs.NODES, graphs.COLUMNS)
    .never(*graphs.one_dtype("weight_hidden", "weight_input"))
)


def arguments(rng: Generator, adjacency: np.ndarray, sizes: tuple[int, int, int] = (3, 4, 2)) -> dict[str, np.ndarray]:
    """The layer's arguments over a graph, for F, d and p."""
    nodes, (width, hidden, outputs) = len(adjacency), sizes
    return {
        "adjacency": adjacency,
        "features": rng.normal(size=(nodes, width)),
        "hidden": rng.normal(size=(nodes, hidden)),
        "weight_hidden": rng.normal(size=(hidden, outputs)),
        "weight_input": rng.normal(size=(width, outputs)),
    }


@scenario(public=1, zh="作业说明的例子：路径 0 - 1 - 2。")
def worked_example(rng: Generator) -> Case:
    """The handout's example: the path 0 - 1 - 2."""
    return Case(
        adjacency=np.array([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]]),
        features=np.array([[1.0, 0], [0, 1], [1, 1]]),
        hidden=np.array([[1.0, 2], [3, -1], [0, 1]]),
        weight_hidden=np.array([[1.0, 0], [0.5, 1]]),
        weight_input=np.array([[1.0, -1], [0, 2]]),
    )


@scenario(public=3, private=1, weight=3, zh="一个小的无向图。")
def ordinary(rng: Generator) -> Case:
    """A small undirected graph."""
    return Case(
        adjacency=undirected(rng, 5),
        features=halves(rng, 5, 3),
        hidden=halves(rng, 5, 4),
        weight_hidden=halves(rng, 4, 2),
        weight_input=halves(rng, 3, 2),
    )


@scenario(public=1, private=1, hint=graphs.DIRECTED, traps=("directed",), zh="单向的边；输出的大小相同。")
def one_way_edges(rng: Generator) -> Case:
    """Edges that lead one way; outputs of one size."""
    inputs = arguments(rng, directed(rng, 7), (4, 2, 3))
    for name in ("features", "hidden", "weight_hidden", "weight_input"):
        inputs[name] = rng.uniform(0.5, 1.5, size=inputs[name].shape)
    return Case(**inputs)


@scenario(private=1, hint=graphs.WEIGHTS, traps=("weights-in-sums",), zh="边的权重有正有负。")
def edge_weights(rng: Generator) -> Case:
    """Edges with weights of both signs."""
    return Case(**arguments(rng, weighted(rng, directed(rng, 6)), (2, 5, 4)))


@scenario(private=1, hint=graphs.LOOPS, traps=("self-loops",), zh="有些节点是自己的邻居。")
def self_loops(rng: Generator) -> Case:
    """Some nodes are their own neighbours."""
    return Case(**arguments(rng, with_loops(rng, 6), (4, 3, 5)))


@scenario(private=1, hint=graphs.SQUARE, traps=("square-sizes",), zh="节点数、特征数、隐藏单元数与输出数相同。")
def equal_sizes(rng: Generator) -> Case:
    """As many nodes as features, hidden units and outputs."""
    return Case(**arguments(rng, directed(rng, 4), (4, 4, 4)))


@scenario(private=1, hint=graphs.FORMS, traps=("input-forms",), zh="只读数组，不是逐行存放。")
def array_forms(rng: Generator) -> Case:
    """Read-only arrays that do not lie row by row."""
    case = Case(**arguments(rng, directed(rng, 6), (3, 5, 4))).layout("F", "adjacency", "weight_input")
    return case.layout("strided", "features", "weight_hidden").layout("reversed", "hidden").read_only()


@scenario(private=1, hint=graphs.RENUMBERED, traps=("permutation",), zh="同一个图用两次，节点的次序不同。")
def renumbered_nodes(rng: Generator) -> Case:
    """The same graph twice, with its nodes in another order."""
    inputs = arguments(rng, undirected(rng, 6), (2, 3, 4))
    adjacency, features, hidden = graphs.renumber(
        rng.permutation(6), inputs["adjacency"], inputs["features"], inputs["hidden"]
    )
    return Case(**inputs).then(Case(**{**inputs, "adjacency": adjacency, "features": features, "hidden": hidden}))


@scenario(
    private=1, hint=graphs.INTEGERS, traps=("integer-inputs", "weights-in-sums"),
    zh="边和状态是 uint8：它们的乘积与和超出一个字节。",
)
def one_byte_each(rng: Generator) -> Case:
    """Edges and states of uint8: their products and sums are larger than a byte."""
    adjacency = (directed(rng, 6) * rng.integers(100, 250, size=(6, 6))).astype(np.uint8)
    inputs = arguments(rng, adjacency, (4, 3, 2))
    inputs["hidden"] = rng.integers(100, 250, size=(6, 3)).astype(np.uint8)
    inputs["weight_hidden"] = rng.uniform(0.5, 1.5, size=(3, 2))  # a unit that is off hides what was summed
    return Case(**inputs)


every_choice = covering(
    domain,
    private=19,
    weight=1,
    adjust=graphs.adjusted,
    traps=("isolated-node", "no-edges", "single-node", "integer-inputs", "float32"),
)
inputs_kept_with_loops = keeps_inputs(self_loops)
