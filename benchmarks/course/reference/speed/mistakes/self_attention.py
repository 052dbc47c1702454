"""Known ways to get self_attention wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import mistake

from ..solution import self_attention


@mistake(self_attention, id="SP8")
def not_scaled(x, w_query, w_key, w_value, causal):
    """You did not divide by the root of the key's size."""
    return self_attention(x, w_query * np.sqrt(w_query.shape[1]), w_key, w_value, causal)


@mistake(self_attention, id="SP9")
def sees_the_future(x, w_query, w_key, w_value, causal):
    """You left the causal mask out."""
    return self_attention(x, w_query, w_key, w_value, causal=False)
