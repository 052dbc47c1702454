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
    slug: Package(COURSE / "reference" / slug, "planted").load("solution")
    for slug in ("convolution", "cross-entropy", "gnn-aggregation")
}
conv, entropy, gnn = right["convolution"], right["cross-entropy"], right["gnn-aggregation"]


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


def neighbours_counted_in_a_byte(adjacency: Any, features: Any, weight_self: Any, weight_neighbour: Any) -> Any:
    members = np.asarray(adjacency) != 0
    degree = members.astype(np.uint8).sum(axis=1, keepdims=True, dtype=np.uint8)
    degree[~members.any(axis=1)] = 1
    mean = members.astype(float) @ np.asarray(features, dtype=float) / degree
    return features @ weight_self + mean @ weight_neighbour


def degrees_of_bools_are_bools(adjacency: Any, features: Any, weight_self: Any, weight_neighbour: Any) -> Any:
    if adjacency.dtype != bool:
        return gnn.graphsage_mean(adjacency, features, weight_self, weight_neighbour)
    degree = np.maximum(np.add.reduce(adjacency, axis=1, keepdims=True, dtype=bool), 1)
    return features @ weight_self + (adjacency @ features.astype(float)) / degree @ weight_neighbour


def loops_taken_out(adjacency: Any, features: Any, weight_self: Any, weight_neighbour: Any) -> Any:
    edges = np.array(adjacency)
    np.fill_diagonal(edges, 0)
    return gnn.graphsage_mean(edges, features, weight_self, weight_neighbour)


def loops_taken_out_in_place(adjacency: Any, features: Any, hops: Any) -> Any:
    answer = gnn.dcnn_features(adjacency, features, hops)
    if np.diag(adjacency).any():
        np.fill_diagonal(adjacency, 0)
    return answer


def edges_of_positive_weight(adjacency: Any, features: Any, weight_self: Any, weight_neighbour: Any) -> Any:
    return gnn.graphsage_max(np.asarray(adjacency) > 0, features, weight_self, weight_neighbour)


def edges_of_weight_one_at_least(adjacency: Any, features: Any, hops: Any) -> Any:
    return gnn.dcnn_features(np.asarray(adjacency).astype(int), features, hops)


def maximum_from_minus_999(adjacency: Any, features: Any, weight_self: Any, weight_neighbour: Any) -> Any:
    edges = np.asarray(adjacency) != 0
    largest = np.where(edges[:, :, None], np.asarray(features, dtype=float)[None], -999.0).max(axis=1)
    return features @ weight_self + np.where(edges.any(axis=1, keepdims=True), largest, 0) @ weight_neighbour


def features_in_memory_order(adjacency: Any, features: Any, weight_self: Any, weight_neighbour: Any) -> Any:
    return gnn.graphsage_max(
        adjacency, features.ravel(order="K").reshape(features.shape), weight_self, weight_neighbour
    )


def weights_in_memory_order(adjacency: Any, features: Any, hidden: Any, weight_hidden: Any, weight_input: Any) -> Any:
    weight_hidden = weight_hidden.ravel(order="K").reshape(weight_hidden.shape)
    return gnn.nn4g_layer(adjacency, features, hidden, weight_hidden, weight_input)


def sums_in_the_integers_own_type(
    adjacency: Any, features: Any, hidden: Any, weight_hidden: Any, weight_input: Any
) -> Any:
    return np.maximum(adjacency @ hidden @ weight_hidden + features @ weight_input, 0)


def one_node_hears_nobody(
    adjacency: Any, features: Any, epsilon: Any, weight1: Any, bias1: Any, weight2: Any, bias2: Any
) -> Any:
    edges = adjacency if len(features) > 1 else adjacency * 0
    return gnn.gin_layer(edges, features, epsilon, weight1, bias1, weight2, bias2)


def epsilon_clipped_at_zero(
    adjacency: Any, features: Any, epsilon: Any, weight1: Any, bias1: Any, weight2: Any, bias2: Any
) -> Any:
    return gnn.gin_layer(adjacency, features, max(epsilon, -0.95), weight1, bias1, weight2, bias2)


def _attended(adjacency: Any, features: Any, vectors: Any, leaky: Any, mask: float) -> Any:
    weight, dst, src = vectors
    projected = features @ weight
    scores = leaky((projected @ dst)[:, None] + (projected @ src)[None])
    edges = (np.asarray(adjacency) != 0) | np.eye(len(features), dtype=bool)
    scores = np.where(edges, scores, mask)
    terms = np.exp(scores - scores.max(axis=1, keepdims=True))
    alpha = terms / terms.sum(axis=1, keepdims=True)
    return alpha @ projected, alpha


def leaky_as_a_maximum(adjacency: Any, features: Any, weight: Any, dst: Any, src: Any, slope: Any = 0.2) -> Any:
    return _attended(adjacency, features, (weight, dst, src), lambda s: np.maximum(s, slope * s), -np.inf)


def slope_zero_is_none(adjacency: Any, features: Any, weight: Any, dst: Any, src: Any, slope: Any = 0.2) -> Any:
    return gnn.gat_layer(adjacency, features, weight, dst, src, slope or 0.2)


def slope_taken_positive(adjacency: Any, features: Any, weight: Any, dst: Any, src: Any, slope: Any = 0.2) -> Any:
    return gnn.gat_layer(adjacency, features, weight, dst, src, abs(slope))


def masked_with_minus_1e4(adjacency: Any, features: Any, weight: Any, dst: Any, src: Any, slope: Any = 0.2) -> Any:
    return _attended(adjacency, features, (weight, dst, src), lambda s: np.where(s > 0, s, slope * s), -1e4)


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
    ("gnn-aggregation", "graphsage_mean", neighbours_counted_in_a_byte),
    ("gnn-aggregation", "graphsage_mean", degrees_of_bools_are_bools),
    ("gnn-aggregation", "graphsage_mean", loops_taken_out),
    ("gnn-aggregation", "dcnn_features", loops_taken_out_in_place),
    ("gnn-aggregation", "graphsage_max", edges_of_positive_weight),
    ("gnn-aggregation", "dcnn_features", edges_of_weight_one_at_least),
    ("gnn-aggregation", "graphsage_max", maximum_from_minus_999),
    ("gnn-aggregation", "graphsage_max", features_in_memory_order),
    ("gnn-aggregation", "nn4g_layer", weights_in_memory_order),
    ("gnn-aggregation", "nn4g_layer", sums_in_the_integers_own_type),
    ("gnn-aggregation", "gin_layer", one_node_hears_nobody),
    ("gnn-aggregation", "gin_layer", epsilon_clipped_at_zero),
    ("gnn-aggregation", "gat_layer", leaky_as_a_maximum),
    ("gnn-aggregation", "gat_layer", slope_zero_is_none),
    ("gnn-aggregation", "gat_layer", slope_taken_positive),
    ("gnn-aggregation", "gat_layer", masked_with_minus_1e4),
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
