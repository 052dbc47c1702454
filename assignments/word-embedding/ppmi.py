"""Positive pointwise mutual information."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    case,
    covering,
    float32,
    float64,
    integers,
    scenario,
    values,
)

from .draws import ONCE, counted, in_precision

problem = Problem(
    points=15,
    hints=(
        Text(
            "The traps are what divides a count, and the logarithm of 0.",
            zh="陷阱在于计数除以什么，以及 0 的对数。",
        ),
        Text(
            "Multiply the whole table by 10: nothing may change. Then make one row and one column 0.",
            zh="把整张表乘以 10：结果不应改变。再把某一行一列设为 0。",
        ),
    ),
)


def _directed(here):
    """Counts that are not the same both ways."""
    counts = here.rng.poisson(2.0, size=here.shape)
    counts[0, -1], counts[-1, 0] = 3, 1
    return counts


def _unseen(here):
    """A word without neighbours."""
    counts = counted(here.rng, here.shape[0]) + 1
    word = here.rng.integers(here.shape[0])
    counts[word] = counts[:, word] = 0
    return counts


def _large(here):
    """A long text: counts of 1e9 and 2e9, which int32 can hold."""
    upper = np.triu(here.rng.integers(1, 3, size=here.shape))
    return (upper + np.triu(upper, 1).T) * 1_000_000_000


domain = (
    Domain(
        counts=Array(
            "V V",
            dtypes=(float64, float32, integers),
            layouts=ONCE,
            values=(
                values("symmetric", lambda here: counted(here.rng, here.shape[0]) + np.eye(here.shape[0]), zh="对称"),
                values(
                    "not symmetric",
                    _directed,
                    lambda c: c.shape[0] > 1 and not np.array_equal(c, c.T) and float(np.max(c)) < 1000,
                    needs=lambda V: V > 1,
                    reason="sums of rows are not those of columns",
                    zh="不对称",
                ),
                values(
                    "a word without neighbours",
                    _unseen,
                    lambda c: bool(c.any() and (c.sum(axis=1) == 0).any() and np.array_equal(c, c.T)),
                    needs=lambda V: V > 2,
                    reason="0/0",
                    zh="有一个词没有邻居",
                ),
                values(
                    "all zero",
                    lambda here: np.zeros(here.shape),
                    lambda c: not c.any(),
                    reason="0/0 everywhere",
                    zh="全为 0",
                ),
                values(
                    "counts of 1e9",
                    _large,
                    lambda c: bool(np.max(c) >= 1e8) and np.array_equal(c, c.T),
                    needs=lambda V: V > 2,
                    reason="products of sums are beyond 64 bits",
                    zh="计数达 1e9",
                ),
            ),
        )
    )
    .sizes(V=range(1, 8))
    .choices_of(
        Choice(
            "words", case("several words", zh="多个词"), case("one word", lambda V: V == 1, reason="ln 1", zh="一个词")
        )
    )
)


@scenario(public=1, zh="作业说明的例子，然后换别的计数。")
def by_hand(rng: Generator) -> Case:
    """The handout's example, then with other counts."""
    first = Case(counts=np.array([[0.0, 2.0, 1.0], [2.0, 0.0, 0.0], [1.0, 0.0, 4.0]]))
    return first.then(Case(counts=np.array([[1.0, 3.0], [3.0, 0.0]])))


@scenario(public=2, private=1, zh="每一对词都见过。")
def without_zeros(rng: Generator) -> Case:
    """Every pair of words was seen."""
    return Case(counts=(counted(rng, 4) + 1).astype(float)).scale(1.0)


@scenario(
    public=1,
    private=2,
    weight=2,
    hint=Text("ln 0 is -inf: a count of 0 gives 0.", zh="ln 0 是 -inf：计数为 0 时结果为 0。"),
    traps=("zero-counts",),
    zh="一段文本的计数，很多为 0。",
)
def ordinary(rng: Generator) -> Case:
    """Counts of a text, many of them 0."""
    return Case(counts=(counted(rng, 6, 1.0) + np.eye(6)).astype(float)).scale(1.0)


@scenario(
    private=1,
    weight=2,
    hint=Text("Row i is divided by its own sum, column j by its own.", zh="第 i 行除以行的和，第 j 列除以列的和。"),
    traps=("not-symmetric",),
    zh="两个方向不相同的计数。",
)
def not_symmetric(rng: Generator) -> Case:
    """Counts that are not the same both ways."""
    return Case(counts=rng.integers(0, 9, size=(5, 5)) * rng.uniform(0.5, 1.5, size=(5, 5))).scale(1.0)


@scenario(
    private=1,
    hint=Text("A word without neighbours has a sum of 0: 0/0 is no number.", zh="没有邻居的词的和为 0：0/0 不是数。"),
    traps=("unseen-words",),
    zh="词表中有一个词不在文本里。",
)
def unseen_word(rng: Generator) -> Case:
    """A word of the vocabulary that the text does not have."""
    counts = counted(rng, 5).astype(float) + 1
    word = rng.integers(5)
    counts[word] = counts[:, word] = 0
    return Case(counts=counts).scale(1.0)


def in_size(drawn: Case, titles: frozenset[str]) -> Case:
    """Where words are independent the logarithm of 1 is 0 only up to rounding, in float32 as well."""
    drawn = in_precision(drawn, titles)
    return drawn.scale(0.01) if drawn.relative_tolerance else drawn


every_choice = covering(
    domain, private=15, weight=1, adjust=in_size, traps=("float32", "large-counts", "input-forms", "integers")
)
