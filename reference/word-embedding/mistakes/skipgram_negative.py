"""Known ways to get skipgram_negative wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import skipgram_negative
from ._shared import sigmoid


def pieces(center, outside, outside_vectors, negatives):
    """Scores of the true word and of the negatives."""
    return float(outside_vectors[outside] @ center), outside_vectors[negatives] @ center


def assembled(center, outside, outside_vectors, negatives, *, true, errors):
    """The gradients that follow from errors by the scores."""
    grad_center = true * outside_vectors[outside] + errors @ outside_vectors[negatives]
    grad_table = np.zeros(outside_vectors.shape)
    grad_table[outside] += true * center
    np.add.at(grad_table, negatives, np.outer(errors, center))
    return grad_center, grad_table


@mistake(
    skipgram_negative,
    title=Text("repeated negatives added once", zh="重复的负样本只加一次"),
    id="WE1",
    zh="grad[negatives] += … 对重复的下标只加一次：请用 np.add.at。",
)
def repeated_negatives_once(center, outside, outside_vectors, negatives):
    """grad[negatives] += … adds once for each distinct number, however often it is listed: use np.add.at."""
    loss, grad_center, _ = skipgram_negative(center, outside, outside_vectors, negatives)
    true, scores = pieces(center, outside, outside_vectors, negatives)
    grad_table = np.zeros(outside_vectors.shape)
    grad_table[negatives] += np.outer(sigmoid(scores), center)
    grad_table[outside] += (sigmoid(true) - 1) * center
    return loss, grad_center, grad_table


@mistake(
    skipgram_negative,
    title=Text("negatives made distinct", zh="负样本被去重"),
    zh="列出两次的负样本要算两次：你去重了。",
)
def distinct_negatives(center, outside, outside_vectors, negatives):
    """A negative that is listed twice counts twice; you made a set of them."""
    return skipgram_negative(center, outside, outside_vectors, np.unique(negatives))


@mistake(
    skipgram_negative,
    title=Text("negatives missing for the centre", zh="center的梯度漏了负样本"),
    id="WE7",
    zh="负样本也推动 center：它的梯度漏了负样本的部分。",
)
def negatives_missing_in_the_center(center, outside, outside_vectors, negatives):
    """Negatives also push the centre's vector: their part of its gradient is missing."""
    loss, _, grad_table = skipgram_negative(center, outside, outside_vectors, negatives)
    true, _ = pieces(center, outside, outside_vectors, negatives)
    return loss, (sigmoid(true) - 1) * outside_vectors[outside], grad_table


@mistake(
    skipgram_negative,
    title=Text("sign of negatives' scores wrong", zh="负样本分数的符号反了"),
    id="WE8",
    zh="负样本用 s(-u·v)：你对它们用了 s(u·v)。",
    variants={"where": ("loss", "everywhere")},
)
def sign_of_the_negatives(center, outside, outside_vectors, negatives, *, where):
    """Negatives use s(-u.v), so that their scores are pressed down; you use s(u.v)."""
    loss, grad_center, grad_table = skipgram_negative(center, outside, outside_vectors, negatives)
    true, scores = pieces(center, outside, outside_vectors, negatives)
    loss = np.logaddexp(0, -true) + np.logaddexp(0, -scores).sum()
    if where == "everywhere":
        given = (center, outside, outside_vectors, negatives)
        grad_center, grad_table = assembled(*given, true=sigmoid(true) - 1, errors=sigmoid(scores) - 1)
    return loss, grad_center, grad_table


@mistake(
    skipgram_negative,
    title=Text("negatives' term subtracted", zh="负样本项的符号反了"),
    zh="负样本项的符号反了：损失中都是 -ln。",
    variants={"where": ("loss", "gradients", "everywhere")},
)
def negatives_subtracted(center, outside, outside_vectors, negatives, *, where):
    """Both parts of the loss are minus a logarithm; the negatives' part has the other sign in yours."""
    loss, grad_center, grad_table = skipgram_negative(center, outside, outside_vectors, negatives)
    true, scores = pieces(center, outside, outside_vectors, negatives)
    if where != "gradients":
        loss = np.logaddexp(0, -true) - np.logaddexp(0, scores).sum()
    if where != "loss":
        given = (center, outside, outside_vectors, negatives)
        grad_center, grad_table = assembled(*given, true=sigmoid(true) - 1, errors=-sigmoid(scores))
    return loss, grad_center, grad_table


@mistake(
    skipgram_negative,
    title=Text("averaged over the negatives", zh="对负样本取了平均"),
    zh="负样本的项求和，不取平均。",
    variants={"where": ("loss", "everywhere")},
)
def mean_over_the_negatives(center, outside, outside_vectors, negatives, *, where):
    """The negatives' terms are added, not averaged."""
    true, scores = pieces(center, outside, outside_vectors, negatives)
    count = max(len(negatives), 1)
    _, grad_center, grad_table = skipgram_negative(center, outside, outside_vectors, negatives)
    loss = np.logaddexp(0, -true) + np.logaddexp(0, scores).sum() / count
    if where == "everywhere":
        given = (center, outside, outside_vectors, negatives)
        grad_center, grad_table = assembled(*given, true=sigmoid(true) - 1, errors=sigmoid(scores) / count)
    return loss, grad_center, grad_table


@mistake(
    skipgram_negative,
    title=Text("1 of the true word missing", zh="漏减真实词的1"),
    zh="真实词的梯度是 s(u·v) - 1：你漏了 -1。",
)
def one_missing_for_the_true_word(center, outside, outside_vectors, negatives):
    """The true word's error is s(u.v) - 1: the 1 is missing."""
    given = (center, outside, outside_vectors, negatives)
    true, scores = pieces(*given)
    return skipgram_negative(*given)[0], *assembled(*given, true=sigmoid(true), errors=sigmoid(scores))


@mistake(
    skipgram_negative,
    title=Text("slope of the sigmoid", zh="用了sigmoid的导数"),
    zh="ln s 的导数是 1 - s，不是 s(1 - s)。",
)
def slope_of_the_sigmoid(center, outside, outside_vectors, negatives):
    """The derivative of ln s is 1 - s; s (1 - s) is that of s itself."""
    given = (center, outside, outside_vectors, negatives)
    true, scores = pieces(*given)
    p, q = sigmoid(true), sigmoid(scores)
    return skipgram_negative(*given)[0], *assembled(*given, true=-p * (1 - p), errors=q * (1 - q))


@mistake(
    skipgram_negative,
    title=Text("true word's gradient only", zh="只有真实词的梯度"),
    zh="负样本的向量也有梯度：你只给了真实词。",
)
def gradient_of_the_true_word_only(center, outside, outside_vectors, negatives):
    """The negatives' vectors have gradients, too; you give that of the true word alone."""
    loss, grad_center, grad_table = skipgram_negative(center, outside, outside_vectors, negatives)
    return loss, grad_center, grad_table * (np.arange(len(grad_table)) == outside)[:, None]


@mistake(
    skipgram_negative,
    title=Text("negatives' gradients only", zh="只有负样本的梯度"),
    zh="真实词的向量也有梯度：你只给了负样本。",
)
def gradient_of_the_negatives_only(center, outside, outside_vectors, negatives):
    """The true word's vector has a gradient, too; you give those of the negatives alone."""
    loss, grad_center, grad_table = skipgram_negative(center, outside, outside_vectors, negatives)
    return loss, grad_center, grad_table * (np.arange(len(grad_table)) != outside)[:, None]


@mistake(
    skipgram_negative,
    title=Text("all other words as negatives", zh="其他词都当作负样本"),
    zh="没有抽中的词不参与：你把所有其他词都当作负样本。",
)
def all_other_words(center, outside, outside_vectors, negatives):
    """Only the words that were drawn are negatives; you take all words but the true one."""
    rest = np.array([word for word in range(len(outside_vectors)) if word != outside])
    return skipgram_negative(center, outside, outside_vectors, rest)


@mistake(skipgram_negative, title=Text("first negative only", zh="只用第一个负样本"), zh="只用到了第一个负样本。")
def first_negative_only(center, outside, outside_vectors, negatives):
    """You use the first negative only."""
    return skipgram_negative(center, outside, outside_vectors, negatives[:1])


@mistake(
    skipgram_negative, title=Text("true word missing in the loss", zh="损失漏了真实词"), zh="损失漏了真实词的一项。"
)
def true_word_missing_in_the_loss(center, outside, outside_vectors, negatives):
    """The true word's term is missing in the loss."""
    loss, *gradients = skipgram_negative(center, outside, outside_vectors, negatives)
    return loss - np.logaddexp(0, -pieces(center, outside, outside_vectors, negatives)[0]), *gradients


@mistake(
    skipgram_negative,
    title=Text("logarithm of 0", zh="对0取了对数"),
    id="WE14",
    zh="ln(s(-1000)) 变成 ln 0：请直接计算 ln s。",
)
def logarithm_of_zero(center, outside, outside_vectors, negatives):
    """s(-1000) is 0 as a float, and its logarithm -inf: compute ln s in one step."""
    _, *gradients = skipgram_negative(center, outside, outside_vectors, negatives)
    true, scores = pieces(center, outside, outside_vectors, negatives)
    return -np.log(sigmoid(true)) - np.log(sigmoid(-scores)).sum(), *gradients


@mistake(
    skipgram_negative,
    title=Text("probability clipped", zh="截断了概率"),
    zh="不要在对数里加小常数或截断。",
    variants={"eps": (1e-15, 1e-12, 1e-10, 1e-8, 1e-7)},
)
def probability_clipped(center, outside, outside_vectors, negatives, *, eps):
    """You clip s before its logarithm: a loss of 1000 becomes -ln of your bound. Compute ln s in one step."""
    _, *gradients = skipgram_negative(center, outside, outside_vectors, negatives)
    true, scores = pieces(center, outside, outside_vectors, negatives)
    p, q = np.clip(sigmoid(true), eps, 1), np.clip(sigmoid(-scores), eps, 1)
    return -np.log(p) - np.log(q).sum(), *gradients


@mistake(
    skipgram_negative, title=Text("gradients' signs reversed", zh="梯度的符号反了"), zh="符号反了：你返回的是上升方向。"
)
def sign_reversed(center, outside, outside_vectors, negatives):
    """Your gradients point up the hill."""
    loss, grad_center, grad_table = skipgram_negative(center, outside, outside_vectors, negatives)
    return loss, -grad_center, -grad_table


@mistake(
    skipgram_negative,
    title=Text("caller's vectors updated", zh="更新了调用者的向量"),
    id="G-INPLACE",
    zh="你更新了调用者的向量：这里只求梯度。",
)
def vectors_updated(center, outside, outside_vectors, negatives):
    """You take a step in the caller's own table: only the gradient is asked."""
    answer = skipgram_negative(center, outside, outside_vectors, negatives)
    outside_vectors -= (0.1 * answer[2]).astype(outside_vectors.dtype)
    return answer
