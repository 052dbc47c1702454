"""Root mean square: the lecture's first learning rate that adapts."""

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
    spike,
)

problem = Problem(
    points=15,
    forbidden=("torch.optim.Optimizer",),
    hints=(
        Text(
            "The traps are what the squares are divided by, and over which axis they are added.",
            zh="陷阱在于平方和除以什么、沿哪个轴相加。",
        ),
        Text(
            "Do two steps by hand for one parameter with the gradients 3 and 4: sigma is 3, then the root of 12.5.",
            zh="对一个参数、梯度为 3 和 4，手算两步：sigma 先是 3，再是 12.5 的平方根。",
        ),
    ),
)

MEAN = Text(
    "sigma is the root of the MEAN square: of t + 1 gradients in step t, this one included.",
    zh="sigma 是平方的平均再开方：第 t 步时共 t + 1 个梯度，包括当前的。",
)

domain = descent(lr=number(0.05, 0.5), eps=eps_of(1e-8)).choices_of(EPS)


@scenario(public=1, zh="作业说明的例子：两个参数，梯度大小相差很大。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: two parameters with gradients of very different size."""
    return Case(theta0=np.array([1.0, 2.0]), gradients=np.array([[3.0, 0.03], [4.0, 0.04]]), lr=0.5)


@scenario(public=2, zh="只走一步：不论梯度多大，每个参数都移动 lr。")
def one_step(rng: Generator) -> Case:
    """One step: every parameter moves by lr, whatever its gradient."""
    return Case(**path(rng, 1, 3))


@scenario(private=2, weight=2, hint=MEAN, traps=("mean-of-squares",), zh="四个参数走六步。")
def ordinary(rng: Generator) -> Case:
    """Six steps of four parameters."""
    return Case(**path(rng, 6, 4))


@scenario(
    private=2, weight=2, hint=EVERY_PARAMETER, traps=("per-parameter",),
    zh="七个参数走三步，各自的梯度大小相差很大。",
)
def many_parameters(rng: Generator) -> Case:
    """Three steps of seven parameters, whose gradients are of very different size."""
    return Case(**path(rng, 3, 7))


@scenario(private=1, hint=EVERY_PARAMETER, traps=("square",), zh="步数与参数个数相同：弄错轴也不会改变形状。")
def square(rng: Generator) -> Case:
    """As many steps as parameters: a wrong axis keeps the shape."""
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


@scenario(private=1, traps=("burst",), zh="长时间平静，然后出现大小为 1 的梯度：步长远大于 lr。")
def burst(rng: Generator) -> Case:
    """A long calm, then gradients of size 1: the steps are far larger than lr."""
    return Case(**path(rng, 32, 2, gradients=spike(rng, 30, 2)))


@scenario(private=1, traps=("tiny-gradients",), zh="从 0 出发，梯度为 1e-20。")
def tiny_gradients(rng: Generator) -> Case:
    """Gradients of 1e-20 from a start at 0."""
    return Case(**path(rng, 4, 3, theta0=np.zeros(3), gradients=1e-20 * rng.uniform(1, 2, size=(4, 3))))


@scenario(private=1, weight=2, hint=OWN_ARRAY, traps=("integers",), zh="theta0 是整数。")
def integer_start(rng: Generator) -> Case:
    """theta0 in integers."""
    return Case(**path(rng, 4, 3, theta0=rng.permutation(np.array([3, -2, 5]))))


every_choice = covering(domain, private=14, adjust=in_float32, traps=("no-steps", "float32", "input-forms"))
