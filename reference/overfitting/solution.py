"""What to do when training goes well and the world disagrees: more data, dropout, stopping in time, and a diagnosis.

Everything random is an argument: which images are flipped, how far they move, the numbers that decide what drops out.
"""

from __future__ import annotations

import math

import numpy as np


def augment(images, flip, shift):
    """Return images (N, C, H, W), mirrored left to right where flip (N,) is true, then moved by shift (N, 2).

    out[n, c, y + dy, x + dx] = flipped[n, c, y, x] for (dy, dx) = shift[n]; what leaves the image
    is lost, and what becomes free is 0.
    """
    height, width = images.shape[2:]
    out = np.zeros_like(images)
    for n, (dy, dx) in enumerate(shift.tolist()):
        image = images[n, :, :, ::-1] if flip[n] else images[n]
        kept = image[:, max(0, -dy) : max(0, height - dy), max(0, -dx) : max(0, width - dx)]
        if kept.size:
            top, left = max(0, dy), max(0, dx)
            out[n, :, top : top + kept.shape[1], left : left + kept.shape[2]] = kept
    return out


def dropout_forward(x, uniform, rate, train):
    """Return (out, mask) of inverted dropout; x, uniform, out and mask have one shape, rate and train are for all.

    In training a unit is dropped where uniform < rate, and the others are multiplied by 1 / (1 - rate), so that the
    expectation stays x: mask holds 0 or that factor, out = x mask.  Otherwise out is a copy of x and mask is 1.
    """
    if not train:
        return x.copy(), np.ones_like(x)
    kept = uniform >= rate
    mask = kept.astype(x.dtype) / (1 - rate) if rate < 1 else np.zeros_like(x)
    return x * mask, mask


def dropout_backward(dout, mask):
    """Return dL/dx from dL/dout and the mask of the forward pass, in which the factor 1 / (1 - rate) is already."""
    return dout * mask


def early_stopping(losses, patience, min_delta=0.0):
    """Return (stop_epoch, best_epoch), counted from 0, for validation losses (E,) one an epoch.

    An epoch improves if its loss is below the best so far minus min_delta; NaN never does.  Training stops at an epoch
    that does not improve, if it is the patience-th in a row or a later one; else with the last.  best_epoch is the last
    that improved, -1 if none did.
    """
    best, best_epoch = math.inf, -1
    for epoch, loss in enumerate(losses.tolist()):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return epoch, best_epoch
    return len(losses) - 1, best_epoch


def poly_gap(x, y, x_validation, y_validation, degrees):
    """Return (train, validation), the mean square errors (K,) of least-squares polynomials of these degrees.

    x, y (n,) are fitted, x_validation, y_validation (m,) are not.  x is scaled to [-1, 1] and the basis is Legendre's:
    the polynomial is the same, and no power of 1000 hides the small ones.
    """
    size = np.abs(x).max() or 1.0
    errors = [[], []]
    for degree in degrees:
        design, other = (np.polynomial.legendre.legvander(places / size, degree) for places in (x, x_validation))
        weights = np.linalg.lstsq(design, y, rcond=None)[0]
        errors[0].append(((design @ weights - y) ** 2).mean())
        errors[1].append(((other @ weights - y_validation) ** 2).mean())
    return np.array(errors[0]), np.array(errors[1])


def diagnose(train, small_train, validation, test, target, gap):
    """Return what ails a training, from five losses: "optimization", "model_bias", "overfitting", "mismatch" or "ok".

    A training loss above the target that a smaller model beats by more than gap is a matter of optimization, since the
    larger model could do as well; otherwise the model is too simple.  Then what grows from training to validation is
    overfitting, and from validation to test mismatch.  Lecture p18.
    """
    if train > target:
        return "optimization" if small_train < train - gap else "model_bias"
    if validation - train > gap:
        return "overfitting"
    return "mismatch" if test - validation > gap else "ok"


def domain_shift(source, target):
    """Return by how many pooled standard deviations the mean of every feature moves: (N1, D), (N2, D) -> (D,).

    |mean1 - mean2| / sqrt((N1 var1 + N2 var2) / (N1 + N2)), variances divided by N.  A feature that is constant in both
    has 0 if it is the same, else infinity; constant means equal to its first value, whatever rounding makes of var.
    Means of integers are floats, so that uint8 does not wrap.
    """
    moved = np.abs(source.mean(axis=0) - target.mean(axis=0))
    scatter = sum(((part - part.mean(axis=0)) ** 2).sum(axis=0) for part in (source, target))
    pooled = np.sqrt(scatter / (len(source) + len(target)))
    constant = (source == source[0]).all(axis=0) & (target == target[0]).all(axis=0)
    rigid = np.where(source[0] == target[0], 0.0, np.inf)
    return np.where(constant, rigid, moved / np.where(constant, 1.0, pooled))
