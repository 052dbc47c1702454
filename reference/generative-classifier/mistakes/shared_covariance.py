"""Known ways to get shared_covariance wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import gaussian_mle, shared_covariance
from ._shared import _float_array


def _covariances(samples1, samples2):
    return gaussian_mle(samples1)[1], gaussian_mle(samples2)[1]


@mistake(
    shared_covariance,
    title=Text("unweighted average", zh="没有加权的平均"),
    id="GC2",
    zh="两个类的样本数不同：应按样本数给各自的协方差加权，而不是简单平均。",
)
def plain_average(samples1, samples2):
    """The classes differ in size: weight each class's covariance by its number of samples."""
    first, second = _covariances(samples1, samples2)
    return (first + second) / 2


@mistake(
    shared_covariance,
    title=Text("weights exchanged", zh="权重弄反"),
    id="GC2",
    zh="权重弄反了：你用另一个类的样本数给协方差加权。",
)
def weights_swapped(samples1, samples2):
    """Your weights are swapped: each covariance is weighted by the other class's number of samples."""
    first, second = _covariances(samples1, samples2)
    return (len(samples2) * first + len(samples1) * second) / (len(samples1) + len(samples2))


@mistake(
    shared_covariance,
    title=Text("centred at the common mean", zh="都减了总均值"),
    id="GC3",
    zh="每个类都以自己的均值为中心；你用了所有样本的总均值。",
)
def centred_at_the_common_mean(samples1, samples2):
    """Centre each class at its own mean; you centred both at the mean of all samples."""
    return gaussian_mle(np.concatenate([_float_array(samples1), _float_array(samples2)]))[1]


@mistake(
    shared_covariance,
    title=Text("covariances divided by N - 1", zh="协方差除以N - 1"),
    id="GC1",
    zh="你用了无偏估计（除以 N - 1）再加权；最大似然除以 N。",
)
def unbiased_covariances(samples1, samples2):
    """You weighted covariances that are divided by N - 1: maximum likelihood divides by N."""
    total = 0.0
    for samples, covariance in zip((samples1, samples2), _covariances(samples1, samples2), strict=True):
        count = len(samples)
        total = total + (count * covariance * count / (count - 1) if count > 1 else covariance * np.nan)
    return total / (len(samples1) + len(samples2))


@mistake(
    shared_covariance,
    title=Text("divided by N1 + N2 - 2", zh="除以了N1 + N2 - 2"),
    id="GC1",
    zh="分母应为 N1 + N2；N1 + N2 - 2 属于无偏的合并估计。",
)
def two_degrees_of_freedom_less(samples1, samples2):
    """The denominator is N1 + N2; with N1 + N2 - 2 you have the unbiased pooled estimate."""
    count = len(samples1) + len(samples2)
    return shared_covariance(samples1, samples2) * count / (count - 2) if count > 2 else np.full((1, 1), np.nan)


@mistake(
    shared_covariance,
    title=Text("not divided by N1 + N2", zh="没有除以N1 + N2"),
    id="G-SUMMEAN",
    zh="你忘了除以样本总数 N1 + N2。",
)
def not_divided(samples1, samples2):
    """You did not divide by the number of all samples, N1 + N2."""
    return shared_covariance(samples1, samples2) * (len(samples1) + len(samples2))


@mistake(
    shared_covariance, title=Text("variances only", zh="只保留了方差"), id="GC12", zh="你只保留了方差：非对角元不为零。"
)
def variances_alone(samples1, samples2):
    """You kept the variances alone: the entries off the diagonal belong to the covariance."""
    return np.diag(np.diag(shared_covariance(samples1, samples2)))


@mistake(
    shared_covariance,
    title=Text("class 1 only", zh="只用了第1类"),
    id="GC13",
    zh="你只用了第一个类的样本；共享的协方差由两个类共同估计。",
)
def first_class_alone(samples1, samples2):
    """You estimated from class 1 alone; both classes share the covariance and both estimate it."""
    return gaussian_mle(samples1)[1]


@mistake(
    shared_covariance,
    title=Text("covariance between samples", zh="样本之间的协方差"),
    id="GC9",
    zh="协方差是 D x D；你在样本之间相乘，得到 N x N。",
)
def between_samples(samples1, samples2):
    """The covariance is D x D, between features; you multiplied samples with samples."""
    rest = np.concatenate([_float_array(one) - gaussian_mle(one)[0] for one in (samples1, samples2)])
    return rest @ rest.T / len(rest)


@mistake(
    shared_covariance,
    title=Text("means of rows", zh="按行求了均值"),
    id="G-AXIS",
    zh="均值的轴错了：每一行是一个样本，应对轴 0 求平均。",
)
def means_of_rows(samples1, samples2):
    """Your means run over the wrong axis: each row is one sample, so average over axis 0."""
    rest = np.concatenate(
        [_float_array(one) - _float_array(one).mean(axis=1, keepdims=True) for one in (samples1, samples2)]
    )
    return rest.T @ rest / len(rest)


@mistake(
    shared_covariance,
    title=Text("means cut to integers", zh="均值被截断为整数"),
    id="G-DTYPE",
    zh="无符号整数里 3 - 7 等于 252：先把样本转成 float64。",
)
def means_as_integers(samples1, samples2):
    """You stored the means in the integer dtype of the samples, which cuts them off: turn the samples into float64."""
    classes = [np.asarray(samples1), np.asarray(samples2)]
    rest = np.concatenate([_float_array(one) - one.mean(axis=0).astype(one.dtype) for one in classes])
    return rest.T @ rest / len(rest)


@mistake(
    shared_covariance,
    title=Text("caller's samples centred in place", zh="在原数组上减了均值"),
    id="G-INPLACE",
    zh="你在调用者的数组上减去了均值：样本被改变了。",
)
def centred_in_place(samples1, samples2):
    """You subtract the means in the caller's own arrays: the samples are changed, and read-only ones fail."""
    total = 0.0
    for centred in map(_float_array, (samples1, samples2)):
        np.subtract(centred, centred.mean(axis=0), out=centred)
        total = total + centred.T @ centred
    return total / (len(samples1) + len(samples2))
