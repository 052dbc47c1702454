"""Known ways to get boundary_distance wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import boundary_distance
from ._shared import floats, logits_of


def _along(samples, weights, bias, length):
    """Distances and nearest points as they are with another length of the weights."""
    if not np.any(weights):
        raise ValueError("no direction")
    distances = logits_of(samples, weights, bias) / length
    return distances, floats(samples) - distances[:, None] * (weights / length)


@mistake(
    boundary_distance,
    title=Text("logit as distance", zh="把logit当作距离"),
    id="LR15",
    zh="logit 不是距离：还要除以权重的长度 |w|。",
)
def logit_for_distance(samples, weights, bias):
    """The logit is no distance: divide by the length of the weights."""
    distances, nearest = boundary_distance(samples, weights, bias)
    return distances * np.linalg.norm(weights), nearest


@mistake(
    boundary_distance,
    title=Text("never divided by the length", zh="从未除以权重的长度"),
    id="LR15",
    zh="你两处都没有除以 |w|：只有长度为 1 的权重才对。",
)
def length_taken_for_one(samples, weights, bias):
    """You never divide by the length of the weights: that is right only where it is 1."""
    return _along(samples, weights, bias, 1.0)


@mistake(
    boundary_distance,
    title=Text("divided by the squared length", zh="除以了长度的平方"),
    id="LR15",
    zh="应除以 |w|，不是 |w|²。",
)
def squared_length(samples, weights, bias):
    """You divide by the squared length: a distance is divided by the length itself."""
    distances, nearest = boundary_distance(samples, weights, bias)
    return distances / np.linalg.norm(weights), nearest


@mistake(
    boundary_distance,
    title=Text("length by absolute values", zh="长度用了绝对值之和"),
    id="LR15",
    zh="长度是平方和的平方根，你取了绝对值之和。",
)
def sum_of_absolute_weights(samples, weights, bias):
    """The length is the root of the sum of squares; you added absolute values."""
    return _along(samples, weights, bias, np.abs(weights).sum())


@mistake(
    boundary_distance,
    title=Text("bias counted in the length", zh="偏置计入了长度"),
    id="LR15",
    zh="偏置不计入权重的长度：它只平移边界。",
)
def bias_in_the_length(samples, weights, bias):
    """The bias is no part of the length: it shifts the boundary and does not turn it."""
    return _along(samples, weights, bias, np.linalg.norm([*weights, bias]))


@mistake(
    boundary_distance,
    title=Text("distance without sign", zh="距离没有符号"),
    id="LR16",
    zh="距离带符号：第 0 类一侧为负，你取了绝对值。",
)
def absolute_distance(samples, weights, bias):
    """The distance has a sign, negative on class 0's side; you took the absolute value."""
    distances, nearest = boundary_distance(samples, weights, bias)
    return np.abs(distances), nearest


@mistake(
    boundary_distance,
    title=Text("sign of the distance reversed", zh="距离的符号反了"),
    id="LR16",
    zh="符号反了：第 1 类一侧的距离为正。",
)
def sides_swapped(samples, weights, bias):
    """Your sign is reversed: the distance is positive on class 1's side."""
    distances, nearest = boundary_distance(samples, weights, bias)
    return -distances, nearest


@mistake(
    boundary_distance,
    title=Text("step away from the boundary", zh="朝远离边界的方向走"),
    id="LR16",
    zh="你朝远离边界的方向走：最近点要减去 d·w/|w|。",
)
def away_from_the_boundary(samples, weights, bias):
    """Your step leads away from the boundary: subtract the distance times the unit normal."""
    distances, nearest = boundary_distance(samples, weights, bias)
    return distances, 2 * floats(samples) - nearest


@mistake(
    boundary_distance,
    title=Text("step by the absolute distance", zh="按绝对值距离移动"),
    id="LR16",
    zh="用了绝对值距离，只有第 1 类一侧的最近点是对的。",
)
def nearest_by_absolute_distance(samples, weights, bias):
    """You step by the absolute distance: on class 0's side that leads away from the boundary."""
    distances, _ = boundary_distance(samples, weights, bias)
    return distances, floats(samples) - np.abs(distances)[:, None] * weights / np.linalg.norm(weights)


@mistake(
    boundary_distance,
    title=Text("bias missing", zh="漏掉了偏置"),
    id="LR14",
    zh="你漏掉了偏置：那是到过原点的平行线的距离。",
)
def bias_left_out(samples, weights, bias):
    """You left the bias out: that is the distance to a parallel through the origin."""
    return boundary_distance(samples, weights, 0.0)


@mistake(
    boundary_distance,
    title=Text("bias subtracted", zh="减去了偏置"),
    id="LR14",
    zh="偏置的符号反了：边界是 w·x + b = 0。",
)
def bias_subtracted(samples, weights, bias):
    """You subtract the bias: the boundary is w . x + b = 0."""
    return boundary_distance(samples, weights, -bias)


@mistake(
    boundary_distance,
    title=Text("normal not of length 1", zh="法向量没有归一化"),
    id="LR16",
    zh="法向量要除以 |w|：最近点少除了一次。",
)
def normal_not_scaled(samples, weights, bias):
    """The step goes along the unit normal; you multiplied the distance with the weights themselves."""
    distances, _ = boundary_distance(samples, weights, bias)
    return distances, floats(samples) - distances[:, None] * weights


@mistake(
    boundary_distance,
    title=Text("point nearest to the origin", zh="取了离原点最近的点"),
    id="LR16",
    zh="你对每个样本都返回了离原点最近的边界点。",
)
def nearest_to_the_origin(samples, weights, bias):
    """You return the boundary's point nearest to the origin; the one nearest to each sample is asked."""
    distances, nearest = boundary_distance(samples, weights, bias)
    anchor = -bias * weights / (weights @ weights)
    return distances, np.broadcast_to(anchor, nearest.shape).copy()


@mistake(
    boundary_distance,
    title=Text("step along one axis", zh="只沿一个轴移动"),
    id="LR16",
    zh="你只移动了一个坐标：最近点沿法向量，不是沿某个轴。",
)
def along_the_last_axis(samples, weights, bias):
    """You move along one axis: the nearest point lies in the direction of the weights."""
    distances, nearest = boundary_distance(samples, weights, bias)
    moved = np.array(floats(samples))
    with np.errstate(divide="ignore", invalid="ignore"):
        moved[:, -1] -= logits_of(samples, weights, bias) / weights[-1]
    return distances, moved.reshape(nearest.shape)


@mistake(
    boundary_distance,
    title=Text("small number added to the length", zh="长度加了小数"),
    id="LR2",
    variants={"eps": (1e-12, 1e-9, 1e-8, 1e-6)},
    zh="长度上加的小数改变了小权重的结果：权重全为 0 时应抛出 ValueError。",
)
def small_number_in_the_length(samples, weights, bias, *, eps):
    """The small number that you add to the length changes short weights; where all are 0, ValueError is asked."""
    length = np.linalg.norm(weights) + eps
    distances = logits_of(samples, weights, bias) / length
    return distances, floats(samples) - distances[:, None] * (weights / length)


@mistake(
    boundary_distance,
    title=Text("no error for zero weights", zh="权重全为0没有报错"),
    id="LR18",
    zh="权重全为 0 时没有边界：应抛出 ValueError，不是返回 inf 或 NaN。",
)
def division_by_no_length(samples, weights, bias):
    """Weights that are all 0 have no boundary: raise ValueError, do not return inf or NaN."""
    length = np.linalg.norm(weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        distances = logits_of(samples, weights, bias) / length
        return distances, floats(samples) - distances[:, None] * (weights / length)


@mistake(
    boundary_distance,
    title=Text("caller's samples changed", zh="改变了调用者的样本"),
    id="G-INPLACE",
    zh="你在调用者的样本上做减法：它们被改变了。",
)
def moved_in_place(samples, weights, bias):
    """You subtract in the caller's own samples: these are changed, and read-only ones fail."""
    distances, _ = boundary_distance(samples, weights, bias)
    samples = floats(samples)
    samples -= distances[:, None] * (weights / np.linalg.norm(weights))
    return distances, samples


@mistake(
    boundary_distance,
    title=Text("nearest points cut to integers", zh="最近点被截断为整数"),
    id="G-DTYPE",
    zh="你把最近点写回了样本的类型：整数没有小数部分。",
)
def cut_off_to_the_samples_dtype(samples, weights, bias):
    """You store the nearest points in the samples' dtype: integers have no fractions."""
    distances, nearest = boundary_distance(samples, weights, bias)
    with np.errstate(invalid="ignore"):
        return distances, nearest.astype(np.asarray(samples).dtype)
