"""PyTorch: autograd where it is forbidden; the rest is right."""
import torch
import torch.nn.functional as F


def cooccurrence(ids, V, window):
    ids = ids.long()
    counts = torch.zeros(V * V, dtype=torch.long)
    for gap in range(1, window + 1):
        if gap >= len(ids):
            break
        a, b = ids[:-gap], ids[gap:]
        counts.index_add_(0, a * V + b, torch.ones_like(a))
        counts.index_add_(0, b * V + a, torch.ones_like(a))
    return counts.reshape(V, V)


def ppmi(counts):
    counts = counts.double()
    total = counts.sum()
    row, col = counts.sum(1, keepdim=True), counts.sum(0, keepdim=True)
    pmi = torch.log(counts) + torch.log(total) - torch.log(row) - torch.log(col)
    return torch.where(counts > 0, pmi.clamp(min=0), torch.zeros_like(pmi))


def svd_embedding(counts, dimension):
    U, S, _ = torch.linalg.svd(counts.double())
    return U[:, :dimension] * S[:dimension]


def most_similar(embeddings, index, k):
    sims = F.cosine_similarity(embeddings, embeddings[index][None], dim=1)
    order = torch.sort(sims, descending=True, stable=True).indices
    return order[order != index][:k]


def negative_distribution(counts, outside, power):
    p = counts.double() ** power
    p[outside] = 0
    return p / p.sum()


def by_autograd(loss_of, *tensors):
    leaves = [t.detach().clone().requires_grad_() for t in tensors]
    loss = loss_of(*leaves)
    return (loss.detach(), *torch.autograd.grad(loss, leaves))


def skipgram_softmax(center, outside, outside_vectors):
    return by_autograd(lambda v, U: -torch.log_softmax(U @ v, 0)[outside], center, outside_vectors)


def skipgram_negative(center, outside, outside_vectors, negatives):
    def loss(v, U):
        return -F.logsigmoid(U[outside] @ v) - F.logsigmoid(-U[negatives.long()] @ v).sum()

    return by_autograd(loss, center, outside_vectors)


def cbow_softmax(context, center, input_vectors, output_vectors):
    def loss(X, U):
        return -torch.log_softmax(U @ X[context.long()].mean(0), 0)[center]

    return by_autograd(loss, input_vectors, output_vectors)
