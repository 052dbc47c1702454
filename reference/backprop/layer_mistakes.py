"""Misunderstandings of a single layer: the affine map, its gradients, the activation's slope."""

from __future__ import annotations

import numpy as np

from grader.author import mistake

from .solution import _as_floats, _sigmoid, activation_backward, affine_backward, affine_forward


@mistake(affine_forward, id="G-HARD", zh="你的实现只适用于矩阵：样本可以有更多轴，请先展平第一个轴以外的所有轴。")
def matrices_only(x, weight, bias):
    """Your layer works for matrices only: samples may have several axes, which are to be flattened first."""
    return _as_floats(x) @ weight + bias


@mistake(affine_forward, id="G-BCAST", zh="偏置被当成了一列：它应当对每个输出加一个数，而不是对每个样本。")
def bias_as_column(x, weight, bias):
    """The bias became a column, so it was added per sample; it has one entry for each output."""
    return affine_forward(x, weight, np.zeros_like(bias)) + bias.reshape(-1, 1)


@mistake(affine_forward, zh="偏置加在了求和之内，于是被加了 D 次；它在求和之后只加一次。")
def bias_inside_the_sum(x, weight, bias):
    """You added the bias inside the sum over the features, so it counts D times; it is added once, after the sum."""
    rows = x.reshape(len(x), -1)
    return (rows[:, :, None] * weight + bias).sum(axis=1)


@mistake(affine_forward, zh="你漏加了偏置。")
def bias_forgotten(x, weight, bias):
    """The bias is missing from the output."""
    return x.reshape(len(x), -1) @ weight


@mistake(affine_forward, id="G-T", zh="你用了转置后的权重：W 的形状为 (D, M)，每列对应一个输出。")
def weight_transposed(x, weight, bias):
    """You multiplied by the transposed weight: W is (D, M), each of its columns makes one output."""
    return x.reshape(len(x), -1) @ weight.T + bias


@mistake(affine_forward, id="G-DTYPE", zh="结果数组取了 x 的类型：整数输入时小数部分被截掉了。")
def result_of_the_type_of_x(x, weight, bias):
    """Your result array has the type of x, so that integer inputs cut off the fractions."""
    out = np.zeros((len(x), weight.shape[1]), dtype=x.dtype)
    out[:] = x.reshape(len(x), -1) @ weight + bias
    return out


@mistake(affine_forward, id="G-DTYPE", zh="你把结果四舍五入到四位小数：请返回未经舍入的值。")
def rounded_output(x, weight, bias):
    """You rounded the output to four decimals; return what was computed."""
    return np.round(affine_forward(x, weight, bias), 4)


@mistake(affine_forward, zh="你按列优先（MATLAB 的习惯）展平了样本；NumPy 与本作业按行优先。")
def flattened_column_major(x, weight, bias):
    """You flattened each sample in column-major order; the last axis has to vary fastest."""
    return affine_forward(np.stack([np.ravel(sample, order="F") for sample in x]), weight, bias)


@mistake(affine_forward, zh="展平前你把通道轴移到了最后；轴的顺序应保持不变。")
def channels_moved_last(x, weight, bias):
    """You moved the channels behind the other axes before flattening; the axes keep their order."""
    return affine_forward(np.moveaxis(x, 1, -1), weight, bias)


@mistake(affine_backward, id="B4", zh="grad_weight 被转置了：y = xW 时它是 x^T dout，形状同 W。")
def weight_gradient_transposed(grad_output, x, weight):
    """Your weight gradient is transposed: for y = xW it is x^T dout, with the shape of W."""
    grad_x, grad_weight, grad_bias = affine_backward(grad_output, x, weight)
    return grad_x, grad_weight.T, grad_bias


@mistake(affine_backward, id="B5", zh="偏置的梯度应对批次求和：1/N 已经包含在传入的梯度里。")
def bias_gradient_averaged(grad_output, x, weight):
    """You averaged the bias gradient: each sample received the bias, so sum over the batch (1/N is in dout already)."""
    grad_x, grad_weight, _ = affine_backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_output.mean(axis=0)


@mistake(affine_backward, id="B5", zh="你直接把 dout 当作偏置的梯度：还需对批次求和，得到 (M,)。")
def bias_gradient_not_summed(grad_output, x, weight):
    """You returned dout itself as the bias gradient; it still has to be summed over the batch."""
    grad_x, grad_weight, _ = affine_backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_output


@mistake(affine_backward, id="B5", zh="你又除了一次批次大小：1/N 已经包含在传入的梯度里。")
def averaged_once_more(grad_output, x, weight):
    """You divided the parameters' gradients by the batch size; the loss has put its 1/N into dout already."""
    grad_x, grad_weight, grad_bias = affine_backward(grad_output, x, weight)
    return grad_x, grad_weight / len(x), grad_bias / len(x)


@mistake(affine_backward, id="G-AXIS", zh="求和轴错了：偏置的梯度应对样本（轴 0）求和，每个输出留一个数。")
def bias_gradient_over_outputs(grad_output, x, weight):
    """You summed dout over the outputs; the bias gradient sums over the samples, which are axis 0."""
    grad_x, grad_weight, _ = affine_backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_output.sum(axis=1)


@mistake(affine_backward, id="B10", zh="grad_x 必须恢复成 x 的形状。")
def input_gradient_left_flat(grad_output, x, weight):
    """Your gradient of x is still flat; it must have the shape of x."""
    grad_x, grad_weight, grad_bias = affine_backward(grad_output, x, weight)
    return grad_x.reshape(len(x), -1), grad_weight, grad_bias


@mistake(affine_backward, id="G-T", zh="往回传时缺了转置：grad_x 是 dout W^T。")
def weight_not_transposed(grad_output, x, weight):
    """The way back needs the transpose: the gradient of x is dout W^T."""
    _, grad_weight, grad_bias = affine_backward(grad_output, x, weight)
    return (grad_output @ weight).reshape(x.shape), grad_weight, grad_bias


@mistake(affine_backward, id="G-DTYPE", zh="grad_x 取了 x 的类型：x 为整数时小数部分被截掉了。")
def input_gradient_of_the_type_of_x(grad_output, x, weight):
    """You made the gradient of x with the type of x, so that integer inputs cut off the fractions."""
    _, grad_weight, grad_bias = affine_backward(grad_output, x, weight)
    grad_x = np.zeros_like(x)
    grad_x[...] = (grad_output @ weight.T).reshape(x.shape)
    return grad_x, grad_weight, grad_bias


@mistake(affine_backward, zh="偏置的梯度应为 (M,)，而不是 (1, M)。")
def bias_gradient_kept_as_row(grad_output, x, weight):
    """Your bias gradient is a 1 x M matrix; like the bias it has one axis."""
    grad_x, grad_weight, grad_bias = affine_backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_bias[None, :]


@mistake(
    activation_backward,
    id="B1",
    zh="你对已经激活过的值又激活了一次；导数是 a(1 - a)（tanh 为 1 - a^2），a 只激活一次。",
)
def activated_twice(grad_output, preactivation, kind):
    """You applied the activation to a value that was activated already; the slope is a(1 - a), or 1 - a^2 for tanh."""
    if kind == "relu":
        return activation_backward(grad_output, preactivation, kind)
    once = _sigmoid(preactivation) if kind == "sigmoid" else np.tanh(preactivation)
    return activation_backward(grad_output, once, kind)


@mistake(activation_backward, zh="你把 preactivation 当成了激活后的值：先激活，再用 a(1 - a) 或 1 - a^2。")
def preactivation_taken_for_the_output(grad_output, preactivation, kind):
    """You used a(1 - a) or 1 - a^2 with the preactivation as a; activate it first."""
    z = _as_floats(preactivation)
    slope = {"relu": z > 0, "sigmoid": z * (1 - z), "tanh": 1 - z**2}[kind]
    return grad_output * slope


@mistake(activation_backward, id="B2", zh="你忘了乘以激活函数的导数。")
def slope_forgotten(grad_output, preactivation, kind):
    """You passed the gradient on unchanged; it must be multiplied by the activation's derivative."""
    return grad_output.copy()


@mistake(activation_backward, zh="你只返回了导数：链式法则还要乘以传入的梯度。")
def slope_alone(grad_output, preactivation, kind):
    """You returned the slope alone; the chain rule multiplies it by the incoming gradient."""
    return activation_backward(np.ones_like(grad_output), preactivation, kind)


@mistake(activation_backward, id="B9", zh="ReLU 的掩码看的是前向输入 z，而不是传入的梯度。")
def mask_by_the_gradient(grad_output, preactivation, kind):
    """The ReLU mask looks at the forward input z, not at the incoming gradient."""
    if kind == "relu":
        return grad_output * (grad_output > 0)
    return activation_backward(grad_output, preactivation, kind)


@mistake(activation_backward, zh="你让 ReLU 在 0 处的导数为 1；本作业约定为 0。")
def relu_open_at_zero(grad_output, preactivation, kind):
    """Your ReLU has slope 1 at exactly 0; here it is 0."""
    if kind == "relu":
        return grad_output * (preactivation >= 0)
    return activation_backward(grad_output, preactivation, kind)


@mistake(activation_backward, zh="exp(z) 溢出，inf/inf 得到 NaN：请只对 -|z| 取 exp。")
def slope_overflows(grad_output, preactivation, kind):
    """Your exponential overflows and inf/inf is NaN; take exp of -|z| only."""
    if kind == "relu":
        return activation_backward(grad_output, preactivation, kind)
    z = _as_floats(preactivation)
    growth = np.exp(z if kind == "sigmoid" else 2 * z)
    return grad_output * (1 if kind == "sigmoid" else 4) * growth / (1 + growth) ** 2


@mistake(activation_backward, id="G-INPLACE", zh="你改动了调用者的梯度数组：请先复制。")
def masked_in_place(grad_output, preactivation, kind):
    """You set elements of the caller's gradient to zero; work on a copy."""
    if kind == "relu":
        grad_output[preactivation <= 0] = 0
        return grad_output
    return activation_backward(grad_output, preactivation, kind)


@mistake(activation_backward, id="G-DTYPE", zh="导数数组取了 preactivation 的类型：整数输入时小数部分被截掉了。")
def slope_of_the_type_of_z(grad_output, preactivation, kind):
    """You made the slope with the type of the preactivation, so that integers cut it down to 0 or 1."""
    slope = np.empty_like(preactivation)
    slope[...] = activation_backward(np.ones(preactivation.shape), preactivation, kind)
    return grad_output * slope


@mistake(activation_backward, zh="tanh 的导数是 1 - tanh(z)^2：你漏了平方。")
def tanh_without_square(grad_output, preactivation, kind):
    """The slope of tanh is 1 - tanh(z)^2; the square is missing."""
    if kind == "tanh":
        return grad_output * (1 - np.tanh(preactivation))
    return activation_backward(grad_output, preactivation, kind)
