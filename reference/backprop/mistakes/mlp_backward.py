"""Known ways to get mlp_backward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import _activate, activation_backward, affine_backward, mlp_backward, mlp_forward


def _descend(grad_z, zs, acts, weights, activation, *, slope=activation_backward):
    """The backward pass from the last layer's dL/dz down; `slope` takes a gradient through a hidden activation."""
    grad_weights, grad_biases = [], []
    for layer in reversed(range(len(weights))):
        grad_act, grad_weight, grad_bias = affine_backward(grad_z, acts[layer], weights[layer])
        grad_weights.insert(0, grad_weight)
        grad_biases.insert(0, grad_bias)
        if layer > 0:
            grad_z = slope(grad_act, zs[layer - 1], activation)
    return grad_weights, grad_biases


def _with_slope(slope, x, targets, weights, biases, activation):
    """Loss and gradients with another way through the hidden activations."""
    zs, acts = mlp_forward(x, weights, biases, activation)
    residual = acts[-1] - targets
    grads = _descend(residual / len(x), zs, acts, weights, activation, slope=slope)
    return np.sum(residual**2) / (2 * len(x)), *grads


def _scaled(x, targets, weights, biases, activation, *, loss_factor=1.0, grad_factor=1.0):
    """Loss and gradients times a constant."""
    loss, grad_weights, grad_biases = mlp_backward(x, targets, weights, biases, activation)
    scaled = [[grad_factor * grad for grad in grads] for grads in (grad_weights, grad_biases)]
    return loss_factor * loss, *scaled


@mistake(
    mlp_backward,
    title=Text("slope taken at the activation", zh="在激活值处求导数"),
    id="B1",
    zh="你在已激活的值上求导数，相当于激活了两次；导数要在该层的 z 处取（或用 a(1 - a)、1 - a^2）。",
)
def slope_at_the_activation(x, targets, weights, biases, activation):
    """You took the slope at a value that was activated already; take it at that layer's z, or use a(1 - a)."""
    _, acts = mlp_forward(x, weights, biases, activation)
    residual = acts[-1] - targets
    grads = _descend(residual / len(x), acts[1:], acts, weights, activation)
    return np.sum(residual**2) / (2 * len(x)), *grads


@mistake(
    mlp_backward,
    title=Text("activation's derivative missing", zh="漏乘激活函数的导数"),
    id="B2",
    zh="往回传时你忘了乘以激活函数的导数。",
)
def no_slope_on_the_way_down(x, targets, weights, biases, activation):
    """You forgot to multiply by the activation's derivative on the way down."""
    return _with_slope(lambda grad, *_: grad, x, targets, weights, biases, activation)


@mistake(
    mlp_backward,
    title=Text("weights updated too early", zh="过早更新权重"),
    id="B3",
    zh="你用更新后的权重往回传；应使用前向传播时的权重。",
)
def weights_updated_too_early(x, targets, weights, biases, activation):
    """You propagated through weights that were updated already; use the weights of the forward pass."""
    zs, acts = mlp_forward(x, weights, biases, activation)
    residual = acts[-1] - targets
    grad_z, grad_weights, grad_biases = residual / len(x), [], []
    for layer in reversed(range(len(weights))):
        grad_weights.insert(0, acts[layer].T @ grad_z)
        grad_biases.insert(0, grad_z.sum(axis=0))
        updated = weights[layer] - 0.1 * grad_weights[0]
        if layer > 0:
            grad_z = activation_backward(grad_z @ updated.T, zs[layer - 1], activation)
    return np.sum(residual**2) / (2 * len(x)), grad_weights, grad_biases


@mistake(
    mlp_backward,
    title=Text("weight gradients transposed", zh="权重梯度被转置"),
    id="B4",
    zh="权重的梯度被转置了：y = aW 时它是 a^T dz，形状同 W。",
)
def weight_gradients_transposed(x, targets, weights, biases, activation):
    """Your weight gradients are transposed: for z = aW they are a^T dz, with the shape of W."""
    loss, grad_weights, grad_biases = mlp_backward(x, targets, weights, biases, activation)
    return loss, [grad.T for grad in grad_weights], grad_biases


@mistake(
    mlp_backward,
    title=Text("bias gradients averaged", zh="偏置梯度取了平均"),
    id="B5",
    zh="偏置的梯度应对批次求和：1/N 已经包含在 dz 里。",
)
def bias_gradients_averaged(x, targets, weights, biases, activation):
    """You averaged the bias gradients over the batch; they are sums, since dz contains 1/N already."""
    loss, grad_weights, grad_biases = mlp_backward(x, targets, weights, biases, activation)
    return loss, grad_weights, [grad / len(x) for grad in grad_biases]


@mistake(
    mlp_backward,
    title=Text("output layer activated", zh="输出层也激活了"),
    id="B7",
    zh="最后一层是线性的：前向和反向都不要激活。",
)
def output_activated(x, targets, weights, biases, activation):
    """You activated the output layer, forward and backward; the last layer is linear here."""
    zs, acts = mlp_forward(x, weights, biases, activation)
    acts[-1] = _activate(zs[-1], activation)
    residual = acts[-1] - targets
    grad_z = activation_backward(residual / len(x), zs[-1], activation)
    return np.sum(residual**2) / (2 * len(x)), *_descend(grad_z, zs, acts, weights, activation)


@mistake(
    mlp_backward,
    title=Text("factor 1/2 missing", zh="漏了因子1/2"),
    id="B8",
    zh="损失含有因子 1/2，因此梯度是 (预测 - 目标)/N；你的损失和梯度都大了一倍。",
)
def half_forgotten(x, targets, weights, biases, activation):
    """The loss has the factor 1/2, so that the gradient is (prediction - target)/N; both of yours are doubled."""
    return _scaled(x, targets, weights, biases, activation, loss_factor=2.0, grad_factor=2.0)


@mistake(
    mlp_backward,
    title=Text("gradients doubled", zh="梯度大了一倍"),
    id="B8",
    zh="损失中的 1/2 会与平方求导产生的 2 抵消；你的梯度大了一倍。",
)
def gradient_doubled(x, targets, weights, biases, activation):
    """The 1/2 of the loss cancels the 2 of the square's derivative; your gradients are twice too large."""
    return _scaled(x, targets, weights, biases, activation, grad_factor=2.0)


@mistake(
    mlp_backward,
    title=Text("ReLU mask from the gradient", zh="ReLU掩码看了梯度"),
    id="B9",
    zh="ReLU 的掩码看的是前向的 z，而不是传回的梯度。",
)
def relu_mask_by_the_gradient(x, targets, weights, biases, activation):
    """Your ReLU mask looks at the gradient that comes back; it must look at the forward pass's z."""

    def slope(grad, z, kind):
        return grad * (grad > 0) if kind == "relu" else activation_backward(grad, z, kind)

    return _with_slope(slope, x, targets, weights, biases, activation)


@mistake(
    mlp_backward,
    title=Text("gradients not averaged", zh="梯度没有取平均"),
    id="G-SUMMEAN",
    zh="损失对批次取了平均，梯度却没有：梯度也要除以 N。",
)
def gradient_of_the_sum(x, targets, weights, biases, activation):
    """Your loss is the mean over the batch, your gradients are those of the sum: they are N times too large."""
    return _scaled(x, targets, weights, biases, activation, grad_factor=len(x))


@mistake(
    mlp_backward,
    title=Text("averaged over outputs too", zh="对输出也取了平均"),
    id="G-NC",
    zh="你对批次和输出都取了平均；只应对批次取平均，各输出的项相加。",
)
def mean_over_outputs_too(x, targets, weights, biases, activation):
    """You averaged over batch x outputs; only the batch is averaged, the outputs' terms are summed."""
    outputs = targets.shape[1]
    return _scaled(x, targets, weights, biases, activation, loss_factor=1 / outputs, grad_factor=1 / outputs)


@mistake(
    mlp_backward,
    title=Text("ReLU slope 1 at zero", zh="ReLU在0处导数为1"),
    zh="你让 ReLU 在 0 处的导数为 1；本作业约定为 0。",
)
def hidden_relu_open_at_zero(x, targets, weights, biases, activation):
    """Your hidden ReLU has slope 1 at exactly 0; here it is 0."""

    def slope(grad, z, kind):
        return grad * (z >= 0) if kind == "relu" else activation_backward(grad, z, kind)

    return _with_slope(slope, x, targets, weights, biases, activation)
