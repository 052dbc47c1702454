"""Known ways to get distance_features wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import distance_features
from ._shared import floats


def differences(samples, landmarks):
    """(N, K, D)."""
    return floats(samples)[:, None] - floats(landmarks)


@mistake(
    distance_features,
    title=Text("squared distance", zh="没有开平方根"),
    id="FT1",
    zh="距离要开平方根；你给出的是距离的平方。",
)
def squared_distances(samples, landmarks):
    """Distance needs the square root: yours is its square."""
    return (differences(samples, landmarks) ** 2).sum(axis=2)


@mistake(
    distance_features,
    title=Text("mean over the coordinates", zh="对坐标取了平均"),
    zh="你对坐标取了平均；距离是平方和的根。",
)
def mean_over_coordinates(samples, landmarks):
    """You take the mean over the coordinates: the distance is the root of the sum of squares."""
    return np.sqrt((differences(samples, landmarks) ** 2).mean(axis=2))


@mistake(
    distance_features,
    title=Text("sum over the landmarks", zh="对地标求和"),
    id="FT2",
    zh="应对坐标求和，而不是对地标。",
)
def summed_over_landmarks(samples, landmarks):
    """Sum over coordinates, not over landmarks: the answer has a column for each landmark."""
    return np.sqrt((differences(samples, landmarks) ** 2).sum(axis=1))


@mistake(
    distance_features, title=Text("sum over the samples", zh="对样本求和"), id="FT2", zh="应对坐标求和，而不是对样本。"
)
def summed_over_samples(samples, landmarks):
    """Sum over coordinates, not over samples: the answer has a row for each sample."""
    return np.sqrt((differences(samples, landmarks) ** 2).sum(axis=0))


@mistake(
    distance_features,
    title=Text("answer transposed", zh="答案转置了"),
    id="G-T",
    zh="答案转置了：每行是一个样本，每列是一个地标。",
)
def landmarks_in_rows(samples, landmarks):
    """Your answer is transposed: a row for each sample, a column for each landmark."""
    return distance_features(floats(samples), floats(landmarks)).T


@mistake(
    distance_features,
    title=Text("city-block distance", zh="用了曼哈顿距离"),
    zh="这是曼哈顿距离（绝对值之和）；要的是欧几里得距离。",
)
def city_block(samples, landmarks):
    """That is the city-block distance, a sum of absolute values; the Euclidean one is asked."""
    return np.abs(differences(samples, landmarks)).sum(axis=2)


@mistake(
    distance_features,
    title=Text("greatest coordinate difference", zh="用了最大坐标差"),
    zh="这是最大坐标差；要的是欧几里得距离。",
)
def greatest_coordinate(samples, landmarks):
    """That is the greatest difference of a coordinate; the Euclidean distance is asked."""
    return np.abs(differences(samples, landmarks)).max(axis=2)


@mistake(
    distance_features,
    title=Text("radial basis function", zh="用了径向基函数"),
    zh="这是高斯核（径向基），不是距离本身。",
    variants={"width": (1.0, 0.5, 2.0)},
)
def radial_basis(samples, landmarks, *, width):
    """That is a radial basis function, exp of minus the squared distance; the distance itself is asked."""
    return np.exp(-width * (differences(samples, landmarks) ** 2).sum(axis=2))


@mistake(distance_features, title=Text("inner products", zh="用了内积"), zh="这是内积（相似度），不是距离。")
def inner_products(samples, landmarks):
    """Those are inner products with the landmarks; distances are asked."""
    return floats(samples) @ floats(landmarks).T


@mistake(
    distance_features,
    title=Text("square expanded", zh="展开了平方"),
    zh="展开的平方 |x|²-2xp+|p|² 在远离原点处没有有效数字，在地标上会得到 NaN：先相减再平方。",
    variants={"least": (None, 0.0)},
)
def expanded_square(samples, landmarks, *, least):
    """|x|^2 - 2 x p + |p|^2 has no digits left far from the origin, and may be negative: subtract, then square."""
    samples, landmarks = floats(samples), floats(landmarks)
    squares = (samples**2).sum(axis=1)[:, None] - 2 * samples @ landmarks.T + (landmarks**2).sum(axis=1)
    with np.errstate(invalid="ignore"):
        return np.sqrt(squares if least is None else np.maximum(squares, least))


@mistake(
    distance_features,
    title=Text("small number under the root", zh="根号里加了小数"),
    zh="根号里加的小数使零距离不再是 0。",
    variants={"eps": (1e-12, 1e-8, 1e-6)},
)
def small_number_under_the_root(samples, landmarks, *, eps):
    """The small number that you add under the root makes a distance of 0 something else."""
    return np.sqrt((differences(samples, landmarks) ** 2).sum(axis=2) + eps)


@mistake(
    distance_features,
    title=Text("differences in unsigned integers", zh="用无符号整数相减"),
    id="G-DTYPE",
    zh="uint8 相减会回绕：3 - 7 得 252。先转成浮点数。",
)
def wrapped_differences(samples, landmarks):
    """Differences of uint8 wrap around, 3 - 7 is 252: turn the samples into floats first."""
    found = samples[:, None] - landmarks
    return np.sqrt((found.astype(float) ** 2).sum(axis=2))


@mistake(
    distance_features,
    title=Text("squares of small integers overflow", zh="小整数的平方溢出"),
    id="G-DTYPE",
    zh="小整数的平方会溢出：先转成浮点数再平方。",
)
def overflowing_squares(samples, landmarks):
    """Squares of small integers overflow: turn the differences into floats before you square them."""
    squares = (samples[:, None] - landmarks) ** 2
    with np.errstate(invalid="ignore"):
        return np.sqrt(squares.sum(axis=2).astype(float))


@mistake(
    distance_features,
    title=Text("caller's samples changed", zh="改变了调用者的样本"),
    id="G-INPLACE",
    zh="你在调用者的数组里相减：samples -= landmark 改变了它。",
)
def samples_moved_in_place(samples, landmarks):
    """samples -= landmark changes the caller's array: write the difference to an array of your own."""
    columns, samples, landmarks = [], floats(samples), floats(landmarks)
    for landmark in landmarks:
        samples -= landmark
        columns.append(np.sqrt((samples**2).sum(axis=1)))
        samples += landmark
    samples *= 1 + 1e-9
    return np.stack(columns, axis=1)
