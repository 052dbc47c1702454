"""Known ways to get rnn_forward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import rnn_forward, rnn_step
from ._shared import by_exponentials, over_time


@mistake(
    rnn_forward,
    title=Text("steps along the batch", zh="沿批次循环"),
    id="RN5",
    zh="轴 0 是批次，轴 1 才是时间：你沿批次循环了。",
)
def steps_along_the_batch(x, h0, w_input, w_hidden, bias):
    """Axis 0 is the batch, axis 1 the time: you walk through the batch as if its sequences were steps."""
    states, h = np.zeros((*x.shape[:2], h0.shape[1])), h0[:1]
    for n in range(len(x)):
        states[n] = h = rnn_step(x[n], h, w_input, w_hidden, bias)
    return states


@mistake(
    rnn_forward,
    title=Text("last state only", zh="只返回最后的状态"),
    id="RN9",
    zh="要返回每一步的状态，你只返回了最后一步。",
)
def last_state_only(x, h0, w_input, w_hidden, bias):
    """Return the state after every step; you return the last one alone."""
    states = rnn_forward(x, h0, w_input, w_hidden, bias)
    return states[:, -1] if x.shape[1] else h0


@mistake(
    rnn_forward,
    title=Text("time before the batch", zh="时间轴在批次之前"),
    zh="结果的轴是 (N, T, H)；你的是 (T, N, H)。",
)
def time_first(x, h0, w_input, w_hidden, bias):
    """The answer's axes are (N, T, H); yours are (T, N, H), the default of torch.nn.RNN."""
    return rnn_forward(x, h0, w_input, w_hidden, bias).transpose(1, 0, 2)


@mistake(rnn_forward, title=Text("started from zeros", zh="从零出发"), zh="第一步要从 h0 出发，你从零出发。")
def begins_with_zeros(x, h0, w_input, w_hidden, bias):
    """Begin with h0; you begin with zeros."""
    return rnn_forward(x, np.zeros_like(h0), w_input, w_hidden, bias)


@mistake(
    rnn_forward,
    title=Text("h0 at every step", zh="每一步都用h0"),
    zh="状态没有传下去：每一步都要用上一步的状态，而不是 h0。",
)
def h0_at_every_step(x, h0, w_input, w_hidden, bias):
    """The state is not handed on: every step needs the state of the step before, you give h0 to all."""
    return over_time(lambda row, _, *layer: rnn_step(row, h0, *layer), x, h0, w_input, w_hidden, bias)


@mistake(
    rnn_forward,
    title=Text("h0 among the states", zh="结果里多了h0"),
    zh="h0 不属于结果：第一个返回的是第一步之后的状态。",
)
def h0_among_the_answers(x, h0, w_input, w_hidden, bias):
    """h0 is not among the answers: the first one is the state after the first step."""
    states = rnn_forward(x, h0, w_input, w_hidden, bias)
    return np.concatenate([h0[:, None], states], axis=1)


@mistake(
    rnn_forward,
    title=Text("states before each step", zh="返回每一步之前的状态"),
    zh="返回的是每一步之前的状态，差了一步。",
)
def one_step_late(x, h0, w_input, w_hidden, bias):
    """Your states are those before each step: one too early."""
    states = rnn_forward(x, h0, w_input, w_hidden, bias)
    return np.concatenate([h0[:, None], states], axis=1)[:, : x.shape[1]]


@mistake(
    rnn_forward, title=Text("sequence read backwards", zh="从后往前读序列"), zh="序列要从头到尾读，你从最后一步读起。"
)
def from_the_end(x, h0, w_input, w_hidden, bias):
    """Read the sequence from its first step to its last; you begin at the end."""
    return rnn_forward(x[:, ::-1], h0, w_input, w_hidden, bias)[:, ::-1]


@mistake(
    rnn_forward,
    title=Text("same array at every step", zh="每一步是同一个数组"),
    id="G-ALIASLIST",
    zh="列表里存的是同一个数组：每一步都要存一个新的（或副本）。",
)
def one_array_for_all_steps(x, h0, w_input, w_hidden, bias):
    """Every entry of your list is the same array, which the last step overwrote: store a new one at each step."""
    states = rnn_forward(x, h0, w_input, w_hidden, bias)
    return np.repeat(states[:, -1:], x.shape[1], axis=1)


@mistake(
    rnn_forward,
    title=Text("state carried between sequences", zh="状态在序列之间传递"),
    zh="状态在批次的序列之间传递了：每个序列都从自己的 h0 出发。",
)
def state_runs_on_between_sequences(x, h0, w_input, w_hidden, bias):
    """Every sequence begins with its own row of h0; you go on with the state that the sequence before left."""
    states, h = np.zeros((*x.shape[:2], h0.shape[1])), h0[:1]
    for n in range(len(x)):
        for t in range(x.shape[1]):
            h = rnn_step(x[n : n + 1, t], h, w_input, w_hidden, bias)
            states[n, t] = h[0]
    return states


@mistake(
    rnn_forward,
    title=Text("hidden matrix transposed", zh="隐藏矩阵被转置"),
    id="G-T",
    zh="w_hidden 多转置了一次：h @ w_hidden。",
)
def hidden_matrix_transposed(x, h0, w_input, w_hidden, bias):
    """You transposed w_hidden: its rows belong to the old state, so h @ w_hidden."""
    return rnn_forward(x, h0, w_input, w_hidden.T, bias)


@mistake(
    rnn_forward,
    title=Text("h0 without any step", zh="没有时间步时返回h0"),
    zh="没有时间步时返回 (N, 0, H)，而不是 h0。",
)
def h0_where_no_step_is(x, h0, w_input, w_hidden, bias):
    """Where there are no steps there are no states, (N, 0, H); you return h0 as if it were one."""
    return rnn_forward(x, h0, w_input, w_hidden, bias) if x.shape[1] else h0[:, None]


@mistake(
    rnn_forward,
    title=Text("exponentials of tanh overflow", zh="tanh的指数溢出"),
    id="RN12",
    zh="exp(1000) 溢出，得到 inf/inf：请用 np.tanh。",
)
def tanh_of_overflowing_exponentials(x, h0, w_input, w_hidden, bias):
    """exp overflows at 710 and leaves inf/inf: use np.tanh."""
    return over_time(lambda row, h, wx, wh, b: by_exponentials(row @ wx + h @ wh + b), x, h0, w_input, w_hidden, bias)


@mistake(
    rnn_forward,
    title=Text("states in the inputs' type", zh="状态沿用输入的类型"),
    id="G-DTYPE",
    zh="结果不能取 x 的整数类型：状态会被截成 0、1、-1。",
)
def of_the_inputs_dtype(x, h0, w_input, w_hidden, bias):
    """np.zeros(…, dtype=x.dtype) cuts every state off to -1, 0 or 1 where x holds integers."""
    return rnn_forward(x, h0, w_input, w_hidden, bias).astype(x.dtype)


@mistake(
    rnn_forward,
    title=Text("caller's h0 overwritten", zh="覆盖了调用者的h0"),
    id="G-INPLACE",
    zh="h0[:] = … 改变了调用者的数组。",
)
def h0_overwritten(x, h0, w_input, w_hidden, bias):
    """You carry the state in h0 itself, which belongs to the caller: h = h0.copy()."""
    states = rnn_forward(x, h0, w_input, w_hidden, bias)
    if x.shape[1]:
        h0[:] = states[:, -1]
    return states


@mistake(rnn_forward, title=Text("tanh missing", zh="漏了tanh"), zh="漏了 tanh。")
def tanh_forgotten(x, h0, w_input, w_hidden, bias):
    """tanh is missing: the sum itself is not yet the state."""
    return over_time(lambda row, h, wx, wh, b: row @ wx + h @ wh + b, x, h0, w_input, w_hidden, bias)


@mistake(
    rnn_forward,
    title=Text("sum handed on without tanh", zh="没经过tanh就传下去"),
    zh="旧状态没有经过 tanh 就传下去了：传下去的应是新状态。",
)
def sum_handed_on(x, h0, w_input, w_hidden, bias):
    """You hand the sum on to the next step before it has been through tanh."""
    return np.tanh(over_time(lambda row, h, wx, wh, b: row @ wx + h @ wh + b, x, h0, w_input, w_hidden, bias))
