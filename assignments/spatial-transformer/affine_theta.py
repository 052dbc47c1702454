"""The matrix of an affine map."""

import math

import numpy as np

from grader.author import (
    Array,
    Case,
    Domain,
    Generator,
    Problem,
    Text,
    c_order,
    calls_again,
    covering,
    keeps_inputs,
    scenario,
    values,
)

problem = Problem(
    points=10,
    hints=(
        Text("The traps are the place of the minus, and what is scaled.", zh="陷阱在于负号的位置，以及什么被缩放。"),
        Text(
            "Turn the point (1, 0) by a quarter: it must become (0, 1). Then look at the shift with a scale of 2.",
            zh="把点 (1, 0) 转四分之一圈：应得到 (0, 1)。再看缩放为 2 时的平移。",
        ),
    ),
)


def _number(title, draw, holds=None, reason="", *, zh):
    return values(title, lambda here: np.full(here.shape, draw(here.rng)), holds, reason=reason, zh=zh)


SCALE = Array(
    "",
    layouts=(c_order,),
    values=(
        _number("above 0", lambda rng: rng.uniform(0.3, 3), zh="大于 0"),
        _number(
            "below 0",
            lambda rng: -rng.uniform(0.3, 3),
            lambda a: bool((a < 0).all()),
            "an absolute value",
            zh="小于 0",
        ),
    ),
)
ANGLE = Array(
    "",
    layouts=(c_order,),
    values=(
        _number("up to one turn", lambda rng: rng.uniform(0.3, 6), zh="不超过一圈"),
        _number(
            "below 0",
            lambda rng: -rng.uniform(0.3, 3),
            lambda a: bool((a < 0).all()),
            "the other way round",
            zh="小于 0",
        ),
        _number(
            "several turns",
            lambda rng: rng.uniform(7, 20),
            lambda a: bool((a > 6.5).all()),
            "radians, not degrees",
            zh="好几圈",
        ),
    ),
)
SHIFT = Array(
    "",
    layouts=(c_order,),
    values=(
        _number("not 0", lambda rng: rng.uniform(0.2, 2) * rng.choice([-1, 1]), zh="不为 0"),
        _number("0", lambda _: 0.0, lambda a: not a.any(), "0 is falsy", zh="0"),
    ),
)
domain = Domain(scale=SCALE, angle=ANGLE, shift_x=SHIFT, shift_y=SHIFT)


@scenario(public=1, zh="作业说明的例子：放大一倍，转八分之一圈。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: twice as large, an eighth of a turn."""
    return Case(scale=2.0, angle=math.pi / 4, shift_x=0.5, shift_y=-0.25)


@scenario(public=3, private=2, zh="缩放、旋转并平移的映射。")
def ordinary(rng: Generator) -> Case:
    """A map that scales, turns and shifts."""
    scale, angle, shift_x, shift_y = rng.uniform([0.4, 0.3, -1, -1], [2, 1.3, 1, 1])
    return Case(scale=float(scale), angle=float(angle), shift_x=float(shift_x), shift_y=float(shift_y))


@scenario(private=1, traps=("no-turn",), zh="角度为 0。")
def no_turn(rng: Generator) -> Case:
    """An angle of 0."""
    return Case(scale=float(rng.uniform(0.3, 0.9)), angle=0.0, shift_x=0.375, shift_y=-0.8125)


@scenario(private=1, traps=("mirror", "shift"), zh="负的缩放，以及很大的平移。")
def point_reflection(rng: Generator) -> Case:
    """A negative scale, and a large shift."""
    return Case(scale=-float(rng.uniform(0.3, 0.9)), angle=2.0, shift_x=3.5, shift_y=-4.25)


every_choice = covering(domain, private=8, traps=("mirror", "shift"))
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
