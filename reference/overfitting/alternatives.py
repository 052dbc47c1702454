"""Other correct ways to compute each problem; they prove that the tolerance accepts what is right."""

from __future__ import annotations

import itertools
import math

import numpy as np

from grader.author import alternative

from .solution import (
    augment,
    diagnose,
    domain_shift,
    dropout_backward,
    dropout_forward,
    early_stopping,
    poly_gap,
)


def _floats(values):
    """Always float64, also for float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


@alternative(augment)
def pixel_by_pixel(images, flip, shift):
    """Where does every pixel of the answer come from?"""
    out = np.zeros(images.shape, images.dtype)
    for n, c, y, x in np.ndindex(*images.shape):
        row, column = y - int(shift[n, 0]), x - int(shift[n, 1])
        if 0 <= row < images.shape[2] and 0 <= column < images.shape[3]:
            out[n, c, y, x] = images[n, c, row, images.shape[3] - 1 - column if flip[n] else column]
    return out


@alternative(augment)
def by_padding(images, flip, shift):
    """A frame of zeros as wide as the image, and a window cut out of it."""
    height, width = images.shape[2:]
    turned = np.where(np.asarray(flip)[:, None, None, None], images[..., ::-1], images)
    framed = np.pad(turned, ((0, 0), (0, 0), (height, height), (width, width)))
    moves = np.clip(shift, [-height, -width], [height, width]).tolist()
    cut = [framed[n, :, height - dy : 2 * height - dy, width - dx : 2 * width - dx] for n, (dy, dx) in enumerate(moves)]
    return np.stack(cut)


@alternative(augment)
def by_matrices(images, flip, shift):
    """A flip and a shift are matrices of zeros and ones, from the left for rows and from the right for columns."""
    height, width = images.shape[2:]
    out = []
    for image, turn, (dy, dx) in zip(images, flip, shift.tolist(), strict=True):
        rows, columns = np.eye(height, k=-dy), np.eye(width, k=dx)
        out.append(rows @ _floats(image) @ (columns[::-1] if turn else columns))
    return np.stack(out)


@alternative(dropout_forward)
def element_by_element(x, uniform, rate, train):
    """Plain Python numbers."""
    mask = np.ones(x.shape)
    out = np.empty(x.shape)
    for place in np.ndindex(*x.shape):
        if train:
            mask[place] = 0.0 if float(uniform[place]) < rate or rate == 1 else 1 / (1 - rate)
        out[place] = float(x[place]) * mask[place]
    return out, mask


@alternative(dropout_forward)
def divided_afterwards(x, uniform, rate, train):
    """Zeros first, then everything over the probability of being kept."""
    x = _floats(x)
    if not train:
        return x + 0.0, x * 0.0 + 1.0
    dropped, keep = uniform < rate, max(1 - rate, 2.0**-60)
    out, mask = x / keep, np.full(x.shape, 1 / keep)
    out[dropped], mask[dropped] = 0.0, 0.0
    return out, mask


@alternative(dropout_forward)
def by_where(x, uniform, rate, train):
    """One expression for the mask, a dropped unit being one below the rate."""
    threshold = rate if train else 0.0
    mask = np.where(uniform < threshold, 0.0, 1 / (1 - threshold) if threshold < 1 else 0.0)
    return np.multiply(x, mask), mask


@alternative(dropout_backward)
def only_kept_ones(dout, mask):
    """Nothing at dropped units, the rest times its factor."""
    dx = np.zeros(dout.shape)
    dx[mask != 0] = _floats(dout)[mask != 0] * _floats(mask)[mask != 0]
    return dx


@alternative(dropout_backward)
def by_einsum(dout, mask):
    """einsum over all axes."""
    axes = "abcd"[: np.ndim(dout)]
    return np.einsum(f"{axes},{axes}->{axes}", _floats(dout), _floats(mask))


@alternative(early_stopping)
def with_a_counter(losses, patience, min_delta=0.0):
    """The counter of Keras and Lightning."""
    best, best_epoch, wait = np.inf, -1, 0
    for epoch in range(len(losses)):
        if losses[epoch] < best - min_delta:
            best, best_epoch, wait = losses[epoch], epoch, 0
        else:
            wait += 1
            if wait >= patience:
                break
    return epoch, best_epoch


@alternative(early_stopping)
def from_the_end(losses, patience, min_delta=0.0):
    """The epochs that improve first; then the first gap between them that is too long."""
    improved, best = [], math.inf
    for epoch, loss in enumerate(losses.tolist()):
        if best - loss > min_delta:
            best = loss
            improved.append(epoch)
    longest = max(patience, 1)
    for before, after in itertools.pairwise([-1, *improved, len(losses) + longest]):
        if after - before > longest:
            return min(before + longest, len(losses) - 1), before
    return len(losses) - 1, improved[-1]


@alternative(poly_gap)
def by_polynomial_class(x, y, x_validation, y_validation, degrees):
    """numpy.polynomial.Polynomial.fit, which maps x to [-1, 1] by itself."""
    if len(x) == 1:
        fits = [np.polynomial.Polynomial([float(y[0])]) for _ in degrees]
    else:
        fits = [np.polynomial.Polynomial.fit(_floats(x), _floats(y), degree) for degree in degrees]
    return (
        np.array([np.mean((fit(_floats(x)) - y) ** 2) for fit in fits]),
        np.array([np.mean((fit(_floats(x_validation)) - y_validation) ** 2) for fit in fits]),
    )


@alternative(poly_gap)
def by_scaled_powers(x, y, x_validation, y_validation, degrees):
    """Powers of x over its largest size, QR of them, and Horner's scheme."""
    size = np.abs(x).max() or 1.0
    train, validation = [], []
    for degree in degrees:
        q, r = np.linalg.qr(np.vander(_floats(x) / size, degree + 1))
        weights = np.linalg.solve(r, q.T @ y)
        for places, truth, errors in ((x, y, train), (x_validation, y_validation, validation)):
            said = np.zeros(len(places))
            for weight in weights:
                said = said * (_floats(places) / size) + weight
            errors.append(float(((said - truth) ** 2).mean()))
    return np.array(train), np.array(validation)


@alternative(poly_gap)
def by_orthogonal_polynomials(x, y, x_validation, y_validation, degrees):
    """Forsythe's recurrence: polynomials that are orthogonal on these very points, so that no system is solved."""
    x, xv, found = _floats(x), _floats(x_validation), {}
    now, before = (np.ones(len(x)), np.ones(len(xv))), (np.zeros(len(x)), np.zeros(len(xv)))
    said, norm = (np.zeros(len(x)), np.zeros(len(xv))), 1.0
    for degree in range(max(degrees) + 1):
        square = now[0] @ now[0]
        weight = now[0] @ (y - said[0]) / square
        said = tuple(one + weight * basis for one, basis in zip(said, now, strict=True))
        found[degree] = (np.mean((said[0] - y) ** 2), np.mean((said[1] - y_validation) ** 2))
        middle = (x * now[0]) @ now[0] / square
        ratio = square / norm if degree else 0.0
        following = tuple(
            (places - middle) * basis - ratio * old for places, basis, old in zip((x, xv), now, before, strict=True)
        )
        now, before, norm = following, now, square
    return tuple(np.array([found[degree][part] for degree in degrees]) for part in (0, 1))


@alternative(diagnose)
def by_table(train, small_train, validation, test, target, gap):
    """All findings in order of precedence; the first that holds."""
    findings = (
        ("optimization", train > target and train - small_train > gap),
        ("model_bias", train > target),
        ("overfitting", validation > train + gap),
        ("mismatch", test > validation + gap),
        ("ok", True),
    )
    return next(name for name, holds in findings if holds)


@alternative(domain_shift)
def feature_by_feature(source, target):
    """Plain Python sums, one feature after the other."""
    found = []
    for one, two in zip(_floats(source).T.tolist(), _floats(target).T.tolist(), strict=True):
        means = [math.fsum(part) / len(part) for part in (one, two)]
        if len(set(one)) == len(set(two)) == 1:
            found.append(0.0 if one[0] == two[0] else math.inf)
            continue
        scatter = sum(math.fsum((v - mean) ** 2 for v in part) for part, mean in zip((one, two), means, strict=True))
        found.append(abs(means[0] - means[1]) / math.sqrt(scatter / (len(one) + len(two))))
    return np.array(found)


@alternative(domain_shift)
def by_variances(source, target):
    """np.var of each, weighted by how many samples there are; a spread of 0 is seen in maximum and minimum."""
    source, target = _floats(source), _floats(target)
    sizes = np.array([len(source), len(target)])
    pooled = np.average([source.var(axis=0), target.var(axis=0)], axis=0, weights=sizes)
    constant = (np.ptp(source, axis=0) == 0) & (np.ptp(target, axis=0) == 0)
    moved = np.where(constant, source[0] - target[0], source.mean(axis=0) - target.mean(axis=0))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(moved == 0, 0.0, np.abs(moved) / np.sqrt(np.where(constant, 0.0, pooled)))


@alternative(domain_shift)
def residuals_of_group_means(source, target):
    """All samples in one table, minus the mean of their own set; the root mean square of what is left."""
    rows = np.concatenate([_floats(source), _floats(target)])
    groups = np.repeat([0, 1], [len(source), len(target)])
    means = np.stack([rows[groups == group].mean(axis=0) for group in (0, 1)])
    spread = np.linalg.norm(rows - means[groups], axis=0) / np.sqrt(len(rows))
    found = []
    for column, pooled, (one, two) in zip(rows.T, spread, means.T, strict=True):
        first, second = column[groups == 0], column[groups == 1]
        if first.min() == first.max() and second.min() == second.max():
            found.append(np.inf if first[0] != second[0] else 0.0)
        else:
            found.append(abs(one - two) / pooled)
    return np.array(found)
