"""Known ways to get affine_backward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import affine_backward


@mistake(
    affine_backward,
    title=Text("weight gradient transposed", zh="权重梯度被转置"),
    id="B4",
    zh="grad_weight 被转置了：y = xW 时它是 x^T dout，形状同 W。",
)
def weight_gradient_transposed(grad_output, x, weight):
    """Your weight gradient is transposed: for y = xW it is x^T dout, with the shape of W."""
    grad_x, grad_weight, grad_bias = affine_backward(grad_output, x, weight)
    return grad_x, grad_weight.T, grad_bias


@mistake(
    affine_backward,
    title=Text("bias gradient averaged", zh="偏置梯度取了平均"),
    id="B5",
    zh="偏置的梯度应对批次求和：1/N 已经包含在传入的梯度里。",
)
def bias_gradient_averaged(grad_output, x, weight):
    """You averaged the bias gradient: each sample received the bias, so sum over the batch (1/N is in dout already)."""
    grad_x, grad_weight, _ = affine_backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_output.mean(axis=0)


@mistake(
    affine_backward,
    title=Text("bias gradient not summed", zh="偏置梯度没有求和"),
    id="B5",
    zh="你直接把 dout 当作偏置的梯度：还需对批次求和，得到 (M,)。",
)
def bias_gradient_not_summed(grad_output, x, weight):
    """You returned dout itself as the bias gradient; it still has to be summed over the batch."""
    grad_x, grad_weight, _ = affine_backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_output


@mistake(
    affine_backward,
    title=Text("divided by the batch size again", zh="又除了一次批次大小"),
    id="B5",
    zh="你又除了一次批次大小：1/N 已经包含在传入的梯度里。",
)
def averaged_once_more(grad_output, x, weight):
    """You divided the parameters' gradients by the batch size; the loss has put its 1/N into dout already."""
    grad_x, grad_weight, grad_bias = affine_backward(grad_output, x, weight)
    return grad_x, grad_weight / len(x), grad_bias / len(x)


@mistake(
    affine_backward,
    title=Text("bias gradient summed over outputs", zh="偏置梯度对输出求和"),
    id="G-AXIS",
    zh="求和轴错了：偏置的梯度应对样本（轴 0）求和，每个输出留一个数。",
)
def bias_gradient_over_outputs(grad_output, x, weight):
    """You summed dout over the outputs; the bias gradient sums over the samples, which are axis 0."""
    grad_x, grad_weight, _ = affine_backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_output.sum(axis=1)


@mistake(
    affine_backward,
    title=Text("gradient of x left flat", zh="x的梯度没有恢复形状"),
    id="B10",
    zh="grad_x 必须恢复成 x 的形状。",
)
def input_gradient_left_flat(grad_output, x, weight):
    """Your gradient of x is still flat; it must have the shape of x."""
    grad_x, grad_weight, grad_bias = affine_backward(grad_output, x, weight)
    return grad_x.reshape(len(x), -1), grad_weight, grad_bias


@mistake(
    affine_backward,
    title=Text("weight not transposed for x", zh="x的梯度缺了权重的转置"),
    id="G-T",
    zh="往回传时缺了转置：grad_x 是 dout W^T。",
)
def weight_not_transposed(grad_output, x, weight):
    """The way back needs the transpose: the gradient of x is dout W^T."""
    _, grad_weight, grad_bias = affine_backward(grad_output, x, weight)
    return (grad_output @ weight).reshape(x.shape), grad_weight, grad_bias


@mistake(
    affine_backward,
    title=Text("gradient in the type of x", zh="梯度沿用x的类型"),
    id="G-DTYPE",
    zh="grad_x 取了 x 的类型：x 为整数时小数部分被截掉了。",
)
def input_gradient_of_the_type_of_x(grad_output, x, weight):
    """You made the gradient of x with the type of x, so that integer inputs cut off the fractions."""
    _, grad_weight, grad_bias = affine_backward(grad_output, x, weight)
    grad_x = np.zeros_like(x)
    grad_x[...] = (grad_output @ weight.T).reshape(x.shape)
    return grad_x, grad_weight, grad_bias


@mistake(
    affine_backward,
    title=Text("bias gradient kept as a row", zh="偏置梯度多了一个轴"),
    zh="偏置的梯度应为 (M,)，而不是 (1, M)。",
)
def bias_gradient_kept_as_row(grad_output, x, weight):
    """Your bias gradient is a 1 x M matrix; like the bias it has one axis."""
    grad_x, grad_weight, grad_bias = affine_backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_bias[None, :]
