"""Known ways to get escape_direction wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import escape_direction
from ._shared import symmetric, unit


def _pairs(hessian):
    return np.linalg.eigh(symmetric(hessian))


def chosen(hessian, choose):
    """choose(eigenvalues, eigenvectors), where a direction goes down."""
    values, vectors = _pairs(hessian)
    return choose(values, vectors) if values[0] < -1e-8 else None


@mistake(
    escape_direction,
    title=Text("row instead of column of eigenvectors", zh="取了特征向量矩阵的行"),
    id="CP3",
    zh="特征向量是列：取 vecs[:, 0]，不是 vecs[0]。",
)
def row_for_column(hessian):
    """Eigenvectors are the columns: take vecs[:, 0], not vecs[0]."""
    return chosen(hessian, lambda _, vectors: vectors[0])


@mistake(
    escape_direction,
    title=Text("first eigenvector of eig", zh="取了eig的第一个特征向量"),
    id="CP4",
    zh="np.linalg.eig 不排序：用 argmin 找最小的特征值，或用 eigh。",
)
def first_of_eig(hessian):
    """np.linalg.eig does not sort: find the smallest eigenvalue with argmin, or use eigh."""
    values, vectors = np.linalg.eig(symmetric(hessian))
    return vectors[:, 0].real if values.real.min() < -1e-8 else None


@mistake(
    escape_direction,
    title=Text("eigenvector of the largest eigenvalue", zh="取了最大特征值的方向"),
    id="CP5",
    zh="那个方向是上坡：u 属于最小的特征值。",
)
def steepest_way_up(hessian):
    """That direction goes up: u belongs to the smallest eigenvalue, not to the largest."""
    return chosen(hessian, lambda _, vectors: vectors[:, -1])


@mistake(
    escape_direction,
    title=Text("eigenvalue largest in absolute value", zh="取了绝对值最大的特征值"),
    id="CP5",
    zh="按绝对值最大选，会选到上坡的方向：要最小的特征值。",
)
def largest_in_size(hessian):
    """The eigenvalue of the largest size may be positive: take the smallest one, with its sign."""
    return chosen(hessian, lambda values, vectors: vectors[:, abs(values).argmax()])


@mistake(
    escape_direction,
    title=Text("negative eigenvalue nearest to 0", zh="取了最接近零的负特征值"),
    zh="那是最接近零的负特征值；要最负的那个。",
)
def gentlest_way_down(hessian):
    """You take the negative eigenvalue nearest to 0: the most negative one is asked."""
    return chosen(hessian, lambda values, vectors: vectors[:, (values < -1e-8).sum() - 1])


@mistake(
    escape_direction,
    title=Text("eigenvalue smallest in absolute value", zh="取了绝对值最小的特征值"),
    zh="那是绝对值最小的特征值；要最负的那个。",
)
def smallest_in_size(hessian):
    """You take the eigenvalue of the smallest size: the most negative one is asked."""
    return chosen(hessian, lambda values, vectors: vectors[:, abs(values).argmin()])


@mistake(
    escape_direction,
    title=Text("axis of the smallest diagonal entry", zh="取了对角线最小的坐标轴"),
    id="CP1",
    zh="对角线最小的坐标轴不是特征向量：要看特征值。",
)
def axis_of_the_diagonal(hessian):
    """The axis with the smallest diagonal entry is no eigenvector: ask for eigenvalues and eigenvectors."""
    return chosen(hessian, lambda values, _: np.eye(len(values))[np.diag(hessian).argmin()])


@mistake(escape_direction, title=Text("never None", zh="从不返回None"), zh="没有向下的方向时应返回 None。")
def never_none(hessian):
    """Where no eigenvalue is below -1e-8 there is no direction down: the answer is None."""
    return _pairs(hessian)[1][:, 0]


@mistake(
    escape_direction,
    title=Text("zeros instead of None", zh="返回零向量而非None"),
    zh="没有向下的方向时应返回 None，不是零向量。",
)
def zeros_for_none(hessian):
    """Where no direction goes down the answer is None, not a vector of zeros."""
    found = escape_direction(hessian)
    return np.zeros(len(hessian)) if found is None else found


@mistake(
    escape_direction,
    title=Text("small negative eigenvalue taken as flat", zh="把小的负特征值当作平坦"),
    zh="1e-6 的负特征值也算：界限是 -1e-8。",
    variants={"bound": (1e-5, 1e-4, 1e-3)},
)
def small_counts_as_flat(hessian, *, bound):
    """An eigenvalue of -1e-6 goes down too: only above -1e-8 it counts as flat."""
    return escape_direction(hessian) if _pairs(hessian)[0][0] < -bound else None


@mistake(
    escape_direction,
    title=Text("zero eigenvalue makes it None", zh="有零特征值就返回None"),
    zh="你只在没有零特征值时返回方向；有零也可能向下。",
)
def none_where_one_is_flat(hessian):
    """A zero eigenvalue beside a negative one does not matter: the negative one goes down."""
    return None if (abs(_pairs(hessian)[0]) <= 1e-8).any() else escape_direction(hessian)


@mistake(
    escape_direction,
    title=Text("all eigenvalues negative makes it None", zh="特征值全负时返回None"),
    zh="所有特征值都为负时也要给出方向。",
)
def saddles_only(hessian):
    """Where all eigenvalues are negative every direction goes down: give the steepest one, not None."""
    return escape_direction(hessian) if _pairs(hessian)[0][-1] > 1e-8 else None


@mistake(
    escape_direction,
    title=Text("direction scaled by the eigenvalue", zh="方向乘了特征值"),
    zh="方向的长度应为 1；你乘上了特征值。",
)
def scaled_by_the_eigenvalue(hessian):
    """The direction has length 1: you multiplied it by its eigenvalue."""
    return chosen(hessian, lambda values, vectors: values[0] * vectors[:, 0])


@mistake(
    escape_direction,
    title=Text("largest entry scaled to 1", zh="按最大分量归一化"),
    zh="除以最大的分量并不使长度为 1：请除以欧氏范数。",
)
def largest_entry_one(hessian):
    """Your largest entry is 1: the Euclidean length is to be 1."""
    return chosen(hessian, lambda _, vectors: vectors[:, 0] / abs(vectors[:, 0]).max())


@mistake(
    escape_direction,
    title=Text("absolute values sum to 1", zh="按绝对值之和归一化"),
    zh="除以各分量绝对值之和并不使长度为 1：请除以欧氏范数。",
)
def entries_sum_to_one(hessian):
    """The sizes of your entries add up to 1: the Euclidean length is to be 1."""
    return chosen(hessian, lambda _, vectors: vectors[:, 0] / abs(vectors[:, 0]).sum())


@mistake(
    escape_direction,
    title=Text("one triangle of the matrix only", zh="只读了一个三角"),
    zh="eigh 只读下三角：先取对称部分。",
    variants={"triangle": ("L", "U")},
)
def one_triangle(hessian, *, triangle):
    """eigh reads one triangle only: take the symmetric part (H + H transposed) / 2 first."""
    values, vectors = np.linalg.eigh(hessian, UPLO=triangle)
    return vectors[:, 0] if values[0] < -1e-8 else None


@mistake(
    escape_direction,
    title=Text("eigenvectors of the asymmetric matrix", zh="用了不对称矩阵的特征向量"),
    zh="不对称矩阵的特征向量不是对称部分的：先取 (H + H 的转置) / 2。",
)
def general_eigenvectors(hessian):
    """The eigenvectors of an asymmetric matrix are not those of its symmetric part: take that first."""
    values, vectors = np.linalg.eig(hessian)
    lowest = values.real.argmin()
    return unit(vectors[:, lowest].real) if values.real[lowest] < -1e-8 else None


@mistake(
    escape_direction,
    title=Text("sum of all downward eigenvectors", zh="取了所有负特征向量之和"),
    zh="你返回了所有负特征向量之和：只要最负的那个。",
)
def sum_of_all_ways_down(hessian):
    """You add the eigenvectors of all negative eigenvalues: the one of the smallest is asked."""
    return chosen(hessian, lambda values, vectors: unit(vectors[:, values < -1e-8].sum(axis=1)))
