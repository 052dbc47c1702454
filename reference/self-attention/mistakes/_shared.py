"""What the mistakes of several problems share."""

from __future__ import annotations

import numpy as np

from ..solution import masked_softmax


def raw_scores(query, key):
    return query @ np.swapaxes(key, -1, -2)


def allowed_like(scores, mask):
    return np.broadcast_to(True if mask is None else mask, scores.shape)


def naive_softmax(scores, mask=None):
    powers = np.where(allowed_like(scores, mask), np.exp(scores), 0.0)
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


def softmax_with_large_negative(scores, mask=None):
    return masked_softmax(np.where(allowed_like(scores, mask), scores, -1e9))
