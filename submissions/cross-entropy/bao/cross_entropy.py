import torch


def _prepare(t):
    t = torch.as_tensor(t)
    return t if t.is_floating_point() else t.to(torch.float64)


def sigmoid(z):
    z = _prepare(z)
    e = torch.exp(-z.abs())
    return torch.where(z >= 0, torch.ones_like(e), e) / (1 + e)


def bce_with_logits(logits, labels):
    logits, labels = _prepare(logits), _prepare(labels)
    if logits.shape != labels.shape:
        raise ValueError("logits and labels must have the same shape")
    per_sample = logits.clamp(min=0) - logits * labels + torch.log1p(torch.exp(-logits.abs()))
    return per_sample.mean()


def softmax(logits, axis=-1):
    logits = _prepare(logits)
    e = torch.exp(logits - logits.amax(dim=axis, keepdim=True))
    return e / e.sum(dim=axis, keepdim=True)


def log_softmax(logits, axis=-1):
    logits = _prepare(logits)
    shifted = logits - logits.amax(dim=axis, keepdim=True)
    return shifted - shifted.exp().sum(dim=axis, keepdim=True).log()


def softmax_cross_entropy(logits, labels):
    logp = log_softmax(logits, axis=1)
    N, C = logp.shape
    labels = labels.long()
    if labels.min() < 0 or labels.max() >= C:
        raise ValueError("label out of range")
    picked = logp.gather(1, labels.unsqueeze(1)).squeeze(1)
    grad = logp.exp()
    grad[torch.arange(N), labels] -= 1
    return -picked.mean(), grad / N


def logit_pulls(logits, labels):
    logits, labels = _prepare(logits), _prepare(labels)
    if logits.shape != labels.shape:
        raise ValueError("logits and labels must have the same shape")
    f = sigmoid(logits)
    return 2 * (f - labels) * f * (1 - f), f - labels
