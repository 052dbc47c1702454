"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

import numpy as np

from grader.author import oracle

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


def _leaves(*arrays):
    """Copies in float64 that collect gradients."""
    import torch

    return [torch.tensor(np.array(array, dtype=np.float64), requires_grad=True) for array in arrays]


def _gradients(loss, *leaves):
    """The loss and torch's derivatives of it."""
    loss.backward()
    return loss.item(), *(leaf.grad.numpy() for leaf in leaves)


@oracle(cooccurrence, package="scipy")
def scipy_sparse(ids, vocabulary_size, window):
    """scipy.sparse.coo_array, which adds up entries of one place."""
    from scipy.sparse import coo_array

    ids = np.asarray(ids).astype(np.int64)
    pairs = [(ids[:-gap], ids[gap:]) for gap in range(1, min(window, len(ids) - 1) + 1)]
    rows = np.concatenate([np.zeros(0, int), *(part for a, b in pairs for part in (a, b))])
    columns = np.concatenate([np.zeros(0, int), *(part for a, b in pairs for part in (b, a))])
    return coo_array((np.ones(len(rows)), (rows, columns)), shape=(vocabulary_size, vocabulary_size)).toarray()


@oracle(ppmi, package="mpmath")
def mpmath_logarithms(counts):
    """The formula in thirty digits."""
    import mpmath

    with mpmath.workdps(30):
        table = [[mpmath.mpf(float(count)) for count in row] for row in counts]
        rows, columns = (
            [mpmath.fsum(row) for row in table],
            [mpmath.fsum(column) for column in zip(*table, strict=True)],
        )
        total = mpmath.fsum(rows)

        def cell(i, j):
            return float(max(0, mpmath.log(table[i][j] * total / (rows[i] * columns[j])))) if table[i][j] else 0.0

        return np.array([[cell(i, j) for j in range(len(columns))] for i in range(len(rows))])


@oracle(svd_embedding, package="scipy")
def scipy_svd(counts, dimension):
    """scipy.linalg.svd by LAPACK's gesvd, where NumPy takes gesdd."""
    from scipy.linalg import svd

    left, values, _ = svd(np.array(counts, dtype=np.float64), lapack_driver="gesvd")
    return left[:, :dimension] * values[:dimension]


@oracle(most_similar, package="scipy")
def scipy_cosine(embeddings, index, k):
    """scipy.spatial.distance.cosine, one word after the other."""
    from scipy.spatial.distance import cosine

    table = np.array(embeddings, dtype=np.float64)
    alike = [1 - cosine(row, table[index]) if row.any() and table[index].any() else 0.0 for row in table]
    return sorted((word for word in range(len(table)) if word != index), key=lambda word: -alike[word])[:k]


@oracle(most_similar, package="torch")
def torch_cosine(embeddings, index, k):
    """torch.nn.functional.cosine_similarity, whose small number in the denominator gives 0 for zeros."""
    import torch

    table = torch.tensor(np.array(embeddings, dtype=np.float64))
    alike = torch.nn.functional.cosine_similarity(table, table[index], dim=1)
    order = torch.argsort(alike, descending=True, stable=True)
    return order[order != index][:k].numpy()


@oracle(negative_distribution, package="torch")
def torch_softmax(counts, outside, power):
    """torch.distributions.Categorical of power times the logarithms of the counts."""
    import torch

    logits = power * torch.tensor(np.array(counts, dtype=np.float64)).log()
    logits[outside] = -torch.inf
    return torch.distributions.Categorical(logits=logits, validate_args=False).probs.numpy()


@oracle(skipgram_softmax, package="torch")
def torch_cross_entropy(center, outside, outside_vectors):
    """torch.nn.functional.cross_entropy and autograd."""
    import torch

    v, table = _leaves(center, outside_vectors)
    loss = torch.nn.functional.cross_entropy((table @ v)[None], torch.tensor([outside]))
    return _gradients(loss, v, table)


@oracle(skipgram_negative, package="torch")
def torch_log_sigmoid(center, outside, outside_vectors, negatives):
    """torch.nn.functional.logsigmoid and autograd."""
    import torch

    v, table = _leaves(center, outside_vectors)
    log_sigmoid = torch.nn.functional.logsigmoid
    chosen = table[torch.tensor(np.array(negatives, dtype=np.int64))]
    return _gradients(-log_sigmoid(table[outside] @ v) - log_sigmoid(-(chosen @ v)).sum(), v, table)


@oracle(cbow_softmax, package="torch")
def torch_embedding_bag(context, center, input_vectors, output_vectors):
    """torch.nn.functional.embedding_bag(mode="mean"), cross_entropy and autograd."""
    import torch

    inputs, outputs = _leaves(input_vectors, output_vectors)
    hidden = torch.nn.functional.embedding_bag(torch.tensor(np.array(context))[None].long(), inputs, mode="mean")[0]
    loss = torch.nn.functional.cross_entropy((outputs @ hidden)[None], torch.tensor([center]))
    return _gradients(loss, inputs, outputs)
