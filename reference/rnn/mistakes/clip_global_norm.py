"""Known ways to get clip_global_norm wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import clip_global_norm


def plain_norm(grads):
    """The root of the sum of squares, as it stands."""
    return float(np.sqrt(sum(np.sum(np.asarray(grad, dtype=float) ** 2) for grad in grads)))


@mistake(
    clip_global_norm,
    title=Text("every array clipped by itself", zh="每个数组单独裁剪"),
    id="RN10",
    zh="所有数组共用一个范数；你对每个数组单独裁剪。",
    variants={"overflows": (True, False)},
)
def every_array_by_itself(grads, max_norm, *, overflows):
    """There is one norm, that of all arrays together; you clip each array by its own, which turns the direction."""
    norm_of = plain_norm if overflows else lambda some: clip_global_norm(some, max_norm)[1]
    norms = [norm_of([grad]) for grad in grads]
    clipped = [grad * (max_norm / norm) if norm > max_norm else grad for grad, norm in zip(grads, norms, strict=True)]
    return clipped, norm_of(grads)


@mistake(
    clip_global_norm, title=Text("every entry clipped", zh="逐元素截断"), id="RN11", zh="要整体缩放，而不是逐元素截断。"
)
def entries_clipped(grads, max_norm):
    """Scale all gradients by one factor; you clip every entry, which turns the direction."""
    return [np.clip(grad, -max_norm, max_norm) for grad in grads], clip_global_norm(grads, max_norm)[1]


@mistake(
    clip_global_norm,
    title=Text("small gradients scaled up", zh="总是缩放到上限"),
    zh="未超过上限的梯度不变；你总是把范数缩放到 max_norm。",
)
def always_scaled(grads, max_norm):
    """Gradients below the limit stay as they are; you scale to max_norm always, so that small ones grow."""
    norm = clip_global_norm(grads, max_norm)[1]
    return [grad * (max_norm / norm) if norm else grad for grad in grads], norm


@mistake(clip_global_norm, title=Text("norm after clipping", zh="返回裁剪之后的范数"), zh="返回的是裁剪之前的范数。")
def norm_after_clipping(grads, max_norm):
    """The norm that is asked is that before clipping; you return that of the clipped gradients."""
    clipped, norm = clip_global_norm(grads, max_norm)
    return clipped, min(norm, max_norm)


@mistake(
    clip_global_norm,
    title=Text("0/0 for zero gradients", zh="全零时得到0/0"),
    zh="全零时 0/0 得到 NaN：范数为 0 时不要相除。",
)
def zeros_divided_by_their_norm(grads, max_norm):
    """Where all entries are 0 you divide 0 by 0: compare the norm with the limit first."""
    norm = clip_global_norm(grads, max_norm)[1]
    return [grad / np.float64(norm) * min(norm, max_norm) for grad in grads], norm


@mistake(
    clip_global_norm,
    title=Text("small number added to the norm", zh="范数加了小常数"),
    zh="不要往范数上加小常数：1e-6 会改变答案。",
    variants={"eps": (1e-6, 1e-8, 1e-5, 1e-7, 1e-4)},
)
def small_number_added(grads, max_norm, *, eps):
    """You add a small number to the norm, as torch's clip_grad_norm_ does: the answer is off by that share."""
    norm = clip_global_norm(grads, max_norm)[1]
    share = min(max_norm / (norm + eps), 1.0)
    return [grad * share for grad in grads], norm


@mistake(
    clip_global_norm,
    title=Text("square of the norm", zh="范数没有开方"),
    zh="范数是平方和的平方根：你没有开方。",
    variants={"told": (True, False)},
)
def square_of_the_norm(grads, max_norm, *, told):
    """The norm is the root of the sum of squares; you left the root out."""
    norm = clip_global_norm(grads, max_norm)[1]
    share = max_norm / norm**2 if norm**2 > max_norm else 1.0
    return [grad * share for grad in grads], norm**2 if told else norm


@mistake(
    clip_global_norm,
    title=Text("another norm", zh="用了别的范数"),
    zh="范数是平方和的平方根，不是绝对值之和或最大值。",
    variants={"order": (1, np.inf)},
)
def another_norm(grads, max_norm, *, order):
    """The norm is the root of the sum of squares, neither the sum of absolute values nor the largest one."""
    norm = float(np.linalg.norm(np.concatenate([np.ravel(grad).astype(float) for grad in grads]), order))
    return [grad * (max_norm / norm) if norm > max_norm else grad for grad in grads], norm


@mistake(
    clip_global_norm,
    title=Text("norms of the arrays added", zh="各数组的范数相加"),
    zh="总范数是各数组范数的平方和再开方，不是各范数之和。",
)
def norms_added(grads, max_norm):
    """The norm of all is not the sum of the arrays' norms: add their squares and take the root."""
    norm = sum(clip_global_norm([grad], max_norm)[1] for grad in grads)
    return [grad * (max_norm / norm) if norm > max_norm else grad for grad in grads], norm


@mistake(
    clip_global_norm,
    title=Text("largest norm of the arrays", zh="取了最大的数组范数"),
    zh="总范数不是各数组范数中最大的一个。",
)
def largest_norm(grads, max_norm):
    """The norm of all is not the largest of the arrays' norms."""
    norm = max(clip_global_norm([grad], max_norm)[1] for grad in grads)
    return [grad * (max_norm / norm) if norm > max_norm else grad for grad in grads], norm


@mistake(
    clip_global_norm,
    title=Text("mean of the squares", zh="用了均方代替平方和"),
    zh="范数要对所有元素取平方和，不是均方。",
)
def root_of_the_mean(grads, max_norm):
    """You take the mean of the squares; the norm is the root of their sum."""
    norm = clip_global_norm(grads, max_norm)[1] / np.sqrt(sum(np.size(grad) for grad in grads))
    return [grad * (max_norm / norm) if norm > max_norm else grad for grad in grads], float(norm)


@mistake(clip_global_norm, title=Text("scaled to length 1", zh="缩放到长度1"), zh="你只除以范数，没有乘 max_norm。")
def to_length_one(grads, max_norm):
    """You scale to length 1; the length that is left is max_norm."""
    norm = clip_global_norm(grads, max_norm)[1]
    return [grad / norm if norm > max_norm else grad for grad in grads], norm


@mistake(
    clip_global_norm,
    title=Text("squares overflow or vanish", zh="平方溢出或下溢"),
    zh="1e158 的平方溢出，1e-170 的平方为 0：平方之前先除以最大的元素。",
)
def squares_that_overflow(grads, max_norm):
    """The square of 1e158 is no float, and that of 1e-170 is 0: divide by the largest entry before you square."""
    norm = plain_norm(grads)
    return [grad * (max_norm / norm) if norm > max_norm else grad for grad in grads], norm


@mistake(
    clip_global_norm,
    title=Text("limit 0 taken as none", zh="把上限0当作不裁剪"),
    zh="max_norm = 0 不表示不裁剪：结果全为 0。",
)
def no_limit_where_it_is_0(grads, max_norm):
    """A limit of 0 is a limit, which leaves zeros; you take it for none (0 is falsy)."""
    return clip_global_norm(grads, max_norm or np.inf)


@mistake(
    clip_global_norm,
    title=Text("caller's gradients changed", zh="改变了调用者的梯度"),
    id="G-INPLACE",
    zh="grad *= … 改变了调用者的数组：请返回新数组。",
)
def scaled_in_place(grads, max_norm):
    """grad *= … changes the caller's own arrays: return new ones."""
    clipped, norm = clip_global_norm(grads, max_norm)
    for grad, new in zip(grads, clipped, strict=True):
        grad[...] = new
    return [grad.copy() for grad in grads], norm


@mistake(
    clip_global_norm, title=Text("norm not returned", zh="没有返回范数"), zh="返回裁剪后的数组和范数，你只返回了数组。"
)
def norm_not_returned(grads, max_norm):
    """Return the arrays and the norm; you return the arrays alone."""
    return clip_global_norm(grads, max_norm)[0]


@mistake(clip_global_norm, title=Text("arrays flattened", zh="数组被展平"), zh="数组要保持原来的形状，你展平了它们。")
def flattened(grads, max_norm):
    """Every array keeps its shape; you flattened them."""
    clipped, norm = clip_global_norm(grads, max_norm)
    return [np.ravel(grad) for grad in clipped], norm
