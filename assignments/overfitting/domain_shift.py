"""How far the features of two data sets lie apart."""

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

from .draws import in_float32

problem = Problem(
    points=10,
    hints=(
        Text(
            "The traps are what is divided by, and features that do not vary at all.",
            zh="陷阱在于除以什么，以及完全不变的特征。",
        ),
        Text(
            "Three times 0.1 has a mean that is not 0.1 and a deviation of 1e-17: how do you see that it is constant?",
            zh="三个 0.1 的平均值并不是 0.1，标准差是 1e-17：怎样看出它是常数？",
        ),
    ),
)

POOLED = Text(
    "Each set varies around its own mean and counts by its number of samples; the sum is divided by N1 + N2.",
    zh="每个集合围绕自己的均值变化；两者按样本数计入，总和除以 N1 + N2。",
)
CONSTANT = Text(
    "A feature that is constant in both sets: 0 if it is the same number, else infinity; compare its values.",
    zh="在两个集合中都不变的特征：数值相同为 0，否则为无穷；请比较数值本身，而不是标准差。",
)
FAR = 1e5


def _plain(here):
    if here.is_float:
        return here.rng.normal(scale=2, size=here.shape)
    return here.rng.integers(0 if here.dtype.kind == "u" else -60, 60, size=here.shape)


def _constant(array):
    return (array == array[0]).all(axis=0)


def _with(here, number):
    """Ordinary numbers, and a first feature that is this one throughout."""
    array = np.array(_plain(here))
    array[:, 0] = number
    return array


ordinary_numbers = values("ordinary", _plain, zh="普通")
def _begins_constant(array):
    return len(array) > 1 and bool(_constant(array)[0])


constant = values(
    "a constant feature",
    lambda here: _with(here, 3),
    lambda array: len(array) > 1 and bool(_constant(array).any()),
    needs=lambda N1: N1 > 1,
    held=True,
    reason="a deviation of 0, or of 1e-17",
    zh="有一个特征是常数",
)
far = values(
    "far from the origin",
    lambda here: FAR + here.rng.normal(size=here.shape),
    lambda array: bool((np.abs(array.astype(float)) > FAR / 2).all()),
    kinds="floats",
    reason="the mean of squares minus the squared mean has no digits left",
    zh="远离原点",
)
same_constant = values(
    "3 throughout the first feature",
    lambda here: _with(here, 3),
    lambda array: _begins_constant(array) and array[0, 0] == 3,
    needs=lambda N2: N2 > 1,
    held=True,
    reason="0 / 0 where the source has 3 there, too",
    zh="第一个特征全是 3",
)
other_constant = values(
    "another number throughout the first feature",
    lambda here: _with(here, 5),
    _begins_constant,
    needs=lambda N2: N2 > 1,
    held=True,
    reason="something / 0 is infinite",
    zh="第一个特征全是另一个数",
)
MEASURED = (float64, float32, signed, uint8)
domain = (
    Domain(
        source=Array("N1 D", dtypes=MEASURED, values=(ordinary_numbers, constant, far)),
        target=Array("N2 D", dtypes=MEASURED, values=(ordinary_numbers, same_constant, other_constant)),
    )
    .sizes(N1=range(1, 8), N2=range(1, 8), D=range(1, 5))
    .choices_of(
        Choice(
            "source samples",
            case("several", zh="源域有多个样本"),
            case("one in the source", lambda N1: N1 == 1, reason="no spread", zh="源域只有一个样本"),
        ),
        Choice(
            "target samples",
            case("some", zh="目标域有多个样本"),
            case("one in the target", lambda N2: N2 == 1, reason="no spread", zh="目标域只有一个样本"),
        ),
        Choice(
            "features",
            case("several features", zh="多个特征"),
            case("one feature", lambda D: D == 1, reason="a lost axis", zh="一个特征"),
        ),
        Choice(
            "numbers",
            case("different numbers", zh="数目不同"),
            case(
                "equally many", lambda N1, N2: N1 == N2, reason="a mean without weights is right", usual=True,
                zh="数目相同",
            ),
        ),
    )
    .never(("source in float32", "source: far from the origin"))
)


def sized(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """A shift of 0 has no size of its own; who converts an integer to floats may move it, who compares may not."""
    return in_float32(drawn.hold("source", "target").scale(1.0), titles)


@scenario(public=1, zh="作业说明的例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's example."""
    source = np.array([[1.0, 5.0, 2.0], [3.0, 5.0, 2.0]])
    target = np.array([[4.0, 5.0, 3.0], [4.0, 5.0, 3.0], [7.0, 5.0, 3.0], [5.0, 5.0, 3.0]])
    return Case(source=source, target=target).hold("source", "target")


@scenario(public=2, zh="三个样本对三个，四个特征。")
def small(rng: Generator) -> Case:
    """Three samples and three, four features."""
    source, target = rng.integers(-8, 9, size=(2, 3, 4)) / 4
    return Case(source=source, target=target + 1)


@scenario(
    private=4, weight=2, hint=POOLED, traps=("weights", "own-mean"),
    zh="九个样本是一种离散程度，四个是另一种。",
)
def ordinary(rng: Generator) -> Case:
    """Nine samples of one spread, four of another."""
    source = rng.normal(size=(9, 4)) * rng.uniform(0.5, 3, size=4)
    return Case(source=source, target=rng.normal(size=(4, 4)) + rng.normal(scale=2, size=4))


@scenario(
    private=2, weight=2, hint=CONSTANT, traps=("constant-equal", "constant-different", "rounded-constant"),
    zh="处处为 0.1 的特征：两个集合相同、不同，或只在一个集合里。",
)
def constants(rng: Generator) -> Case:
    """Features of 0.1 throughout, the same in both sets, another, or in one alone."""
    source, target = rng.normal(size=(7, 6)), rng.normal(size=(3, 6))
    number = float(rng.choice([0.1, 0.3, 0.7]))
    source[:, [0, 1, 2]], target[:, [0, 3]] = number, number
    target[:, 1] = number + 0.5
    return Case(source=source, target=target).hold("source", "target").off_grid()


@scenario(private=1, traps=("far-from-origin",), zh="两个集合都在 1e5 附近，相差几个单位。")
def far_from_origin(rng: Generator) -> Case:
    """Both sets at 1e5, a few units apart."""
    return Case(source=FAR + rng.normal(size=(6, 3)), target=FAR + 1 + rng.normal(size=(5, 3)))


@scenario(
    private=1, weight=2, hint=CONSTANT, traps=("far-from-origin",),
    zh="两个集合都在 1e5 附近，变化不到 1：np.isclose 以为是常数。",
)
def close_together(rng: Generator) -> Case:
    """Both sets at 1e5 vary by less than 1: np.isclose takes them for constant."""
    source, target = rng.integers(0, 6, size=(6, 3)) / 8, rng.integers(2, 7, size=(5, 3)) / 8
    source[:2], target[:2] = [[0], [5 / 8]], [[2 / 8], [6 / 8]]
    return Case(source=FAR + source, target=FAR + target)


@scenario(private=1, traps=("square",), zh="每个集合的样本数与特征数相同。")
def square(rng: Generator) -> Case:
    """As many samples in each set as features."""
    return Case(source=rng.normal(size=(4, 4)), target=rng.normal(size=(4, 4)) + 1)


@scenario(
    private=1,
    hint=Text(
        "In uint8 3 - 7 is 252: turn the samples into floats first.", zh="uint8 里 3 - 7 等于 252：先转成浮点数。"
    ),
    traps=("integers",),
    zh="uint8 的像素。",
)
def pixels(rng: Generator) -> Case:
    """Pixels in uint8."""
    source, target = (rng.integers(0, 256, size=(rows, 3)).astype(np.uint8) for rows in (6, 4))
    return Case(source=source, target=target)


every_choice = covering(
    domain, private=18, weight=1, adjust=sized, traps=("one-sample", "one-feature", "float32", "input-forms")
)
