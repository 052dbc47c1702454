"""Known ways to get gaussian_mle wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import gaussian_mle
from ._shared import _float_array


@mistake(
    gaussian_mle,
    title=Text("covariance divided by N - 1", zh="协方差除以N - 1"),
    id="GC1",
    zh="最大似然估计除以 N；除以 N - 1 的是无偏估计，是另一个量。",
    variants={"guarded": (False, True)},
)
def divided_by_one_less(samples, *, guarded):
    """Maximum likelihood divides by N; N - 1 gives the unbiased estimate, which is another one."""
    mean, covariance = gaussian_mle(samples)
    count = len(samples)
    if count == 1:
        return mean, covariance if guarded else covariance * np.nan
    return mean, covariance * count / (count - 1)


@mistake(
    gaussian_mle,
    title=Text("covariance not divided by N", zh="协方差没有除以N"),
    id="G-SUMMEAN",
    zh="你忘了除以 N：返回的是离差矩阵，而不是协方差。",
)
def not_divided(samples):
    """You did not divide by N: that is the scatter matrix, N times the covariance."""
    mean, covariance = gaussian_mle(samples)
    return mean, covariance * len(samples)


@mistake(
    gaussian_mle,
    title=Text("mean not subtracted", zh="没有减去均值"),
    id="GC3",
    zh="先减去均值再相乘：你的结果是二阶矩，含有均值本身。",
)
def not_centred(samples):
    """Subtract the mean before you multiply: yours is the second moment, which contains the mean."""
    samples = _float_array(samples)
    return samples.mean(axis=0), samples.T @ samples / len(samples)


@mistake(
    gaussian_mle,
    title=Text("mean square minus squared mean", zh="平方的均值减均值的平方"),
    id="GC3",
    zh="离原点远时，平方的均值减均值的平方会丢失所有有效位：先减去均值。",
)
def mean_of_squares_minus_square(samples):
    """Far from the origin the mean of squares minus the squared mean loses its digits: subtract the mean first."""
    samples = _float_array(samples)
    mean = samples.mean(axis=0)
    return mean, samples.T @ samples / len(samples) - np.outer(mean, mean)


@mistake(
    gaussian_mle,
    title=Text("covariance between samples", zh="样本之间的协方差"),
    id="GC9",
    zh="协方差是 D x D；X Xᵀ 是样本之间的 N x N。",
)
def between_samples(samples):
    """The covariance is D x D, between features; X X^T is N x N, between samples."""
    samples = _float_array(samples)
    mean = samples.mean(axis=0)
    centred = samples - mean
    return mean, centred @ centred.T / len(samples)


@mistake(
    gaussian_mle,
    title=Text("rows taken as features", zh="把行当作特征"),
    id="G-AXIS",
    zh="均值的轴错了：每一行是一个样本，应对样本（轴 0）求平均。",
)
def rows_taken_for_features(samples):
    """You averaged over the wrong axis: each row is one sample, so the mean runs over axis 0."""
    return gaussian_mle(np.asarray(samples).T)


@mistake(
    gaussian_mle,
    title=Text("variances only", zh="只保留了方差"),
    id="GC12",
    zh="你只保留了方差：非对角元是特征之间的协方差，不为零。",
)
def variances_alone(samples):
    """You kept the variances alone: the entries off the diagonal say how two features vary together."""
    mean, covariance = gaussian_mle(samples)
    return mean, np.diag(np.diag(covariance))


@mistake(
    gaussian_mle,
    title=Text("correlation matrix", zh="相关系数矩阵"),
    zh="你除以了标准差：这是相关系数矩阵，对角线全为 1，不是协方差。",
)
def correlation(samples):
    """You divided by the standard deviations: that is the correlation matrix, the covariance keeps its units."""
    mean, covariance = gaussian_mle(samples)
    spreads = np.sqrt(np.diag(covariance))
    return mean, covariance / np.outer(spreads, spreads)


@mistake(
    gaussian_mle,
    title=Text("small number on the diagonal", zh="对角线加了小数"),
    id="GC10",
    variants={"eps": (1e-9, 1e-6, 1e-3)},
    zh="对角线上加的小数不属于最大似然估计；协方差可以是奇异的。",
)
def ridge_added(samples, *, eps):
    """The small number on your diagonal is no part of the most likely covariance, which may be singular."""
    mean, covariance = gaussian_mle(samples)
    return mean, covariance + eps * np.eye(len(mean))


@mistake(
    gaussian_mle,
    title=Text("single covariance as a number", zh="单特征协方差成了数"),
    zh="只有一个特征时协方差应是 (1, 1) 的矩阵，你返回了一个数。",
)
def one_feature_as_a_number(samples):
    """With one feature the covariance is a (1, 1) matrix; you returned a number."""
    mean, covariance = gaussian_mle(samples)
    return mean, np.squeeze(covariance) if len(mean) == 1 else covariance


@mistake(
    gaussian_mle,
    title=Text("unit matrix for a single sample", zh="单样本时返回单位矩阵"),
    zh="只有一个样本时，均值是这个样本、协方差为 0；你返回了单位矩阵。",
)
def unit_matrix_for_one_sample(samples):
    """One sample has the covariance 0: you put the unit matrix in its place."""
    mean, covariance = gaussian_mle(samples)
    return mean, np.eye(len(mean)) if len(samples) == 1 else covariance


@mistake(
    gaussian_mle,
    title=Text("mean cut to integers", zh="均值被截断为整数"),
    id="G-DTYPE",
    zh="均值被截断成输入的整数类型：先把样本转成 float64。",
)
def mean_as_integer(samples):
    """You stored the mean in the integer dtype of the samples, which cuts it off: turn the samples into float64."""
    samples = np.asarray(samples)
    mean = samples.mean(axis=0).astype(samples.dtype)
    centred = _float_array(samples) - mean
    return mean, centred.T @ centred / len(samples)


@mistake(
    gaussian_mle,
    title=Text("caller's samples centred in place", zh="在原数组上减了均值"),
    id="G-INPLACE",
    zh="你在调用者的数组上减去了均值：样本被改变了。",
)
def centred_in_place(samples):
    """You subtract the mean in the caller's own array: the samples are changed, and read-only ones fail."""
    samples = _float_array(samples)
    mean = samples.mean(axis=0)
    samples -= mean
    return mean, samples.T @ samples / len(samples)
