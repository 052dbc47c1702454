"""How much a critical point is like a minimum."""

import numpy as np

from grader.author import Case, Choice, Generator, Problem, Text, case, covering, scenario

from .draws import CURVATURE, FORM, SIZE, SYMMETRIC_PART, any_hessian, exact, point

problem = Problem(
    points=5,
    hints=(
        Text("The trap is what counts as positive, and what is divided by.", zh="陷阱在于什么算正、除以什么。"),
        Text(
            "Take a matrix with the eigenvalues 3, 0 and -1: one of three is positive.",
            zh="取一个特征值为 3、0、-1 的矩阵：三个里有一个为正。",
        ),
    ),
)

POSITIVE = Text(
    "Positive is above 1e-8; the count is divided by the number of all eigenvalues.",
    zh="大于 1e-8 才算正；计数除以全部特征值的个数。",
)

domain = any_hessian().choices_of(
    Choice(
        "point",
        case("eigenvalues of both signs", lambda kind: kind == "saddle", zh="特征值有正有负"),
        case("all positive", lambda kind: kind == "minimum", usual=True, zh="全为正"),
        case("none positive", lambda kind: kind in {"maximum", "flat maximum", "flat"}, usual=True, zh="没有正的"),
        case(
            "zero eigenvalues among positive ones",
            lambda kind: kind in {"flat minimum", "flat saddle"},
            reason="zero is not positive",
            zh="正特征值中有零",
        ),
    ),
    CURVATURE,
    FORM,
    SIZE,
)


def sized(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """A ratio is of size 1, 0 too."""
    return exact(drawn, titles).scale(1.0)


def _three(rng: Generator, kinds: tuple[str, ...], **said) -> Case:
    """Three calls with matrices of three sizes, each of one of these kinds."""
    first, *others = (point(rng, str(rng.choice(kinds)), int(size), **said) for size in rng.permutation([3, 4, 5]))
    return first.then(*others)


@scenario(public=1, zh="作业说明的例子，以及一个最小值。")
def by_hand(rng: Generator) -> Case:
    """The handout's examples, and a minimum."""
    flat = np.array([[2.0, 2.0, 0.0], [2.0, 2.0, 0.0], [0.0, 0.0, -1.0]])
    saddle, minimum = np.array([[0.0, 2.0], [2.0, 0.0]]), np.array([[2.0, 1.0], [1.0, 2.0]])
    return exact(Case(hessian=flat)).then(Case(hessian=saddle), Case(hessian=minimum))


@scenario(public=2, private=3, weight=2, hint=POSITIVE, traps=("order",), zh="三个鞍点，分别有三个、四个和五个参数。")
def ordinary(rng: Generator) -> Case:
    """Three saddle points, of three, four and five parameters."""
    return _three(rng, ("saddle",))


@scenario(private=2, hint=POSITIVE, traps=("zero-eigenvalue",), zh="特征值 0 不是正数。")
def zero_eigenvalues(rng: Generator) -> Case:
    """Eigenvalues of 0 are not positive."""
    return _three(rng, ("flat saddle", "flat minimum"))


@scenario(private=1, hint=SYMMETRIC_PART, traps=("asymmetric",), zh="不对称的矩阵。")
def asymmetric(rng: Generator) -> Case:
    """Matrices that are not symmetric."""
    return _three(rng, ("minimum", "saddle"), asymmetric=True)


@scenario(private=1, traps=("small-curvature",), zh="约为 1e-6 的特征值是正数。")
def small_curvature(rng: Generator) -> Case:
    """Eigenvalues of about 1e-6 are positive."""
    return _three(rng, ("minimum", "saddle"), scale=1e-6)


every_choice = covering(domain, private=14, weight=1, adjust=sized, traps=("one-parameter", "input-forms"))
