"""PyTorch: index_add_ for words that are listed twice."""
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


def skipgram_softmax(center, outside, outside_vectors):
    logp = torch.log_softmax(outside_vectors @ center, dim=0)
    d = logp.exp()
    d[outside] -= 1
    return -logp[outside], outside_vectors.T @ d, torch.outer(d, center)


def skipgram_negative(center, outside, outside_vectors, negatives):
    words = torch.cat([torch.tensor([outside]), negatives.long()])
    sign = -torch.ones(len(words), dtype=center.dtype)
    sign[0] = 1
    z = sign * (outside_vectors[words] @ center)
    d = -sign * torch.sigmoid(-z)
    grad = torch.zeros_like(outside_vectors).index_add_(0, words, torch.outer(d, center))
    return -F.logsigmoid(z).sum(), d @ outside_vectors[words], grad


def cbow_softmax(context, center, input_vectors, output_vectors):
    context = context.long()
    h = input_vectors[context].mean(0)
    loss, dh, dU = skipgram_softmax(h, center, output_vectors)
    grad = torch.zeros_like(input_vectors).index_add_(0, context, (dh / len(context)).expand(len(context), -1))
    return loss, grad, dU
