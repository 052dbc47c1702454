import itertools
import math

import torch


def distance_features(samples, landmarks):
    rows = [((samples.double() - p.double()) ** 2).sum(dim=1).sqrt() for p in landmarks]
    return torch.stack(rows, dim=1)


def polynomial_features(samples, degree):
    x = samples if samples.is_floating_point() else samples.double()
    n, d = x.shape
    exponents = [e for e in itertools.product(range(degree + 1), repeat=d) if sum(e) <= degree]
    exponents.sort(key=lambda e: (sum(e), tuple(-k for k in e)))
    columns = []
    for e in exponents:
        column = torch.ones(n, dtype=x.dtype)
        for j, k in enumerate(e):
            column = column * x[:, j] ** k
        columns.append(column)
    return torch.stack(columns, dim=1)


def stacked_forward(samples, weight1, bias1, weight2, bias2):
    hidden = torch.sigmoid(samples.to(weight1.dtype) @ weight1 + bias1)
    return hidden, torch.sigmoid(hidden @ weight2 + bias2)


def stacked_gradient(samples, labels, weight1, bias1, weight2, bias2):
    x = samples.to(weight1.dtype)
    y = labels.to(weight1.dtype)
    hidden, p = stacked_forward(samples, weight1, bias1, weight2, bias2)
    z = hidden @ weight2 + bias2
    loss = (z.clamp(min=0) - y * z + torch.log1p(torch.exp(-z.abs()))).mean()
    delta = (p - y) / len(y)
    inner = delta[:, None] * weight2[None, :] * hidden * (1 - hidden)
    return loss, x.T @ inner, inner.sum(0), hidden.T @ delta, delta.sum()


def xor_network(low=0.0, high=1.0):
    # unit 1 knows (high, low), unit 2 knows (low, high)
    k = 40 / (high - low)
    weight1 = torch.tensor([[k, -k], [-k, k]], dtype=torch.float64)
    bias1 = torch.tensor([-20.0, -20.0], dtype=torch.float64)
    return weight1, bias1, torch.tensor([20.0, 20.0], dtype=torch.float64), -10.0


def linear_accuracy_bound(points, labels):
    # all subsets: is there a line with exactly these points on one side?
    pts = [(round(4 * float(a)), round(4 * float(b))) for a, b in points]
    y = [bool(v) for v in labels]
    n = len(pts)
    best = max(sum(y), n - sum(y))
    directions = {(b[0] - a[0], b[1] - a[1]) for a in pts for b in pts if a != b}
    for dx, dy in directions:
        # order by the distance from the line, ties by the position along it: a line turned by a very small angle
        keys = [(dx * q - dy * p, dx * p + dy * q) for p, q in pts]
        for cut in keys:
            right = sum((key > cut) == label for key, label in zip(keys, y))
            best = max(best, right, n - right)
    return best / n
