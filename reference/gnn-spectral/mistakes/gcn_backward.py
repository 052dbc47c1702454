"""Known ways to get gcn_backward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import gcn_backward
from ._shared import _float_array


def _before_relu(normalized, features, weight):
    return _float_array(normalized) @ _float_array(features) @ weight


@mistake(
    gcn_backward,
    title=Text("Â not transposed for features", zh="特征梯度的Â没有转置"),
    id="SP13",
    zh="grad_features 要乘 A_hat 的转置：信息沿边反向流回。",
)
def matrix_not_transposed(normalized, features, weight, grad_output):
    """grad_features needs the transpose of A_hat: gradients flow along the edges backwards."""
    out, _, grad_weight = gcn_backward(normalized, features, weight, grad_output)
    passed = grad_output * (out > 0)
    return out, normalized @ passed @ np.transpose(weight), grad_weight


@mistake(
    gcn_backward,
    title=Text("Â missing for features", zh="特征梯度漏了Â"),
    id="SP13",
    zh="grad_features 里缺了 A_hat：每个节点的梯度来自收集它的所有节点。",
)
def matrix_left_out_of_features(normalized, features, weight, grad_output):
    """A_hat is missing in grad_features: a node's gradient comes from all nodes that gather it."""
    out, _, grad_weight = gcn_backward(normalized, features, weight, grad_output)
    return out, (grad_output * (out > 0)) @ np.transpose(weight), grad_weight


@mistake(
    gcn_backward,
    title=Text("Â missing for the weight", zh="权重梯度漏了Â"),
    id="SP13",
    zh="grad_weight 里缺了 A_hat：是 (A_hat X)ᵀ 乘梯度。",
)
def matrix_left_out_of_weight(normalized, features, weight, grad_output):
    """A_hat is missing in grad_weight: it is (A_hat X)^T times the gradient before relu."""
    out, grad_features, _ = gcn_backward(normalized, features, weight, grad_output)
    return out, grad_features, np.transpose(features) @ (grad_output * (out > 0))


@mistake(
    gcn_backward,
    title=Text("Â transposed for the weight", zh="权重梯度的Â多了转置"),
    id="SP13",
    zh="grad_weight 里的 A_hat 多了一个转置。",
)
def matrix_transposed_in_weight(normalized, features, weight, grad_output):
    """Your grad_weight has A_hat transposed once too often: it is X^T A_hat^T times the gradient."""
    out, grad_features, _ = gcn_backward(normalized, features, weight, grad_output)
    return out, grad_features, np.transpose(features) @ normalized @ (grad_output * (out > 0))


@mistake(
    gcn_backward,
    title=Text("slope of relu missing", zh="漏了relu的导数"),
    id="SP14",
    zh="缺了 relu 的导数：只有输入大于 0 处梯度才能通过。",
)
def mask_left_out(normalized, features, weight, grad_output):
    """The slope of relu is missing: gradients pass where its input was above 0."""
    gathered = _float_array(normalized) @ _float_array(features)
    back = np.transpose(normalized) @ grad_output @ np.transpose(weight)
    return np.maximum(gathered @ weight, 0), back, gathered.T @ grad_output


@mistake(
    gcn_backward,
    title=Text("mask from the gradient's sign", zh="掩码看了梯度的符号"),
    id="SP14",
    zh="掩码看的是上游梯度的符号；应看 relu 的输入。",
)
def masked_by_the_gradient(normalized, features, weight, grad_output):
    """You mask by the sign of the gradient: it is the input of relu that counts."""
    out, _, _ = gcn_backward(normalized, features, weight, grad_output)
    gathered, passed = _float_array(normalized) @ _float_array(features), np.maximum(grad_output, 0)
    return out, np.transpose(normalized) @ passed @ np.transpose(weight), gathered.T @ passed


@mistake(
    gcn_backward,
    title=Text("mask from the features' sign", zh="掩码看了特征的符号"),
    id="SP14",
    zh="掩码看的是特征的符号；应看 relu 的输入 A_hat X W。",
)
def masked_in_features(normalized, features, weight, grad_output):
    """You mask by the sign of the features: relu's input is A_hat X W."""
    gathered = _float_array(normalized) @ _float_array(features)
    back = np.transpose(normalized) @ grad_output @ np.transpose(weight) * (_float_array(features) > 0)
    return np.maximum(gathered @ weight, 0), back, gathered.T @ grad_output


@mistake(
    gcn_backward,
    title=Text("gradient passes at exactly 0", zh="恰为0处通过了梯度"),
    id="SP14",
    zh="relu 的输入恰为 0 处梯度应为 0：用 > 而不是 >=。",
)
def gradient_passes_at_zero(normalized, features, weight, grad_output):
    """Where the input of relu is exactly 0 no gradient passes: > in place of >=."""
    before = _before_relu(normalized, features, weight)
    passed = grad_output * (before >= 0)
    gathered = _float_array(normalized) @ _float_array(features)
    return np.maximum(before, 0), np.transpose(normalized) @ passed @ np.transpose(weight), gathered.T @ passed


@mistake(
    gcn_backward,
    title=Text("half the gradient at 0", zh="恰为0处通过一半梯度"),
    id="SP14",
    zh="relu 的输入恰为 0 处梯度应为 0，不是一半。",
)
def half_passes_at_zero(normalized, features, weight, grad_output):
    """Where the input of relu is exactly 0 no gradient passes; yours passes by half."""
    before = _before_relu(normalized, features, weight)
    passed = grad_output * np.heaviside(before, 0.5)
    gathered = _float_array(normalized) @ _float_array(features)
    return np.maximum(before, 0), np.transpose(normalized) @ passed @ np.transpose(weight), gathered.T @ passed


@mistake(
    gcn_backward,
    title=Text("multiplied by relu's output", zh="乘了relu的输出"),
    id="SP14",
    zh="你乘了 relu 的输出；导数是 0 或 1。",
)
def multiplied_with_the_output(normalized, features, weight, grad_output):
    """You multiplied the gradient with relu's output: its slope is 0 or 1."""
    out, _, _ = gcn_backward(normalized, features, weight, grad_output)
    gathered, passed = _float_array(normalized) @ _float_array(features), grad_output * out
    return out, np.transpose(normalized) @ passed @ np.transpose(weight), gathered.T @ passed


@mistake(gcn_backward, title=Text("output without relu", zh="输出缺了relu"), id="SP24", zh="输出缺了 relu。")
def output_without_relu(normalized, features, weight, grad_output):
    """Your output is A_hat X W: relu is missing."""
    _, *gradients = gcn_backward(normalized, features, weight, grad_output)
    return _before_relu(normalized, features, weight), *gradients


@mistake(
    gcn_backward,
    title=Text("sigmoid instead of relu", zh="用sigmoid代替relu"),
    id="SP24",
    zh="激活应是 relu；你用了 sigmoid。",
)
def sigmoid_for_relu(normalized, features, weight, grad_output):
    """The activation is relu; yours is a sigmoid."""
    _, *gradients = gcn_backward(normalized, features, weight, grad_output)
    return 1 / (1 + np.exp(-_before_relu(normalized, features, weight))), *gradients


@mistake(
    gcn_backward,
    title=Text("LeakyReLU instead of relu", zh="用LeakyReLU代替relu"),
    id="SP24",
    variants={"slope": (0.01, 0.1, 0.2)},
    zh="激活应是 relu；你用了带负斜率的 LeakyReLU。",
)
def leaky_relu(normalized, features, weight, grad_output, *, slope):
    """The activation is relu; yours lets a part of negative values through."""
    before = _before_relu(normalized, features, weight)
    factor = np.where(before > 0, 1, slope)
    gathered, passed = _float_array(normalized) @ _float_array(features), grad_output * factor
    return before * factor, np.transpose(normalized) @ passed @ np.transpose(weight), gathered.T @ passed


@mistake(
    gcn_backward,
    title=Text("weight gradient divided by nodes", zh="权重梯度除以了节点数"),
    id="G-SUMMEAN",
    zh="grad_weight 是对节点求和；你除以了节点数。",
)
def weight_averaged_over_nodes(normalized, features, weight, grad_output):
    """grad_weight sums over the nodes; you divided by their number."""
    out, grad_features, grad_weight = gcn_backward(normalized, features, weight, grad_output)
    return out, grad_features, grad_weight / len(features)


@mistake(
    gcn_backward,
    title=Text("gradients exchanged", zh="两个梯度的次序反了"),
    id="SP24",
    zh="两个梯度的次序反了：先是 grad_features，再是 grad_weight。",
)
def gradients_swapped(normalized, features, weight, grad_output):
    """Your gradients are swapped: grad_features comes first, then grad_weight."""
    out, grad_features, grad_weight = gcn_backward(normalized, features, weight, grad_output)
    return out, grad_weight, grad_features


@mistake(gcn_backward, title=Text("signs reversed", zh="符号反了"), id="SP24", zh="符号反了：梯度不带负号。")
def signs_reversed(normalized, features, weight, grad_output):
    """Your signs are reversed: gradients are asked, not steps downhill."""
    out, grad_features, grad_weight = gcn_backward(normalized, features, weight, grad_output)
    return out, -grad_features, -grad_weight


@mistake(
    gcn_backward,
    title=Text("incoming gradient ignored", zh="忽略了传入的梯度"),
    id="SP24",
    zh="你没有用 grad_output：损失的梯度要从它开始。",
)
def grad_output_ignored(normalized, features, weight, grad_output):
    """You ignored grad_output: the gradients are those of the loss, which begin with it."""
    return gcn_backward(normalized, features, weight, np.ones_like(grad_output))


@mistake(
    gcn_backward,
    title=Text("caller's incoming gradient changed", zh="改变了传入的梯度数组"),
    id="G-INPLACE",
    zh="你在调用者的 grad_output 上做了掩码：参数被改变了。",
)
def masked_in_place(normalized, features, weight, grad_output):
    """You mask the caller's own grad_output: it is changed, and a read-only one fails."""
    out = np.maximum(_before_relu(normalized, features, weight), 0)
    grad_output[out <= 0] = 0
    return out, *gcn_backward(normalized, features, weight, grad_output)[1:]
