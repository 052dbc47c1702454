"""The Hessian of any loss by central differences."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Drawn,
    Generator,
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
from .draws import loss_name

problem = Problem(
    points=20,
    forbidden=("autograd",),
    hints=(
        Text(
            "The traps are what happens to theta between two calls of loss_fn, and theta that are integers.",
            zh="陷阱在于两次调用 loss_fn 之间 theta 变成了什么，以及整数的 theta。",
        ),
        Text(
            "Print the four points of one entry; then let loss_fn return theta[0] * theta[1], whose Hessian you know.",
            zh="打印一个元素所用的四个点；再令 loss_fn 返回 theta[0] * theta[1]，它的 Hessian 你是知道的。",
        ),
    ),
)

CENTRAL = Text(
    "Differences to both sides: what remains is an error of spacing^2. One-sided ones leave one of spacing.",
    zh="两侧差分只剩 spacing^2 级的误差；单侧差分会留下 spacing 级的误差。",
)
#: Which spacing suits which loss: about 1e-4 of the size of its parameters.
SPACINGS = {
    "chain": 1e-4,
    "toy": 1e-4,
    "overwriting": 1e-4,
    "small_units": 1e-7,
    "large_units": 0.125,
    "far_away": 2.0**-13,
}
REASON = "the error of central differences is about spacing^2 and 1e-16 / spacing^2: 1e-8 for 1e-4"


def stated(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """What finite differences are worth is stated, not measured."""
    return drawn.tolerance(1e-5, reason=REASON)


def _theta(here: Any) -> np.ndarray:
    """Parameters in the loss's own units, none near 0, where the third derivatives are."""
    sizes = here.rng.uniform(0.5, 1.5, size=here.shape) if here.is_float else here.rng.integers(1, 3, size=here.shape)
    theta = sizes * here.rng.choice([-1, 1], size=here.shape)
    loss = here.sizes["loss"]
    return theta + 1000 if loss == "far_away" else theta * {"small_units": 1e-3, "large_units": 1000}.get(loss, 1)


def _loss(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    name = loss_name(inputs)
    return {"loss": name} if name in SPACINGS else None


domain = (
    Domain(
        loss_fn=Made(lambda here: getattr(public, here.sizes["loss"]), _loss, "a function: (D,) in, a number out"),
        theta=Array("D", dtypes=(float64, integers), values=(values("ordinary", _theta, zh="普通"),)),
        spacing=Drawn(
            lambda rng: float(rng.choice([*SPACINGS.values()])),
            lambda spacing: isinstance(spacing, float) and 0 < spacing <= 1,
            "a number",
            default=1e-4,
        ),
    )
    .sizes(D=range(1, 6), loss=tuple(SPACINGS))
    .needs(lambda loss, D: loss != "toy" or D == 2)
    .needs(lambda loss, spacing: 0.9 * SPACINGS[loss] < spacing < 1.1 * SPACINGS[loss])
    .choices_of(
        Choice(
            "loss",
            case("of ordinary size", lambda loss: loss in {"chain", "toy"}, zh="大小普通"),
            case(
                "overwrites its argument", lambda loss: loss == "overwriting", reason="theta is lost",
                zh="损失函数改写自己的参数",
            ),
            case("small units", lambda loss: loss == "small_units", reason="the spacing is given", zh="单位很小"),
            case("large units", lambda loss: loss == "large_units", reason="the spacing is given", zh="单位很大"),
            case("far from 0", lambda loss: loss == "far_away", reason="the spacing is absolute", zh="远离 0"),
        ),
        Choice(
            "parameters",
            case("several parameters", zh="多个参数"),
            case("one parameter", lambda D: D == 1, reason="axes of length 1 get lost", zh="一个参数"),
        ),
    )
    .never(("theta in integers", "small units"))
)


def _at(rng: Generator, size: int) -> np.ndarray:
    return rng.uniform(0.5, 1.5, size=size) * rng.choice([-1, 1], size=size)


@scenario(public=1, zh="鞍点附近的玩具损失。")
def by_hand(rng: Generator) -> Case:
    """The toy loss beside its saddle point."""
    return stated(Case(loss_fn=public.toy, theta=np.array([0.3, -0.7])))


@scenario(public=2, private=3, weight=2, hint=CENTRAL, traps=("central",), zh="四个相互耦合的参数。")
def ordinary(rng: Generator) -> Case:
    """Four coupled parameters."""
    return stated(Case(loss_fn=public.chain, theta=_at(rng, 4)))


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "Integer parameters cannot be moved by 1e-4: make them floats first.",
        zh="整数参数无法移动 1e-4：先转成浮点数。",
    ),
    traps=("integers",),
    zh="theta 是整数。",
)
def integer_theta(rng: Generator) -> Case:
    """theta in integers."""
    return stated(Case(loss_fn=public.chain, theta=rng.permutation(np.array([1, -2, 2]))))


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "loss_fn may overwrite the array that it gets: give it a fresh one at every call.",
        zh="loss_fn 可能覆盖传给它的数组：每次调用都给它一个新的。",
    ),
    traps=("loss-overwrites",),
    zh="损失函数把参数当作草稿空间来改写。",
)
def overwritten(rng: Generator) -> Case:
    """A loss that uses its argument as scratch space."""
    return stated(Case(loss_fn=public.overwriting, theta=_at(rng, 3)))


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "spacing is an argument, and absolute: use it as it is.", zh="spacing 是参数，而且是绝对值：原样使用。"
    ),
    traps=("spacing-given",),
    zh="参数以千分之一计，用与之相称的间距。",
)
def spacing_given(rng: Generator) -> Case:
    """Parameters in thousandths, with the spacing that suits them."""
    return stated(Case(loss_fn=public.small_units, theta=_at(rng, 3) / 1000, spacing=1e-7))


@scenario(
    private=1,
    hint=Text("The spacing is absolute: it does not grow with theta.", zh="spacing 是绝对值：不随 theta 变大。"),
    traps=("spacing-given",),
    zh="参数在 1000 附近，间距为 2^-13。",
)
def spacing_is_absolute(rng: Generator) -> Case:
    """Parameters near 1000 and a spacing of 2^-13."""
    return stated(Case(loss_fn=public.far_away, theta=1000 + _at(rng, 3), spacing=2.0**-13))


every_choice = covering(domain, private=12, adjust=stated, traps=("one-parameter", "input-forms"))
