"""Known misunderstandings; those of scores, softmax and one head are in `misconceptions_one_head.py`."""

import numpy as np

from grader.author import mistake

from .misconceptions_one_head import *  # noqa: F403  the mistakes declared there belong to this module's names
from .misconceptions_one_head import naive_softmax, raw_scores, softmax_after_one_maximum, softmax_of_columns
from .solution import (
    attention_backward,
    attention_scores,
    local_attention,
    masked_softmax,
    multi_head_attention,
    positional_encoding,
)

# ---- wrong gradients -------------------------------------------------------------------------------------------------


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


@mistake(attention_backward, id="SA1", zh="前向与反向都忘了 1/sqrt(dk)。")
def backward_not_scaled(*arguments):
    """You forgot 1/sqrt(dk), both in the scores and in the gradients."""
    return backward(arguments, forward=1.0, outward=1.0)


@mistake(attention_backward, id="SA1", zh="分数里有 1/sqrt(dk)，所以 dQ 与 dK 里也必须有。")
def backward_scaled_only_forward(*arguments):
    """The scores contain 1/sqrt(dk), so dQ and dK must contain it too: the chain rule passes it on."""
    return backward(arguments, outward=1.0)


@mistake(attention_backward, id="SA2", zh="应按键的维度 dk 缩放，而不是按查询的个数。")
def backward_scaled_by_length(*arguments):
    """Scale by the key dimension dk, not by the number of queries."""
    scale = arguments[1].shape[1] ** -0.5
    return backward(arguments, forward=scale, outward=scale)


@mistake(attention_backward, id="SA3", zh="应除以 dk 的平方根，而不是 dk。")
def backward_divided_by_dk(*arguments):
    """Divide by the square root of dk, not by dk itself."""
    return backward(arguments, forward=1 / arguments[1].shape[2], outward=1 / arguments[1].shape[2])


@mistake(attention_backward, id="SA14", zh="softmax 把整行耦合在一起：雅可比矩阵不只是对角线 A(1-A)。")
def backward_diagonal_jacobian(*arguments):
    """Softmax couples the whole row: every score moves all weights of its row, not only its own by A(1-A)."""
    return backward(arguments, jacobian=lambda alpha, grad: grad * alpha * (1 - alpha))


@mistake(attention_backward, id="SA14", zh="dS 里缺少减去 sum(dA * A) 这一项：dS 的每一行之和应为 0。")
def backward_without_row_sum(*arguments):
    """The term -sum(dA * A) is missing in dS: each row of dS sums to 0, since the weights always sum to 1."""
    return backward(arguments, jacobian=lambda alpha, grad: grad * alpha)


@mistake(attention_backward, id="SA4", zh="dS 中的求和要沿键（最后一个轴），与 softmax 的轴相同。")
def backward_sum_over_queries(*arguments):
    """The sum in dS runs over the keys, the axis of the softmax, not over the queries."""
    return backward(arguments, jacobian=lambda a, grad: a * (grad - np.sum(grad * a, axis=-2, keepdims=True)))


@mistake(attention_backward, id="G-T", zh="dK 需要转置：应为 dS^T Q，形状与 K 相同。")
def backward_key_not_transposed(*arguments):
    """dK is dS' Q: without the transpose it sums over keys instead of queries, and its shape is not that of K."""
    query, key = (np.asarray(array, dtype=float) for array in arguments[1:3])
    alpha = masked_softmax(attention_scores(query, key))
    grad_scores = weighted(alpha, arguments[0] @ arguments[3].swapaxes(1, 2)) / np.sqrt(query.shape[2])
    return grad_scores @ key, grad_scores @ query, alpha.swapaxes(1, 2) @ arguments[0]


@mistake(attention_backward, id="SA15", zh="分数很大时 exp 会溢出，很小时会下溢：先减去每行的最大值。")
def backward_without_maximum(*arguments):
    """Large scores overflow exp and very negative ones vanish: subtract each row's maximum first."""
    return backward(arguments, softmax=naive_softmax)


@mistake(attention_backward, id="G-GLOBALMAX", zh="应减去每一行自己的最大值，而不是整个数组的最大值。")
def backward_global_maximum(*arguments):
    """Subtract the maximum of each row, not of the whole array; rows far below it underflow to 0/0."""
    return backward(arguments, softmax=softmax_after_one_maximum)


@mistake(attention_backward, id="G-DTYPE", zh="梯度数组沿用了输入的整数类型（zeros_like），小数部分被截断了。")
def backward_truncated(*arguments):
    """Your gradients take their dtype from the inputs (zeros_like): with integers they lose their fractions."""
    grads = attention_backward(*arguments)
    return tuple(grad.astype(array.dtype) for grad, array in zip(grads, arguments[1:], strict=True))


# ---- wrong heads -----------------------------------------------------------------------------------------------------


def split_heads(projected, n_heads):
    n_batch, length, dim = projected.shape
    return projected.reshape(n_batch, length, n_heads, dim // n_heads).transpose(0, 2, 1, 3)


def view_heads(projected, n_heads):
    return projected.reshape(projected.shape[0], n_heads, projected.shape[1], -1)


def interleave_heads(projected, n_heads):
    n_batch, length, dim = projected.shape
    return projected.reshape(n_batch, length, dim // n_heads, n_heads).transpose(0, 3, 1, 2)


def concat(heads):
    return heads.transpose(0, 2, 1, 3).reshape(heads.shape[0], heads.shape[2], -1)


def heads(arguments, *, scale=None, softmax=masked_softmax, split=split_heads, join=concat):
    """Multi-head attention with one of its parts replaced."""
    x, w_query, w_key, w_value, w_output, n_heads = arguments
    if x.shape[2] % n_heads:
        raise ValueError("n_heads must divide the width")
    query, key, value = (split(x @ weight, n_heads) for weight in (w_query, w_key, w_value))
    scale = query.shape[3] ** -0.5 if scale is None else scale
    return join(softmax(raw_scores(query, key) * scale) @ value) @ w_output


@mistake(multi_head_attention, id="SA1", zh="你忘了除以 sqrt(D/H)。")
def heads_not_scaled(*arguments):
    """You forgot to divide the scores of each head by sqrt(D/H)."""
    return heads(arguments, scale=1.0)


@mistake(multi_head_attention, id="SA2", zh="应按每个头的维度 D/H 缩放，而不是按序列长度 T。")
def heads_scaled_by_length(*arguments):
    """Scale by the key dimension D/H of a head, not by the length of the sequence."""
    return heads(arguments, scale=arguments[0].shape[1] ** -0.5)


@mistake(multi_head_attention, id="SA8", zh="每个头只有 D/H 维：应除以 sqrt(D/H)，而不是 sqrt(D)。")
def heads_scaled_by_full_width(*arguments):
    """Each head has D/H dimensions: scale by sqrt(D/H), not by sqrt(D)."""
    return heads(arguments, scale=arguments[0].shape[2] ** -0.5)


@mistake(multi_head_attention, id="SA6", zh="直接 reshape 会混淆不同时刻与不同的头：先拆分 D，再转置。")
def heads_by_view(*arguments):
    """Your reshape mixed time steps of different heads: split D into (H, D/H), then transpose."""
    return heads(arguments, split=view_heads, join=lambda out: out.reshape(arguments[0].shape))


@mistake(multi_head_attention, id="SA7", zh="拼接前要先把头的轴移回特征旁边：先转置，再 reshape。")
def heads_joined_without_transpose(*arguments):
    """Bring the heads back next to their features before you concatenate: transpose first, then reshape."""
    return heads(arguments, join=lambda out: out.reshape(arguments[0].shape))


@mistake(multi_head_attention, id="SA4", zh="softmax 要对键做：每个头中 alpha 的每一行之和应为 1。")
def heads_softmax_over_queries(*arguments):
    """The softmax runs over the keys: each row of alpha must sum to 1, in every head."""
    return heads(arguments, softmax=softmax_of_columns)


@mistake(multi_head_attention, id="SA11", zh="值也要投影：每个头混合的是 X Wv 的列块，而不是 X 的列块。")
def heads_of_bare_words(x, w_query, w_key, w_value, w_output, n_heads):
    """Project the values too: a head mixes its columns of x Wv, not those of x."""
    return heads((x, w_query, w_key, np.eye(x.shape[2]), w_output, n_heads))


@mistake(multi_head_attention, id="SA21", zh="拼接之后还要乘以 Wo。")
def heads_without_output_projection(x, w_query, w_key, w_value, w_output, n_heads):
    """The concatenated heads still have to be multiplied by Wo."""
    return heads((x, w_query, w_key, w_value, np.eye(x.shape[2]), n_heads))


@mistake(multi_head_attention, id="SA22", zh="第 h 个头占连续的列 hD/H 到 (h+1)D/H，而不是每隔 H 列取一列。")
def heads_interleaved(*arguments):
    """Head h owns the contiguous columns from h D/H to (h+1) D/H, not every H-th column."""
    shape = arguments[0].shape
    return heads(arguments, split=interleave_heads, join=lambda out: out.transpose(0, 2, 3, 1).reshape(shape))


@mistake(multi_head_attention, id="SA23", zh="n_heads 不能整除 D 时必须抛出 ValueError，而不是丢弃剩余的列。")
def heads_drop_the_rest(x, w_query, w_key, w_value, w_output, n_heads):
    """Where n_heads does not divide D you silently leave the last columns out: raise ValueError instead."""
    used = x.shape[2] // n_heads * n_heads
    parts = (weight[:, :used] for weight in (w_query, w_key, w_value))
    query, key, value = (split_heads(x @ part, n_heads) for part in parts)
    return concat(masked_softmax(attention_scores(query, key)) @ value) @ w_output[:used]


@mistake(multi_head_attention, id="SA15", zh="分数很大时 exp 会溢出，很小时会下溢：先减去每行的最大值。")
def heads_without_maximum(*arguments):
    """Large scores overflow exp and very negative ones vanish: subtract each row's maximum first."""
    return heads(arguments, softmax=naive_softmax)


# ---- wrong positions -------------------------------------------------------------------------------------------------


def encoding(length, dim, exponent, *, first=0):
    """Sine in even columns, cosine in odd ones, with any exponent for each column."""
    angle = np.arange(first, first + length)[:, None] / 10000.0 ** exponent(np.arange(dim))
    return np.where(np.arange(dim) % 2 == 0, np.sin(angle), np.cos(angle))


def pair_exponent(dim):
    return lambda column: (column - column % 2) / dim


@mistake(positional_encoding, id="SA12", zh="正弦与余弦要交错排列：偶数列 sin，奇数列 cos，而不是左右两半。")
def encoding_in_halves(length, dim):
    """Interleave sine and cosine: even columns are sines, odd ones cosines; you put them into two halves."""
    table = positional_encoding(length, dim)
    return np.concatenate([table[:, 0::2], table[:, 1::2]], axis=1)


@mistake(positional_encoding, id="SA13", zh="第 i 对列的指数是 2i/D，而不是 i/D。")
def encoding_half_exponent(length, dim):
    """The column pair number i uses the exponent 2i/D; you used i/D."""
    return encoding(length, dim, lambda column: column // 2 / dim)


@mistake(positional_encoding, id="SA24", zh="一对 sin/cos 共用同一个频率：第 2i 与 2i+1 列的指数都是 2i/D。")
def encoding_own_exponent(length, dim):
    """A sine and its cosine share one frequency: columns 2i and 2i+1 both use 2i/D."""
    return encoding(length, dim, lambda column: column / dim)


@mistake(positional_encoding, id="SA13", zh="公式里的 i 是列对的编号，不是列号：第 2i 列的指数是 2i/D。")
def encoding_double_exponent(length, dim):
    """In 2i/D, i numbers the pairs, not the columns: column 2i uses the exponent 2i/D, not 4i/D."""
    return encoding(length, dim, lambda column: 2 * (column - column % 2) / dim)


@mistake(positional_encoding, id="SA32", zh="偶数列是 sin，奇数列是 cos：你把两者交换了。")
def encoding_cosine_first(length, dim):
    """Even columns are sines and odd ones cosines: you have them the other way round."""
    angle = np.arange(length)[:, None] / 10000.0 ** pair_exponent(dim)(np.arange(dim))
    return np.where(np.arange(dim) % 2 == 0, np.cos(angle), np.sin(angle))


@mistake(positional_encoding, id="SA33", zh="位置从 0 开始：第一行应为 0, 1, 0, 1, …")
def encoding_from_one(length, dim):
    """Positions count from 0: the first row is 0, 1, 0, 1, and so on."""
    return encoding(length, dim, pair_exponent(dim), first=1)


@mistake(positional_encoding, id="SA34", zh="D 为奇数时，指数仍除以 D，而不是 D+1。")
def encoding_of_rounded_width(length, dim):
    """For odd D the exponent is still 2i/D: you computed an even width first and cut a column off."""
    return positional_encoding(length, dim + dim % 2)[:, :dim]


@mistake(positional_encoding, id="SA34", zh="D 为奇数时，余弦列比正弦列少一列：请单独处理。")
def encoding_even_widths_only(length, dim):
    """For odd D there is one cosine column less than sines: your assignment of the odd columns fails there."""
    table, angle = np.zeros((length, dim)), np.arange(length)[:, None] / 10000.0 ** (np.arange(0, dim, 2) / dim)
    table[:, 0::2] = np.sin(angle)
    table[:, 1::2] = np.cos(angle)
    return table


@mistake(positional_encoding, id="G-DTYPE", zh="不要转换为 float16：只剩约三位有效数字。")
def encoding_in_half_precision(length, dim):
    """Do not convert to float16: it keeps about three digits only."""
    return positional_encoding(length, dim).astype(np.float16)


# ---- wrong windows ---------------------------------------------------------------------------------------------------


def local(arguments, *, index=None, inside=None, softmax=masked_softmax):
    """Local attention with another place in bias, another window, or another softmax."""
    x, window, w_value, bias = arguments
    offset = np.arange(x.shape[1])[None, :] - np.arange(x.shape[1])[:, None]
    place = (offset if index is None else index(offset)) + window
    permitted = np.abs(offset) <= window if inside is None else inside(offset, window)
    return softmax(bias[np.clip(place, 0, 2 * window)], permitted) @ (x @ w_value)


def gather(arguments, rule):
    """The convolution of the interior everywhere, with `rule(positions, T)` for keys beyond the ends."""
    x, window, w_value, bias = arguments
    keys = np.arange(x.shape[1])[:, None] + np.arange(-window, window + 1)
    return np.einsum("k,nikv->niv", masked_softmax(bias), (x @ w_value)[:, rule(keys, x.shape[1])])


@mistake(local_attention, id="SA25", zh="边界处也要重新归一化：softmax 只在实际存在的键上做，权重之和应为 1。")
def local_padded_with_zeros(*arguments):
    """At the borders the weights must sum to 1 too: the softmax runs over the keys that exist, without zero padding."""
    return local(arguments, softmax=lambda scores, permitted: masked_kernel(arguments[3], scores, permitted))


def masked_kernel(bias, scores, permitted):
    powers = np.exp(scores - np.max(bias)) * permitted
    return powers / np.exp(bias - np.max(bias)).sum()


@mistake(local_attention, id="SA26", zh="下标是 bias[j - i + window]：bias[0] 对应最左边的键，你左右颠倒了。")
def local_reversed(*arguments):
    """The score of key j for query i is bias[j - i + window]: bias[0] belongs to the leftmost key, you reversed it."""
    return local(arguments, index=lambda offset: -offset)


@mistake(local_attention, id="SA27", zh="序列不是环：超出两端的键不存在，不能从另一端绕回来。")
def local_wraps_around(*arguments):
    """A sequence is no ring: keys beyond an end do not exist, they do not come back from the other end."""
    return gather(arguments, lambda keys, length: keys % length)


@mistake(local_attention, id="SA28", zh="超出两端的键不存在：不要重复边界上的词。")
def local_repeats_the_ends(*arguments):
    """Keys beyond an end do not exist: do not repeat the first and last word in their place."""
    return gather(arguments, lambda keys, length: np.clip(keys, 0, length - 1))


@mistake(local_attention, id="SA11", zh="值也要投影：混合的是 X Wv，而不是 X。")
def local_of_bare_words(x, window, w_value, bias):
    """Project the values too: the output mixes x Wv, not the words x themselves."""
    return local_attention(x, window, np.eye(x.shape[2]), bias)


@mistake(local_attention, id="SA18", zh="窗口外的键不能用 0 分：exp(0) = 1 仍会分得权重；请用 -inf。")
def local_outside_scores_zero(*arguments):
    """A score of 0 still gets exp(0) = 1 of weight: keys outside the window must get none at all."""
    return local(arguments, softmax=lambda scores, permitted: masked_softmax(scores * permitted))


@mistake(local_attention, id="SA29", zh="窗口包含端点：|j - i| <= window。")
def local_window_without_ends(*arguments):
    """The window includes its ends: |j - i| <= window, you stopped one short."""
    return local(arguments, inside=lambda offset, window: np.abs(offset) < window)


@mistake(local_attention, id="SA30", zh="bias 是分数，不是权重：先对它做 softmax。")
def local_without_softmax(*arguments):
    """bias holds scores, not weights: they go through a softmax first."""
    return local(arguments, softmax=lambda scores, permitted: scores * permitted)


@mistake(local_attention, id="SA15", zh="分数很大时 exp 会溢出，很小时会下溢：先减去最大值。")
def local_without_maximum(*arguments):
    """Large scores overflow exp and very negative ones vanish: subtract the maximum first."""
    return local(arguments, softmax=naive_softmax)


@mistake(local_attention, id="SA17", zh="最大值只应在存在的键中取；不存在的大分数会让其余的指数全部下溢。")
def local_maximum_of_bias(*arguments):
    """Take the maximum over the keys that exist: a greater score of one that does not makes all others underflow."""
    return local(arguments, softmax=lambda scores, permitted: naive_softmax(scores - np.max(arguments[3]), permitted))
