"""Known ways to get maxpool2d_forward wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import mistake

from ..solution import maxpool2d_forward


@mistake(maxpool2d_forward, id="SP6")
def mean_for_max(x, k):
    """You averaged the windows."""
    n, c, h, w = x.shape
    return x.reshape(n, c, h // k, k, w // k, k).mean(axis=(3, 5))


@mistake(maxpool2d_forward, id="SP7")
def never_below_zero(x, k):
    """You started from zero, which is larger than negative values."""
    return np.maximum(maxpool2d_forward(x, k), 0)
