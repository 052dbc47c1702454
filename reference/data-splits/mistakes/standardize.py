"""Known ways to get standardize wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import standardize
from ._shared import _float_array, _scaled


def _moments(rows):
    """Mean and deviation of these rows, constant columns divided by 1."""
    rows = _float_array(rows)
    return rows.mean(axis=0), np.where(np.ptp(rows, axis=0) == 0, 1, rows.std(axis=0))


@mistake(
    standardize,
    title=Text("mean and deviation of both sets", zh="均值和标准差取自全部行"),
    id="DS1",
    zh="测试数据泄漏进了均值和标准差：两者都只由训练行计算。",
)
def moments_of_both(x_train, x_other):
    """The test set leaked into mean and standard deviation: compute both from the training rows alone."""
    both = np.concatenate([_float_array(x_train), _float_array(x_other)])
    return _scaled(x_train, x_other, *_moments(both))


@mistake(
    standardize, title=Text("mean of both sets", zh="均值取自全部行"), id="DS1", zh="均值泄漏了其他行；标准差是对的。"
)
def mean_of_both(x_train, x_other):
    """Your mean runs over the other rows, too; the standard deviation is right."""
    both = np.concatenate([_float_array(x_train), _float_array(x_other)])
    return _scaled(x_train, x_other, both.mean(axis=0), _moments(x_train)[1])


@mistake(
    standardize,
    title=Text("other rows by their own statistics", zh="其他行用了自己的统计量"),
    id="DS2",
    zh="其他行也要用训练行的均值和标准差，而不是它们自己的。",
)
def own_moments(x_train, x_other):
    """Use the training rows' mean and deviation for every set: you standardised the other rows by their own."""
    train = standardize(x_train, x_train)[0]
    return train, standardize(x_other, x_other)[0] if len(x_other) else _float_array(x_other)


@mistake(
    standardize,
    title=Text("other rows by their own mean", zh="其他行减了自己的均值"),
    id="DS2",
    zh="其他行减的是它们自己的均值。",
)
def own_mean(x_train, x_other):
    """You centre the other rows at their own mean: use the training rows'."""
    train, other = standardize(x_train, x_other)
    return train, other - other.mean(axis=0) if len(other) else other


@mistake(
    standardize,
    title=Text("deviation divided by N - 1", zh="标准差除以N - 1"),
    id="DS5",
    zh="标准差除以 N（ddof = 0）；你除以了 N - 1。",
)
def deviation_with_one_less(x_train, x_other):
    """The deviation divides by N (ddof 0); yours divides by N - 1."""
    x_train = _float_array(x_train)
    mean, deviation = _moments(x_train)
    varies = np.ptp(x_train, axis=0) > 0
    deviation[varies] *= np.sqrt(len(x_train) / max(len(x_train) - 1, 1))
    return _scaled(x_train, x_other, mean, deviation)


@mistake(
    standardize,
    title=Text("constant column divided by zero", zh="常数列除以了零"),
    id="DS6",
    zh="常数列的标准差为 0：除以 1，而不是 0。",
)
def divided_by_zero(x_train, x_other):
    """A constant column divides by zero: divide it by 1."""
    x_train = _float_array(x_train)
    return _scaled(x_train, x_other, x_train.mean(axis=0), x_train.std(axis=0))


@mistake(
    standardize,
    title=Text("0/0 replaced by 0", zh="把0/0换成了0"),
    id="DS6",
    zh="0/0 之后用 nan_to_num 补 0：其他行的值也丢了。",
)
def not_a_number_made_zero(x_train, x_other):
    """You replace what 0/0 gives: other rows may differ from the constant, and their values are lost."""
    return tuple(np.nan_to_num(part, posinf=0.0, neginf=0.0) for part in divided_by_zero.function(x_train, x_other))


@mistake(
    standardize,
    title=Text("deviation compared with 0", zh="判断标准差是否等于0"),
    id="DS6",
    zh="三个 0.1 的标准差是 1.4e-17，不是 0：判断是否全部相等，而不是 std == 0。",
)
def deviation_compared_with_zero(x_train, x_other):
    """Three times 0.1 has a deviation of 1.4e-17: ask whether all values are equal, not whether it is 0."""
    x_train = _float_array(x_train)
    deviation = x_train.std(axis=0)
    return _scaled(x_train, x_other, x_train.mean(axis=0), np.where(deviation == 0, 1, deviation))


@mistake(
    standardize,
    title=Text("small number added to the deviation", zh="标准差加了小数"),
    id="DS6",
    variants={"eps": (1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-3)},
    zh="你把小的数加到了标准差上：散布为 1e-9 的列被改变，常数列没有除以 1。",
)
def small_number_added(x_train, x_other, *, eps):
    """The small number that you add to the deviation changes columns of small spread, and divides constant ones."""
    x_train = _float_array(x_train)
    return _scaled(x_train, x_other, x_train.mean(axis=0), x_train.std(axis=0) + eps)


@mistake(
    standardize,
    title=Text("small spread taken as constant", zh="把小散布当作常数"),
    id="DS6",
    variants={"limit": (1e-8, 1e-6, 1e-5, 1e-3)},
    zh="散布小不等于常数：一列可以用很大的单位测量，其标准差只有 1e-9。",
)
def small_spread_taken_for_none(x_train, x_other, *, limit):
    """A small spread is not none: a column's unit may make it 1e-9, and it is divided nevertheless."""
    x_train = _float_array(x_train)
    mean, deviation = _moments(x_train)
    return _scaled(x_train, x_other, mean, np.where(deviation < limit, 1, deviation))


@mistake(
    standardize,
    title=Text("one mean for all columns", zh="所有列共用一个均值"),
    id="DS18",
    zh="均值和标准差要逐列计算；你对整个矩阵取了一个。",
)
def one_mean_for_all_columns(x_train, x_other):
    """Every column has a mean and a deviation of its own: you took one of all numbers."""
    x_train = _float_array(x_train)
    return _scaled(x_train, x_other, x_train.mean(), x_train.std() or 1.0)


@mistake(
    standardize,
    title=Text("rows standardised", zh="按行标准化"),
    id="G-AXIS",
    zh="每一行是一个样本：沿轴 0 求均值和标准差，每列一个。",
)
def rows_standardised(x_train, x_other):
    """You standardise each row by itself: mean and deviation run over axis 0, one a column."""

    def by_rows(rows):
        rows = _float_array(rows)
        deviation = rows.std(axis=1, keepdims=True)
        return (rows - rows.mean(axis=1, keepdims=True)) / np.where(deviation == 0, 1, deviation)

    return by_rows(x_train), by_rows(x_other)


@mistake(
    standardize, title=Text("divided by the variance", zh="除以了方差"), id="DS18", zh="你除以了方差：要除以标准差。"
)
def divided_by_the_variance(x_train, x_other):
    """You divide by the variance: the standard deviation is its square root."""
    mean, deviation = _moments(x_train)
    return _scaled(x_train, x_other, mean, deviation**2)


@mistake(
    standardize,
    title=Text("not divided by the deviation", zh="没有除以标准差"),
    id="DS18",
    zh="只减了均值，没有除以标准差。",
)
def centred_alone(x_train, x_other):
    """You subtract the mean and do not divide by the deviation."""
    return _scaled(x_train, x_other, _moments(x_train)[0], 1.0)


@mistake(
    standardize, title=Text("mean not subtracted", zh="没有减去均值"), id="DS18", zh="只除以了标准差，没有减去均值。"
)
def divided_alone(x_train, x_other):
    """You divide by the deviation and do not subtract the mean."""
    return _scaled(x_train, x_other, 0.0, _moments(x_train)[1])


@mistake(
    standardize,
    title=Text("divided before subtracting the mean", zh="先除后减均值"),
    id="DS18",
    zh="先除后减：x / std - mean。应先减均值再除。",
)
def divided_before_centring(x_train, x_other):
    """You divide first and subtract the mean then: subtract it first."""
    mean, deviation = _moments(x_train)
    return _float_array(x_train) / deviation - mean, _float_array(x_other) / deviation - mean


@mistake(
    standardize,
    title=Text("min-max scaling", zh="做了min-max缩放"),
    id="DS18",
    zh="这是缩放到 0 到 1（min-max），不是标准化。",
)
def scaled_between_zero_and_one(x_train, x_other):
    """That is min-max scaling, to 0 and 1: subtract the mean, divide by the standard deviation."""
    rows = _float_array(x_train)
    spread = np.ptp(rows, axis=0)
    return _scaled(x_train, x_other, rows.min(axis=0), np.where(spread == 0, 1, spread))


@mistake(
    standardize,
    title=Text("mean absolute deviation", zh="用了平均绝对偏差"),
    id="DS18",
    zh="除以的是绝对偏差的平均，不是标准差。",
)
def mean_absolute_deviation(x_train, x_other):
    """You divide by the mean absolute deviation: the standard deviation is a root of mean squares."""
    mean, _ = _moments(x_train)
    deviation = np.abs(_float_array(x_train) - mean).mean(axis=0)
    return _scaled(x_train, x_other, mean, np.where(deviation == 0, 1, deviation))


@mistake(
    standardize,
    title=Text("training rows not standardised", zh="训练行没有标准化"),
    id="DS18",
    zh="训练行没有标准化：两者都要。",
)
def training_rows_left(x_train, x_other):
    """You return the training rows as they were: both are standardised."""
    return _float_array(x_train).copy(), standardize(x_train, x_other)[1]


@mistake(
    standardize,
    title=Text("results exchanged", zh="返回的顺序反了"),
    id="DS13",
    zh="返回的顺序反了：先训练行，后其他行。",
)
def results_swapped(x_train, x_other):
    """Your results are swapped: training rows first."""
    return standardize(x_train, x_other)[::-1]


@mistake(
    standardize,
    title=Text("statistics of the other rows", zh="统计量取自其他行"),
    id="DS1",
    zh="均值和标准差来自其他行；应来自训练行。",
)
def moments_of_the_other_rows(x_train, x_other):
    """You took mean and deviation from the other rows: take them from the training rows."""
    return _scaled(x_train, x_other, *(_moments(x_other) if len(x_other) else _moments(x_train)))


@mistake(
    standardize,
    title=Text("mean square minus squared mean", zh="平方的均值减均值的平方"),
    id="DS19",
    zh="平方的均值减均值的平方：在 1e4 附近没有剩下几位有效数字。先减均值再平方。",
)
def mean_of_squares_minus_squared_mean(x_train, x_other):
    """The mean of squares minus the squared mean has few digits left far from 0: centre before you square."""
    rows = _float_array(x_train)
    mean, _ = _moments(rows)
    deviation = np.sqrt(np.maximum((rows**2).mean(axis=0) - mean**2, 0))
    return _scaled(x_train, x_other, mean, np.where((np.ptp(rows, axis=0) == 0) | (deviation == 0), 1, deviation))


@mistake(
    standardize,
    title=Text("result cut to integers", zh="结果被截断为整数"),
    id="G-DTYPE",
    zh="结果被存进了整数数组：小数部分丢失了。",
)
def cut_to_integers(x_train, x_other):
    """You store the result in the integer dtype of the input, which cuts it off: make it floats."""
    found = standardize(x_train, x_other)
    given = (np.asarray(x_train), np.asarray(x_other))
    return tuple(np.trunc(new) if old.dtype.kind in "iu" else new for new, old in zip(found, given, strict=True))


@mistake(
    standardize,
    title=Text("caller's rows changed", zh="改变了调用者的数据"),
    id="G-INPLACE",
    zh="x_train -= … 改变了调用者的数据：请写新的数组。",
)
def changed_in_place(x_train, x_other):
    """x_train -= … changes the caller's rows: write x_train = x_train - …."""
    found = standardize(x_train, x_other)
    x_train[...] = found[0]
    return found
