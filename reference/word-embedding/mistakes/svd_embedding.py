"""Known ways to get svd_embedding wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import svd_embedding


def factors(counts):
    """The singular value decomposition of the counts."""
    return np.linalg.svd(np.asarray(counts, dtype=float))


@mistake(
    svd_embedding,
    title=Text("roots of the singular values", zh="乘了奇异值的平方根"),
    id="WE12",
    zh="左奇异向量要乘以 S，不是 S 的平方根。",
)
def root_of_the_singular_values(counts, dimension):
    """Multiply by the singular values, not by their roots."""
    left, values, _ = factors(counts)
    return left[:, :dimension] * np.sqrt(values[:dimension])


@mistake(svd_embedding, title=Text("singular values missing", zh="没有乘奇异值"), zh="你没有乘奇异值。")
def singular_values_forgotten(counts, dimension):
    """The singular values are missing: every column is multiplied by its own."""
    return factors(counts)[0][:, :dimension]


@mistake(svd_embedding, title=Text("squares of the singular values", zh="乘了奇异值的平方"), zh="你乘了奇异值的平方。")
def squared_singular_values(counts, dimension):
    """You multiply by the squares of the singular values (the eigenvalues of C C')."""
    left, values, _ = factors(counts)
    return left[:, :dimension] * values[:dimension] ** 2


@mistake(
    svd_embedding,
    title=Text("right singular vectors", zh="取了右奇异向量"),
    zh="你取了右奇异向量：行是词，要取左奇异向量。",
)
def right_vectors(counts, dimension):
    """You take the right singular vectors, those of the columns: the rows are the words."""
    _, values, right = factors(counts)
    return right[:dimension].T * values[:dimension]


@mistake(
    svd_embedding,
    title=Text("columns of the third result", zh="取了第三个结果的列"),
    zh="np.linalg.svd 返回的第三个结果已经转置：你取了它的列。",
)
def columns_of_the_transposed(counts, dimension):
    """The third result of np.linalg.svd has the vectors in its rows; you took its columns."""
    _, values, right = factors(counts)
    return right[:, :dimension] * values[:dimension]


@mistake(svd_embedding, title=Text("rows of U", zh="取了U的行"), zh="奇异向量是 U 的列，你取了行。")
def rows_of_the_left(counts, dimension):
    """The singular vectors are the columns of U; you took its rows."""
    left, values, _ = factors(counts)
    return left[:dimension].T * values[:dimension]


@mistake(
    svd_embedding, title=Text("smallest singular values", zh="取了最小的奇异值"), zh="你取了最小的奇异值；应取最大的。"
)
def smallest_first(counts, dimension):
    """Keep the largest singular values; you keep the smallest."""
    left, values, _ = factors(counts)
    return left[:, -dimension:] * values[-dimension:]


@mistake(
    svd_embedding,
    title=Text("rows scaled instead of columns", zh="按行而非按列缩放"),
    zh="每一列乘它自己的奇异值；你按行乘了。",
)
def rows_scaled(counts, dimension):
    """Every column is multiplied by its own singular value; you multiply the rows."""
    left, values, _ = factors(counts)
    return (values[:, None] * left)[:, :dimension]


@mistake(
    svd_embedding, title=Text("column means subtracted first", zh="先减去了列均值"), zh="不要先减去均值：这是 PCA。"
)
def centred_first(counts, dimension):
    """You subtract the mean of each column first, which makes it PCA."""
    counts = np.asarray(counts, dtype=float)
    return svd_embedding(counts - counts.mean(axis=0), dimension)


@mistake(svd_embedding, title=Text("first columns of the table", zh="取了表的前几列"), zh="不要取前几列：那不是降维。")
def first_columns(counts, dimension):
    """You return columns of the table itself; words become short vectors by the singular vectors."""
    return np.asarray(counts, dtype=float)[:, :dimension]


@mistake(
    svd_embedding,
    title=Text("eigenvectors instead of SVD", zh="用特征向量代替SVD"),
    zh="eigh 只用于对称的表：这里的表不一定对称。",
)
def eigenvectors_of_the_table(counts, dimension):
    """eigh takes the table for symmetric, and the largest eigenvalues for the largest in size: take the SVD."""
    values, vectors = np.linalg.eigh(np.asarray(counts, dtype=float))
    return vectors[:, ::-1][:, :dimension] * values[::-1][:dimension]


@mistake(
    svd_embedding, title=Text("all dimensions kept", zh="保留了全部维度"), zh="只保留 dimension 维：你返回了全部。"
)
def nothing_cut_off(counts, dimension):
    """Only the first dimensions are asked; you return all."""
    left, values, _ = factors(counts)
    return left * values


@mistake(svd_embedding, title=Text("vectors scaled to length 1", zh="向量被归一化"), zh="向量不归一化。")
def rows_of_length_one(counts, dimension):
    """You bring every vector to length 1; its length belongs to the answer."""
    answer = svd_embedding(counts, dimension)
    lengths = np.linalg.norm(answer, axis=1, keepdims=True)
    return answer / np.where(lengths > 0, lengths, 1)
