"""The way back through dropout."""

import numpy as np

from grader.author import Case, Domain, Generator, Problem, Text, covering, scenario, values

from .draws import SHAPES, floats, in_float32, quarters

problem = Problem(
    points=5,
    forbidden=("autograd",),
    hints=(
        Text("The trap is a factor that is in the mask already.", zh="陷阱在于掩码里已经有的那个因子。"),
        Text("out = x mask: what is the derivative of out by x?", zh="out = x mask：out 对 x 的导数是什么？"),
    ),
)


def _mask(here):
    """Zeros and one factor, both there."""
    kept = here.rng.permutation(np.arange(np.prod(here.shape)) % 3 != 0).reshape(here.shape)
    return kept * here.rng.choice([1.25, 1.5, 4.0])


masked = values("zeros and a factor", _mask, zh="0 和一个倍数")
nothing_dropped = values(
    "all ones", lambda here: np.ones(here.shape), lambda mask: bool((mask == 1).all()), zh="全为 1"
)
all_dropped = values(
    "all zeros",
    lambda here: np.zeros(here.shape),
    lambda mask: not mask.any(),
    reason="dividing by it is NaN",
    zh="全为 0",
)
domain = (
    Domain(dout=floats(*SHAPES), mask=floats(*SHAPES, like="dout", values=(masked, nothing_dropped, all_dropped)))
    .sizes(N=range(2, 6), H=range(1, 4), W=range(1, 4), D=range(1, 5))
    .float32_together()
)


def sized(drawn: Case, titles: frozenset[str]) -> Case:
    """A gradient that is 0 throughout has no size of its own."""
    return in_float32(drawn.scale(1.0), titles)


@scenario(public=1, zh="作业说明的例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's example."""
    return Case(dout=np.array([[1.0, -2.0], [3.0, 4.0]]), mask=np.array([[0.0, 1.25], [1.25, 0.0]]))


@scenario(public=2, zh="两个样本、四个单元，丢弃一些。")
def small(rng: Generator) -> Case:
    """Two samples of four units, some dropped."""
    return Case(dout=quarters(rng, 2, 4), mask=rng.permuted([[0.0, 4.0, 4.0, 0.0], [4.0, 0.0, 4.0, 4.0]], axis=1))


@scenario(private=5, weight=3, traps=("mask-once",), zh="五个样本，七个单元。")
def ordinary(rng: Generator) -> Case:
    """Five samples of seven units."""
    mask = rng.permuted(np.tile([0.0, 1, 1, 0, 1, 1, 1], (5, 1)), axis=1) * rng.choice([1.25, 1.75])
    return Case(dout=rng.normal(size=(5, 7)), mask=mask)


every_choice = covering(domain, private=14, weight=1, adjust=sized, traps=("any-shape", "float32", "input-forms"))
