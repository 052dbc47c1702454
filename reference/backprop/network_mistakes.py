"""Misunderstandings of a whole perceptron, forward and backward."""

from __future__ import annotations

import numpy as np

from grader.author import mistake

from .solution import (
    _activate,
    _as_floats,
    activation_backward,
    affine_backward,
    affine_forward,
    mlp_backward,
    mlp_forward,
)


@mistake(mlp_forward, id="B7", zh="最后一层是线性的：不要激活。")
def last_layer_activated(x, weights, biases, activation):
    """You activated the output layer too; the last layer is linear here."""
    zs, acts = mlp_forward(x, weights, biases, activation)
    return zs, [*acts[:-1], _activate(zs[-1], activation)]


@mistake(mlp_forward, zh="你激活了输入；acts[0] 就是 x。")
def input_activated(x, weights, biases, activation):
    """You activated the input before the first layer; acts[0] is x as it came."""
    return mlp_forward(_activate(_as_floats(x), activation), weights, biases, activation)


@mistake(mlp_forward, id="G-HARD", zh="你的网络总是两层；层数由 weights 的长度决定。")
def always_two_layers(x, weights, biases, activation):
    """Your network always has two layers; it has as many as there are weights."""
    hidden = affine_forward(x, weights[0], biases[0])
    activated = _activate(hidden, activation)
    out = affine_forward(activated, weights[1], biases[1])
    return [hidden, out], [x, activated, out]


@mistake(mlp_forward, id="G-HARD", zh="你总是用 ReLU；请按 activation 参数选择激活函数。")
def always_relu(x, weights, biases, activation):
    """You always use ReLU; the argument activation says which one is meant."""
    return mlp_forward(x, weights, biases, "relu")


@mistake(mlp_forward, zh="只有一层时它就是最后一层，因此是线性的；你却激活了它。")
def first_layer_always_hidden(x, weights, biases, activation):
    """You always activate the first layer; where it is the only one it is the last one too, and linear."""
    zs, acts = mlp_forward(x, weights, biases, activation)
    return zs, [acts[0], _activate(zs[0], activation), *acts[2:]]


@mistake(mlp_forward, id="G-ALIASLIST", zh="zs 与 acts 存的是同一个数组：原地激活把 z 覆盖了，请另存一份。")
def activated_in_place(x, weights, biases, activation):
    """Your zs and acts hold the same arrays: activating in place overwrote z; keep both."""
    _, acts = mlp_forward(x, weights, biases, activation)
    return acts[1:], acts


@mistake(mlp_forward, zh="acts 应从 x 开始，比 zs 多一项。")
def input_not_kept(x, weights, biases, activation):
    """Your list of activations lacks the input: acts[0] is x, so acts has one entry more than zs."""
    zs, acts = mlp_forward(x, weights, biases, activation)
    return zs, acts[1:]


@mistake(mlp_forward, zh="exp(z) 溢出，inf/inf 得到 NaN：请只对 -|z| 取 exp。")
def activation_overflows(x, weights, biases, activation):
    """Your exponential overflows and inf/inf is NaN; take exp of -|z| only."""
    zs, acts = [], [_as_floats(x)]
    for weight, bias in zip(weights, biases, strict=True):
        zs.append(affine_forward(acts[-1], weight, bias))
        up, down = np.exp(zs[-1]), np.exp(-zs[-1])
        forms = {"relu": np.maximum(zs[-1], 0), "sigmoid": up / (1 + up), "tanh": (up - down) / (up + down)}
        acts.append(forms[activation])
    return zs, [*acts[:-1], zs[-1]]


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
    id="B1",
    zh="你在已激活的值上求导数，相当于激活了两次；导数要在该层的 z 处取（或用 a(1 - a)、1 - a^2）。",
)
def slope_at_the_activation(x, targets, weights, biases, activation):
    """You took the slope at a value that was activated already; take it at that layer's z, or use a(1 - a)."""
    _, acts = mlp_forward(x, weights, biases, activation)
    residual = acts[-1] - targets
    grads = _descend(residual / len(x), acts[1:], acts, weights, activation)
    return np.sum(residual**2) / (2 * len(x)), *grads


@mistake(mlp_backward, id="B2", zh="往回传时你忘了乘以激活函数的导数。")
def no_slope_on_the_way_down(x, targets, weights, biases, activation):
    """You forgot to multiply by the activation's derivative on the way down."""
    return _with_slope(lambda grad, *_: grad, x, targets, weights, biases, activation)


@mistake(mlp_backward, id="B3", zh="你用更新后的权重往回传；应使用前向传播时的权重。")
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


@mistake(mlp_backward, id="B4", zh="权重的梯度被转置了：y = aW 时它是 a^T dz，形状同 W。")
def weight_gradients_transposed(x, targets, weights, biases, activation):
    """Your weight gradients are transposed: for z = aW they are a^T dz, with the shape of W."""
    loss, grad_weights, grad_biases = mlp_backward(x, targets, weights, biases, activation)
    return loss, [grad.T for grad in grad_weights], grad_biases


@mistake(mlp_backward, id="B5", zh="偏置的梯度应对批次求和：1/N 已经包含在 dz 里。")
def bias_gradients_averaged(x, targets, weights, biases, activation):
    """You averaged the bias gradients over the batch; they are sums, since dz contains 1/N already."""
    loss, grad_weights, grad_biases = mlp_backward(x, targets, weights, biases, activation)
    return loss, grad_weights, [grad / len(x) for grad in grad_biases]


@mistake(mlp_backward, id="B7", zh="最后一层是线性的：前向和反向都不要激活。")
def output_activated(x, targets, weights, biases, activation):
    """You activated the output layer, forward and backward; the last layer is linear here."""
    zs, acts = mlp_forward(x, weights, biases, activation)
    acts[-1] = _activate(zs[-1], activation)
    residual = acts[-1] - targets
    grad_z = activation_backward(residual / len(x), zs[-1], activation)
    return np.sum(residual**2) / (2 * len(x)), *_descend(grad_z, zs, acts, weights, activation)


@mistake(mlp_backward, id="B8", zh="损失含有因子 1/2，因此梯度是 (预测 - 目标)/N；你的损失和梯度都大了一倍。")
def half_forgotten(x, targets, weights, biases, activation):
    """The loss has the factor 1/2, so that the gradient is (prediction - target)/N; both of yours are doubled."""
    return _scaled(x, targets, weights, biases, activation, loss_factor=2.0, grad_factor=2.0)


@mistake(mlp_backward, id="B8", zh="损失中的 1/2 会与平方求导产生的 2 抵消；你的梯度大了一倍。")
def gradient_doubled(x, targets, weights, biases, activation):
    """The 1/2 of the loss cancels the 2 of the square's derivative; your gradients are twice too large."""
    return _scaled(x, targets, weights, biases, activation, grad_factor=2.0)


@mistake(mlp_backward, id="B9", zh="ReLU 的掩码看的是前向的 z，而不是传回的梯度。")
def relu_mask_by_the_gradient(x, targets, weights, biases, activation):
    """Your ReLU mask looks at the gradient that comes back; it must look at the forward pass's z."""

    def slope(grad, z, kind):
        return grad * (grad > 0) if kind == "relu" else activation_backward(grad, z, kind)

    return _with_slope(slope, x, targets, weights, biases, activation)


@mistake(mlp_backward, id="G-SUMMEAN", zh="损失对批次取了平均，梯度却没有：梯度也要除以 N。")
def gradient_of_the_sum(x, targets, weights, biases, activation):
    """Your loss is the mean over the batch, your gradients are those of the sum: they are N times too large."""
    return _scaled(x, targets, weights, biases, activation, grad_factor=len(x))


@mistake(mlp_backward, id="G-NC", zh="你对批次和输出都取了平均；只应对批次取平均，各输出的项相加。")
def mean_over_outputs_too(x, targets, weights, biases, activation):
    """You averaged over batch x outputs; only the batch is averaged, the outputs' terms are summed."""
    outputs = targets.shape[1]
    return _scaled(x, targets, weights, biases, activation, loss_factor=1 / outputs, grad_factor=1 / outputs)


@mistake(mlp_backward, zh="你让 ReLU 在 0 处的导数为 1；本作业约定为 0。")
def hidden_relu_open_at_zero(x, targets, weights, biases, activation):
    """Your hidden ReLU has slope 1 at exactly 0; here it is 0."""

    def slope(grad, z, kind):
        return grad * (z >= 0) if kind == "relu" else activation_backward(grad, z, kind)

    return _with_slope(slope, x, targets, weights, biases, activation)
