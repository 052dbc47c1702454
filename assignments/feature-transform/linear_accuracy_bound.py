"""How much of a labelled set of points the best line gets right."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    boolean,
    case,
    covering,
    float64,
    integers,
    scenario,
    uint8,
    values,
)

problem = Problem(
    points=10,
    hints=(
        Text(
            "The traps are lines in a few directions only, points on one line, and no line at all.",
            zh="陷阱在于只试少数方向的直线、共线的点，以及根本不需要直线的情形。",
        ),
        Text(
            "The order of points along a direction changes only at directions perpendicular to two of them.",
            zh="只有当方向垂直于某两点的连线时，点在该方向上的顺序才会改变。",
        ),
    ),
)

EVERY_DIRECTION = Text(
    "A line may have to pass a gap of a tenth of a degree: enumerate directions from the points, not from a grid.",
    zh="直线可能必须穿过只有十分之一度的缝隙：方向要由点来枚举，而不是取网格。",
)
ON_ONE_LINE = Text(
    "Points on one line are not all on one side: turned a little, the line passes between any two of them.",
    zh="共线的点并不都在同一侧：直线稍微转一点，就能从任意两点之间穿过。",
)


def _grid(here: Any) -> np.ndarray:
    """Multiples of 1/4 from -4 to 4; whole numbers where the dtype has no others."""
    return here.rng.integers(-16, 17, size=here.shape) / 4 if here.is_float else here.rng.integers(-4, 5, here.shape)


def _line(here: Any) -> np.ndarray:
    """Different points on one line that is not parallel to an axis."""
    return (here.rng.permutation(8)[: here.shape[0], None] - 3) * np.array([1, here.rng.choice([-1, 1])])


def _on_a_line(array: np.ndarray) -> bool:
    moved = array.astype(float) - array[0]
    return len(array) > 2 and bool(moved.any()) and np.linalg.matrix_rank(moved) == 1


def _copies(here: Any) -> np.ndarray:
    """Few places, some of them taken twice."""
    places = _grid(here)
    places[-1] = places[0]
    return places


grid = values("ordinary", _grid, held=True, zh="普通")
on_a_line = values(
    "on one line", _line, _on_a_line, needs=lambda n: n > 2, held=True, reason="ties along the normal of their line",
    zh="在一条直线上",
)
twice = values(
    "a place taken twice",
    _copies,
    lambda array: len(np.unique(array, axis=0)) < len(array) and not _on_a_line(array),
    needs=lambda n: n > 2,
    held=True,
    reason="no line separates two points in one place",
    zh="有一个位置出现两次",
)
one_class = values(
    "all of one class",
    lambda here: np.full(here.shape, here.rng.integers(2)),
    lambda array: len(array) > 1 and len(np.unique(array)) == 1,
    needs=lambda n: n > 1,
    reason="the constant answer",
    zh="全属于同一类",
)
both_classes = values(
    "both classes", lambda here: here.rng.permutation(np.arange(here.shape[0]) % 2 ^ here.rng.integers(2)),
    zh="两类都有",
)
domain = (
    Domain(
        points=Array("n 2", dtypes=(float64, integers), values=(grid, on_a_line, twice)),
        labels=Array(
            "n",
            dtypes=(integers, float64, uint8, boolean),
            values=(both_classes, one_class),
        ),
    )
    .sizes(n=range(1, 9))
    .choices_of(
        Choice(
            "points",
            case("four to eight points", lambda n: n >= 4, zh="四到八个点"),
            case("two or three points", lambda n: n in {2, 3}, reason="hardly any directions", zh="两三个点"),
            case("one point", lambda n: n == 1, reason="no direction at all", single=True, zh="一个点"),
        )
    )
)

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
#: A line separates the first ones from the last, and only if its direction is right to a tenth of a degree or two.
NARROW = (
    ([[12, -8], [-16, 11], [-13, 8], [-1, 0]], [[-7, 5], [-13, 9], [10, -6], [15, -10]]),
    ([[-15, 7], [2, -2], [14, -8], [4, -3]], [[-4, 2], [-15, 8], [16, -9], [-13, 6]]),
    ([[-9, -5], [-14, -8], [-4, -1], [14, 10]], [[10, 8], [-11, -5], [2, 3], [-15, -8]]),
)


def others(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """Then XOR, 0.75, and "or", 1.0: no constant is right for all three."""
    xor, either = (Case(points=CORNERS, labels=np.array(labels)) for labels in ([0, 1, 1, 0], [0, 1, 1, 1]))
    return drawn.hold("points").then(xor.hold("points"), either.hold("points"))


def cluttered(rng: Generator, count: int) -> Case:
    """Points on the grid, both classes alike in number."""
    points = np.unique(rng.integers(-16, 17, size=(20, 2)), axis=0)
    return Case(points=rng.permutation(points)[:count] / 4, labels=rng.permutation(np.arange(count) % 2))


@scenario(public=1, zh="作业说明的例子：XOR 和“或”。")
def by_hand(rng: Generator) -> Case:
    """The handout's examples: XOR, and "or"."""
    return others(Case(points=np.array([[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]]), labels=np.array([1, 0, 1])))


@scenario(public=3, zh="六个点。")
def six_points(rng: Generator) -> Case:
    """Six points."""
    return others(cluttered(rng, 6))


@scenario(private=4, weight=3, hint=EVERY_DIRECTION, traps=("any-direction",), zh="先是八个点，再是七个点。")
def ordinary(rng: Generator) -> Case:
    """Eight points, then seven."""
    return others(cluttered(rng, 8)).then(cluttered(rng, 7).hold("points"))


@scenario(
    private=4, weight=3, hint=EVERY_DIRECTION, traps=("narrow-gap",),
    zh="八个点，一千个方向里只有一个方向的直线能把它们分开。",
)
def narrow_gap(rng: Generator) -> Case:
    """Eight points that only lines of one direction in a thousand separate."""
    first, second = NARROW[rng.integers(len(NARROW))]
    points, order = np.array(first + second) / 4 * rng.choice([-1, 1], size=2), rng.permutation(8)
    labels = (order < len(first)) ^ (rng.random() < 0.5)
    far = points + np.array([30.0, -20.0])  # so that directions from the origin are no directions between points
    return others(Case(points=far[order, :: rng.choice([-1, 1])], labels=labels.astype(int)))


@scenario(
    private=2, weight=2, hint=ON_ONE_LINE, traps=("on-one-line",),
    zh="一条直线上的六个点，类别交替：6 个中对 4 个；然后整条直线竖直，角度 0 无法区分它们。",
)
def on_one_line(rng: Generator) -> Case:
    """Six points on one line, the classes in turns: 4 of 6; then all of it upright, which no angle of 0 tells apart."""
    steps, along = rng.permutation(6) - 2.5, rng.choice([-1.0, 1.0], size=2) * [1, 0.5]
    labels = ((steps > 0) ^ (np.abs(steps) == 1.5)).astype(int)
    upright = Case(points=steps[:, None] * [0.0, 1.0], labels=labels).hold("points")
    return others(Case(points=steps[:, None] * along, labels=labels)).then(upright)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "Two points in one place with different labels: one of them is wrong.",
        zh="同一位置、标签不同的两个点：必有一个错。",
    ),
    traps=("copies",),
    zh="有三个位置各被占了两次，同类或不同类。",
)
def copies(rng: Generator) -> Case:
    """Three places taken twice, by different classes or by one."""
    drawn = cluttered(rng, 5).inputs
    points, labels = drawn["points"], drawn["labels"]
    again = np.array([1 - labels[0], labels[1], 1 - labels[2]])
    return others(Case(points=points[[0, 1, 2, 3, 4, 0, 1, 2]], labels=np.concatenate([labels, again])))


@scenario(
    private=1,
    weight=2,
    hint=Text("A constant answer counts as a line, too.", zh="常数答案也算一条直线。"),
    traps=("constant-answer",),
    zh="一个点在另一类的七个点中间：总说那一类就能 8 个中对 7 个。",
)
def middle(rng: Generator) -> Case:
    """One point amid the seven of the other class: saying that class always gets 7 of 8."""
    ring = np.array([[3, 0], [2, 2], [-1, 3], [-3, 1], [-3, -2], [0, -3], [2, -2]])
    points = np.array([[0, 0], *(ring * rng.choice([-1, 1]))])
    labels = np.abs((np.arange(8) == 0) - rng.integers(2))
    order = rng.permutation(8)
    return others(Case(points=points[order], labels=labels[order]))


every_choice = covering(
    domain, private=14, weight=1, adjust=others, traps=("few-points", "one-class", "integers", "input-forms")
)
