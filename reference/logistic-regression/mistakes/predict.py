"""Known ways to get predict wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import predict
from ._shared import floats, logits_of, overflowing_sigmoid, sigmoid


@mistake(
    predict,
    title=Text("quotient of exponentials overflows", zh="指数之商溢出"),
    id="LR1",
    zh="logit 很大时 exp(z) / (1 + exp(z)) 是 inf / inf，即 NaN；概率应为 1。",
)
def quotient_of_exponentials(samples, weights, bias):
    """For a large logit exp(z) / (1 + exp(z)) is inf / inf, NaN; the probability is 1."""
    probabilities = overflowing_sigmoid(logits_of(samples, weights, bias))
    return probabilities, (probabilities > 0.5).astype(int)


@mistake(
    predict,
    title=Text("probabilities clipped", zh="截断了概率"),
    id="LR2",
    variants={"eps": (1e-9, 1e-8, 1e-7, 1e-6)},
    zh="你截断了概率：远处的样本概率就是 0 或 1，不要留下 eps。",
)
def clipped_probabilities(samples, weights, bias, *, eps):
    """You clip the probabilities: far from the boundary they are 0 and 1, not your bound, 1e-8 say."""
    probabilities, classes = predict(samples, weights, bias)
    return np.clip(probabilities, eps, 1 - eps), classes


@mistake(
    predict,
    title=Text("logits clipped", zh="截断了logit"),
    id="LR2",
    variants={"bound": (10, 20)},
    zh="你截断了 logit：远处的概率就不再是 0 或 1。",
)
def clipped_logits(samples, weights, bias, *, bound):
    """You clip the logits, at 20 say: far from the boundary the probabilities are 0 and 1, not nearly so."""
    return sigmoid(np.clip(logits_of(samples, weights, bias), -bound, bound)), predict(samples, weights, bias)[1]


@mistake(
    predict,
    title=Text("probability of class 0", zh="返回了第0类的概率"),
    id="LR7",
    zh="指数的符号反了：你给出的是第 0 类的概率。",
)
def probability_of_class_0(samples, weights, bias):
    """The sign in your exponent is reversed: you return the probability of class 0."""
    probabilities, classes = predict(samples, weights, bias)
    return 1 - probabilities, 1 - classes


@mistake(
    predict,
    title=Text("boundary counted as class 1", zh="边界算成了第1类"),
    id="LR13",
    zh="恰在边界上的样本属于第 0 类：要用 > 而不是 >=。",
)
def boundary_is_class_1(samples, weights, bias):
    """A sample exactly on the boundary is of class 0: compare with >, not with >=."""
    logits = logits_of(samples, weights, bias)
    return sigmoid(logits), (logits >= 0).astype(int)


@mistake(
    predict,
    title=Text("logit compared with 0.5", zh="拿logit与0.5比较"),
    id="LR13",
    zh="你拿 logit 与 0.5 比较；0.5 是概率的阈值，logit 的阈值是 0。",
)
def logit_against_one_half(samples, weights, bias):
    """You compare the logit with 0.5; that is the threshold of the probability, the logit's is 0."""
    logits = logits_of(samples, weights, bias)
    return sigmoid(logits), (logits > 0.5).astype(int)


@mistake(
    predict,
    title=Text("probability compared with 0", zh="拿概率与0比较"),
    id="LR13",
    zh="你拿概率与 0 比较，所以每个样本都成了第 1 类；阈值是 0.5。",
)
def probability_against_zero(samples, weights, bias):
    """You compare the probability with 0, so that nearly everything is class 1; its threshold is 0.5."""
    probabilities = sigmoid(logits_of(samples, weights, bias))
    return probabilities, (probabilities > 0).astype(int)


@mistake(
    predict,
    title=Text("classes -1 and +1", zh="类别成了-1和+1"),
    id="LR10",
    zh="类别应为 0 和 1；你返回的是 -1 和 +1。",
)
def classes_plus_minus_one(samples, weights, bias):
    """The classes are 0 and 1; you return -1 and +1."""
    probabilities, classes = predict(samples, weights, bias)
    return probabilities, 2 * classes - 1


@mistake(predict, title=Text("bias missing", zh="漏掉了偏置"), id="LR14", zh="你漏掉了偏置：边界因此总是穿过原点。")
def bias_left_out(samples, weights, bias):
    """You left the bias out, so that your boundary passes the origin."""
    return predict(samples, weights, 0.0)


@mistake(predict, title=Text("bias subtracted", zh="减去了偏置"), id="LR14", zh="偏置的符号反了：logit 是 w·x + b。")
def bias_subtracted(samples, weights, bias):
    """You subtract the bias: the logit is w . x + b."""
    return predict(samples, weights, -bias)


@mistake(
    predict,
    title=Text("sigmoid applied twice", zh="sigmoid用了两次"),
    id="LR11",
    zh="你做了两次 sigmoid：概率再经过 sigmoid 总在 0.5 和 0.74 之间。",
)
def sigmoid_twice(samples, weights, bias):
    """You apply the sigmoid twice: that of a probability always lies between 0.5 and 0.74."""
    probabilities, classes = predict(samples, weights, bias)
    return sigmoid(probabilities), classes


@mistake(
    predict,
    title=Text("logits instead of probabilities", zh="返回logit而非概率"),
    id="LR11",
    zh="你返回了 logit；还差一个 sigmoid 才是概率。",
)
def logits_for_probabilities(samples, weights, bias):
    """You return logits; the sigmoid that makes probabilities of them is missing."""
    return logits_of(samples, weights, bias), predict(samples, weights, bias)[1]


@mistake(
    predict,
    title=Text("result as a column", zh="结果是一列"),
    id="LR12",
    zh="你返回了一列 (N, 1)；题目要 (N,)，否则以后会广播成 N x N。",
)
def a_column(samples, weights, bias):
    """You return a column, (N, 1): (N,) is asked, or a later difference becomes N x N."""
    probabilities, classes = predict(samples, weights, bias)
    return probabilities[:, None], classes[:, None]


@mistake(
    predict,
    title=Text("probabilities rounded", zh="概率被四舍五入"),
    id="G-DTYPE",
    zh="你把概率四舍五入了：题目要完整的数。",
)
def rounded(samples, weights, bias):
    """You rounded the probabilities to four decimals: the full numbers are asked."""
    probabilities, classes = predict(samples, weights, bias)
    return np.round(probabilities, 4), classes


@mistake(
    predict,
    title=Text("caller's samples changed", zh="改变了调用者的样本"),
    id="G-INPLACE",
    zh="你在调用者的样本上做乘法：它们被改变了。",
)
def scaled_in_place(samples, weights, bias):
    """You multiply the weights into the caller's own samples: these are changed, and read-only ones fail."""
    samples = floats(samples)
    samples *= weights
    return predict(samples, np.ones(len(weights)), bias)
