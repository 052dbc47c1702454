"""Known ways to get ridge_closed_form wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import CUTOFF, ridge_closed_form
from ._shared import _float_array


def _centred(x, targets):
    """Samples and targets minus their means."""
    x, targets = _float_array(x), _float_array(targets)
    return x - x.mean(axis=0), targets - targets.mean()


def _shortest(moments, products):
    """The shortest of all solutions of a symmetric system."""
    return np.linalg.pinv(moments, rcond=CUTOFF, hermitian=True) @ products


def _with_bias(x, targets, weight):
    """A weight and the bias that fits it best."""
    return weight, float(np.mean(targets) - _float_array(x).mean(axis=0) @ weight)


def _singular(x, lam):
    """Whether the normal equations of centred samples have no single solution."""
    x = _float_array(x)
    return lam == 0 and np.linalg.matrix_rank(x - x.mean(axis=0), rtol=CUTOFF) < x.shape[1]


@mistake(
    ridge_closed_form,
    title=Text("intercept penalised", zh="截距被惩罚"),
    id="RG5",
    zh="截距被惩罚了：请先中心化，或把那一列的对角元设为 0。",
)
def intercept_penalised(x, targets, lam):
    """The intercept got penalised: centre the data or set that diagonal entry to 0."""
    x = _float_array(x)
    design = np.column_stack([x, np.ones(len(x))])
    found = _shortest(design.T @ design + lam * np.eye(design.shape[1]), design.T @ targets)
    return found[:-1], found[-1]


@mistake(
    ridge_closed_form,
    title=Text("samples not centred for w", zh="求w没有中心化"),
    id="RG5",
    zh="没有中心化就求 w：w 只应解释偏离均值的部分。",
)
def samples_not_centred(x, targets, lam):
    """You solve for w without centring: w has to explain what differs from the means alone."""
    x = _float_array(x)
    return _with_bias(x, targets, _shortest(x.T @ x + lam * np.eye(x.shape[1]), x.T @ targets))


@mistake(ridge_closed_form, title=Text("no intercept", zh="没有截距"), id="RG5", zh="没有截距：模型里有 b，它不是 0。")
def no_intercept(x, targets, lam):
    """You fit without a bias: the model has one, and it is not 0."""
    return samples_not_centred.function(x, targets, lam)[0], 0.0


@mistake(
    ridge_closed_form,
    title=Text("only the targets centred", zh="只中心化了目标"),
    id="RG5",
    zh="只中心化了目标，没有中心化样本。",
)
def targets_centred_alone(x, targets, lam):
    """You centre the targets and not the samples: both lose their means."""
    x = _float_array(x)
    products = x.T @ _centred(x, targets)[1]
    return _with_bias(x, targets, _shortest(x.T @ x + lam * np.eye(x.shape[1]), products))


@mistake(
    ridge_closed_form,
    title=Text("mean target as bias", zh="把目标均值当作偏置"),
    id="RG5",
    zh="b 还要减去 mean(x)·w：在原来的 x 上，目标的均值不是截距。",
)
def bias_is_the_mean_target(x, targets, lam):
    """b is the mean target minus mean(x) . w: your bias belongs to the centred samples."""
    return ridge_closed_form(x, targets, lam)[0], float(np.mean(targets))


@mistake(
    ridge_closed_form,
    title=Text("sign of the bias reversed", zh="偏置的符号反了"),
    id="RG4",
    zh="b 的符号反了：b = mean(y) - mean(x)·w。",
)
def sign_of_the_bias(x, targets, lam):
    """The bias has the wrong sign: b = mean(y) - mean(x) . w."""
    weight, bias = ridge_closed_form(x, targets, lam)
    return weight, -bias


@mistake(
    ridge_closed_form,
    title=Text("lam / 2 on the diagonal", zh="对角线用了lam/2"),
    id="RG2",
    zh="惩罚没有 1/2：对角线上是 lam，不是 lam / 2。",
)
def half_of_lam(x, targets, lam):
    """The penalty has no 1/2: lam stands on the diagonal, not lam / 2."""
    return ridge_closed_form(x, targets, lam / 2)


@mistake(
    ridge_closed_form,
    title=Text("2 lam on the diagonal", zh="对角线用了2 lam"),
    id="RG2",
    zh="两项求导都有因子 2，会约掉：对角线上是 lam，不是 2 lam。",
)
def twice_lam(x, targets, lam):
    """Both terms bring a factor 2, which cancels: lam stands on the diagonal, not 2 lam."""
    return ridge_closed_form(x, targets, 2 * lam)


@mistake(ridge_closed_form, title=Text("lam multiplied by N", zh="lam乘了N"), id="RG3", zh="损失是总和：lam 不乘以 N。")
def lam_times_samples(x, targets, lam):
    """The loss is a sum over samples: lam is not multiplied by N, which belongs to their mean."""
    return ridge_closed_form(x, targets, lam * len(x))


@mistake(ridge_closed_form, title=Text("lam divided by N", zh="lam除以了N"), id="RG3", zh="这里 lam 不除以 N。")
def lam_over_samples(x, targets, lam):
    """lam is not divided by N here."""
    return ridge_closed_form(x, targets, lam / len(x))


@mistake(
    ridge_closed_form,
    title=Text("lam beside a covariance", zh="lam与协方差相加"),
    id="RG3",
    zh="np.cov 除以了 N - 1：那里的 lam 大了 N - 1 倍。",
)
def lam_beside_a_covariance(x, targets, lam):
    """lam stands beside the sum X'X, not beside a covariance, which is divided by N - 1."""
    return ridge_closed_form(x, targets, lam * (len(x) - 1))


@mistake(
    ridge_closed_form,
    title=Text("lam added to every entry", zh="每个元素都加了lam"),
    id="RG11",
    zh="X'X + lam 把 lam 加到了每个元素上：应加 lam 乘单位矩阵。",
)
def lam_everywhere(x, targets, lam):
    """X'X + lam adds lam to every entry of the matrix: it is lam times the identity that is added."""
    centred, rest = _centred(x, targets)
    return _with_bias(x, targets, _shortest(centred.T @ centred + lam, centred.T @ rest))


@mistake(
    ridge_closed_form,
    title=Text("lam subtracted", zh="减去了lam"),
    id="RG4",
    zh="lam 的符号反了：它使矩阵更可逆，而不是更接近奇异。",
)
def lam_subtracted(x, targets, lam):
    """You subtract lam from the diagonal: it is added."""
    centred, rest = _centred(x, targets)
    moments = centred.T @ centred - lam * np.eye(centred.shape[1])
    return _with_bias(x, targets, _shortest(moments, centred.T @ rest))


@mistake(ridge_closed_form, title=Text("lam squared", zh="lam被平方"), zh="lam 被平方了：对角线上是 lam。")
def lam_squared(x, targets, lam):
    """You add the square of lam: lam itself stands on the diagonal."""
    return ridge_closed_form(x, targets, lam**2)


@mistake(
    ridge_closed_form,
    title=Text("plain least squares", zh="普通最小二乘"),
    id="RG15",
    zh="没有惩罚：这是普通最小二乘。",
)
def least_squares(x, targets, lam):
    """That is plain least squares: lam is missing."""
    return ridge_closed_form(x, targets, 0.0)


@mistake(
    ridge_closed_form,
    title=Text("features standardised first", zh="先标准化了特征"),
    id="RG16",
    zh="你先把特征标准化：惩罚的就不再是原来的权重了。",
)
def standardised_first(x, targets, lam):
    """You standardise the features first: then other weights are penalised than those that are asked."""
    spreads = _float_array(x).std(axis=0)
    spreads = np.where(spreads > 0, spreads, 1)
    weight, _ = ridge_closed_form(_float_array(x) / spreads, targets, lam)
    return _with_bias(x, targets, weight / spreads)


@mistake(
    ridge_closed_form,
    title=Text("small number on the diagonal", zh="对角线加了小数"),
    id="RG10",
    variants={"eps": (1e-8, 1e-6, 1e-4, 1e-3), "always": (True, False)},
    zh="为了能求逆而加的小数改变了答案：lam = 0 时要最短的精确解。",
)
def small_number_on_the_diagonal(x, targets, lam, *, eps, always):
    """The small number that you add to the diagonal changes the answer: for lam = 0 the shortest exact fit is asked."""
    return ridge_closed_form(x, targets, lam + eps if always or lam == 0 else lam)


@mistake(
    ridge_closed_form,
    title=Text("zeros for a singular system", zh="奇异时返回0"),
    id="RG10",
    zh="lam = 0 且 D >= N 时方程组奇异：请取最短的解（pinv 或 lstsq），而不是 0。",
)
def zero_where_singular(x, targets, lam):
    """For lam = 0 and D >= N the system is singular: take the shortest solution (pinv or lstsq), not zeros."""
    weight, bias = ridge_closed_form(x, targets, lam)
    return (np.zeros_like(weight), float(np.mean(targets))) if _singular(x, lam) else (weight, bias)


@mistake(
    ridge_closed_form,
    title=Text("another lam instead of 0", zh="lam为0时换了别的值"),
    id="RG10",
    zh="lam = 0 且矩阵奇异时你退回到了 lam = 1：应取最短的解。",
)
def another_lam_for_zero(x, targets, lam):
    """Where lam = 0 you take another lam (0 counts as false in Python): 0 is a value like any other."""
    return ridge_closed_form(x, targets, lam or 1.0)


@mistake(
    ridge_closed_form,
    title=Text("solution from the first columns", zh="只用前几列的解"),
    id="RG12",
    zh="多个解中你给了只用前几列的那个；要的是最短的。",
)
def first_columns_alone(x, targets, lam):
    """Of the weights that fit alike you give the one that uses the first columns; the shortest one is asked."""
    if not _singular(x, lam):
        return ridge_closed_form(x, targets, lam)
    centred, rest = _centred(x, targets)
    chosen = []
    for column in range(centred.shape[1]):
        trial = [*chosen, column]
        if np.linalg.matrix_rank(centred[:, trial], rtol=CUTOFF) == len(trial):
            chosen = trial
    weight = np.zeros(centred.shape[1])
    if chosen:
        weight[chosen] = np.linalg.lstsq(centred[:, chosen], rest, rcond=CUTOFF)[0]
    return _with_bias(x, targets, weight)


@mistake(
    ridge_closed_form,
    title=Text("shortest w and b together", zh="让w和b一起最短"),
    id="RG12",
    zh="最短指的是 w；你让 (w, b) 一起最短，b 也被算了进去。",
)
def bias_shortened_too(x, targets, lam):
    """The shortest w is asked, b being free; you made w and b together short."""
    if not _singular(x, lam):
        return ridge_closed_form(x, targets, lam)
    x = _float_array(x)
    found = np.linalg.lstsq(np.column_stack([x, np.ones(len(x))]), targets, rcond=CUTOFF)[0]
    return found[:-1], found[-1]


@mistake(
    ridge_closed_form,
    title=Text("gradient descent stops too early", zh="梯度下降停得太早"),
    id="RG17",
    variants={"steps": (30, 300)},
    zh="梯度下降在最小值之前就停了：要的是精确的最小值。",
)
def descent_that_stops_early(x, targets, lam, *, steps):
    """Your descent stops before it arrives: the exact minimum is asked, which a formula gives."""
    centred, rest = _centred(x, targets)
    weight, lr = np.zeros(centred.shape[1]), 0.2 / ((centred**2).sum() + lam + 1)
    for _ in range(steps):
        weight = weight - lr * (centred.T @ (centred @ weight - rest) + lam * weight)
    return _with_bias(x, targets, weight)


@mistake(
    ridge_closed_form,
    title=Text("mean cut to integers", zh="均值被截断为整数"),
    id="G-DTYPE",
    zh="均值被存成了整数：请先把 x 转成浮点数。",
)
def mean_cut_to_integers(x, targets, lam):
    """You stored the mean in the integer dtype of x, which cuts it off: turn x into floats first."""
    x = np.asarray(x)
    centred = _float_array(x) - x.mean(axis=0).astype(x.dtype)
    moments = centred.T @ centred + lam * np.eye(x.shape[1])
    return _with_bias(x, targets, _shortest(moments, centred.T @ _centred(x, targets)[1]))


@mistake(
    ridge_closed_form,
    title=Text("caller's samples centred in place", zh="在原数组上减了均值"),
    id="G-INPLACE",
    zh="x -= x.mean(axis=0) 改变了调用者的样本。",
)
def centred_in_place(x, targets, lam):
    """x -= x.mean(axis=0) changes the caller's samples: write x = x - x.mean(axis=0)."""
    found = ridge_closed_form(x, targets, lam)
    centred = _float_array(x)
    centred -= centred.mean(axis=0)
    return found


@mistake(
    ridge_closed_form,
    title=Text("means of rows", zh="按行求了均值"),
    id="G-AXIS",
    zh="每一行是一个样本：均值要沿轴 0 求。",
)
def means_of_rows(x, targets, lam):
    """Each row is one sample: subtract the mean over axis 0, one a feature."""
    x = _float_array(x)
    centred = x - x.mean(axis=1, keepdims=True)
    moments = centred.T @ centred + lam * np.eye(x.shape[1])
    return _with_bias(x, targets, _shortest(moments, centred.T @ _centred(x, targets)[1]))
