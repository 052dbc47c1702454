"""Known ways to get lstm_forward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import lstm_forward, lstm_step
from . import lstm_step as steps
from ._shared import cells_over_time


@mistake(
    lstm_forward,
    title=Text("gates in another order", zh="门的顺序不对"),
    id="RN6",
    zh="四个列块的顺序是 i、f、g、o。",
    variants={"order": steps.ORDERS},
)
def another_order_of_gates(x, h0, c0, w_input, w_hidden, bias, *, order):
    """The order of the blocks is i, f, g, o, as in PyTorch; CS231n has i, f, o, g, and others have others."""
    return lstm_forward(x, h0, c0, *steps.reordered(order, w_input, w_hidden, bias))


@mistake(
    lstm_forward,
    title=Text("tanh of the cell missing", zh="漏了细胞状态的tanh"),
    id="RN7",
    zh="h = o · tanh(c)：你漏了细胞状态的 tanh。",
)
def tanh_of_the_cell_missing(x, h0, c0, w_input, w_hidden, bias):
    """h = o tanh(c): the tanh of the cell is missing."""
    step = steps.tanh_of_the_cell_missing.function
    return cells_over_time(step, x, h0, c0, w_input, w_hidden, bias)


@mistake(
    lstm_forward,
    title=Text("forget gate on the candidate", zh="遗忘门乘了候选值"),
    id="RN8",
    zh="遗忘门乘旧细胞状态，输入门乘候选值；你对调了。",
)
def forget_gate_on_the_candidate(x, h0, c0, w_input, w_hidden, bias):
    """The forget gate multiplies the old cell, the input gate the candidate; you have them the other way round."""
    return lstm_forward(x, h0, c0, *steps.reordered("figo", w_input, w_hidden, bias))


@mistake(
    lstm_forward,
    title=Text("last state only", zh="只返回最后的状态"),
    id="RN9",
    zh="要返回每一步的 h，你只返回了最后一步。",
)
def last_state_only(x, h0, c0, w_input, w_hidden, bias):
    """Return h after every step; you return the last one alone."""
    states, c = lstm_forward(x, h0, c0, w_input, w_hidden, bias)
    return (states[:, -1] if x.shape[1] else h0), c


@mistake(
    lstm_forward,
    title=Text("cells of all steps", zh="返回每一步的细胞状态"),
    zh="细胞状态只返回最后一步的 (N, H)；你返回了每一步的。",
)
def cells_of_all_steps(x, h0, c0, w_input, w_hidden, bias):
    """Of the cell only the last one is asked, (N, H); you return those of all steps."""
    states, cells, h, c = np.zeros((*x.shape[:2], h0.shape[1])), np.zeros((*x.shape[:2], h0.shape[1])), h0, c0
    for t in range(x.shape[1]):
        h, c = lstm_step(x[:, t], h, c, w_input, w_hidden, bias)
        states[:, t], cells[:, t] = h, c
    return states, cells


@mistake(
    lstm_forward,
    title=Text("last state instead of cell", zh="返回状态而非细胞状态"),
    zh="第二个返回值是细胞状态 c，不是隐藏状态 h。",
    variants={"at_first": ("c0", "h0")},
)
def last_state_for_the_cell(x, h0, c0, w_input, w_hidden, bias, *, at_first):
    """The second answer is the cell after the last step; you return the state."""
    states, c = lstm_forward(x, h0, c0, w_input, w_hidden, bias)
    without_steps = np.array(h0, dtype=float) if at_first == "h0" else c
    return states, states[:, -1] if x.shape[1] else without_steps


@mistake(
    lstm_forward, title=Text("steps along the batch", zh="沿批次循环"), id="RN5", zh="轴 0 是批次，轴 1 才是时间。"
)
def steps_along_the_batch(x, h0, c0, w_input, w_hidden, bias):
    """Axis 0 is the batch, axis 1 the time: you walk through the batch as if its sequences were steps."""
    states, h, c = np.zeros((*x.shape[:2], h0.shape[1])), h0[:1], c0[:1]
    for n in range(len(x)):
        h, c = lstm_step(x[n], h, c, w_input, w_hidden, bias)
        states[n] = h
    return states, c


@mistake(
    lstm_forward,
    title=Text("time before the batch", zh="时间轴在批次之前"),
    zh="结果的轴是 (N, T, H)；你的是 (T, N, H)。",
)
def time_first(x, h0, c0, w_input, w_hidden, bias):
    """The states' axes are (N, T, H); yours are (T, N, H), the default of torch.nn.LSTM."""
    states, c = lstm_forward(x, h0, c0, w_input, w_hidden, bias)
    return states.transpose(1, 0, 2), c


@mistake(
    lstm_forward,
    title=Text("started from zeros", zh="从零出发"),
    zh="要从给定的 h0 和 c0 出发，你从零出发。",
    variants={"which": ("h0", "c0", "both")},
)
def begins_with_zeros(x, h0, c0, w_input, w_hidden, bias, *, which):
    """Begin with the state and the cell that are given; you begin with zeros."""
    h0 = np.zeros_like(h0) if which != "c0" else h0
    c0 = np.zeros_like(c0) if which != "h0" else c0
    return lstm_forward(x, h0, c0, w_input, w_hidden, bias)


@mistake(
    lstm_forward,
    title=Text("cell not handed on", zh="细胞状态没有传下去"),
    zh="细胞状态没有传下去：每一步都要用上一步的 c。",
)
def cell_not_handed_on(x, h0, c0, w_input, w_hidden, bias):
    """The cell is not handed on: every step needs the cell of the step before, you give c0 to all."""

    def step(row, h, _, *layer):
        return lstm_step(row, h, c0, *layer)

    return cells_over_time(step, x, h0, c0, w_input, w_hidden, bias)


@mistake(
    lstm_forward,
    title=Text("state not handed on", zh="隐藏状态没有传下去"),
    zh="隐藏状态没有传下去：每一步都要用上一步的 h。",
)
def state_not_handed_on(x, h0, c0, w_input, w_hidden, bias):
    """The state is not handed on: every step needs h of the step before, you give h0 to all."""

    def step(row, _, c, *layer):
        return lstm_step(row, h0, c, *layer)

    return cells_over_time(step, x, h0, c0, w_input, w_hidden, bias)


@mistake(
    lstm_forward,
    title=Text("state and cell exchanged", zh="h与c接反"),
    zh="h 和 c 接反了：lstm_step 先返回 h 再返回 c。",
)
def state_and_cell_swapped(x, h0, c0, w_input, w_hidden, bias):
    """You unpack the two in the wrong order: lstm_step returns h first, then c."""

    def step(row, h, c, *layer):
        new_h, new_c = lstm_step(row, h, c, *layer)
        return new_c, new_h

    return cells_over_time(step, x, h0, c0, w_input, w_hidden, bias)


@mistake(
    lstm_forward, title=Text("sequence read backwards", zh="从后往前读序列"), zh="序列要从头到尾读，你从最后一步读起。"
)
def from_the_end(x, h0, c0, w_input, w_hidden, bias):
    """Read the sequence from its first step to its last; you begin at the end."""
    states, c = lstm_forward(x[:, ::-1], h0, c0, w_input, w_hidden, bias)
    return states[:, ::-1], c


@mistake(
    lstm_forward,
    title=Text("same array at every step", zh="每一步是同一个数组"),
    id="G-ALIASLIST",
    zh="列表里存的是同一个数组：每一步都要存一个新的。",
)
def one_array_for_all_steps(x, h0, c0, w_input, w_hidden, bias):
    """Every entry of your list is the same array, which the last step overwrote: store a new one at each step."""
    states, c = lstm_forward(x, h0, c0, w_input, w_hidden, bias)
    return np.repeat(states[:, -1:], x.shape[1], axis=1), c


@mistake(
    lstm_forward,
    title=Text("zero cell without any step", zh="没有时间步时细胞为零"),
    zh="没有时间步时细胞状态就是 c0，不是零。",
)
def zeros_where_no_step_is(x, h0, c0, w_input, w_hidden, bias):
    """Without a step the cell is still c0; yours is zero."""
    states, c = lstm_forward(x, h0, c0, w_input, w_hidden, bias)
    return states, c if x.shape[1] else np.zeros_like(c0)


@mistake(
    lstm_forward,
    title=Text("sigmoid overflows", zh="sigmoid溢出"),
    id="RN12",
    zh="exp(z) / (1 + exp(z)) 在 z = 1000 处得到 inf/inf。",
)
def sigmoid_that_overflows(x, h0, c0, w_input, w_hidden, bias):
    """exp(z) / (1 + exp(z)) is inf/inf at z = 1000: choose the form by the sign of z."""
    return cells_over_time(steps.sigmoid_that_overflows.function, x, h0, c0, w_input, w_hidden, bias)


@mistake(
    lstm_forward,
    title=Text("caller's c0 overwritten", zh="覆盖了调用者的c0"),
    id="G-INPLACE",
    zh="c0[:] = … 改变了调用者的数组。",
)
def c0_overwritten(x, h0, c0, w_input, w_hidden, bias):
    """You carry the cell in c0 itself, which belongs to the caller: copy it first."""
    states, c = lstm_forward(x, h0, c0, w_input, w_hidden, bias)
    c0[:] = c
    return states, c0.copy()


@mistake(
    lstm_forward,
    title=Text("states in the inputs' type", zh="状态沿用输入的类型"),
    id="G-DTYPE",
    zh="结果不能取 x 的整数类型。",
)
def of_the_inputs_dtype(x, h0, c0, w_input, w_hidden, bias):
    """np.zeros(…, dtype=x.dtype) cuts every state off to -1, 0 or 1 where x holds integers."""
    states, c = lstm_forward(x, h0, c0, w_input, w_hidden, bias)
    return states.astype(x.dtype), c
