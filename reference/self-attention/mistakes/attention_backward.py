"""Known ways to get attention_backward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import attention_backward, attention_scores, masked_softmax
from ._shared import naive_softmax, raw_scores, softmax_after_one_maximum


def weighted(alpha, grad_alpha):
    return alpha * (grad_alpha - np.sum(grad_alpha * alpha, axis=-1, keepdims=True))


def backward(arguments, *, forward=None, outward=None, softmax=masked_softmax, jacobian=weighted):
    """The backward pass with another scale in the forward part, in the gradients, or with another softmax."""
    grad_output, query, key, value = (np.asarray(array, dtype=float) for array in arguments)
    own = query.shape[2] ** -0.5
    forward, outward = (own if scale is None else scale for scale in (forward, outward))
    alpha = softmax(raw_scores(query, key) * forward)
    grad_scores = jacobian(alpha, grad_output @ value.swapaxes(1, 2)) * outward
    return grad_scores @ key, grad_scores.swapaxes(1, 2) @ query, alpha.swapaxes(1, 2) @ grad_output


@mistake(
    attention_backward,
    title=Text("scale missing everywhere", zh="前向与反向都没有缩放"),
    id="SA1",
    zh="前向与反向都忘了 1/sqrt(dk)。",
)
def backward_not_scaled(*arguments):
    """You forgot 1/sqrt(dk), both in the scores and in the gradients."""
    return backward(arguments, forward=1.0, outward=1.0)


@mistake(
    attention_backward,
    title=Text("scale missing in the gradients", zh="梯度里漏了缩放"),
    id="SA1",
    zh="分数里有 1/sqrt(dk)，所以 dQ 与 dK 里也必须有。",
)
def backward_scaled_only_forward(*arguments):
    """The scores contain 1/sqrt(dk), so dQ and dK must contain it too: the chain rule passes it on."""
    return backward(arguments, outward=1.0)


@mistake(
    attention_backward,
    title=Text("scaled by the number of queries", zh="按查询的个数缩放"),
    id="SA2",
    zh="应按键的维度 dk 缩放，而不是按查询的个数。",
)
def backward_scaled_by_length(*arguments):
    """Scale by the key dimension dk, not by the number of queries."""
    scale = arguments[1].shape[1] ** -0.5
    return backward(arguments, forward=scale, outward=scale)


@mistake(
    attention_backward,
    title=Text("divided by dk, not its root", zh="除以dk而非平方根"),
    id="SA3",
    zh="应除以 dk 的平方根，而不是 dk。",
)
def backward_divided_by_dk(*arguments):
    """Divide by the square root of dk, not by dk itself."""
    return backward(arguments, forward=1 / arguments[1].shape[2], outward=1 / arguments[1].shape[2])


@mistake(
    attention_backward,
    title=Text("only the diagonal of the Jacobian", zh="雅可比只用了对角线"),
    id="SA14",
    zh="softmax 把整行耦合在一起：雅可比矩阵不只是对角线 A(1-A)。",
)
def backward_diagonal_jacobian(*arguments):
    """Softmax couples the whole row: every score moves all weights of its row, not only its own by A(1-A)."""
    return backward(arguments, jacobian=lambda alpha, grad: grad * alpha * (1 - alpha))


@mistake(
    attention_backward,
    title=Text("row sum missing in dS", zh="dS漏减了行和"),
    id="SA14",
    zh="dS 里缺少减去 sum(dA * A) 这一项：dS 的每一行之和应为 0。",
)
def backward_without_row_sum(*arguments):
    """The term -sum(dA * A) is missing in dS: each row of dS sums to 0, since the weights always sum to 1."""
    return backward(arguments, jacobian=lambda alpha, grad: grad * alpha)


@mistake(
    attention_backward,
    title=Text("sum over queries in dS", zh="dS里对查询求和"),
    id="SA4",
    zh="dS 中的求和要沿键（最后一个轴），与 softmax 的轴相同。",
)
def backward_sum_over_queries(*arguments):
    """The sum in dS runs over the keys, the axis of the softmax, not over the queries."""
    return backward(arguments, jacobian=lambda a, grad: a * (grad - np.sum(grad * a, axis=-2, keepdims=True)))


@mistake(
    attention_backward,
    title=Text("dK without transpose", zh="dK缺了转置"),
    id="G-T",
    zh="dK 需要转置：应为 dS^T Q，形状与 K 相同。",
)
def backward_key_not_transposed(*arguments):
    """dK is dS' Q: without the transpose it sums over keys instead of queries, and its shape is not that of K."""
    query, key = (np.asarray(array, dtype=float) for array in arguments[1:3])
    alpha = masked_softmax(attention_scores(query, key))
    grad_scores = weighted(alpha, arguments[0] @ arguments[3].swapaxes(1, 2)) / np.sqrt(query.shape[2])
    return grad_scores @ key, grad_scores @ query, alpha.swapaxes(1, 2) @ arguments[0]


@mistake(
    attention_backward,
    title=Text("exp without subtracting the maximum", zh="没有减最大值就取exp"),
    id="SA15",
    zh="分数很大时 exp 会溢出，很小时会下溢：先减去每行的最大值。",
)
def backward_without_maximum(*arguments):
    """Large scores overflow exp and very negative ones vanish: subtract each row's maximum first."""
    return backward(arguments, softmax=naive_softmax)


@mistake(
    attention_backward,
    title=Text("one maximum for all rows", zh="所有行共用一个最大值"),
    id="G-GLOBALMAX",
    zh="应减去每一行自己的最大值，而不是整个数组的最大值。",
)
def backward_global_maximum(*arguments):
    """Subtract the maximum of each row, not of the whole array; rows far below it underflow to 0/0."""
    return backward(arguments, softmax=softmax_after_one_maximum)


@mistake(
    attention_backward,
    title=Text("gradients cut to integers", zh="梯度被截断为整数"),
    id="G-DTYPE",
    zh="梯度数组沿用了输入的整数类型（zeros_like），小数部分被截断了。",
)
def backward_truncated(*arguments):
    """Your gradients take their dtype from the inputs (zeros_like): with integers they lose their fractions."""
    grads = attention_backward(*arguments)
    return tuple(grad.astype(array.dtype) for grad, array in zip(grads, arguments[1:], strict=True))
