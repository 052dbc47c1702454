"""The loss near a point, from what is known at the point."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    c_order,
    case,
    covering,
    float32,
    float64,
    integers,
    scenario,
    values,
    zeros,
)
from grader.author import (
    ordinary as normal,
)

problem = Problem(
    points=10,
    hints=(
        Text("The trap is the second term's factor.", zh="陷阱在二次项的系数。"),
        Text(
            "Try one parameter: L(1 + d) of L = theta^2 is exactly 1 + 2 d + d^2.",
            zh="用一个参数试试：L = theta^2 时，L(1 + d) 恰好是 1 + 2 d + d^2。",
        ),
    ),
)

SECOND_ORDER = Text("The quadratic term is half of d' H d.", zh="二次项是 d' H d 的一半。")
DTYPES = (float64, float32, integers)
MIXED = "float32 inputs may be computed partly in float32, partly in float64"

domain = (
    Domain(
        loss=Array(
            "", layouts=(c_order,), values=(values("ordinary", lambda here: here.rng.normal(scale=2), zh="普通"),)
        ),
        gradient=Array(
            "D", dtypes=DTYPES, values=(normal(2, ints=(-9, 9)), zeros.but(reason="a critical point"))
        ),
        hessian=Array("D D", dtypes=DTYPES, values=(normal(2, ints=(-9, 9)),)),
        displacement=Array(
            "D", dtypes=DTYPES, values=(normal(2, ints=(-9, 9)), zeros.but(reason="the point itself"))
        ),
    )
    .choices_of(
        Choice(
            "parameters",
            case("several parameters", zh="多个参数"),
            case("one parameter", lambda D: D == 1, reason="a matrix of (1, 1) is no number", zh="一个参数"),
        )
    )
    .float32_together("gradient", "hessian", "displacement")
)


def sized(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """The size of the terms, which may cancel; float32 inputs leave as many digits as they have."""
    gradient, hessian, displacement = (
        abs(np.asarray(drawn.inputs[name], dtype=np.float64)) for name in ("gradient", "hessian", "displacement")
    )
    size = gradient @ displacement + displacement @ hessian @ displacement
    drawn = drawn.scale(max(1.0, float(size)))
    return drawn.tolerance(1e-5, reason=MIXED) if any(title.endswith("in float32") for title in titles) else drawn


def _drawn(rng: Generator, size: int, **others) -> Case:
    hessian = rng.normal(size=(size, size))
    arguments = {
        "loss": float(rng.uniform(1, 4)),
        "gradient": rng.normal(size=size),
        "hessian": hessian + hessian.T,
        "displacement": rng.normal(size=size),
    }
    return sized(Case(**(arguments | others)))


@scenario(public=1, zh="作业说明的例子，以及同一步反向走、加倍走。")
def by_hand(rng: Generator) -> Case:
    """The handout's example, and the same step backwards, and twice as far."""
    gradient, hessian, step = np.array([2.0, -1.0]), np.array([[4.0, 1.0], [1.0, -3.0]]), np.array([0.5, 1.0])
    there, back, further = (
        sized(Case(loss=1.0, gradient=gradient, hessian=hessian, displacement=way))
        for way in (step, -step * [1, 0.5], 2 * step * [1, -1])
    )
    return there.then(back, further)


@scenario(public=2, private=3, hint=SECOND_ORDER, traps=("one-half",), zh="四个、五个和六个参数。")
def ordinary(rng: Generator) -> Case:
    """Four, five and six parameters."""
    return _drawn(rng, 4).then(_drawn(rng, 5), _drawn(rng, 6))


@scenario(private=2, hint=SECOND_ORDER, traps=("critical-point",), zh="梯度为零：只由 Hessian 决定。")
def at_a_critical_point(rng: Generator) -> Case:
    """The gradient is zero: the Hessian alone decides."""
    first, *others = (_drawn(rng, size, gradient=np.zeros(size)) for size in (5, 3, 4))
    return first.then(*others)


@scenario(private=1, traps=("asymmetric",), zh="不对称的矩阵：仍然是 d' H d。")
def asymmetric(rng: Generator) -> Case:
    """Matrices that are not symmetric: d' H d all the same."""
    first, *others = (
        _drawn(rng, size, hessian=rng.normal(size=(size, size)) + np.triu(np.full((size, size), 4.0)))
        for size in (3, 2, 4)
    )
    return first.then(*others)


every_choice = covering(
    domain, private=10, weight=1, adjust=sized, traps=("one-parameter", "integers", "float32", "input-forms")
)
