"""Three Laplacians of a graph."""

import numpy as np

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    OneOf,
    Problem,
    Text,
    calls_again,
    case,
    covering,
    keeps_inputs,
    scenario,
)

from . import graphs
from .graphs import directed, undirected, weighted, with_isolated, with_loops

KINDS = ("comb", "sym", "rw")

problem = Problem(
    points=15,
    hints=(
        Text(
            "The traps are a degree of 0, and what belongs to a degree: weights, self-loops, rows and not columns.",
            zh="陷阱在于度为 0 的节点，以及什么算进度里：权重、自环、行而不是列。",
        ),
        Text(
            "Print the three Laplacians of the handout's graph and compare the row of the isolated node.",
            zh="打印讲义中那个图的三种拉普拉斯矩阵，比较孤立节点所在的行。",
        ),
    ),
)

domain = (
    Domain(adjacency=graphs.graph(graphs.GRAPHS), kind=OneOf(*KINDS))
    .sizes(n=range(1, 7))
    .choices_of(
        graphs.NODES,
        Choice(
            "kind",
            case("comb", zh="comb"),
            case("sym", lambda kind: kind == "sym", usual=True, zh="sym"),
            case("rw", lambda kind: kind == "rw", usual=True, zh="rw"),
        ),
    )
)


def _path_and_one_alone() -> np.ndarray:
    """0 - 1 - 2, and 3 by itself."""
    path = np.diag([1.0, 1.0, 0.0], 1)
    return path + path.T


@scenario(public=1, zh="作业说明的图，三个节点的路径和一个孤立节点：D - A。")
def by_hand(rng: Generator) -> Case:
    """The handout's graph, a path of three nodes and one alone: D - A."""
    return Case(adjacency=_path_and_one_alone(), kind="comb")


@scenario(public=1, zh="作业说明的图，两侧归一化。")
def symmetric_by_hand(rng: Generator) -> Case:
    """The handout's graph, normalised on both sides."""
    return Case(adjacency=_path_and_one_alone(), kind="sym")


@scenario(public=1, zh="作业说明的图，按行归一化。")
def random_walk_by_hand(rng: Generator) -> Case:
    """The handout's graph, normalised by rows."""
    return Case(adjacency=_path_and_one_alone(), kind="rw")


@scenario(public=1, private=2, zh="由 0 和 1 组成的无向图。")
def ordinary(rng: Generator) -> Case:
    """An undirected graph of ones and zeros."""
    return Case(adjacency=undirected(rng, 5), kind=str(rng.choice(["sym", "rw"])))


@scenario(private=2, hint=graphs.ISOLATED, traps=("isolated-node",), zh="归一化 Laplacian 中有一个没有边的节点。")
def isolated_node(rng: Generator) -> Case:
    """A node without edges, in a normalised Laplacian."""
    return Case(adjacency=with_isolated(rng, 6), kind=str(rng.choice(["sym", "rw"])))


@scenario(private=1, hint=graphs.ISOLATED, traps=("isolated-node", "directed"), zh="有一个节点的行为 0，列不为 0。")
def node_that_only_sends(rng: Generator) -> Case:
    """A node whose row is 0 and whose column is not."""
    adjacency = directed(rng, 5)
    adjacency[2] = 0
    return Case(adjacency=adjacency, kind="sym")


@scenario(private=2, weight=2, hint=graphs.LOOPS, traps=("self-loops",), zh="有些节点有自环。")
def self_loops(rng: Generator) -> Case:
    """Some nodes have a self-loop."""
    return Case(adjacency=with_loops(rng, 6), kind=str(rng.choice(["sym", "rw"])))


@scenario(private=1, hint=graphs.WEIGHTS, traps=("weights",), zh="带权重的边。")
def edge_weights(rng: Generator) -> Case:
    """Edges with weights."""
    return Case(adjacency=weighted(rng, 5), kind="comb")


@scenario(private=2, hint=graphs.ROWS, traps=("directed",), zh="单向的边。")
def directed_graph(rng: Generator) -> Case:
    """Edges that lead one way."""
    return Case(adjacency=directed(rng, 5), kind=str(rng.choice(["sym", "rw"])))


@scenario(private=1, traps=("repeated-eigenvalues",), zh="每个节点与其他所有节点相连。")
def complete_graph(rng: Generator) -> Case:
    """Every node is joined to every other."""
    nodes = int(rng.integers(4, 7))
    return Case(adjacency=1 - np.eye(nodes), kind="sym")


@scenario(private=1, hint=graphs.INTEGERS, traps=("integers",), zh="dtype 为 uint8 的边权重，其和超出一个字节。")
def one_byte_each(rng: Generator) -> Case:
    """Edge weights of dtype uint8 whose sum is larger than a byte."""
    sizes = np.triu(rng.integers(100, 250, size=(5, 5)), 1)
    return Case(adjacency=((sizes + sizes.T) * undirected(rng, 5, 0.6)).astype(np.uint8), kind="comb")


every_choice = covering(domain, private=16, traps=("single-node", "no-edges", "integers", "input-forms"))
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(self_loops)
