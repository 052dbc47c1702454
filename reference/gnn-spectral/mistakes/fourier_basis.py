"""Known ways to get fourier_basis wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import fourier_basis
from ._shared import _float_array


@mistake(
    fourier_basis,
    title=Text("eigenvalues in descending order", zh="特征值从大到小"),
    id="SP8",
    zh="特征值应从小到大：频率 0 在最前。",
)
def descending(laplacian):
    """Your eigenvalues descend: frequencies come in ascending order, 0 first."""
    eigenvalues, eigenvectors = fourier_basis(laplacian)
    return eigenvalues[::-1], eigenvectors[:, ::-1]


@mistake(
    fourier_basis,
    title=Text("general eig instead of eigh", zh="用eig代替eigh"),
    id="SP8",
    zh="`eig` 不排序，特征值相等时也不给出正交的向量：对称矩阵请用 `eigh`。",
)
def of_any_matrix(laplacian):
    """`eig` neither sorts nor makes eigenvectors of equal eigenvalues orthogonal: use `eigh` for a symmetric matrix."""
    eigenvalues, eigenvectors = np.linalg.eig(_float_array(laplacian))
    return eigenvalues.real, eigenvectors.real


@mistake(
    fourier_basis,
    title=Text("eigenvalues sorted without eigenvectors", zh="只排了特征值"),
    id="SP8",
    zh="你只排了特征值，没有把特征向量一起排。",
)
def eigenvalues_sorted_alone(laplacian):
    """You sorted the eigenvalues but not the columns that belong to them."""
    eigenvalues, eigenvectors = fourier_basis(laplacian)
    order = np.argsort(np.abs(eigenvectors[0]))
    return eigenvalues, eigenvectors[:, order]


@mistake(
    fourier_basis,
    title=Text("rows of the eigenvectors reordered", zh="特征向量的行被重排"),
    id="SP8",
    zh="你给特征向量的行排了序：每个特征向量是一列。",
)
def rows_sorted(laplacian):
    """You reordered the rows of the eigenvectors; an eigenvector is a column."""
    eigenvalues, eigenvectors = fourier_basis(laplacian)
    return eigenvalues, eigenvectors[::-1]


@mistake(
    fourier_basis,
    title=Text("eigenvectors as rows", zh="特征向量放成了行"),
    id="SP7",
    zh="你返回了 U 的转置：特征向量应是列。",
)
def eigenvectors_as_rows(laplacian):
    """You returned the transpose: eigenvectors are the columns of U."""
    eigenvalues, eigenvectors = fourier_basis(laplacian)
    return eigenvalues, eigenvectors.T


@mistake(
    fourier_basis,
    title=Text("eigenvectors not of length 1", zh="特征向量没有归一化"),
    zh="特征向量没有归一化：每列的长度应为 1。",
)
def first_entry_one(laplacian):
    """Your eigenvectors do not have length 1: the columns of U are orthonormal."""
    eigenvalues, eigenvectors = fourier_basis(laplacian)
    return eigenvalues, eigenvectors * np.linspace(1.5, 2, len(eigenvalues))


@mistake(
    fourier_basis,
    title=Text("square roots of the eigenvalues", zh="返回特征值的平方根"),
    zh="你返回的是特征值的平方根：奇异值分解的不是 L。",
)
def square_roots(laplacian):
    """You returned the square roots of the eigenvalues."""
    eigenvalues, eigenvectors = fourier_basis(laplacian)
    return np.sqrt(np.abs(eigenvalues)), eigenvectors


@mistake(
    fourier_basis, title=Text("eigenvalues of -L", zh="分解了-L"), id="SP6", zh="你分解的是 -L：特征值的符号反了。"
)
def of_the_negative(laplacian):
    """You took the eigenvalues of -L: their signs are reversed."""
    return fourier_basis(-_float_array(laplacian))


@mistake(
    fourier_basis,
    title=Text("diagonal taken as eigenvalues", zh="把对角线当作特征值"),
    zh="你把对角线上的元素当成了特征值。",
)
def diagonal_taken_for_eigenvalues(laplacian):
    """You took the diagonal of L for its eigenvalues."""
    return np.sort(np.diag(_float_array(laplacian))), fourier_basis(laplacian)[1]


@mistake(
    fourier_basis,
    title=Text("result rounded", zh="结果被舍入"),
    variants={"digits": (2, 3, 4, 6)},
    id="G-DTYPE",
    zh="你对结果做了舍入：请返回全部位数。",
)
def rounded(laplacian, *, digits):
    """You rounded the result: return all digits."""
    eigenvalues, eigenvectors = fourier_basis(laplacian)
    return np.round(eigenvalues, digits), np.round(eigenvectors, digits)


@mistake(
    fourier_basis,
    title=Text("computed in float32", zh="用float32计算"),
    id="G-DTYPE",
    zh="你用 float32 计算：这里要求 float64。",
)
def in_float32(laplacian):
    """You computed in float32: seven digits are not enough here."""
    eigenvalues, eigenvectors = np.linalg.eigh(_float_array(laplacian).astype(np.float32))
    return eigenvalues.astype(float), eigenvectors.astype(float)


@mistake(
    fourier_basis,
    title=Text("caller's matrix changed", zh="改变了调用者的矩阵"),
    id="G-INPLACE",
    zh="你在调用者的矩阵上做了运算：参数被改变了。",
)
def shifted_in_place(laplacian):
    """You shift the caller's own matrix: it is changed, and a read-only one fails."""
    laplacian = _float_array(laplacian)
    laplacian += np.eye(len(laplacian))
    eigenvalues, eigenvectors = fourier_basis(laplacian)
    return eigenvalues - 1, eigenvectors
