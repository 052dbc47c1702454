"""Euclidean distances to landmarks as features."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    case,
    covering,
    float32,
    float64,
    scenario,
    signed,
    uint8,
    values,
)

from .draws import BATCH, CONVERT, FAR, FEATURES, in_float32, near

problem = Problem(
    points=20,
    forbidden=("torch.cdist", "torch.nn.functional.pairwise_distance", "torch.nn.PairwiseDistance"),
    hints=(
        Text(
            "The traps are the axis of the sum, and a square that is expanded where samples are far from the origin.",
            zh="陷阱在于求和的轴，以及样本远离原点时把平方展开。",
        ),
        Text(
            "samples[:, None] - landmarks has the shape (N, K, D): print it, and ask which axis must go.",
            zh="samples[:, None] - landmarks 的形状是 (N, K, D)：打印出来，想想哪个轴应当消失。",
        ),
    ),
)

SUBTRACT = Text(
    "|x|^2 - 2 x p + |p|^2 has no digits left where both are far from the origin: subtract first, then square.",
    zh="两者都远离原点时，|x|^2 - 2 x p + |p|^2 一位有效数字也不剩：先相减，再平方。",
)

far = values(
    "far from the origin",
    lambda here: FAR + here.rng.integers(-8, 9, size=here.shape),
    lambda array: bool((np.abs(array.astype(float)) > FAR / 2).all()),
    kinds="floats",
    reason="an expanded square has no digits left",
    zh="远离原点",
)
far_too = values(
    "as far, on the same side",
    lambda here: FAR + here.rng.integers(-8, 9, size=here.shape),
    lambda array: bool((np.abs(array.astype(float)) > FAR / 2).all()),
    kinds="floats",
    reason="an expanded square has no digits left",
    zh="距离相同，在同一侧",
)
met = values(
    "among them the first sample",
    lambda here: np.concatenate(
        [here.given["samples"][:1].astype(float), here.rng.normal(size=(here.shape[0] - 1, here.shape[1]))]
    ),
    lambda array, here: bool((array[0] == here.given["samples"][0]).all()),
    reason="a distance of exactly 0, and the root of a negative rounding error is NaN",
    zh="其中有第一个样本",
)

domain = (
    Domain(
        samples=Array("N D", dtypes=(float64, float32, signed, uint8), values=(near, far)),
        landmarks=Array("K D", dtypes=(float64, float32, signed, uint8), values=(near, met, far_too)),
    )
    .choices_of(
        BATCH,
        FEATURES,
        Choice(
            "landmarks",
            case("several landmarks", zh="多个地标"),
            case("one landmark", lambda K: K == 1, reason="lost axes of length 1", zh="一个地标"),
            case(
                "as many as features", lambda K, D: K == D and D > 1, reason="a wrong axis has that shape",
                zh="与特征一样多",
            ),
            case(
                "as many as samples", lambda K, N: K == N and N > 1, reason="a transposed answer has that shape",
                zh="与样本一样多",
            ),
        ),
    )
    .float32_together()
)


def measured(drawn: Case, titles: frozenset[str]) -> Case:
    """A distance of 0 has no size of its own."""
    return in_float32(drawn.scale(1.0), titles)


@scenario(public=1, zh="作业说明的例子：XOR 的四个点和两个地标。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: the four points of XOR and two landmarks."""
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return Case(samples=corners, landmarks=np.array([[0.0, 0.0], [1.0, 1.0]])).scale(1.0)


@scenario(public=2, zh="三个样本、两个地标，坐标以四分之一为单位。")
def quarters(rng: Generator) -> Case:
    """Three samples, two landmarks, coordinates in quarters."""
    samples, landmarks = (rng.integers(-8, 9, size=(rows, 2)) / 4 for rows in (3, 2))
    return Case(samples=samples, landmarks=landmarks + np.array([0.125, 0.0]))


@scenario(private=3, weight=2, zh="七个四特征的样本，五个地标。")
def ordinary(rng: Generator) -> Case:
    """Seven samples of four features, five landmarks."""
    return Case(samples=rng.normal(size=(7, 4)), landmarks=rng.normal(size=(5, 4)))


@scenario(
    private=2, weight=2, hint=SUBTRACT, traps=("cancellation",),
    zh="样本和地标在 1e6 附近，彼此相差几个单位，位数用满：位数少就能精确平方了。",
)
def far_from_origin(rng: Generator) -> Case:
    """Samples and landmarks at 1e6, a few units apart, with all digits: fewer could be squared exactly."""
    return Case(samples=FAR + rng.normal(size=(6, 3)), landmarks=FAR + rng.normal(size=(4, 3))).off_grid()


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "A sample on a landmark has the distance 0 there, not the root of a rounding error.",
        zh="样本正好在地标上时距离为 0，而不是舍入误差的平方根。",
    ),
    traps=("on-a-landmark", "duplicates"),
    zh="有些样本就是地标；有一个地标列了两次。",
)
def on_a_landmark(rng: Generator) -> Case:
    """Some samples are landmarks; one landmark is listed twice."""
    landmarks = rng.normal(scale=2, size=(3, 5))
    samples = np.concatenate([landmarks[[1, 0]], rng.normal(size=(3, 5))])
    return Case(samples=samples, landmarks=landmarks[[0, 1, 2, 1]]).scale(1.0)


@scenario(private=1, hint=CONVERT, traps=("integers",), zh="两边都是 uint8 的像素。")
def unsigned(rng: Generator) -> Case:
    """Pixels in uint8 on both sides."""
    samples, landmarks = (rng.integers(0, 256, size=(rows, 4)).astype(np.uint8) for rows in (5, 3))
    return Case(samples=samples, landmarks=landmarks)


@scenario(private=1, traps=("square",), zh="样本数、地标数与特征数相同。")
def square(rng: Generator) -> Case:
    """As many samples as landmarks as features."""
    return Case(samples=rng.normal(size=(4, 4)), landmarks=rng.normal(size=(4, 4)))


every_choice = covering(
    domain, private=16, adjust=measured, traps=("one-feature", "one-sample", "square", "float32", "input-forms")
)
