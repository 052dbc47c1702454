"""Known ways to get lstm_step wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import lstm_step
from ._shared import gates, sigmoid

ORDERS = ("ifog", "fiog", "fgio", "igfo", "iofg", "ofig", "gifo")


def reordered(order, w_input, w_hidden, bias):
    """The weights as a program sees them that takes the blocks in this order."""
    units = len(w_hidden)
    columns = np.concatenate([order.index(gate) * units + np.arange(units) for gate in "ifgo"])
    return w_input[:, columns], w_hidden[:, columns], bias[columns]


@mistake(
    lstm_step,
    title=Text("gates in another order", zh="门的顺序不对"),
    id="RN6",
    zh="四个列块的顺序是 i、f、g、o（输入门、遗忘门、候选值、输出门）。",
    variants={"order": ORDERS},
)
def another_order_of_gates(x, h, c, w_input, w_hidden, bias, *, order):
    """The order of the blocks is i, f, g, o, as in PyTorch; CS231n has i, f, o, g, and others have others."""
    return lstm_step(x, h, c, *reordered(order, w_input, w_hidden, bias))


@mistake(
    lstm_step,
    title=Text("tanh of the cell missing", zh="漏了细胞状态的tanh"),
    id="RN7",
    zh="h = o · tanh(c)：你漏了细胞状态的 tanh。",
)
def tanh_of_the_cell_missing(x, h, c, w_input, w_hidden, bias):
    """h = o tanh(c): the tanh of the cell is missing."""
    i, f, g, o = gates(x, h, w_input, w_hidden, bias)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


@mistake(
    lstm_step,
    title=Text("forget gate on the candidate", zh="遗忘门乘了候选值"),
    id="RN8",
    zh="遗忘门乘旧细胞状态，输入门乘候选值；你把 f 乘在候选值上。",
)
def forget_gate_on_the_candidate(x, h, c, w_input, w_hidden, bias):
    """The forget gate multiplies the old cell, the input gate the candidate; you have them the other way round."""
    return lstm_step(x, h, c, *reordered("figo", w_input, w_hidden, bias))


@mistake(
    lstm_step, title=Text("output from the old cell", zh="输出用了旧细胞状态"), zh="输出用的是新的细胞状态，不是旧的。"
)
def old_cell_for_the_output(x, h, c, w_input, w_hidden, bias):
    """h is made of the new cell; you used the old one."""
    *_, o = gates(x, h, w_input, w_hidden, bias)
    return sigmoid(o) * np.tanh(c), lstm_step(x, h, c, w_input, w_hidden, bias)[1]


@mistake(
    lstm_step, title=Text("sigmoid of the candidate", zh="候选值用了sigmoid"), zh="候选值 g 用 tanh，不是 sigmoid。"
)
def sigmoid_of_the_candidate(x, h, c, w_input, w_hidden, bias):
    """The candidate g goes through tanh; only the three gates go through the sigmoid."""
    i, f, g, o = gates(x, h, w_input, w_hidden, bias)
    c = sigmoid(f) * c + sigmoid(i) * sigmoid(g)
    return sigmoid(o) * np.tanh(c), c


@mistake(lstm_step, title=Text("tanh of the gates", zh="门用了tanh"), zh="三个门用 sigmoid，不是 tanh。")
def tanh_of_the_gates(x, h, c, w_input, w_hidden, bias):
    """The three gates go through the sigmoid, not through tanh: a gate lets through between 0 and 1."""
    i, f, g, o = map(np.tanh, gates(x, h, w_input, w_hidden, bias))
    c = f * c + i * g
    return o * np.tanh(c), c


@mistake(lstm_step, title=Text("tanh of the candidate missing", zh="候选值漏了tanh"), zh="候选值漏了 tanh。")
def candidate_as_it_is(x, h, c, w_input, w_hidden, bias):
    """The candidate's tanh is missing."""
    i, f, g, o = gates(x, h, w_input, w_hidden, bias)
    c = sigmoid(f) * c + sigmoid(i) * g
    return sigmoid(o) * np.tanh(c), c


@mistake(lstm_step, title=Text("forget gate missing", zh="漏了遗忘门"), zh="旧细胞状态要乘遗忘门：你没有遗忘。")
def nothing_forgotten(x, h, c, w_input, w_hidden, bias):
    """The forget gate is missing: the old cell is multiplied by it."""
    i, _, g, o = gates(x, h, w_input, w_hidden, bias)
    c = c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@mistake(
    lstm_step,
    title=Text("1 - f as input gate", zh="用1 - f当输入门"),
    zh="这是 LSTM，不是 GRU：输入门是独立的，不等于 1 - f。",
)
def one_minus_the_forget_gate(x, h, c, w_input, w_hidden, bias):
    """The input gate is one of its own, not 1 - f as in a GRU or a coupled LSTM."""
    _, f, g, o = gates(x, h, w_input, w_hidden, bias)
    c = sigmoid(f) * c + sigmoid(-f) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@mistake(
    lstm_step, title=Text("1 - f as forget gate", zh="用1 - f当遗忘门"), zh="你把 1 - f 当作了遗忘门：f = 1 表示保留。"
)
def forget_gate_upside_down(x, h, c, w_input, w_hidden, bias):
    """A forget gate of 1 keeps the cell: you multiply by 1 - f."""
    i, f, g, o = gates(x, h, w_input, w_hidden, bias)
    c = sigmoid(-f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@mistake(lstm_step, title=Text("cell before the state", zh="先返回c后返回h"), zh="返回 (h, c)，你返回了 (c, h)。")
def cell_first(x, h, c, w_input, w_hidden, bias):
    """Return (h, c); you return (c, h)."""
    return lstm_step(x, h, c, w_input, w_hidden, bias)[::-1]


@mistake(lstm_step, title=Text("cell not returned", zh="没有返回细胞状态"), zh="要返回 h 和 c 两者，你只返回了 h。")
def cell_not_returned(x, h, c, w_input, w_hidden, bias):
    """Return h and c; you return h alone, and the next step has no cell."""
    return lstm_step(x, h, c, w_input, w_hidden, bias)[0]


@mistake(
    lstm_step,
    title=Text("extra bias on the forget gate", zh="遗忘门多加了偏置"),
    zh="遗忘门的偏置已在 bias 里，不要再加 1。",
    variants={"more": (1.0, 2.0)},
)
def forget_bias_added(x, h, c, w_input, w_hidden, bias, *, more):
    """The forget gate's bias is in bias already: add no 1 to it, as TensorFlow's old cells do."""
    units = h.shape[1]
    return lstm_step(x, h, c, w_input, w_hidden, bias + more * np.repeat([0, 1, 0, 0], units))


@mistake(
    lstm_step,
    title=Text("bias added twice", zh="偏置加了两次"),
    zh="PyTorch 有两个偏置，这里只有一个：你把它加了两次。",
)
def bias_twice(x, h, c, w_input, w_hidden, bias):
    """You added the bias twice: PyTorch has two, here is one."""
    return lstm_step(x, h, c, w_input, w_hidden, 2 * bias)


@mistake(lstm_step, title=Text("bias missing", zh="漏了偏置"), zh="漏了偏置。")
def bias_forgotten(x, h, c, w_input, w_hidden, bias):
    """The bias is missing."""
    return lstm_step(x, h, c, w_input, w_hidden, 0 * bias)


@mistake(
    lstm_step,
    title=Text("cell instead of state in gates", zh="门看了细胞状态而非h"),
    zh="门只看 x 和 h，不看细胞状态（没有窥孔连接）。",
)
def gates_see_the_cell(x, h, c, w_input, w_hidden, bias):
    """The gates see x and the state h; you gave them the cell in place of h."""
    i, f, g, o = gates(x, np.asarray(c, dtype=h.dtype), w_input, w_hidden, bias)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@mistake(
    lstm_step,
    title=Text("every fourth column as a gate", zh="每隔四列取一个门"),
    zh="每个门是连续的 H 列；你隔四列取一列。",
)
def every_fourth_column(x, h, c, w_input, w_hidden, bias):
    """A gate is a block of H columns side by side; you take every fourth column."""
    units = h.shape[1]
    columns = np.arange(4 * units).reshape(units, 4).T.ravel()
    return lstm_step(x, h, c, w_input[:, columns], w_hidden[:, columns], bias[columns])


@mistake(
    lstm_step,
    title=Text("arguments of the gates clipped", zh="截断了门的输入"),
    zh="截断 sigmoid 的输入会改变答案：用稳定的公式。",
    variants={"limit": (5.0, 10.0, 20.0)},
)
def argument_clipped(x, h, c, w_input, w_hidden, bias, *, limit):
    """You clip what goes into the gates: a gate that is shut lets a little through. Use a stable sigmoid instead."""
    i, f, g, o = (np.clip(z, -limit, limit) for z in gates(x, h, w_input, w_hidden, bias))
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@mistake(
    lstm_step,
    title=Text("sigmoid overflows", zh="sigmoid溢出"),
    id="RN12",
    zh="exp(z) / (1 + exp(z)) 在 z = 1000 处得到 inf/inf：请按符号选用不溢出的形式。",
)
def sigmoid_that_overflows(x, h, c, w_input, w_hidden, bias):
    """exp(z) / (1 + exp(z)) is inf/inf at z = 1000: choose the form by the sign of z."""
    i, f, g, o = gates(x, h, w_input, w_hidden, bias)
    i, f, o = (np.exp(z) / (1 + np.exp(z)) for z in (i, f, o))
    c = f * c + i * np.tanh(g)
    return o * np.tanh(c), c


@mistake(
    lstm_step,
    title=Text("caller's cell changed", zh="改变了调用者的细胞状态"),
    id="G-INPLACE",
    zh="c *= f 改变了调用者的数组：请写 c = f * c + …。",
)
def cell_changed_in_place(x, h, c, w_input, w_hidden, bias):
    """c *= f changes the caller's own array: write c = f * c + …."""
    new_h, new_c = lstm_step(x, h, c, w_input, w_hidden, bias)
    c[:] = new_c
    return new_h, new_c


@mistake(
    lstm_step,
    title=Text("results in the inputs' type", zh="结果沿用输入的类型"),
    id="G-DTYPE",
    zh="结果不能取 x 的整数类型。",
)
def of_the_inputs_dtype(x, h, c, w_input, w_hidden, bias):
    """You give the answers the dtype of x: where x holds integers, they are cut off."""
    return tuple(part.astype(x.dtype) for part in lstm_step(x, h, c, w_input, w_hidden, bias))
