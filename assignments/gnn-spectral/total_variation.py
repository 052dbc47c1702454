"""How much a signal changes along the edges of a graph."""

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
    equal,
    float64,
    keeps_inputs,
    scenario,
    signed,
)
from grader.author import (
    ordinary as ordinary_values,
)

from . import graphs
from .graphs import undirected, weighted, with_isolated, with_loops

problem = Problem(
    points=10,
    hints=(
        Text(
            "The trap is the sum over all pairs: it meets every edge twice.",
            zh="陷阱在于对所有点对求和：每条边会被算两次。",
        ),
        Text(
            "One edge of weight 1 between the values 1 and 3 has the variation 4: what do you get?",
            zh="权重为 1 的一条边，两端的值是 1 和 3，总变差应是 4：你得到多少？",
        ),
    ),
)

#: What has no edge has the variation 0, whatever else it is: once is enough.
GRAPHS = tuple(one.but(single=True) if one is graphs.EMPTY else one for one in graphs.SYMMETRIC)

domain = (
    Domain(
        adjacency=graphs.graph(GRAPHS),
        signal=Array(
            "n", dtypes=(float64, signed), values=(ordinary_values(2, ints=(-100, 100)), equal.but(single=True))
        ),
    )
    .sizes(n=range(1, 7))
    .choices_of(
        Choice(
            "nodes",
            case("several nodes", zh="多个节点"),
            case("one node", lambda n: n == 1, reason="nothing varies", single=True, zh="一个节点"),
        )
    )
)


def measured(drawn: Case, _: frozenset[str] = frozenset()) -> Case:
    """Of the size of its terms: what is left of a constant signal is their rounding."""
    adjacency, signal = (np.asarray(value, dtype=float) for value in drawn.inputs.values())
    return drawn.scale(max(1.0, float((adjacency * np.square(signal)).sum())))


def _signals(adjacency: np.ndarray, *signals: np.ndarray) -> Case:
    """Several signals on one graph, one call each: a single number could be hit by chance."""
    first, *rest = (Case(adjacency=adjacency, signal=signal) for signal in signals)
    return first.then(*rest)


@scenario(public=1, zh="作业说明的图和三个信号：三个节点的路径，第二条边强一倍。")
def by_hand(rng: Generator) -> Case:
    """The handout's graph with three signals: a path of three nodes, its second edge twice as strong."""
    path = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 2.0], [0.0, 2.0, 0.0]])
    return _signals(path, np.array([1.0, 3.0, 0.0]), np.array([2.0, 2.5, 1.0]), np.array([0.25, 0.0, 1.0]))


@scenario(public=2, private=2, weight=3, zh="无向图上的三个信号，一个接一个。")
def three_signals(rng: Generator) -> Case:
    """Three signals on an undirected graph, one after the other."""
    return _signals(undirected(rng, 5), *rng.normal(scale=2, size=(3, 5)))


@scenario(private=2, zh="无向图上的一个信号。")
def ordinary(rng: Generator) -> Case:
    """A signal on an undirected graph."""
    return Case(adjacency=undirected(rng, 5), signal=rng.normal(scale=2, size=5))


@scenario(private=2, hint=graphs.WEIGHTS, traps=("weights",), zh="带权重的边。")
def edge_weights(rng: Generator) -> Case:
    """Edges with weights."""
    return Case(adjacency=weighted(rng, 6), signal=rng.normal(scale=2, size=6))


@scenario(
    private=1,
    hint=Text("A self-loop joins equal values: it adds nothing.", zh="自环连接的是相同的值：它没有贡献。"),
    traps=("self-loops",),
    zh="有些节点有自环。",
)
def self_loops(rng: Generator) -> Case:
    """Some nodes have a self-loop."""
    return Case(adjacency=with_loops(rng, 5), signal=rng.normal(scale=2, size=5))


@scenario(
    private=1, traps=("constant-signal", "isolated-node"),
    zh="信号沿除一条之外的所有边都是常数，在一个没有边的节点上不同。",
)
def constant_but_for_an_isolated_node(rng: Generator) -> Case:
    """A signal that is constant along all edges but one, and differs at a node without edges."""
    adjacency = with_isolated(rng, 6)
    alone = int(np.flatnonzero(~adjacency.any(axis=1))[0])
    signal = np.full(6, 2.0)
    signal[alone], signal[(alone + 1) % 6] = 7.0, 3.0
    return Case(adjacency=adjacency, signal=signal)


@scenario(private=1, hint=graphs.INTEGERS, traps=("integers",), zh="int8 的信号，其差与平方超出一个字节。")
def one_byte_each(rng: Generator) -> Case:
    """A signal of int8 whose differences and squares are larger than a byte."""
    return Case(
        adjacency=undirected(rng, 5).astype(bool), signal=rng.permutation([-120, -50, 30, 90, 127]).astype(np.int8)
    )


every_choice = covering(
    domain,
    private=13,
    weight=1,
    adjust=measured,
    traps=("single-node", "no-edges", "constant-signal", "isolated-node", "input-forms"),
)
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
