"""Known ways to get linear_accuracy_bound wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import linear_accuracy_bound

MANY = np.arange(300) * np.pi / 300 + 1e-4


def best_along(points, labels, angles, *, either_way=True, no_line=True, fewest=1):
    """The best share over these directions, with thresholds that leave at least `fewest` points on either side."""
    points, labels = np.asarray(points, float), np.asarray(labels) != 0
    best = max(labels.mean(), 1 - labels.mean()) if no_line else 0.0
    across = np.round(np.outer(np.cos(angles), points[:, 0]) + np.outer(np.sin(angles), points[:, 1]), 9)
    cuts = np.sort(across, axis=1)
    cuts = (cuts[:, fewest - 1 : -fewest] + cuts[:, fewest : len(points) - fewest + 1]) / 2
    share = ((across[:, :, None] > cuts[:, None]) == labels[:, None]).mean(axis=1)
    return float(max(best, share.max(initial=0.0), 1 - share.min(initial=1.0) if either_way else 0.0))


def _critical(points):
    """The directions perpendicular to the line through two points."""
    points = np.unique(np.asarray(points, float), axis=0)
    found = [np.arctan2(b[1] - a[1], b[0] - a[0]) for i, a in enumerate(points) for b in points[i + 1 :]]
    return [angle + np.pi / 2 for angle in found] or [0.0]


@mistake(
    linear_accuracy_bound,
    title=Text("lines along the axes only", zh="只试了平行于坐标轴的直线"),
    zh="直线不只有水平和竖直的：要考虑所有方向。",
)
def lines_along_the_axes_alone(points, labels):
    """You try lines parallel to the axes alone: a line may have any direction."""
    return best_along(points, labels, [0.0, np.pi / 2])


@mistake(
    linear_accuracy_bound,
    title=Text("too few directions", zh="试的方向太少"),
    zh="方向的网格太粗：缝隙可能只有十分之一度，方向要由点来枚举。",
    variants={"count": (4, 8, 36, 180, 360, 720)},
)
def too_few_directions(points, labels, *, count):
    """Your grid of directions is too coarse, a gap may be a tenth of a degree wide: take directions from the points."""
    return best_along(points, labels, np.arange(count) * np.pi / count)


@mistake(
    linear_accuracy_bound,
    title=Text("only directions perpendicular to two points", zh="只试了垂直于两点连线的方向"),
    zh="只试了垂直于两点连线的方向；这些方向上有并列，要稍微转一点。",
)
def lines_through_two_points_alone(points, labels):
    """You try only directions perpendicular to two points, where these tie: turn the line a little, either way."""
    return best_along(points, labels, _critical(points))


@mistake(
    linear_accuracy_bound,
    title=Text("only angle 0 and perpendicular directions", zh="只试了角0与垂直方向"),
    zh="从角 0 起只试了垂直于两点连线的方向；这些方向上有并列，要稍微转一点。",
)
def not_turned_off_ties_from_an_angle_of_0_on(points, labels):
    """Your directions are 0 and those perpendicular to two points, where these tie: turn the line a little."""
    return best_along(points, labels, [0.0, *_critical(points)])


@mistake(
    linear_accuracy_bound,
    title=Text("directions along two points", zh="沿两点连线排序"),
    zh="你只试了两点连线的方向，而不是它们之间的区间。",
)
def directions_along_two_points(points, labels):
    """You order the points along the lines through two of them: the order changes perpendicular to these."""
    return best_along(points, labels, [angle + np.pi / 2 for angle in _critical(points)])


@mistake(
    linear_accuracy_bound,
    title=Text("class 1 on one side only", zh="只试了一侧为1"),
    zh="哪一侧是 1 可以任选：两种都要试。",
)
def one_side_for_ones(points, labels):
    """Either side of the line may be class 1: try both."""
    return best_along(points, labels, MANY, either_way=False)


@mistake(
    linear_accuracy_bound,
    title=Text("constant answers left out", zh="没有考虑常数答案"),
    zh="常数答案也算一条直线：全部判为多数类。",
)
def constant_answers_left_out(points, labels):
    """A constant answer counts as a line: all points may lie on one side."""
    return best_along(points, labels, MANY, no_line=False)


@mistake(
    linear_accuracy_bound,
    title=Text("lines through the origin only", zh="只试了过原点的直线"),
    zh="直线不必过原点：还要移动它。",
)
def lines_through_the_origin(points, labels):
    """Your lines pass the origin: a line may lie anywhere."""
    points, labels = np.asarray(points, float), np.asarray(labels) != 0
    across = np.outer(np.cos(MANY), points[:, 0]) + np.outer(np.sin(MANY), points[:, 1])
    share = ((across > 0) == labels).mean(axis=1)
    return float(max(labels.mean(), 1 - labels.mean(), share.max(), 1 - share.min()))


@mistake(
    linear_accuracy_bound,
    title=Text("lines through the mean only", zh="只试了过平均点的直线"),
    zh="直线不必过平均点：还要移动它。",
)
def lines_through_the_mean(points, labels):
    """Your lines pass the mean of all points: a line may lie anywhere."""
    return lines_through_the_origin.function(np.asarray(points, float) - np.mean(points, axis=0), labels)


@mistake(
    linear_accuracy_bound,
    title=Text("share of the larger class", zh="多数类的比例"),
    zh="多数类的比例只是常数答案的准确率；好的直线往往更高。",
)
def share_of_the_larger_class(points, labels):
    """That is the share of the larger class, what a constant answer reaches: lines reach more."""
    ones = float(np.mean(np.asarray(labels) != 0))
    return max(ones, 1 - ones)


@mistake(
    linear_accuracy_bound,
    title=Text("separable or not", zh="只答了能否分开"),
    zh="你答的是能否分开（1 或 0）；要的是最高准确率。",
)
def separable_or_not(points, labels):
    """You answer whether a line separates them, 1 or 0: the greatest accuracy is asked."""
    return float(linear_accuracy_bound(points, labels) == 1)


@mistake(
    linear_accuracy_bound,
    title=Text("number instead of share", zh="返回个数而非比例"),
    zh="应除以点数；你返回的是答对的个数。",
)
def number_for_share(points, labels):
    """You return how many points are right: divide by the number of points."""
    return float(round(linear_accuracy_bound(points, labels) * len(labels)))


@mistake(
    linear_accuracy_bound, title=Text("errors instead of accuracy", zh="返回了错误率"), zh="这是错误率，不是准确率。"
)
def errors_for_accuracy(points, labels):
    """That is the share of errors: the accuracy is 1 minus it."""
    return 1 - linear_accuracy_bound(points, labels)


@mistake(
    linear_accuracy_bound,
    title=Text("least-squares line", zh="用了最小二乘直线"),
    zh="最小二乘的直线不一定是准确率最高的直线。",
)
def least_squares_line(points, labels):
    """The line of least squares need not be the one with the greatest accuracy."""
    design = np.column_stack([np.asarray(points, float), np.ones(len(points))])
    truth = np.asarray(labels) != 0
    weights = np.linalg.lstsq(design, 2.0 * truth - 1, rcond=None)[0]
    return float(((design @ weights > 1e-9) == truth).mean())


@mistake(
    linear_accuracy_bound,
    title=Text("line midway between the means", zh="用了均值的中垂线"),
    zh="两类均值的中垂线不一定是准确率最高的直线。",
)
def between_the_means(points, labels):
    """The line midway between the means of the classes need not be the one with the greatest accuracy."""
    points, truth = np.asarray(points, float), np.asarray(labels) != 0
    if truth.all() or not truth.any():
        return 1.0
    first, second = points[truth].mean(axis=0), points[~truth].mean(axis=0)
    return float((((points - (first + second) / 2) @ (first - second) > 1e-9) == truth).mean())


@mistake(
    linear_accuracy_bound,
    title=Text("coinciding points counted once", zh="重合的点只算一个"),
    zh="同一位置的点被当成一个：每个点都算。",
)
def points_in_one_place_counted_once(points, labels):
    """You count points in one place once: each of them counts."""
    _, first = np.unique(np.column_stack([points, labels]), axis=0, return_index=True)
    return linear_accuracy_bound(points[np.sort(first)], labels[np.sort(first)])


@mistake(
    linear_accuracy_bound,
    title=Text("coinciding points separated", zh="把重合的点分到两侧"),
    zh="同一位置的点不能分到两侧：你把它们当成可分的。",
)
def points_in_one_place_separated(points, labels):
    """You let a line pass between two points in one place: they are always on one side."""
    numbers = np.arange(len(labels))
    moves = 1e-6 * np.stack([np.sin(7.3 * numbers), np.cos(4.1 * numbers)], axis=1)
    return linear_accuracy_bound(np.asarray(points, float) + moves, labels)


@mistake(
    linear_accuracy_bound,
    title=Text("at least two points per side", zh="每侧至少有两个点"),
    zh="你的直线两侧各至少有两个点：一侧只有一个点也可以。",
)
def two_points_on_either_side(points, labels):
    """Your lines leave two points on either side: one alone may stand on a side."""
    return best_along(points, labels, MANY, fewest=2)
