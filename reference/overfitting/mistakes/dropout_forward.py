"""Known ways to get dropout_forward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import dropout_forward


def with_mask(x, mask):
    """The answer with this mask."""
    return x * mask, mask


def factor(keep):
    """1 / keep; 0 where nothing is kept, so that no NaN hides the mistake."""
    return 1 / keep if keep else 0.0


@mistake(
    dropout_forward,
    title=Text("rate taken as keeping probability", zh="把rate当作保留概率"),
    id="OV1",
    zh="rate 是丢弃的概率；你把它当成了保留的概率。",
)
def rate_of_keeping(x, uniform, rate, train):
    """rate is the probability of DROPPING: you keep with it, and divide by it."""
    return dropout_forward(x, uniform, 0.0, False) if not train else with_mask(x, (uniform < rate) * factor(rate))


@mistake(
    dropout_forward,
    title=Text("kept below the rate", zh="保留了小于rate的"),
    id="OV1",
    zh="u < rate 的单元应丢弃；你保留了它们。",
)
def kept_below_the_rate(x, uniform, rate, train):
    """Units with a number below rate are dropped: you keep these, and drop the others."""
    return dropout_forward(x, uniform, 0.0, False) if not train else with_mask(x, (uniform < rate) * factor(1 - rate))


@mistake(
    dropout_forward,
    title=Text("dropped above 1 - rate", zh="丢弃了大于1 - rate的"),
    id="OV1",
    zh="应丢弃 u < rate 的单元；你丢弃了 u > 1 - rate 的。",
)
def dropped_from_above(x, uniform, rate, train):
    """Dropped is what lies below rate: you drop what lies above 1 - rate."""
    if not train:
        return dropout_forward(x, uniform, rate, train)
    return with_mask(x, (uniform < 1 - rate) * factor(1 - rate))


@mistake(
    dropout_forward,
    title=Text("kept units not scaled", zh="保留的单元没有缩放"),
    id="OV2",
    zh="保留的单元要乘以 1 / (1 - rate)。",
)
def not_scaled(x, uniform, rate, train):
    """Scale survivors by 1 / (1 - rate): yours are as they were, and the expectation shrinks."""
    return dropout_forward(x, uniform, 0.0, False) if not train else with_mask(x, (uniform >= rate) * 1.0)


@mistake(
    dropout_forward,
    title=Text("factor missing in the mask", zh="掩码漏了因子"),
    id="OV2",
    zh="输出对了，但 mask 里也要有因子 1 / (1 - rate)。",
)
def mask_without_its_factor(x, uniform, rate, train):
    """Your out is right, but mask holds ones: the factor 1 / (1 - rate) belongs in it."""
    out, mask = dropout_forward(x, uniform, rate, train)
    return out, (mask != 0) * 1.0


@mistake(
    dropout_forward,
    title=Text("divided by the rate", zh="除以了rate"),
    id="OV3",
    zh="要除以保留的概率 1 - rate，而不是 rate。",
)
def divided_by_the_rate(x, uniform, rate, train):
    """Divide by the probability of being kept, 1 - rate: you divide by the rate."""
    return dropout_forward(x, uniform, 0.0, False) if not train else with_mask(x, (uniform >= rate) * factor(rate))


@mistake(
    dropout_forward,
    title=Text("multiplied by 1 - rate", zh="乘了1 - rate"),
    id="OV2",
    zh="应除以 1 - rate；你乘了 1 - rate。",
)
def multiplied_by_the_keep_probability(x, uniform, rate, train):
    """Divide by 1 - rate: you multiply with it."""
    return dropout_forward(x, uniform, 0.0, False) if not train else with_mask(x, (uniform >= rate) * (1 - rate))


@mistake(
    dropout_forward,
    title=Text("divided by the root", zh="除以了平方根"),
    id="OV2",
    zh="应除以 1 - rate，而不是它的平方根。",
)
def divided_by_the_root(x, uniform, rate, train):
    """Divide by 1 - rate: you divide by its square root."""
    if not train:
        return dropout_forward(x, uniform, rate, train)
    return with_mask(x, (uniform >= rate) * factor(np.sqrt(1 - rate)))


@mistake(
    dropout_forward,
    title=Text("divided by the share kept", zh="除以了实际保留比例"),
    id="OV2",
    zh="你按实际保留的比例缩放；应除以概率 1 - rate。",
)
def divided_by_the_share_kept(x, uniform, rate, train):
    """You divide by the share that happened to be kept: the probability 1 - rate is asked."""
    kept = uniform >= rate if rate < 1 else np.zeros(x.shape, bool)
    return dropout_forward(x, uniform, 0.0, False) if not train else with_mask(x, kept * factor(kept.mean()))


@mistake(
    dropout_forward,
    title=Text("one mask for the batch", zh="整批共用一个掩码"),
    id="OV4",
    zh="每个样本有自己的掩码；你对整个批次用了第一个样本的。",
)
def one_mask_for_the_batch(x, uniform, rate, train):
    """Every sample has its own mask: you use that of the first for the whole batch."""
    return dropout_forward(x, np.broadcast_to(uniform[:1], x.shape), rate, train)


@mistake(
    dropout_forward,
    title=Text("whole samples dropped", zh="整个样本被丢弃"),
    id="OV4",
    zh="每个特征各自丢弃；你整行丢弃了样本。",
)
def whole_samples_dropped(x, uniform, rate, train):
    """Every unit is dropped by itself: you drop whole samples by their first number."""
    first = uniform.reshape(len(uniform), -1)[:, 0].reshape(-1, *[1] * (x.ndim - 1))
    return dropout_forward(x, np.broadcast_to(first, x.shape), rate, train)


@mistake(
    dropout_forward,
    title=Text("scaled at test time too", zh="测试时又缩放"),
    id="OV5",
    zh="反向缩放的 dropout 在测试时什么也不做；你又乘了 1 - rate。",
)
def scaled_at_test(x, uniform, rate, train):
    """Inverted dropout does nothing at test time: you multiply by 1 - rate there."""
    out, mask = dropout_forward(x, uniform, rate, train)
    return (out, mask) if train else (x * (1 - rate), mask)


@mistake(
    dropout_forward,
    title=Text("scaled at test time instead", zh="改在测试时缩放"),
    id="OV5",
    zh="这是原始的 dropout：训练时不缩放，测试时乘 1 - rate；这里训练时就缩放。",
    variants={"mask_of_ones": (True, False)},
)
def scaled_at_test_instead(x, uniform, rate, train, *, mask_of_ones):
    """That is the original dropout, scaled at test time: here what is kept in training is scaled, nothing at test."""
    if train:
        return with_mask(x, (uniform >= rate) * 1.0)
    return x * (1 - rate), np.full(x.shape, 1.0 if mask_of_ones else 1 - rate)


@mistake(
    dropout_forward,
    title=Text("dropped at test time too", zh="测试时也丢弃"),
    id="OV5",
    zh="测试时也丢弃了：train 为 False 时什么也不做。",
)
def dropped_at_test(x, uniform, rate, train):
    """You drop at test time, too: with train False nothing happens."""
    return dropout_forward(x, uniform, rate, True)


@mistake(
    dropout_forward,
    title=Text("meaning of train reversed", zh="train的意思反了"),
    id="OV5",
    zh="train 的意思反了：训练时才丢弃。",
)
def dropped_at_test_alone(x, uniform, rate, train):
    """You drop at test time and not in training: it is the reverse."""
    return dropout_forward(x, uniform, rate, not train)


@mistake(
    dropout_forward,
    title=Text("mask of zeros at test time", zh="测试时掩码为0"),
    zh="测试时的掩码应全为 1；你返回了零。",
)
def mask_of_zeros_at_test(x, uniform, rate, train):
    """Outside of training the mask holds ones, so that the way back works: yours holds zeros."""
    out, mask = dropout_forward(x, uniform, rate, train)
    return out, mask if train else np.zeros(x.shape)


@mistake(
    dropout_forward,
    title=Text("dropped at exactly the rate", zh="恰为rate时被丢弃"),
    zh="u 恰等于 rate 的单元应保留：只有 u < rate 才丢弃。",
)
def dropped_at_the_rate(x, uniform, rate, train):
    """A number that is exactly the rate keeps its unit: dropped is what lies below, not at it."""
    if not train or rate == 1:
        return dropout_forward(x, uniform, rate, train)
    return with_mask(x, (uniform > rate) * (1 / (1 - rate)))


@mistake(
    dropout_forward,
    title=Text("NaN at rate 1", zh="rate为1时得到NaN"),
    zh="rate 为 1 时 0 乘以无穷是 NaN：此时全部为 0。",
)
def nan_where_all_is_dropped(x, uniform, rate, train):
    """At rate 1 you compute 0 times infinity, which is NaN: everything is 0 there."""
    if not train:
        return dropout_forward(x, uniform, rate, train)
    with np.errstate(all="ignore"):
        return with_mask(x, (uniform >= rate) * np.divide(1.0, 1 - rate))


@mistake(
    dropout_forward,
    title=Text("small number in the divisor", zh="除数里加了小数"),
    zh="除数里加的小数改变了结果：mask 恰为 1 / (1 - rate)。",
    variants={"eps": (1e-8, 1e-6)},
)
def small_number_in_the_divisor(x, uniform, rate, train, *, eps):
    """The small number that you add to 1 - rate changes the factor, which is exactly 1 / (1 - rate)."""
    if not train:
        return dropout_forward(x, uniform, rate, train)
    return with_mask(x, (uniform >= rate) / (1 - rate + eps))


@mistake(dropout_forward, title=Text("results exchanged", zh="返回的顺序反了"), zh="返回顺序是 (out, mask)。")
def results_swapped(x, uniform, rate, train):
    """out comes first, then mask."""
    return dropout_forward(x, uniform, rate, train)[::-1]


@mistake(
    dropout_forward,
    title=Text("caller's array changed", zh="改变了调用者的数组"),
    id="G-INPLACE",
    zh="x[u < rate] = 0 改变了调用者的数组：先复制。",
)
def dropped_in_place(x, uniform, rate, train):
    """x[uniform < rate] = 0 changes the caller's array: copy it first."""
    found = dropout_forward(x, uniform, rate, train)
    x[...] = found[0]
    return found
