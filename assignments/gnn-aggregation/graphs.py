"""Random graphs and values from which the scenarios are drawn, and the hints that several problems share."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Drawn,
    Generator,
    Text,
    boolean,
    case,
    float32,
    float64,
    negative,
    ordinary,
    signed,
    uint8,
    values,
)

DIRECTED = Text(
    "Row i receives: node i gathers from j where adjacency[i, j] is not 0, and adjacency need not be symmetric.",
    zh="第 i 行是接收者：adjacency[i, j] 不为 0 时，节点 i 从 j 收集信息；邻接矩阵不一定对称。",
)
PATTERN = Text(
    "Here the size of an edge's weight means nothing: adjacency[i, j] != 0 is an edge, whatever its value or sign.",
    zh="这里边的权重大小没有意义：只要 adjacency[i, j] != 0 就是一条边，与数值和符号无关。",
)
WEIGHTS = Text(
    "The sum over neighbours is weighted: x_j counts adjacency[i, j] times.",
    zh="对邻居的求和是加权的：x_j 要乘以 adjacency[i, j]。",
)
LOOPS = Text(
    "A node with adjacency[i, i] != 0 is one of its own neighbours.",
    zh="若 adjacency[i, i] != 0，节点 i 就是它自己的一个邻居。",
)
#: Why cases in float32 state their tolerance: a loop that collects float32 messages in a float64 array is right too.
MIXED = "float32 inputs may be computed partly in float32, partly in float64"

SQUARE = Text(
    "All sizes are equal here, so a wrong transpose or axis raises no error: check which side each matrix stands on.",
    zh="这里所有维度都相等，转置或轴写错也不会报错：请检查每个矩阵在哪一侧。",
)
INTEGERS = Text(
    "The adjacency may be bool or int and the features int: convert them to float before you compute.",
    zh="邻接矩阵可能是 bool 或 int，特征可能是 int：计算前先转换为浮点数。",
)
FORMS = Text(
    "Arrays may be Fortran-ordered, strided, reversed and read-only.",
    zh="数组可能是 Fortran 顺序、带步长、反向或只读的。",
)
RENUMBERED = Text(
    "If the nodes are renumbered, the rows of the answer are renumbered with them: nothing may depend on the order.",
    zh="节点重新编号后，结果只是按同样方式重排：结果不能依赖节点的顺序。",
)


def undirected(rng: Generator, nodes: int, density: float = 0.3) -> np.ndarray:
    """A connected graph of ones and zeros, symmetric, without loops: a random tree and some edges more."""
    adjacency = np.triu(rng.random((nodes, nodes)) < density, 1)
    order = rng.permutation(nodes)
    for place in range(1, nodes):
        adjacency[order[place], order[rng.integers(place)]] = True
    return (adjacency | adjacency.T).astype(float)


def path(rng: Generator, nodes: int) -> np.ndarray:
    """The undirected path, its nodes numbered at random."""
    straight = np.eye(nodes, k=1) + np.eye(nodes, k=-1)
    order = rng.permutation(nodes)
    return straight[np.ix_(order, order)]


def ring(rng: Generator, nodes: int) -> np.ndarray:
    """The one-way ring, its nodes numbered at random."""
    (adjacency,) = renumber(rng.permutation(nodes), np.roll(np.eye(nodes), 1, axis=1))
    return adjacency


def directed(rng: Generator, nodes: int, density: float = 0.45) -> np.ndarray:
    """A graph of ones and zeros without loops; every node has a neighbour, and 0 -> 1 has no way back."""
    adjacency = rng.random((nodes, nodes)) < density
    np.fill_diagonal(adjacency, False)
    for node in range(nodes):
        adjacency[node, (node + 1) % nodes] |= not adjacency[node].any()
    adjacency[0, 1], adjacency[1, 0], adjacency[1, 2] = True, False, True
    return adjacency.astype(float)


def with_isolated(rng: Generator, nodes: int) -> np.ndarray:
    """A graph with two nodes that hear nobody: one is heard by others, one is not."""
    adjacency = directed(rng, nodes)
    deaf, alone = rng.choice(nodes, size=2, replace=False)
    adjacency[[deaf, alone]] = 0
    adjacency[:, alone] = 0
    adjacency[np.delete(np.arange(nodes), [deaf, alone])[0], deaf] = 1
    return adjacency


def with_loops(rng: Generator, nodes: int) -> np.ndarray:
    """A directed graph where about half of the nodes, and at least two, have a self-loop."""
    adjacency = directed(rng, nodes)
    looped = rng.choice(nodes, size=max(2, nodes // 2), replace=False)
    adjacency[looped, looped] = 1
    return adjacency


def weighted(rng: Generator, adjacency: np.ndarray) -> np.ndarray:
    """The same edges with weights of both signs, none of size one."""
    sizes = rng.uniform(1.25, 2.5, size=adjacency.shape) ** rng.choice([-1, 1], size=adjacency.shape)
    return adjacency * sizes * rng.choice([-1, 1, 1], size=adjacency.shape)


def halves(rng: Generator, *shape: int) -> np.ndarray:
    """Multiples of 0.5 between -2 and 2, never 0: easy to follow by hand."""
    return rng.integers(1, 5, size=shape) / 2 * rng.choice([-1, 1], size=shape)


def positive(rng: Generator, *shape: int) -> np.ndarray:
    """Multiples of 0.5 between 0.5 and 3."""
    return rng.integers(1, 7, size=shape) / 2


def renumber(order: np.ndarray, adjacency: np.ndarray, *per_node: np.ndarray) -> list[np.ndarray]:
    """The same graph with its nodes in another order."""
    return [adjacency[np.ix_(order, order)], *(array[order] for array in per_node)]


def in_float32(**inputs: Any) -> Case:
    """The case with its arrays, and lists of arrays, in float32; Python numbers stay."""

    def narrow(value: Any) -> Any:
        if isinstance(value, list):
            return [narrow(item) for item in value]
        return value.astype(np.float32) if isinstance(value, np.ndarray) else value

    narrowed = {name: narrow(value) for name, value in inputs.items()}
    return Case(**narrowed).tolerance(1e-4, reason=MIXED)


def typed(here: Any, pattern: np.ndarray) -> np.ndarray:
    """The edges with weights that this dtype can hold, of both signs where it has signs, none of them 1."""
    if here.is_float:
        return weighted(here.rng, pattern)
    if here.dtype.kind == "b":
        return pattern
    sizes = here.rng.integers(2, 6, size=here.shape)
    return pattern * sizes * (here.rng.choice([-1, 1], size=here.shape) if here.dtype.kind == "i" else 40)


def looped(here: Any) -> np.ndarray:
    """Weighted edges, with self-loops; a graph of one node has nothing else."""
    nodes = here.shape[0]
    return typed(here, with_loops(here.rng, nodes) if nodes > 2 else np.triu(np.ones((nodes, nodes))))


def small(draw: Any) -> Any:
    """A draw that leaves a graph of fewer than three nodes without edges, which is then another class."""
    return lambda here: draw(here.rng, here.shape[0]) if here.shape[0] > 2 else np.zeros(here.shape)


GRAPHS = (
    values("edges both ways", lambda here: undirected(here.rng, here.shape[0]), zh="双向边"),
    values(
        "no edges",
        lambda here: np.zeros(here.shape),
        lambda a: not a.any(),
        reason="0/0, a maximum of nothing",
        zh="没有边",
    ),
    values(
        "some nodes without neighbours",
        small(with_isolated),
        lambda a: not (a != 0).any(axis=1).all(),
        reason="0/0, a maximum of nothing, in some rows only",
        zh="有的节点没有邻居",
    ),
    values(
        "some self-loops",
        looped,
        lambda a: bool(np.diag(a).any()),
        reason="counted twice, or not at all",
        zh="有的节点有自环",
    ),
    values(
        "weights other than 1",
        lambda here: typed(here, undirected(here.rng, here.shape[0])),
        lambda a: bool((a[a != 0] != 1).any()),
        reason="weights count in sums, and nowhere else",
        zh="权重不为 1",
    ),
    values(
        "one-way edges",
        small(directed),
        lambda a: bool(((a != 0) != (a != 0).T).any()),
        reason="the row is the receiver",
        zh="单向边",
    ),
)
far_below = values(
    "all far below zero",
    lambda here: here.rng.normal(size=here.shape) - 50_000,
    lambda array: bool((array < -10_000).all()),
    kinds="floats",
    reason="a maximum that starts at 0 or at -999",
    zh="全都远小于零",
)
PLAIN_INTS = ordinary(ints=(-100, 100))
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


def graph() -> Array:
    """An adjacency."""
    dtypes = (float64, boolean, signed, float32.once(), uint8.once())
    return Array("n n", dtypes=dtypes, values=GRAPHS)


def states(axes: str, *more: Any) -> Array:
    """Features, or hidden states, of the nodes."""
    return Array(axes, dtypes=(float64, float32, signed, uint8.once()), values=(PLAIN_INTS, *more, negative))


def matrix(axes: str) -> Array:
    """Weights or a bias."""
    return Array(axes, dtypes=(float64, float32))


def number(valid: Any, words: str, *often: float, **default: float) -> Drawn:
    """A float: one of `often` in one of two cases, else one from -3 to 3."""

    def draw(rng: Generator) -> float:
        return float(rng.choice(often) if rng.random() < 0.5 else rng.uniform(-3, 3))

    return Drawn(draw, valid, words, **default)


def adjusted(case_: Case, unusual: frozenset[str]) -> Case:
    """A case with the tolerance of float32 where an argument is in float32."""
    return case_.tolerance(1e-4, reason=MIXED) if any(t.endswith("in float32") for t in unusual) else case_


def one_dtype(*names: str) -> tuple[tuple[str, str], ...]:
    """Pairs that no call has together: weights in float64 beside others in float32."""
    both = [(f"{one} in float64", f"{other} in float32") for one in names for other in names if one != other]
    return tuple(both)
