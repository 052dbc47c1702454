"""The graph isomorphism network: a sum, and a network of two layers."""

import numpy as np

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    case,
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
            "The trap is the order: sum first, then the network; and what the node itself counts beside its "
            "neighbours.",
            zh="陷阱在于顺序：先求和，再过网络；以及节点自己在邻居之外算多少。",
        ),
        Text(
            "Compute z of one node of the handout's star by hand, then see where relu and the two biases enter.",
            zh="手工算出讲义星形图中一个节点的 z，再看 relu 和两个偏置在哪里出现。",
        ),
    ),
)

domain = (
    Domain(
        adjacency=graphs.graph(),
        features=graphs.states("n F"),
        epsilon=graphs.number(lambda value: isinstance(value, float), "a float", 0.0, -1.0, 0.25),
        weight1=graphs.matrix("F d"),
        bias1=graphs.matrix("d"),
        weight2=graphs.matrix("d o"),
        bias2=graphs.matrix("o"),
    )
    .sizes(n=range(1, 7))
    .choices_of(
        graphs.NODES,
        graphs.COLUMNS,
        Choice(
            "epsilon",
            case("positive epsilon", zh="epsilon 为正"),
            case("epsilon 0", lambda epsilon: epsilon == 0, reason="0 is falsy", usual=True, zh="epsilon 为 0"),
            case(
                "epsilon -1", lambda epsilon: epsilon == -1, reason="the node itself counts 0 times", single=True,
                zh="epsilon 为 -1",
            ),
            case("negative epsilon", lambda epsilon: epsilon < 0, reason="it may be clipped", zh="epsilon 为负"),
        ),
    )
    .never(*graphs.one_dtype("weight1", "bias1", "weight2", "bias2"))
)


def arguments(
    rng: Generator, adjacency: np.ndarray, sizes: tuple[int, int, int], epsilon: float = 0.25
) -> dict[str, np.ndarray | float]:
    """The layer's arguments over a graph, for F, d and o."""
    width, middle, outputs = sizes
    return {
        "adjacency": adjacency,
        "features": rng.normal(size=(len(adjacency), width)),
        "epsilon": epsilon,
        "weight1": rng.normal(size=(width, middle)),
        "bias1": rng.normal(size=middle),
        "weight2": rng.normal(size=(middle, outputs)),
        "bias2": rng.normal(size=outputs),
    }


@scenario(public=1, zh="作业说明的例子：星形图 0 - 1、0 - 2。")
def worked_example(rng: Generator) -> Case:
    """The handout's example: the star 0 - 1, 0 - 2."""
    return Case(
        adjacency=np.array([[0.0, 1, 1], [1, 0, 0], [1, 0, 0]]),
        features=np.array([[1.0, 2], [3, 0], [2, 4]]),
        epsilon=0.5,
        weight1=np.array([[1.0, -1], [0, 1]]),
        bias1=np.array([0.0, 1]),
        weight2=np.array([[1.0], [2]]),
        bias2=np.array([-3.0]),
    )


@scenario(public=3, private=1, weight=3, zh="一个小的无向图，epsilon 为 0。")
def ordinary(rng: Generator) -> Case:
    """A small undirected graph with epsilon 0."""
    return Case(
        adjacency=undirected(rng, 5),
        features=halves(rng, 5, 3),
        epsilon=0.0,
        weight1=halves(rng, 3, 4),
        bias1=halves(rng, 4),
        weight2=halves(rng, 4, 2),
        bias2=halves(rng, 2),
    )


@scenario(
    private=1,
    hint=Text("The node itself counts 1 + epsilon times.", zh="节点自身的权重是 1 + epsilon。"),
    traps=("epsilon",),
    zh="epsilon 不为 0，有正有负。",
)
def other_epsilon(rng: Generator) -> Case:
    """An epsilon that is not 0, of either sign."""
    epsilon = float(rng.choice([-1, 1]) * rng.uniform(0.3, 0.9))
    return Case(**arguments(rng, undirected(rng, 6), (4, 5, 3), epsilon))


@scenario(public=1, private=1, hint=graphs.DIRECTED, traps=("directed",), zh="单向的边；输出的大小相同。")
def one_way_edges(rng: Generator) -> Case:
    """Edges that lead one way; outputs of one size."""
    inputs = arguments(rng, directed(rng, 7), (4, 2, 3))
    for name in ("features", "weight1", "bias1", "weight2", "bias2"):
        inputs[name] = rng.uniform(0.5, 1.5, size=inputs[name].shape)
    return Case(**inputs)


@scenario(private=1, hint=graphs.WEIGHTS, traps=("weights-in-sums",), zh="边的权重有正有负。")
def edge_weights(rng: Generator) -> Case:
    """Edges with weights of both signs."""
    return Case(**arguments(rng, weighted(rng, directed(rng, 6)), (2, 5, 4)))


@scenario(private=1, hint=graphs.LOOPS, traps=("self-loops",), zh="除了 1 + epsilon 之外，有些节点还是自己的邻居。")
def self_loops(rng: Generator) -> Case:
    """Some nodes are their own neighbours, beside the 1 + epsilon."""
    return Case(**arguments(rng, with_loops(rng, 6), (4, 7, 5)))


@scenario(private=1, hint=graphs.LOOPS, traps=("self-loops", "single-node"), zh="一个节点，听到自己。")
def one_node_alone(rng: Generator) -> Case:
    """One node that hears itself."""
    return Case(**arguments(rng, np.array([[2.0]]), (4, 6, 3)))


@scenario(private=1, hint=graphs.SQUARE, traps=("square-sizes",), zh="节点数、特征数、隐藏单元数与输出数相同。")
def equal_sizes(rng: Generator) -> Case:
    """As many nodes as features, hidden units and outputs."""
    return Case(**arguments(rng, directed(rng, 4), (4, 4, 4)))


@scenario(private=1, hint=graphs.FORMS, traps=("input-forms", "float32"), zh="只读的 float32 数组，不是逐行存放。")
def array_forms(rng: Generator) -> Case:
    """Read-only float32 arrays that do not lie row by row."""
    case = graphs.in_float32(**arguments(rng, directed(rng, 6), (3, 5, 4))).layout("F", "adjacency", "weight1")
    case = case.layout("strided", "features", "weight2").layout("reversed", "bias1", "bias2")
    return case.read_only("adjacency", "features", "weight1", "bias1", "weight2", "bias2")


@scenario(private=1, hint=graphs.RENUMBERED, traps=("permutation",), zh="同一个图用两次，节点的次序不同。")
def renumbered_nodes(rng: Generator) -> Case:
    """The same graph twice, with its nodes in another order."""
    inputs = arguments(rng, undirected(rng, 6), (2, 4, 3))
    adjacency, features = graphs.renumber(rng.permutation(6), inputs["adjacency"], inputs["features"])
    return Case(**inputs).then(Case(**{**inputs, "adjacency": adjacency, "features": features}))


@scenario(
    private=1, hint=graphs.INTEGERS, traps=("integer-inputs", "weights-in-sums"),
    zh="边和状态是 uint8：它们的乘积与和超出一个字节。",
)
def one_byte_each(rng: Generator) -> Case:
    """Edges and states of uint8: their products and sums are larger than a byte."""
    adjacency = (directed(rng, 6) * rng.integers(100, 250, size=(6, 6))).astype(np.uint8)
    inputs = arguments(rng, adjacency, (4, 3, 2))
    inputs["features"] = rng.integers(100, 250, size=(6, 4)).astype(np.uint8)
    inputs["weight1"] = rng.uniform(0.5, 1.5, size=(4, 3))  # a unit that is off hides what was summed
    return Case(**inputs)


every_choice = covering(
    domain,
    private=17,
    weight=1,
    adjust=graphs.adjusted,
    traps=("isolated-node", "no-edges", "single-node", "integer-inputs"),
)
inputs_kept_with_loops = keeps_inputs(self_loops)
