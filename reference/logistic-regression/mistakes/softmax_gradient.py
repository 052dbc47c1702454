"""Known ways to get softmax_gradient wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import softmax_gradient
from ._shared import averaged, floats, sigmoid


def _one_hot(labels, classes):
    return np.eye(classes)[np.asarray(labels).astype(int)]


def _softmax(logits, axis=1):
    terms = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return terms / terms.sum(axis=axis, keepdims=True)


def _with(samples, labels, weights, bias, shares):
    """The gradient with other probabilities than the softmax; `shares` takes the logits."""
    with np.errstate(over="ignore", invalid="ignore"):
        residuals = shares(floats(samples) @ weights + bias) - _one_hot(labels, len(bias))
        return averaged(samples, residuals)


@mistake(
    softmax_gradient,
    title=Text("sum over the batch", zh="对批次求和而非平均"),
    id="LR5",
    zh="损失对批次取平均：你的梯度大了 N 倍。",
)
def summed_over_the_batch(samples, labels, weights, bias):
    """The loss is the mean over the batch; your gradient is N times too large."""
    dweights, dbias = softmax_gradient(samples, labels, weights, bias)
    return len(labels) * dweights, len(labels) * dbias


@mistake(
    softmax_gradient,
    title=Text("bias gradient summed", zh="偏置梯度没有取平均"),
    id="LR5",
    zh="偏置的梯度也要取平均：你只对权重除以了 N。",
)
def bias_summed(samples, labels, weights, bias):
    """The bias's gradient is a mean, too: you divided that of the weights alone by N."""
    dweights, dbias = softmax_gradient(samples, labels, weights, bias)
    return dweights, len(labels) * dbias


@mistake(
    softmax_gradient,
    title=Text("averaged over classes too", zh="对类别也取了平均"),
    id="LR6",
    zh="你对样本和类别都取了平均；只应对样本取平均。",
)
def averaged_over_classes_too(samples, labels, weights, bias):
    """You averaged over samples and classes; only the samples are averaged."""
    dweights, dbias = softmax_gradient(samples, labels, weights, bias)
    return dweights / len(bias), dbias / len(bias)


@mistake(
    softmax_gradient,
    title=Text("averaged over features too", zh="对特征也取了平均"),
    id="LR6",
    zh="你除以了 N·D；只对样本取平均，不对特征。",
)
def averaged_over_features_too(samples, labels, weights, bias):
    """You divided by N times D: samples are averaged, features are not."""
    dweights, dbias = softmax_gradient(samples, labels, weights, bias)
    return dweights / len(weights), dbias


@mistake(
    softmax_gradient,
    title=Text("sign reversed", zh="符号反了"),
    id="LR7",
    zh="符号反了：梯度是 p - onehot，你返回的是下降方向。",
)
def direction_of_descent(samples, labels, weights, bias):
    """Your sign is reversed: you return the direction of descent, the gradient itself has p - onehot."""
    dweights, dbias = softmax_gradient(samples, labels, weights, bias)
    return -dweights, -dbias


@mistake(
    softmax_gradient,
    title=Text("softmax overflows", zh="softmax溢出"),
    id="LR1",
    zh="logit 上千时 exp 溢出，inf / inf 是 NaN：先减去每行的最大值。",
)
def overflowing_softmax(samples, labels, weights, bias):
    """exp of a logit of thousands overflows, and inf / inf is NaN: subtract each row's maximum first."""
    return _with(samples, labels, weights, bias, lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))


@mistake(
    softmax_gradient,
    title=Text("one maximum for all rows", zh="所有行共用一个最大值"),
    id="LR3",
    zh="你减去了整个批次的最大值；其他行会下溢成 0/0：每行减去自己的最大值。",
)
def one_maximum_for_all(samples, labels, weights, bias):
    """You subtract one maximum of the whole batch; other rows underflow to 0/0: each row needs its own."""

    def shares(logits):
        terms = np.exp(logits - logits.max())
        return terms / terms.sum(axis=1, keepdims=True)

    return _with(samples, labels, weights, bias, shares)


@mistake(
    softmax_gradient,
    title=Text("small number in the denominator", zh="分母里加了小常数"),
    id="LR2",
    variants={"eps": (1e-9, 1e-8, 1e-6)},
    zh="分母里的小常数掩盖了下溢：不要加任何数。",
)
def small_number_in_the_denominator(samples, labels, weights, bias, *, eps):
    """The small number in your denominator makes the probabilities sum to less than 1: add nothing."""

    def shares(logits):
        terms = np.exp(logits - logits.max(axis=1, keepdims=True))
        return terms / (terms.sum(axis=1, keepdims=True) + eps)

    return _with(samples, labels, weights, bias, shares)


@mistake(
    softmax_gradient,
    title=Text("softmax over the samples", zh="对样本做了softmax"),
    id="LR4",
    zh="你沿样本轴做了 softmax：每个样本的类别概率之和应为 1。",
)
def softmax_over_samples(samples, labels, weights, bias):
    """Your softmax runs over the samples: each sample's class probabilities sum to 1, axis 1."""
    return _with(samples, labels, weights, bias, lambda z: _softmax(z, axis=0))


@mistake(
    softmax_gradient,
    title=Text("one sum for all rows", zh="所有行共用一个和"),
    id="LR4",
    zh="你用整个批次的总和去除：每一行要除以自己的和。",
)
def one_sum_for_all(samples, labels, weights, bias):
    """You divide by one sum over the whole batch: each row is divided by its own."""

    def shares(logits):
        terms = np.exp(logits - logits.max(axis=1, keepdims=True))
        return terms / terms.sum()

    return _with(samples, labels, weights, bias, shares)


@mistake(
    softmax_gradient,
    title=Text("softmax applied twice", zh="softmax用了两次"),
    id="LR11",
    zh="你做了两次 softmax：概率再经过 softmax 几乎相等。",
)
def softmax_twice(samples, labels, weights, bias):
    """You apply the softmax twice: that of probabilities is nearly uniform."""
    return _with(samples, labels, weights, bias, lambda z: _softmax(_softmax(z)))


@mistake(
    softmax_gradient,
    title=Text("sigmoid of every class", zh="每类分别用了sigmoid"),
    id="LR11",
    zh="你对每个类分别用了 sigmoid：那是多标签；这里各类互斥，要用 softmax。",
)
def sigmoid_of_every_class(samples, labels, weights, bias):
    """You take a sigmoid of every class: classes exclude each other here, so that the softmax is asked."""
    return _with(samples, labels, weights, bias, sigmoid)


@mistake(
    softmax_gradient,
    title=Text("extra factor p (1 - p)", zh="多乘了p(1 - p)"),
    id="LR8",
    zh="softmax 的导数已被对数约去：不应再乘 p (1 - p)。",
)
def slope_kept(samples, labels, weights, bias):
    """The softmax's derivative cancels: p - onehot is all that is left, you multiplied by p (1 - p)."""
    p = _softmax(floats(samples) @ weights + bias)
    return averaged(samples, (p - _one_hot(labels, len(bias))) * p * (1 - p))


@mistake(
    softmax_gradient,
    title=Text("decision instead of probability", zh="用判定代替概率"),
    id="LR19",
    zh="你用了最可能的类（0/1）；梯度里是概率本身。",
)
def decision_for_probability(samples, labels, weights, bias):
    """You used the most likely class, a row of 0 and 1: that is a perceptron's rule, the gradient has probabilities."""
    return _with(samples, labels, weights, bias, lambda z: _one_hot(z.argmax(axis=1), z.shape[1]))


@mistake(
    softmax_gradient,
    title=Text("label's column only", zh="只有标签那一列"),
    id="LR9",
    zh="你只减去了标签处的 1 而其余为 0：其他类的概率也属于梯度。",
)
def label_alone(samples, labels, weights, bias):
    """You keep the label's column alone: the other classes' probabilities belong to the gradient, too."""
    one_hot = _one_hot(labels, len(bias))
    return averaged(samples, (_softmax(floats(samples) @ weights + bias) - 1) * one_hot)


@mistake(
    softmax_gradient,
    title=Text("one-hot labels not subtracted", zh="没有减去onehot"),
    id="LR9",
    zh="你忘了减去 onehot：梯度是 p - onehot，不是 p。",
)
def one_hot_left_out(samples, labels, weights, bias):
    """You forgot to subtract the one-hot labels: the gradient has p - onehot, not p."""
    return averaged(samples, _softmax(floats(samples) @ weights + bias))


@mistake(
    softmax_gradient,
    title=Text("labels counted from 1", zh="标签从1数起"),
    id="LR17",
    zh="标签从 0 数起；你减了 1，标签 0 就成了最后一类。",
)
def labels_counted_from_1(samples, labels, weights, bias):
    """Labels count from 0; you subtract 1, and the label 0 becomes the last class."""
    return softmax_gradient(samples, (np.asarray(labels).astype(int) - 1) % len(bias), weights, bias)


@mistake(
    softmax_gradient,
    title=Text("classes counted in the labels", zh="用标签数类别"),
    id="LR17",
    zh="类别数要从权重读出；你取了标签的最大值加 1，没出现的类就少了。",
)
def classes_counted_in_the_labels(samples, labels, weights, bias):
    """The number of classes is that of the weights; you took the largest label plus 1 and lose classes."""
    dweights, dbias = softmax_gradient(samples, labels, weights, bias)
    present = int(np.asarray(labels).max()) + 1
    return dweights[:, :present], dbias[:present]


@mistake(
    softmax_gradient,
    title=Text("all labels subtracted in every row", zh="每行减了所有标签"),
    id="LR12",
    zh="p[:, labels] 让每一行都减去了所有样本的标签：要用 p[arange(N), labels]。",
)
def all_labels_in_every_row(samples, labels, weights, bias):
    """p[:, labels] takes every sample's label in every row: index with p[arange(N), labels]."""
    residuals = _softmax(floats(samples) @ weights + bias)
    residuals[:, np.asarray(labels).astype(int)] -= 1
    return averaged(samples, residuals)


@mistake(
    softmax_gradient,
    title=Text("weight gradient transposed", zh="权重梯度被转置"),
    id="G-T",
    zh="dW 转置了：它的形状应与 W 相同，即 (D, C)。",
)
def transposed(samples, labels, weights, bias):
    """Your dW is transposed: it has the shape of W, (D, C)."""
    dweights, dbias = softmax_gradient(samples, labels, weights, bias)
    return dweights.T.copy(), dbias


@mistake(
    softmax_gradient,
    title=Text("bias gradient averaged over classes", zh="偏置梯度对类别平均"),
    id="G-AXIS",
    zh="偏置的梯度要沿样本求平均，每类一个数；你沿类别求了平均。",
)
def bias_over_classes(samples, labels, weights, bias):
    """The bias's gradient is averaged over samples, one number a class; you averaged over classes."""
    residuals = _softmax(floats(samples) @ weights + bias) - _one_hot(labels, len(bias))
    return averaged(samples, residuals)[0], residuals.mean(axis=1)


@mistake(
    softmax_gradient, title=Text("bias missing", zh="漏掉了偏置"), id="LR14", zh="你漏掉了偏置：logit 是 x W + b。"
)
def bias_left_out(samples, labels, weights, bias):
    """You left the bias out of the logits: they are x W + b."""
    return softmax_gradient(samples, labels, weights, np.zeros(len(bias)))


@mistake(
    softmax_gradient,
    title=Text("caller's bias changed", zh="改变了调用者的偏置"),
    id="G-INPLACE",
    zh="你在调用者的权重上做加法：它们被改变了。",
)
def bias_added_in_place(samples, labels, weights, bias):
    """You turn the caller's own bias into the logits' shift: it is changed, and a read-only one fails."""
    dweights, dbias = softmax_gradient(samples, labels, weights, bias)
    bias -= bias.max()
    return dweights, dbias
