"""Known ways to get graph_layer wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import mistake

from ..solution import graph_layer


@mistake(graph_layer, id="SP10")
def sum_for_mean(features, edges, weights):
    """You summed the neighbours; their mean is asked."""
    sums = np.zeros_like(features)
    np.add.at(sums, edges[1], features[edges[0]])
    return np.maximum(sums @ weights, 0)


@mistake(graph_layer, id="SP11")
def edges_reversed(features, edges, weights):
    """You sent the messages against the edges."""
    return graph_layer(features, edges[::-1], weights)
