"""What the mistakes of several problems share."""

from __future__ import annotations

import numpy as np

from ..solution import masked_softmax


def raw_scores(query, key):
    return query @ np.swapaxes(key, -1, -2)


def allowed_like(scores, mask):
    return np.broadcast_to(True if mask is None else mask, scores.shape)


def chosen(powers, allowed):
    """Zero in place of what is hidden."""
    return np.where(allowed, powers, 0.0)


def multiplied(powers, allowed):
    """What is hidden times zero, which leaves NaN of an infinite power."""
    return powers * allowed


def naive_softmax(scores, mask=None, dtype=None, hide=chosen):
    scores = np.asarray(scores, dtype or (None if scores.dtype.kind == "f" else np.float64))
    powers = hide(np.exp(scores), allowed_like(scores, mask))
    total = powers.sum(axis=-1, keepdims=True)
    return np.where(allowed_like(scores, mask).any(axis=-1, keepdims=True), powers / total, 0.0)


def softmax_after_one_maximum(scores, mask=None):
    return naive_softmax(scores - np.max(scores), mask)


def softmax_of_columns(scores, mask=None):
    allowed = allowed_like(scores, mask)
    return np.swapaxes(masked_softmax(np.swapaxes(scores, -1, -2), np.swapaxes(allowed, -1, -2)), -1, -2)


def softmax_then_mask(scores, mask=None):
    return masked_softmax(scores) * allowed_like(scores, mask)


def softmax_of_hidden(scores, mask=None):
    return masked_softmax(scores, None if mask is None else ~mask)


def filled(scores, allowed, low):
    """`low` in place of what is hidden."""
    return np.where(allowed, scores, low)


def lowered(scores, allowed, low):
    """`low` added to what is hidden."""
    return scores + low * ~allowed


#: What people do to hidden scores in place of minus infinity.
HIDDEN_BY_NUMBER = {"hide": (filled, lowered), "low": (-1e9, -1e10, -1e4)}


def softmax_with_large_negative(scores, mask, hide, low):
    return masked_softmax(hide(scores, allowed_like(scores, mask), low))
