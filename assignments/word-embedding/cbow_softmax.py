"""Continuous bag of words: the word from its neighbours."""

import numpy as np

from grader.author import Case, Choice, Domain, Generator, Int, Problem, Text, case, covering, scenario

from .draws import EVERY_LISTING, LISTING, SIZES, STABLE_SOFTMAX, WIDTHS, far_out, in_precision, listed, table

problem = Problem(
    points=10,
    forbidden=("autograd",),
    hints=(
        Text(
            "The traps are the mean, forward and backward, and a context word that stands there twice.",
            zh="陷阱在于前向和反向的平均，以及出现两次的上下文词。",
        ),
        Text(
            "For context 1 1 2, what is the derivative of the mean by the vector of word 1?",
            zh="上下文为 1 1 2 时，平均对词 1 的向量的导数是多少？",
        ),
    ),
)


def _far(here, drawn):
    """A word that is not the true one has the greatest score by far."""
    hidden = np.asarray(here.given["input_vectors"], dtype=float)[here.given["context"]].mean(axis=0)
    row = (here.sizes["center"] + int(here.rng.integers(1, here.shape[0]))) % here.shape[0]
    return far_out(here.rng, drawn, row, 1000.0, hidden)


domain = (
    Domain(
        context=listed("m", lambda here: np.arange(here.sizes["V"]), "(m,) integers, m from 1 on, from 0 to V - 1"),
        center=Int(range(8)),
        input_vectors=table(),
        output_vectors=table(_far),
    )
    .sizes(**SIZES, m=range(1, 7), listing=("twice", "once"))
    .needs(
        lambda center, V: center < V,
        lambda listing, m, V: m > 1 if listing == "twice" else m <= V,
    )
    .choices_of(
        WIDTHS,
        LISTING,
        Choice(
            "context",
            case("several words", zh="多个词"),
            case("one word", lambda m: m == 1, reason="lost axes of length 1; mean and sum are the same", zh="一个词"),
            case(
                "as many context words as entries", lambda m, d: m == d > 1, reason="a mean over the wrong axis",
                zh="上下文词数等于向量维数",
            ),
        ),
    )
    .float32_together("input_vectors", "output_vectors")
)


def draw(rng: Generator, words: int, width: int, count: int, *, twice: bool) -> Case:
    """A word and the words around it."""
    context = rng.choice(words, size=count, replace=twice)
    if twice:
        context[-1] = context[0]
    return Case(
        context=context,
        center=int(rng.integers(words)),
        input_vectors=rng.normal(size=(words, width)),
        output_vectors=rng.normal(size=(words, width)),
    )


@scenario(public=1, zh="作业说明的例子，周围两个词和一个词。")
def by_hand(rng: Generator) -> Case:
    """The handout's example, with two words around and with one."""
    input_vectors = np.array([[1.0, 0.0], [0.0, 2.0], [2.0, 2.0]])
    output_vectors = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 1.0]])
    tables = {"input_vectors": input_vectors, "output_vectors": output_vectors}
    first = Case(context=np.array([0, 2]), center=1, **tables)
    return first.then(Case(context=np.array([1]), center=0, **tables))


@scenario(public=2, private=1, traps=("square",), zh="上下文的每个词只出现一次；词数与元素数相同。")
def all_different(rng: Generator) -> Case:
    """Every word of the context stands there once; as many words as entries."""
    return draw(rng, 5, 5, 4, twice=False)


@scenario(private=3, weight=2, hint=EVERY_LISTING, traps=("repeated-context",), zh="上下文中有些词出现两次。")
def ordinary(rng: Generator) -> Case:
    """Some words stand twice in the context."""
    return draw(rng, 6, 3, 4, twice=True)


@scenario(
    public=1, private=1, hint=STABLE_SOFTMAX, traps=("scores-1000",),
    zh="有一个不是真实词的词，分数约为 1000。",
)
def large_scores(rng: Generator) -> Case:
    """A word that is not the true one has a score of about 1000."""
    given = draw(rng, 5, 3, 4, twice=True).inputs
    hidden = given["input_vectors"][given["context"]].mean(axis=0)
    row = (given["center"] + int(rng.integers(1, 5))) % 5
    return Case(**{**given, "output_vectors": far_out(rng, given["output_vectors"], row, 1000.0, hidden)})


every_choice = covering(domain, private=13, adjust=in_precision, traps=("float32", "input-forms"))
