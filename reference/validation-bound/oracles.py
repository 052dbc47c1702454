"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

import numpy as np

from grader.author import oracle

from .solution import bad_fraction, epsilon_for, hoeffding_bound, is_bad_set, sample_size, selection_gap


@oracle(hoeffding_bound, package="mpmath")
def mpmath_bound(count, epsilon, candidates):
    """The formula as it stands, in 60 decimal digits; mpmath's exponents have no end."""
    import mpmath

    with mpmath.workdps(60):
        return float(min(1, 2 * candidates * mpmath.exp(-2 * count * mpmath.mpf(epsilon) ** 2)))


@oracle(sample_size, package="mpmath")
def mpmath_sample_size(epsilon, delta, candidates):
    """The formula solved for N, and the promise tried at N and at N - 1, in 60 decimal digits."""
    import mpmath

    with mpmath.workdps(60):
        epsilon, delta = mpmath.mpf(epsilon), mpmath.mpf(delta)

        def holds(count):
            return 2 * candidates * mpmath.exp(-2 * count * epsilon**2) <= delta

        count = int(mpmath.ceil(mpmath.log(2 * candidates / delta) / (2 * epsilon**2)))
        if not holds(count) or holds(count - 1):
            raise AssertionError(f"{count} is not the least number of samples")
        return count


@oracle(epsilon_for, package="mpmath")
def mpmath_epsilon(count, delta, candidates):
    """The formula solved for epsilon, in 60 decimal digits."""
    import mpmath

    with mpmath.workdps(60):
        return float(mpmath.sqrt(mpmath.log(2 * candidates / mpmath.mpf(delta)) / (2 * count)))


@oracle(is_bad_set, package="scipy")
def scipy_chebyshev(sample_loss, true_loss, epsilon):
    """scipy.spatial.distance.chebyshev, the largest difference."""
    from scipy.spatial.distance import chebyshev

    return bool(chebyshev(sample_loss, true_loss) > epsilon)


@oracle(is_bad_set, package="torch")
def torch_distance(sample_loss, true_loss, epsilon):
    """torch.dist with p = infinity."""
    import torch

    first, second = (torch.tensor(np.array(losses)) for losses in (sample_loss, true_loss))
    return bool(torch.dist(first, second, p=float("inf")) > epsilon)


@oracle(bad_fraction, package="torch")
def torch_means(losses, true_loss, epsilon):
    """Means, largest deviations and their share by torch."""
    import torch

    means = torch.tensor(np.array(losses, dtype=np.float64)).mean(dim=1)
    worst = (means - torch.tensor(np.array(true_loss))).abs().amax(dim=1)
    return (worst > epsilon).double().mean().numpy()


@oracle(selection_gap, package="torch")
def torch_argmin(validation_loss, true_loss):
    """The first place of the smallest by torch."""
    import torch

    found, true = (torch.tensor(np.array(losses)) for losses in (validation_loss, true_loss))
    chosen = torch.nonzero(found == found.min())[0, 0]
    return (true[chosen] - true.min()).numpy()
