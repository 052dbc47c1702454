"""Kinds of samples, means, covariances and priors that several problems share."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Generator,
    Text,
    backwards,
    c_order,
    case,
    float32,
    float64,
    fortran,
    gaps,
    ordinary,
    read_only,
    signed,
    uint8,
    values,
)

#: Where samples of a class lie that is far from the origin, beside a spread of 1.
FAR = 1e5
#: Standard deviations 60 away: exp(-1800) is 0, in float64 too.
DISTANT = 60

CONVERT = Text(
    "In uint8 3 - 7 is 252, and sums of int8 overflow: turn the samples into float64 first.",
    zh="uint8 里 3 - 7 等于 252，int8 的和会溢出：先把样本转成 float64。",
)
IN_LOG_SPACE = Text(
    "60 standard deviations away both densities are 0 and their quotient is 0/0: subtract log densities instead.",
    zh="60 个标准差之外两个密度都是 0，相除得 0/0：请改为对数密度相减。",
)
CERTAIN = Text(
    "A prior of 0 or 1 is allowed: the posterior is then 0 or 1 for every sample, not NaN and not clipped.",
    zh="先验可以是 0 或 1：此时每个样本的后验都是 0 或 1，既不是 NaN，也不要截断。",
)
UNITS = Text(
    "A variance of 1e-3 beside one of 1e3 is no reason to add something to the diagonal.",
    zh="方差 1e-3 与 1e3 并存，不是往对角线上加小数的理由。",
)


def draw_covariance(rng: Generator, size: int) -> np.ndarray:
    """Symmetric, positive definite, every pair of features correlated, variances near 1."""
    factor = rng.normal(size=(size, size + 2))
    covariance = factor @ factor.T / (size + 2) + 0.3 * np.eye(size)
    return (covariance + covariance.T) / 2


def draw_units(rng: Generator, size: int) -> np.ndarray:
    """Standard deviations from 0.03 to 30: features measured in different units."""
    return rng.permutation(10 ** np.linspace(-1.5, 1.5, size))


def in_units(covariance: np.ndarray, units: np.ndarray) -> np.ndarray:
    """The covariance of features that are multiplied by these units."""
    return covariance * units * units[:, None]


def covariances(here: Any) -> np.ndarray:
    """Ordinary ones, for a domain."""
    return draw_covariance(here.rng, here.shape[0])


def variances(here: Any) -> np.ndarray:
    """Ordinary ones, for a domain."""
    return here.rng.uniform(0.3, 3, size=here.shape)


def _diagonal(array: np.ndarray) -> np.ndarray:
    return np.diagonal(array) if array.ndim == 2 else array


def _in_different_units(array: np.ndarray) -> bool:
    return bool(_diagonal(array).max() > 1e4 * _diagonal(array).min())


_APART = "a small number added to the diagonal drowns the small variances"
in_any_unit = values(
    "variances from 1e-3 to 1e3",
    lambda here: in_units(draw_covariance(here.rng, here.shape[0]), draw_units(here.rng, here.shape[0])),
    _in_different_units,
    needs=lambda D: D > 1,
    reason=_APART,
    zh="方差从 1e-3 到 1e3",
)
COVARIANCES = (values("ordinary", covariances, zh="普通"), in_any_unit)
small_variances = values(
    "from 1e-3 to 1e3",
    lambda here: variances(here) * draw_units(here.rng, here.shape[0]) ** 2,
    _in_different_units,
    needs=lambda D: D > 1,
    reason=_APART,
    zh="从 1e-3 到 1e3",
)
VARIANCES = (values("ordinary", variances, zh="普通"), small_variances)
#: In float64 alone: what a class is like was computed, not measured.
COVARIANCE = Array("D D", layouts=(c_order, fortran.once(), gaps, backwards, read_only), values=COVARIANCES)
VARIANCE = Array("D", values=VARIANCES)
MEAN = Array("D")

constant = values(
    "a constant feature",
    lambda here: np.where(np.arange(here.shape[1]) == 0, 3, SAMPLES.make(here)),
    lambda array: len(array) > 1 and bool((np.ptp(array.astype(float), axis=0) == 0).any()),
    needs=lambda N: N > 1,
    reason="a variance of 0 is no error",
    zh="有一个特征是常数",
)
far_from_origin = values(
    "far from the origin",
    lambda here: FAR + here.rng.normal(size=here.shape),
    lambda array: bool((np.abs(array.astype(float)) > FAR / 2).all()),
    kinds="floats",
    reason="the mean of squares minus the squared mean has no digits left",
    zh="远离原点",
)
distant = values(
    "60 standard deviations away",
    lambda here: here.rng.choice([-1, 1], size=here.shape) * here.rng.uniform(50, 60, size=here.shape),
    lambda array: bool((np.abs(array.astype(float)) >= 40).all()),
    kinds="signed",
    reason="densities underflow, and 0/0 is no probability",
    zh="在 60 个标准差之外",
)
SAMPLES = ordinary(2)
#: What is estimated from may be measured in any dtype; what is classified, in float64 or integers.
MEASURED = (float64, float32, signed, uint8)
COUNTED = (float64, signed, uint8)
NEAR = ordinary(2, ints=(-6, 6))

same_mean = values(
    "the same as mean1",
    lambda here: here.given["mean1"],
    lambda array, here: np.array_equal(array, here.given["mean1"]),
    reason="w is 0, and b is not",
    zh="与 mean1 相同",
)

BATCH = Choice(
    "samples",
    case("several samples", zh="多个样本"),
    case("one sample", lambda N: N == 1, reason="axes of length 1 get lost", zh="一个样本"),
)
FEATURES = Choice(
    "features",
    case("several features", zh="多个特征"),
    case("one feature", lambda D: D == 1, reason="a matrix of (1, 1) is no number", zh="一个特征"),
)

between = values("between 0 and 1", lambda here: here.rng.uniform(0.1, 0.9, size=here.shape), zh="在 0 和 1 之间")
impossible = values(
    "exactly 0", lambda here: np.zeros(here.shape), lambda array: bool((array == 0).all()), held=True,
    reason="its logarithm is infinite",
    zh="恰好为 0",
)
certain = values(
    "exactly 1", lambda here: np.ones(here.shape), lambda array: bool((array == 1).all()), held=True,
    reason="the logarithm of the other prior is infinite",
    zh="恰好为 1",
)
PRIOR = Array("", layouts=(c_order,), values=(between, impossible, certain))


def inverted(drawn: Case) -> Case:
    """Right programs differ by the condition of the covariance, and by how they invert it."""
    reason = "an inverse by eigenvalues or singular values carries the rounding of large variances into small ones"
    return drawn.tolerance(1e-6, reason=reason)


def as_inverted(drawn: Case, classes: frozenset[str]) -> Case:
    """Of size 1; variances of different size need a tolerance of their own."""
    found = any(one.endswith(in_any_unit.title) for one in classes)
    return inverted(drawn.scale(1.0)) if found else drawn.scale(1.0)


def as_saturated(drawn: Case, classes: frozenset[str]) -> Case:
    """Of size 1; small variances leave little doubt about any sample."""
    if any(one.endswith(small_variances.title) for one in classes):
        return drawn.scale(1.0).tolerance(1e-7, reason="probabilities that differ from 1 by less are 1 in float32")
    return drawn.scale(1.0)


def as_measured(drawn: Case, classes: frozenset[str]) -> Case:
    """A variance that is 0 has no size of its own; sums of float32 are as exact as the order they are made in."""
    if any(one.endswith("in float32") for one in classes):
        return drawn.scale(1.0).tolerance(1e-4, reason="float32 samples may be rounded in float32 anywhere inside")
    return drawn.scale(1.0)
