"""Adagrad: the sum of all squares, as the paper and PyTorch have it."""

import numpy as np

from grader.author import Case, Generator, Problem, Text, covering, scenario

from .draws import (
    EPS,
    EVERY_PARAMETER,
    OWN_ARRAY,
    PLACE_OF_EPS,
    ZERO_GRADIENTS,
    descent,
    eps_of,
    in_float32,
    number,
    path,
)

problem = Problem(
    points=10,
    forbidden=("torch.optim.Optimizer",),
    hints=(
        Text("The trap is one word: sum, where problem 1 has the mean.", zh="陷阱就在一个字：和，而第 1 题是平均。"),
        Text(
            "With equal gradients the steps are lr, lr / sqrt(2), lr / sqrt(3).",
            zh="梯度相等时，步长依次是 lr、lr / sqrt(2)、lr / sqrt(3)。",
        ),
    ),
)

SUM = Text(
    "sigma is the root of the sum of all squares so far: it only grows.",
    zh="sigma 是迄今平方之和的平方根：只增不减。",
)

domain = descent(lr=number(0.05, 0.5), eps=eps_of(1e-10)).choices_of(EPS)


@scenario(public=1, zh="作业说明的例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's example."""
    return Case(theta0=np.array([1.0, 2.0]), gradients=np.array([[3.0, 0.03], [4.0, 0.04]]), lr=0.5)


@scenario(public=2, zh="只走一步：与第 1 题相同。")
def one_step(rng: Generator) -> Case:
    """One step: as in problem 1."""
    return Case(**path(rng, 1, 3))


@scenario(private=2, weight=2, hint=SUM, traps=("sum-of-squares",), zh="四个参数走六步。")
def ordinary(rng: Generator) -> Case:
    """Six steps of four parameters."""
    return Case(**path(rng, 6, 4))


@scenario(
    private=1, weight=2, hint=EVERY_PARAMETER, traps=("per-parameter",),
    zh="七个参数走三步，各自的梯度大小相差很大。",
)
def many_parameters(rng: Generator) -> Case:
    """Three steps of seven parameters, whose gradients are of very different size."""
    return Case(**path(rng, 3, 7))


@scenario(private=1, hint=EVERY_PARAMETER, traps=("square",), zh="步数与参数个数相同。")
def square(rng: Generator) -> Case:
    """As many steps as parameters."""
    return Case(**path(rng, 4, 4))


@scenario(private=2, weight=2, hint=PLACE_OF_EPS, traps=("place-of-eps",), zh="eps 为 1/64 及以上。")
def large_eps(rng: Generator) -> Case:
    """eps of 1/64 and more."""
    return Case(**path(rng, 5, 3, eps=float(rng.uniform(1 / 64, 1 / 4))))


@scenario(private=1, weight=2, hint=ZERO_GRADIENTS, traps=("zero-gradients",), zh="连续三步什么也没有发生。")
def zeros_at_first(rng: Generator) -> Case:
    """Nothing happens for three steps."""
    drawn = path(rng, 6, 3)
    drawn["gradients"][:3] = 0
    return Case(**drawn)


@scenario(private=1, weight=2, hint=OWN_ARRAY, traps=("integers",), zh="theta0 是整数。")
def integer_start(rng: Generator) -> Case:
    """theta0 in integers."""
    return Case(**path(rng, 4, 3, theta0=rng.permutation(np.array([3, -2, 5]))))


every_choice = covering(domain, private=14, adjust=in_float32, traps=("no-steps", "float32", "input-forms"))
