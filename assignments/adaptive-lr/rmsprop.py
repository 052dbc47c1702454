"""RMSProp: recent gradients count more than old ones."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Generator,
    Problem,
    Text,
    c_order,
    covering,
    float32,
    float64,
    scenario,
    values,
    zeros,
)

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
            "The traps are which of alpha and 1 - alpha belongs to the old v, and what v is before the first step.",
            zh="陷阱在于 alpha 和 1 - alpha 哪个属于旧的 v，以及第一步之前 v 是什么。",
        ),
        Text(
            "Let alpha be nearly 1: v must then hardly change.", zh="让 alpha 接近 1：此时 v 应当几乎不变。"
        ),
    ),
)

OLD_AND_NEW = Text(
    "alpha belongs to the old v, 1 - alpha to the new square; the step uses the new v.",
    zh="alpha 属于旧的 v，1 - alpha 属于新的平方；移动时用新的 v。",
)
FIRST = Text(
    "v0 is the v before the first step, already squared: the first step mixes it with the first square.",
    zh="v0 是第一步之前的 v，已经是平方：第一步要把它和第一个平方混合。",
)

domain = descent(
    lr=number(0.05, 0.5),
    alpha=Array(
        "",
        layouts=(c_order,),
        values=(
            values("from 0.5 to 0.95", lambda here: here.rng.uniform(0.5, 0.95), zh="从 0.5 到 0.95"),
            values("0", lambda _: 0.0, lambda alpha: alpha == 0, reason="only the newest square counts", zh="0"),
        ),
    ),
    v0=Array(
        "D",
        dtypes=(float64, float32),
        values=(
            values("above 0", lambda here: here.rng.uniform(0.1, 2, size=here.shape), zh="大于 0"),
            zeros.but(reason="PyTorch's start"),
        ),
    ),
    eps=eps_of(1e-8),
).choices_of(EPS).float32_together("theta0", "gradients", "v0")


def _drawn(rng: Generator, steps: int, size: int, **others) -> Case:
    arguments = {"alpha": float(rng.uniform(0.6, 0.95)), "v0": rng.uniform(0.2, 2, size=size)}
    return Case(**path(rng, steps, size, **(arguments | others)))


@scenario(public=1, zh="作业说明的例子：讲义的初值，即第一个梯度的平方。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: the lecture's start, the square of the first gradient."""
    gradients = np.array([[3.0, 0.03], [4.0, 0.04]])
    return Case(theta0=np.array([1.0, 2.0]), gradients=gradients, lr=0.5, alpha=0.75, v0=gradients[0] ** 2)


@scenario(public=2, zh="从 v0 = 0 走一步：PyTorch 的初值。")
def from_zero(rng: Generator) -> Case:
    """One step from v0 = 0: PyTorch's start."""
    return _drawn(rng, 1, 3, v0=np.zeros(3))


@scenario(private=2, weight=2, hint=OLD_AND_NEW, traps=("moving-average",), zh="四个参数走六步。")
def ordinary(rng: Generator) -> Case:
    """Six steps of four parameters."""
    return _drawn(rng, 6, 4)


@scenario(private=2, weight=2, hint=FIRST, traps=("first-average",), zh="只走一步：v0 起作用。")
def first_step(rng: Generator) -> Case:
    """One step: v0 counts."""
    return _drawn(rng, 1, 5)


@scenario(private=1, hint=EVERY_PARAMETER, traps=("square", "per-parameter"), zh="步数与参数个数相同。")
def square(rng: Generator) -> Case:
    """As many steps as parameters."""
    return _drawn(rng, 4, 4)


@scenario(private=2, weight=2, hint=PLACE_OF_EPS, traps=("place-of-eps",), zh="eps 为 1/64 及以上。")
def large_eps(rng: Generator) -> Case:
    """eps of 1/64 and more."""
    return _drawn(rng, 5, 3, eps=float(rng.uniform(1 / 64, 1 / 4)))


@scenario(
    private=1, weight=2, hint=ZERO_GRADIENTS, traps=("zero-gradients",),
    zh="连续三步什么也没有发生，并且 v0 为 0。",
)
def zeros_at_first(rng: Generator) -> Case:
    """Nothing happens for three steps, and v0 is 0."""
    gradients = rng.normal(size=(6, 3))
    gradients[:3] = 0
    return _drawn(rng, 6, 3, gradients=gradients, v0=np.zeros(3))


@scenario(private=1, traps=("burst",), zh="长时间平静，然后出现大小为 1 的梯度：v 记住的是那段平静。")
def burst(rng: Generator) -> Case:
    """A long calm, then gradients of size 1: the calm is what v remembers."""
    return _drawn(rng, 22, 2, gradients=spike(rng, 20, 2), v0=np.full(2, 1e-4))


@scenario(private=1, weight=2, hint=OWN_ARRAY, traps=("integers",), zh="theta0 是整数。")
def integer_start(rng: Generator) -> Case:
    """theta0 in integers."""
    return _drawn(rng, 4, 3, theta0=rng.permutation(np.array([3, -2, 5])))


every_choice = covering(domain, private=14, adjust=in_float32, traps=("no-steps", "float32", "input-forms"))
