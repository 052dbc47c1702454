"""Out of a saddle point, and down."""

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
    float64,
    integers,
    scenario,
    values,
)

from . import public
from .draws import loss_name, number

problem = Problem(
    points=10,
    forbidden=("autograd", "torch.optim.SGD", "torch.optim.Optimizer"),
    hints=(
        Text(
            "The trap is the first move: at a saddle point the gradient is zero, and both signs of u are to be tried.",
            zh="陷阱在第一步：鞍点处梯度为零，而且 u 的两个方向都要试。",
        ),
        Text(
            "Print the loss after every step: after the first it is below the start's, and it falls on.",
            zh="每一步之后打印损失：第一步之后就低于起点，之后继续下降。",
        ),
    ),
)

TRY_BOTH = Text(
    "A step of size lr along u, to the side where the loss is lower; then `steps` steps of gradient descent.",
    zh="沿 u 走长度 lr 的一步，选损失较低的一侧；然后做 steps 步梯度下降。",
)
LOSSES = ("tilted", "tilted_overwriting", "even", "toy", "valley")


def saddle_of(loss: str, size: int) -> np.ndarray:
    """Where the loss has its critical point."""
    return np.zeros(2, int) if loss == "toy" else np.arange(1, size + 1)


def _loss(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    name = loss_name(inputs)
    if name not in LOSSES or not np.array_equal(inputs["theta"], saddle_of(name, len(inputs["theta"]))):
        return None
    return {"loss": name}


def _theta(here: Any) -> np.ndarray:
    return saddle_of(here.sizes["loss"], here.sizes["D"])


domain = (
    Domain(
        loss_fn=Made(lambda here: getattr(public, here.sizes["loss"]), _loss, "a function: (D,) in, a number out"),
        theta=Array(
            "D",
            dtypes=(float64, integers),
            values=(values("a critical point", _theta, held=True, zh="临界点"),),
        ),
        spacing=number(1e-3, 2e-3),
        lr=number(0.05, 0.15),
        steps=Int(range(12)),
    )
    .sizes(D=range(1, 6), loss=LOSSES)
    .needs(lambda D, loss: loss != "toy" or D == 2)
    .choices_of(
        Choice(
            "loss",
            case(
                "one way goes down further", lambda loss: loss in {"tilted", "tilted_overwriting"},
                zh="有一个方向降得更低",
            ),
            case(
                "both ways are alike", lambda loss: loss in {"even", "toy"}, reason="either is right",
                zh="两个方向一样",
            ),
            case("a minimum", lambda loss: loss == "valley", reason="there is no direction", zh="极小值"),
        ),
        Choice(
            "steps",
            case("several steps", zh="多步"),
            case("no steps", lambda steps: steps == 0, reason="the step along u remains", zh="零步"),
        ),
        Choice(
            "parameters",
            case("several parameters", zh="多个参数"),
            case("one parameter", lambda D: D == 1, reason="axes of length 1 get lost", zh="一个参数"),
        ),
    )
)


def judged(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """By its properties, with room for the differences that it is computed with."""
    return drawn.hold("theta").tolerance(1e-5, reason="where both ways are alike a moved input takes the other one")


def _escape(rng: Generator, loss: str, size: int, steps: int) -> Case:
    drawn = Case(
        loss_fn=getattr(public, loss),
        theta=saddle_of(loss, size).astype(float),
        spacing=float(rng.uniform(1e-3, 2e-3)),
        lr=float(rng.uniform(0.08, 0.15)),
        steps=steps,
    )
    return judged(drawn)


@scenario(public=1, check=public.escaped, zh="玩具损失，不做梯度下降和做三步梯度下降。")
def by_hand(rng: Generator) -> Case:
    """The toy loss, without a step of gradient descent and with three."""
    none, three = (
        judged(Case(loss_fn=public.toy, theta=np.zeros(2), spacing=2.0**-12, lr=0.1, steps=steps)) for steps in (0, 3)
    )
    return none.then(three)


@scenario(
    public=2, private=3, weight=2, hint=TRY_BOTH, check=public.escaped, traps=("gradient-is-zero", "lower-side"),
    zh="三个参数；一个方向比另一个下降得更远。",
)
def ordinary(rng: Generator) -> Case:
    """Three parameters; one way goes down further than the other."""
    return _escape(rng, "tilted", 3, int(rng.integers(8, 12)))


@scenario(
    private=2, weight=2, hint=TRY_BOTH, check=public.escaped, traps=("gradient-is-zero",),
    zh="四个参数；两个方向都对。",
)
def both_ways_alike(rng: Generator) -> Case:
    """Four parameters; either way is right."""
    return _escape(rng, "even", 4, int(rng.integers(6, 10)))


@scenario(
    private=1,
    weight=2,
    check=public.escaped,
    hint=Text("The step along u comes before the `steps` steps.", zh="沿 u 的一步不算在 steps 之内。"),
    traps=("no-steps",),
    zh="steps = 0：只有沿 u 的一步；然后只有一个参数。",
)
def no_steps(rng: Generator) -> Case:
    """steps = 0: only the step along u; then of one parameter."""
    # An eigenvalue of -1/8 times 4 * spacing**2, as of differences that nobody divides, is no direction down.
    alone = Case(loss_fn=public.tilted, theta=np.ones(1), spacing=1e-4, lr=0.1, steps=0)
    return _escape(rng, "tilted", 4, 0).then(judged(alone))


@scenario(
    private=2,
    weight=2,
    check=public.escaped,
    hint=Text(
        "loss_fn may overwrite the array that it gets: compare the losses at copies of both points.",
        zh="loss_fn 可能覆盖传给它的数组：比较两点的损失时传副本。",
    ),
    traps=("loss-overwrites",),
    zh="损失函数把参数当作草稿空间来改写。",
)
def overwritten(rng: Generator) -> Case:
    """A loss that uses its argument as scratch space."""
    return _escape(rng, "tilted_overwriting", 3, int(rng.integers(3, 6)))


@scenario(private=1, weight=2, check=public.escaped, traps=("integers",), zh="theta 是整数。")
def integer_start(rng: Generator) -> Case:
    """theta in integers."""
    drawn = _escape(rng, "tilted", 5, 7)
    return judged(Case(**{**drawn.inputs, "theta": saddle_of("tilted", 5)}))


@scenario(
    private=1,
    check=public.escaped,
    hint=Text("At a minimum nothing goes down: return theta, as floats.", zh="最小处无路可走：以浮点数返回 theta。"),
    traps=("none",),
    zh="没有方向下降；然后又是一个鞍点。",
)
def at_a_minimum(rng: Generator) -> Case:
    """No direction goes down; then a saddle point again."""
    return _escape(rng, "valley", 3, 4).then(_escape(rng, "tilted", 3, 4))


every_choice = covering(domain, private=10, adjust=judged, check=public.escaped, traps=("one-parameter", "input-forms"))
