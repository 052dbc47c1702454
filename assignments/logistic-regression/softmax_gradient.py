"""Gradient of the mean cross entropy with several classes."""

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
    scenario,
    signed,
    uint8,
    values,
)
from grader.author import ordinary as normal

from .draws import BATCH, COUNTED, FAR, FEATURES, SAMPLES, draw_samples, far, nothing, of_size_one

problem = Problem(
    points=20,
    forbidden=("autograd",),
    hints=(
        Text(
            "The traps are what is averaged and what is not, the axis of the softmax, and the bias's gradient.",
            zh="陷阱在于对什么求平均、softmax 的轴，以及偏置的梯度。",
        ),
        Text(
            "Each row of p - onehot sums to 0, so each row of your weights' gradient must, too.",
            zh="p - onehot 的每一行之和为 0，所以权重梯度的每一行之和也必须为 0。",
        ),
    ),
)

present = values(
    "of classes that exist", lambda here: here.rng.integers(here.sizes["C"], size=here.shape), zh="都是存在的类别"
)
first_class = values(
    "all of class 0",
    lambda here: np.zeros(here.shape),
    lambda array: array.size > 1 and not array.any(),
    single=True,
    reason="classes that do not occur have a gradient, too",
    zh="全属于类别 0",
)
domain = (
    Domain(
        samples=Array("N D", dtypes=COUNTED, values=(SAMPLES, far)),
        labels=Array("N", dtypes=(signed, uint8), values=(present, first_class)),
        weights=Array("D C", values=(normal(), nothing)),
        bias=Array("C"),
    )
    .sizes(C=range(2, 7))
    .choices_of(
        BATCH,
        FEATURES,
        Choice(
            "classes",
            case("several classes", zh="多个类别"),
            case("two classes", lambda C: C == 2, reason="logistic regression in other words", zh="两个类别"),
            case(
                "as many classes as features",
                lambda C, D: C == D,
                reason="transposed weights keep their shape",
                zh="类别数等于特征数",
            ),
        ),
    )
)


def _drawn(rng: Generator, count: int, features: int, classes: int) -> Case:
    return of_size_one(
        Case(
            samples=draw_samples(rng, count, features),
            labels=rng.permutation(np.arange(count) % classes),
            weights=rng.normal(size=(features, classes)),
            bias=rng.normal(size=classes),
        )
    )


@scenario(public=1, zh="作业说明例子的两个样本。")
def by_hand(rng: Generator) -> Case:
    """The two samples of the handout's example."""
    return Case(
        samples=np.array([[1.0, 2.0], [3.0, -1.0]]),
        labels=np.array([2, 0]),
        weights=np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]),
        bias=np.zeros(3),
    )


@scenario(public=2, private=2, zh="八个样本、三个特征、四个类别。")
def ordinary(rng: Generator) -> Case:
    """Eight samples, three features, four classes."""
    return _drawn(rng, 8, 3, 4)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "Logits of thousands: subtract each row's own maximum before exp.",
        zh="logit 上千：取 exp 之前，每一行减去自己的最大值。",
    ),
    traps=("saturated",),
    zh="各行 logits 相差几千，以及普通的；然后单独一行。",
)
def far_samples(rng: Generator) -> Case:
    """Rows of logits thousands apart, and ordinary ones; then one row alone."""
    drawn = _drawn(rng, 7, 2, 3).inputs
    samples = drawn["samples"].copy()
    samples[:4] = FAR * np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    rows = of_size_one(Case(**{**drawn, "samples": samples}))
    slopes = np.array([*rng.permutation([0.0, 1.0]), -1.0])
    alone = Case(  # its own maximum is that of the whole batch
        samples=np.array([[FAR, 0.0]]),
        labels=np.array([2]),
        weights=np.array([slopes, np.zeros(3)]),
        bias=drawn["bias"],
    )
    return rows.then(of_size_one(alone))


@scenario(private=1, traps=("square",), zh="样本数、特征数与类别数相同。")
def square(rng: Generator) -> Case:
    """As many samples as features as classes."""
    return _drawn(rng, 4, 4, 4).layout("F", "samples", "weights").read_only()


@scenario(
    private=1,
    hint=Text(
        "A class without a sample still has a gradient: its probability.",
        zh="没有样本的类也有梯度：它的概率。",
    ),
    traps=("absent-class",),
    zh="六个类别，只出现两个；标签的 dtype 为 uint8。",
)
def absent_classes(rng: Generator) -> Case:
    """Six classes, of which two occur; labels of dtype uint8."""
    drawn = _drawn(rng, 5, 3, 6).inputs
    return of_size_one(Case(**{**drawn, "labels": rng.permutation(np.array([0, 4, 4, 0, 4], dtype=np.uint8))}))


every_choice = covering(
    domain,
    private=12,
    adjust=of_size_one,
    traps=("one-sample", "one-feature", "two-classes", "zero-weights", "integers", "input-forms"),
)
