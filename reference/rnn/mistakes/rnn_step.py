"""Known ways to get rnn_step wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import rnn_step
from ._shared import by_exponentials, sigmoid, turned


@mistake(
    rnn_step,
    title=Text("exponentials of tanh overflow", zh="tanh的指数溢出"),
    id="RN12",
    zh="exp(1000) 溢出，得到 inf/inf：请用 np.tanh。",
)
def tanh_of_overflowing_exponentials(x, h, w_input, w_hidden, bias):
    """exp overflows at 710 and leaves inf/inf: use np.tanh."""
    return by_exponentials(x @ w_input + h @ w_hidden + bias)


@mistake(
    rnn_step,
    title=Text("hidden matrix transposed", zh="隐藏矩阵被转置"),
    id="G-T",
    zh="w_hidden 多转置了一次：h @ w_hidden，行是旧状态，列是新状态。",
)
def hidden_matrix_transposed(x, h, w_input, w_hidden, bias):
    """You transposed w_hidden: its rows belong to the old state, its columns to the new one, so h @ w_hidden."""
    return rnn_step(x, h, w_input, w_hidden.T, bias)


@mistake(
    rnn_step,
    title=Text("input matrix transposed", zh="输入矩阵被转置"),
    zh="w_input 多转置了一次：x @ w_input，行是输入，列是单元。",
)
def input_matrix_transposed(x, h, w_input, w_hidden, bias):
    """You transposed w_input: its rows belong to the inputs, its columns to the units, so x @ w_input."""
    return rnn_step(x, h, turned(w_input), w_hidden, bias)


@mistake(
    rnn_step, title=Text("old state ignored", zh="没有用到旧状态"), zh="新状态还要加上 h @ w_hidden：你没有用到旧状态。"
)
def old_state_unused(x, h, w_input, w_hidden, bias):
    """The old state is missing: add h @ w_hidden, or the network remembers nothing."""
    return np.tanh(x @ w_input + bias)


@mistake(rnn_step, title=Text("bias missing", zh="漏了偏置"), zh="漏了偏置。")
def bias_forgotten(x, h, w_input, w_hidden, bias):
    """The bias is missing."""
    return np.tanh(x @ w_input + h @ w_hidden)


@mistake(
    rnn_step, title=Text("bias added twice", zh="偏置加了两次"), zh="PyTorch 有两个偏置，这里只有一个：你把它加了两次。"
)
def bias_twice(x, h, w_input, w_hidden, bias):
    """You added the bias twice, once with each product: PyTorch has two biases, here is one."""
    return np.tanh(x @ w_input + h @ w_hidden + 2 * bias)


@mistake(rnn_step, title=Text("tanh missing", zh="漏了tanh"), zh="漏了 tanh。")
def tanh_forgotten(x, h, w_input, w_hidden, bias):
    """tanh is missing: the sum itself is not yet the state."""
    return x @ w_input + h @ w_hidden + bias


@mistake(
    rnn_step,
    title=Text("sigmoid or ReLU instead of tanh", zh="用了sigmoid或ReLU"),
    zh="这里的激活函数是 tanh，不是 sigmoid 或 ReLU。",
    variants={"function": ("sigmoid", "relu")},
)
def another_activation(x, h, w_input, w_hidden, bias, *, function):
    """The activation is tanh, neither the sigmoid nor ReLU."""
    z = x @ w_input + h @ w_hidden + bias
    return sigmoid(z) if function == "sigmoid" else np.maximum(z, 0)


@mistake(
    rnn_step,
    title=Text("tanh of the inputs only", zh="tanh只作用在输入部分"),
    zh="tanh 要作用在整个和上，而不是只作用在输入部分。",
)
def tanh_of_the_inputs_alone(x, h, w_input, w_hidden, bias):
    """tanh is taken of the whole sum; you left the old state's part outside."""
    return np.tanh(x @ w_input + bias) + h @ w_hidden


@mistake(
    rnn_step,
    title=Text("argument of tanh clipped", zh="截断了tanh的输入"),
    zh="不要截断 tanh 的输入：你的函数在截断处之外不再增大。",
    variants={"limit": (1.0, 3.0, 5.0)},
)
def argument_clipped(x, h, w_input, w_hidden, bias, *, limit):
    """You clip what goes into tanh, which needs no clipping: values beyond the limit are lost."""
    return np.tanh(np.clip(x @ w_input + h @ w_hidden + bias, -limit, limit))


@mistake(
    rnn_step,
    title=Text("state in the inputs' type", zh="状态沿用输入的类型"),
    id="G-DTYPE",
    zh="结果不能取输入的整数类型：tanh 的值会被截成 0、1、-1。",
)
def of_the_inputs_dtype(x, h, w_input, w_hidden, bias):
    """You give the answer the dtype of x: where x holds integers, every state is cut off to -1, 0 or 1."""
    return rnn_step(x, h, w_input, w_hidden, bias).astype(x.dtype)


@mistake(
    rnn_step,
    title=Text("caller's state overwritten", zh="覆盖了调用者的状态"),
    id="G-INPLACE",
    zh="h[:] = … 改变了调用者的数组：请返回新数组。",
)
def state_overwritten(x, h, w_input, w_hidden, bias):
    """h[:] = … changes the caller's own array: return a new one."""
    h[:] = rnn_step(x, h, w_input, w_hidden, bias)
    return h.copy()
