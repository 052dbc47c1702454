"""Frequencies and Fourier basis of a graph."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Domain,
    Generator,
    Problem,
    Text,
    calls_again,
    covering,
    float64,
    keeps_inputs,
    scenario,
    signed,
    values,
)

from . import graphs
from .graphs import difference, normalized, undirected, weighted, with_isolated
from .public import is_fourier_basis

problem = Problem(
    points=10,
    hints=(
        Text(
            "The trap is a routine for any matrix: it neither sorts nor promises real or orthogonal answers.",
            zh="陷阱在于用了适合任意矩阵的函数：它不排序，也不保证结果是实数或正交。",
        ),
        Text(
            "Look at a ring: several eigenvalues are equal there. Are your eigenvectors still orthogonal?",
            zh="看看环图：那里有几个特征值相等。你的特征向量还正交吗？",
        ),
    ),
)

ORTHOGONAL = Text(
    "Where eigenvalues are equal, eigenvectors may be chosen, but they must be orthonormal.",
    zh="特征值相等时特征向量可以任选，但必须标准正交。",
)


def ring(nodes: int) -> np.ndarray:
    """Every node has two neighbours."""
    one_way = np.roll(np.eye(nodes), 1, axis=1)
    return one_way + one_way.T


def judged(drawn: Case, _: frozenset[str] = frozenset()) -> Case:
    """The checker decides: eigenvectors may differ by their sign and more."""
    return drawn.tolerance(1e-7, reason="eigenvectors are free in sign, and in direction where eigenvalues are equal")


LAPLACIANS = (
    values(
        "of a graph", lambda here: difference((weighted if here.is_float else undirected)(here.rng, here.shape[0])),
        zh="一般图",
    ),
    values(
        "all zero", lambda here: np.zeros(here.shape), lambda a: not a.any(), reason="no edges: any basis is right",
        zh="全为 0",
    ),
    values(
        "with an isolated node",
        lambda here: difference(with_isolated(here.rng, here.shape[0])),
        lambda a: bool(a.any()) and not a.any(axis=1).all(),
        needs=lambda n: n > 2,
        reason="the eigenvalue 0 comes twice",
        zh="有孤立节点",
    ),
    values(
        "of a complete graph",
        lambda here: here.shape[0] * np.eye(here.shape[0]) - 1,
        lambda a: len(a) > 2 and np.array_equal(a, len(a) * np.eye(len(a)) - 1),
        needs=lambda n: n > 2,
        reason="all eigenvalues but one are equal",
        zh="完全图",
    ),
)

domain = (
    Domain(laplacian=Array("n n", dtypes=(float64, signed), values=LAPLACIANS))
    .sizes(n=range(1, 7))
    .choices_of(graphs.NODES)
)


@scenario(public=1, check=is_fourier_basis, zh="作业说明的图：三个节点的路径。")
def by_hand(rng: Generator) -> Case:
    """The handout's graph: a path of three nodes."""
    return judged(Case(laplacian=np.array([[1.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 1.0]])))


@scenario(public=2, private=2, check=is_fourier_basis, zh="加权图的 Laplacian。")
def ordinary(rng: Generator) -> Case:
    """The Laplacian of a weighted graph."""
    return judged(Case(laplacian=difference(weighted(rng, 5))))


@scenario(private=1, check=is_fourier_basis, zh="12 个节点的归一化 Laplacian。")
def larger_graph(rng: Generator) -> Case:
    """The normalised Laplacian of 12 nodes."""
    return judged(Case(laplacian=normalized(weighted(rng, 12))))


@scenario(
    private=2, check=is_fourier_basis, hint=ORTHOGONAL, traps=("repeated-eigenvalues",),
    zh="随机编号的环：多数特征值出现两次。",
)
def equal_eigenvalues(rng: Generator) -> Case:
    """A ring that is numbered at random: most eigenvalues come twice."""
    nodes = int(rng.integers(6, 10))
    order = rng.permutation(nodes)
    return judged(Case(laplacian=difference(ring(nodes))[np.ix_(order, order)]))


@scenario(
    private=1, check=is_fourier_basis, hint=ORTHOGONAL, traps=("components", "repeated-eigenvalues"),
    zh="三个并列的环：特征值 0 出现三次。",
)
def several_components(rng: Generator) -> Case:
    """Three rings beside each other: the eigenvalue 0 comes three times."""
    parts = [difference(ring(size)) for size in rng.permutation([3, 4, 5])]
    total = sum(map(len, parts))
    laplacian, start = np.zeros((total, total)), 0
    for part in parts:
        laplacian[start : start + len(part), start : start + len(part)] = part
        start += len(part)
    order = rng.permutation(total)
    return judged(Case(laplacian=laplacian[np.ix_(order, order)]))


every_choice = covering(
    domain, private=11, adjust=judged, traps=("single-node", "no-edges", "isolated-node", "integers", "input-forms")
)
every_choice = every_choice.model_copy(update={"check": is_fourier_basis})
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
