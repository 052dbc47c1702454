"""The gradient of all data from the mean gradients of its batches."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    case,
    covering,
    equal,
    float32,
    float64,
    integers,
    scenario,
    values,
)

from .draws import MIXED, in_float32, quarters

problem = Problem(
    points=15,
    hints=(
        Text(
            "The trap is that a batch of two samples does not say as much as one of sixty.",
            zh="陷阱在于：两个样本的批次，分量不如六十个样本的批次。",
        ),
        Text(
            "Turn each mean back into a sum first; what do you divide by at the end?",
            zh="先把每个平均值还原成总和；最后要除以什么？",
        ),
    ),
)

BY_SIZE = Text(
    "Every sample counts alike, so a batch counts as often as it has samples.",
    zh="每个样本的分量相同，所以批次的分量等于它的样本数。",
)

domain = (
    Domain(
        gradients=Array("B D", dtypes=(float64, float32)),
        sizes=Array(
            "B",
            dtypes=(integers,),
            values=(
                values(
                    "some larger than others",
                    lambda here: here.rng.integers(1, 65, size=here.shape),
                    lambda array: bool((array > 0).all()) and (array.size == 1 or len(np.unique(array)) > 1),
                    zh="有大有小",
                ),
                equal,
            ),
        ),
    )
    .choices_of(
        Choice(
            "batches",
            case("several batches", zh="多个批次"),
            case("one batch", lambda B: B == 1, reason="lost axes of length 1", zh="一个批次"),
        ),
        Choice(
            "parameters",
            case("several parameters", zh="多个参数"),
            case("one parameter", lambda D: D == 1, reason="lost axes of length 1", zh="一个参数"),
            case(
                "as many parameters as batches", lambda B, D: B == D, reason="a wrong axis has the right shape",
                zh="参数个数等于批次数",
            ),
        ),
    )
)


@scenario(public=1, zh="作业说明的例子：四个一批和一个一批；然后反过来。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: batches of four and of one; then the other way round."""
    gradients = np.array([[1.0, 2.0], [6.0, -3.0]])
    return Case(gradients=gradients, sizes=np.array([4, 1])).then(Case(gradients=gradients, sizes=np.array([1, 4])))


@scenario(public=2, private=1, zh="各批大小相同：就是普通平均。")
def full_batches(rng: Generator) -> Case:
    """Batches of one size: the plain mean."""
    return Case(gradients=quarters(rng, 3, 4), sizes=np.full(3, rng.integers(2, 9)))


@scenario(public=1, private=3, weight=2, hint=BY_SIZE, traps=("short-last-batch",), zh="若干满批和一个不足的末批。")
def ordinary(rng: Generator) -> Case:
    """Full batches and a short last one."""
    size = int(rng.integers(8, 33))
    sizes = np.array([size, size, size, int(rng.integers(1, size // 2))])
    return Case(gradients=rng.normal(size=(4, 3)), sizes=sizes)


@scenario(private=2, hint=BY_SIZE, traps=("unequal-batches",), zh="各批从 1 个到 1000 个样本。")
def very_unequal(rng: Generator) -> Case:
    """Batches from 1 to 1000 samples."""
    sizes = rng.permutation(np.array([1, 7, 60, 1000, 3]))
    return Case(gradients=rng.normal(size=(5, 4)), sizes=sizes)


@scenario(
    private=1,
    weight=2,
    hint=Text(
        "Rows are batches, columns are parameters, also where there are as many of each.",
        zh="行是批次，列是参数，即使两者数目相同。",
    ),
    traps=("square", "input-forms"),
    zh="批数与参数个数相同，按 Fortran 顺序存放且只读。",
)
def square(rng: Generator) -> Case:
    """As many batches as parameters, in Fortran order and read-only."""
    case_ = Case(gradients=rng.normal(size=(4, 4)), sizes=np.array([9, 9, 9, int(rng.integers(1, 5))]))
    return case_.layout("F", "gradients").read_only()


@scenario(private=1, traps=("one-batch",), zh="一批就是全部数据。")
def one_batch(rng: Generator) -> Case:
    """One batch is all data."""
    return Case(gradients=rng.normal(size=(1, 5)), sizes=rng.integers(2, 20, size=1))


@scenario(private=1, traps=("float32",), zh="float32 的梯度。")
def single_precision(rng: Generator) -> Case:
    """float32 gradients."""
    sizes = rng.permutation(np.array([3, 16, 8, 9, 2]))
    case_ = Case(gradients=rng.normal(size=(5, 2)).astype(np.float32), sizes=sizes)
    return case_.tolerance(1e-4, reason=MIXED)


every_choice = covering(domain, private=8, adjust=in_float32)
