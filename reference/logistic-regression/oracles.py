"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

import numpy as np

from grader.author import oracle

from .solution import (
    boundary_distance,
    logreg_gradient,
    logreg_train,
    predict,
    softmax_gradient,
    square_error_gradient,
)

#: Scenarios of boundary_distance that expect a value.
_WITH_A_BOUNDARY = ("by_hand", "ordinary", "scaled_weights", "large_bias", "on_the_boundary", "pixels", "called_again")


def _tensor(values, *, leaf=False):
    import torch

    return torch.tensor(np.array(values, dtype=np.float64), requires_grad=leaf)


@oracle(predict, package="sklearn")
def scikit_logistic_regression(samples, weights, bias):
    """predict_proba and predict of LogisticRegression with these parameters; it, too, has class 0 on the boundary."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression()
    fitted.coef_, fitted.intercept_, fitted.classes_ = weights[None, :], np.array([bias]), np.array([0, 1])
    samples = np.asarray(samples, dtype=np.float64)
    return fitted.predict_proba(samples)[:, 1], fitted.predict(samples)


@oracle(predict, package="torch")
def torch_linear(samples, weights, bias):
    """torch.nn.functional.linear and sigmoid."""
    import torch

    logits = torch.nn.functional.linear(_tensor(samples), _tensor(weights)[None, :], _tensor([bias]))[:, 0]
    return torch.sigmoid(logits).numpy(), (logits > 0).long().numpy()


@oracle(boundary_distance, package="scipy", scenarios=_WITH_A_BOUNDARY)
def scipy_null_space(samples, weights, bias):
    """Projection on the directions along the boundary, scipy.linalg.null_space of the weights."""
    from scipy.linalg import lstsq, null_space

    along = null_space(weights[None, :])
    anchor = lstsq(weights[None, :], np.array([-bias]))[0]
    samples = np.asarray(samples, dtype=np.float64)
    nearest = anchor + (samples - anchor) @ along @ along.T
    return np.sign(samples @ weights + bias) * np.linalg.norm(samples - nearest, axis=1), nearest


@oracle(logreg_gradient, package="torch")
def torch_cross_entropy(samples, labels, weights, bias):
    """binary_cross_entropy_with_logits by autograd."""
    import torch

    w, b = _tensor(weights, leaf=True), _tensor(bias, leaf=True)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(_tensor(samples) @ w + b, _tensor(labels))
    return tuple(one.numpy() for one in torch.autograd.grad(loss, (w, b)))


@oracle(logreg_gradient, package="scipy")
def scipy_expit(samples, labels, weights, bias):
    """scipy.special.expit for f."""
    from scipy.special import expit

    samples = np.asarray(samples, dtype=np.float64)
    residuals = expit(samples @ weights + bias) - np.asarray(labels, dtype=np.float64)
    return (samples * residuals[:, None]).mean(axis=0), residuals.mean()


@oracle(square_error_gradient, package="torch")
def torch_square_error(samples, labels, weights, bias):
    """mse_loss of torch.sigmoid by autograd."""
    import torch

    w, b = _tensor(weights, leaf=True), _tensor(bias, leaf=True)
    loss = torch.nn.functional.mse_loss(torch.sigmoid(_tensor(samples) @ w + b), _tensor(labels))
    return tuple(one.numpy() for one in torch.autograd.grad(loss, (w, b)))


@oracle(logreg_train, package="torch")
def torch_sgd(samples, labels, weights, bias, lr, steps):
    """torch.optim.SGD on all samples at once."""
    import torch

    samples, labels = _tensor(samples), _tensor(labels)
    w, b = _tensor(weights, leaf=True), _tensor(bias, leaf=True)
    descent, losses = torch.optim.SGD([w, b], lr=lr), []
    for _ in range(steps):
        descent.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(samples @ w + b, labels)
        loss.backward()
        losses.append(loss.item())
        descent.step()
    return w.detach().numpy(), b.detach().numpy(), np.array(losses)


@oracle(softmax_gradient, package="torch")
def torch_softmax_cross_entropy(samples, labels, weights, bias):
    """cross_entropy by autograd."""
    import torch

    w, b = _tensor(weights, leaf=True), _tensor(bias, leaf=True)
    target = torch.tensor(np.array(labels, dtype=np.int64))
    loss = torch.nn.functional.cross_entropy(_tensor(samples) @ w + b, target)
    return tuple(one.numpy() for one in torch.autograd.grad(loss, (w, b)))


@oracle(softmax_gradient, package="scipy")
def scipy_softmax(samples, labels, weights, bias):
    """scipy.special.softmax for p."""
    from scipy.special import softmax

    samples = np.asarray(samples, dtype=np.float64)
    residuals = softmax(samples @ weights + bias, axis=1) - np.eye(len(bias))[np.asarray(labels, dtype=int)]
    return samples.T @ residuals / len(samples), residuals.mean(axis=0)
