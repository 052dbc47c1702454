"""Known ways to get square_error_gradient wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import logreg_gradient, square_error_gradient
from . import _gradients as wrong
from ._shared import averaged, floats, logits_of, overflowing_sigmoid, sigmoid


def _with_slope(samples, labels, weights, bias, slope):
    """2 (f - y) times another slope than f (1 - f); `slope` takes f and the logits."""
    logits = logits_of(samples, weights, bias)
    f = sigmoid(logits)
    return averaged(samples, 2 * (f - floats(labels)) * slope(f, logits))


@mistake(
    square_error_gradient,
    title=Text("gradient of cross entropy", zh="用了交叉熵的梯度"),
    id="LR9",
    zh="这是交叉熵的梯度；平方误差保留因子 2 f (1 - f)。",
)
def gradient_of_cross_entropy(samples, labels, weights, bias):
    """That is the gradient of cross entropy; square error keeps the factor 2 f (1 - f)."""
    return logreg_gradient(samples, labels, weights, bias)


@mistake(
    square_error_gradient,
    title=Text("sigmoid's slope missing", zh="少了sigmoid的斜率"),
    id="LR9",
    zh="少了 sigmoid 的斜率 f (1 - f)：它在远离目标时消失，这就是平台。",
)
def slope_left_out(samples, labels, weights, bias):
    """The sigmoid's slope f (1 - f) is missing; far from the target it vanishes, and that is the plateau."""
    dweights, dbias = logreg_gradient(samples, labels, weights, bias)
    return 2 * dweights, 2 * dbias


@mistake(
    square_error_gradient,
    title=Text("factor 2 missing", zh="少了因子2"),
    id="LR9",
    zh="(f - y)² 的导数有因子 2；你的公式属于 ½ (f - y)²。",
)
def half_of_the_square(samples, labels, weights, bias):
    """The factor 2 is missing: your formula belongs to half of the square error."""
    dweights, dbias = square_error_gradient(samples, labels, weights, bias)
    return dweights / 2, dbias / 2


@mistake(
    square_error_gradient, title=Text("slope f only", zh="斜率只乘了f"), id="LR9", zh="斜率是 f (1 - f)；你只乘了 f。"
)
def slope_of_f_alone(samples, labels, weights, bias):
    """The slope is f (1 - f); you multiplied by f alone."""
    return _with_slope(samples, labels, weights, bias, lambda f, _: f)


@mistake(
    square_error_gradient,
    title=Text("slope 1 - f only", zh="斜率只乘了1 - f"),
    id="LR9",
    zh="斜率是 f (1 - f)；你只乘了 1 - f。",
)
def slope_of_the_rest_alone(samples, labels, weights, bias):
    """The slope is f (1 - f); you multiplied by 1 - f alone."""
    return _with_slope(samples, labels, weights, bias, lambda f, _: 1 - f)


@mistake(
    square_error_gradient,
    title=Text("slope taken at the logit", zh="斜率用了logit"),
    id="LR9",
    zh="斜率 f (1 - f) 要代入 sigmoid 的输出，不是 logit。",
)
def slope_of_the_logit(samples, labels, weights, bias):
    """The slope f (1 - f) takes the sigmoid's output; you put the logit into it."""
    return _with_slope(samples, labels, weights, bias, lambda _, z: z * (1 - z))


@mistake(
    square_error_gradient,
    title=Text("slope of tanh", zh="用了tanh的斜率"),
    id="LR9",
    zh="1 - f² 是 tanh 的斜率；sigmoid 的斜率是 f (1 - f)。",
)
def slope_of_tanh(samples, labels, weights, bias):
    """1 - f^2 is the slope of tanh; the sigmoid's is f (1 - f)."""
    return _with_slope(samples, labels, weights, bias, lambda f, _: 1 - f**2)


@mistake(
    square_error_gradient,
    title=Text("slope applied twice", zh="斜率乘了两次"),
    id="LR8",
    zh="斜率乘了两次：f (1 - f) 只出现一次。",
)
def slope_twice(samples, labels, weights, bias):
    """The slope f (1 - f) occurs once; you multiplied by it twice."""
    return _with_slope(samples, labels, weights, bias, lambda f, _: (f * (1 - f)) ** 2)


@mistake(
    square_error_gradient,
    title=Text("sum over the batch", zh="对批次求和而非平均"),
    id="LR5",
    zh="损失对批次取平均：你的梯度大了 N 倍。",
)
def summed_over_the_batch(samples, labels, weights, bias):
    """The loss is the mean over the batch; your gradient is N times too large."""
    return wrong.summed(square_error_gradient, samples, labels, weights, bias)


@mistake(
    square_error_gradient,
    title=Text("averaged over features too", zh="对特征也取了平均"),
    id="LR6",
    zh="你除以了 N·D；只对样本取平均，不对特征。",
)
def averaged_over_features_too(samples, labels, weights, bias):
    """You divided by N times D: samples are averaged, features are not."""
    return wrong.over_features_too(square_error_gradient, samples, labels, weights, bias)


@mistake(
    square_error_gradient,
    title=Text("bias gradient summed", zh="偏置梯度没有取平均"),
    id="LR5",
    zh="偏置的梯度也要取平均：你只对权重除以了 N。",
)
def bias_summed(samples, labels, weights, bias):
    """The bias's gradient is a mean, too: you divided that of the weights alone by N."""
    return wrong.bias_summed(square_error_gradient, samples, labels, weights, bias)


@mistake(
    square_error_gradient,
    title=Text("sign reversed", zh="符号反了"),
    id="LR7",
    zh="符号反了：梯度是 2 (f - y) f (1 - f) x，你返回的是下降方向。",
)
def direction_of_descent(samples, labels, weights, bias):
    """Your sign is reversed: you return the direction of descent, the gradient itself has f - y."""
    return wrong.ascent(square_error_gradient, samples, labels, weights, bias)


@mistake(
    square_error_gradient,
    title=Text("exponential overflows", zh="exp溢出"),
    id="LR1",
    zh="logit 很大时 exp(z) / (1 + exp(z)) 是 NaN；此处 f 就是 1。",
)
def overflowing(samples, labels, weights, bias):
    """For a large logit exp(z) / (1 + exp(z)) is inf / inf, NaN; f is 1 there, and its slope 0."""
    with np.errstate(invalid="ignore"):
        f = overflowing_sigmoid(logits_of(samples, weights, bias))
        return averaged(samples, 2 * (f - floats(labels)) * f * (1 - f))


@mistake(
    square_error_gradient,
    title=Text("exponential in the slope overflows", zh="斜率里的exp溢出"),
    id="LR1",
    zh="exp(-z) / (1 + exp(-z))² 在 z 很小时是 inf / inf；斜率是 0。",
)
def overflowing_slope(samples, labels, weights, bias):
    """exp(-z) / (1 + exp(-z))^2 is inf / inf where z is far below 0; the slope there is 0."""
    with np.errstate(over="ignore", invalid="ignore"):
        return _with_slope(samples, labels, weights, bias, lambda _, z: np.exp(-z) / (1 + np.exp(-z)) ** 2)


@mistake(
    square_error_gradient,
    title=Text("probabilities clipped", zh="截断了概率"),
    id="LR2",
    variants={"eps": (1e-8, 1e-7, 1e-6, 1e-5)},
    zh="你截断了概率：平台上本应没有梯度，现在还剩 eps 乘以一个很大的特征。",
)
def clipped_probabilities(samples, labels, weights, bias, *, eps):
    """You clip the probabilities: on the plateau your bound remains as a slope, times features of thousands."""
    f = np.clip(sigmoid(logits_of(samples, weights, bias)), eps, 1 - eps)
    return averaged(samples, 2 * (f - floats(labels)) * f * (1 - f))


@mistake(
    square_error_gradient,
    title=Text("soft labels counted as 0", zh="软标签被当作0"),
    id="LR20",
    zh="软标签被当成了 0：请直接用标签这个数。",
)
def soft_labels_taken_for_0(samples, labels, weights, bias):
    """You ask whether a label is 1: a soft label of 0.7 then counts as 0. Use the number itself."""
    return wrong.decided(square_error_gradient, samples, labels, weights, bias)


@mistake(
    square_error_gradient,
    title=Text("labels converted to ±1", zh="标签换成了±1"),
    id="LR10",
    zh="你把标签换成了 ±1；sigmoid 的输出在 0 和 1 之间，标签也一样。",
)
def labels_stretched(samples, labels, weights, bias):
    """You turned the labels into -1 and +1; a sigmoid lies between 0 and 1, and so do its labels."""
    return square_error_gradient(samples, 2 * floats(labels) - 1, weights, bias)


@mistake(
    square_error_gradient,
    title=Text("decision instead of probability", zh="用判定代替概率"),
    id="LR19",
    zh="你用了 0/1 的判定；梯度里是概率 f 本身。",
)
def decision_for_probability(samples, labels, weights, bias):
    """You used the decision, 0 or 1, where the gradient has the probability itself."""
    logits = logits_of(samples, weights, bias)
    f = sigmoid(logits)
    return averaged(samples, 2 * ((logits > 0) - floats(labels)) * f * (1 - f))


@mistake(
    square_error_gradient, title=Text("bias missing", zh="漏掉了偏置"), id="LR14", zh="你漏掉了偏置：logit 是 w·x + b。"
)
def bias_left_out(samples, labels, weights, bias):
    """You left the bias out of the logits: they are w . x + b."""
    return wrong.without_bias(square_error_gradient, samples, labels, weights, bias)


@mistake(
    square_error_gradient,
    title=Text("samples in the bias gradient", zh="偏置梯度乘了样本"),
    id="LR14",
    zh="偏置的梯度里没有样本：你对权重的梯度取了平均。",
)
def bias_like_a_weight(samples, labels, weights, bias):
    """No sample stands in the bias's gradient: you averaged the weights' gradient."""
    return wrong.bias_times_samples(square_error_gradient, samples, labels, weights, bias)


@mistake(
    square_error_gradient,
    title=Text("slope missing for the bias", zh="偏置梯度少了斜率"),
    id="LR9",
    zh="权重的梯度对了，偏置的梯度少了斜率 f (1 - f)。",
)
def bias_without_slope(samples, labels, weights, bias):
    """Your weights' gradient is right; that of the bias lacks the slope f (1 - f)."""
    return square_error_gradient(samples, labels, weights, bias)[0], (
        2 * logreg_gradient(samples, labels, weights, bias)[1]
    )


@mistake(
    square_error_gradient,
    title=Text("N x N matrix of pairs", zh="变成了N x N的矩阵"),
    id="LR12",
    zh="一列减一行成了 N x N 的矩阵：先把形状统一成 (N,)。",
)
def all_pairs(samples, labels, weights, bias):
    """A column minus a row became N x N: every probability met every label. Bring both to (N,) first."""
    f = sigmoid(logits_of(samples, weights, bias))
    pulls = 2 * (f[:, None] - floats(labels)).mean(axis=1) * f * (1 - f)
    return averaged(samples, pulls)


@mistake(
    square_error_gradient,
    title=Text("differences in the labels' type", zh="误差沿用标签的类型"),
    id="G-DTYPE",
    zh="标签的整数类型里没有小数：概率被截成了 0。",
)
def probabilities_in_the_labels_dtype(samples, labels, weights, bias):
    """You cast the differences to the labels' dtype: as integers they are all 0."""
    logits = logits_of(samples, weights, bias)
    f, labels = sigmoid(logits), np.asarray(labels)
    differences = (f - floats(labels)).astype(labels.dtype).astype(float)
    return averaged(samples, 2 * differences * f * (1 - f))


@mistake(
    square_error_gradient,
    title=Text("caller's samples changed", zh="改变了调用者的样本"),
    id="G-INPLACE",
    zh="你在调用者的样本上做乘法：它们被改变了。",
)
def scaled_in_place(samples, labels, weights, bias):
    """You multiply the slopes into the caller's own samples: these are changed, and read-only ones fail."""
    f = sigmoid(logits_of(samples, weights, bias))
    pulls = 2 * (f - floats(labels)) * f * (1 - f)
    samples = floats(samples)
    samples *= pulls[:, None]
    return samples.mean(axis=0), pulls.mean()
