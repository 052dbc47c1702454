"""Known ways to get affine_forward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import _as_floats, affine_forward


@mistake(
    affine_forward,
    title=Text("samples not flattened", zh="没有展平样本"),
    id="G-HARD",
    zh="你的实现只适用于矩阵：样本可以有更多轴，请先展平第一个轴以外的所有轴。",
)
def matrices_only(x, weight, bias):
    """Your layer works for matrices only: samples may have several axes, which are to be flattened first."""
    return _as_floats(x) @ weight + bias


@mistake(
    affine_forward,
    title=Text("bias added per sample", zh="偏置按样本相加"),
    id="G-BCAST",
    zh="偏置被当成了一列：它应当对每个输出加一个数，而不是对每个样本。",
)
def bias_as_column(x, weight, bias):
    """The bias became a column, so it was added per sample; it has one entry for each output."""
    return affine_forward(x, weight, np.zeros_like(bias)) + bias.reshape(-1, 1)


@mistake(
    affine_forward,
    title=Text("bias inside the sum", zh="偏置加在求和之内"),
    zh="偏置加在了求和之内，于是被加了 D 次；它在求和之后只加一次。",
)
def bias_inside_the_sum(x, weight, bias):
    """You added the bias inside the sum over the features, so it counts D times; it is added once, after the sum."""
    rows = x.reshape(len(x), -1)
    return (rows[:, :, None] * weight + bias).sum(axis=1)


@mistake(affine_forward, title=Text("bias missing", zh="漏加偏置"), zh="你漏加了偏置。")
def bias_forgotten(x, weight, bias):
    """The bias is missing from the output."""
    return x.reshape(len(x), -1) @ weight


@mistake(
    affine_forward,
    title=Text("weight transposed", zh="权重被转置"),
    id="G-T",
    zh="你用了转置后的权重：W 的形状为 (D, M)，每列对应一个输出。",
)
def weight_transposed(x, weight, bias):
    """You multiplied by the transposed weight: W is (D, M), each of its columns makes one output."""
    return x.reshape(len(x), -1) @ weight.T + bias


@mistake(
    affine_forward,
    title=Text("result in the type of x", zh="结果沿用x的类型"),
    id="G-DTYPE",
    zh="结果数组取了 x 的类型：整数输入时小数部分被截掉了。",
)
def result_of_the_type_of_x(x, weight, bias):
    """Your result array has the type of x, so that integer inputs cut off the fractions."""
    out = np.zeros((len(x), weight.shape[1]), dtype=x.dtype)
    out[:] = x.reshape(len(x), -1) @ weight + bias
    return out


@mistake(
    affine_forward,
    title=Text("output rounded", zh="输出被四舍五入"),
    id="G-DTYPE",
    zh="你把结果四舍五入到四位小数：请返回未经舍入的值。",
)
def rounded_output(x, weight, bias):
    """You rounded the output to four decimals; return what was computed."""
    return np.round(affine_forward(x, weight, bias), 4)


@mistake(
    affine_forward,
    title=Text("samples flattened column-major", zh="样本按列优先展平"),
    zh="你按列优先（MATLAB 的习惯）展平了样本；NumPy 与本作业按行优先。",
)
def flattened_column_major(x, weight, bias):
    """You flattened each sample in column-major order; the last axis has to vary fastest."""
    return affine_forward(np.stack([np.ravel(sample, order="F") for sample in x]), weight, bias)


@mistake(
    affine_forward,
    title=Text("channels moved last before flattening", zh="展平前通道移到了最后"),
    zh="展平前你把通道轴移到了最后；轴的顺序应保持不变。",
)
def channels_moved_last(x, weight, bias):
    """You moved the channels behind the other axes before flattening; the axes keep their order."""
    return affine_forward(np.moveaxis(x, 1, -1), weight, bias)
