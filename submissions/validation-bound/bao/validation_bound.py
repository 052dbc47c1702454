"""PyTorch for arrays, math for numbers."""

import math

import torch


def hoeffding_bound(count, epsilon, candidates):
    exponent = 2 * count * epsilon * epsilon - math.log(2 * candidates)
    if exponent <= 0:
        return 1.0
    return math.exp(-exponent)


def sample_size(epsilon, delta, candidates):
    exact = (math.log(2 * candidates) + math.log(1 / delta)) / (2 * epsilon * epsilon)
    return int(exact) + 1


def epsilon_for(count, delta, candidates):
    return ((math.log(2 * candidates) + math.log(1 / delta)) / (2 * count)) ** 0.5


def is_bad_set(sample_loss, true_loss, epsilon):
    return ((sample_loss - true_loss).abs() > epsilon).any()


def bad_fraction(losses, true_loss, epsilon):
    worst = (losses.double().mean(dim=1) - true_loss).abs().max(dim=1).values
    return (worst > epsilon).double().mean()


def selection_gap(validation_loss, true_loss):
    chosen = (validation_loss == validation_loss.min()).nonzero()[0, 0]
    return true_loss[chosen] - true_loss.min()
