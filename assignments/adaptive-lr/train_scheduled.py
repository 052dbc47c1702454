"""Gradient descent, RMS or Adam with a learning rate for every step."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Made,
    OneOf,
    Problem,
    Text,
    case,
    covering,
    float32,
    float64,
    integers,
    scenario,
    values,
)

from . import public
from .draws import EPS, PARAMETERS, STEPS, eps_of, in_float32

problem = Problem(
    points=15,
    forbidden=("torch.optim.Optimizer",),
    hints=(
        Text(
            "The traps are which rate belongs to which step, and gradients that grad_fn goes on writing into.",
            zh="陷阱在于哪个学习率属于哪一步，以及 grad_fn 会继续写入的梯度数组。",
        ),
        Text(
            "With rates of 1, 0, 0 nothing may move after the first step.",
            zh="学习率为 1、0、0 时，第一步之后不应再动。",
        ),
    ),
)

RATE_OF_THE_STEP = Text(
    "rates[0] belongs to the first step; a rate of 0 moves nothing, but its gradient is remembered.",
    zh="rates[0] 属于第一步；学习率为 0 时不移动，但梯度仍要计入。",
)
OWN_GRADIENT = Text(
    "What grad_fn returns is its own array: copy it if you keep it. Call it once a step, before the step.",
    zh="grad_fn 返回的数组属于它自己：要保留就复制。每步只在移动之前调用一次。",
)
GRADIENTS = ("coupled", "steep_and_flat", "bowl", "in_one_buffer", "for_positive_parameters")
METHODS = ("rms", "sgd", "adam")


def _start(here: Any) -> np.ndarray:
    """A start of ordinary size, or one from which no parameter comes near 0 where that is not allowed."""
    if here.sizes["gradient"] == "for_positive_parameters":
        return here.rng.integers(10, 20, size=here.shape)
    if here.is_float:
        return here.rng.uniform(0.5, 2, size=here.shape) * here.rng.choice([-1, 1], size=here.shape)
    return here.rng.integers(1, 5, size=here.shape) * here.rng.choice([-1, 1], size=here.shape)


def _gradient(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """Which gradient is meant; a case that is stored holds its name."""
    name = getattr(inputs["grad_fn"], "name", None) or inputs["grad_fn"].__name__
    return {"gradient": name} if name in GRADIENTS else None


domain = (
    Domain(
        theta0=Array("D", dtypes=(float64, float32, integers), values=(values("ordinary", _start, zh="普通"),)),
        grad_fn=Made(lambda here: getattr(public, here.sizes["gradient"]), _gradient, "a function: (D,) in, (D,) out"),
        rates=Array(
            "T",
            values=(
                values(
                    "from 0.01 to 0.1", lambda here: here.rng.uniform(0.01, 0.1, size=here.shape),
                    zh="从 0.01 到 0.1",
                ),
                values(
                    "some 0",
                    lambda here: here.rng.uniform(0.01, 0.1, size=here.shape) * (np.arange(here.shape[0]) % 2),
                    lambda array: array.size > 0 and not array.all(),
                    reason="nothing moves, the gradient counts",
                    zh="有的为 0",
                ),
            ),
        ),
        method=OneOf(*METHODS, default="rms"),
        eps=eps_of(1e-8),
    )
    .sizes(T=range(7), D=range(1, 6), gradient=GRADIENTS)
    .choices_of(
        Choice(
            "gradient",
            case("any smooth loss", lambda gradient: gradient in {"coupled", "steep_and_flat"}, zh="任意光滑损失"),
            case(
                "the gradient is its argument", lambda gradient: gradient == "bowl", reason="one array, two names",
                zh="梯度就是参数本身",
            ),
            case(
                "one array for all gradients", lambda gradient: gradient == "in_one_buffer", reason="it changes",
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
            "method",
            case("RMS", lambda method: method == "rms", zh="RMS"),
            case("gradient descent", lambda method: method == "sgd", usual=True, zh="梯度下降"),
            case("Adam", lambda method: method == "adam", usual=True, zh="Adam"),
        ),
        STEPS,
        PARAMETERS,
        EPS,
    )
)


def _train(rng: Generator, grad_fn: Any, size: int, steps: int, **others) -> Case:
    arguments = {
        "theta0": rng.uniform(1, 3, size=size) * rng.choice([-1, 1], size=size),
        "grad_fn": grad_fn,
        "rates": rng.uniform(0.02, 0.2, size=steps),
    }
    return Case(**(arguments | others))


@scenario(public=1, zh="作业说明的例子：在碗形损失里，学习率每步减半。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: rates that fall by half, in the bowl."""
    return Case(theta0=np.array([4.0, -2.0]), grad_fn=public.bowl, rates=np.array([1.0, 0.5]), method="rms")


@scenario(public=2, zh="只走一步。")
def one_step(rng: Generator) -> Case:
    """One step."""
    return _train(rng, public.coupled, 3, 1)


@scenario(
    private=2, weight=2, hint=RATE_OF_THE_STEP, traps=("rate-of-the-step",),
    zh="用 RMS 走六步，每个参数都牵动其他所有参数。",
)
def ordinary(rng: Generator) -> Case:
    """Six RMS steps where every parameter pulls at all others."""
    return _train(rng, public.coupled, 4, 6)


@scenario(public=1, private=2, weight=2, hint=RATE_OF_THE_STEP, traps=("rate-of-the-step",), zh="用 Adam 走六步。")
def with_adam(rng: Generator) -> Case:
    """Six steps of Adam."""
    return _train(rng, public.coupled, 3, 6, method="adam")


@scenario(private=1, hint=RATE_OF_THE_STEP, zh="普通梯度下降，每一步有自己的学习率。")
def plain(rng: Generator) -> Case:
    """Plain gradient descent with a rate for every step."""
    return _train(rng, public.coupled, 3, 5, method="sgd")


@scenario(
    private=2, weight=2, hint=RATE_OF_THE_STEP, traps=("burst",),
    zh="狭长的山谷，学习率按 1 / sqrt 下降：某个方向平静之后也不会突然迈大步。",
)
def decayed(rng: Generator) -> Case:
    """A long valley, and rates that fall as 1 / sqrt: no burst when a direction has been calm."""
    rates = float(rng.uniform(0.2, 0.5)) / np.sqrt(np.arange(1, 21))
    return _train(rng, public.steep_and_flat, 3, 20, rates=rates)


@scenario(
    private=1, hint=RATE_OF_THE_STEP, traps=("rate-of-the-step",),
    zh="有两步的学习率为 0：什么都不动，但梯度仍要计入。",
)
def at_rest(rng: Generator) -> Case:
    """Two steps with a rate of 0: nothing moves, and the gradients count."""
    return _train(rng, public.coupled, 3, 5, rates=np.array([0.125, 0.0, 0.25, 0.0, 0.125]))


@scenario(private=1, weight=2, hint=OWN_GRADIENT, traps=("one-buffer",), zh="grad_fn 把每次的梯度写进同一个数组。")
def one_buffer(rng: Generator) -> Case:
    """grad_fn writes every gradient into the same array."""
    return _train(rng, public.in_one_buffer, 4, 5)


@scenario(private=1, hint=OWN_GRADIENT, traps=("argument-returned",), zh="grad_fn 返回的正是它收到的那个数组。")
def argument_returned(rng: Generator) -> Case:
    """grad_fn returns the very array that it was given."""
    return _train(rng, public.bowl, 5, 4, method="adam")


@scenario(private=1, weight=2, hint=OWN_GRADIENT, traps=("calls-counted",), zh="只有最后一步走到损失不存在的地方。")
def last_point_outside(rng: Generator) -> Case:
    """The last step, and no earlier one, ends where the loss does not exist."""
    theta0 = float(rng.uniform(1.5, 2)) * np.array([1.0, 1.25, 1.5])
    return _train(rng, public.for_positive_parameters, 3, 3, theta0=theta0, rates=np.array([0.25, 0.25, 8.0]))


@scenario(private=1, weight=2, traps=("integers",), zh="theta0 是整数。")
def integer_start(rng: Generator) -> Case:
    """theta0 in integers."""
    return _train(rng, public.coupled, 3, 4, theta0=rng.permutation(np.array([3, -2, 5])))


every_choice = covering(domain, private=14, adjust=in_float32, traps=("no-steps", "float32", "input-forms"))
