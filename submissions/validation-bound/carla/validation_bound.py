# Exact arithmetic where I can: decimals with enough digits, and loops.
from decimal import Decimal, getcontext

getcontext().prec = 40


def hoeffding_bound(count, epsilon, candidates):
    single = 2 * (-2 * count * Decimal(epsilon) ** 2).exp()
    return float(min(Decimal(1), candidates * single))


def sample_size(epsilon, delta, candidates):
    # search for the first N that keeps the promise: double, then halve
    def promise(n):
        return 2 * candidates * (-2 * n * Decimal(epsilon) ** 2).exp() <= Decimal(delta)

    high = 1
    while not promise(high):
        high *= 2
    low = high // 2
    while low + 1 < high:
        middle = (low + high) // 2
        if promise(middle):
            high = middle
        else:
            low = middle
    return high


def epsilon_for(count, delta, candidates):
    return float(((2 * candidates / Decimal(delta)).ln() / (2 * count)).sqrt())


def is_bad_set(sample_loss, true_loss, epsilon):
    for found, true in zip(sample_loss, true_loss):
        if abs(float(found) - float(true)) > epsilon:
            return True
    return False


def bad_fraction(losses, true_loss, epsilon):
    bad = 0
    for one in losses:
        means = [sum(float(sample[h]) for sample in one) / len(one) for h in range(len(true_loss))]
        if is_bad_set(means, true_loss, epsilon):
            bad += 1
    return bad / len(losses)


def selection_gap(validation_loss, true_loss):
    chosen = 0
    for h in range(1, len(validation_loss)):
        if validation_loss[h] < validation_loss[chosen]:
            chosen = h
    return float(true_loss[chosen]) - float(min(true_loss))
