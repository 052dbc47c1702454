"""Known ways to get softmax_cross_entropy wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

from grader.author import mistake

from ..solution import softmax_cross_entropy


@mistake(softmax_cross_entropy, id="SP1")
def summed_not_averaged(logits, labels):
    """You summed over the rows; their mean is asked."""
    loss, gradient = softmax_cross_entropy(logits, labels)
    return loss * len(labels), gradient * len(labels)


@mistake(softmax_cross_entropy, id="SP2")
def gradient_not_averaged(logits, labels):
    """You did not divide the gradient by the number of rows."""
    loss, gradient = softmax_cross_entropy(logits, labels)
    return loss, gradient * len(labels)


@mistake(softmax_cross_entropy, id="SP3")
def sign_turned(logits, labels):
    """You forgot the minus of the logarithm."""
    loss, gradient = softmax_cross_entropy(logits, labels)
    return -loss, gradient
