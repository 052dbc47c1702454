"""What kind of point it is where the gradient is zero."""

import numpy as np

from grader.author import Case, Choice, Drawn, Generator, Problem, Text, case, covering, scenario

from .draws import CURVATURE, FORM, SIZE, SYMMETRIC_PART, any_hessian, exact, hessian_of, point, rotated

problem = Problem(
    points=15,
    hints=(
        Text(
            "The traps are matrices whose diagonal says another thing than their eigenvalues, and eigenvalues near 0.",
            zh="陷阱在于对角线与特征值说法不同的矩阵，以及接近 0 的特征值。",
        ),
        Text(
            "Write down the eigenvalues of [[0, 2], [2, 0]], and the order in which you ask your questions.",
            zh="写出 [[0, 2], [2, 0]] 的特征值，以及你逐个判断的次序。",
        ),
    ),
)

ALL_EIGENVALUES = Text(
    "Only the signs of all eigenvalues decide: neither the diagonal, nor the determinant.",
    zh="只有全部特征值的符号才能决定：对角线和行列式都不行。",
)
SADDLE_FIRST = Text(
    "Ask for a saddle first: with a positive and a negative eigenvalue it is one, whatever the others are.",
    zh="先判断鞍点：只要有一个正、一个负的特征值就是鞍点，不管其余的是什么。",
)


def _tol(rng: Generator) -> float:
    return float(rng.choice([1e-8, 1e-9, 1e-7]))


domain = any_hessian(
    tol=Drawn(_tol, lambda tol: isinstance(tol, float) and 1e-12 <= tol <= 1, "a number", default=1e-8)
).choices_of(
    Choice(
        "point",
        case("a saddle point", lambda kind: kind == "saddle", zh="鞍点"),
        case("a minimum", lambda kind: kind == "minimum", usual=True, zh="极小值"),
        case("a maximum", lambda kind: kind == "maximum", usual=True, zh="极大值"),
        case(
            "a saddle point and a zero eigenvalue", lambda kind: kind == "flat saddle", reason="which is asked first",
            zh="鞍点，且有零特征值",
        ),
        case(
            "no sign but + and 0", lambda kind: kind == "flat minimum", reason="second order does not decide",
            zh="特征值只有正和零",
        ),
        case(
            "no sign but - and 0", lambda kind: kind == "flat maximum", reason="second order does not decide",
            zh="特征值只有负和零",
        ),
        case("all eigenvalues 0", lambda kind: kind == "flat", single=True, zh="特征值全为 0"),
    ),
    CURVATURE,
    FORM,
    SIZE,
)


def _all_of(rng: Generator, *kinds: str, size: int, **said) -> Case:
    """One call after the other, in a random order: no word is right for all of them."""
    first, *others = (point(rng, kind, size, **said) for kind in rng.permutation(kinds))
    return first.then(*others)


@scenario(public=1, zh="作业说明的各个例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's examples."""
    saddle, minimum, maximum, flat = (
        Case(hessian=np.array(rows, dtype=np.float64))
        for rows in ([[0, 2], [2, 0]], [[2, 1], [1, 2]], [[-2, 1], [1, -2]], [[1, 1], [1, 1]])
    )
    return saddle.then(minimum, maximum, flat)


@scenario(
    public=2, private=2, hint=ALL_EIGENVALUES, traps=("diagonal-lies",),
    zh="两个参数的最小值、最大值和鞍点各一个。",
)
def ordinary(rng: Generator) -> Case:
    """A minimum, a maximum and a saddle point of two parameters each."""
    return _all_of(rng, "minimum", "maximum", "saddle", size=2)


@scenario(
    public=1, private=2, weight=3, hint=ALL_EIGENVALUES, traps=("diagonal-lies",),
    zh="五个参数的最小值、最大值和鞍点：行列式和迹不能判定。",
)
def many_parameters(rng: Generator) -> Case:
    """A minimum, a maximum and saddle points of five parameters: determinant and trace do not decide."""
    first = _all_of(rng, "minimum", "maximum", size=5)
    return first.then(
        exact(Case(hessian=hessian_of(rng, [1, 1, 1, -1, -1]))),
        exact(Case(hessian=hessian_of(rng, [1, -1, -1, -1, -1]))),
        exact(Case(hessian=hessian_of(rng, [1, 1, 1, 1, -1]))),
    )


@scenario(
    private=2, weight=2, hint=SADDLE_FIRST, traps=("zero-eigenvalue",),
    zh="有一个特征值为 0 的点，有或没有另外两种符号。",
)
def zero_eigenvalues(rng: Generator) -> Case:
    """Points with an eigenvalue of 0, with and without the other two signs."""
    return _all_of(rng, "flat saddle", "flat minimum", "flat maximum", "minimum", size=4)


@scenario(
    private=1,
    weight=2,
    hint=Text("tol is absolute: an eigenvalue of 1e-6 is not zero.", zh="tol 是绝对值：1e-6 的特征值不是零。"),
    traps=("small-curvature",),
    zh="同样的点换了单位：所有特征值约为 1e-6。",
)
def small_curvature(rng: Generator) -> Case:
    """The same points in other units: all eigenvalues are about 1e-6."""
    return _all_of(rng, "minimum", "maximum", "saddle", size=3, scale=1e-6)


@scenario(
    private=2,
    weight=2,
    hint=Text("tol is an argument: use it, not 1e-8.", zh="tol 是参数：用它，而不是写死的 1e-8。"),
    traps=("tolerance-given",),
    zh="特征值略小于和略大于 1/16 的 tol。",
)
def tolerance_given(rng: Generator) -> Case:
    """Eigenvalues a little below and a little above a tol of 1/16."""
    below, above = 0.75 / 16, 1.25 / 16
    spectra = [
        [1, 2, below],
        [-1, -2, -below],
        [above, 2, 3],
        [-above, -1, -3],
        [1, 2, -below],
        [-1, 2, below],
        [1, above, -above],
    ]
    first, *others = (exact(Case(hessian=rotated(rng, spectra[i]), tol=1 / 16)) for i in rng.permutation(7))
    return first.then(*others)


@scenario(private=2, weight=2, hint=SYMMETRIC_PART, traps=("asymmetric",), zh="最小值、最大值和鞍点，矩阵不对称。")
def asymmetric(rng: Generator) -> Case:
    """Minima, maxima and saddle points whose matrices are not symmetric."""
    return _all_of(rng, "minimum", "maximum", "saddle", "minimum", "maximum", size=4, asymmetric=True)


@scenario(private=1, traps=("one-parameter",), zh="一个参数：就看一个数的符号。")
def one_parameter(rng: Generator) -> Case:
    """One parameter: the sign of one number."""
    return _all_of(rng, "minimum", "maximum", "flat", size=1)


every_choice = covering(domain, private=15, weight=2, adjust=exact, traps=("input-forms",))
