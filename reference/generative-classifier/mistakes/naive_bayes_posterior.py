"""Known ways to get naive_bayes_posterior wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import naive_bayes_posterior
from ._shared import _float_array, _log_odds, _sigmoid, _squared_scores


def _densities(samples, mean, variance):
    """The density of every feature of every sample, (N, D)."""
    return np.exp(-((_float_array(samples) - mean) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance)


def _log_volumes(variance1, variance2):
    return np.log(variance2).sum() - np.log(variance1).sum()


@mistake(
    naive_bayes_posterior,
    title=Text("product of densities", zh="密度直接相乘"),
    id="GC4",
    zh="许多密度的乘积会下溢成 0，相除得 0/0：对它们的对数求和。",
)
def product_of_densities(samples, mean1, variance1, mean2, variance2, prior1):
    """The product of many densities underflows, and 0/0 is no probability: sum their logarithms."""
    with np.errstate(over="ignore", invalid="ignore"):
        first = prior1 * _densities(samples, mean1, variance1).prod(axis=1)
        second = (1 - prior1) * _densities(samples, mean2, variance2).prod(axis=1)
        return first / (first + second)


@mistake(
    naive_bayes_posterior,
    title=Text("logarithms of finished densities", zh="先算密度再取对数"),
    id="GC4",
    zh="你对每个密度取对数：远处的密度已是 0，对数成了 -inf。请直接写出对数。",
)
def logarithms_of_densities(samples, mean1, variance1, mean2, variance2, prior1):
    """You take logarithms of densities: far away these are 0, and -inf minus -inf is no number."""
    with np.errstate(divide="ignore", invalid="ignore"):
        first = np.log(_densities(samples, mean1, variance1)).sum(axis=1)
        second = np.log(_densities(samples, mean2, variance2)).sum(axis=1)
        return _sigmoid(first - second + _log_odds(prior1))


@mistake(
    naive_bayes_posterior,
    title=Text("variance squared", zh="方差又被平方"),
    id="GC8",
    zh="参数是方差，不是标准差：不要再平方。",
)
def variance_squared(samples, mean1, variance1, mean2, variance2, prior1):
    """The argument is a variance, not a standard deviation: you squared it."""
    return naive_bayes_posterior(samples, mean1, variance1**2, mean2, variance2**2, prior1)


@mistake(
    naive_bayes_posterior,
    title=Text("divided by the standard deviation", zh="除以了标准差"),
    id="GC8",
    zh="除以的是方差，不是它的平方根。",
)
def divided_by_the_root(samples, mean1, variance1, mean2, variance2, prior1):
    """The squared distance is divided by the variance; you divided by its root."""
    return naive_bayes_posterior(samples, mean1, np.sqrt(variance1), mean2, np.sqrt(variance2), prior1)


@mistake(
    naive_bayes_posterior,
    title=Text("logarithm of the variances missing", zh="少了方差的对数"),
    id="GC7",
    zh="少了 -1/2 ln σ²：方差大的类密度更低，方差不同时它不会消去。",
)
def variances_left_out(samples, mean1, variance1, mean2, variance2, prior1):
    """You left out -1/2 ln variance: a class with larger variances is less dense; it cancels only if they are equal."""
    distances = _squared_scores(samples, mean2, variance2) - _squared_scores(samples, mean1, variance1)
    return _sigmoid(0.5 * distances + _log_odds(prior1))


@mistake(
    naive_bayes_posterior,
    title=Text("log variance without factor 1/2", zh="方差的对数少了1/2"),
    id="GC7",
    zh="ln σ² 前面有 1/2：密度除以的是标准差。",
)
def logarithm_without_half(samples, mean1, variance1, mean2, variance2, prior1):
    """A density is divided by the standard deviation: ln variance has the factor 1/2."""
    distances = _squared_scores(samples, mean2, variance2) - _squared_scores(samples, mean1, variance1)
    return _sigmoid(0.5 * distances + _log_volumes(variance1, variance2) + _log_odds(prior1))


@mistake(
    naive_bayes_posterior,
    title=Text("quadratic term without factor 1/2", zh="二次项少了1/2"),
    id="GC7",
    zh="指数里有 -1/2：你漏掉了二次项的 1/2。",
)
def distance_without_half(samples, mean1, variance1, mean2, variance2, prior1):
    """The exponent has the factor -1/2; your quadratic term is twice as large."""
    distances = _squared_scores(samples, mean2, variance2) - _squared_scores(samples, mean1, variance1)
    return _sigmoid(distances + 0.5 * _log_volumes(variance1, variance2) + _log_odds(prior1))


@mistake(
    naive_bayes_posterior,
    title=Text("probability of class 2", zh="返回了第2类的概率"),
    id="GC5",
    zh="类别弄反了：题目要的是第 1 类的概率。",
)
def probability_of_class_2(samples, mean1, variance1, mean2, variance2, prior1):
    """You return the probability of class 2; class 1 is asked."""
    return 1 - naive_bayes_posterior(samples, mean1, variance1, mean2, variance2, prior1)


@mistake(
    naive_bayes_posterior,
    title=Text("prior missing", zh="漏掉了先验"),
    id="GC6",
    zh="你漏掉了先验：只有两类同样常见时它才会消去。",
)
def prior_left_out(samples, mean1, variance1, mean2, variance2, prior1):
    """You dropped the prior; it cancels only where both classes are equally frequent."""
    return naive_bayes_posterior(samples, mean1, variance1, mean2, variance2, 0.5)


@mistake(
    naive_bayes_posterior,
    title=Text("priors exchanged", zh="先验弄反"),
    id="GC6",
    zh="你把 prior1 当成了第 2 类的先验。",
)
def priors_swapped(samples, mean1, variance1, mean2, variance2, prior1):
    """You gave class 2 the prior of class 1."""
    return naive_bayes_posterior(samples, mean1, variance1, mean2, variance2, 1 - prior1)


@mistake(
    naive_bayes_posterior,
    title=Text("prior clipped", zh="截断了先验"),
    id="GC6",
    zh="先验可以恰为 0 或 1，此时后验就是 0 或 1；你截断了先验。",
    variants={"eps": (1e-6, 1e-9)},
)
def prior_clipped(samples, mean1, variance1, mean2, variance2, prior1, *, eps):
    """A prior of 0 or 1 decides alone; you clipped it, so that far away the wrong class can win."""
    clipped = min(max(prior1, eps), 1 - eps)
    return naive_bayes_posterior(samples, mean1, variance1, mean2, variance2, clipped)


@mistake(
    naive_bayes_posterior,
    title=Text("prior once per feature", zh="每个特征都算了先验"),
    id="GC6",
    zh="先验被加了 D 次：它属于样本，而不是每个特征。",
)
def prior_for_every_feature(samples, mean1, variance1, mean2, variance2, prior1):
    """You multiplied with the prior once for every feature; a sample has it once."""
    distances = _squared_scores(samples, mean2, variance2) - _squared_scores(samples, mean1, variance1)
    evidence = 0.5 * (distances + _log_volumes(variance1, variance2))
    return _sigmoid(evidence + len(mean1) * _log_odds(prior1))


@mistake(
    naive_bayes_posterior,
    title=Text("variances averaged", zh="两类的方差被平均"),
    id="GC13",
    zh="每个类有自己的方差；你把两者平均后共用。",
)
def one_variance_for_both(samples, mean1, variance1, mean2, variance2, prior1):
    """Each class has variances of its own; you averaged them."""
    shared = (variance1 + variance2) / 2
    return naive_bayes_posterior(samples, mean1, shared, mean2, shared, prior1)


@mistake(
    naive_bayes_posterior,
    title=Text("small number added to variances", zh="方差加了小数"),
    id="GC10",
    zh="往方差上加的小数改变了后验：方差可以小到 1e-3。",
    variants={"eps": (1e-9, 1e-8, 1e-6)},
)
def small_number_added(samples, mean1, variance1, mean2, variance2, prior1, *, eps):
    """The small number that you add to the variances changes the posterior where they are small."""
    return naive_bayes_posterior(samples, mean1, variance1 + eps, mean2, variance2 + eps, prior1)


@mistake(
    naive_bayes_posterior,
    title=Text("log odds instead of probability", zh="返回了对数几率"),
    id="GC11",
    zh="你返回了对数几率；还差一个 sigmoid 才是概率。",
)
def log_odds(samples, mean1, variance1, mean2, variance2, prior1):
    """You return log odds; the sigmoid that makes a probability of them is missing."""
    distances = _squared_scores(samples, mean2, variance2) - _squared_scores(samples, mean1, variance1)
    return 0.5 * (distances + _log_volumes(variance1, variance2)) + _log_odds(prior1)


@mistake(
    naive_bayes_posterior,
    title=Text("caller's samples centred in place", zh="在原数组上减了均值"),
    id="G-INPLACE",
    zh="你在调用者的数组上减去了均值：样本被改变了。",
)
def centred_in_place(samples, mean1, variance1, mean2, variance2, prior1):
    """You subtract a mean in the caller's own array: the samples are changed, and read-only ones fail."""
    samples = _float_array(samples)
    samples -= mean1
    return naive_bayes_posterior(samples, np.zeros(len(mean1)), variance1, mean2 - mean1, variance2, prior1)
