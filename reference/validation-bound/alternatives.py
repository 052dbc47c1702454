"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import numpy as np

from grader.author import alternative

from .solution import bad_fraction, epsilon_for, hoeffding_bound, is_bad_set, sample_size, selection_gap

#: The largest number of candidates of which a float can be made.
LARGEST = 10**300


def _bits(candidates):
    """(m, e) with candidates = m 2^e, m below 2^53."""
    shift = max(candidates.bit_length() - 53, 0)
    return candidates >> shift, shift


@alternative(hoeffding_bound)
def formula_as_it_stands(count, epsilon, candidates):
    """The product where it is a float; logarithms of the int's digits beyond."""
    if candidates <= LARGEST:
        return min(1.0, 2 * candidates * math.exp(-2 * count * epsilon**2))
    mantissa, shift = _bits(candidates)
    return math.exp(min(0.0, math.log(2 * mantissa) + shift * math.log(2) - 2 * count * epsilon**2))


@alternative(hoeffding_bound)
def in_decimals(count, epsilon, candidates):
    """50 decimal digits and exponents of any size."""
    with localcontext() as context:
        context.prec = 50
        bound = 2 * Decimal(candidates) * (-2 * Decimal(count) * Decimal(float(epsilon)) ** 2).exp()
        return float(min(Decimal(1), bound))


@alternative(hoeffding_bound)
def sum_of_logarithms(count, epsilon, candidates):
    """ln 2 and ln H apart, cut before the exponential."""
    return np.exp(np.minimum(0.0, math.log(2) + math.log(candidates) - 2 * np.float64(count) * epsilon * epsilon))


@alternative(sample_size)
def rounded_down_plus_one(epsilon, delta, candidates):
    """ln H - ln(delta / 2), rounded down, plus 1: the quotient is no integer."""
    return int((math.log(candidates) - math.log(delta / 2)) / epsilon / epsilon / 2) + 1


@alternative(sample_size)
def by_bisection(epsilon, delta, candidates):
    """Doubled until the bound holds, then halved; no formula solved for N."""

    def holds(count):
        return math.log(2) + math.log(candidates) - 2 * count * epsilon**2 <= math.log(delta)

    low, high = 0, 1
    while not holds(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


@alternative(sample_size)
def solved_in_decimals(epsilon, delta, candidates):
    """50 decimal digits, rounded up by floor division."""
    with localcontext() as context:
        context.prec = 50
        odds = (2 * Decimal(candidates) / Decimal(float(delta))).ln()
        return -int(-odds // (2 * Decimal(float(epsilon)) ** 2) - 1)


@alternative(epsilon_for)
def quotient_of_logarithms(count, delta, candidates):
    """ln H + ln(2 / delta), and the root of a half of it over N."""
    return ((math.log(candidates) + math.log(2 / delta)) / count / 2) ** 0.5


@alternative(epsilon_for)
def root_in_decimals(count, delta, candidates):
    """50 decimal digits."""
    with localcontext() as context:
        context.prec = 50
        return float(((2 * Decimal(candidates) / Decimal(float(delta))).ln() / (2 * count)).sqrt())


@alternative(epsilon_for)
def bits_of_the_int(count, delta, candidates):
    """ln H from its leading bits and their place."""
    mantissa, shift = _bits(candidates)
    return np.sqrt(np.log(2 * mantissa / delta) / (2 * count) + shift * np.log(2) / (2 * count))


@alternative(is_bad_set)
def worst_candidate(sample_loss, true_loss, epsilon):
    """The largest difference against epsilon."""
    return np.max(np.maximum(sample_loss - true_loss, true_loss - sample_loss)) > epsilon


@alternative(is_bad_set)
def one_by_one(sample_loss, true_loss, epsilon):
    """A loop that stops at the first candidate that is off."""
    for found, true in zip(sample_loss.tolist(), true_loss.tolist(), strict=True):
        if found - true > epsilon or true - found > epsilon:
            return True
    return False


@alternative(is_bad_set)
def not_all_near(sample_loss, true_loss, epsilon):
    """Not every candidate within epsilon, by the infinity norm."""
    return not np.linalg.norm(true_loss - sample_loss, ord=np.inf) <= epsilon


@alternative(bad_fraction)
def set_by_set(losses, true_loss, epsilon):
    """A loop over sets and candidates, sums of Python floats."""
    bad = 0
    for one in np.asarray(losses, dtype=float):
        means = [math.fsum(column) / len(one) for column in one.T.tolist()]
        bad += any(abs(mean - true) > epsilon for mean, true in zip(means, true_loss.tolist(), strict=True))
    return bad / len(losses)


@alternative(bad_fraction)
def by_products(losses, true_loss, epsilon):
    """Means by einsum; the largest deviation of every set, sorted, and where epsilon belongs."""
    losses = np.asarray(losses, dtype=float)
    means = np.einsum("rnh->rh", losses) / losses.shape[1]
    worst = np.sort(np.abs(means - true_loss[None, :]).max(axis=1))
    return 1 - np.searchsorted(worst, epsilon, side="right") / len(worst)


@alternative(bad_fraction)
def through_is_bad_set(losses, true_loss, epsilon):
    """The average of is_bad_set over the sets."""
    return np.mean([is_bad_set(np.average(one.astype(float), axis=0), true_loss, epsilon) for one in losses])


@alternative(selection_gap)
def sorted_stably(validation_loss, true_loss):
    """The first in a stable order of the validation losses, against the first of the true ones."""
    return true_loss[np.argsort(validation_loss, kind="stable")[0]] - np.sort(true_loss)[0]


@alternative(selection_gap)
def in_a_loop(validation_loss, true_loss):
    """A loop that keeps the best so far."""
    chosen = best = 0
    for candidate in range(len(true_loss)):
        if validation_loss[candidate] < validation_loss[chosen]:
            chosen = candidate
        if true_loss[candidate] < true_loss[best]:
            best = candidate
    return float(true_loss[chosen]) - float(true_loss[best])


@alternative(selection_gap)
def by_pairs(validation_loss, true_loss):
    """Pairs of validation loss and place, the smallest of them."""
    _, chosen = min((loss, place) for place, loss in enumerate(validation_loss.tolist()))
    return max(true_loss[chosen] - other for other in true_loss.tolist())
