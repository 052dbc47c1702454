"""Known ways to get classify_critical_point wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import classify_critical_point
from ._shared import named, symmetric


def _found(hessian):
    return np.linalg.eigvalsh(symmetric(hessian))


@mistake(
    classify_critical_point,
    title=Text("signs of the diagonal", zh="只看了对角线的符号"),
    id="CP1",
    zh="[[0, 2], [2, 0]] 的对角线全为零，却是鞍点：要看特征值，而不是对角线。",
)
def signs_of_the_diagonal(hessian, tol=1e-8):
    """[[0, 2], [2, 0]] has a zero diagonal and is a saddle point: look at the eigenvalues, not at the diagonal."""
    return named(np.diag(hessian), tol)


@mistake(
    classify_critical_point,
    title=Text("determinant and H[0, 0]", zh="用了行列式和H[0, 0]"),
    id="CP2",
    zh="行列式加 H[0, 0] 的判别法只适用于两个参数。",
)
def determinant_and_corner(hessian, tol=1e-8):
    """The rule of the determinant and H[0, 0] is for two parameters: with more, look at all eigenvalues."""
    size = np.linalg.det(symmetric(hessian))
    if abs(size) <= tol:
        return "degenerate"
    if size < 0:
        return "saddle"
    return "local_min" if hessian[0, 0] > 0 else "local_max"


@mistake(
    classify_critical_point,
    title=Text("determinant and trace", zh="用了行列式和迹"),
    id="CP2",
    zh="行列式加迹的判别法只适用于两个参数。",
)
def determinant_and_trace(hessian, tol=1e-8):
    """The rule of the determinant and the trace is for two parameters: with more, look at all eigenvalues."""
    size = np.linalg.det(symmetric(hessian))
    if abs(size) <= tol:
        return "degenerate"
    if size < 0:
        return "saddle"
    return "local_min" if np.trace(hessian) > 0 else "local_max"


@mistake(
    classify_critical_point,
    title=Text("minimum if any eigenvalue is positive", zh="有一个特征值为正就判最小"),
    id="CP10",
    zh="最小要求所有特征值为正；有一个为正并不够。",
)
def minimum_if_any_is_positive(hessian, tol=1e-8):
    """A minimum needs all eigenvalues positive: one of them is not enough."""
    found = _found(hessian)
    if (found > tol).any():
        return "local_min"
    return "local_max" if (found < -tol).any() else "degenerate"


@mistake(
    classify_critical_point,
    title=Text("only the largest eigenvalue", zh="只看最大的特征值"),
    id="CP10",
    zh="要看最小的特征值：最大的为正并不说明是最小点。",
)
def largest_decides(hessian, tol=1e-8):
    """The largest eigenvalue does not decide alone: a minimum needs the smallest one positive too."""
    last = _found(hessian)[-1]
    return "local_min" if last > tol else "local_max" if last < -tol else "degenerate"


@mistake(
    classify_critical_point,
    title=Text("degenerate before saddle", zh="先判退化再判鞍点"),
    zh="先判断鞍点：有正有负时，零特征值不改变结论。",
)
def degenerate_first(hessian, tol=1e-8):
    """Ask for a saddle point first: with both signs it is one, and a zero eigenvalue changes nothing."""
    return "degenerate" if (abs(_found(hessian)) <= tol).any() else named(_found(hessian), tol)


@mistake(
    classify_critical_point,
    title=Text("zero tested by equality", zh="用等号判断零"),
    zh="浮点数里特征值不会恰好为 0：大小不超过 tol 就算 0。",
)
def zero_by_equality(hessian, tol=1e-8):
    """An eigenvalue is never exactly 0 in floating point: up to tol in size it counts as 0."""
    return named(_found(hessian), 0.0)


@mistake(
    classify_critical_point,
    title=Text("flat point taken as an extremum", zh="把平坦点当作极值"),
    zh="没有负特征值并不等于最小：还有零时二阶信息不能决定。",
)
def flat_counts_as_minimum(hessian, tol=1e-8):
    """No negative eigenvalue is not enough for a minimum: with a zero among them the second order does not decide."""
    found = _found(hessian)
    if (found >= -tol).all():
        return "local_min"
    return "local_max" if (found <= tol).all() else "saddle"


@mistake(
    classify_critical_point,
    title=Text("zero eigenvalue taken as saddle", zh="把零特征值当作鞍点"),
    zh="零特征值不等于鞍点：鞍点要有正有负。",
)
def flat_counts_as_saddle(hessian, tol=1e-8):
    """A zero eigenvalue makes no saddle point: that needs a positive and a negative one."""
    word = classify_critical_point(hessian, tol)
    return "saddle" if word == "degenerate" else word


@mistake(
    classify_critical_point,
    title=Text("minimum and maximum exchanged", zh="最小与最大弄反"),
    zh="最大与最小颠倒了：正的曲率向上弯，是最小。",
)
def minimum_and_maximum_swapped(hessian, tol=1e-8):
    """Minimum and maximum are swapped: positive curvature bends upwards, which is a minimum."""
    return classify_critical_point(-hessian, tol)


@mistake(
    classify_critical_point,
    title=Text("tol ignored", zh="忽略了tol"),
    zh="你没有使用 tol：它是参数。",
    variants={"fixed": (1e-8, 1e-10, 1e-7)},
)
def tol_ignored(hessian, tol=1e-8, *, fixed):
    """You have a bound of your own: tol is an argument."""
    return named(_found(hessian), fixed)


@mistake(
    classify_critical_point,
    title=Text("small eigenvalues taken as 0", zh="把小特征值当作零"),
    zh="1e-6 的特征值不是零：界限是 tol。",
    variants={"bound": (1e-5, 1e-4, 1e-3)},
)
def small_counts_as_zero(hessian, tol=1e-8, *, bound):
    """Eigenvalues of 1e-6 are not zero: in small units all of them are small, and tol says what counts as zero."""
    return named(_found(hessian), max(tol, bound))


@mistake(
    classify_critical_point,
    title=Text("tol taken as relative", zh="把tol当作相对值"),
    zh="tol 是绝对值：不要乘以最大的特征值。",
)
def tol_relative(hessian, tol=1e-8):
    """tol is absolute: do not multiply it by the largest eigenvalue."""
    found = _found(hessian)
    return named(found, tol * abs(found).max())


@mistake(
    classify_critical_point,
    title=Text("one triangle of the matrix only", zh="只读了一个三角"),
    zh="eigvalsh 只读一个三角：先取对称部分。",
    variants={"triangle": ("L", "U")},
)
def one_triangle(hessian, tol=1e-8, *, triangle):
    """eigvalsh reads one triangle only: take the symmetric part (H + H transposed) / 2 first."""
    return named(np.linalg.eigvalsh(hessian, UPLO=triangle), tol)


@mistake(
    classify_critical_point,
    title=Text("eigenvalues of the asymmetric matrix", zh="用了不对称矩阵的特征值"),
    zh="不对称矩阵的特征值不是对称部分的特征值：先取 (H + H 的转置) / 2。",
)
def general_eigenvalues(hessian, tol=1e-8):
    """An asymmetric matrix and its symmetric part have different eigenvalues: take (H + H transposed) / 2 first."""
    return named(np.linalg.eigvals(hessian).real, tol)


@mistake(
    classify_critical_point,
    title=Text("singular values instead of eigenvalues", zh="用奇异值代替特征值"),
    zh="奇异值没有符号：要看特征值。",
)
def singular_values(hessian, tol=1e-8):
    """Singular values have no sign: look at the eigenvalues."""
    return named(np.linalg.svd(symmetric(hessian), compute_uv=False), tol)


@mistake(
    classify_critical_point,
    title=Text("sign of the trace", zh="只看了迹的符号"),
    zh="平均曲率（迹）为正不说明是最小：要看每一个特征值。",
)
def sign_of_the_trace(hessian, tol=1e-8):
    """The trace is the sum of the eigenvalues: it does not say that all of them have its sign."""
    return named([np.trace(hessian)], tol)
