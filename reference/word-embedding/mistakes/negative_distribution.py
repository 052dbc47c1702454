"""Known ways to get negative_distribution wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import negative_distribution


def shares(weights):
    """Weights divided by their sum."""
    return weights / weights.sum()


@mistake(
    negative_distribution, title=Text("true word kept", zh="没有排除真实词"), zh="真实词不是负样本：它的概率是 0。"
)
def true_word_kept(counts, outside, power):
    """The true word is no negative: its probability is 0."""
    return shares(np.asarray(counts, dtype=float) ** power)


@mistake(
    negative_distribution, title=Text("not normalised again", zh="没有重新归一化"), zh="排除真实词之后还要重新归一化。"
)
def not_divided_again(counts, outside, power):
    """Divide after the true word is left out: your probabilities do not sum to 1."""
    answer = shares(np.asarray(counts, dtype=float) ** power)
    answer[outside] = 0
    return answer


@mistake(negative_distribution, title=Text("power missing", zh="漏了乘幂"), zh="漏了 0.75 次幂。")
def power_forgotten(counts, outside, power):
    """The power is missing: it lifts the rare words."""
    return negative_distribution(counts, outside, 1.0)


@mistake(
    negative_distribution, title=Text("power always 0.75", zh="总用0.75次幂"), zh="指数是参数 power，不总是 0.75。"
)
def always_three_quarters(counts, outside, power):
    """The power is an argument; you always take 0.75."""
    return negative_distribution(counts, outside, 0.75)


@mistake(
    negative_distribution,
    title=Text("power after normalising", zh="先归一化再取幂"),
    zh="先取幂再归一化：你先归一化、后取幂，和不为 1。",
)
def power_of_the_shares(counts, outside, power):
    """Take the power first and divide then: powers of shares do not sum to 1."""
    weights = np.asarray(counts, dtype=float).copy()
    weights[outside] = 0
    return np.where(weights > 0, shares(weights) ** power, 0)


@mistake(negative_distribution, title=Text("all words alike", zh="各词等概率"), zh="各词不是等概率的：按计数的幂加权。")
def all_alike(counts, outside, power):
    """Words are not drawn alike: weight them by their counts."""
    weights = np.ones(len(counts))
    weights[outside] = 0
    return shares(weights)


@mistake(
    negative_distribution, title=Text("negative power", zh="用了负指数"), zh="负指数会让罕见词最常出现：指数是 +power。"
)
def rare_words_most(counts, outside, power):
    """Your power is negative: rare words would be drawn most."""
    counts = np.asarray(counts, dtype=float)
    weights = np.where(counts > 0, np.maximum(counts, 1e-300) ** -power, 0)
    weights[outside] = 0
    return shares(weights)


@mistake(
    negative_distribution,
    title=Text("softmax of the counts", zh="对计数做了softmax"),
    zh="这里不是 softmax：权重是 counts 的幂，不是指数。",
)
def softmax_of_counts(counts, outside, power):
    """Weights are powers of the counts, no exponentials."""
    scores = power * np.asarray(counts, dtype=float)
    scores[outside] = -np.inf
    return shares(np.exp(scores - scores.max()))


@mistake(
    negative_distribution,
    title=Text("true word deleted", zh="删掉了真实词"),
    zh="真实词的行要留着（概率 0）：你把它删掉了。",
)
def true_word_deleted(counts, outside, power):
    """The answer has V entries, 0 for the true word; you deleted it."""
    return np.delete(negative_distribution(counts, outside, power), outside)


@mistake(
    negative_distribution, title=Text("1 added to the counts", zh="计数加了1"), zh="没见过的词概率为 0：不要加 1。"
)
def one_added(counts, outside, power):
    """A word that was never counted is never drawn: add no 1."""
    return negative_distribution(np.asarray(counts) + 1, outside, power)


@mistake(
    negative_distribution,
    title=Text("caller's counts changed", zh="改变了调用者的计数"),
    id="G-INPLACE",
    zh="counts[outside] = 0 改变了调用者的数组。",
)
def counts_changed(counts, outside, power):
    """counts[outside] = 0 changes the caller's own array: copy it first."""
    answer = negative_distribution(counts, outside, power)
    counts[outside] = 0
    return answer


@mistake(
    negative_distribution,
    title=Text("powers cut to integers", zh="幂被截成整数"),
    zh="你把幂写进了整数数组，小数部分被截掉：先把计数转成浮点数。",
)
def powers_cut_to_integers(counts, outside, power):
    """You write the powers into an array of integers, which cuts them off: turn the counts into floats first."""
    weights = np.array(counts)
    weights[...] = np.asarray(counts, dtype=float) ** power
    weights[outside] = 0
    return shares(weights)
