"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

import numpy as np

from grader.author import oracle

from .solution import (
    augment,
    domain_shift,
    dropout_backward,
    dropout_forward,
    early_stopping,
    poly_gap,
)


def _floats(values):
    """A copy in float64, also of float32 inputs: here the mathematics is compared, not the precision."""
    return np.array(values, dtype=np.float64)


@oracle(augment, package="scipy")
def scipy_shift(images, flip, shift):
    """scipy.ndimage.shift of order 0, which fills with zeros and does not wrap."""
    from scipy.ndimage import shift as moved

    turned = [image[..., ::-1] if turn else image for image, turn in zip(images, flip, strict=True)]
    return np.stack([moved(_floats(one), (0, dy, dx), order=0) for one, (dy, dx) in zip(turned, shift, strict=True)])


@oracle(augment, package="torch")
def torch_pad(images, flip, shift):
    """torch.flip, and torch.nn.functional.pad with negative widths."""
    import torch

    done = []
    for image, turn, (dy, dx) in zip(images, flip, shift.tolist(), strict=True):
        one = torch.tensor(np.array(image))
        one = one.flip(-1) if turn else one
        height, width = one.shape[1:]
        down, right = max(min(dy, height), -height), max(min(dx, width), -width)
        framed = torch.nn.functional.pad(one, (width, width, height, height))
        cut = (right - width, -right - width, down - height, -down - height)
        done.append(torch.nn.functional.pad(framed, cut).numpy())
    return np.stack(done)


@oracle(dropout_forward, package="torch")
def torch_fused_mask(x, uniform, rate, train):
    """What torch.nn.functional.dropout does with a mask of its own: a Bernoulli mask, div_(1 - p), times x."""
    import torch

    x = torch.tensor(_floats(x))
    if not train or rate == 0:
        return torch.nn.functional.dropout(x, rate, training=False).numpy(), torch.ones_like(x).numpy()
    if rate == 1:
        return torch.nn.functional.dropout(x, 1.0).numpy(), torch.zeros_like(x).numpy()
    mask = torch.tensor(_floats(uniform)).ge(rate).to(x.dtype).div_(1 - rate)
    return (x * mask).numpy(), mask.numpy()


@oracle(dropout_backward, package="torch")
def torch_autograd(dout, mask):
    """Autograd of x times the mask."""
    import torch

    x = torch.zeros(np.shape(dout), dtype=torch.float64, requires_grad=True)
    (x * torch.tensor(_floats(mask))).backward(torch.tensor(_floats(dout)))
    return x.grad.numpy()


@oracle(early_stopping, package="torch")
def torch_reduce_on_plateau(losses, patience, min_delta=0.0):
    """torch.optim.lr_scheduler.ReduceLROnPlateau, which waits the same way: the epoch at which it lowers the rate.

    It counts beyond its patience, "more than", so that it gets one less.
    """
    import torch

    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer, factor=0.5, patience=max(patience, 1) - 1, threshold=min_delta, threshold_mode="abs"
    )
    best_epoch = -1
    for epoch, loss in enumerate(losses.tolist()):
        before = scheduler.best
        scheduler.step(loss)
        if scheduler.best != before:
            best_epoch = epoch
        if optimizer.param_groups[0]["lr"] < 1:
            return epoch, best_epoch
    return len(losses) - 1, best_epoch


@oracle(poly_gap, package="sklearn")
def scikit_polynomial_regression(x, y, x_validation, y_validation, degrees):
    """PolynomialFeatures, LinearRegression and mean_squared_error on x scaled by its largest size."""
    from sklearn.linear_model import LinearRegression
    from sklearn.metrics import mean_squared_error
    from sklearn.preprocessing import PolynomialFeatures

    size = np.abs(x).max() or 1.0
    train, validation = [], []
    for degree in degrees:
        powers = PolynomialFeatures(degree)
        model = LinearRegression(fit_intercept=False).fit(powers.fit_transform(_floats(x)[:, None] / size), y)
        train.append(mean_squared_error(y, model.predict(powers.transform(_floats(x)[:, None] / size))))
        said = model.predict(powers.transform(_floats(x_validation)[:, None] / size))
        validation.append(mean_squared_error(y_validation, said))
    return np.array(train), np.array(validation)


@oracle(domain_shift, package="sklearn", scenarios=("ordinary", "far_from_origin", "square"))
def scikit_shared_variance(source, target):
    """LinearDiscriminantAnalysis of each feature alone: means_ and the covariance_ that both classes share."""
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    rows = np.concatenate([_floats(source), _floats(target)])
    labels = np.repeat([0, 1], [len(source), len(target)])
    found = []
    for column in rows.T:
        model = LinearDiscriminantAnalysis(solver="lsqr").fit(column[:, None], labels)
        found.append(abs(model.means_[0, 0] - model.means_[1, 0]) / np.sqrt(model.covariance_[0, 0]))
    return np.array(found)
