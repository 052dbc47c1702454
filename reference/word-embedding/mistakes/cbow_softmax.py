"""Known ways to get cbow_softmax wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import cbow_softmax
from ._shared import one_hot, softmax


def errors(hidden, center, output_vectors):
    """The loss, and its gradients by the scores and by the hidden vector."""
    scores = output_vectors @ hidden
    error = softmax(scores) - one_hot(center, len(scores))
    loss = np.logaddexp.reduce(scores) - scores[center]
    return loss, error, output_vectors.T @ error


def handed_back(context, table, gradient):
    """The gradient at every place of the context."""
    answer = np.zeros(table.shape)
    np.add.at(answer, context, gradient)
    return answer


@mistake(
    cbow_softmax,
    title=Text("context summed, not averaged", zh="上下文求和而非平均"),
    id="WE9",
    zh="CBOW 取上下文的平均，你求了和。",
)
def sum_of_the_context(context, center, input_vectors, output_vectors):
    """CBOW averages the context's vectors; you add them up."""
    hidden = input_vectors[context].sum(axis=0)
    loss, error, back = errors(hidden, center, output_vectors)
    return loss, handed_back(context, input_vectors, back), np.outer(error, hidden)


@mistake(
    cbow_softmax,
    title=Text("mean forgotten in the gradient", zh="梯度漏了平均的1/m"),
    id="WE9",
    zh="平均的导数是 1/m：反向时漏了它。",
)
def mean_forgotten_on_the_way_back(context, center, input_vectors, output_vectors):
    """The derivative of the mean is 1/m for each word; it is missing in the gradient."""
    loss, grad_input, grad_output = cbow_softmax(context, center, input_vectors, output_vectors)
    return loss, grad_input * len(context), grad_output


@mistake(
    cbow_softmax,
    title=Text("repeated words added once", zh="重复的词只加一次"),
    id="WE1",
    zh="grad[context] += … 对重复的下标只加一次：请用 np.add.at。",
)
def repeated_words_once(context, center, input_vectors, output_vectors):
    """grad[context] += … adds once for each distinct number, however often it is listed: use np.add.at."""
    loss, _, grad_output = cbow_softmax(context, center, input_vectors, output_vectors)
    _, _, back = errors(input_vectors[context].mean(axis=0), center, output_vectors)
    grad_input = np.zeros(input_vectors.shape)
    grad_input[context] += back / len(context)
    return loss, grad_input, grad_output


@mistake(cbow_softmax, title=Text("context made distinct", zh="上下文被去重"), zh="列出两次的词要算两次：你去重了。")
def distinct_words(context, center, input_vectors, output_vectors):
    """A word that stands twice in the context counts twice; you made a set of them."""
    return cbow_softmax(np.unique(context), center, input_vectors, output_vectors)


@mistake(
    cbow_softmax,
    title=Text("divided by the vocabulary size", zh="除以了词表大小"),
    zh="除以词表大小 V，而不是上下文长度 m。",
)
def divided_by_the_vocabulary(context, center, input_vectors, output_vectors):
    """The mean is over the m words of the context; you divide by the size of the vocabulary."""
    share = len(context) / len(input_vectors)
    hidden = input_vectors[context].mean(axis=0) * share
    loss, error, back = errors(hidden, center, output_vectors)
    return loss, handed_back(context, input_vectors, back / len(input_vectors)), np.outer(error, hidden)


@mistake(
    cbow_softmax,
    title=Text("tables exchanged", zh="两个向量表弄反"),
    zh="上下文向量取自 input_vectors，不是 output_vectors。",
)
def tables_swapped(context, center, input_vectors, output_vectors):
    """The context's vectors are rows of input_vectors, the scores come from output_vectors; you swapped the two."""
    loss, grad_input, grad_output = cbow_softmax(context, center, output_vectors, input_vectors)
    return loss, grad_output, grad_input


@mistake(
    cbow_softmax,
    title=Text("true word's output gradient only", zh="只有真实词的输出梯度"),
    zh="输出向量都有梯度；你只给了真实词。",
)
def gradient_of_the_true_word_only(context, center, input_vectors, output_vectors):
    """Every output vector has a gradient, since every score is in the sum; you give that of the true word alone."""
    loss, grad_input, grad_output = cbow_softmax(context, center, input_vectors, output_vectors)
    return loss, grad_input, grad_output * one_hot(center, len(output_vectors))[:, None]


@mistake(
    cbow_softmax,
    title=Text("gradient given to the centre", zh="梯度给了center"),
    zh="输入向量的梯度给了 center，而不是上下文的词。",
)
def gradient_at_the_center(context, center, input_vectors, output_vectors):
    """The context's words get the gradient of the input vectors; you gave it to the centre word."""
    loss, grad_input, grad_output = cbow_softmax(context, center, input_vectors, output_vectors)
    return loss, np.outer(one_hot(center, len(input_vectors)), grad_input.sum(axis=0)), grad_output


@mistake(
    cbow_softmax,
    title=Text("gradient for all words", zh="所有词都得到梯度"),
    zh="所有词都得到了梯度：只有上下文中的词有。",
)
def gradient_for_all_words(context, center, input_vectors, output_vectors):
    """Only words of the context have a gradient in input_vectors; you gave it to all rows."""
    loss, grad_input, grad_output = cbow_softmax(context, center, input_vectors, output_vectors)
    share = grad_input.sum(axis=0) / len(context)
    return loss, np.tile(share, (len(input_vectors), 1)), grad_output


@mistake(
    cbow_softmax,
    title=Text("one loss per context word", zh="每个上下文词各算损失"),
    zh="每个上下文词各算一次损失再相加，那是 skip-gram；CBOW 先取平均。",
)
def loss_for_each_word(context, center, input_vectors, output_vectors):
    """You compute a loss for each word of the context and average them; CBOW averages the vectors first."""
    one = [cbow_softmax(context[i : i + 1], center, input_vectors, output_vectors) for i in range(len(context))]
    return tuple(sum(parts) / len(context) for parts in zip(*one, strict=True))


@mistake(cbow_softmax, title=Text("gradients' signs reversed", zh="梯度的符号反了"), zh="符号反了：梯度是 p - y。")
def sign_reversed(context, center, input_vectors, output_vectors):
    """The gradient is p - y; yours is y - p, up the hill."""
    loss, grad_input, grad_output = cbow_softmax(context, center, input_vectors, output_vectors)
    return loss, -grad_input, -grad_output


@mistake(cbow_softmax, title=Text("exponentials overflow", zh="指数溢出"), id="WE14", zh="指数溢出：先减去最大的分数。")
def exponentials_that_overflow(context, center, input_vectors, output_vectors):
    """exp of a score of 1000 overflows: subtract the greatest score first."""
    hidden = input_vectors[context].mean(axis=0)
    weights = np.exp(output_vectors @ hidden)
    p = weights / weights.sum()
    error = p - one_hot(center, len(p))
    back = output_vectors.T @ error / len(context)
    return -np.log(p[center]), handed_back(context, input_vectors, back), np.outer(error, hidden)


@mistake(
    cbow_softmax, title=Text("last context word missing", zh="漏了最后一个上下文词"), zh="最后一个上下文词漏掉了。"
)
def last_word_missing(context, center, input_vectors, output_vectors):
    """You leave out the last word of the context."""
    return cbow_softmax(context[: max(len(context) - 1, 1)], center, input_vectors, output_vectors)


@mistake(
    cbow_softmax,
    title=Text("caller's vectors updated", zh="更新了调用者的向量"),
    id="G-INPLACE",
    zh="你更新了调用者的向量：这里只求梯度。",
)
def vectors_updated(context, center, input_vectors, output_vectors):
    """You take a step in the caller's own table: only the gradient is asked."""
    answer = cbow_softmax(context, center, input_vectors, output_vectors)
    input_vectors -= (0.1 * answer[1]).astype(input_vectors.dtype)
    return answer
