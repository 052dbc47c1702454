"""Random graphs, bases and signals from which the scenarios are drawn, and the hints that several problems share."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Generator,
    Text,
    boolean,
    case,
    float64,
    ordinary,
    signed,
    uint8,
    values,
)

ISOLATED = Text(
    "A node without edges has the degree 0, and here 0 to a negative power is 0: its whole row is 0, not NaN.",
    zh="没有边的节点度为 0，这里规定 0 的负次幂是 0：它整行都是 0，而不是 NaN。",
)
LOOPS = Text(
    "The degree is the sum of the row, the entry on the diagonal included.",
    zh="度是整行之和，对角线上的元素也算在内。",
)
ROWS = Text(
    "The degree is the sum of the row, on both sides: row and column sums differ where edges lead one way.",
    zh="两侧的度都是行和：边有方向时，行和与列和不同。",
)
WEIGHTS = Text(
    "The degree is the sum of the weights, not the number of edges.",
    zh="度是权重之和，而不是边的条数。",
)
INTEGERS = Text(
    "In uint8 0 - 1 is 255, and an integer has no negative power: turn the array into float64 first.",
    zh="uint8 里 0 - 1 等于 255，整数也没有负次幂：先把数组转成 float64。",
)
SQUARE = Text(
    "All sizes are equal here, so a wrong transpose or axis raises no error: check which side each matrix stands on.",
    zh="这里所有维度都相等，转置或轴写错也不会报错：请检查每个矩阵在哪一侧。",
)


def undirected(rng: Generator, nodes: int, density: float = 0.3) -> np.ndarray:
    """A connected graph of ones and zeros, symmetric, without loops: a random tree and some edges more."""
    adjacency = np.triu(rng.random((nodes, nodes)) < density, 1)
    order = rng.permutation(nodes)
    for place in range(1, nodes):
        adjacency[order[place], order[rng.integers(place)]] = True
    return (adjacency | adjacency.T).astype(float)


def weighted(rng: Generator, nodes: int) -> np.ndarray:
    """An undirected graph whose edges have weights between 0.3 and 3."""
    sizes = np.triu(rng.uniform(0.3, 3, size=(nodes, nodes)), 1)
    return undirected(rng, nodes) * (sizes + sizes.T)


def with_isolated(rng: Generator, nodes: int) -> np.ndarray:
    """An undirected graph and one node that has no edge."""
    adjacency = np.zeros((nodes, nodes))
    others = np.delete(np.arange(nodes), rng.integers(nodes))
    adjacency[np.ix_(others, others)] = undirected(rng, nodes - 1)
    return adjacency


def with_loops(rng: Generator, nodes: int) -> np.ndarray:
    """An undirected graph where about half of the nodes have a self-loop."""
    adjacency = undirected(rng, nodes)
    looped = rng.choice(nodes, size=(nodes + 1) // 2, replace=False)
    adjacency[looped, looped] = 1
    return adjacency


def directed(rng: Generator, nodes: int, density: float = 0.4) -> np.ndarray:
    """A weighted graph without loops; every row has an edge, and 0 -> 1 has no way back."""
    pattern = rng.random((nodes, nodes)) < density
    np.fill_diagonal(pattern, val=False)
    for node in range(nodes):
        pattern[node, (node + 1) % nodes] |= not pattern[node].any()
    pattern[0, 1], pattern[1, 0], pattern[1, 2] = True, False, True
    return pattern * rng.uniform(0.5, 2, size=(nodes, nodes))


def difference(adjacency: np.ndarray) -> np.ndarray:
    """D - A."""
    return np.diag(adjacency.sum(axis=1)) - adjacency


def normalized(adjacency: np.ndarray) -> np.ndarray:
    """D^-1/2 (D - A) D^-1/2 of a graph without isolated nodes, symmetric to the last bit."""
    scale = adjacency.sum(axis=1) ** -0.5
    out = difference(adjacency) * np.outer(scale, scale)
    return (out + out.T) / 2


def basis(rng: Generator, nodes: int) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies and Fourier basis of a weighted graph; the signs are drawn."""
    frequencies, waves = np.linalg.eigh(normalized(weighted(rng, nodes)) if nodes > 1 else np.zeros((1, 1)))
    return frequencies, waves * rng.choice([-1, 1], size=nodes)


def halves(rng: Generator, *shape: int) -> np.ndarray:
    """Multiples of 0.5 between -2 and 2, never 0: easy to follow by hand."""
    return rng.integers(1, 5, size=shape) / 2 * rng.choice([-1, 1], size=shape)


def exact(drawn: Case, _: frozenset[str] = frozenset()) -> Case:
    """With all bits: a basis is orthogonal only so, and then every formula for an orthogonal one is right."""
    return drawn.off_grid()


def _typed(here: Any, pattern: np.ndarray) -> np.ndarray:
    """A symmetric pattern with weights that this dtype can hold, none of them 1."""
    sizes = here.rng.uniform(1.5, 3, here.shape) if here.is_float else here.rng.integers(2, 9, size=here.shape)
    return pattern * (np.triu(sizes) + np.triu(sizes, 1).T)


def _one_way(here: Any) -> np.ndarray:
    weights = directed(here.rng, here.shape[0])
    return weights if here.is_float else (weights != 0).astype(float)


_PLAIN = values("edges both ways", lambda here: undirected(here.rng, here.shape[0]), zh="双向边")
EMPTY = values(
    "no edges", lambda here: np.zeros(here.shape), lambda a: not a.any(), reason="0 to a negative power", zh="没有边"
)
_ISOLATED = values(
    "an isolated node",
    lambda here: with_isolated(here.rng, here.shape[0]),
    lambda a: bool(a.any()) and not (a != 0).any(axis=1).all(),
    needs=lambda n: n > 2,
    reason="0 to a negative power, in one row only",
    zh="有孤立节点",
)
_LOOPS = values(
    "self-loops",
    lambda here: with_loops(here.rng, here.shape[0]),
    lambda a: bool(np.diag(a).any()),
    reason="counted in the degree twice, or not at all",
    zh="自环",
)
_WEIGHTS = values(
    "weights other than 1",
    lambda here: _typed(here, undirected(here.rng, here.shape[0])),
    lambda a: np.array_equal(a, a.T) and bool((a[a != 0] != 1).any()),
    needs=lambda n: n > 1,
    reason="a degree is no number of edges",
    zh="权重不为 1",
)
_ONE_WAY = values(
    "one-way edges",
    _one_way,
    lambda a: not np.array_equal(a, a.T),
    needs=lambda n: n > 2,
    reason="row sums are no column sums",
    zh="单向边",
)
SYMMETRIC = (_PLAIN, EMPTY, _ISOLATED, _LOOPS, _WEIGHTS)
GRAPHS = (*SYMMETRIC, _ONE_WAY)
NODES = Choice(
    "nodes",
    case("several nodes", zh="多个节点"),
    case("one node", lambda n: n == 1, reason="axes of length 1 get lost", zh="一个节点"),
)
COLUMNS = Choice(
    "columns",
    case("several columns", zh="多列"),
    case("one column", lambda F: F == 1, reason="axes of length 1 get lost", single=True, zh="一列"),
)


def graph(kinds: tuple[Any, ...]) -> Array:
    """An adjacency of these kinds."""
    return Array("n n", dtypes=(float64, signed, boolean.once(), uint8.once()), values=kinds)


def signals(axes: str) -> Array:
    """Signals, features or spectra."""
    return Array(axes, dtypes=(float64, signed), values=(ordinary(2, ints=(-9, 9)),))


def waves(here: Any) -> np.ndarray:
    """A Fourier basis, for a domain."""
    return basis(here.rng, here.shape[0])[1]


BASIS = Array("n n", values=(values("a Fourier basis", waves, zh="傅里叶基"),))
