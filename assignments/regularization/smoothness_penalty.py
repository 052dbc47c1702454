"""The price of a curve that jumps, and its gradient."""

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
    equal,
    scenario,
)
from grader.author import (
    ordinary as normal,
)

from .draws import CONVERT, LAM, MEASURED, drawn_lam, of_size_one, quarters

problem = Problem(
    points=15,
    forbidden=("autograd", "torch.gradient"),
    hints=(
        Text(
            "The trap is the gradient: every value inside stands in two differences, an end in one.",
            zh="陷阱在于梯度：中间的每个值出现在两个差里，端点只出现在一个里。",
        ),
        Text(
            "Write out the sum for T = 3 and differentiate it by each of the three values; then T = 1.",
            zh="写出 T = 3 时的和，分别对三个值求导；再看 T = 1。",
        ),
    ),
)

ENDS = Text(
    "The curve does not close: its ends have one neighbour each, and only one difference.",
    zh="曲线不是闭合的：两端各只有一个邻居、一个差。",
)

domain = (
    Domain(outputs=Array("T", dtypes=MEASURED, values=(normal(ints=(-99, 99)), equal)), lam=LAM)
    .sizes(T=range(1, 10))
    .choices_of(
        Choice(
            "length",
            case("several values", zh="多个值"),
            case("two values", lambda T: T == 2, reason="no value has two neighbours", usual=True, zh="两个值"),
            case("one value", lambda T: T == 1, reason="no difference at all", zh="一个值"),
        )
    )
)


def draw(rng: Generator, count: int) -> Case:
    """A curve that jumps, its ends far apart."""
    outputs = rng.normal(size=count) + np.linspace(0, 3, count)
    return Case(outputs=outputs, lam=drawn_lam(rng))


@scenario(public=1, zh="作业说明的例子：四个值。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: four values."""
    return Case(outputs=np.array([1.0, 3.0, 2.0, 2.0]), lam=0.5)


@scenario(public=2, private=1, zh="第一个值和最后一个值相等。")
def closed(rng: Generator) -> Case:
    """First and last value are equal."""
    outputs = quarters(rng, 5)
    return Case(outputs=np.append(outputs, outputs[0]), lam=0.5)


@scenario(public=1, private=3, weight=2, hint=ENDS, traps=("ends",), zh="八个值。")
def ordinary(rng: Generator) -> Case:
    """Eight values."""
    return draw(rng, 8)


@scenario(private=1, hint=ENDS, traps=("two-values",), zh="两个值：一个差。")
def two_values(rng: Generator) -> Case:
    """Two values: one difference."""
    return draw(rng, 2)


@scenario(
    private=1,
    hint=Text("One value has no difference: penalty 0, gradient [0].", zh="一个值没有差：惩罚为 0，梯度为 [0]。"),
    traps=("one-value",),
    zh="先是一个值；再是三个值。",
)
def one_value(rng: Generator) -> Case:
    """One value; then three."""
    return draw(rng, 1).then(draw(rng, 3)).scale(1.0)


@scenario(private=1, hint=CONVERT, traps=("integers",), zh="一行 uint8 的像素。")
def pixels(rng: Generator) -> Case:
    """A row of pixels, in uint8."""
    return Case(outputs=rng.integers(0, 256, size=7).astype(np.uint8), lam=drawn_lam(rng))


def beside_a_jump(drawn: Case, titles: frozenset[str]) -> Case:
    """Where the penalty is 0, a curve that jumps comes after it: zeros alone are no answer."""
    drawn = of_size_one(drawn, titles)
    flat = titles & {"one value", "outputs: all equal", "lam: 0"}
    return drawn.then(Case(outputs=np.array([2.0, -1.0, 0.5]), lam=0.75)) if flat else drawn


every_choice = covering(
    domain, private=15, adjust=beside_a_jump, traps=("constant-curve", "lam-zero", "float32", "input-forms")
)
