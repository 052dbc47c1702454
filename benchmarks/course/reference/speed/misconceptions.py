"""Known mistakes of the benchmark's homework."""

import numpy as np

from grader.author import mistake

from .solution import conv2d_forward, graph_layer, maxpool2d_forward, self_attention, softmax_cross_entropy


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


@mistake(conv2d_forward, id="SP4")
def kernel_turned_round(x, w, b, stride):
    """You turned the kernel round; a cross-correlation is asked."""
    return conv2d_forward(x, w[:, :, ::-1, ::-1], b, stride)


@mistake(conv2d_forward, id="SP5")
def no_bias(x, w, b, stride):
    """You left the bias out."""
    return conv2d_forward(x, w, 0 * b, stride)


@mistake(maxpool2d_forward, id="SP6")
def mean_for_max(x, k):
    """You averaged the windows."""
    n, c, h, w = x.shape
    return x.reshape(n, c, h // k, k, w // k, k).mean(axis=(3, 5))


@mistake(maxpool2d_forward, id="SP7")
def never_below_zero(x, k):
    """You started from zero, which is larger than negative values."""
    return np.maximum(maxpool2d_forward(x, k), 0)


@mistake(self_attention, id="SP8")
def not_scaled(x, w_query, w_key, w_value, causal):
    """You did not divide by the root of the key's size."""
    return self_attention(x, w_query * np.sqrt(w_query.shape[1]), w_key, w_value, causal)


@mistake(self_attention, id="SP9")
def sees_the_future(x, w_query, w_key, w_value, causal):
    """You left the causal mask out."""
    return self_attention(x, w_query, w_key, w_value, causal=False)


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
