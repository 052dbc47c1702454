"""Training, validation and test set out of one permutation."""

import math
from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Drawn,
    Generator,
    Problem,
    Text,
    case,
    covering,
    integers,
    scenario,
    values,
)

from .public import in_any_order

problem = Problem(
    points=15,
    hints=(
        Text(
            "The traps are rounding, parts of size 0, and where the three parts begin.",
            zh="陷阱在于取整、大小为 0 的部分，以及三个部分各从哪里开始。",
        ),
        Text(
            "Write down the three sizes for n = 10 with fractions 0.25 and 0.0; then n = 100 with 0.29.",
            zh="对 n = 10、比例 0.25 和 0.0，写出三个大小；再看 n = 100、比例 0.29。",
        ),
    ),
)

FLOOR = Text(
    "Sizes are floor(n * fraction + 1e-9): round down, but not below what is meant.",
    zh="大小是 floor(n * fraction + 1e-9)：向下取整，但不低于本意。",
)
FRACTIONS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.29, 0.3, 0.4, 0.5, 0.57, 0.58, 0.7, 1.0)


def _below(n: int, fraction: float) -> bool:
    """Whether the product is a whole number that rounding puts just below it."""
    return math.floor(n * fraction + 1e-9) != math.floor(n * fraction)


def _remainder(n: int, fraction: float) -> bool:
    return abs(n * fraction - round(n * fraction)) > 1e-6


def _fraction() -> Drawn:
    """A share of all rows."""
    return Drawn(lambda rng: float(rng.choice(FRACTIONS)), lambda part: 0 <= part <= 1, "a float from 0 to 1")


def exactly(drawn: Case, _: frozenset[str] = frozenset()) -> Case:
    """Fractions as they are written: 0.29 is to stay 0.29."""
    return drawn.off_grid().hold("validation_fraction", "test_fraction")


domain = (
    Domain(
        permutation=Array(
            "n",
            dtypes=(integers,),
            values=(
                values(
                    "each of 0 .. n-1 once",
                    lambda here: here.rng.permutation(here.shape[0]),
                    lambda array: np.array_equal(np.sort(array), np.arange(array.size)),
                    zh="0 .. n-1 各一次",
                ),
            ),
        ),
        validation_fraction=_fraction(),
        test_fraction=_fraction(),
    )
    .sizes(
        n=(1, 2, 3, 5, 7, 8, 10, 13, 20, 27, 40, 50, 90, 100),
        validation_fraction=FRACTIONS,
        test_fraction=FRACTIONS,
    )
    .needs(lambda validation_fraction, test_fraction: validation_fraction + test_fraction < 1 + 1e-9)
    .choices_of(
        Choice(
            "products",
            case(
                "products with a remainder",
                lambda n, validation_fraction, test_fraction: (
                    _remainder(n, validation_fraction) and _remainder(n, test_fraction)
                ),
                zh="乘积有余数",
            ),
            case(
                "a product just below a whole number",
                lambda n, validation_fraction, test_fraction: (
                    _below(n, validation_fraction) or _below(n, test_fraction)
                ),
                reason="int() cuts off one row too many",
                zh="乘积略小于整数",
            ),
            case(
                "only one product with a remainder",
                lambda n, validation_fraction, test_fraction: (
                    _remainder(n, validation_fraction) or _remainder(n, test_fraction)
                ),
                usual=True,
                zh="只有一个乘积有余数",
            ),
            case("whole products", usual=True, zh="乘积都是整数"),
        ),
        Choice(
            "test set",
            case("a test set", lambda n, test_fraction: n * test_fraction >= 1, zh="有测试集"),
            case(
                "no test set", lambda test_fraction: test_fraction == 0, reason="permutation[:-0] is empty",
                zh="没有测试集",
            ),
            case("a test set of less than a row", reason="a size of 0 where the fraction is not", zh="测试集不足一行"),
        ),
        Choice(
            "validation set",
            case("a validation set", lambda n, validation_fraction: n * validation_fraction >= 1, zh="有验证集"),
            case(
                "no validation set", lambda validation_fraction: validation_fraction == 0, reason="an empty part",
                zh="没有验证集",
            ),
            case(
                "a validation set of less than a row", reason="a size of 0 where the fraction is not",
                zh="验证集不足一行",
            ),
        ),
        Choice(
            "training set",
            case(
                "a training set", lambda validation_fraction, test_fraction: validation_fraction + test_fraction < 1,
                zh="有训练集",
            ),
            case(
                "no fraction for training", reason="an empty part, or what rounding leaves",
                zh="没有留给训练集的比例",
            ),
        ),
    )
)


def draw(rng: Generator, n: int, *fractions: float) -> Case:
    """A permutation of n rows, and the fractions for validation and test."""
    validation, test = fractions
    return exactly(Case(permutation=rng.permutation(n), validation_fraction=validation, test_fraction=test))


@scenario(public=1, view=in_any_order, zh="作业说明的例子：十行。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: ten rows."""
    rows = np.array([7, 2, 9, 0, 4, 8, 1, 6, 3, 5])
    return exactly(Case(permutation=rows, validation_fraction=0.25, test_fraction=0.3))


@scenario(public=2, private=1, view=in_any_order, zh="正好得到整数的大小。")
def whole(rng: Generator) -> Case:
    """Sizes that come out whole."""
    return draw(rng, 4 * int(rng.integers(3, 6)), *rng.choice([[0.25, 0.5], [0.5, 0.25]]).tolist())


@scenario(
    public=1, private=3, weight=2, hint=FLOOR, traps=("remainder",), view=in_any_order,
    zh="乘积的小数部分很大：向下取整，其余用于训练。",
)
def ordinary(rng: Generator) -> Case:
    """Products with a large remainder: they are rounded down, and the rest trains."""
    return draw(rng, *((29, 0.2, 0.3), (37, 0.1, 0.15), (39, 0.25, 0.3))[int(rng.integers(3))])


@scenario(
    private=2, weight=2, hint=FLOOR, traps=("just-below",), view=in_any_order,
    zh="像 100 * 0.29 这样的乘积，作为浮点数是 28.999999999999996。",
)
def just_below(rng: Generator) -> Case:
    """Products like 100 * 0.29, which is 28.999999999999996 as a float."""
    n, part, other = ((100, 0.29, 0.15), (100, 0.57, 0.2), (50, 0.58, 0.25), (90, 0.7, 0.1))[int(rng.integers(4))]
    return draw(rng, n, *rng.permutation([part, other]).tolist())


@scenario(
    private=1,
    hint=Text("A part may be empty: permutation[-0:] is not.", zh="某个部分可以为空：permutation[-0:] 却不是空的。"),
    traps=("empty-part",),
    view=in_any_order,
    zh="没有测试集；然后没有验证集；然后没有训练集。",
)
def empty_parts(rng: Generator) -> Case:
    """No test set; then no validation set; then no training set."""
    first, second = draw(rng, 11, 0.3, 0.0), draw(rng, 11, 0.0, 0.3)
    return first.then(second, draw(rng, 10, 0.5, 0.5))


every_choice = covering(
    domain, private=16, adjust=exactly, view=in_any_order, traps=("less-than-a-row", "input-forms")
)
