"""Known ways to get local_attention wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import local_attention, masked_softmax
from ._shared import naive_softmax


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


def masked_kernel(bias, scores, permitted):
    powers = np.exp(scores - np.max(bias)) * permitted
    return powers / np.exp(bias - np.max(bias)).sum()


@mistake(
    local_attention,
    title=Text("padded with zeros at the borders", zh="边界处补了零"),
    id="SA25",
    zh="边界处也要重新归一化：softmax 只在实际存在的键上做，权重之和应为 1。",
)
def local_padded_with_zeros(*arguments):
    """At the borders the weights must sum to 1 too: the softmax runs over the keys that exist, without zero padding."""
    return local(arguments, softmax=lambda scores, permitted: masked_kernel(arguments[3], scores, permitted))


@mistake(
    local_attention,
    title=Text("bias in reverse order", zh="bias左右颠倒"),
    id="SA26",
    zh="下标是 bias[j - i + window]：bias[0] 对应最左边的键，你左右颠倒了。",
)
def local_reversed(*arguments):
    """The score of key j for query i is bias[j - i + window]: bias[0] belongs to the leftmost key, you reversed it."""
    return local(arguments, index=lambda offset: -offset)


@mistake(
    local_attention,
    title=Text("window wraps round the ends", zh="窗口从另一端绕回"),
    id="SA27",
    zh="序列不是环：超出两端的键不存在，不能从另一端绕回来。",
)
def local_wraps_around(*arguments):
    """A sequence is no ring: keys beyond an end do not exist, they do not come back from the other end."""
    return gather(arguments, lambda keys, length: keys % length)


@mistake(
    local_attention,
    title=Text("end words repeated", zh="重复了边界的词"),
    id="SA28",
    zh="超出两端的键不存在：不要重复边界上的词。",
)
def local_repeats_the_ends(*arguments):
    """Keys beyond an end do not exist: do not repeat the first and last word in their place."""
    return gather(arguments, lambda keys, length: np.clip(keys, 0, length - 1))


@mistake(
    local_attention,
    title=Text("values not projected", zh="值没有投影"),
    id="SA11",
    zh="值也要投影：混合的是 X Wv，而不是 X。",
)
def local_of_bare_words(x, window, w_value, bias):
    """Project the values too: the output mixes x Wv, not the words x themselves."""
    return local_attention(x, window, np.eye(x.shape[2]), bias)


@mistake(
    local_attention,
    title=Text("score 0 outside the window", zh="窗口外的分数为0"),
    id="SA18",
    zh="窗口外的键不能用 0 分：exp(0) = 1 仍会分得权重；请用 -inf。",
)
def local_outside_scores_zero(*arguments):
    """A score of 0 still gets exp(0) = 1 of weight: keys outside the window must get none at all."""
    return local(arguments, softmax=lambda scores, permitted: masked_softmax(scores * permitted))


@mistake(
    local_attention,
    title=Text("ends of the window left out", zh="窗口漏了端点"),
    id="SA29",
    zh="窗口包含端点：|j - i| <= window。",
)
def local_window_without_ends(*arguments):
    """The window includes its ends: |j - i| <= window, you stopped one short."""
    return local(arguments, inside=lambda offset, window: np.abs(offset) < window)


@mistake(
    local_attention,
    title=Text("softmax missing", zh="漏了softmax"),
    id="SA30",
    zh="bias 是分数，不是权重：先对它做 softmax。",
)
def local_without_softmax(*arguments):
    """bias holds scores, not weights: they go through a softmax first."""
    return local(arguments, softmax=lambda scores, permitted: scores * permitted)


@mistake(
    local_attention,
    title=Text("exp without subtracting the maximum", zh="没有减最大值就取exp"),
    id="SA15",
    zh="分数很大时 exp 会溢出，很小时会下溢：先减去最大值。",
)
def local_without_maximum(*arguments):
    """Large scores overflow exp and very negative ones vanish: subtract the maximum first."""
    return local(arguments, softmax=naive_softmax)


@mistake(
    local_attention,
    title=Text("maximum over missing keys too", zh="最大值算进了不存在的键"),
    id="SA17",
    zh="最大值只应在存在的键中取；不存在的大分数会让其余的指数全部下溢。",
)
def local_maximum_of_bias(*arguments):
    """Take the maximum over the keys that exist: a greater score of one that does not makes all others underflow."""
    return local(arguments, softmax=lambda scores, permitted: naive_softmax(scores - np.max(arguments[3]), permitted))
