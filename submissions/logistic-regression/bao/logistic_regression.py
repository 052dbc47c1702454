"""PyTorch, no autograd."""

import torch


def predict(samples, weights, bias):
    logits = samples.double() @ weights + bias
    return torch.sigmoid(logits), (logits > 0).long()


def boundary_distance(samples, weights, bias):
    samples = samples.double()
    length = torch.linalg.vector_norm(weights)
    if length == 0:
        raise ValueError("all weights are 0")
    distances = (samples @ weights + bias) / length
    return distances, samples - distances[:, None] * weights / length


def gradient(samples, pulls):
    return (samples * pulls[:, None]).mean(dim=0), pulls.mean()


def logreg_gradient(samples, labels, weights, bias):
    samples = samples.double()
    return gradient(samples, torch.sigmoid(samples @ weights + bias) - labels.double())


def square_error_gradient(samples, labels, weights, bias):
    samples = samples.double()
    f = torch.sigmoid(samples @ weights + bias)
    return gradient(samples, 2 * (f - labels.double()) * f * (1 - f))


def logreg_train(samples, labels, weights, bias, lr, steps):
    samples, labels, weights = samples.double(), labels.double(), weights.double().clone()
    losses = torch.zeros(steps, dtype=torch.float64)
    for t in range(steps):
        logits = samples @ weights + bias
        losses[t] = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels)
        dweights, dbias = logreg_gradient(samples, labels, weights, bias)
        weights = weights - lr * dweights
        bias = bias - lr * dbias
    return weights, bias, losses


def softmax_gradient(samples, labels, weights, bias):
    samples = samples.double()
    p = torch.softmax(samples @ weights + bias, dim=1)
    wanted = torch.zeros_like(p)
    wanted[torch.arange(len(p)), labels.long()] = 1
    return samples.T @ (p - wanted) / len(p), (p - wanted).mean(dim=0)
