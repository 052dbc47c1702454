"""Word embedding: a word is known by the company it keeps.

Words are numbers from 0 to V - 1.  Either their neighbours are counted and the table of counts is made narrow, or
vectors are learned from which a word's neighbours can be predicted.
"""

from __future__ import annotations

import numpy as np


def _as_floats(values):
    """Floats stay what they are; integers become float64."""
    values = np.asarray(values)
    return values if values.dtype.kind == "f" else values.astype(np.float64)


def _cross_entropy(scores, word):
    """The loss -ln softmax(scores)[word], and its gradient by the scores."""
    shifted = scores - scores.max()
    log_total = np.log(np.exp(shifted).sum())
    gradient = np.exp(shifted - log_total)
    gradient[word] -= 1
    return log_total - shifted[word], gradient


def _log_sigmoid(z):
    """ln(1 / (1 + exp(-z))), without an overflow for z far below 0."""
    return -np.logaddexp(0, -z)


def cooccurrence(ids, vocabulary_size, window):
    """Return the counts (V, V): [a, b] is how often b stands at most `window` places from an a, in ids (L,).

    A place is not its own neighbour; equal words at different places are neighbours like others.  Lecture p44.
    """
    counts = np.zeros((vocabulary_size, vocabulary_size), dtype=np.int64)
    for distance in range(1, min(window, len(ids) - 1) + 1):
        np.add.at(counts, (ids[:-distance], ids[distance:]), 1)
        np.add.at(counts, (ids[distance:], ids[:-distance]), 1)
    return counts


def ppmi(counts):
    """Return the positive pointwise mutual information (V, V): max(0, ln(p_ij / (p_i p_j))), 0 where a count is 0.

    p_i are the sums of the rows, p_j those of the columns.  K. Church, P. Hanks, 1990.
    """
    counts = _as_floats(counts)
    rows, columns, total = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True), counts.sum()
    seen = counts > 0
    ratio = np.ones_like(counts)
    np.divide(counts * total, rows * columns, out=ratio, where=seen)
    return np.where(seen, np.maximum(np.log(ratio), 0), 0)


def svd_embedding(counts, dimension):
    """Return word vectors (V, dimension): the first left singular vectors, each times its singular value."""
    left, values, _ = np.linalg.svd(_as_floats(counts))
    return left[:, :dimension] * values[:dimension]


def most_similar(embeddings, index, k):
    """Return the k words (at most V - 1) most similar to word `index` by cosine, the most similar first.

    embeddings (V, d).  The word itself is left out; a vector of zeros is similar to none, which is 0; the lower
    number comes first among equals.
    """
    products = embeddings @ embeddings[index]
    lengths = np.sqrt((embeddings**2).sum(axis=1))
    scale = lengths * lengths[index]
    similarity = np.divide(products, scale, out=np.zeros_like(products), where=scale > 0)
    order = np.argsort(-similarity, kind="stable")
    return order[order != index][:k]


def negative_distribution(counts, outside, power):
    """Return with which probability each word (V,) is drawn as a negative: counts^power, without the word `outside`.

    T. Mikolov et al., Distributed Representations of Words and Phrases, 2013; the true word left out as in word2vec.
    """
    weights = _as_floats(counts) ** power
    weights[outside] = 0
    return weights / weights.sum()


def skipgram_softmax(center, outside, outside_vectors):
    """Return (loss, grad_center, grad_outside_vectors) of -ln softmax(outside_vectors center)[outside].

    center (d,), outside_vectors (V, d).
    """
    loss, grad_scores = _cross_entropy(outside_vectors @ center, outside)
    return loss, outside_vectors.T @ grad_scores, np.outer(grad_scores, center)


def skipgram_negative(center, outside, outside_vectors, negatives):
    """Return (loss, grad_center, grad_outside_vectors) of -ln s(u_o v) - sum over negatives of ln s(-u_k v).

    center v (d,), outside_vectors u (V, d), negatives (K,) integers; a negative that is listed twice counts twice.
    """
    words = np.append(negatives, outside)
    signs = np.append(np.full(len(negatives), -1), 1)
    scores = signs * (outside_vectors[words] @ center)
    grad_scores = -signs * np.exp(_log_sigmoid(-scores))
    grad_outside = np.zeros_like(outside_vectors)
    np.add.at(grad_outside, words, np.outer(grad_scores, center).astype(grad_outside.dtype))
    return -_log_sigmoid(scores).sum(), grad_scores @ outside_vectors[words], grad_outside


def cbow_softmax(context, center, input_vectors, output_vectors):
    """Return (loss, grad_input_vectors, grad_output_vectors) of -ln softmax(output_vectors h)[center].

    h is the mean of the vectors of context (m,), a word that is listed twice counted twice; both tables are (V, d).
    """
    hidden = input_vectors[context].mean(axis=0)
    loss, grad_scores = _cross_entropy(output_vectors @ hidden, center)
    grad_input = np.zeros_like(input_vectors)
    np.add.at(grad_input, context, output_vectors.T @ grad_scores / len(context))
    return loss, grad_input, np.outer(grad_scores, hidden)
