"""Known ways to get conv2d_forward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

from grader.author import mistake

from ..solution import conv2d_forward


@mistake(conv2d_forward, id="SP4")
def kernel_turned_round(x, w, b, stride):
    """You turned the kernel round; a cross-correlation is asked."""
    return conv2d_forward(x, w[:, :, ::-1, ::-1], b, stride)


@mistake(conv2d_forward, id="SP5")
def no_bias(x, w, b, stride):
    """You left the bias out."""
    return conv2d_forward(x, w, 0 * b, stride)
