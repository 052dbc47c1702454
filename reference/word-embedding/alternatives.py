"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import numpy as np

from grader.author import alternative

from .solution import (
    cbow_softmax,
    cooccurrence,
    most_similar,
    negative_distribution,
    ppmi,
    skipgram_negative,
    skipgram_softmax,
    svd_embedding,
)


def _floats(*arrays):
    """Always float64, also for float32 inputs: here the mathematics is compared, not the precision."""
    return [np.array(array, dtype=np.float64) for array in arrays]


@alternative(cooccurrence)
def place_by_place(ids, vocabulary_size, window):
    """Two loops over places."""
    words, counts = ids.tolist(), [[0] * vocabulary_size for _ in range(vocabulary_size)]
    for i, word in enumerate(words):
        for j in range(max(0, i - window), min(len(words), i + window + 1)):
            if i != j:
                counts[word][words[j]] += 1
    return np.array(counts)


@alternative(cooccurrence)
def by_one_hot(ids, vocabulary_size, window):
    """X' A X with one-hot rows X and a band matrix A of neighbouring places; floats."""
    places = np.arange(len(ids))
    apart = np.abs(places[:, None] - places)
    near = ((apart > 0) & (apart <= window)).astype(float)
    one_hot = (np.asarray(ids)[:, None] == np.arange(vocabulary_size)).astype(float)
    return one_hot.T @ near @ one_hot


@alternative(cooccurrence)
def counter_of_pairs(ids, vocabulary_size, window):
    """A Counter of ordered pairs, then both directions."""
    words = ids.tolist()
    pairs = Counter()
    for distance in range(1, window + 1):
        pairs.update(zip(words, words[distance:], strict=False))
    counts = np.zeros((vocabulary_size, vocabulary_size))
    for (a, b), number in pairs.items():
        counts[a, b] += number
        counts[b, a] += number
    return counts


@alternative(ppmi)
def by_probabilities(counts):
    """Three tables of probabilities, logarithms one by one."""
    (counts,) = _floats(counts)
    if not counts.any():
        return counts
    joint = counts / counts.sum()
    rows, columns = joint.sum(axis=1), joint.sum(axis=0)
    answer = np.zeros_like(joint)
    for i, j in zip(*np.nonzero(joint), strict=True):
        answer[i, j] = max(0.0, math.log(joint[i, j] / (rows[i] * columns[j])))
    return answer


@alternative(ppmi)
def by_differences_of_logarithms(counts):
    """ln c_ij + ln total - ln row - ln column, -inf clipped away."""
    (counts,) = _floats(counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(counts) + np.log(counts.sum())
        logs = logs - np.log(counts.sum(axis=1))[:, None] - np.log(counts.sum(axis=0))
    return np.nan_to_num(np.clip(logs, 0, None))


@alternative(svd_embedding)
def by_eigenvectors(counts, dimension):
    """Eigenvectors of C C', times the roots of its eigenvalues."""
    (counts,) = _floats(counts)
    values, vectors = np.linalg.eigh(counts @ counts.T)
    chosen = np.argsort(values)[::-1][:dimension]
    return vectors[:, chosen] * np.sqrt(np.maximum(values[chosen], 0))


@alternative(svd_embedding)
def projected_rows(counts, dimension):
    """C times the first right singular vectors, in reversed order and with other signs."""
    (counts,) = _floats(counts)
    right = np.linalg.svd(counts)[2][:dimension]
    return -(counts @ right.T)[:, ::-1]


@alternative(most_similar)
def unit_vectors_first(embeddings, index, k):
    """Vectors of length 1 (zeros stay zeros), then one product."""
    (table,) = _floats(embeddings)
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    units = table / np.where(lengths > 0, lengths, 1)
    similarity = units @ units[index]
    similarity[index] = -np.inf
    return np.argsort(-similarity, kind="stable")[: min(k, len(table) - 1)]


@alternative(most_similar)
def sorted_pairs(embeddings, index, k):
    """A sorted list of (-cosine, word), plain numbers."""
    rows = np.array(embeddings, dtype=float).tolist()

    def cosine(a, b):
        size = math.hypot(*a) * math.hypot(*b)
        return sum(x * y for x, y in zip(a, b, strict=True)) / size if size else 0.0

    found = sorted((-cosine(row, rows[index]), word) for word, row in enumerate(rows) if word != index)
    return [word for _, word in itertools.islice(found, k)]


@alternative(negative_distribution)
def by_logarithms(counts, outside, power):
    """exp(power ln c), with a mask."""
    (counts,) = _floats(counts)
    kept = (np.arange(len(counts)) != outside) & (counts > 0)
    weights = np.exp(power * np.log(counts, where=kept, out=np.zeros_like(counts))) * kept
    return weights / weights.sum()


@alternative(negative_distribution)
def conditional_probability(counts, outside, power):
    """The distribution of all words, given that it is not the true one."""
    weights = [float(count) ** power for count in counts]
    everything = [weight / math.fsum(weights) for weight in weights]
    rest = math.fsum(p for word, p in enumerate(everything) if word != outside)
    return np.array([0.0 if word == outside else p / rest for word, p in enumerate(everything)])


def _log_softmax(scores):
    """By logaddexp, pair by pair."""
    return scores - np.logaddexp.reduce(scores)


@alternative(skipgram_softmax)
def by_expectations(center, outside, outside_vectors):
    """The gradient of the centre is the expected vector minus the one that was seen."""
    center, table = _floats(center, outside_vectors)
    log_probabilities = _log_softmax(table @ center)
    probabilities = np.exp(log_probabilities)
    grad_table = probabilities[:, None] * center
    grad_table[outside] -= center
    return -log_probabilities[outside], probabilities @ table - table[outside], grad_table


@alternative(skipgram_softmax)
def word_by_word(center, outside, outside_vectors):
    """Loops over plain numbers."""
    center, table = (array.tolist() for array in _floats(center, outside_vectors))
    scores = [sum(u * v for u, v in zip(row, center, strict=True)) for row in table]
    top = max(scores)
    total = math.fsum(math.exp(score - top) for score in scores)
    errors = [math.exp(score - top) / total - (word == outside) for word, score in enumerate(scores)]
    grad_center = [math.fsum(e * row[j] for e, row in zip(errors, table, strict=True)) for j in range(len(center))]
    loss = top + math.log(total) - scores[outside]
    return loss, np.array(grad_center), np.array([[e * v for v in center] for e in errors])


@alternative(skipgram_negative)
def counted_negatives(center, outside, outside_vectors, negatives):
    """A weight for each word: how often it is a negative."""
    center, table = _floats(center, outside_vectors)
    weights = np.bincount(negatives, minlength=len(table)).astype(float)
    scores = table @ center
    probabilities = (1 + np.tanh(scores / 2)) / 2
    errors = weights * probabilities
    errors[outside] -= 1 - probabilities[outside]
    loss = np.logaddexp(0, -scores[outside]) + weights @ np.logaddexp(0, scores)
    return loss, errors @ table, errors[:, None] * center


@alternative(skipgram_negative)
def one_negative_at_a_time(center, outside, outside_vectors, negatives):
    """A loop over words; the sigmoid in two forms by sign."""
    center, table = _floats(center, outside_vectors)
    loss, grad_center, grad_table = 0.0, np.zeros_like(center), np.zeros_like(table)
    for word, sign in [(outside, 1.0), *((word, -1.0) for word in np.asarray(negatives).tolist())]:
        z = sign * float(table[word] @ center)
        small = math.exp(-abs(z))
        loss += math.log1p(small) + max(-z, 0.0)
        error = -sign * (small if z >= 0 else 1.0) / (1 + small)
        grad_center += error * table[word]
        grad_table[word] += error * center
    return loss, grad_center, grad_table


@alternative(cbow_softmax)
def by_a_matrix_of_shares(context, center, input_vectors, output_vectors):
    """The mean as a product with each word's share of the context; the gradient is its transpose."""
    inputs, outputs = _floats(input_vectors, output_vectors)
    shares = np.bincount(context, minlength=len(inputs)) / len(context)
    hidden = shares @ inputs
    log_probabilities = _log_softmax(outputs @ hidden)
    errors = np.exp(log_probabilities)
    errors[center] -= 1
    return -log_probabilities[center], np.outer(shares, errors @ outputs), np.outer(errors, hidden)


@alternative(cbow_softmax)
def word_after_word(context, center, input_vectors, output_vectors):
    """Skip-gram's softmax with the mean in place of the word; the gradient is handed to each place in turn."""
    inputs, outputs = _floats(input_vectors, output_vectors)
    words = np.asarray(context).tolist()
    hidden = sum(inputs[word] for word in words) / len(words)
    loss, grad_hidden, grad_outputs = word_by_word.function(hidden, center, outputs)
    grad_inputs = np.zeros_like(inputs)
    for word in words:
        grad_inputs[word] += grad_hidden / len(words)
    return loss, grad_inputs, grad_outputs
