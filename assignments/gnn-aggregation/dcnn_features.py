"""Diffusion features: the mean of the inputs at every distance."""

import numpy as np

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    case,
    covering,
    keeps_inputs,
    scenario,
)

from . import graphs
from .graphs import directed, halves, path, ring, undirected, weighted, with_loops

problem = Problem(
    points=20,
    hints=(
        Text(
            "The trap is distance against number of walks: a node belongs to one distance only, the shortest.",
            zh="陷阱在于距离与路径数的区别：一个节点只属于一个距离，即最短的那个。",
        ),
        Text(
            "Draw a triangle with a tail and write every node's distance from node 0 on it; compare with what "
            "you average.",
            zh="画一个带尾巴的三角形，写出每个节点到节点 0 的距离；与你所平均的对照。",
        ),
    ),
)

domain = (
    Domain(adjacency=graphs.graph(), features=graphs.states("n F"), hops=Int(range(1, 5)))
    .sizes(n=range(1, 8))
    .choices_of(
        graphs.NODES,
        graphs.COLUMNS,
        Choice(
            "hops",
            case("several hops", zh="多跳"),
            case("one hop", lambda hops: hops == 1, reason="the loop does not run", zh="一跳"),
            case(
                "hops beyond the last node", lambda hops, n: hops >= n, reason="nobody there: zeros",
                zh="跳数超过最后一个节点",
            ),
        ),
    )
)

DISTANCE = Text(
    "A node belongs to one distance only, that of its shortest path; and i itself is at distance 0.",
    zh="一个节点只属于一个距离，即最短路径的长度；节点 i 到自己的距离是 0。",
)


@scenario(public=1, zh="作业说明的例子：路径 0 - 1 - 2 - 3，两跳。")
def worked_example(rng: Generator) -> Case:
    """The handout's example: the path 0 - 1 - 2 - 3 with two hops."""
    adjacency = np.eye(4, k=1) + np.eye(4, k=-1)
    return Case(adjacency=adjacency, features=np.array([[1.0], [2], [4], [8]]), hops=2)


@scenario(public=2, private=1, weight=2, zh="五个节点的路径，两跳。")
def ordinary(rng: Generator) -> Case:
    """A path of five nodes, two hops."""
    return Case(adjacency=path(rng, 5), features=halves(rng, 5, 3), hops=2)


@scenario(public=1, zh="只有邻居。")
def one_hop(rng: Generator) -> Case:
    """The neighbours only."""
    return Case(adjacency=undirected(rng, 4), features=halves(rng, 4, 2), hops=1)


@scenario(private=1, hint=DISTANCE, traps=("walks",), zh="有环：长短不同的几条路通向同一个节点。")
def shortcuts(rng: Generator) -> Case:
    """Cycles: several ways of different lengths lead to one node."""
    adjacency = np.zeros((8, 8))
    order = rng.permutation(8)
    for start, end in [*zip(range(8), np.roll(range(8), -1), strict=True), (0, 2), (3, 6)]:
        adjacency[order[start], order[end]] = adjacency[order[end], order[start]] = 1
    return Case(adjacency=adjacency, features=rng.normal(size=(8, 2)), hops=3)


@scenario(private=1, hint=graphs.DIRECTED, traps=("directed",), zh="单向的边；输出的大小相同。")
def one_way_edges(rng: Generator) -> Case:
    """Edges that lead one way; outputs of one size."""
    adjacency = np.roll(np.eye(7), 1, axis=1)
    adjacency[0, 3] = adjacency[4, 1] = 1
    (adjacency,) = graphs.renumber(rng.permutation(7), adjacency)
    return Case(adjacency=adjacency, features=rng.uniform(1, 2, size=(7, 2)), hops=3)


@scenario(
    private=1,
    hint=Text("Nobody at that distance: zeros, no NaN.", zh="该距离上没有节点时结果为 0，而不是 NaN。"),
    traps=("unreachable", "isolated-node"),
    zh="两个连通分量和一个孤立节点：多数节点对之间没有路径。",
)
def two_islands(rng: Generator) -> Case:
    """Two components and an isolated node: most pairs have no path."""
    adjacency = np.zeros((9, 9))
    adjacency[:4, :4], adjacency[4:8, 4:8] = path(rng, 4), undirected(rng, 4)
    adjacency, features = graphs.renumber(rng.permutation(9), adjacency, rng.normal(size=(9, 2)))
    return Case(adjacency=adjacency, features=features, hops=4)


@scenario(
    private=1,
    hint=Text("Hops beyond the graph's diameter give zeros.", zh="超过图直径的距离，结果为 0。"),
    traps=("far-nodes",),
    zh="一条长路径，走到尽头再多走一步。",
)
def long_path(rng: Generator) -> Case:
    """A long path, followed to its end and one step further."""
    return Case(adjacency=path(rng, 7), features=rng.normal(size=(7, 3)), hops=7)


@scenario(private=1, hint=DISTANCE, traps=("self-loops",), zh="有些节点有自环。")
def self_loops(rng: Generator) -> Case:
    """Some nodes have a self-loop."""
    return Case(adjacency=with_loops(rng, 6), features=rng.normal(size=(6, 4)), hops=3)


@scenario(
    public=1, private=1, hint=graphs.PATTERN, traps=("weights-as-pattern",),
    zh="边的权重有正有负：每条边都是一步。",
)
def edge_weights(rng: Generator) -> Case:
    """Edges with weights of both signs: every edge is one step."""
    return Case(adjacency=weighted(rng, directed(rng, 8, 0.15)), features=rng.normal(size=(8, 2)), hops=3)


@scenario(
    private=1, hint=graphs.PATTERN, traps=("weights-as-pattern", "cancelling-weights"),
    zh="两条路通向同一个节点，权重的乘积相互抵消。",
)
def cancelling_weights(rng: Generator) -> Case:
    """Two ways lead to one node, and the products of their weights cancel."""
    adjacency = np.zeros((5, 5))
    weight = rng.uniform(1, 2)
    adjacency[0, [1, 2]] = weight
    adjacency[1, 3], adjacency[2, 3], adjacency[3, 4] = weight, -weight, 2
    return Case(adjacency=adjacency, features=rng.normal(size=(5, 2)), hops=3)


@scenario(private=1, hint=graphs.SQUARE, traps=("square-sizes",), zh="节点数、特征数与跳数相同。")
def equal_sizes(rng: Generator) -> Case:
    """As many nodes as features and hops."""
    adjacency = np.roll(np.eye(4), 1, axis=1)
    adjacency[0, 2] = 1
    return Case(adjacency=adjacency, features=rng.normal(size=(4, 4)), hops=4)


@scenario(private=1, hint=graphs.FORMS, traps=("input-forms", "float32"), zh="只读的 float32 数组，不是逐行存放。")
def array_forms(rng: Generator) -> Case:
    """Read-only float32 arrays that do not lie row by row."""
    case = graphs.in_float32(adjacency=ring(rng, 6), features=rng.normal(size=(6, 4)), hops=2)
    case = case.layout("F", "adjacency")
    return case.layout("reversed", "features").read_only("adjacency", "features")


@scenario(private=1, hint=graphs.INTEGERS, traps=("integer-inputs",), zh="特征是 uint8：它们的和超出一个字节。")
def bytes_summed(rng: Generator) -> Case:
    """Features of uint8: their sums are larger than a byte."""
    features = rng.integers(100, 250, size=(7, 3)).astype(np.uint8)
    return Case(adjacency=undirected(rng, 7).astype(np.uint8), features=features, hops=3)


@scenario(private=1, hint=graphs.RENUMBERED, traps=("permutation",), zh="同一个图用两次，节点的次序不同。")
def renumbered_nodes(rng: Generator) -> Case:
    """The same graph twice, with its nodes in another order."""
    adjacency, features = undirected(rng, 6, 0.1), rng.normal(size=(6, 2))
    again = graphs.renumber(rng.permutation(6), adjacency, features)
    return Case(adjacency=adjacency, features=features, hops=4).then(
        Case(adjacency=again[0], features=again[1], hops=4)
    )


every_choice = covering(
    domain,
    private=15,
    weight=1,
    adjust=graphs.adjusted,
    traps=("single-node", "no-edges", "integer-inputs"),
)
inputs_kept_with_loops = keeps_inputs(self_loops)
