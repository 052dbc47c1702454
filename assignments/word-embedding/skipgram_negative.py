"""Skip-gram with negative sampling."""

import numpy as np

from grader.author import Case, Choice, Domain, Generator, Int, Problem, Text, case, covering, scenario

from .draws import EVERY_LISTING, LISTING, SIZES, WIDTHS, far_out, in_precision, listed, table, vector

problem = Problem(
    points=20,
    forbidden=("autograd",),
    hints=(
        Text(
            "The traps are the sign of the negatives' scores, and a negative that was drawn twice.",
            zh="陷阱在于负样本分数的符号，以及抽中两次的负样本。",
        ),
        Text(
            "Check with finite differences for negatives 1 1 2: which rows of the gradient are not zero?",
            zh="对负样本 1 1 2 用有限差分核对：梯度的哪些行不为零？",
        ),
    ),
)


def _others(here):
    """All words but the true one."""
    return np.array([word for word in range(here.sizes["V"]) if word != here.sizes["outside"]])


def _far(here, drawn):
    """One word's score is far from 0: below for the true one, on either side for others."""
    row, true = int(here.rng.integers(here.shape[0])), here.sizes["outside"]
    score = -1000.0 if row == true else float(here.rng.choice([-1000.0, 1000.0]))
    return far_out(here.rng, drawn, row, score, np.asarray(here.given["center"], dtype=float))


domain = (
    Domain(
        center=vector(),
        outside=Int(range(8)),
        outside_vectors=table(_far),
        negatives=listed("K", _others, "(K,) integers, K from 0 on, from 0 to V - 1, without `outside`"),
    )
    .sizes(**SIZES, K=range(7), listing=("twice", "once"))
    .needs(
        lambda outside, V: outside < V,
        lambda listing, K, V: K > 1 if listing == "twice" else K < V,
    )
    .choices_of(
        WIDTHS,
        LISTING,
        Choice(
            "negatives",
            case("several negatives", zh="多个负样本"),
            case("no negatives", lambda K: K == 0, reason="an empty sum", zh="没有负样本"),
            case("one negative", lambda K: K == 1, reason="lost axes of length 1", zh="一个负样本"),
            case(
                "as many negatives as entries",
                lambda K, d: K == d > 1,
                reason="a transpose has the right shape",
                zh="负样本数等于向量维数",
            ),
        ),
    )
    .float32_together("center", "outside_vectors")
)


def draw(rng: Generator, words: int, width: int, negatives: int, *, twice: bool) -> Case:
    """One word, one of its neighbours, and words that are none."""
    outside = int(rng.integers(words))
    others = np.array([word for word in range(words) if word != outside])
    chosen = rng.choice(others, size=negatives, replace=twice)
    if twice:
        chosen[-1] = chosen[0]
    return Case(
        center=rng.normal(size=width),
        outside=outside,
        outside_vectors=rng.normal(size=(words, width)),
        negatives=chosen,
    )


@scenario(public=1, zh="作业说明的例子，一个负样本和两个负样本。")
def by_hand(rng: Generator) -> Case:
    """The handout's example, with one negative and with two."""
    table_ = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 1.0]])
    first = Case(center=np.array([0.5, -1.0]), outside=1, outside_vectors=table_, negatives=np.array([2]))
    return first.then(Case(**{**first.inputs, "negatives": np.array([2, 0])}))


@scenario(public=2, private=1, traps=("square",), zh="每个负样本只列一次；个数与元素数相同。")
def all_different(rng: Generator) -> Case:
    """Every negative is listed once; as many of them as entries."""
    return draw(rng, 6, 4, 4, twice=False)


@scenario(public=1, private=3, weight=2, hint=EVERY_LISTING, traps=("repeated-negatives",), zh="有些负样本抽到两次。")
def ordinary(rng: Generator) -> Case:
    """Some negatives were drawn twice."""
    return draw(rng, 5, 3, 6, twice=True)


@scenario(private=1, traps=("no-negatives",), zh="没有负样本：只有真实词的部分。")
def no_negatives(rng: Generator) -> Case:
    """No negatives: the true word's part alone."""
    given = draw(rng, 4, 3, 2, twice=False).inputs
    return Case(**{**given, "negatives": given["negatives"][:0]})


@scenario(
    private=2,
    hint=Text("ln(sigmoid(-1000)) is -1000, and no ln 0.", zh="ln(sigmoid(-1000)) 等于 -1000，不是 ln 0。"),
    traps=("scores-1000",),
    zh="真实词的分数约为 -1000，其余普通；然后某个负样本的是 1000，再是 -1000。",
)
def large_scores(rng: Generator) -> Case:
    """The true word's score is about -1000, others are ordinary; then a negative's is 1000, then -1000."""
    given = draw(rng, 5, 3, 4, twice=True).inputs
    negative = int(given["negatives"][0])
    first, *others = (
        Case(**{**given, "outside_vectors": far_out(rng, given["outside_vectors"], row, score, given["center"])})
        for row, score in ((given["outside"], -1000.0), (negative, 1000.0), (negative, -1000.0))
    )
    return first.then(*others)


every_choice = covering(domain, private=14, adjust=in_precision, traps=("float32", "input-forms"))
