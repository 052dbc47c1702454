"""Known ways to get poly_gap wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import poly_gap


def scaled(x, *others):
    """All divided by the largest size of x."""
    size = np.abs(x).max() or 1.0
    return [np.asarray(one, float) / size for one in (x, *others)]


def fitted(x, y, degree, rule=lambda design, y: np.linalg.lstsq(design, y, rcond=None)[0]):
    """Weights of powers of x, the constant first."""
    return rule(np.vander(x, degree + 1, increasing=True), y)


def said(weights, x):
    """The polynomial's values."""
    return np.vander(x, len(weights), increasing=True) @ weights


def errors(x, y, x_validation, y_validation, degrees, fit, measure=lambda r: (r**2).mean()):
    """Training and validation errors with weights fit(x, y, degree) on scaled x."""
    x, other = scaled(x, x_validation)
    weights = [fit(x, y, degree) for degree in degrees]
    return (
        np.array([measure(said(one, x) - y) for one in weights]),
        np.array([measure(said(one, other) - y_validation) for one in weights]),
    )


@mistake(
    poly_gap,
    title=Text("fitted on the validation set again", zh="在验证集上又拟合"),
    zh="你在验证集上又拟合了一次：只用 x 和 y 拟合，验证样本只用于测量。",
)
def fitted_on_validation_too(x, y, x_validation, y_validation, degrees):
    """You fit the validation samples anew: fit once, on x and y, and measure the same polynomial on both."""
    train, _ = poly_gap(x, y, x_validation, y_validation, degrees)
    (other,) = scaled(x_validation)
    weights = [fitted(other, y_validation, degree) for degree in degrees]
    return train, np.array([((said(one, other) - y_validation) ** 2).mean() for one in weights])


@mistake(
    poly_gap,
    title=Text("fitted on both sets together", zh="两组样本合在一起拟合"),
    zh="你把两组样本合在一起拟合：验证样本不能参与拟合。",
)
def fitted_on_all_samples(x, y, x_validation, y_validation, degrees):
    """You fit both sets together: then validation measures nothing new."""
    both = np.concatenate([x, x_validation]), np.concatenate([y, y_validation])
    size = np.abs(x).max() or 1.0
    weights = [fitted(both[0] / size, both[1], degree) for degree in degrees]
    return tuple(
        np.array([((said(one, places / size) - truth) ** 2).mean() for one in weights])
        for places, truth in ((x, y), (x_validation, y_validation))
    )


@mistake(
    poly_gap,
    title=Text("constant term missing", zh="少了常数项"),
    zh="你缺了常数项：degree 次多项式有 degree + 1 个系数。",
)
def constant_missing(x, y, x_validation, y_validation, degrees):
    """The constant is missing: a polynomial of degree d has d + 1 coefficients."""
    x, other = scaled(x, x_validation)
    found = []
    for degree in degrees:
        design, apart = (np.vander(one, degree + 1, increasing=True)[:, 1:] for one in (x, other))
        weights = np.linalg.lstsq(design, y, rcond=None)[0]
        found.append([((design @ weights - y) ** 2).mean(), ((apart @ weights - y_validation) ** 2).mean()])
    return tuple(np.array(found).T)


@mistake(
    poly_gap,
    title=Text("highest power missing", zh="少了最高次"),
    zh="最高次缺失：np.vander(x, degree) 只到 degree - 1 次。",
)
def highest_power_missing(x, y, x_validation, y_validation, degrees):
    """The highest power is missing: np.vander(x, degree) ends with degree - 1."""
    return poly_gap(x, y, x_validation, y_validation, [max(degree - 1, 0) for degree in degrees])


@mistake(poly_gap, title=Text("middle powers missing", zh="少了中间的次数"), zh="只有最高次和常数：中间的次数也要。")
def middle_powers_missing(x, y, x_validation, y_validation, degrees):
    """You fit a constant and the highest power alone: all powers between belong to it."""
    x, other = scaled(x, x_validation)
    found = []
    for degree in degrees:
        design, apart = (np.stack([one**0, one**degree], axis=1) for one in (x, other))
        weights = np.linalg.lstsq(design, y, rcond=None)[0]
        found.append([((design @ weights - y) ** 2).mean(), ((apart @ weights - y_validation) ** 2).mean()])
    return tuple(np.array(found).T)


@mistake(
    poly_gap, title=Text("sum of squares", zh="返回了平方和"), id="G-SUMMEAN", zh="要的是均方误差；你给出了平方和。"
)
def sums_of_squares(x, y, x_validation, y_validation, degrees):
    """The mean square error is asked: yours is the sum of squares."""
    train, validation = poly_gap(x, y, x_validation, y_validation, degrees)
    return train * len(x), validation * len(x_validation)


@mistake(poly_gap, title=Text("root of the mean square", zh="又开了平方根"), zh="要的是均方误差，不开根号。")
def root_mean_squares(x, y, x_validation, y_validation, degrees):
    """The mean square error is asked: you took its root."""
    return tuple(np.sqrt(one) for one in poly_gap(x, y, x_validation, y_validation, degrees))


@mistake(poly_gap, title=Text("extra factor 1/2", zh="多了1/2"), zh="要的是均方误差，没有 1/2。")
def half_the_error(x, y, x_validation, y_validation, degrees):
    """The mean square error has no factor 1/2."""
    return tuple(one / 2 for one in poly_gap(x, y, x_validation, y_validation, degrees))


@mistake(
    poly_gap,
    title=Text("divided by degrees of freedom", zh="除以了自由度"),
    zh="误差除以样本数，不是自由度 n - degree - 1。",
)
def divided_by_degrees_of_freedom(x, y, x_validation, y_validation, degrees):
    """Divide by the number of samples: you divide by what is left after the coefficients, n - d - 1."""
    train, validation = poly_gap(x, y, x_validation, y_validation, degrees)
    return train * len(x) / np.maximum(len(x) - np.array(degrees) - 1, 1), validation


@mistake(poly_gap, title=Text("absolute errors", zh="用了绝对误差"), zh="要的是平方误差；你取了绝对值。")
def mean_absolute_errors(x, y, x_validation, y_validation, degrees):
    """Square errors are asked: you took absolute ones."""
    return errors(x, y, x_validation, y_validation, degrees, fitted, lambda r: np.abs(r).mean())


@mistake(
    poly_gap, title=Text("degrees sorted", zh="把次数排了序"), zh="你按 degree 排了序；答案的次序与 degrees 相同。"
)
def sorted_by_degree(x, y, x_validation, y_validation, degrees):
    """You sorted the degrees: the answer keeps the order of `degrees`."""
    return poly_gap(x, y, x_validation, y_validation, sorted(degrees))


@mistake(
    poly_gap, title=Text("every degree from 0", zh="从0次起都做了"), zh="你对 0 到最大次数都做了；只要 degrees 里的。"
)
def every_degree_up_to_the_highest(x, y, x_validation, y_validation, degrees):
    """You go through all degrees from 0 on: only those in `degrees` are asked, in their order."""
    return poly_gap(x, y, x_validation, y_validation, list(range(max(degrees) + 1)))


@mistake(
    poly_gap,
    title=Text("gap instead of validation error", zh="返回差而非验证误差"),
    zh="你给出了差 validation - train；要的是两个误差。",
)
def gap_for_validation(x, y, x_validation, y_validation, degrees):
    """You return the gap in place of the validation error: both errors are asked."""
    train, validation = poly_gap(x, y, x_validation, y_validation, degrees)
    return train, validation - train


@mistake(poly_gap, title=Text("results exchanged", zh="返回的顺序反了"), zh="返回顺序是 (train, validation)。")
def results_swapped(x, y, x_validation, y_validation, degrees):
    """The training errors come first, then those of validation."""
    return poly_gap(x, y, x_validation, y_validation, degrees)[::-1]


@mistake(
    poly_gap,
    title=Text("normal equations without scaling x", zh="没有缩放x就用正规方程"),
    zh="x 有 1000 那么大时，正规方程 (X'X) 的条件数太大：先缩放 x。",
)
def normal_equations_of_large_powers(x, y, x_validation, y_validation, degrees):
    """With powers of 1000 the normal equations have no digits left: scale x first."""
    train, validation = [], []
    for degree in degrees:
        design, other = (np.vander(one, degree + 1) for one in (x, x_validation))
        weights = np.linalg.pinv(design.T @ design) @ (design.T @ y)
        train.append(((design @ weights - y) ** 2).mean())
        validation.append(((other @ weights - y_validation) ** 2).mean())
    return np.array(train), np.array(validation)


@mistake(
    poly_gap,
    title=Text("least squares without scaling x", zh="没有缩放x就用最小二乘"),
    zh="x 有 1000 那么大时，lstsq 把低次项当成零丢掉了：先缩放 x。",
)
def least_squares_of_large_powers(x, y, x_validation, y_validation, degrees):
    """Beside powers of 1000 lstsq takes the small ones for nothing and leaves them out: scale x first."""
    train, validation = [], []
    for degree in degrees:
        design, other = (np.vander(one, degree + 1) for one in (x, x_validation))
        weights = np.linalg.lstsq(design, y, rcond=None)[0]
        train.append(((design @ weights - y) ** 2).mean())
        validation.append(((other @ weights - y_validation) ** 2).mean())
    return np.array(train), np.array(validation)


@mistake(
    poly_gap,
    title=Text("validation x scaled by itself", zh="验证集的x用了自己的尺度"),
    zh="验证集的 x 要用训练集的尺度缩放；你用了它自己的。",
)
def validation_scaled_by_itself(x, y, x_validation, y_validation, degrees):
    """You scale the validation x by its own size: use that of the training x for both."""
    (inside,), (other,) = scaled(x), scaled(x_validation)
    weights = [fitted(inside, y, degree) for degree in degrees]
    train = np.array([((said(one, inside) - y) ** 2).mean() for one in weights])
    return train, np.array([((said(one, other) - y_validation) ** 2).mean() for one in weights])


@mistake(
    poly_gap,
    title=Text("penalty added", zh="加了正则化"),
    zh="加了正则化：要的是普通最小二乘。",
    variants={"weight": (1e-8, 1e-6, 1e-3)},
)
def penalty_added(x, y, x_validation, y_validation, degrees, *, weight):
    """You add a penalty: plain least squares is asked."""

    def rule(design, y):
        return np.linalg.solve(design.T @ design + weight * np.eye(design.shape[1]), design.T @ y)

    return errors(x, y, x_validation, y_validation, degrees, lambda x, y, degree: fitted(x, y, degree, rule))


@mistake(poly_gap, title=Text("mean of y not added back", zh="没有加回y的均值"), zh="y 被减去了平均值后没有加回来。")
def mean_never_added_again(x, y, x_validation, y_validation, degrees):
    """You subtract the mean of y and never add it again when you measure validation."""
    train, _ = poly_gap(x, y, x_validation, y_validation, degrees)
    inside, other = scaled(x, x_validation)
    weights = [fitted(inside, y - y.mean(), degree) for degree in degrees]
    return train, np.array([((said(one, other) - y_validation) ** 2).mean() for one in weights])
