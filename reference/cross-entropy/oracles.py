"""What independent libraries answer; they vouch for the reference wherever they are installed."""

from __future__ import annotations

import numpy as np

from grader.author import oracle

from .solution import bce_with_logits, log_softmax, logit_pulls, sigmoid, softmax, softmax_cross_entropy


def _floats(values):
    """Always float64, also for float32 inputs: here the mathematics is compared, not the precision."""
    return np.asarray(values, dtype=np.float64)


#: Scenarios without an error to raise: a library words its errors in its own way, or broadcasts.
_CASES_WITH_AN_ANSWER = (
    "by_hand",
    "ordinary",
    "huge_logits",
    "huge_and_right",
    "wrong_by_thirty",
    "confident_and_wrong",
    "far_from_target",
    "near_target",
    "soft_labels",
    "undecided",
    "one_sample",
    "labels_of_other_types",
    "single_precision",
    "strided_and_reversed",
    "called_again",
    "inputs_kept",
)

_CLASSES_WITH_AN_ANSWER = (
    "by_hand",
    "ordinary",
    "huge_and_wrong",
    "huge_and_right",
    "label_far_below",
    "rows_far_apart",
    "rows_at_the_edge",
    "square",
    "two_classes",
    "one_sample",
    "uint8_labels",
    "all_equal",
    "single_precision",
    "called_again",
    "inputs_kept",
)


@oracle(sigmoid, package="scipy")
def scipy_expit(z):
    """scipy.special.expit."""
    from scipy.special import expit

    return expit(_floats(z))


@oracle(sigmoid, package="torch")
def torch_sigmoid(z):
    """torch.sigmoid."""
    import torch

    return torch.sigmoid(torch.tensor(_floats(z).copy())).numpy()


@oracle(bce_with_logits, package="torch", scenarios=_CASES_WITH_AN_ANSWER)
def torch_binary_cross_entropy(logits, labels):
    """torch.nn.functional.binary_cross_entropy_with_logits."""
    import torch

    logits, labels = torch.tensor(_floats(logits).copy()), torch.tensor(_floats(labels).copy())
    return torch.nn.functional.binary_cross_entropy_with_logits(logits, labels.to(logits.dtype)).numpy()


@oracle(bce_with_logits, package="scipy", scenarios=_CASES_WITH_AN_ANSWER)
def scipy_log_expit(logits, labels):
    """The definition with scipy.special.log_expit for both logarithms."""
    from scipy.special import log_expit

    logits, labels = _floats(logits), _floats(labels)
    return -np.mean(labels * log_expit(logits) + (1 - labels) * log_expit(-logits))


@oracle(softmax, package="scipy")
def scipy_softmax(logits, axis=-1):
    """scipy.special.softmax."""
    from scipy.special import softmax as library_softmax

    logits = _floats(logits)
    return library_softmax(logits, axis=axis) if logits.size else np.zeros(logits.shape)


@oracle(softmax, package="torch")
def torch_softmax(logits, axis=-1):
    """torch.softmax."""
    import torch

    return torch.softmax(torch.tensor(_floats(logits).copy()), dim=axis).numpy()


@oracle(log_softmax, package="scipy")
def scipy_log_softmax(logits, axis=-1):
    """scipy.special.log_softmax."""
    from scipy.special import log_softmax as library_log_softmax

    logits = _floats(logits)
    return library_log_softmax(logits, axis=axis) if logits.size else np.zeros(logits.shape)


@oracle(log_softmax, package="torch")
def torch_log_softmax(logits, axis=-1):
    """torch.log_softmax."""
    import torch

    return torch.log_softmax(torch.tensor(_floats(logits).copy()), dim=axis).numpy()


@oracle(softmax_cross_entropy, package="torch", scenarios=_CLASSES_WITH_AN_ANSWER)
def torch_cross_entropy(logits, labels):
    """torch.nn.functional.cross_entropy and its gradient by autograd."""
    import torch

    leaf = torch.tensor(_floats(logits).copy(), requires_grad=True)
    loss = torch.nn.functional.cross_entropy(leaf, torch.tensor(np.array(labels, dtype=np.int64)))
    (gradient,) = torch.autograd.grad(loss, leaf)
    return loss.detach().numpy(), gradient.numpy()


@oracle(logit_pulls, package="torch", scenarios=_CASES_WITH_AN_ANSWER)
def torch_autograd(logits, labels):
    """Both derivatives by autograd; the losses do not mix samples, so the gradient of the sum is one entry each."""
    import torch

    leaf = torch.tensor(_floats(logits).copy(), requires_grad=True)
    target = torch.tensor(_floats(labels).copy()).to(leaf.dtype)
    square_error = torch.square(torch.sigmoid(leaf) - target).sum()
    cross_entropy = torch.nn.functional.binary_cross_entropy_with_logits(leaf, target, reduction="sum")
    return tuple(torch.autograd.grad(loss, leaf)[0].numpy() for loss in (square_error, cross_entropy))
