"""Known ways to get logreg_gradient wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import logreg_gradient
from . import _gradients as wrong
from ._shared import averaged, floats, logits_of, overflowing_sigmoid, sigmoid


@mistake(
    logreg_gradient,
    title=Text("sum over the batch", zh="对批次求和而非平均"),
    id="LR5",
    zh="损失对批次取平均：你的梯度大了 N 倍。",
)
def summed_over_the_batch(samples, labels, weights, bias):
    """The loss is the mean over the batch; your gradient is N times too large."""
    return wrong.summed(logreg_gradient, samples, labels, weights, bias)


@mistake(
    logreg_gradient,
    title=Text("averaged over features too", zh="对特征也取了平均"),
    id="LR6",
    zh="你除以了 N·D；只对样本取平均，不对特征。",
)
def averaged_over_features_too(samples, labels, weights, bias):
    """You divided by N times D: samples are averaged, features are not."""
    return wrong.over_features_too(logreg_gradient, samples, labels, weights, bias)


@mistake(
    logreg_gradient,
    title=Text("bias gradient summed", zh="偏置梯度没有取平均"),
    id="LR5",
    zh="偏置的梯度也要取平均：你只对权重除以了 N。",
)
def bias_summed(samples, labels, weights, bias):
    """The bias's gradient is a mean, too: you divided that of the weights alone by N."""
    return wrong.bias_summed(logreg_gradient, samples, labels, weights, bias)


@mistake(
    logreg_gradient,
    title=Text("sign reversed", zh="符号反了"),
    id="LR7",
    zh="符号反了：你返回的是上升方向 y - f；梯度是 (f - y) x。",
)
def direction_of_descent(samples, labels, weights, bias):
    """Your sign is reversed: you return the direction of descent, the gradient itself has f - y."""
    return wrong.ascent(logreg_gradient, samples, labels, weights, bias)


@mistake(
    logreg_gradient,
    title=Text("extra factor f (1 - f)", zh="多乘了f(1 - f)"),
    id="LR8",
    zh="交叉熵的导数里 sigmoid 的斜率已被约去：不应再乘 f (1 - f)。",
)
def slope_kept(samples, labels, weights, bias):
    """For cross entropy the sigmoid's derivative cancels: f - y is all that is left, you multiplied by f (1 - f)."""
    f = sigmoid(logits_of(samples, weights, bias))
    return averaged(samples, (f - floats(labels)) * f * (1 - f))


@mistake(
    logreg_gradient,
    title=Text("gradient of the square error", zh="用了平方误差的梯度"),
    id="LR8",
    zh="这是平方误差的梯度；题目要的是交叉熵的。",
)
def gradient_of_square_error(samples, labels, weights, bias):
    """That is the gradient of the square error; cross entropy's is asked."""
    f = sigmoid(logits_of(samples, weights, bias))
    return averaged(samples, 2 * (f - floats(labels)) * f * (1 - f))


@mistake(
    logreg_gradient,
    title=Text("decision instead of probability", zh="用判定代替概率"),
    id="LR19",
    zh="你用了 0/1 的判定；梯度里是概率 f 本身（你的是感知机的更新）。",
)
def decision_for_probability(samples, labels, weights, bias):
    """You used the decision, 0 or 1: that is the perceptron's rule, the gradient has the probability itself."""
    return wrong.by_prediction(samples, labels, weights, bias)


@mistake(
    logreg_gradient,
    title=Text("sigmoid missing", zh="漏掉了sigmoid"),
    id="LR19",
    zh="你漏掉了 sigmoid：那是线性回归的梯度。",
)
def linear_regression(samples, labels, weights, bias):
    """You left the sigmoid out: that is the gradient of linear regression."""
    return averaged(samples, logits_of(samples, weights, bias) - floats(labels))


@mistake(
    logreg_gradient,
    title=Text("exponential overflows", zh="exp溢出"),
    id="LR1",
    zh="logit 很大时 exp(z) / (1 + exp(z)) 是 NaN；此处 f 就是 1。",
)
def overflowing(samples, labels, weights, bias):
    """For a large logit exp(z) / (1 + exp(z)) is inf / inf, NaN; f is 1 there."""
    with np.errstate(invalid="ignore"):
        return averaged(samples, overflowing_sigmoid(logits_of(samples, weights, bias)) - floats(labels))


@mistake(
    logreg_gradient,
    title=Text("probabilities clipped", zh="截断了概率"),
    id="LR2",
    variants={"eps": (1e-8, 1e-7, 1e-6, 1e-5)},
    zh="你截断了概率：饱和且正确的样本本应毫无拉力，现在还剩 eps 乘以一个很大的特征。",
)
def clipped_probabilities(samples, labels, weights, bias, *, eps):
    """You clip the probabilities: a sample right by thousands still pulls, with your bound times its features."""
    f = np.clip(sigmoid(logits_of(samples, weights, bias)), eps, 1 - eps)
    return averaged(samples, f - floats(labels))


@mistake(
    logreg_gradient,
    title=Text("formula for labels ±1", zh="用了标签±1的公式"),
    id="LR10",
    zh="你的公式是为标签 ±1 写的；这里标签是 0 和 1。",
)
def labels_plus_minus_one(samples, labels, weights, bias):
    """Your formula is for labels -1 and +1; here they are 0 and 1, and a label of 0 would not count at all."""
    y = floats(labels)
    return averaged(samples, -y * sigmoid(-y * logits_of(samples, weights, bias)))


@mistake(
    logreg_gradient,
    title=Text("labels converted to ±1", zh="标签换成了±1"),
    id="LR10",
    zh="你把标签换成了 ±1，却仍用 f - y：那里 y 应是 0 和 1。",
)
def labels_stretched(samples, labels, weights, bias):
    """You turned the labels into -1 and +1 and kept f - y, which is for 0 and 1."""
    return averaged(samples, sigmoid(logits_of(samples, weights, bias)) - (2 * floats(labels) - 1))


@mistake(
    logreg_gradient,
    title=Text("soft labels counted as 0", zh="软标签被当作0"),
    id="LR20",
    zh="软标签被当成了 0：请直接用标签这个数。",
)
def soft_labels_taken_for_0(samples, labels, weights, bias):
    """You ask whether a label is 1: a soft label of 0.7 then counts as 0. Use the number itself."""
    return wrong.decided(logreg_gradient, samples, labels, weights, bias)


@mistake(
    logreg_gradient,
    title=Text("soft labels rounded", zh="软标签被四舍五入"),
    id="LR20",
    zh="软标签被四舍五入了：请直接用标签这个数。",
)
def soft_labels_rounded(samples, labels, weights, bias):
    """You round the labels: a soft label of 0.7 is not the class 1. Use the number itself."""
    return logreg_gradient(samples, np.round(floats(labels)), weights, bias)


@mistake(logreg_gradient, title=Text("bias missing", zh="漏掉了偏置"), id="LR14", zh="你漏掉了偏置：logit 是 w·x + b。")
def bias_left_out(samples, labels, weights, bias):
    """You left the bias out of the logits: they are w . x + b."""
    return wrong.without_bias(logreg_gradient, samples, labels, weights, bias)


@mistake(
    logreg_gradient,
    title=Text("samples in the bias gradient", zh="偏置梯度乘了样本"),
    id="LR14",
    zh="偏置的梯度是 f - y 的平均，不乘样本。",
)
def bias_like_a_weight(samples, labels, weights, bias):
    """The bias's gradient is the mean of f - y alone: you averaged the weights' gradient."""
    return wrong.bias_times_samples(logreg_gradient, samples, labels, weights, bias)


@mistake(
    logreg_gradient,
    title=Text("bias gradient 0", zh="偏置梯度为0"),
    id="LR14",
    zh="偏置也有梯度：f - y 的平均；你返回了 0。",
)
def bias_without_gradient(samples, labels, weights, bias):
    """The bias has a gradient, too, the mean of f - y; you returned 0."""
    return logreg_gradient(samples, labels, weights, bias)[0], 0.0


@mistake(
    logreg_gradient,
    title=Text("N x N matrix of pairs", zh="变成了N x N的矩阵"),
    id="LR12",
    zh="一列减一行成了 N x N 的矩阵：先把形状统一成 (N,)。",
)
def all_pairs(samples, labels, weights, bias):
    """A column minus a row became N x N: every probability met every label. Bring both to (N,) first."""
    f = sigmoid(logits_of(samples, weights, bias))
    pairs = f[:, None] - floats(labels)
    return floats(samples).T @ pairs.mean(axis=1) / len(f), pairs.mean()


@mistake(
    logreg_gradient,
    title=Text("mean over the features", zh="对特征而非样本平均"),
    id="G-AXIS",
    zh="你对特征求了平均：dw 的形状应与 w 相同，即 (D,)。",
)
def mean_over_features(samples, labels, weights, bias):
    """You averaged over features: dw has the shape of w, (D,)."""
    residuals = sigmoid(logits_of(samples, weights, bias)) - floats(labels)
    return (floats(samples) * residuals[:, None]).mean(axis=1), residuals.mean()


@mistake(
    logreg_gradient,
    title=Text("probabilities in the labels' type", zh="概率沿用标签的类型"),
    id="G-DTYPE",
    zh="f - y 在整数类型里算：概率被截成了 0。",
)
def probabilities_in_the_labels_dtype(samples, labels, weights, bias):
    """You cast the probabilities to the labels' dtype: as integers they are all 0."""
    labels = np.asarray(labels)
    f = sigmoid(logits_of(samples, weights, bias)).astype(labels.dtype)
    return averaged(samples, f.astype(float) - floats(labels))


@mistake(
    logreg_gradient,
    title=Text("caller's samples changed", zh="改变了调用者的样本"),
    id="G-INPLACE",
    zh="你在调用者的样本上做乘法：它们被改变了。",
)
def scaled_in_place(samples, labels, weights, bias):
    """You multiply f - y into the caller's own samples: these are changed, and read-only ones fail."""
    residuals = sigmoid(logits_of(samples, weights, bias)) - floats(labels)
    samples = floats(samples)
    samples *= residuals[:, None]
    return samples.mean(axis=0), residuals.mean()
