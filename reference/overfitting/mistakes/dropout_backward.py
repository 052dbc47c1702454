"""Known ways to get dropout_backward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import dropout_backward


@mistake(
    dropout_backward,
    title=Text("mask ignored", zh="忽略了掩码"),
    id="OV6",
    zh="回传时也要乘同一个掩码；你原样返回了 dout。",
)
def mask_forgotten(dout, mask):
    """Apply the same mask on the way back: you return dout as it came."""
    return dout * 1.0


@mistake(
    dropout_backward,
    title=Text("factor applied twice", zh="因子乘了两次"),
    id="OV6",
    zh="掩码里已有 1 / (1 - rate)；你又乘了一次。",
)
def factor_twice(dout, mask):
    """The factor is in the mask already: you apply it twice."""
    return dout * mask * mask


@mistake(
    dropout_backward,
    title=Text("factor missing", zh="漏乘了因子"),
    id="OV6",
    zh="掩码里的因子 1 / (1 - rate) 在回传时也要乘。",
)
def factor_forgotten(dout, mask):
    """Multiply by the mask with its factor: you only set dropped units to 0."""
    return dout * (mask != 0)


@mistake(
    dropout_backward, title=Text("divided by the factor", zh="除以了因子"), id="OV6", zh="应乘以掩码，而不是除以它。"
)
def divided_by_the_factor(dout, mask):
    """Multiply by the mask: you divide what is kept by its factor."""
    return np.where(mask != 0, dout / np.where(mask != 0, mask, 1), 0)


@mistake(
    dropout_backward,
    title=Text("divided by zeros of the mask", zh="除以了掩码里的0"),
    id="OV6",
    zh="除以掩码会得到 0 的倒数：应乘以它。",
)
def divided_by_zeros(dout, mask):
    """You divide by the mask, which holds zeros: multiply by it."""
    with np.errstate(all="ignore"):
        return dout / mask


@mistake(
    dropout_backward,
    title=Text("mask reversed", zh="掩码反了"),
    id="OV6",
    zh="掩码反了：丢弃的单元没有梯度，保留的才有。",
)
def gradient_of_dropped_units(dout, mask):
    """Your mask is reversed: what was kept has a gradient, what was dropped has none."""
    return dout * (mask == 0)


@mistake(
    dropout_backward,
    title=Text("mask of the first sample", zh="都用第一个样本的掩码"),
    id="OV4",
    zh="每个样本有自己的掩码；你对整个批次用了第一个。",
)
def mask_of_the_first_sample(dout, mask):
    """Every sample has its own mask: you use that of the first."""
    return dout * mask[:1]


@mistake(
    dropout_backward,
    title=Text("divided by the samples", zh="又除以了样本数"),
    id="G-SUMMEAN",
    zh="不要再除以样本数：dout 已经是损失的梯度。",
)
def averaged_over_samples(dout, mask):
    """You divide by the number of samples: dout is the gradient of the loss already."""
    return dout * mask / len(dout)


@mistake(
    dropout_backward,
    title=Text("caller's dout changed", zh="改变了调用者的dout"),
    id="G-INPLACE",
    zh="dout *= mask 改变了调用者的数组。",
)
def gradient_changed_in_place(dout, mask):
    """dout *= mask changes the caller's array: write dout * mask."""
    dout *= mask
    return dout
