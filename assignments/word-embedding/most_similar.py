"""The words nearest to a word."""

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
    float32,
    float64,
    scenario,
    values,
)

from .draws import ONCE

problem = Problem(
    points=10,
    hints=(
        Text(
            "The traps are long vectors, the word itself, and vectors of zeros.",
            zh="陷阱在于长向量、词本身，以及零向量。",
        ),
        Text(
            "Make one vector a hundred times as long: the answer must not change. Then make one zero.",
            zh="把某个向量变为一百倍长：答案不应改变。再把某个向量设为零。",
        ),
    ),
)


def _lengths(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Vectors of any direction, of lengths from 0.1 to 10."""
    return rng.normal(size=shape) * 10 ** rng.uniform(-1, 1, size=(shape[0], 1))


def _with_zeros(here):
    """Two vectors of zeros, neither of them the word's own."""
    table = _lengths(here.rng, here.shape)
    others = [word for word in range(here.shape[0]) if word != here.sizes["index"]]
    table[here.rng.permutation(others)[:2]] = 0
    return table


def _zero_query(here):
    """The word's own vector is zero."""
    table = _lengths(here.rng, here.shape)
    table[here.sizes["index"]] = 0
    return table


domain = (
    Domain(
        embeddings=Array(
            "V d",
            dtypes=(float64, float32),
            layouts=ONCE,
            values=(
                values("of any length", lambda here: _lengths(here.rng, here.shape), zh="长度任意"),
                values(
                    "vectors of zeros",
                    _with_zeros,
                    lambda e, here: bool((~e.any(axis=1)).any() and e[here.sizes["index"]].any()),
                    needs=lambda V: V > 2,
                    reason="0/0",
                    zh="零向量",
                ),
                values(
                    "the word's own vector is zero",
                    _zero_query,
                    lambda e, here: not e[here.sizes["index"]].any(),
                    reason="0/0, and all are alike",
                    zh="这个词自己的向量为零",
                ),
            ),
        ),
        index=Int(range(8)),
        k=Int(range(1, 12)),
    )
    .sizes(V=range(2, 9), d=range(2, 6))
    .needs(lambda index, V: index < V)
    .choices_of(
        Choice(
            "asked",
            case("fewer words than there are", zh="要的词少于现有的词"),
            case("all others", lambda k, V: k == V - 1, usual=True, zh="其余所有的词"),
            case(
                "more words than there are",
                lambda k, V: k >= V,
                reason="the word itself would fill up the answer",
                zh="要的词多于现有的词",
            ),
        ),
        Choice(
            "word",
            case("a word within the table", zh="词在词表中间"),
            case("the first word", lambda index: index == 0, usual=True, zh="第一个词"),
            case("the last word", lambda index, V: index == V - 1 > 0, usual=True, zh="最后一个词"),
        ),
    )
)


def draw(rng: Generator, words: int, width: int, k: int) -> Case:
    """Vectors of very different lengths."""
    return Case(embeddings=_lengths(rng, (words, width)), index=int(rng.integers(words)), k=k)


@scenario(public=1, zh="作业说明的例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's example."""
    table = np.array([[1.0, 0.0], [9.0, 9.0], [2.0, 1.0], [0.0, 0.0], [-1.0, 0.5]])
    return Case(embeddings=table, index=0, k=3).then(Case(embeddings=table, index=4, k=4))


@scenario(public=2, private=1, zh="所有向量的长度为 1。")
def of_one_length(rng: Generator) -> Case:
    """All vectors have the length 1."""
    table = rng.normal(size=(6, 4))
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    first, second = rng.permutation(6)[:2].tolist()
    return Case(embeddings=table, index=first, k=3).then(Case(embeddings=table, index=second, k=4))


@scenario(public=1, private=3, weight=2, traps=("lengths",), zh="长度相差很大的向量。")
def ordinary(rng: Generator) -> Case:
    """Vectors of very different lengths."""
    return draw(rng, 9, 4, 5)


@scenario(
    private=2,
    hint=Text("A vector of zeros is similar to none: 0, which is more than -1.", zh="零向量的相似度是 0，大于负数。"),
    traps=("zero-vectors", "ties"),
    zh="有些向量为零；所有词都被问到。",
)
def zero_vectors(rng: Generator) -> Case:
    """Some vectors are zero; all words are asked."""
    given = draw(rng, 7, 3, 6).inputs
    table = given["embeddings"].copy()
    others = [word for word in range(7) if word != given["index"]]
    table[rng.permutation(others)[:3]] = 0
    return Case(**{**given, "embeddings": table})


@scenario(
    private=1,
    hint=Text("There are V - 1 other words: no answer is longer.", zh="其他词只有 V - 1 个：答案不会更长。"),
    traps=("k-beyond", "zero-query", "ties"),
    zh="问到的词比实有的多；然后这个词本身为零。",
)
def more_than_there_are(rng: Generator) -> Case:
    """More words are asked than there are; then the word itself is zero."""
    given = draw(rng, 5, 3, 8)
    table = given.inputs["embeddings"].copy()
    table[given.inputs["index"]] = 0
    return given.then(Case(**{**given.inputs, "embeddings": table, "k": 4}))


every_choice = covering(domain, private=10, weight=1, traps=("float32", "input-forms"))
