"""Known ways to get logreg_train wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import logreg_gradient, logreg_train, square_error_gradient
from . import _gradients as wrong
from ._shared import SMALL, averaged, floats, logits_of, sigmoid
from ._training import along, descent, losses_of, stable_loss


@mistake(
    logreg_train,
    title=Text("losses measured after the step", zh="更新之后才算损失"),
    id="LR21",
    zh="losses[t] 是第 t 步之前的损失；你在更新之后才计算。",
)
def loss_after_the_step(samples, labels, weights, bias, lr, steps):
    """losses[t] is the loss before step t; you measure it after the step."""
    found = logreg_train(samples, labels, weights, bias, lr, steps)
    return found[0], found[1], logreg_train(samples, labels, weights, bias, lr, steps + 1)[2][1:]


@mistake(
    logreg_train,
    title=Text("one loss too many", zh="多了一个损失"),
    id="LR21",
    zh="losses 有 steps 项；你在最后多加了训练之后的损失。",
)
def one_loss_too_many(samples, labels, weights, bias, lr, steps):
    """There is one loss a step; you add that of the end."""
    found = logreg_train(samples, labels, weights, bias, lr, steps)
    return found[0], found[1], logreg_train(samples, labels, weights, bias, lr, steps + 1)[2]


@mistake(
    logreg_train,
    title=Text("one step too few", zh="少走了一步"),
    id="LR21",
    zh="你少走了一步：返回的是最后一个损失所属的参数，而不是它之后的。",
)
def one_step_short(samples, labels, weights, bias, lr, steps):
    """You return the parameters of the last loss: the step after it belongs to the training, too."""
    last = logreg_train(samples, labels, weights, bias, lr, max(steps - 1, 0))
    return last[0], last[1], logreg_train(samples, labels, weights, bias, lr, steps)[2]


@mistake(
    logreg_train,
    title=Text("last loss only", zh="只返回最后一个损失"),
    id="LR21",
    zh="只返回了最后一个损失；题目要每一步的。",
)
def last_loss_alone(samples, labels, weights, bias, lr, steps):
    """You return the last loss alone; one for every step is asked."""
    found = logreg_train(samples, labels, weights, bias, lr, steps)
    return found[0], found[1], found[2][-1:]


@mistake(
    logreg_train,
    title=Text("sums instead of means", zh="用总和代替平均"),
    id="LR5",
    zh="损失和梯度都要除以 N：你把它们加了起来，步子大了 N 倍。",
)
def sums_for_means(samples, labels, weights, bias, lr, steps):
    """Loss and gradient are means over the batch; you take sums, so that each step is N times as long."""
    count = len(labels)
    found = logreg_train(samples, labels, weights, bias, lr * count, steps)
    return found[0], found[1], found[2] * count


@mistake(
    logreg_train, title=Text("losses summed", zh="损失没有取平均"), id="LR5", zh="步子是对的，但损失是平均，不是总和。"
)
def summed_losses(samples, labels, weights, bias, lr, steps):
    """Your steps are right; the losses are means over the batch, not sums."""
    found = logreg_train(samples, labels, weights, bias, lr, steps)
    return found[0], found[1], found[2] * len(labels)


@mistake(
    logreg_train,
    title=Text("gradients summed", zh="梯度没有取平均"),
    id="LR5",
    zh="损失是对的，但梯度要除以 N：你的步子大了 N 倍。",
)
def summed_gradients(samples, labels, weights, bias, lr, steps):
    """Your losses are means, your gradients are sums: each step is N times as long as asked."""
    return logreg_train(samples, labels, weights, bias, lr * len(labels), steps)


@mistake(logreg_train, title=Text("step uphill", zh="方向反了在上坡"), id="LR7", zh="你在上坡：步子是负梯度。")
def climbs(samples, labels, weights, bias, lr, steps):
    """You climb: the step is minus the gradient."""
    return logreg_train(samples, labels, weights, bias, -lr, steps)


@mistake(
    logreg_train,
    title=Text("extra factor f (1 - f)", zh="多乘了f(1 - f)"),
    id="LR8",
    zh="梯度里多了 sigmoid 的斜率 f (1 - f)：对交叉熵它已被约去。",
)
def slope_kept(samples, labels, weights, bias, lr, steps):
    """Your gradient keeps the sigmoid's slope f (1 - f); for cross entropy it has cancelled."""

    def gradient(x, y, w, b):
        dw, db = square_error_gradient(x, y, w, b)
        return dw / 2, db / 2

    return along(gradient, samples, labels, weights, bias, lr, steps)


@mistake(
    logreg_train,
    title=Text("trained on the square error", zh="用平方误差训练"),
    id="LR8",
    zh="你沿平方误差的梯度下降：那里有平台；题目要交叉熵。",
)
def trained_on_square_error(samples, labels, weights, bias, lr, steps):
    """You descend along the gradient of the square error, which has plateaus; cross entropy is asked."""
    return along(square_error_gradient, samples, labels, weights, bias, lr, steps)


@mistake(
    logreg_train,
    title=Text("perceptron update", zh="用了感知机的更新"),
    id="LR19",
    zh="你用 0/1 的判定来更新：那是感知机；梯度里是概率。",
)
def perceptron(samples, labels, weights, bias, lr, steps):
    """You update by decisions: that is the perceptron, the gradient has probabilities."""
    return along(wrong.by_prediction, samples, labels, weights, bias, lr, steps)


@mistake(
    logreg_train, title=Text("bias not trained", zh="偏置没有更新"), id="LR14", zh="偏置也要学习：你只更新了权重。"
)
def bias_not_trained(samples, labels, weights, bias, lr, steps):
    """The bias is trained, too; you move the weights alone."""

    def move(w, b, _):
        return w - lr * logreg_gradient(samples, labels, w, b)[0], b

    return descent(samples, labels, (weights, bias), steps, move)


@mistake(
    logreg_train, title=Text("bias missing", zh="漏掉了偏置"), id="LR14", zh="你训练时没有用偏置：logit 是 w·x + b。"
)
def bias_left_out(samples, labels, weights, bias, lr, steps):
    """You train without the bias: the logits are w . x + b, and b moves as well."""

    def move(w, b, _):
        return w - lr * logreg_gradient(samples, labels, w, 0.0)[0], b

    return descent(samples, labels, (weights, bias), steps, move)


@mistake(
    logreg_train,
    title=Text("bias updated after the weights", zh="更新权重后才算偏置"),
    id="LR22",
    zh="权重和偏置要同时更新：你用已经移动过的权重计算偏置的梯度。",
)
def bias_after_the_weights(samples, labels, weights, bias, lr, steps):
    """Weights and bias move together; you take the bias's gradient at weights that have moved already."""

    def move(w, b, _):
        w = w - lr * logreg_gradient(samples, labels, w, b)[0]
        return w, b - lr * logreg_gradient(samples, labels, w, b)[1]

    return descent(samples, labels, (weights, bias), steps, move)


@mistake(
    logreg_train,
    title=Text("one sample at a time", zh="逐个样本更新"),
    id="LR22",
    zh="你每看一个样本就更新一次；题目要整批的梯度。",
)
def one_sample_at_a_time(samples, labels, weights, bias, lr, steps):
    """You move after every sample; a step takes the mean gradient of all samples."""
    samples = floats(samples)

    def move(w, b, _):
        for n in range(len(labels)):
            dw, db = logreg_gradient(samples[n : n + 1], labels[n : n + 1], w, b)
            w, b = w - lr * dw, b - lr * db
        return w, b

    return descent(samples, labels, (weights, bias), steps, move)


@mistake(
    logreg_train,
    title=Text("gradient of the starting point", zh="一直用起点的梯度"),
    id="LR22",
    zh="梯度只在起点算了一次；每一步都要在当前参数处重新计算。",
)
def gradient_of_the_start(samples, labels, weights, bias, lr, steps):
    """You take the gradient once, at the start; every step needs it at the current parameters."""
    dw, db = logreg_gradient(samples, labels, floats(weights), bias)
    return descent(samples, labels, (weights, bias), steps, lambda w, b, _: (w - lr * dw, b - lr * db))


@mistake(
    logreg_train,
    title=Text("learning rate decays", zh="学习率在衰减"),
    id="LR22",
    zh="学习率是常数；你让它随步数以 1/√t 衰减。",
)
def decaying_rate(samples, labels, weights, bias, lr, steps):
    """The learning rate is constant; you let it decay with the root of the step."""

    def move(w, b, step):
        dw, db = logreg_gradient(samples, labels, w, b)
        rate = lr / np.sqrt(step + 1)
        return w - rate * dw, b - rate * db

    return descent(samples, labels, (weights, bias), steps, move)


@mistake(logreg_train, title=Text("started at 0", zh="从0开始"), id="LR22", zh="从给定的权重和偏置出发；你从 0 开始。")
def starts_at_zero(samples, labels, weights, bias, lr, steps):
    """Start at the weights and the bias that are given; you start at 0."""
    return logreg_train(samples, labels, np.zeros(len(weights)), 0.0, lr, steps)


@mistake(
    logreg_train,
    title=Text("loss of clipped probabilities", zh="损失里截断了概率"),
    id="LR2",
    variants={"eps": SMALL},
    zh="你在取对数前截断了概率：错了 500 的样本损失就是 500，你停在 -ln(eps)。",
)
def loss_of_clipped_probabilities(samples, labels, weights, bias, lr, steps, *, eps):
    """You clip the probability before the logarithm: a sample wrong by 500 costs 500, yours stops at -ln eps."""
    found = logreg_train(samples, labels, weights, bias, lr, steps)

    def loss(x, y, w, b):
        f, y = np.clip(sigmoid(logits_of(x, w, b)), eps, 1 - eps), floats(y)
        return -(y * np.log(f) + (1 - y) * np.log(1 - f)).mean()

    return found[0], found[1], losses_of(samples, labels, weights, bias, lr, steps, loss)


@mistake(
    logreg_train,
    title=Text("small number inside the logarithm", zh="对数里加了小常数"),
    id="LR2",
    variants={"eps": SMALL},
    zh="对数里的小常数掩盖了 log(0)：损失停在 -ln(eps)。",
)
def small_number_in_the_logarithm(samples, labels, weights, bias, lr, steps, *, eps):
    """The small number in your logarithm hides a log of 0: a sample wrong by 500 costs 500, not -ln eps."""
    found = logreg_train(samples, labels, weights, bias, lr, steps)

    def loss(x, y, w, b):
        f, y = sigmoid(logits_of(x, w, b)), floats(y)
        return -(y * np.log(f + eps) + (1 - y) * np.log(1 - f + eps)).mean()

    return found[0], found[1], losses_of(samples, labels, weights, bias, lr, steps, loss)


@mistake(
    logreg_train,
    title=Text("logarithm of 0", zh="对0取了对数"),
    id="LR1",
    zh="概率已经是 0 或 1，它的对数是 -inf，0 乘以它是 NaN：从 logit 计算损失。",
)
def logarithm_of_zero(samples, labels, weights, bias, lr, steps):
    """The probability has become 0 or 1, its logarithm -inf, and 0 times that NaN: compute losses from logits."""
    found = logreg_train(samples, labels, weights, bias, lr, steps)

    def loss(x, y, w, b):
        f, y = sigmoid(logits_of(x, w, b)), floats(y)
        with np.errstate(divide="ignore", invalid="ignore"):
            return -(y * np.log(f) + (1 - y) * np.log(1 - f)).mean()

    return found[0], found[1], losses_of(samples, labels, weights, bias, lr, steps, loss)


@mistake(
    logreg_train,
    title=Text("square errors as losses", zh="损失成了平方误差"),
    id="LR9",
    zh="步子是对的，但 losses 应是交叉熵，你给出的是平方误差。",
)
def losses_of_square_error(samples, labels, weights, bias, lr, steps):
    """Your steps are right; the losses are cross entropies, you return square errors."""
    found = logreg_train(samples, labels, weights, bias, lr, steps)

    def loss(x, y, w, b):
        return ((sigmoid(logits_of(x, w, b)) - floats(y)) ** 2).mean()

    return found[0], found[1], losses_of(samples, labels, weights, bias, lr, steps, loss)


@mistake(
    logreg_train,
    title=Text("loss for labels ±1", zh="用了标签±1的损失"),
    id="LR10",
    zh="ln(1 + exp(-yz)) 是为标签 ±1 写的；标签是 0 时它总是 ln 2。",
)
def losses_for_plus_minus_one(samples, labels, weights, bias, lr, steps):
    """ln(1 + exp(-y z)) is for labels -1 and +1; with the label 0 it is always ln 2."""
    found = logreg_train(samples, labels, weights, bias, lr, steps)

    def loss(x, y, w, b):
        return np.logaddexp(0, -floats(y) * logits_of(x, w, b)).mean()

    return found[0], found[1], losses_of(samples, labels, weights, bias, lr, steps, loss)


@mistake(
    logreg_train,
    title=Text("soft labels counted as 0", zh="软标签被当作0"),
    id="LR20",
    zh="软标签被当成了 0：请直接用标签这个数。",
)
def soft_labels_taken_for_0(samples, labels, weights, bias, lr, steps):
    """You ask whether a label is 1: a soft label of 0.7 then counts as 0. Use the number itself."""
    return logreg_train(samples, floats(labels) == 1, weights, bias, lr, steps)


@mistake(
    logreg_train,
    title=Text("second term of the loss missing", zh="损失少了第二项"),
    id="LR9",
    zh="损失少了第二项 -(1 - y) ln(1 - f)：标签 0 的样本也有损失。",
)
def first_term_alone(samples, labels, weights, bias, lr, steps):
    """The second term of the loss is missing, -(1 - y) ln(1 - f): samples of class 0 cost as well."""
    found = logreg_train(samples, labels, weights, bias, lr, steps)

    def loss(x, y, w, b):
        return (floats(y) * np.logaddexp(0, -logits_of(x, w, b))).mean()

    return found[0], found[1], losses_of(samples, labels, weights, bias, lr, steps, loss)


@mistake(
    logreg_train,
    title=Text("steps cut to integers", zh="每一步被截断为整数"),
    id="G-DTYPE",
    zh="整数的起始权重把每一步都截断了：先转成浮点数。",
)
def steps_in_integers(samples, labels, weights, bias, lr, steps):
    """Integer weights cut every step off: turn the start into floats first."""
    kept = np.asarray(weights).dtype

    def move(w, b, _):
        dw, db = logreg_gradient(samples, labels, w, b)
        return (w - lr * dw).astype(kept).astype(float), b - lr * db

    return descent(samples, labels, (weights, bias), steps, move)


@mistake(
    logreg_train,
    title=Text("caller's weights changed", zh="改变了调用者的起点"),
    id="G-INPLACE",
    zh="weights -= … 改变了调用者的起点：先复制。",
)
def start_changed_in_place(samples, labels, weights, bias, lr, steps):
    """weights -= ... changes the caller's own start: copy it first."""
    weights, losses = floats(weights), []
    for _ in range(steps):
        losses.append(stable_loss(samples, labels, weights, bias))
        dweights, dbias = averaged(samples, sigmoid(logits_of(samples, weights, bias)) - floats(labels))
        weights -= lr * dweights
        bias = bias - lr * dbias
    return weights, bias, np.array(losses)
