"""Adam: momentum and RMSProp, both corrected for their start at 0."""

import numpy as np

from grader.author import Case, Choice, Drawn, Generator, Problem, Text, case, covering, scenario

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
    often,
    path,
    spike,
)

problem = Problem(
    points=25,
    forbidden=("torch.optim.Optimizer",),
    hints=(
        Text(
            "The traps are the power in the corrections, and whether eps meets v before or after its correction.",
            zh="陷阱在于修正项的幂次，以及 eps 是在 v 修正之前还是之后相加。",
        ),
        Text(
            "With one gradient repeated, corrected m and v are exactly it and its square, at every step.",
            zh="梯度一直不变时，修正后的 m 和 v 在每一步都恰好等于它和它的平方。",
        ),
    ),
)

CORRECTED = Text(
    "m is divided by 1 - beta1^t and v by 1 - beta2^t, with t = 1 in the first step and growing.",
    zh="m 除以 1 - beta1^t，v 除以 1 - beta2^t；第一步 t = 1，之后递增。",
)


def _beta(default: float, *others: float) -> Drawn:
    """A Python float from 0 on, below 1."""
    return Drawn(
        often(default, *others),
        lambda beta: isinstance(beta, float) and 0 <= beta < 1,
        "a number from 0 on, below 1",
        default=default,
    )


domain = descent(
    lr=number(0.05, 0.5),
    beta1=_beta(0.9, 0.75, 0.5, 0.0),
    beta2=_beta(0.999, 0.99, 0.75, 0.0),
    eps=eps_of(1e-8),
).choices_of(
    EPS,
    Choice(
        "beta1",
        case("beta1 above 0", zh="beta1 大于 0"),
        case("beta1 is 0", lambda beta1: beta1 == 0, reason="no momentum", zh="beta1 为 0"),
    ),
    Choice(
        "beta2",
        case("beta2 above 0", zh="beta2 大于 0"),
        case("beta2 is 0", lambda beta2: beta2 == 0, reason="signs alone count", zh="beta2 为 0"),
    ),
)


@scenario(public=1, zh="作业说明的例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's example."""
    gradients = np.array([[4.0, 0.5], [0.0, 0.5]])
    return Case(theta0=np.array([1.0, 2.0]), gradients=gradients, lr=0.5, beta1=0.5, beta2=0.75)


@scenario(public=1, zh="只走一步：修正之后，每个参数都移动 lr。")
def one_step(rng: Generator) -> Case:
    """One step: corrected, it is lr for every parameter."""
    return Case(**path(rng, 1, 3))


@scenario(public=1, zh="用常用的 beta 走三步：从第二步起，两个 beta 都起作用。")
def usual_betas(rng: Generator) -> Case:
    """Three steps with the usual betas: from the second on both of them count."""
    return Case(**path(rng, 3, 2))


@scenario(private=3, weight=2, hint=CORRECTED, traps=("bias-correction",), zh="四个参数用常用的 beta 走六步。")
def ordinary(rng: Generator) -> Case:
    """Six steps of four parameters, with the usual betas."""
    return Case(**path(rng, 6, 4))


@scenario(private=2, weight=2, hint=CORRECTED, traps=("bias-correction",), zh="用另外的 beta 走七步。")
def other_betas(rng: Generator) -> Case:
    """Seven steps with betas of their own."""
    betas = {"beta1": float(rng.uniform(0.3, 0.8)), "beta2": float(rng.uniform(0.85, 0.99))}
    return Case(**path(rng, 7, 3, **betas))


@scenario(
    private=1, weight=2, hint=EVERY_PARAMETER, traps=("per-parameter", "square"),
    zh="步数与参数个数相同，各自的梯度大小相差很大。",
)
def square(rng: Generator) -> Case:
    """As many steps as parameters, whose gradients are of very different size."""
    return Case(**path(rng, 5, 5))


@scenario(private=2, weight=2, hint=PLACE_OF_EPS, traps=("place-of-eps",), zh="eps 为 1/64 及以上。")
def large_eps(rng: Generator) -> Case:
    """eps of 1/64 and more."""
    return Case(**path(rng, 5, 3, beta1=0.9, beta2=0.999, eps=float(rng.uniform(1 / 64, 1 / 4))))


@scenario(private=1, weight=2, hint=ZERO_GRADIENTS, traps=("zero-gradients",), zh="连续三步什么也没有发生。")
def zeros_at_first(rng: Generator) -> Case:
    """Nothing happens for three steps."""
    drawn = path(rng, 6, 3)
    drawn["gradients"][:3] = 0
    return Case(**drawn)


@scenario(private=1, traps=("burst",), zh="长时间平静，然后出现大小为 1 的梯度。")
def burst(rng: Generator) -> Case:
    """A long calm, then gradients of size 1."""
    return Case(**path(rng, 32, 2, gradients=spike(rng, 30, 2)))


@scenario(private=1, traps=("tiny-gradients",), zh="从 0 出发，梯度为 1e-20：eps 起主要作用。")
def tiny_gradients(rng: Generator) -> Case:
    """Gradients of 1e-20 from a start at 0: eps outweighs them."""
    return Case(**path(rng, 4, 3, theta0=np.zeros(3), gradients=1e-20 * rng.uniform(1, 2, size=(4, 3))))


@scenario(private=1, weight=2, hint=OWN_ARRAY, traps=("integers",), zh="theta0 是整数。")
def integer_start(rng: Generator) -> Case:
    """theta0 in integers."""
    return Case(**path(rng, 4, 3, theta0=rng.permutation(np.array([3, -2, 5]))))


every_choice = covering(domain, private=14, adjust=in_float32, traps=("no-steps", "float32", "input-forms"))
