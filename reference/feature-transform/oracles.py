"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from grader.author import oracle

from .solution import distance_features, linear_accuracy_bound, polynomial_features, stacked_forward, stacked_gradient


def _floats(values):
    """A copy in float64, also of float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


@oracle(distance_features, package="scipy")
def scipy_cdist(samples, landmarks):
    """scipy.spatial.distance.cdist."""
    from scipy.spatial.distance import cdist

    return cdist(_floats(samples), _floats(landmarks))


@oracle(distance_features, package="torch")
def torch_cdist(samples, landmarks):
    """torch.cdist, told not to expand the square, as it does by itself from 26 rows on."""
    import torch

    mode = "donot_use_mm_for_euclid_dist"
    return torch.cdist(torch.tensor(_floats(samples)), torch.tensor(_floats(landmarks)), compute_mode=mode).numpy()


@oracle(polynomial_features, package="sklearn")
def scikit_polynomial_features(samples, degree):
    """sklearn.preprocessing.PolynomialFeatures."""
    from sklearn.preprocessing import PolynomialFeatures

    return PolynomialFeatures(degree).fit_transform(_floats(samples))


@oracle(polynomial_features, package="sympy")
def sympy_monomials(samples, degree):
    """sympy's monomials in graded lexicographic order, evaluated."""
    import sympy
    from sympy.polys.orderings import grlex

    symbols = sympy.symbols(f"x:{np.shape(samples)[1]}")
    found = sorted(sympy.itermonomials(symbols, degree), key=lambda one: _degrees(one, symbols, grlex))
    powers = [sympy.Poly(one, *symbols).monoms()[0] for one in found]
    return np.stack([(_floats(samples) ** np.array(power)).prod(axis=1) for power in powers], axis=1)


def _degrees(monomial, symbols, order):
    """Low degrees first, and within one the greatest in the order first."""
    import sympy

    powers = sympy.Poly(monomial, *symbols).monoms()[0]
    total, rest = order(powers)
    return total, tuple(-power for power in rest)


def _network(samples, weight1, bias1, weight2, bias2):
    import torch

    parameters = [torch.tensor(_floats(one), requires_grad=True) for one in (weight1, bias1, weight2, bias2)]
    hidden = torch.sigmoid(torch.nn.functional.linear(torch.tensor(_floats(samples)), parameters[0].T, parameters[1]))
    return parameters, hidden, hidden @ parameters[2] + parameters[3]


@oracle(stacked_forward, package="torch")
def torch_linear_and_sigmoid(samples, weight1, bias1, weight2, bias2):
    """torch.nn.functional.linear and torch.sigmoid."""
    _, hidden, logits = _network(samples, weight1, bias1, weight2, bias2)
    return hidden.detach().numpy(), logits.sigmoid().detach().numpy()


@oracle(stacked_forward, package="scipy")
def scipy_expit(samples, weight1, bias1, weight2, bias2):
    """scipy.special.expit."""
    from scipy.special import expit

    hidden = expit(_floats(samples) @ _floats(weight1) + bias1)
    return hidden, expit(hidden @ _floats(weight2) + bias2)


@oracle(stacked_gradient, package="torch")
def torch_autograd(samples, labels, weight1, bias1, weight2, bias2):
    """torch's binary_cross_entropy_with_logits and autograd."""
    import torch

    parameters, _, logits = _network(samples, weight1, bias1, weight2, bias2)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, torch.tensor(_floats(labels)))
    slopes = torch.autograd.grad(loss, parameters)
    return loss.item(), *(slope.numpy() for slope in slopes)


@oracle(linear_accuracy_bound, package="scipy", scenarios=("by_hand", "ordinary", "on_one_line", "copies"))
def scipy_linear_programs(points, labels):
    """scipy.optimize.linprog: drop as few points as possible until a line with y (w x + b) >= 1 exists."""
    count = len(labels)
    for dropped in range(count + 1):
        for left_out in combinations(range(count), dropped):
            kept = [n for n in range(count) if n not in left_out]
            if _separable(_floats(points)[kept], 2 * _floats(labels)[kept] - 1):
                return (count - dropped) / count
    return 0.0


def _separable(points, signs):
    from scipy.optimize import linprog

    if len(set(signs.tolist())) < 2:
        return True
    rows = -signs[:, None] * np.column_stack([points, np.ones(len(points))])
    return linprog(np.zeros(3), A_ub=rows, b_ub=-np.ones(len(points)), bounds=(None, None)).status == 0
