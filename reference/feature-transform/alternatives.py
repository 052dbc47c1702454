"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import math
from itertools import product

import numpy as np

from grader.author import alternative

from .solution import (
    distance_features,
    linear_accuracy_bound,
    polynomial_features,
    stacked_forward,
    stacked_gradient,
    xor_network,
)


def _floats(values):
    """Always float64, also for float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


@alternative(distance_features)
def by_norm(samples, landmarks):
    """np.linalg.norm of all differences."""
    return np.linalg.norm(_floats(samples)[:, None] - _floats(landmarks)[None], axis=-1)


@alternative(distance_features)
def pair_by_pair(samples, landmarks):
    """math.dist of every pair."""
    return np.array([[math.dist(x, p) for p in _floats(landmarks)] for x in _floats(samples)])


@alternative(distance_features)
def by_hypot(samples, landmarks):
    """Coordinate after coordinate: the hypotenuse of what there is and one more difference."""
    samples, landmarks = _floats(samples), _floats(landmarks)
    found = np.zeros((len(samples), len(landmarks)))
    for x, p in zip(samples.T, landmarks.T, strict=True):
        found = np.hypot(found, np.subtract.outer(x, p))
    return found


@alternative(distance_features)
def from_each_landmark(samples, landmarks):
    """One landmark after the other as the origin, lengths by einsum."""
    columns = []
    for landmark in _floats(landmarks):
        moved = _floats(samples) - landmark
        columns.append(np.sqrt(np.einsum("nd,nd->n", moved, moved)))
    return np.column_stack(columns)


@alternative(polynomial_features)
def from_the_degree_before(samples, degree):
    """Each monomial of the degree before times its last variable and those after it."""
    samples = _floats(samples)
    columns, last = [np.ones(len(samples))], [(np.ones(len(samples)), 0)]
    for _ in range(degree):
        last = [(value * samples[:, d], d) for value, first in last for d in range(first, samples.shape[1])]
        columns += [value for value, _ in last]
    return np.column_stack(columns)


@alternative(polynomial_features)
def by_exponents(samples, degree):
    """All tuples of exponents up to the degree, sorted: low degree first, high powers of early variables first."""
    samples = _floats(samples)
    powers = [one for one in product(range(degree + 1), repeat=samples.shape[1]) if sum(one) <= degree]
    powers.sort(key=lambda one: (sum(one), [-power for power in one]))
    return np.stack([np.prod(samples ** np.array(one), axis=1) for one in powers], axis=1)


@alternative(polynomial_features)
def variable_by_variable(samples, degree):
    """Recursion over variables: a monomial of degree t is x1^k times one of degree t - k in the others."""
    samples = _floats(samples)

    def monomials(first, total):
        if first == samples.shape[1] - 1:
            return [samples[:, first] ** total]
        return [
            samples[:, first] ** power * rest
            for power in range(total, -1, -1)
            for rest in monomials(first + 1, total - power)
        ]

    return np.array([one for total in range(degree + 1) for one in monomials(0, total)]).T


@alternative(stacked_forward)
def by_tanh(samples, weight1, bias1, weight2, bias2):
    """sigmoid(z) = (1 + tanh(z / 2)) / 2, and einsum."""
    hidden = (1 + np.tanh((np.einsum("nd,dh->nh", _floats(samples), _floats(weight1)) + bias1) / 2)) / 2
    return hidden, (1 + np.tanh((np.einsum("nh,h->n", hidden, _floats(weight2)) + bias2) / 2)) / 2


@alternative(stacked_forward)
def sample_by_sample(samples, weight1, bias1, weight2, bias2):
    """Plain Python numbers, one logistic regression after the other."""

    def sigmoid(z):
        return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))

    weights, offsets = _floats(weight1).T.tolist(), _floats(bias1).tolist()
    hidden, probabilities = [], []
    for x in _floats(samples).tolist():
        row = [
            sigmoid(math.fsum(a * w for a, w in zip(x, column, strict=True)) + b)
            for column, b in zip(weights, offsets, strict=True)
        ]
        hidden.append(row)
        probabilities.append(sigmoid(math.fsum(h * w for h, w in zip(row, weight2.tolist(), strict=True)) + bias2))
    return np.array(hidden), np.array(probabilities)


@alternative(stacked_forward)
def with_columns_of_ones(samples, weight1, bias1, weight2, bias2):
    """Biases as weights of a feature that is always 1; 1 / (1 + exp(-z)), whose overflow is a right 0."""
    ones = np.ones((len(samples), 1))
    with np.errstate(over="ignore"):
        hidden = 1 / (1 + np.exp(-np.hstack([_floats(samples), ones]) @ np.vstack([weight1, bias1])))
        return hidden, 1 / (1 + np.exp(-np.hstack([hidden, ones]) @ np.append(weight2, bias2)))


@alternative(stacked_gradient)
def with_columns_of_ones_too(samples, labels, weight1, bias1, weight2, bias2):
    """Biases as the last rows of the weights; the loss by logaddexp of the signed logit; outer products by einsum."""
    ones, labels = np.ones((len(samples), 1)), _floats(labels)
    extended = np.hstack([_floats(samples), ones])
    hidden = (1 + np.tanh(extended @ np.vstack([weight1, bias1]) / 2)) / 2
    features = np.hstack([hidden, ones])
    logits = features @ np.append(_floats(weight2), bias2)
    slope = (1 + np.tanh(logits / 2)) / 2 - labels
    first = np.einsum("ni,n,h,nh,nh->ih", extended, slope, _floats(weight2), hidden, 1 - hidden) / len(samples)
    second = slope @ features / len(samples)
    loss = np.logaddexp(0, (1 - 2 * labels) * logits).mean()
    return loss, first[:-1], first[-1], second[:-1], second[-1]


@alternative(stacked_gradient)
def each_sample_alone(samples, labels, weight1, bias1, weight2, bias2):
    """Gradients of single samples, added up and divided at the end."""
    weight1, weight2 = _floats(weight1), _floats(weight2)
    sums = [0.0, np.zeros_like(weight1), np.zeros_like(weight2), np.zeros_like(weight2), 0.0]
    for x, y in zip(_floats(samples), _floats(labels), strict=True):
        decay = np.exp(-np.abs(x @ weight1 + bias1))
        hidden = np.where(x @ weight1 + bias1 >= 0, 1, decay) / (1 + decay)
        logit = float(hidden @ weight2 + bias2)
        signed = logit if y else -logit
        loss = math.log1p(math.exp(-signed)) if signed > 0 else -signed + math.log1p(math.exp(signed))
        slope = (-1 if y else 1) * (1 - math.tanh(signed / 2)) / 2
        inner = slope * weight2 * decay / (1 + decay) ** 2
        for place, part in enumerate((loss, np.outer(x, inner), inner, slope * hidden, slope)):
            sums[place] = sums[place] + part
    return tuple(part / len(samples) for part in sums)


@alternative(stacked_gradient)
def forward_mode(samples, labels, weight1, bias1, weight2, bias2):
    """The chain rule from the front: how the logit moves with every parameter, then times dL/dlogit."""
    samples, labels, weight2 = _floats(samples), _floats(labels), _floats(weight2)
    hidden = (1 + np.tanh((samples @ weight1 + bias1) / 2)) / 2
    logits = hidden @ weight2 + bias2
    by_bias1 = hidden * (1 - hidden) * weight2  # (N, H): dlogit / dbias1
    by_weight1 = samples[:, :, None] * by_bias1[:, None]  # (N, D, H)
    slope = ((1 + np.tanh(logits / 2)) / 2 - labels) / len(labels)
    loss = np.mean(np.where(labels > 0, np.logaddexp(0, -logits), np.logaddexp(0, logits)))
    return (
        loss, np.tensordot(slope, by_weight1, 1), np.tensordot(slope, by_bias1, 1), np.dot(slope, hidden), np.sum(slope)
    )


@alternative(xor_network)
def one_high_or_the_other(low=0.0, high=1.0):
    """Each hidden unit knows one of the two answers: first high and second low, or the reverse; the output is "or"."""
    steep = 30 / (high - low)
    weight1 = np.array([[steep, -steep], [-steep, steep]])
    return weight1, np.array([-15.0, -15.0]), np.array([12.0, 12.0]), -6.0


@alternative(xor_network)
def nand_and_or(low=0.0, high=1.0):
    """The output is the "and" of "not both" and "at least one"; about the middle of low and high."""
    middle, half = (low + high) / 2, (high - low) / 2
    weight1 = 8 / half * np.array([[-1.0, 1.0], [-1.0, 1.0]])
    return weight1, np.array([8.0, 8.0]) - middle * weight1.sum(axis=0), np.array([9.0, 9.0]), np.float64(-13.0)


@alternative(xor_network)
def trained(low=0.0, high=1.0):
    """Gradient descent on the four points of -1 and 1, from a fixed start; then the input is moved there."""
    points = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    labels = np.array([0.0, 1.0, 1.0, 0.0])
    parameters = [np.array([[3.0, -2.0], [3.0, -2.0]]), np.array([2.0, 2.0]), np.array([4.0, 4.0]), -5.0]
    for _ in range(60):
        _, *slopes = stacked_gradient(points, labels, *parameters)
        parameters = [one - 4 * slope for one, slope in zip(parameters, slopes, strict=True)]
    weight1, bias1, weight2, bias2 = parameters
    weight1 = weight1 * 2 / (high - low)
    return weight1, bias1 - (low + high) / 2 * weight1.sum(axis=0), weight2, bias2


@alternative(linear_accuracy_bound)
def by_exact_orders(points, labels):
    """Whole numbers: along the normal of each pair's line, ties broken by the position on that line, either way."""
    places = np.rint(4 * _floats(points)).astype(np.int64)
    differences = (places[:, None] - places).reshape(-1, 2)
    x, y = np.unique([*differences[differences.any(axis=1)], [1, 0]], axis=0).T[:, :, None]
    across, along = x * places[:, 1] - y * places[:, 0], x * places[:, 0] + y * places[:, 1]
    keys = np.concatenate([across * 4096 + along, across * 4096 - along])  # |along| is at most 32 * 32
    sides = keys[:, :, None] <= keys[:, None]  # (directions, points, thresholds)
    right = (sides == (_floats(labels) == 1)[:, None]).sum(axis=1)
    return max(right.max(), (len(labels) - right).max()) / len(labels)


@alternative(linear_accuracy_bound)
def by_nudged_lines(points, labels):
    """Lines through two points, turned a little either way and moved a little either way; and no line at all."""
    places, ones = _floats(points), _floats(labels) == 1
    ways = (places[:, None] - places).reshape(-1, 2)
    angles = np.arctan2(ways[:, 1], ways[:, 0]) + np.pi / 2
    angles = np.concatenate([angles - 1e-5, angles + 1e-5])
    across = np.outer(np.cos(angles), places[:, 0]) + np.outer(np.sin(angles), places[:, 1])
    cuts = np.concatenate([across - 1e-7, across + 1e-7], axis=1)
    share = ((across[:, :, None] > cuts[:, None]) == ones[:, None]).mean(axis=1)
    return max(share.max(), (1 - share).max(), ones.mean(), 1 - ones.mean())


@alternative(linear_accuracy_bound)
def by_separable_subsets(points, labels):
    """The largest choice of points whose classes are apart along the normal of some pair, turned either way."""
    places, ones = np.rint(4 * _floats(points)), _floats(labels) == 1
    chosen = np.array(list(product([False, True], repeat=len(ones))))
    chosen = chosen[chosen.sum(axis=1) > max(ones.sum(), (~ones).sum())]
    ways = np.append((places[:, None] - places).reshape(-1, 2), [[1.0, 0.0]], axis=0)
    x, y = np.unique(ways[ways.any(axis=1)], axis=0).T[:, :, None]
    across, along = x * places[:, 1] - y * places[:, 0], x * places[:, 0] + y * places[:, 1]
    keys = np.concatenate([across + along / 4096, across - along / 4096])[:, None]
    top = np.where(chosen & ~ones, keys, -np.inf).max(axis=2)
    bottom = np.where(chosen & ones, keys, np.inf).min(axis=2)
    apart = chosen.sum(axis=1)[(top < bottom).any(axis=0)]
    return max(ones.sum(), (~ones).sum(), apart.max(initial=0)) / len(ones)
