"""Known ways to get posterior wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import log_gaussian_pdf, posterior
from ._shared import _distances, _float_array, _log_odds, _sigmoid


def _evidence(samples, mean1, covariance1, mean2, covariance2):
    return log_gaussian_pdf(samples, mean1, covariance1) - log_gaussian_pdf(samples, mean2, covariance2)


@mistake(
    posterior,
    title=Text("quotient of densities", zh="密度直接相除"),
    id="GC4",
    zh="远处的两个密度都下溢成 0，相除得 0/0：在对数里比较它们。",
)
def quotient_of_densities(samples, mean1, covariance1, mean2, covariance2, prior1):
    """Far away both densities underflow, and 0/0 is no probability: compare their logarithms."""
    with np.errstate(over="ignore", invalid="ignore"):
        first = prior1 * np.exp(log_gaussian_pdf(samples, mean1, covariance1))
        second = (1 - prior1) * np.exp(log_gaussian_pdf(samples, mean2, covariance2))
        return first / (first + second)


@mistake(
    posterior,
    title=Text("small number in the denominator", zh="分母里加了小常数"),
    id="GC4",
    zh="分母里的小常数掩盖了下溢：两个密度都是 0 时，你返回 0 而不是后验。",
)
def small_number_in_the_denominator(samples, mean1, covariance1, mean2, covariance2, prior1):
    """The small number in your denominator hides the underflow: far away your answer is 0, whatever the posterior."""
    with np.errstate(over="ignore", invalid="ignore"):
        first = prior1 * np.exp(log_gaussian_pdf(samples, mean1, covariance1))
        second = (1 - prior1) * np.exp(log_gaussian_pdf(samples, mean2, covariance2))
        return first / (first + second + 1e-12)


@mistake(
    posterior,
    title=Text("logarithm of finished determinants", zh="先算行列式再取对数"),
    id="GC4",
    zh="高维协方差的行列式会下溢为 0：用 slogdet。",
)
def logarithm_of_determinants(samples, mean1, covariance1, mean2, covariance2, prior1):
    """The determinants of many features underflow to 0: use slogdet."""
    with np.errstate(divide="ignore", invalid="ignore"):
        volumes = np.log(np.linalg.det(covariance2) / np.linalg.det(covariance1))
    distances = _distances(samples, mean2, covariance2) - _distances(samples, mean1, covariance1)
    return _sigmoid(0.5 * (volumes + distances) + _log_odds(prior1))


@mistake(
    posterior,
    title=Text("probability of class 2", zh="返回了第2类的概率"),
    id="GC5",
    zh="类别弄反了：题目要的是第 1 类的概率，你返回的是第 2 类的。",
)
def probability_of_class_2(samples, mean1, covariance1, mean2, covariance2, prior1):
    """You return the probability of class 2; class 1 is asked."""
    return 1 - posterior(samples, mean1, covariance1, mean2, covariance2, prior1)


@mistake(
    posterior, title=Text("prior missing", zh="漏掉了先验"), id="GC6", zh="你漏掉了先验：只有两类同样常见时它才会消去。"
)
def prior_left_out(samples, mean1, covariance1, mean2, covariance2, prior1):
    """You dropped the prior; it cancels only where both classes are equally frequent."""
    return posterior(samples, mean1, covariance1, mean2, covariance2, 0.5)


@mistake(posterior, title=Text("priors exchanged", zh="先验弄反"), id="GC6", zh="你把 prior1 当成了第 2 类的先验。")
def priors_swapped(samples, mean1, covariance1, mean2, covariance2, prior1):
    """You gave class 2 the prior of class 1."""
    return posterior(samples, mean1, covariance1, mean2, covariance2, 1 - prior1)


@mistake(
    posterior,
    title=Text("prior on class 1 only", zh="只给第1类乘了先验"),
    id="GC6",
    zh="第 2 类的先验是 1 - prior1：你只给第 1 类乘了先验。",
)
def prior_of_class_1_alone(samples, mean1, covariance1, mean2, covariance2, prior1):
    """You weighted class 1 alone: class 2 has the prior 1 - prior1."""
    with np.errstate(divide="ignore"):
        return _sigmoid(_evidence(samples, mean1, covariance1, mean2, covariance2) + np.log(prior1))


@mistake(
    posterior,
    title=Text("prior clipped", zh="截断了先验"),
    id="GC6",
    zh="先验可以恰为 0 或 1，此时后验就是 0 或 1；你截断了先验。",
)
def prior_clipped(samples, mean1, covariance1, mean2, covariance2, prior1):
    """A prior of 0 or 1 decides alone; you clipped it, so that far away the wrong class can win."""
    return posterior(samples, mean1, covariance1, mean2, covariance2, min(max(prior1, 1e-6), 1 - 1e-6))


@mistake(
    posterior,
    title=Text("determinants missing", zh="少了行列式"),
    id="GC7",
    zh="少了行列式：分散的类在中心处密度更低。",
)
def determinants_left_out(samples, mean1, covariance1, mean2, covariance2, prior1):
    """You left out the determinants: where covariances differ, the wider class is less dense at its centre."""
    distances = _distances(samples, mean2, covariance2) - _distances(samples, mean1, covariance1)
    return _sigmoid(0.5 * distances + _log_odds(prior1))


@mistake(
    posterior,
    title=Text("covariances averaged", zh="两个协方差被平均"),
    id="GC13",
    zh="每个类有自己的协方差；你把两者平均后共用，边界就成了直线。",
)
def one_covariance_for_both(samples, mean1, covariance1, mean2, covariance2, prior1):
    """Each class has a covariance of its own here; you averaged them, so that the boundary became straight."""
    shared = (covariance1 + covariance2) / 2
    return posterior(samples, mean1, shared, mean2, shared, prior1)


@mistake(
    posterior,
    title=Text("covariance of class 1 for both", zh="都用第1类的协方差"),
    id="GC13",
    zh="你对两个类都用了第 1 类的协方差。",
)
def covariance_of_class_1_for_both(samples, mean1, covariance1, mean2, covariance2, prior1):
    """You used the covariance of class 1 for both classes."""
    return posterior(samples, mean1, covariance1, mean2, covariance1, prior1)


@mistake(
    posterior,
    title=Text("variances only", zh="只用了方差"),
    id="GC12",
    zh="你只用了方差：这是朴素贝叶斯，不是带完整协方差的后验。",
)
def variances_alone(samples, mean1, covariance1, mean2, covariance2, prior1):
    """You used the variances alone: that is naive Bayes; here the covariances are full."""
    first, second = np.diag(np.diag(covariance1)), np.diag(np.diag(covariance2))
    return posterior(samples, mean1, first, mean2, second, prior1)


@mistake(
    posterior,
    title=Text("small number on the diagonals", zh="对角线加了小数"),
    id="GC10",
    variants={"eps": (1e-9, 1e-6, 1e-3)},
    zh="往对角线上加的小数改变了后验：方差可以小到 1e-3。",
)
def ridge_added(samples, mean1, covariance1, mean2, covariance2, prior1, *, eps):
    """The small number that you add to the diagonals changes the posterior where variances are small."""
    ridge = eps * np.eye(len(mean1))
    return posterior(samples, mean1, covariance1 + ridge, mean2, covariance2 + ridge, prior1)


@mistake(
    posterior,
    title=Text("log odds instead of probability", zh="返回了对数几率"),
    id="GC11",
    zh="你返回了对数几率；还差一个 sigmoid 才是概率。",
)
def log_odds(samples, mean1, covariance1, mean2, covariance2, prior1):
    """You return log odds; the sigmoid that makes a probability of them is missing."""
    return _evidence(samples, mean1, covariance1, mean2, covariance2) + _log_odds(prior1)


@mistake(
    posterior,
    title=Text("not normalised", zh="没有归一化"),
    id="GC11",
    zh="你返回的是联合密度 p(x, C1)：还要除以 p(x)。",
)
def not_normalised(samples, mean1, covariance1, mean2, covariance2, prior1):
    """You return the density of class 1 times its prior; divide by the sum over both classes."""
    with np.errstate(over="ignore"):
        return prior1 * np.exp(log_gaussian_pdf(samples, mean1, covariance1))


@mistake(
    posterior,
    title=Text("decision instead of probability", zh="返回判定而非概率"),
    id="GC11",
    zh="题目要的是概率，不是判定：不要取整。",
)
def decision(samples, mean1, covariance1, mean2, covariance2, prior1):
    """The probability is asked; you return the decision, 0 or 1."""
    return (posterior(samples, mean1, covariance1, mean2, covariance2, prior1) > 0.5).astype(float)


@mistake(
    posterior,
    title=Text("caller's samples centred in place", zh="在原数组上减了均值"),
    id="G-INPLACE",
    zh="你在调用者的数组上减去了均值：样本被改变了。",
)
def centred_in_place(samples, mean1, covariance1, mean2, covariance2, prior1):
    """You subtract a mean in the caller's own array: the samples are changed, and read-only ones fail."""
    samples = _float_array(samples)
    samples -= mean1
    return posterior(samples, np.zeros(len(mean1)), covariance1, mean2 - mean1, covariance2, prior1)
