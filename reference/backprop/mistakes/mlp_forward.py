"""Known ways to get mlp_forward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import _activate, _as_floats, affine_forward, mlp_forward


@mistake(
    mlp_forward, title=Text("output layer activated", zh="输出层也激活了"), id="B7", zh="最后一层是线性的：不要激活。"
)
def last_layer_activated(x, weights, biases, activation):
    """You activated the output layer too; the last layer is linear here."""
    zs, acts = mlp_forward(x, weights, biases, activation)
    return zs, [*acts[:-1], _activate(zs[-1], activation)]


@mistake(mlp_forward, title=Text("input activated", zh="输入被激活"), zh="你激活了输入；acts[0] 就是 x。")
def input_activated(x, weights, biases, activation):
    """You activated the input before the first layer; acts[0] is x as it came."""
    return mlp_forward(_activate(_as_floats(x), activation), weights, biases, activation)


@mistake(
    mlp_forward,
    title=Text("always two layers", zh="总是两层"),
    id="G-HARD",
    zh="你的网络总是两层；层数由 weights 的长度决定。",
)
def always_two_layers(x, weights, biases, activation):
    """Your network always has two layers; it has as many as there are weights."""
    hidden = affine_forward(x, weights[0], biases[0])
    activated = _activate(hidden, activation)
    out = affine_forward(activated, weights[1], biases[1])
    return [hidden, out], [x, activated, out]


@mistake(
    mlp_forward,
    title=Text("always ReLU", zh="总是用ReLU"),
    id="G-HARD",
    zh="你总是用 ReLU；请按 activation 参数选择激活函数。",
)
def always_relu(x, weights, biases, activation):
    """You always use ReLU; the argument activation says which one is meant."""
    return mlp_forward(x, weights, biases, "relu")


@mistake(
    mlp_forward,
    title=Text("single layer activated", zh="唯一的一层被激活"),
    zh="只有一层时它就是最后一层，因此是线性的；你却激活了它。",
)
def first_layer_always_hidden(x, weights, biases, activation):
    """You always activate the first layer; where it is the only one it is the last one too, and linear."""
    zs, acts = mlp_forward(x, weights, biases, activation)
    return zs, [acts[0], _activate(zs[0], activation), *acts[2:]]


@mistake(
    mlp_forward,
    title=Text("z overwritten by the activation", zh="激活值覆盖了z"),
    id="G-ALIASLIST",
    zh="zs 与 acts 存的是同一个数组：原地激活把 z 覆盖了，请另存一份。",
)
def activated_in_place(x, weights, biases, activation):
    """Your zs and acts hold the same arrays: activating in place overwrote z; keep both."""
    _, acts = mlp_forward(x, weights, biases, activation)
    return acts[1:], acts


@mistake(mlp_forward, title=Text("input missing from acts", zh="acts里缺少输入"), zh="acts 应从 x 开始，比 zs 多一项。")
def input_not_kept(x, weights, biases, activation):
    """Your list of activations lacks the input: acts[0] is x, so acts has one entry more than zs."""
    zs, acts = mlp_forward(x, weights, biases, activation)
    return zs, acts[1:]


@mistake(
    mlp_forward,
    title=Text("exponential overflows", zh="指数溢出"),
    zh="exp(z) 溢出，inf/inf 得到 NaN：请只对 -|z| 取 exp。",
)
def activation_overflows(x, weights, biases, activation):
    """Your exponential overflows and inf/inf is NaN; take exp of -|z| only."""
    zs, acts = [], [_as_floats(x)]
    for weight, bias in zip(weights, biases, strict=True):
        zs.append(affine_forward(acts[-1], weight, bias))
        up, down = np.exp(zs[-1]), np.exp(-zs[-1])
        forms = {"relu": np.maximum(zs[-1], 0), "sigmoid": up / (1 + up), "tanh": (up - down) / (up + down)}
        acts.append(forms[activation])
    return zs, [*acts[:-1], zs[-1]]
