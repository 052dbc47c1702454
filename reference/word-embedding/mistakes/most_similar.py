"""Known ways to get most_similar wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import most_similar


def cosines(embeddings, index):
    """All cosines, 0 for zeros."""
    table = np.asarray(embeddings, dtype=float)
    lengths = np.linalg.norm(table, axis=1)
    units = table / np.where(lengths > 0, lengths, 1)[:, None]
    return units @ units[index]


def others(scores, index, k):
    """The words with the greatest scores, without the word itself."""
    order = np.argsort(-np.asarray(scores), kind="stable")
    return order[order != index][:k]


@mistake(
    most_similar,
    title=Text("products instead of cosines", zh="用内积代替余弦"),
    id="WE10",
    zh="要用余弦：先除以长度；你用的是内积。",
)
def products_not_cosines(embeddings, index, k):
    """Divide by the lengths: long vectors have large products whatever their direction."""
    table = np.asarray(embeddings, dtype=float)
    return others(table @ table[index], index, k)


@mistake(
    most_similar,
    title=Text("word itself included", zh="没有排除词本身"),
    id="WE11",
    zh="词本身要排除：它总是与自己最相似。",
)
def word_itself_included(embeddings, index, k):
    """Leave the word itself out: it is always most similar to itself."""
    return np.argsort(-cosines(embeddings, index), kind="stable")[:k]


@mistake(
    most_similar,
    title=Text("first of the list dropped", zh="去掉了排在第一的词"),
    zh="第一个不一定是词本身：请按编号排除它。",
)
def first_one_dropped(embeddings, index, k):
    """You drop the first of the list as the word itself, which it is not where its vector is zero: go by number."""
    return np.argsort(-cosines(embeddings, index), kind="stable")[1 : k + 1]


@mistake(
    most_similar, title=Text("least similar words", zh="返回最不相似的词"), zh="你返回了最不相似的词：要从大到小排序。"
)
def least_similar(embeddings, index, k):
    """You sort from the least similar to the most; the most similar word comes first."""
    return others(-cosines(embeddings, index), index, k)


@mistake(most_similar, title=Text("order reversed", zh="顺序倒了"), zh="k 个词的顺序要从最相似开始：你倒过来了。")
def in_reverse(embeddings, index, k):
    """The right words, but the most similar one comes first."""
    return most_similar(embeddings, index, k)[::-1]


@mistake(most_similar, title=Text("sorted by number", zh="按编号排序"), zh="返回按编号排序了：顺序应按相似度。")
def sorted_by_number(embeddings, index, k):
    """The right words, but sorted by number: sort by similarity."""
    return np.sort(most_similar(embeddings, index, k))


@mistake(most_similar, title=Text("nearest by distance", zh="按欧氏距离排序"), zh="要用余弦，不是欧氏距离。")
def nearest_by_distance(embeddings, index, k):
    """You take the nearest by distance; the cosine looks at directions alone."""
    table = np.asarray(embeddings, dtype=float)
    return others(-np.linalg.norm(table - table[index], axis=1), index, k)


@mistake(
    most_similar, title=Text("absolute value of the cosine", zh="余弦取了绝对值"), zh="相反的方向不相似：不要取绝对值。"
)
def size_of_the_cosine(embeddings, index, k):
    """A vector of the opposite direction is the least similar: take no absolute value."""
    return others(np.abs(cosines(embeddings, index)), index, k)


@mistake(
    most_similar,
    title=Text("zero vectors put last", zh="零向量排在最后"),
    zh="零向量的相似度是 0，排在负数之前：你的排在最后，0/0 得到的 NaN 也是这样。",
)
def nan_for_zeros(embeddings, index, k):
    """The similarity of a vector of zeros is 0, above all negative ones: yours comes last, as the NaN of 0 / 0 does."""
    table = np.asarray(embeddings, dtype=float)
    lengths = np.linalg.norm(table, axis=1)
    return others(table @ table[index] / (lengths * lengths[index]), index, k)


@mistake(
    most_similar,
    title=Text("own similarity set too high", zh="自身相似度设得太高"),
    zh="排除词本身时不要把相似度设为 0：其他词可能是负数。",
    variants={"value": (0.0, -0.5)},
)
def own_similarity_set(embeddings, index, k, *, value):
    """You set the word's own similarity to a number that others may be below: leave it out, or take -inf."""
    scores = cosines(embeddings, index)
    scores[index] = value
    return np.argsort(-scores, kind="stable")[:k]


@mistake(
    most_similar,
    title=Text("higher number first among equals", zh="相等时大编号在前"),
    zh="相似度相等时编号小的在前；你的排序把它们倒过来了。",
)
def higher_number_first(embeddings, index, k):
    """Among equals the lower number comes first; argsort()[::-1] turns them round."""
    order = np.argsort(cosines(embeddings, index), kind="stable")[::-1]
    return order[order != index][:k]


@mistake(
    most_similar,
    title=Text("divided by squared lengths", zh="除以了长度的平方"),
    zh="除以长度的平方了：余弦除以长度本身。",
)
def divided_by_squares(embeddings, index, k):
    """You divide by the squares of the lengths; the root is missing."""
    table = np.asarray(embeddings, dtype=float)
    squares = (table**2).sum(axis=1)
    return others(table @ table[index] / np.where(squares > 0, squares, 1), index, k)


@mistake(most_similar, title=Text("one word too few", zh="少了一个词"), zh="少了一个：应返回 k 个词。")
def one_too_few(embeddings, index, k):
    """One word is missing: k words are asked besides the word itself."""
    return most_similar(embeddings, index, k)[: k - 1]


@mistake(
    most_similar, title=Text("similarities instead of words", zh="返回相似度而非编号"), zh="返回词的编号，不是相似度。"
)
def similarities_for_words(embeddings, index, k):
    """Return the words' numbers; you return their similarities."""
    return cosines(embeddings, index)[most_similar(embeddings, index, k)]


@mistake(
    most_similar,
    title=Text("numbers shifted by deletion", zh="删除后编号移位"),
    zh="排除词本身之后编号移位了：删除一行会使后面的编号都减 1。",
)
def numbers_after_deletion(embeddings, index, k):
    """You delete the word's row first, after which all later words are numbered one lower."""
    chosen = most_similar(embeddings, index, k)
    return chosen - (chosen > index)
