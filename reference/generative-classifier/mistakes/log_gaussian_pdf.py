"""Known ways to get log_gaussian_pdf wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import log_gaussian_pdf
from ._shared import LOG_TWO_PI, _distances, _float_array


def _log_determinant(covariance):
    return np.linalg.slogdet(covariance)[1]


@mistake(
    log_gaussian_pdf,
    title=Text("logarithm of a finished determinant", zh="先算行列式再取对数"),
    id="GC4",
    zh="几十维协方差的行列式会下溢为 0（或上溢）：用 slogdet，不要先算行列式。",
)
def logarithm_of_the_determinant(samples, mean, covariance):
    """The determinant of many features underflows to 0 or overflows: use slogdet."""
    with np.errstate(divide="ignore", over="ignore"):
        log_determinant = np.log(np.linalg.det(covariance))
    return -0.5 * (len(mean) * LOG_TWO_PI + log_determinant + _distances(samples, mean, covariance))


@mistake(
    log_gaussian_pdf,
    title=Text("logarithm of a finished density", zh="先算密度再取对数"),
    id="GC4",
    zh="你先算密度再取对数：远处的密度是 0，对数就成了 -inf。请直接写出对数。",
)
def logarithm_of_the_density(samples, mean, covariance):
    """You take the logarithm of a density: far away the density is 0 and the logarithm -inf. Write the logarithm."""
    with np.errstate(divide="ignore", over="ignore"):
        return np.log(np.exp(log_gaussian_pdf(samples, mean, covariance)))


@mistake(
    log_gaussian_pdf,
    title=Text("constant missing", zh="少了常数项"),
    id="GC7",
    zh="少了常数项 -D/2 ln 2π：它在后验里会消去，但在密度里不会。",
)
def constant_left_out(samples, mean, covariance):
    """Your log density is off by a constant, D/2 ln 2 pi: it cancels in a posterior, but not here."""
    return -0.5 * (_log_determinant(covariance) + _distances(samples, mean, covariance))


@mistake(
    log_gaussian_pdf,
    title=Text("constant of one feature", zh="常数只算了一维"),
    id="GC7",
    zh="常数应为 D/2 ln 2π：你只算了一维的 1/2 ln 2π。",
)
def constant_of_one_feature(samples, mean, covariance):
    """The constant is D/2 ln 2 pi; yours is that of one feature."""
    return -0.5 * (LOG_TWO_PI + _log_determinant(covariance) + _distances(samples, mean, covariance))


@mistake(
    log_gaussian_pdf,
    title=Text("determinant missing", zh="少了行列式"),
    id="GC7",
    zh="少了 -1/2 ln det Σ：密度的积分不再是 1。",
)
def determinant_left_out(samples, mean, covariance):
    """You left out the determinant: a wider density is lower, -1/2 ln det covariance."""
    return -0.5 * (len(mean) * LOG_TWO_PI + _distances(samples, mean, covariance))


@mistake(
    log_gaussian_pdf,
    title=Text("determinant without the factor 1/2", zh="行列式项少了1/2"),
    id="GC7",
    zh="ln det Σ 前面有 1/2：密度的分母是行列式的平方根。",
)
def determinant_without_root(samples, mean, covariance):
    """The density is divided by the root of the determinant: ln det covariance has the factor 1/2."""
    distances = _distances(samples, mean, covariance)
    return -0.5 * (len(mean) * LOG_TWO_PI + distances) - _log_determinant(covariance)


@mistake(
    log_gaussian_pdf,
    title=Text("quadratic term without the factor 1/2", zh="二次项少了1/2"),
    id="GC7",
    zh="指数里有 -1/2：你漏掉了二次项的 1/2。",
)
def distance_without_half(samples, mean, covariance):
    """The exponent has the factor -1/2; your quadratic term is twice as large."""
    distances = _distances(samples, mean, covariance)
    return -0.5 * (len(mean) * LOG_TWO_PI + _log_determinant(covariance)) - distances


@mistake(
    log_gaussian_pdf,
    title=Text("covariance not inverted", zh="协方差没有求逆"),
    id="GC12",
    zh="二次型用的是协方差的逆，你乘的是协方差本身。",
)
def covariance_not_inverted(samples, mean, covariance):
    """The quadratic form takes the inverse of the covariance; you multiplied with the covariance itself."""
    centred = _float_array(samples) - mean
    distances = ((centred @ covariance) * centred).sum(axis=1)
    return -0.5 * (len(mean) * LOG_TWO_PI + _log_determinant(covariance) + distances)


@mistake(
    log_gaussian_pdf,
    title=Text("variances only", zh="只用了方差"),
    id="GC12",
    zh="你只用了方差：非对角的协方差也属于密度。",
)
def variances_alone(samples, mean, covariance):
    """You used the variances alone: the entries off the diagonal tilt the density."""
    return log_gaussian_pdf(samples, mean, np.diag(np.diag(covariance)))


@mistake(
    log_gaussian_pdf,
    title=Text("covariance squared", zh="协方差被平方"),
    id="GC8",
    zh="参数是方差，不是标准差：不要再平方。",
)
def covariance_squared(samples, mean, covariance):
    """The argument is a covariance, its diagonal holds variances: you squared it as if it were standard deviations."""
    return log_gaussian_pdf(samples, mean, covariance @ covariance)


@mistake(
    log_gaussian_pdf,
    title=Text("quadratic form of all pairs", zh="对所有样本对求和"),
    id="GC9",
    zh="你对 N x N 个样本对求了和：每个样本只与自己配对。",
)
def all_pairs_of_samples(samples, mean, covariance):
    """Your quadratic form pairs every sample with every other, N x N: each sample goes with itself alone."""
    centred = _float_array(samples) - mean
    distances = (centred @ np.linalg.solve(covariance, centred.T)).sum(axis=1)
    return -0.5 * (len(mean) * LOG_TWO_PI + _log_determinant(covariance) + distances)


@mistake(
    log_gaussian_pdf,
    title=Text("small number on the diagonal", zh="对角线加了小数"),
    id="GC10",
    variants={"eps": (1e-9, 1e-6, 1e-3)},
    zh="往对角线上加的小数改变了密度：方差可以小到 1e-3。",
)
def ridge_added(samples, mean, covariance, *, eps):
    """The small number that you add to the diagonal changes the density where variances are small."""
    return log_gaussian_pdf(samples, mean, covariance + eps * np.eye(len(mean)))


@mistake(
    log_gaussian_pdf,
    title=Text("density without the logarithm", zh="返回密度而非对数"),
    zh="题目要的是密度的对数，你返回了密度本身。",
)
def density_itself(samples, mean, covariance):
    """The logarithm of the density is asked; you returned the density."""
    with np.errstate(over="ignore"):
        return np.exp(log_gaussian_pdf(samples, mean, covariance))


@mistake(log_gaussian_pdf, title=Text("sign reversed", zh="符号反了"), zh="符号反了：你返回的是负对数似然。")
def negative_logarithm(samples, mean, covariance):
    """Your sign is reversed: that is the negative log likelihood, a loss."""
    return -log_gaussian_pdf(samples, mean, covariance)


@mistake(
    log_gaussian_pdf,
    title=Text("summed over the samples", zh="对样本求和"),
    id="G-SUMMEAN",
    zh="每个样本要有自己的对数密度；你把它们加成了一个数。",
)
def summed_over_samples(samples, mean, covariance):
    """Every sample has its own log density; you added them up to one number."""
    return log_gaussian_pdf(samples, mean, covariance).sum()


@mistake(
    log_gaussian_pdf,
    title=Text("caller's samples centred in place", zh="在原数组上减了均值"),
    id="G-INPLACE",
    zh="你在调用者的数组上减去了均值：样本被改变了。",
)
def centred_in_place(samples, mean, covariance):
    """You subtract the mean in the caller's own array: the samples are changed, and read-only ones fail."""
    samples = _float_array(samples)
    samples -= mean
    return log_gaussian_pdf(samples, np.zeros(len(mean)), covariance)


@mistake(
    log_gaussian_pdf,
    title=Text("mean cut to integers", zh="均值被截断为整数"),
    id="G-DTYPE",
    zh="你把均值转成了样本的整数类型：先把样本转成 float64。",
)
def mean_as_integer(samples, mean, covariance):
    """You turned the mean into the integer dtype of the samples: turn the samples into float64 instead."""
    return log_gaussian_pdf(samples, mean.astype(np.asarray(samples).dtype), covariance)
