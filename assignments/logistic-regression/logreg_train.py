"""Full-batch gradient descent on the cross entropy, with the loss of every step."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    case,
    covering,
    float64,
    integers,
    scenario,
    values,
)

from .draws import (
    BATCH,
    BIAS,
    COUNTED,
    FEATURES,
    LABELS,
    SAMPLES,
    SOFT,
    WEIGHT_VALUES,
    draw_labels,
    draw_samples,
    number,
    of_size_one,
)

problem = Problem(
    points=20,
    forbidden=("autograd", "torch.optim.SGD", "torch.optim.Optimizer"),
    hints=(
        Text(
            "The traps are which parameters a loss belongs to, and which of them the bias's gradient is taken at.",
            zh="陷阱在于每个损失属于哪一组参数，以及偏置的梯度在哪里计算。",
        ),
        Text(
            "Run one step by hand: losses has one entry, the loss at the start. Then none: losses is empty.",
            zh="手算一步：losses 只有一项，即起点处的损失。再算零步：losses 为空。",
        ),
    ),
)

domain = Domain(
    samples=Array("N D", dtypes=COUNTED, values=(SAMPLES,)),
    labels=LABELS,
    weights=Array("D", dtypes=(float64, integers), values=WEIGHT_VALUES),
    bias=BIAS,
    lr=number(
        values("from 0.05 to 0.5", lambda here: here.rng.uniform(0.05, 0.5), zh="从 0.05 到 0.5"),
        values("0", lambda _: 0.0, lambda array: float(array) == 0, single=True, reason="nothing moves", zh="0"),
    ),
    steps=Int(range(8)),
).choices_of(
    BATCH,
    FEATURES,
    Choice(
        "steps",
        case("several steps", zh="多步"),
        case("one step", lambda steps: steps == 1, reason="its loss is that of the start", zh="一步"),
        case("no steps", lambda steps: steps == 0, reason="no losses, and the parameters of the start", zh="零步"),
    ),
)


def _drawn(rng: Generator, count: int, features: int, steps: int) -> Case:
    return of_size_one(
        Case(
            samples=draw_samples(rng, count, features),
            labels=draw_labels(rng, count),
            weights=rng.normal(size=features),
            bias=float(rng.normal()),
            lr=float(rng.uniform(0.2, 0.6)),
            steps=steps,
        )
    )


@scenario(public=1, zh="作业说明的例子：从零出发走两步。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: two steps from zero."""
    return Case(
        samples=np.array([[1.0, 2.0], [3.0, -1.0]]),
        labels=np.array([1.0, 0.0]),
        weights=np.zeros(2),
        bias=0.0,
        lr=1.0,
        steps=2,
    )


@scenario(public=2, private=2, zh="七个样本、三个特征，走六步。")
def ordinary(rng: Generator) -> Case:
    """Six steps on seven samples of three features."""
    return _drawn(rng, 7, 3, 6)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "A sample that is wrong by 500 has the loss 500: compute it from the logit, not from a probability.",
        zh="错了 500 的样本损失就是 500：从 logit 计算，而不是从概率。",
    ),
    traps=("saturated", "far-from-target"),
    zh="起点处有的样本对、有的样本错，相差 40 到 900。",
)
def bad_start(rng: Generator) -> Case:
    """A start at which samples are wrong, or right, by 40 to 900."""
    labels = draw_labels(rng, 6)
    samples = rng.normal(size=(6, 3))
    samples[:, 0] = rng.choice([-1, 1], size=6) * rng.uniform(1, 20, size=6)
    for label, side in ((0, 1), (1, -1)):  # of either class one that is wrong by more than exp can take
        samples[np.argmax(labels == label), 0] = side * rng.uniform(17, 20)
    weights = np.array([45.0, 0.5, -0.5])
    return of_size_one(Case(samples=samples, labels=labels, weights=weights, bias=0.5, lr=0.25, steps=4))


@scenario(
    private=1,
    hint=Text(
        "No step: the parameters are those of the start, and losses has the shape (0,).",
        zh="零步：参数就是起点，losses 的形状为 (0,)。",
    ),
    traps=("no-steps",),
    zh="steps = 0。",
)
def no_steps(rng: Generator) -> Case:
    """steps = 0."""
    return _drawn(rng, 5, 4, 0)


@scenario(
    private=1,
    hint=Text(
        "Weights may start as integers; after a step they are none.",
        zh="起始权重可以是整数；走一步之后就不是了。",
    ),
    traps=("integer-weights",),
    zh="起点是整数。",
)
def integer_weights(rng: Generator) -> Case:
    """A start in integers."""
    return of_size_one(Case(**{**_drawn(rng, 6, 3, 5).inputs, "weights": rng.permutation(np.array([2, -1, 0]))}))


@scenario(private=1, hint=SOFT, traps=("soft-labels",), zh="严格在 0 和 1 之间的标签。")
def soft_labels(rng: Generator) -> Case:
    """Labels strictly between 0 and 1."""
    return of_size_one(Case(**{**_drawn(rng, 6, 2, 4).inputs, "labels": rng.uniform(0.1, 0.9, size=6)}))


@scenario(private=1, traps=("separable",), zh="一条直线能分开的两个类别：损失每一步都下降。")
def separable(rng: Generator) -> Case:
    """Two classes that a line separates: the loss falls with every step."""
    labels = draw_labels(rng, 8)
    samples = rng.normal(size=(8, 2))
    samples[:, 0] += 4 * (2 * labels - 1)
    return of_size_one(Case(samples=samples, labels=labels, weights=np.zeros(2), bias=0.0, lr=0.5, steps=12))


every_choice = covering(
    domain,
    private=13,
    adjust=of_size_one,
    traps=("one-sample", "one-feature", "square", "integers", "other-labels", "zero-weights", "input-forms"),
)
