"""Known ways to get split_indices wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import math

import numpy as np

from grader.author import Text, mistake

from ..solution import split_indices
from ._shared import _parts


def _floor(product):
    return math.floor(product + 1e-9)


@mistake(
    split_indices,
    title=Text("sizes rounded to the nearest", zh="大小四舍五入"),
    id="DS9",
    zh="大小要向下取整；你用的是 round()。",
)
def sizes_rounded(permutation, validation_fraction, test_fraction):
    """Sizes are floored; you round them to the nearest number."""
    n = len(permutation)
    return _parts(permutation, round(n * test_fraction), round(n * validation_fraction))


@mistake(
    split_indices, title=Text("sizes rounded up", zh="大小向上取整"), id="DS9", zh="大小要向下取整；你用的是 ceil。"
)
def sizes_rounded_up(permutation, validation_fraction, test_fraction):
    """Sizes are floored; you round them up."""
    n = len(permutation)
    return _parts(permutation, math.ceil(n * test_fraction - 1e-9), math.ceil(n * validation_fraction - 1e-9))


@mistake(
    split_indices,
    title=Text("only the test size rounded up", zh="只有测试集向上取整"),
    id="DS9",
    zh="只有测试集向上取整（scikit-learn 的做法）；这里两者都向下取整。",
)
def test_size_rounded_up(permutation, validation_fraction, test_fraction):
    """You round the test set up, as scikit-learn does; here both sizes are floored."""
    n = len(permutation)
    return _parts(permutation, math.ceil(n * test_fraction - 1e-9), _floor(n * validation_fraction))


@mistake(
    split_indices,
    title=Text("floored too low by rounding error", zh="舍入误差使取整偏小"),
    id="DS11",
    zh="int(100 * 0.29) 等于 28，因为乘积是 28.999999999999996：先加 1e-9。",
)
def product_cut_off(permutation, validation_fraction, test_fraction):
    """int(100 * 0.29) is 28, since the product is 28.999999999999996: add 1e-9 before you floor."""
    n = len(permutation)
    return _parts(permutation, int(n * test_fraction), int(n * validation_fraction))


@mistake(
    split_indices,
    title=Text("validation fraction of the rest", zh="验证比例取自剩下的行"),
    id="DS12",
    zh="验证比例是对全部 n 行而言的；你取的是去掉测试集之后剩下的行的比例。",
)
def fraction_of_the_rest(permutation, validation_fraction, test_fraction):
    """The validation fraction is one of all n rows; you took it of what the test set leaves."""
    n = len(permutation)
    tested = _floor(n * test_fraction)
    return _parts(permutation, tested, _floor((n - tested) * validation_fraction))


@mistake(
    split_indices,
    title=Text("permutation ignored", zh="忽略了permutation"),
    id="DS8",
    zh="要用给出的 permutation；你按行号顺序切分。",
)
def permutation_ignored(permutation, validation_fraction, test_fraction):
    """Use the given permutation; you split the rows in their own order."""
    return split_indices(np.arange(len(permutation)), validation_fraction, test_fraction)


@mistake(
    split_indices,
    title=Text("shuffled once more", zh="又打乱了一次"),
    id="DS8",
    zh="permutation 已经打乱；你又打乱了一次。",
)
def shuffled_again(permutation, validation_fraction, test_fraction):
    """The permutation is shuffled already; you shuffle it again."""
    again = np.random.default_rng(0).permutation(permutation)
    return split_indices(again, validation_fraction, test_fraction)


@mistake(
    split_indices,
    title=Text("validation set cut first", zh="先切了验证集"),
    id="DS13",
    zh="permutation 的开头是测试集，不是验证集。",
)
def validation_first(permutation, validation_fraction, test_fraction):
    """The permutation begins with the test set, then comes the validation set; you cut them in the other order."""
    n = len(permutation)
    tested, validated = _floor(n * test_fraction), _floor(n * validation_fraction)
    return permutation[tested + validated :], permutation[:validated], permutation[validated : validated + tested]


@mistake(
    split_indices,
    title=Text("training set cut first", zh="先切了训练集"),
    id="DS13",
    zh="permutation 的开头是测试集；你从训练集开始切。",
)
def training_first(permutation, validation_fraction, test_fraction):
    """The permutation begins with the test set; you begin with the training set."""
    n = len(permutation)
    tested, validated = _floor(n * test_fraction), _floor(n * validation_fraction)
    trained = n - tested - validated
    return permutation[:trained], permutation[trained : trained + validated], permutation[trained + validated :]


@mistake(
    split_indices,
    title=Text("parts returned in another order", zh="返回的顺序不对"),
    id="DS13",
    zh="返回顺序是训练、验证、测试。",
)
def returned_in_another_order(permutation, validation_fraction, test_fraction):
    """The order of the answer is training, validation, test; you return the test set first."""
    return split_indices(permutation, validation_fraction, test_fraction)[::-1]


@mistake(
    split_indices,
    title=Text("fractions exchanged", zh="两个比例弄反"),
    id="DS13",
    zh="两个比例弄反了：第二个参数是验证集，第三个是测试集。",
)
def fractions_swapped(permutation, validation_fraction, test_fraction):
    """Your fractions are swapped: the second argument is the validation set's, the third the test set's."""
    return split_indices(permutation, test_fraction, validation_fraction)


@mistake(
    split_indices,
    title=Text("training rows lost", zh="训练集丢了几行"),
    id="DS3",
    zh="剩下的行都用来训练；你按比例截断了训练集，丢了几行。",
)
def rows_lost(permutation, validation_fraction, test_fraction):
    """All rows that are left train; you floor the training set's size as well, which loses rows."""
    n = len(permutation)
    train, validation, test = split_indices(permutation, validation_fraction, test_fraction)
    return train[: _floor(n * (1 - validation_fraction - test_fraction))], validation, test


@mistake(
    split_indices,
    title=Text("test rows in the training set", zh="测试行也在训练集里"),
    id="DS4",
    zh="测试集的行也在训练集里。",
)
def test_rows_trained_on(permutation, validation_fraction, test_fraction):
    """The rows of the test set are in your training set, too: every row belongs to one part."""
    train, validation, test = split_indices(permutation, validation_fraction, test_fraction)
    return np.concatenate([test, train]), validation, test


@mistake(
    split_indices,
    title=Text("validation rows in the training set", zh="验证行也在训练集里"),
    id="DS4",
    zh="验证集的行也在训练集里。",
)
def validation_rows_trained_on(permutation, validation_fraction, test_fraction):
    """The rows of the validation set are in your training set, too: every row belongs to one part."""
    train, validation, test = split_indices(permutation, validation_fraction, test_fraction)
    return np.concatenate([validation, train]), validation, test


@mistake(
    split_indices,
    title=Text("validation and test set overlap", zh="验证集与测试集重叠"),
    id="DS4",
    zh="验证集和测试集重叠了：两者都从 permutation 的开头切。",
)
def both_cut_from_the_start(permutation, validation_fraction, test_fraction):
    """Validation and test set overlap: you cut both from the start of the permutation."""
    train, validation, test = split_indices(permutation, validation_fraction, test_fraction)
    return train, permutation[: len(validation)], test


@mistake(
    split_indices,
    title=Text("slices with negative sizes", zh="用负的下标切片"),
    id="DS14",
    zh="permutation[:-0] 是空的：某部分大小为 0 时，不要用负的下标切片。",
)
def sliced_from_the_end(permutation, validation_fraction, test_fraction):
    """permutation[:-0] is empty and permutation[-0:] everything: do not slice by negative sizes, which may be 0."""
    turned = permutation[::-1]
    n = len(permutation)
    tested, held = _floor(n * test_fraction), _floor(n * test_fraction) + _floor(n * validation_fraction)
    return turned[:-held], turned[-held:-tested], turned[-tested:]


@mistake(
    split_indices,
    title=Text("at least one row each", zh="每部分至少留一行"),
    id="DS14",
    zh="小的部分至少留了一行：大小可以是 0。",
)
def at_least_one_row(permutation, validation_fraction, test_fraction):
    """You give every part at least one row: a size may be 0."""
    n = len(permutation)
    return _parts(permutation, max(_floor(n * test_fraction), 1), max(_floor(n * validation_fraction), 1))


@mistake(
    split_indices,
    title=Text("masks instead of row numbers", zh="返回掩码而非行号"),
    zh="你返回的是每个部分的掩码；要的是行号。",
)
def masks_returned(permutation, validation_fraction, test_fraction):
    """You return a mask over all rows for each part; the numbers of its rows are asked."""
    rows = np.arange(len(permutation))
    return tuple(np.isin(rows, part) for part in split_indices(permutation, validation_fraction, test_fraction))


@mistake(
    split_indices,
    title=Text("caller's permutation reordered", zh="改变了调用者的排列"),
    id="G-INPLACE",
    zh="你在原数组上打乱或排序了 permutation：调用者的数据被改变了。",
)
def permutation_sorted_in_place(permutation, validation_fraction, test_fraction):
    """You sort or shuffle the caller's permutation itself: take the given order, and leave it as it is."""
    parts = tuple(part.copy() for part in split_indices(permutation, validation_fraction, test_fraction))
    permutation.sort()
    return parts
