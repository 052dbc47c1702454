"""Gradient descent with momentum, as the lecture has it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Made,
    Problem,
    Text,
    case,
    covering,
    float32,
    float64,
    integers,
    keeps_inputs,
    scenario,
    values,
)

from . import public
from .draws import LAM, in_float32, number, quarters

problem = Problem(
    points=20,
    forbidden=("torch.optim.SGD", "torch.optim.Optimizer"),
    hints=(
        Text(
            "The traps are the order of the two lines, the sign, and lists whose entries are one and the same array.",
            zh="陷阱在于两行的先后、符号，以及列表里其实是同一个数组。",
        ),
        Text(
            "Write down m and theta for two steps on the handout's example, and print the first row after the loop.",
            zh="对讲义的例子写出两步的 m 和 theta，并在循环之后打印第一行。",
        ),
    ),
)

CARRIES_OVER = Text(
    "m is what was moved the last time: lam times that, minus lr times the gradient here, is the next movement.",
    zh="m 是上一次的移动：乘以 lam，再减去 lr 乘以此处的梯度，就是下一次的移动。",
)
OWN_ARRAY = Text(
    "Store a copy at each step; and what grad_fn returns is its own array: do not change or keep it.",
    zh="每一步都要存一份副本；grad_fn 返回的数组属于它自己：不要修改，也不要保留。",
)
GRADIENTS = ("coupled", "quartic", "bowl", "in_one_buffer", "for_positive_parameters")


def _start(here: Any) -> np.ndarray:
    """A start of ordinary size, or one from which no parameter comes near 0 where that is not allowed."""
    if here.sizes["gradient"] == "for_positive_parameters":
        return here.rng.integers(10, 20, size=here.shape)
    return here.rng.normal(size=here.shape) if here.is_float else here.rng.integers(-3, 4, size=here.shape)


def _gradient(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """Which gradient is meant; a case that is stored holds its name."""
    grad_fn = inputs["grad_fn"]
    name = getattr(grad_fn, "name", None) or grad_fn.__name__
    return {"gradient": name} if name in GRADIENTS else None


domain = (
    Domain(
        theta0=Array("D", dtypes=(float64, float32, integers), values=(values("ordinary", _start, zh="普通"),)),
        grad_fn=Made(lambda here: getattr(public, here.sizes["gradient"]), _gradient, "a function: (D,) in, (D,) out"),
        lr=number(0.01, 0.1),
        lam=LAM,
        steps=Int(range(8)),
    )
    .sizes(gradient=GRADIENTS)
    .choices_of(
        Choice(
            "gradient",
            case("any smooth loss", lambda gradient: gradient in {"coupled", "quartic"}, zh="任意光滑损失"),
            case(
                "the gradient is its argument",
                lambda gradient: gradient == "bowl",
                reason="one array, two names",
                zh="梯度就是参数本身",
            ),
            case(
                "one array for all gradients",
                lambda gradient: gradient == "in_one_buffer",
                reason="it changes",
                zh="所有梯度共用一个数组",
            ),
            case(
                "a loss for positive parameters only",
                lambda gradient: gradient == "for_positive_parameters",
                reason="a call too many",
                zh="损失只在参数为正时有定义",
            ),
        ),
        Choice(
            "steps",
            case("several steps", zh="多步"),
            case("one step", lambda steps: steps == 1, reason="there is no momentum yet", zh="一步"),
            case("no steps", lambda steps: steps == 0, reason="the start alone, as one row", zh="零步"),
        ),
        Choice(
            "parameters",
            case("several", zh="多个参数"),
            case("one parameter", lambda D: D == 1, reason="lost axes of length 1", zh="一个参数"),
        ),
    )
)


def draw(rng: Generator, grad_fn: Any, size: int, steps: int) -> Case:
    """A descent with strong momentum."""
    return Case(
        theta0=rng.uniform(1, 3, size=size) * rng.choice([-1, 1], size=size),
        grad_fn=grad_fn,
        lr=float(rng.uniform(0.05, 0.15)),
        lam=float(rng.uniform(0.6, 0.9)),
        steps=steps,
    )


@scenario(public=1, zh="作业说明的例子：在碗形损失里走三步。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: three steps in the bowl."""
    return Case(theta0=np.array([4.0, -2.0]), grad_fn=public.bowl, lr=0.25, lam=0.5, steps=3)


@scenario(public=2, zh="只走一步：就是普通梯度下降，因为此前没有移动。")
def one_step(rng: Generator) -> Case:
    """One step: plain gradient descent, since nothing was moved before."""
    return Case(theta0=quarters(rng, 3), grad_fn=public.coupled, lr=0.25, lam=0.5, steps=1)


@scenario(private=2, weight=2, hint=CARRIES_OVER, traps=("carries-over",), zh="走六步，每个参数都牵动其他所有参数。")
def ordinary(rng: Generator) -> Case:
    """Six steps where every parameter pulls at all others."""
    return draw(rng, public.coupled, 3, 6)


@scenario(private=2, hint=CARRIES_OVER, traps=("carries-over",), zh="离最小值越远越陡的损失。")
def curved(rng: Generator) -> Case:
    """A loss that is steeper far from its minimum."""
    return draw(rng, public.quartic, 5, 7)


@scenario(
    private=1,
    hint=Text("With lam = 0 it is plain gradient descent.", zh="lam = 0 时就是普通的梯度下降。"),
    traps=("no-momentum",),
    zh="lam = 0。",
)
def no_momentum(rng: Generator) -> Case:
    """lam = 0."""
    return Case(**{**draw(rng, public.quartic, 4, 5).inputs, "lam": 0.0})


@scenario(private=1, weight=2, hint=OWN_ARRAY, traps=("one-buffer",), zh="grad_fn 把每次的梯度写进同一个数组。")
def one_buffer(rng: Generator) -> Case:
    """grad_fn writes every gradient into the same array."""
    return draw(rng, public.in_one_buffer, 4, 5)


@scenario(private=1, hint=OWN_ARRAY, traps=("argument-returned",), zh="grad_fn 返回的正是它收到的那个数组。")
def argument_returned(rng: Generator) -> Case:
    """grad_fn returns the very array that it was given."""
    return draw(rng, public.bowl, 5, 4)


@scenario(
    private=1,
    weight=2,
    hint=Text(
        "grad_fn is called once a step, before the step: its loss may not exist where the last step ends.",
        zh="grad_fn 每步调用一次，且在移动之前：最后一步到达之处，损失可能没有定义。",
    ),
    traps=("calls-counted",),
    zh="只有最后一步走到损失不存在的地方。",
)
def last_point_outside(rng: Generator) -> Case:
    """The last step, and no earlier one, ends where the loss does not exist."""
    lr, lam, steps = float(rng.uniform(0.1, 0.3)), float(rng.uniform(0.5, 0.9)), int(rng.integers(3, 6))
    speeds = np.cumsum(lam ** np.arange(steps))
    way = lr * (speeds.sum() - speeds[-1] / 2)  # in the middle of the last step the loss ends
    return Case(
        theta0=way * np.array([1.0, 1.5, 2.0]), grad_fn=public.for_positive_parameters, lr=lr, lam=lam, steps=steps
    )


@scenario(
    private=1,
    weight=2,
    hint=Text(
        "theta0 may be integers; the parameters after a step are not.", zh="theta0 可以是整数；一步之后的参数不是。"
    ),
    traps=("integers",),
    zh="theta0 是整数。",
)
def integer_start(rng: Generator) -> Case:
    """theta0 in integers."""
    return Case(**{**draw(rng, public.coupled, 3, 4).inputs, "theta0": rng.permutation(np.array([3, -2, 5]))})


@scenario(private=1, traps=("no-steps",), zh="不走步：只有一行。")
def no_steps(rng: Generator) -> Case:
    """No steps: one row."""
    return draw(rng, public.coupled, 4, 0)


every_choice = covering(domain, private=14, adjust=in_float32, traps=("float32", "input-forms"))
inputs_kept = keeps_inputs(curved)
