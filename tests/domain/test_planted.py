"""Programs that are wrong at one kind of input only lose points, but never more than a third of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.bank.build import build
from grader.bank.evaluate import Course, answer
from grader.bank.secret import TEST_SECRET
from grader.judge.problem import judge_problem
from grader.load import load_assignment
from grader.load.modules import Package
from grader.model.bank import ProblemBank
from grader.model.result import ProblemResult
from grader.validate.proof import as_outcome

COURSE = Path(__file__).parents[2]
PUBLIC = Course.of(b"")


@lru_cache(maxsize=8)
def _bank(slug: str, problem: str) -> ProblemBank:
    return build(load_assignment(COURSE, slug), secret=TEST_SECRET, problems=(problem,)).problems[0]


def _judged(slug: str, problem: str, function: Callable[..., Any]) -> ProblemResult:
    bank = _bank(slug, problem)
    outcomes = {case.id: as_outcome(case, answer(function, case.task.calls, PUBLIC, None)) for case in bank.cases}
    return judge_problem(bank, outcomes, PUBLIC.callables, rule="all")


def _share(result: ProblemResult) -> float:
    return float(result.total.earned) / result.total.points


right = {
    slug: Package(COURSE / "reference" / slug, "planted").load("solution") for slug in ("convolution", "cross-entropy")
}
conv, entropy = right["convolution"], right["cross-entropy"]


def gradient_in_memory_order(dout: Any, x: Any, w: Any, stride: Any, pad: Any, dilation: Any) -> Any:
    return conv.conv2d_backward(dout.ravel(order="K").reshape(dout.shape), x, w, stride, pad, dilation)


def pooled_gradient_in_memory_order(dout: Any, x: Any, k: Any, stride: Any) -> Any:
    return conv.maxpool2d_backward(dout.ravel(order="K").reshape(dout.shape), x, k, stride)


def padding_below_the_kernel(x: Any, w: Any, b: Any, stride: Any, pad: Any, dilation: Any) -> Any:
    ph, pw = conv._pair(pad)
    if ph > w.shape[2] or pw > w.shape[3]:
        ph, pw = min(ph, w.shape[2]), min(pw, w.shape[3])
    return conv.conv2d_forward(x, w, b, stride, (ph, pw), dilation)


def pointwise_forgets_the_bias(x: Any, w: Any, b: Any, stride: Any, pad: Any, dilation: Any) -> Any:
    kernel = w.shape[2:] == (1, 1) and conv._pair(stride) == (1, 1)
    return conv.conv2d_forward(x, w, b * 0 if kernel else b, stride, pad, dilation)


def pooling_of_bytes_in_bytes(dout: Any, x: Any, k: Any, stride: Any) -> Any:
    dx = conv.maxpool2d_backward(dout, x, k, stride)
    return dx.astype(np.uint8) if x.dtype == np.uint8 else dx


def integers_as_they_are(w: Any, height: Any, width: Any, stride: Any, pad: Any) -> Any:
    return conv.conv_as_matrix(w.astype(np.int8) // 2 if w.dtype.kind == "i" else w, height, width, stride, pad)


def maximum_at_least_zero(logits: Any, axis: Any = -1) -> Any:
    logits = entropy._as_floats(logits)
    with np.errstate(all="ignore"):
        terms = np.exp(logits - np.maximum(logits.max(axis=axis, keepdims=True), 0))
        return terms / terms.sum(axis=axis, keepdims=True)


def log_of_unsigned(logits: Any, axis: Any = -1) -> Any:
    logits = np.asarray(logits)
    shifted = logits - logits.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted.astype(float)).sum(axis=axis, keepdims=True))


def bool_labels_are_signs(logits: Any, labels: Any) -> Any:
    return entropy.bce_with_logits(logits, np.ones(labels.shape) if labels.dtype == bool else labels)


def pulls_of_three_axes_only_float(logits: Any, labels: Any) -> Any:
    square, cross = entropy.logit_pulls(logits, labels)
    return (square, cross) if labels.dtype != bool else (square, -cross)


def plain_numbers_only_positive(z: Any) -> Any:
    return entropy.sigmoid(abs(z)) if isinstance(z, float) else entropy.sigmoid(z)


PLANTED = (
    ("convolution", "conv2d_backward", gradient_in_memory_order),
    ("convolution", "maxpool2d_backward", pooled_gradient_in_memory_order),
    ("convolution", "conv2d_forward", padding_below_the_kernel),
    ("convolution", "conv2d_forward", pointwise_forgets_the_bias),
    ("convolution", "maxpool2d_backward", pooling_of_bytes_in_bytes),
    ("convolution", "conv_as_matrix", integers_as_they_are),
    ("cross-entropy", "softmax", maximum_at_least_zero),
    ("cross-entropy", "log_softmax", log_of_unsigned),
    ("cross-entropy", "bce_with_logits", bool_labels_are_signs),
    ("cross-entropy", "logit_pulls", pulls_of_three_axes_only_float),
    ("cross-entropy", "sigmoid", plain_numbers_only_positive),
)


@pytest.mark.parametrize(("slug", "problem", "function"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_wrong_at_one_edge_only_loses_something_and_at_most_a_third(slug: Any, problem: Any, function: Any) -> None:
    share = _share(_judged(slug, problem, function))
    assert share < 1
    assert share > 2 / 3 or math.isclose(share, 2 / 3)


def test_what_all_failing_cases_share_is_said() -> None:
    result = _judged("convolution", "conv2d_backward", gradient_in_memory_order)
    assert result.misconception == ""
    assert result.sentence["en"] == "every failing case has this, and no other case: dout in Fortran order"


def test_a_failing_case_of_combinations_says_what_is_unusual_about_it() -> None:
    bank = _bank("convolution", "conv2d_backward")
    titles = [case.title for case in bank.cases if case.scenario == "every_choice"]
    assert any("dout in Fortran order" in title for title in titles)
    assert all(bank.title_of(case.id) == case.title for case in bank.cases if case.title)
