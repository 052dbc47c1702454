"""Known ways to get skipgram_softmax wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import skipgram_softmax
from ._shared import one_hot, softmax, turned


@mistake(
    skipgram_softmax,
    title=Text("true word's gradient only", zh="只有真实词的梯度"),
    id="WE13",
    zh="每个词的向量都有梯度；你只给了出现的那个词。",
)
def gradient_of_the_true_word_only(center, outside, outside_vectors):
    """Every word's vector has a gradient, since every score is in the sum; you give that of the true word alone."""
    loss, grad_center, grad_table = skipgram_softmax(center, outside, outside_vectors)
    return loss, grad_center, grad_table * one_hot(outside, len(outside_vectors))[:, None]


@mistake(
    skipgram_softmax,
    title=Text("1 of the true word missing", zh="漏减真实词的1"),
    zh="梯度漏了 -1：真实词的分数梯度是 p - 1。",
)
def true_word_not_subtracted(center, outside, outside_vectors):
    """The gradient by the scores is p - y: the 1 of the true word is missing."""
    loss = skipgram_softmax(center, outside, outside_vectors)[0]
    p = softmax(outside_vectors @ center)
    return loss, outside_vectors.T @ p, np.outer(p, center)


@mistake(
    skipgram_softmax,
    title=Text("gradients' signs reversed", zh="梯度的符号反了"),
    zh="符号反了：梯度是 p - y，不是 y - p。",
)
def sign_reversed(center, outside, outside_vectors):
    """The gradient is p - y; yours is y - p, up the hill."""
    loss, grad_center, grad_table = skipgram_softmax(center, outside, outside_vectors)
    return loss, -grad_center, -grad_table


@mistake(
    skipgram_softmax, title=Text("minus sign of the loss missing", zh="损失漏了负号"), zh="损失是 -ln p：你漏了负号。"
)
def log_probability(center, outside, outside_vectors):
    """The loss is minus the logarithm; the sign is missing."""
    loss, *gradients = skipgram_softmax(center, outside, outside_vectors)
    return -loss, *gradients


@mistake(
    skipgram_softmax,
    title=Text("probability as the loss", zh="把概率当作损失"),
    zh="损失是概率的对数；你返回的是概率。",
)
def probability_for_the_loss(center, outside, outside_vectors):
    """The loss is the logarithm of the probability, with a minus; you return the probability itself."""
    loss, *gradients = skipgram_softmax(center, outside, outside_vectors)
    return np.exp(-loss), *gradients


@mistake(skipgram_softmax, title=Text("divided by the words", zh="除以了词数"), zh="除以了词数：损失不取平均。")
def divided_by_the_words(center, outside, outside_vectors):
    """You divide by the number of words: there is one sample, and nothing to average."""
    return tuple(part / len(outside_vectors) for part in skipgram_softmax(center, outside, outside_vectors))


@mistake(
    skipgram_softmax, title=Text("exponentials overflow", zh="指数溢出"), id="WE14", zh="指数溢出：先减去最大的分数。"
)
def exponentials_that_overflow(center, outside, outside_vectors):
    """exp of a score of 1000 overflows: subtract the greatest score first."""
    weights = np.exp(outside_vectors @ center)
    p = weights / weights.sum()
    error = p - one_hot(outside, len(p))
    return -np.log(p[outside]), outside_vectors.T @ error, np.outer(error, center)


@mistake(
    skipgram_softmax,
    title=Text("probability clipped", zh="截断了概率"),
    zh="不要在对数里加小常数或截断概率。",
    variants={"eps": (1e-15, 1e-12, 1e-10, 1e-8, 1e-7)},
)
def probability_clipped(center, outside, outside_vectors, *, eps):
    """You clip the probability before its logarithm: a loss of 1000 becomes -ln of your bound. Subtract logarithms."""
    loss, *gradients = skipgram_softmax(center, outside, outside_vectors)
    return -np.log(np.clip(np.exp(-loss), eps, 1)), *gradients


@mistake(
    skipgram_softmax,
    title=Text("true word's vector not subtracted", zh="没有减真实词的向量"),
    zh="softmax 之后的误差还要乘 U 求 center 的梯度：你漏了减去真实词的向量。",
)
def expected_vector_only(center, outside, outside_vectors):
    """The gradient of the centre is the expected vector minus the true word's: the second part is missing."""
    loss, _, grad_table = skipgram_softmax(center, outside, outside_vectors)
    return loss, outside_vectors.T @ softmax(outside_vectors @ center), grad_table


@mistake(
    skipgram_softmax,
    title=Text("centre's own vector subtracted", zh="减去了center本身"),
    zh="center 的梯度还要减去出现的词的向量，而不是 center 本身。",
)
def center_subtracted(center, outside, outside_vectors):
    """You subtract the centre's own vector where the true word's belongs."""
    loss, _, grad_table = skipgram_softmax(center, outside, outside_vectors)
    return loss, outside_vectors.T @ softmax(outside_vectors @ center) - center, grad_table


@mistake(skipgram_softmax, title=Text("table transposed", zh="向量表被转置"), id="G-T", zh="U 多转置了一次：行是词。")
def table_transposed(center, outside, outside_vectors):
    """You transposed the table: its rows are the words."""
    turned_table = turned(outside_vectors)
    loss, grad_center, grad_table = skipgram_softmax(center, outside, turned_table)
    return loss, grad_center, turned(grad_table) if turned_table is not outside_vectors else grad_table


@mistake(
    skipgram_softmax,
    title=Text("gradient of the square error", zh="用了平方误差的梯度"),
    zh="一个样本不用求平方误差：损失是交叉熵。",
)
def square_error(center, outside, outside_vectors):
    """Your gradient is that of a square error: with the cross entropy no slope of the softmax is left."""
    loss = skipgram_softmax(center, outside, outside_vectors)[0]
    p = softmax(outside_vectors @ center)
    error = (p - one_hot(outside, len(p))) * p * (1 - p)
    return loss, outside_vectors.T @ error, np.outer(error, center)


@mistake(
    skipgram_softmax,
    title=Text("gradients exchanged", zh="两个梯度的次序反了"),
    zh="返回的顺序是损失、center 的梯度、U 的梯度。",
)
def gradients_swapped(center, outside, outside_vectors):
    """The order is loss, gradient of the centre, gradient of the table."""
    loss, grad_center, grad_table = skipgram_softmax(center, outside, outside_vectors)
    return loss, grad_table, grad_center


@mistake(
    skipgram_softmax,
    title=Text("caller's vectors updated", zh="更新了调用者的向量"),
    id="G-INPLACE",
    zh="你更新了调用者的向量：这里只求梯度。",
)
def vectors_updated(center, outside, outside_vectors):
    """You take a step in the caller's own table: only the gradient is asked."""
    answer = skipgram_softmax(center, outside, outside_vectors)
    outside_vectors -= (0.1 * answer[2]).astype(outside_vectors.dtype)
    return answer
