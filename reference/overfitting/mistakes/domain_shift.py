"""Known ways to get domain_shift wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import domain_shift


def floats(values):
    """In float64; float64 is the caller's own memory."""
    return np.asarray(values).astype(np.float64, copy=False)


def constant(source, target):
    """Features that are constant in both sets."""
    return (source == source[0]).all(axis=0) & (target == target[0]).all(axis=0)


#: Most who have another formula let 0 / 0 and 1 / 0 come as they are; some treat constant features as asked.
EITHER = {"careful": (True, False)}


def over(source, target, spread, careful):
    """The shift with another spread(source, target); constant features as asked if careful, else as they come."""
    source, target = floats(source), floats(target)
    with np.errstate(all="ignore"):
        other = np.abs(source.mean(axis=0) - target.mean(axis=0)) / spread(source, target)
    if not careful:
        return other
    return np.where(constant(source, target), domain_shift(source, target), np.where(np.isnan(other), 0.0, other))


def scatter(part):
    """Squares around the set's own mean, summed."""
    return ((part - part.mean(axis=0)) ** 2).sum(axis=0)


@mistake(
    domain_shift,
    title=Text("divided by N1 + N2 - 2", zh="除以了N1 + N2 - 2"),
    zh="你除以了 N1 + N2 - 2；这里除以 N1 + N2。",
    variants=EITHER,
)
def divided_by_degrees_of_freedom(source, target, *, careful):
    """You divide by N1 + N2 - 2, as Cohen's d does: here it is N1 + N2."""
    return over(source, target, lambda s, t: np.sqrt((scatter(s) + scatter(t)) / max(len(s) + len(t) - 2, 1)), careful)


@mistake(
    domain_shift,
    title=Text("variances averaged without weights", zh="方差没有加权就平均"),
    zh="两个方差的简单平均：样本数不同时要按样本数加权。",
    variants=EITHER,
)
def variances_averaged(source, target, *, careful):
    """You average the two variances: sets of different size count by their numbers of samples."""
    return over(source, target, lambda s, t: np.sqrt((s.var(axis=0) + t.var(axis=0)) / 2), careful)


@mistake(
    domain_shift,
    title=Text("standard deviations averaged", zh="标准差取了平均"),
    zh="两个标准差的平均不是合并标准差：先平均方差再开根号。",
    variants=EITHER,
)
def deviations_averaged(source, target, *, careful):
    """You average standard deviations: average the variances, then take the root."""
    return over(
        source, target, lambda s, t: (len(s) * s.std(axis=0) + len(t) * t.std(axis=0)) / (len(s) + len(t)), careful
    )


@mistake(
    domain_shift,
    title=Text("weights exchanged", zh="权重弄反"),
    zh="权重互换了：每个集合按自己的样本数计入。",
    variants=EITHER,
)
def weights_swapped(source, target, *, careful):
    """Your weights are swapped: each set counts by its own number of samples."""
    return over(
        source,
        target,
        lambda s, t: np.sqrt((len(t) * s.var(axis=0) + len(s) * t.var(axis=0)) / (len(s) + len(t))),
        careful,
    )


@mistake(
    domain_shift,
    title=Text("deviation of all samples together", zh="合并样本的标准差"),
    zh="这是所有样本合在一起的标准差，均值之差也算了进去：每个集合围绕自己的均值。",
    variants=EITHER,
)
def spread_of_all_samples(source, target, *, careful):
    """That is the deviation of all samples together, which the shift itself makes large: each set has its own mean."""
    return over(source, target, lambda s, t: np.concatenate([s, t]).std(axis=0), careful)


@mistake(
    domain_shift,
    title=Text("deviation of the source only", zh="只用了源集合的标准差"),
    zh="只用了源集合的标准差。",
    variants=EITHER,
)
def spread_of_the_source(source, target, *, careful):
    """You use the spread of the source alone: both sets vary."""
    return over(source, target, lambda s, _: s.std(axis=0), careful)


@mistake(
    domain_shift,
    title=Text("deviation of the target only", zh="只用了目标集合的标准差"),
    zh="只用了目标集合的标准差。",
    variants=EITHER,
)
def spread_of_the_target(source, target, *, careful):
    """You use the spread of the target alone: both sets vary."""
    return over(source, target, lambda _, t: t.std(axis=0), careful)


@mistake(
    domain_shift, title=Text("divided by the variance", zh="除以了方差"), zh="要除以标准差，不是方差。", variants=EITHER
)
def divided_by_the_variance(source, target, *, careful):
    """Divide by the standard deviation: you divide by the variance."""
    return over(source, target, lambda s, t: (scatter(s) + scatter(t)) / (len(s) + len(t)), careful)


@mistake(domain_shift, title=Text("variances added", zh="方差相加没有平均"), zh="方差之和没有取平均。", variants=EITHER)
def variances_added(source, target, *, careful):
    """You add the two variances: the pooled one is their mean, weighted by the numbers of samples."""
    return over(source, target, lambda s, t: np.sqrt(s.var(axis=0) + t.var(axis=0)), careful)


@mistake(
    domain_shift, title=Text("t statistic", zh="t统计量"), zh="这是 t 统计量：除以了均值的标准误。", variants=EITHER
)
def t_statistic(source, target, *, careful):
    """That is the t statistic, divided by the standard error of the means: divide by the deviation of samples."""
    return over(
        source,
        target,
        lambda s, t: np.sqrt((scatter(s) + scatter(t)) / max(len(s) + len(t) - 2, 1) * (1 / len(s) + 1 / len(t))),
        careful,
    )


@mistake(domain_shift, title=Text("absolute value missing", zh="没有取绝对值"), zh="要取绝对值。")
def sign_kept(source, target):
    """The absolute difference is asked: yours has a sign."""
    source, target = floats(source), floats(target)
    return domain_shift(source, target) * np.where(source.mean(axis=0) < target.mean(axis=0), -1.0, 1.0)


@mistake(domain_shift, title=Text("not divided by the deviation", zh="没有除以标准差"), zh="你没有除以标准差。")
def not_divided(source, target):
    """You do not divide by the deviation: a shift of 1 is much or little, as the feature varies."""
    return np.abs(floats(source).mean(axis=0) - floats(target).mean(axis=0))


@mistake(
    domain_shift,
    title=Text("averaged over the features", zh="对特征取了平均"),
    zh="要的是每个特征的一个数；你取了平均。",
)
def averaged_over_features(source, target):
    """One number for each feature is asked: you average over them."""
    found = domain_shift(floats(source), floats(target))
    return np.full(found.shape, found[np.isfinite(found)].mean() if np.isfinite(found).any() else 0.0)


@mistake(domain_shift, title=Text("medians instead of means", zh="用中位数代替均值"), zh="应比较均值；你用了中位数。")
def medians_for_means(source, target):
    """Means are compared: you took medians."""
    source, target = floats(source), floats(target)
    moved = np.abs(source.mean(axis=0) - target.mean(axis=0))
    other = np.abs(np.median(source, axis=0) - np.median(target, axis=0))
    found = domain_shift(source, target)
    with np.errstate(all="ignore"):
        return np.where(np.isfinite(found) & (moved > 0), found * other / moved, found)


@mistake(
    domain_shift,
    title=Text("mean over the wrong axis", zh="平均的轴错了"),
    id="G-AXIS",
    zh="你对特征（axis 1）取了平均：每列是一个特征。",
)
def reduced_over_features(source, target):
    """You reduce over the features: each column is one, so means run over axis 0."""
    source, target = floats(source).T, floats(target).T
    count = min(source.shape[1], target.shape[1])
    return domain_shift(source[:, :count], target[:, :count])


@mistake(
    domain_shift,
    title=Text("NaN for equal constants", zh="相同常数得到NaN"),
    zh="0 / 0 是 NaN：两个集合中都不变且相同的特征为 0。",
)
def nan_where_nothing_varies(source, target):
    """0 / 0 is NaN: a feature that is constant and equal in both sets has shift 0."""
    source, target = floats(source), floats(target)
    found = domain_shift(source, target)
    return np.where(constant(source, target) & (source[0] == target[0]), np.nan, found)


@mistake(
    domain_shift, title=Text("0 for different constants", zh="不同常数得到0"), zh="不变但不同的特征应为无穷；你给了 0。"
)
def zero_where_nothing_varies(source, target):
    """A feature that is constant, but another number in each set, has an infinite shift: you give 0."""
    source, target = floats(source), floats(target)
    return np.where(constant(source, target), 0.0, domain_shift(source, target))


@mistake(
    domain_shift,
    title=Text("infinity for equal constants", zh="相同常数得到无穷"),
    zh="相同的常数应为 0；你对所有不变的特征都给了无穷。",
)
def infinite_where_nothing_varies(source, target):
    """A feature that is the same constant in both sets has shift 0: you give infinity."""
    source, target = floats(source), floats(target)
    return np.where(constant(source, target), np.inf, domain_shift(source, target))


@mistake(
    domain_shift,
    title=Text("constant in one set only", zh="只有一个集合不变就特殊处理"),
    zh="两个集合中都不变才算不变；你在只有一个不变时就特殊处理了。",
)
def constant_in_one_set(source, target):
    """A feature must be constant in both sets to be special: one that varies in either has an ordinary shift."""
    source, target = floats(source), floats(target)
    one = (source == source[0]).all(axis=0) | (target == target[0]).all(axis=0)
    rigid = np.where(source.mean(axis=0) == target.mean(axis=0), 0.0, np.inf)
    return np.where(one, rigid, domain_shift(source, target))


@mistake(
    domain_shift,
    title=Text("small number in the divisor", zh="除数里加了小数"),
    zh="分母里加的小数改变了结果，无穷也变成了有限的数。",
    variants={"eps": (1e-12, 1e-8, 1e-6)},
)
def small_number_in_the_divisor(source, target, *, eps):
    """The small number that you add to the deviation makes an infinite shift finite, and changes the others."""
    source, target = floats(source), floats(target)
    pooled = np.sqrt((scatter(source) + scatter(target)) / (len(source) + len(target)))
    return np.abs(source.mean(axis=0) - target.mean(axis=0)) / (pooled + eps)


@mistake(
    domain_shift,
    title=Text("deviation compared with 0", zh="判断标准差是否等于0"),
    zh="三个 0.1 的标准差是 1e-17 而不是 0：用 std == 0 看不出常数。",
)
def constant_told_by_its_deviation(source, target):
    """0.1 throughout has a deviation of 1e-17, not 0: see whether a feature is constant by its values."""
    source, target = floats(source), floats(target)
    moved = np.abs(source.mean(axis=0) - target.mean(axis=0))
    pooled = np.sqrt((scatter(source) + scatter(target)) / (len(source) + len(target)))
    with np.errstate(all="ignore"):
        return np.where(moved == 0, 0.0, moved / pooled)


@mistake(
    domain_shift,
    title=Text("nearly equal taken for constant", zh="把近似相等当作常数"),
    zh="np.isclose 允许十万分之一的差别：1e5 附近变化不到 1 的特征并不是常数。比较数值本身是否相等。",
)
def nearly_equal_taken_for_constant(source, target):
    """np.isclose allows a hundred-thousandth: at 1e5 a feature may vary by 1 and is not constant. Compare with ==."""
    first, other = floats(source)[0], floats(target)[0]
    still = np.isclose(source, first).all(axis=0) & np.isclose(target, other).all(axis=0)
    return np.where(still, np.where(np.isclose(first, other), 0.0, np.inf), domain_shift(source, target))


@mistake(
    domain_shift,
    title=Text("mean square minus squared mean", zh="平方的均值减均值的平方"),
    zh="平方的平均减去平均的平方，在远离原点处没有有效数字。",
    variants=EITHER,
)
def mean_of_squares_minus_squared_mean(source, target, *, careful):
    """The mean of squares minus the squared mean has no digits left far from the origin: subtract the mean first."""
    return over(
        source,
        target,
        lambda s, t: np.sqrt(
            np.maximum((s**2).sum(0) - len(s) * s.mean(0) ** 2 + (t**2).sum(0) - len(t) * t.mean(0) ** 2, 0)
            / (len(s) + len(t))
        ),
        careful,
    )


@mistake(
    domain_shift,
    title=Text("squares of small integers overflow", zh="小整数的平方溢出"),
    id="G-DTYPE",
    zh="uint8 的平方会溢出：先转成浮点数。",
)
def overflowing_squares(source, target):
    """Squares of small integers overflow: turn the samples into floats first."""
    squares = sum((part**2).sum(axis=0, dtype=float) - len(part) * part.mean(axis=0) ** 2 for part in (source, target))
    pooled = np.sqrt(np.maximum(squares, 0) / (len(source) + len(target)))
    moved = np.abs(source.mean(axis=0) - target.mean(axis=0))
    with np.errstate(all="ignore"):
        return np.where(constant(source, target), domain_shift(source, target), moved / pooled)


@mistake(
    domain_shift,
    title=Text("caller's samples centred in place", zh="在原数组上减了均值"),
    id="G-INPLACE",
    zh="source -= mean 改变了调用者的数组。",
)
def samples_centred_in_place(source, target):
    """source -= … changes the caller's samples: subtract into an array of your own."""
    found = domain_shift(source, target)
    centred = floats(source)
    centred -= centred.mean(axis=0)
    return found
