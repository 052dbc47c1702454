"""Known ways to get stacked_forward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import stacked_forward
from ._shared import floats, overflowing_sigmoid, sigmoid


@mistake(
    stacked_forward,
    title=Text("hidden units without sigmoid", zh="隐藏层没有sigmoid"),
    id="FT5",
    zh="没有 sigmoid，两层就塌缩成一条直线。",
)
def hidden_units_without_sigmoid(samples, weight1, bias1, weight2, bias2):
    """Without the sigmoid two layers collapse into one line: the hidden units end in one, too."""
    hidden = floats(samples) @ weight1 + bias1
    return hidden, sigmoid(hidden @ weight2 + bias2)


@mistake(
    stacked_forward,
    title=Text("hidden logits returned", zh="返回了隐藏层的logit"),
    id="FT5",
    zh="返回的 hidden 是 sigmoid 之前的值；要的是 sigmoid 之后的输出。",
)
def hidden_logits_returned(samples, weight1, bias1, weight2, bias2):
    """You return the hidden units' logits: their answers are asked, after the sigmoid."""
    return floats(samples) @ weight1 + bias1, stacked_forward(samples, weight1, bias1, weight2, bias2)[1]


@mistake(
    stacked_forward,
    title=Text("logits instead of probabilities", zh="返回logit而非概率"),
    zh="输出层也要经过 sigmoid：返回的是概率，不是 logit。",
)
def logits_for_probabilities(samples, weight1, bias1, weight2, bias2):
    """You return logits: the output ends in a sigmoid, too."""
    hidden, _ = stacked_forward(samples, weight1, bias1, weight2, bias2)
    return hidden, hidden @ weight2 + bias2


@mistake(
    stacked_forward,
    title=Text("decisions instead of probabilities", zh="返回判定而非概率"),
    id="FT8",
    zh="要的是概率，不是 0 或 1 的判定。",
)
def decisions_for_probabilities(samples, weight1, bias1, weight2, bias2):
    """You return decisions: the probabilities themselves are asked."""
    hidden, probabilities = stacked_forward(samples, weight1, bias1, weight2, bias2)
    return hidden, (probabilities > 0.5).astype(float)


@mistake(
    stacked_forward,
    title=Text("step function in the hidden units", zh="隐藏单元用了阶跃函数"),
    id="FT8",
    zh="隐藏单元用了阶跃函数；应是 sigmoid。",
)
def hidden_steps(samples, weight1, bias1, weight2, bias2):
    """Your hidden units are steps, 0 or 1: they are logistic regressions, which end in a sigmoid."""
    hidden = (floats(samples) @ weight1 + bias1 > 0).astype(float)
    return hidden, sigmoid(hidden @ weight2 + bias2)


@mistake(
    stacked_forward,
    title=Text("ReLU in the hidden units", zh="隐藏单元用了ReLU"),
    zh="隐藏单元用了 ReLU；这里每个单元都是逻辑回归。",
)
def hidden_relu(samples, weight1, bias1, weight2, bias2):
    """Your hidden units are ReLUs: here each is a logistic regression, which ends in a sigmoid."""
    hidden = np.maximum(floats(samples) @ weight1 + bias1, 0)
    return hidden, sigmoid(hidden @ weight2 + bias2)


@mistake(
    stacked_forward,
    title=Text("tanh in the hidden units", zh="隐藏单元用了tanh"),
    zh="隐藏单元用了 tanh；这里是 sigmoid。",
)
def hidden_tanh(samples, weight1, bias1, weight2, bias2):
    """Your hidden units end in tanh: here they end in a sigmoid."""
    hidden = np.tanh(floats(samples) @ weight1 + bias1)
    return hidden, sigmoid(hidden @ weight2 + bias2)


@mistake(
    stacked_forward,
    title=Text("sigmoid of -z", zh="算成了sigmoid(-z)"),
    zh="sigmoid 的符号反了：是 1 / (1 + exp(-z))。",
)
def sigmoid_of_minus_z(samples, weight1, bias1, weight2, bias2):
    """The sign in your sigmoid is reversed: 1 / (1 + exp(-z))."""
    hidden = sigmoid(-(floats(samples) @ weight1 + bias1))
    return hidden, sigmoid(-(hidden @ weight2 + bias2))


@mistake(
    stacked_forward,
    title=Text("softmax over the hidden units", zh="隐藏单元用了softmax"),
    zh="你用 softmax 把隐藏单元归一化了；每个单元独立地过 sigmoid。",
)
def hidden_softmax(samples, weight1, bias1, weight2, bias2):
    """You made the hidden units sum to 1: each is a logistic regression by itself."""
    logits = floats(samples) @ weight1 + bias1
    hidden = np.exp(logits - logits.max(axis=1, keepdims=True))
    hidden = hidden / hidden.sum(axis=1, keepdims=True)
    return hidden, sigmoid(hidden @ weight2 + bias2)


@mistake(stacked_forward, title=Text("first bias missing", zh="漏了bias1"), zh="第一层漏了 bias1。")
def first_bias_left_out(samples, weight1, bias1, weight2, bias2):
    """bias1 is missing."""
    return stacked_forward(samples, weight1, np.zeros_like(bias1), weight2, bias2)


@mistake(stacked_forward, title=Text("second bias missing", zh="漏了bias2"), zh="输出层漏了 bias2。")
def second_bias_left_out(samples, weight1, bias1, weight2, bias2):
    """bias2 is missing."""
    return stacked_forward(samples, weight1, bias1, weight2, 0.0)


@mistake(
    stacked_forward,
    title=Text("second bias once per hidden unit", zh="每个隐藏单元都加了bias2"),
    zh="bias2 只加一次；你给每个隐藏单元都加了一次。",
)
def second_bias_for_each_unit(samples, weight1, bias1, weight2, bias2):
    """bias2 is added once: you add it for every hidden unit."""
    return stacked_forward(samples, weight1, bias1, weight2, bias2 * len(weight2))


@mistake(
    stacked_forward,
    title=Text("probabilities as a column", zh="概率是一列"),
    id="G-T",
    zh="概率的形状应为 (N,)；你返回的是列 (N, 1)。",
)
def probabilities_in_a_column(samples, weight1, bias1, weight2, bias2):
    """Your probabilities are a column, (N, 1): a vector (N,) is asked."""
    hidden, probabilities = stacked_forward(samples, weight1, bias1, weight2, bias2)
    return hidden, probabilities[:, None]


@mistake(
    stacked_forward, title=Text("results exchanged", zh="返回的顺序反了"), zh="返回顺序是 (hidden, probabilities)。"
)
def results_swapped(samples, weight1, bias1, weight2, bias2):
    """The hidden units come first, then the probabilities."""
    return stacked_forward(samples, weight1, bias1, weight2, bias2)[::-1]


@mistake(
    stacked_forward,
    title=Text("sigmoid overflows", zh="sigmoid溢出"),
    zh="z 很大时 exp(z) / (1 + exp(z)) 是 inf / inf，即 NaN。",
)
def sigmoid_overflows(samples, weight1, bias1, weight2, bias2):
    """exp(z) / (1 + exp(z)) is inf / inf for a large z, which is NaN: use 1 / (1 + exp(-z))."""
    hidden = overflowing_sigmoid(floats(samples) @ weight1 + bias1)
    return hidden, overflowing_sigmoid(hidden @ weight2 + bias2)


@mistake(
    stacked_forward,
    title=Text("logits clipped", zh="截断了logit"),
    zh="截断 logit 会改变远处的概率。",
    variants={"bound": (1.0, 5.0, 10.0)},
)
def clipped_logits(samples, weight1, bias1, weight2, bias2, *, bound):
    """You clip the logits, which changes probabilities: a sigmoid needs no clipping so near to 0."""
    hidden = sigmoid(np.clip(floats(samples) @ weight1 + bias1, -bound, bound))
    return hidden, sigmoid(np.clip(hidden @ weight2 + bias2, -bound, bound))


@mistake(
    stacked_forward,
    title=Text("square weight1 transposed", zh="方阵weight1被转置"),
    id="G-HARD",
    zh="W1 是方阵时碰巧能转置；它的形状是 (D, H)，应为 X @ W1。",
)
def square_weight_transposed(samples, weight1, bias1, weight2, bias2):
    """You transpose weight1 where it is square: its shape is (D, H), a column for each hidden unit."""
    turned = weight1.T if weight1.shape[0] == weight1.shape[1] else weight1
    return stacked_forward(samples, turned, bias1, weight2, bias2)


@mistake(
    stacked_forward,
    title=Text("caller's bias1 changed", zh="改变了调用者的bias1"),
    id="G-INPLACE",
    zh="你在调用者的 bias1 里累加：它被改变了。",
)
def bias_changed_in_place(samples, weight1, bias1, weight2, bias2):
    """bias1 += … changes the caller's array: write bias1 + …."""
    found = stacked_forward(samples, weight1, bias1, weight2, bias2)
    bias1 += floats(samples)[0] @ weight1
    return found
