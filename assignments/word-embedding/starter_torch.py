"""Word embedding (PyTorch).

Fill in the functions; the handout (README.md) states every convention. Try them with: grader check
"""

import torch


def cooccurrence(ids, vocabulary_size, window):
    """How often each word stands at most `window` places from each other word.

    ids: (L,) integers from 0 to vocabulary_size - 1, L from 0 on.  vocabulary_size: an int from 1 on.
    window: an int from 0 on.
    Returns: (vocabulary_size, vocabulary_size).
    """
    raise NotImplementedError


def ppmi(counts):
    """Positive pointwise mutual information: max(0, ln(p_ij / (p_i p_j))), 0 where a count is 0.

    counts: (V, V) floats or integers from 0 on.
    Returns: (V, V).
    """
    raise NotImplementedError


def svd_embedding(counts, dimension):
    """Word vectors: the first left singular vectors, each times its singular value.

    counts: (V, V) floats or integers.  dimension: an int from 1 to V.
    Returns: (V, dimension).
    """
    raise NotImplementedError


def most_similar(embeddings, index, k):
    """The k words most similar to word `index` by cosine, the most similar first, without the word itself.

    embeddings: (V, d).  index: an int from 0 to V - 1.  k: an int from 1 on.
    Returns: (min(k, V - 1),) integers.
    """
    raise NotImplementedError


def negative_distribution(counts, outside, power):
    """With which probability each word is drawn as a negative for the true word `outside`.

    counts: (V,) floats or integers from 0 on.  outside: an int from 0 to V - 1.  power: a number above 0.
    Returns: (V,).
    """
    raise NotImplementedError


def skipgram_softmax(center, outside, outside_vectors):
    """Skip-gram's loss with the softmax over all words, and its gradients.

    center: (d,).  outside: an int from 0 to V - 1.  outside_vectors: (V, d).
    Returns: (loss, grad_center, grad_outside_vectors), a number, (d,) and (V, d).
    """
    raise NotImplementedError


def skipgram_negative(center, outside, outside_vectors, negatives):
    """Skip-gram's loss with negative sampling, and its gradients.

    center: (d,).  outside: an int from 0 to V - 1.  outside_vectors: (V, d).  negatives: (K,) integers, K from 0 on.
    Returns: (loss, grad_center, grad_outside_vectors), a number, (d,) and (V, d).
    """
    raise NotImplementedError


def cbow_softmax(context, center, input_vectors, output_vectors):
    """The loss of predicting a word from the mean of the vectors around it, and its gradients.

    context: (m,) integers, m from 1 on.  center: an int from 0 to V - 1.  input_vectors, output_vectors: (V, d).
    Returns: (loss, grad_input_vectors, grad_output_vectors), a number and twice (V, d).
    """
    raise NotImplementedError
