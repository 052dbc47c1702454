"""Known ways to get rnn_backward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import rnn_backward, rnn_forward


def through_time(inputs, *, slope=None, later=None, previous=None, back=None, arriving=None):
    """BPTT with one part replaced; what is not replaced is right.

    slope(state): of tanh.  later(error, w_hidden): to the step before.  previous(states, h0, t): for w_hidden.
    back(error, w_input): to x.  arriving(grad_output, later, t, steps): at a state.
    """
    grad_output, x, h0, w_input, w_hidden, bias = inputs
    slope = slope or (lambda state: 1 - state**2)
    later = later or (lambda error, weight: error @ weight.T)
    previous = previous or (lambda states, h0, t: states[:, t - 1] if t else h0)
    back = back or (lambda error, weight: error @ weight.T)
    arriving = arriving or (lambda grad_output, later, t, _: grad_output[:, t] + later)
    states, carried, steps = rnn_forward(x, h0, w_input, w_hidden, bias), np.zeros(h0.shape), x.shape[1]
    grad_x = np.zeros(x.shape)
    parts = [np.zeros((steps, *array.shape)) for array in (w_input, w_hidden, bias)]
    for t in reversed(range(steps)):
        error = arriving(grad_output, carried, t, steps) * slope(states[:, t])
        grad_x[:, t], carried = back(error, w_input), later(error, w_hidden)
        parts[0][t], parts[1][t] = x[:, t].T @ error, previous(states, h0, t).T @ error
        parts[2][t] = error.sum(axis=0)
    return grad_x, carried, parts


def summed(grad_x, grad_h0, parts):
    """The five gradients of what `through_time` gives."""
    return grad_x, grad_h0, *(part.sum(axis=0) for part in parts)


@mistake(
    rnn_backward,
    title=Text("later steps ignored", zh="忽略了后面的步"),
    id="RN1",
    zh="h_t 还通过 h_(t+1) 影响损失：要加上下一步传回的梯度。",
)
def later_steps_ignored(*inputs):
    """h_t also influences the loss through h_(t+1): add what comes back from the next step."""
    return summed(*through_time(inputs, arriving=lambda grad_output, _later, t, _steps: grad_output[:, t]))


@mistake(
    rnn_backward,
    title=Text("gradient of the last state only", zh="只用最后一步的梯度"),
    zh="损失用到每一步的状态；你只用了最后一步的梯度。",
)
def gradient_of_the_last_state_only(*inputs):
    """The loss uses every state: add grad_output at each step, not only at the last one."""

    def arriving(grad_output, later, t, steps):
        return grad_output[:, t] if t == steps - 1 else later

    return summed(*through_time(inputs, arriving=arriving))


@mistake(
    rnn_backward,
    title=Text("gradients overwritten at every step", zh="每一步覆盖了梯度"),
    id="RN2",
    zh="权重在各步之间共享：梯度要累加，你每步都覆盖了它。",
    variants={"kept": ("first", "last")},
)
def overwritten_at_every_step(*inputs, kept):
    """Weights are shared over time, so their gradients are summed over the steps; you keep that of a single step."""
    grad_x, grad_h0, parts = through_time(inputs)
    step = 0 if kept == "first" else -1
    return grad_x, grad_h0, *(part[step] if len(part) else part.sum(axis=0) for part in parts)


@mistake(
    rnn_backward,
    title=Text("new state instead of previous", zh="用新状态代替前一个状态"),
    id="RN3",
    zh="w_hidden 的梯度用的是前一个状态，而不是新状态。",
)
def new_state_for_the_previous(*inputs):
    """w_hidden met the previous state: its gradient takes h_(t-1), you took h_t."""
    return summed(*through_time(inputs, previous=lambda states, _, t: states[:, t]))


@mistake(rnn_backward, title=Text("zeros instead of h0", zh="用零代替h0"), zh="第一步之前的状态是 h0，不是零。")
def zeros_for_h0(*inputs):
    """The state before the first step is h0, not zero: w_hidden's gradient misses a term."""

    def previous(states, h0, t):
        return states[:, t - 1] if t else np.zeros_like(h0)

    return summed(*through_time(inputs, previous=previous))


@mistake(
    rnn_backward,
    title=Text("last state instead of h0", zh="用最后的状态代替h0"),
    zh="t = 0 时 states[:, t - 1] 是最后一个状态：应使用 h0。",
)
def last_state_before_the_first(*inputs):
    """At t = 0, states[:, t - 1] is the last state, not the one before the first: that is h0."""
    return summed(*through_time(inputs, previous=lambda states, _, t: states[:, t - 1]))


@mistake(
    rnn_backward,
    title=Text("tanh applied twice", zh="对h又取了tanh"),
    id="RN4",
    zh="h 已经是 tanh 的结果：斜率是 1 - h²，你又取了一次 tanh。",
)
def tanh_of_tanh(*inputs):
    """h is already tanh of the sum: its slope is 1 - h^2, you took tanh once more."""
    return summed(*through_time(inputs, slope=lambda state: 1 - np.tanh(state) ** 2))


@mistake(
    rnn_backward,
    title=Text("slope of the sigmoid", zh="用了sigmoid的斜率"),
    zh="tanh 的斜率是 1 - h²，你用了 sigmoid 的 h(1 - h)。",
)
def slope_of_the_sigmoid(*inputs):
    """The slope of tanh is 1 - h^2; h (1 - h) is that of the sigmoid."""
    return summed(*through_time(inputs, slope=lambda state: state * (1 - state)))


@mistake(rnn_backward, title=Text("slope of tanh missing", zh="漏了tanh的斜率"), zh="漏了 tanh 的斜率 1 - h²。")
def slope_forgotten(*inputs):
    """The slope of tanh, 1 - h^2, is missing."""
    return summed(*through_time(inputs, slope=np.ones_like))


@mistake(
    rnn_backward, title=Text("square missing in the slope", zh="斜率漏了平方"), zh="斜率是 1 - h²，你写成了 1 - h。"
)
def square_forgotten(*inputs):
    """The slope of tanh is 1 - h^2; the square is missing."""
    return summed(*through_time(inputs, slope=lambda state: 1 - state))


@mistake(
    rnn_backward,
    title=Text("hidden matrix not transposed", zh="隐藏矩阵没有转置"),
    id="G-T",
    zh="反向传回上一步要乘 w_hidden 的转置。",
)
def hidden_matrix_not_transposed(*inputs):
    """Going back a step multiplies by the transpose of w_hidden."""
    return summed(*through_time(inputs, later=lambda error, weight: error @ weight))


@mistake(
    rnn_backward, title=Text("input matrix not transposed", zh="输入矩阵没有转置"), zh="x 的梯度要乘 w_input 的转置。"
)
def input_matrix_not_transposed(*inputs):
    """The gradient of x multiplies by the transpose of w_input."""
    x, w_input = inputs[1], inputs[3]
    if w_input.shape[0] != w_input.shape[1]:
        return rnn_backward(*inputs)
    assert x.shape[2] == w_input.shape[1]
    return summed(*through_time(inputs, back=lambda error, weight: error @ weight))


@mistake(
    rnn_backward,
    title=Text("averaged over the batch", zh="对批次取了平均"),
    id="G-SUMMEAN",
    zh="grad_output 已是损失的导数：权重的梯度对批次求和，不再除以 N。",
    variants={"of": ("N", "NT")},
)
def mean_over_the_batch(*inputs, of):
    """grad_output is the loss's own derivative: sum over the batch and the steps, divide by nothing."""
    x = inputs[1]
    grad_x, grad_h0, *rest = rnn_backward(*inputs)
    count = len(x) * (max(x.shape[1], 1) if of == "NT" else 1)
    return grad_x, grad_h0, *(part / count for part in rest)


@mistake(
    rnn_backward,
    title=Text("averaged over the steps", zh="对时间步取了平均"),
    zh="权重的梯度对时间取了平均；应当求和。",
)
def mean_over_the_steps(*inputs):
    """You average over the steps: the gradients of shared weights are summed."""
    steps = max(inputs[1].shape[1], 1)
    grad_x, grad_h0, *rest = rnn_backward(*inputs)
    return grad_x, grad_h0, *(part / steps for part in rest)


@mistake(
    rnn_backward,
    title=Text("first state's gradient for h0", zh="h0的梯度用了第一个状态的"),
    zh="grad_h0 要再乘一次 w_hidden 的转置：你返回的是第一个状态的梯度。",
)
def gradient_of_the_first_state(*inputs):
    """You return the gradient of the first state as that of h0: it is one step further back."""
    h0 = inputs[2]
    kept = [np.zeros_like(h0)]

    def arriving(grad_output, later, t, steps):
        kept[0] = grad_output[:, t] + later
        return kept[0]

    grad_x, _, parts = through_time(inputs, arriving=arriving)
    return summed(grad_x, kept[0], parts)


@mistake(
    rnn_backward,
    title=Text("gradient of h0 missing", zh="h0的梯度为零"),
    zh="grad_h0 不是零：h0 通过所有的步影响损失。",
)
def nothing_for_h0(*inputs):
    """h0 acts on the loss through all steps: its gradient is what is left when the loop has passed the first step."""
    grad_x, grad_h0, *rest = rnn_backward(*inputs)
    return grad_x, np.zeros_like(grad_h0), *rest


@mistake(
    rnn_backward,
    title=Text("forward instead of backward in time", zh="沿时间正向走"),
    zh="反向要从最后一步走到第一步；你从第一步开始。",
)
def forward_through_time(*inputs):
    """Go back from the last step to the first; you walk forward, so that later errors have not come yet."""
    grad_output, x, h0, w_input, w_hidden, bias = inputs
    states = rnn_forward(x, h0, w_input, w_hidden, bias)
    previous = np.concatenate([h0[:, None], states], axis=1)
    errors, carried = np.zeros(states.shape), np.zeros(h0.shape)
    for t in range(x.shape[1]):
        errors[:, t] = (grad_output[:, t] + carried) * (1 - states[:, t] ** 2)
        carried = errors[:, t] @ w_hidden.T
    by_input = np.einsum("ntd,nth->dh", x, errors)
    by_hidden = np.einsum("ntk,nth->kh", previous[:, : x.shape[1]], errors)
    return errors @ w_input.T, carried, by_input, by_hidden, errors.sum(axis=(0, 1))


@mistake(
    rnn_backward,
    title=Text("carried gradient accumulates", zh="传回的梯度被累加"),
    zh="传回上一步的梯度每步都要换新，你把它累加了。",
)
def carried_gradient_adds_up(*inputs):
    """What goes to the step before is replaced at every step; you add it up, so old errors come again."""
    carried = [0.0]

    def later(error, weight):
        carried[0] = carried[0] + error @ weight.T
        return carried[0]

    return summed(*through_time(inputs, later=later))


@mistake(
    rnn_backward,
    title=Text("slope missing on the way back", zh="传回上一步时漏了斜率"),
    zh="传回上一步之前要先乘 tanh 的斜率。",
)
def slope_missing_on_the_way_back(*inputs):
    """What goes to the step before has to pass tanh first: multiply by its slope before w_hidden."""
    held = [0.0]

    def arriving(grad_output, later, t, steps):
        held[0] = grad_output[:, t] + later
        return held[0]

    return summed(*through_time(inputs, arriving=arriving, later=lambda _, weight: held[0] @ weight.T))


@mistake(
    rnn_backward,
    title=Text("truncated after a few steps", zh="只往回传几步"),
    zh="梯度只往回传一步：要一直传到第一步。",
    variants={"steps_back": (1, 2)},
)
def truncated(*inputs, steps_back):
    """The gradient goes all the way back; you cut it off after a step or two (truncated BPTT)."""
    grad_output, x, *rest = inputs
    w_input, w_hidden = rest[1], rest[2]
    states = rnn_forward(x, *rest)
    before = np.concatenate([rest[0][:, None], states], axis=1)
    totals = [np.zeros(array.shape) for array in (x, *rest)]
    for last in range(x.shape[1]):
        error = grad_output[:, last] * (1 - states[:, last] ** 2)
        for t in range(last, max(last - steps_back, 0) - 1, -1):
            totals[0][:, t] += error @ w_input.T
            totals[2] += x[:, t].T @ error
            totals[3] += before[:, t].T @ error
            totals[4] += error.sum(axis=0)
            arrived = error @ w_hidden.T
            error = arrived * (1 - states[:, t - 1] ** 2) if t else error
        if last <= steps_back:
            totals[1] += arrived
    return tuple(totals)


@mistake(
    rnn_backward,
    title=Text("bias gradient of one sequence", zh="偏置梯度只取一个序列"),
    id="G-AXIS",
    zh="偏置的梯度要对批次求和（轴 0），你只取了第一个序列。",
)
def bias_of_one_sequence(*inputs):
    """The bias acts on every sequence: sum its gradient over the batch, you took the first sequence alone."""
    grad_output, x, h0, *layer = inputs
    *rest, _ = rnn_backward(*inputs)
    return *rest, rnn_backward(grad_output[:1], x[:1], h0[:1], *layer)[-1]


@mistake(
    rnn_backward,
    title=Text("gradient in the inputs' type", zh="梯度沿用输入的类型"),
    id="G-DTYPE",
    zh="x 的梯度不能取 x 的整数类型：小数会被截掉。",
)
def of_the_inputs_dtype(*inputs):
    """np.zeros_like(x) is an array of integers where x is one: every gradient in it is cut off."""
    grad_x, *rest = rnn_backward(*inputs)
    return grad_x.astype(inputs[1].dtype), *rest


@mistake(
    rnn_backward,
    title=Text("caller's incoming gradient changed", zh="改变了传入的梯度数组"),
    id="G-INPLACE",
    zh="grad_output += … 改变了调用者的数组：请写在自己的数组里。",
)
def later_gradient_added_in_place(*inputs):
    """grad_output[:, t] += … changes the caller's own array: add into one of yours."""
    answer = rnn_backward(*inputs)
    grad_output, w_hidden = inputs[0], inputs[4]
    states = rnn_forward(*inputs[1:])
    for t in range(grad_output.shape[1] - 1, 0, -1):
        grad_output[:, t - 1] += (grad_output[:, t] * (1 - states[:, t] ** 2)) @ w_hidden.T
    return answer


@mistake(
    rnn_backward,
    title=Text("weight gradients exchanged", zh="两个权重梯度弄反"),
    zh="返回的顺序是 grad_x、grad_h0、grad_w_input、grad_w_hidden、grad_bias。",
)
def weights_swapped(*inputs):
    """The order is grad_x, grad_h0, grad_w_input, grad_w_hidden, grad_bias: you swapped the two matrices."""
    grad_x, grad_h0, grad_w_input, grad_w_hidden, grad_bias = rnn_backward(*inputs)
    return grad_x, grad_h0, grad_w_hidden, grad_w_input, grad_bias


@mistake(
    rnn_backward,
    title=Text("clipped while flowing back", zh="传回的过程中被裁剪"),
    zh="反向传播中不裁剪：传回的梯度无论多大都原样使用。",
)
def clipped_on_the_way_back(*inputs):
    """You clip what flows back to [-5, 5]: clipping comes after the gradient, here it is used however large it is."""
    return summed(*through_time(inputs, later=lambda error, weight: np.clip(error @ weight.T, -5, 5)))


@mistake(
    rnn_backward,
    title=Text("returned gradients clipped", zh="返回的梯度被裁剪"),
    zh="返回的是梯度本身，不裁剪到 [-5, 5]。",
)
def gradients_clipped(*inputs):
    """You clip the gradients to [-5, 5], as some programs do before a step: return them as they are."""
    return tuple(np.clip(gradient, -5, 5) for gradient in rnn_backward(*inputs))
