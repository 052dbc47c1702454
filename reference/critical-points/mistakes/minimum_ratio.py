"""Known ways to get minimum_ratio wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import minimum_ratio
from ._shared import symmetric


def _found(hessian):
    return np.linalg.eigvalsh(symmetric(hessian))


@mistake(
    minimum_ratio,
    title=Text("positive diagonal entries counted", zh="数了正的对角元素"),
    id="CP1",
    zh="要数正的特征值，不是正的对角元素。",
)
def signs_of_the_diagonal(hessian):
    """Count positive eigenvalues, not positive entries of the diagonal."""
    return float(np.mean(np.diag(hessian) > 1e-8))


@mistake(
    minimum_ratio,
    title=Text("positive matrix entries counted", zh="数了矩阵里正的元素"),
    zh="要数正的特征值，不是矩阵里正的元素。",
)
def positive_entries(hessian):
    """Count positive eigenvalues, not positive entries of the matrix."""
    return float(np.mean(hessian > 1e-8))


@mistake(
    minimum_ratio,
    title=Text("zero eigenvalues counted as positive", zh="把零特征值算作正"),
    zh="零不是正的：大于 1e-8 才算。",
)
def zero_counts_too(hessian):
    """Zero is not positive: only eigenvalues above 1e-8 count."""
    return float(np.mean(_found(hessian) > -1e-8))


@mistake(
    minimum_ratio,
    title=Text("rounding errors counted as positive", zh="把舍入误差算作正"),
    zh="舍入误差让零变成 1e-17：大于 1e-8 才算正。",
)
def rounding_counts_as_positive(hessian):
    """Rounding makes a zero eigenvalue one of 1e-17: only above 1e-8 it counts as positive."""
    return float(np.mean(_found(hessian) > 0))


@mistake(
    minimum_ratio,
    title=Text("negative eigenvalues counted", zh="数了负特征值"),
    zh="你数的是负特征值：这个比例说明多像最小。",
)
def negative_ones(hessian):
    """You count the negative eigenvalues: the ratio is that of the positive ones."""
    return float(np.mean(_found(hessian) < -1e-8))


@mistake(
    minimum_ratio,
    title=Text("divided by the negative ones", zh="除以了负特征值的个数"),
    zh="分母是全部特征值的个数，不是负的个数。",
)
def positive_to_negative(hessian):
    """The count is divided by the number of all eigenvalues, not by that of the negative ones."""
    found = _found(hessian)
    return float((found > 1e-8).sum() / max((found < -1e-8).sum(), 1))


@mistake(
    minimum_ratio,
    title=Text("zero eigenvalues left out below", zh="分母漏了零特征值"),
    zh="零特征值也在分母里：除以全部特征值的个数。",
)
def flat_ones_left_out(hessian):
    """Zero eigenvalues count in the denominator: divide by the number of all eigenvalues."""
    found = _found(hessian)
    return float((found > 1e-8).sum() / max((abs(found) > 1e-8).sum(), 1))


@mistake(minimum_ratio, title=Text("count instead of ratio", zh="返回个数而非比例"), zh="要的是比例，不是个数。")
def count_for_ratio(hessian):
    """The ratio is asked: divide the count by the number of eigenvalues."""
    return float((_found(hessian) > 1e-8).sum())


@mistake(minimum_ratio, title=Text("divided by D x D", zh="除以了D x D"), zh="除以 D，不是 D * D。")
def divided_by_all_entries(hessian):
    """Divide by the number of eigenvalues, D, not by the number of entries, D x D."""
    return minimum_ratio(hessian) / len(hessian)


@mistake(
    minimum_ratio, title=Text("sizes added instead of counted", zh="用了大小之比"), zh="要的是个数之比，不是大小之比。"
)
def share_of_the_sizes(hessian):
    """Count the eigenvalues: you added their sizes."""
    found = _found(hessian)
    return float(found[found > 1e-8].sum() / max(abs(found).sum(), 1e-300))


@mistake(
    minimum_ratio,
    title=Text("small eigenvalues taken as 0", zh="把小特征值当作零"),
    zh="1e-6 的特征值也是正的：界限是 1e-8。",
    variants={"bound": (1e-5, 1e-4, 1e-3)},
)
def small_counts_as_zero(hessian, *, bound):
    """An eigenvalue of 1e-6 is positive too: the bound is 1e-8."""
    return float(np.mean(_found(hessian) > bound))


@mistake(
    minimum_ratio,
    title=Text("one triangle of the matrix only", zh="只读了一个三角"),
    zh="eigvalsh 只读下三角：先取对称部分。",
    variants={"triangle": ("L", "U")},
)
def one_triangle(hessian, *, triangle):
    """eigvalsh reads one triangle only: take the symmetric part (H + H transposed) / 2 first."""
    return float(np.mean(np.linalg.eigvalsh(hessian, UPLO=triangle) > 1e-8))


@mistake(
    minimum_ratio,
    title=Text("eigenvalues of the asymmetric matrix", zh="用了不对称矩阵的特征值"),
    zh="不对称矩阵的特征值不是对称部分的：先取 (H + H 的转置) / 2。",
)
def general_eigenvalues(hessian):
    """The eigenvalues of an asymmetric matrix are not those of its symmetric part: take that first."""
    return float(np.mean(np.linalg.eigvals(hessian).real > 1e-8))
