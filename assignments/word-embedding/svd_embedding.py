"""Word vectors of a table of counts, by its singular values."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    case,
    covering,
    float64,
    integers,
    scenario,
    values,
)

from .draws import ONCE
from .public import shape_and_gram

problem = Problem(
    points=10,
    hints=(
        Text(
            "The traps are which side the vectors come from, and what each of them is multiplied by.",
            zh="陷阱在于向量取自哪一侧，以及各乘以什么。",
        ),
        Text(
            "For all dimensions the products of the vectors are those of the rows of the table.",
            zh="取全部维数时，向量之间的内积等于表中各行之间的内积。",
        ),
    ),
)


def _clear(rng: Generator, words: int, rank: int | None = None) -> np.ndarray:
    """A table of counts, not symmetric, whose singular values are clearly apart."""
    while True:
        counts = rng.integers(200, size=(words, words))
        if rank is not None:
            counts = rng.integers(15, size=(words, rank)) @ rng.integers(15, size=(rank, words))
        found = np.linalg.svd(counts.astype(float), compute_uv=False)[: rank or words]
        if found[0] > 0 and (np.append(found[:-1] - found[1:], found[-1]) > 0.03 * found[0]).all():
            return counts


domain = (
    Domain(
        counts=Array(
            "V V",
            dtypes=(float64, integers),
            layouts=ONCE,
            values=(
                values("counts", lambda here: _clear(here.rng, here.shape[0]), zh="计数"),
                values(
                    "of low rank",
                    lambda here: _clear(here.rng, here.shape[0], here.shape[0] // 2),
                    lambda c: np.linalg.matrix_rank(c.astype(float)) <= max(len(c) // 2, 1) and len(c) > 1,
                    needs=lambda V: V > 1,
                    held=True,
                    reason="singular values of 0",
                    zh="低秩",
                ),
            ),
        ),
        dimension=Int(range(1, 7)),
    )
    .sizes(V=range(1, 7))
    .needs(lambda V, dimension: dimension <= V)
    .choices_of(
        Choice(
            "dimension",
            case("fewer dimensions than words", zh="维数少于词数"),
            case("one dimension", lambda dimension, V: dimension == 1 < V, reason="an axis gets lost", zh="一维"),
            case(
                "as many dimensions as words",
                lambda dimension, V: dimension == V,
                reason="nothing is cut off",
                zh="维数等于词数",
            ),
        )
    )
)


def draw(rng: Generator, words: int, dimension: int) -> Case:
    """Counts whose singular values are apart."""
    return Case(counts=_clear(rng, words).astype(float), dimension=dimension)


@scenario(public=1, view=shape_and_gram, zh="作业说明的例子：一维和两维。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: one and two dimensions."""
    counts = np.array([[0.0, 2.0, 0.0], [2.0, 3.0, 0.0], [0.0, 0.0, 2.0]])
    return Case(counts=counts, dimension=1).then(Case(counts=counts, dimension=2))


@scenario(public=2, private=1, view=shape_and_gram, zh="对称的表：两边的向量相同。")
def symmetric(rng: Generator) -> Case:
    """A symmetric table: both sides have the same vectors."""
    turn = np.linalg.qr(rng.normal(size=(4, 4)))[0]
    return Case(counts=turn * np.array([9.0, 5.0, 3.0, 1.0]) @ turn.T, dimension=2)


@scenario(
    public=1,
    private=3,
    weight=2,
    view=shape_and_gram,
    hint=Text("Rows are words: take the left vectors.", zh="行是词：取左奇异向量。"),
    traps=("not-symmetric",),
    zh="不对称的表。",
)
def ordinary(rng: Generator) -> Case:
    """A table that is not symmetric."""
    return draw(rng, 6, 3)


@scenario(private=2, view=shape_and_gram, traps=("all-dimensions",), zh="维数与词数相同，然后更少。")
def all_dimensions(rng: Generator) -> Case:
    """As many dimensions as words, then fewer."""
    return draw(rng, 4, 4).then(draw(rng, 5, 2))


every_choice = covering(domain, private=8, weight=1, traps=("low-rank", "input-forms", "integers")).model_copy(
    update={"view": shape_and_gram}
)
