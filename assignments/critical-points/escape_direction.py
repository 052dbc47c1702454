"""The direction out of a saddle point."""

import numpy as np

from grader.author import Case, Choice, Generator, Problem, Text, case, covering, scenario

from . import public
from .draws import CURVATURE, FORM, SIZE, SYMMETRIC_PART, any_hessian, exact, hessian_of, point, rotated

problem = Problem(
    points=20,
    hints=(
        Text(
            "The traps are the order of the eigenvalues, and whether eigenvectors are rows or columns.",
            zh="陷阱在于特征值的次序，以及特征向量是行还是列。",
        ),
        Text(
            "Multiply: H @ u must be the smallest eigenvalue times u. Print both sides.",
            zh="乘一下：H @ u 必须等于最小特征值乘 u。把两边都打印出来。",
        ),
    ),
)

MOST_NEGATIVE = Text(
    "u belongs to the smallest eigenvalue, not to the first that a routine returns, nor to that of largest size.",
    zh="u 属于最小的特征值，而不是函数返回的第一个，也不是绝对值最大的那个。",
)

domain = any_hessian().choices_of(
    Choice(
        "point",
        case("a saddle point", lambda kind: kind == "saddle", zh="鞍点"),
        case("a saddle point with a zero eigenvalue", lambda kind: kind == "flat saddle", zh="带零特征值的鞍点"),
        case(
            "all directions go down", lambda kind: kind == "maximum", reason="the steepest one is asked",
            zh="所有方向都下降",
        ),
        case("down or flat", lambda kind: kind == "flat maximum", zh="下降或平坦"),
        case(
            "no direction goes down",
            lambda kind: kind in {"minimum", "flat minimum", "flat"},
            reason="the answer is None",
            zh="没有方向下降",
        ),
    ),
    CURVATURE,
    FORM,
    SIZE,
)


@scenario(public=1, check=public.downward, zh="作业说明的各个例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's examples."""
    saddle, minimum = np.array([[0.0, 2.0], [2.0, 0.0]]), np.array([[2.0, 1.0], [1.0, 2.0]])
    return exact(Case(hessian=saddle)).then(Case(hessian=minimum))


@scenario(
    public=2, private=3, weight=2, hint=MOST_NEGATIVE, check=public.downward, traps=("order",),
    zh="四个参数，正负特征值各两个。",
)
def ordinary(rng: Generator) -> Case:
    """Four parameters, two eigenvalues of each sign."""
    return exact(Case(hessian=hessian_of(rng, [1, 1, -1, -1])))


@scenario(
    private=2, weight=2, hint=MOST_NEGATIVE, check=public.downward, traps=("order",),
    zh="一个特征值缓缓向下，其余的陡然向上。",
)
def steep_sides(rng: Generator) -> Case:
    """One eigenvalue goes down gently, the others go up steeply."""
    return exact(Case(hessian=hessian_of(rng, [8, 8, 8, -0.5, 8])))


@scenario(
    private=2,
    weight=2,
    check=public.downward,
    hint=Text("Where eigenvalues are equal, any direction of theirs will do.", zh="特征值相等时，其中任何方向都可以。"),
    traps=("equal-eigenvalues",),
    zh="最小特征值重复两次：整个平面上的方向都对。",
)
def equal_eigenvalues(rng: Generator) -> Case:
    """The smallest eigenvalue twice: a whole plane of directions is right."""
    return exact(Case(hessian=rotated(rng, [-2, 3, -2, 1])))


@scenario(private=2, weight=2, hint=SYMMETRIC_PART, check=public.downward, traps=("asymmetric",), zh="不对称的矩阵。")
def asymmetric(rng: Generator) -> Case:
    """A matrix that is not symmetric."""
    return point(rng, "saddle", 3, asymmetric=True)


@scenario(
    private=1,
    check=public.downward,
    hint=Text("Where no eigenvalue is below -1e-8 the answer is None.", zh="没有小于 -1e-8 的特征值时返回 None。"),
    traps=("none",),
    zh="先是最小值，再是鞍点，然后是平坦的最小值。",
)
def nowhere_down(rng: Generator) -> Case:
    """A minimum, then a saddle point, then a flat minimum."""
    return point(rng, "minimum", 3).then(point(rng, "saddle", 3), point(rng, "flat minimum", 4))


@scenario(
    private=1,
    check=public.downward,
    hint=Text("The bound is -1e-8, on the eigenvalue itself.", zh="界限是 -1e-8，针对特征值本身。"),
    traps=("none",),
    zh="最小特征值为 -1.25e-8，然后为 -0.75e-8。",
)
def at_the_bound(rng: Generator) -> Case:
    """A smallest eigenvalue of -1.25e-8, then one of -0.75e-8."""
    below, above = (exact(Case(hessian=rotated(rng, [2e-8, lowest, 4e-8]))) for lowest in (-1.25e-8, -0.75e-8))
    return below.then(above)


@scenario(private=2, check=public.downward, traps=("small-curvature",), zh="特征值约为 1e-6：仍然是一个方向。")
def small_curvature(rng: Generator) -> Case:
    """Eigenvalues of about 1e-6: still a direction."""
    return point(rng, "saddle", 3, scale=1e-6)


every_choice = covering(
    domain,
    private=14,
    adjust=exact,
    check=public.downward,
    traps=("one-parameter", "zero-eigenvalue", "input-forms"),
)
