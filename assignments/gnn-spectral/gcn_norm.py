"""The matrix with which a GCN layer gathers."""

import numpy as np

from grader.author import Case, Domain, Generator, Problem, Text, calls_again, covering, keeps_inputs, scenario

from . import graphs
from .graphs import directed, undirected, weighted, with_isolated, with_loops

problem = Problem(
    points=10,
    forbidden=("torch.nn.functional.normalize",),
    hints=(
        Text(
            "The traps are the order, first I and then the degrees, and that both sides are normalised.",
            zh="陷阱在于顺序（先加 I，再求度），以及两侧都要归一化。",
        ),
        Text(
            "A node alone has the entry 1; two nodes joined have four entries of 1/2. Which entry is wrong?",
            zh="孤立节点的对角元为 1；两个相连的节点有四个 1/2。你的哪一个元素不对？",
        ),
    ),
)

ALWAYS = Text(
    "I is added always, also where a node has a self-loop already: its diagonal is then 2 before normalising.",
    zh="总是加 I，即使节点已有自环：归一化之前它的对角元就是 2。",
)

#: Two nodes with an edge have entries of 1/2 alone, and one node has the entry 1 whatever its loop: they tell nothing.
domain = (
    Domain(adjacency=graphs.graph(graphs.GRAPHS))
    .sizes(n=(1, 3, 4, 5, 6))
    .choices_of(graphs.NODES)
    .never(("one node", "adjacency: self-loops"))
)


@scenario(public=1, zh="作业说明的图：三个节点的路径，以及一个孤立节点。")
def by_hand(rng: Generator) -> Case:
    """The handout's graph: a path of three nodes, and one alone."""
    path = np.diag([1.0, 1.0, 0.0], 1)
    return Case(adjacency=path + path.T)


@scenario(public=2, private=2, zh="由 0 和 1 组成的无向图。")
def ordinary(rng: Generator) -> Case:
    """An undirected graph of ones and zeros."""
    return Case(adjacency=undirected(rng, 5))


@scenario(private=1, traps=("isolated-node",), zh="没有边的节点有自己的自环。")
def isolated_node(rng: Generator) -> Case:
    """A node without edges has its own loop."""
    return Case(adjacency=with_isolated(rng, 6))


@scenario(private=1, hint=ALWAYS, traps=("self-loops",), zh="有些节点已经有自环。")
def self_loops(rng: Generator) -> Case:
    """Some nodes have a self-loop already."""
    return Case(adjacency=with_loops(rng, 5))


@scenario(public=1, private=1, hint=graphs.WEIGHTS, traps=("weights",), zh="带权重的边。")
def edge_weights(rng: Generator) -> Case:
    """Edges with weights."""
    return Case(adjacency=weighted(rng, 6))


@scenario(private=2, hint=graphs.ROWS, traps=("directed",), zh="单向的边：两侧都用行和。")
def directed_graph(rng: Generator) -> Case:
    """Edges that lead one way: row sums on both sides."""
    return Case(adjacency=directed(rng, 5))


@scenario(private=1, hint=graphs.INTEGERS, traps=("integers",), zh="dtype 为 uint8 的边权重：255 加上 1 的自环得 0。")
def one_byte_each(rng: Generator) -> Case:
    """Edge weights of dtype uint8: 255 and a loop of 1 are 0."""
    adjacency = (with_loops(rng, 5) * 255).astype(np.uint8)
    return Case(adjacency=adjacency)


@scenario(
    private=1, hint=ALWAYS, traps=("integers", "self-loops"),
    zh="dtype 为 bool 的邻接矩阵带有自环：True + True 仍是 True。",
)
def loops_in_bool(rng: Generator) -> Case:
    """Self-loops in an adjacency of dtype bool: True + True is True."""
    return Case(adjacency=with_loops(rng, 5).astype(bool))


every_choice = covering(domain, private=15, traps=("single-node", "no-edges", "integers", "input-forms"))
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(edge_weights)
