"""The losses that are differentiated here, and how directions and escapes are judged: students receive this file too.

Each loss takes the parameters (D,) in float64 and gives a number.
"""

import numpy as np


def chain(theta):
    """Neighbours are coupled, and each with the sum of all."""
    return (theta[:-1] ** 2 * theta[1:]).sum() + (theta**4).sum() / 4 + theta.sum() ** 3 / 7


def overwriting(theta):
    """A loss that uses the array it is given as scratch space: afterwards the array holds something else."""
    theta *= theta
    return (theta**2).sum() / 7 + theta.sum() ** 2 / 3 + theta[0] * theta.sum()


def small_units(theta):
    """`chain` of parameters in thousandths: a spacing of 1e-4 is far too wide here."""
    return chain(1000 * theta)


def large_units(theta):
    """`chain` of parameters in thousands: a spacing of 1e-4 is far too narrow here."""
    return chain(theta / 1000)


def far_away(theta):
    """`chain` round the point 1000, 1000, ...: the spacing does not grow with the parameters."""
    return chain(theta - 1000)


def toy(theta):
    """The lecture's (1 - w1 w2)^2, with a saddle point at (0, 0); going either way is the same."""
    return (1 - theta[0] * theta[1]) ** 2


def _from_centre(theta):
    """The way from (1, 2, ..., D); without NumPy's functions, so that PyTorch can differentiate it too."""
    return theta - (0 * theta + 1).cumsum(0)


def even(theta):
    """A critical point at (1, 2, ..., D), a saddle point from two parameters on; both ways out go down equally."""
    d = _from_centre(theta)
    return (d[:-1] * d[1:]).sum() - ((theta - d) * d**2).sum() / 16 + (d**4).sum() / 4


def tilted(theta):
    """`even`, but one way out goes down further than the other."""
    return even(theta) + (theta[0] - 1) ** 3 / 3


def tilted_overwriting(theta):
    """`tilted`, which uses the array it is given as scratch space: afterwards the array holds something else."""
    value = tilted(1 * theta)
    theta *= 0
    return value


def valley(theta):
    """A minimum at (1, 2, ..., D), steeper on one side: no way goes down, and differences find a small slope."""
    d = _from_centre(theta)
    return (d**2).sum() / 2 + d.sum() ** 2 / 2 + 3 * (d**3).sum() + (d**4).sum() / 4


def downward(inputs, expected, actual):
    """Whether this is a unit eigenvector of the smallest eigenvalue of the symmetric part, of either sign."""
    if expected is None or actual is None:
        return None if expected is actual else "a direction where there is none, or none where there is one"
    symmetric = (inputs["hessian"] + inputs["hessian"].T) / 2
    found = np.linalg.eigvalsh(symmetric)
    direction = np.asarray(actual)
    if not abs(np.sqrt((abs(direction) ** 2).sum()) - 1) <= 1e-6:
        return "the direction has not length 1"
    if not abs(symmetric @ direction - found[0] * direction).max() <= 1e-6 * abs(found).max():
        return "this is no eigenvector of the smallest eigenvalue: H u is not lambda_min u"
    return None


def escaped(inputs, expected, actual):
    """Whether the loss fell, and the path ends where the rule leads, with either sign where both go down equally."""
    loss_fn = globals()[getattr(inputs["loss_fn"], "name", None) or inputs["loss_fn"].__name__]
    start, end, found = (np.asarray(one, dtype=np.float64) for one in (inputs["theta"], expected, actual))

    def loss(point):
        return loss_fn(point.copy())

    length = np.linalg.norm(end - start)
    if length == 0:
        same = abs(found - start).max() <= 1e-9
        return None if same else "no direction goes down here: the answer is the start itself"
    if not loss(start) - loss(found) >= 0.9 * (loss(start) - loss(end)):
        return "the loss at your answer is not as far below the loss at the start as the rule leads"
    ends = [end]
    if abs(loss(2 * start - end) - loss(end)) <= 1e-9 * abs(loss(start) - loss(end)):
        ends.append(2 * start - end)
    if not min(np.linalg.norm(found - one) for one in ends) <= 1e-4 * length:
        return "the loss fell, but the path does not end where steps of this size and number lead"
    return None
