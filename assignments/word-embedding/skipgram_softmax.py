"""Skip-gram with the softmax over all words."""

import numpy as np

from grader.author import Case, Domain, Generator, Int, Problem, Text, covering, scenario

from .draws import SIZES, STABLE_SOFTMAX, WIDTHS, far_out, in_precision, table, vector

problem = Problem(
    points=15,
    forbidden=("autograd",),
    hints=(
        Text(
            "The trap is that every word's vector has a gradient, not only that of the word that was seen.",
            zh="陷阱在于每个词的向量都有梯度，而不只是出现的那个词。",
        ),
        Text(
            "Find the gradient by the scores first (V,), then the two others; check with finite differences.",
            zh="先求对分数的梯度 (V,)，再求另外两个；用有限差分核对。",
        ),
    ),
)


def _another(here, drawn):
    """A word that was not seen has the greatest score by far."""
    row = (here.sizes["outside"] + int(here.rng.integers(1, here.shape[0]))) % here.shape[0]
    return far_out(here.rng, drawn, row, 1000.0, np.asarray(here.given["center"], dtype=float))


domain = (
    Domain(center=vector(), outside=Int(range(8)), outside_vectors=table(_another))
    .sizes(**SIZES)
    .needs(lambda outside, V: outside < V)
    .choices_of(WIDTHS)
    .float32_together("center", "outside_vectors")
)


def draw(rng: Generator, words: int, width: int) -> Case:
    """One word and one of its neighbours."""
    return Case(
        center=rng.normal(size=width), outside=int(rng.integers(words)), outside_vectors=rng.normal(size=(words, width))
    )


@scenario(public=1, zh="作业说明的例子，两个外部词。")
def by_hand(rng: Generator) -> Case:
    """The handout's example, for two outside words."""
    table_ = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 1.0]])
    first = Case(center=np.array([0.5, -1.0]), outside=1, outside_vectors=table_)
    return first.then(Case(**{**first.inputs, "outside": 0}))


@scenario(public=2, private=1, traps=("square",), zh="词数与元素数相同。")
def square(rng: Generator) -> Case:
    """As many words as entries."""
    return draw(rng, 4, 4)


@scenario(private=3, weight=2, zh="词数与元素数不同。")
def ordinary(rng: Generator) -> Case:
    """Different numbers of words and entries."""
    return draw(rng, 6, 4)


@scenario(private=2, hint=STABLE_SOFTMAX, traps=("scores-1000",), zh="没见过的词分数约为 1000。")
def large_scores(rng: Generator) -> Case:
    """A word that was not seen has a score of about 1000."""
    given = draw(rng, 5, 3).inputs
    row = (given["outside"] + int(rng.integers(1, 5))) % 5
    return Case(**{**given, "outside_vectors": far_out(rng, given["outside_vectors"], row, 1000.0, given["center"])})


every_choice = covering(domain, private=8, adjust=in_precision, traps=("float32", "input-forms"))
