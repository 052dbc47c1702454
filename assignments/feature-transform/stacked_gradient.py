"""The gradient of two stacked layers of logistic regressions."""

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
    float32,
    float64,
    integers,
    scenario,
    uint8,
)

from .draws import (
    BATCH,
    BIAS1,
    BIAS2,
    FEATURES,
    HIDDEN,
    LABELS,
    WEIGHT1,
    WEIGHT2,
    as_gradient,
    by_hand_network,
    large,
    near,
    network,
    saturated,
)

problem = Problem(
    points=25,
    forbidden=(
        "autograd",
        "torch.nn.functional.binary_cross_entropy",
        "torch.nn.functional.binary_cross_entropy_with_logits",
        "torch.nn.BCELoss",
        "torch.nn.BCEWithLogitsLoss",
    ),
    hints=(
        Text(
            "The traps are the factors on the way back: w2, h (1 - h), and 1 / N just once.",
            zh="陷阱在于回传路上的因子：w2、h (1 - h)，以及只除一次的 N。",
        ),
        Text(
            "Check dweight1 by a finite difference of your loss; then look at a loss whose logit is 1000.",
            zh="用你的损失的有限差分核对 dweight1；再看 logit 为 1000 时的损失。",
        ),
    ),
)

BACK = Text(
    "From the logit to a hidden unit's logit: times w2, then times h (1 - h), with h the unit's answer.",
    zh="从 logit 到隐藏单元的 logit：乘 w2，再乘 h (1 - h)，h 是该单元的输出。",
)
FROM_LOGITS = Text(
    "The loss comes from the logit z: max(z, 0) - y z + ln(1 + exp(-|z|)); p may be exactly 0 or 1.",
    zh="损失由 logit z 计算：max(z, 0) - y z + ln(1 + exp(-|z|))；p 可能正好是 0 或 1。",
)

domain = (
    Domain(
        samples=Array("N D", dtypes=(float64, float32, integers, uint8), values=(near, large)),
        labels=LABELS,
        weight1=WEIGHT1,
        bias1=BIAS1,
        weight2=WEIGHT2,
        bias2=BIAS2,
    )
    .choices_of(BATCH, FEATURES, HIDDEN)
    .float32_together("samples", "weight1", "bias1", "weight2")
)


@scenario(public=1, zh="作业说明的例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's example."""
    samples = np.array([[0.0, 0.0], [1.0, -0.5], [2.0, 1.0]])
    return Case(samples=samples, labels=np.array([1, 0, 1]), **by_hand_network())


@scenario(public=2, zh="一个样本：还没有求平均。")
def one_sample(rng: Generator) -> Case:
    """One sample: nothing is averaged yet."""
    return Case(samples=rng.integers(-8, 9, size=(1, 2)) / 4, labels=rng.integers(2, size=1), **network(rng, 2, 3))


@scenario(private=3, weight=3, hint=BACK, traps=("chain-rule",), zh="七个样本、三个特征，四个隐藏单元。")
def ordinary(rng: Generator) -> Case:
    """Seven samples of three features, four hidden units."""
    labels = rng.permutation(np.array([0, 1, 0, 1, 1, 0, 1]))
    return Case(samples=rng.normal(size=(7, 3)), labels=labels, **network(rng, 3, 4))


@scenario(
    private=2, weight=2, hint=FROM_LOGITS, traps=("confidently-wrong",),
    zh="输出权重有几千：损失有几千的，也有 0 的。",
)
def confidently_wrong(rng: Generator) -> Case:
    """Output weights of thousands: losses of thousands, beside losses of 0."""
    inputs = network(rng, 2, 3)
    inputs["weight2"] = 3000 * inputs["weight2"]
    samples = rng.normal(size=(6, 2))
    hidden = 1 / (1 + np.exp(-(samples @ inputs["weight1"] + inputs["bias1"])))
    sure = (hidden @ inputs["weight2"] + inputs["bias2"] > 0).astype(np.int64)
    wrong = np.array([1, 0, 1, 0, 1, 0])  # three: their gradients are of one size and cannot cancel
    return Case(samples=samples, labels=sure ^ wrong, **inputs)


@scenario(private=2, hint=BACK, traps=("saturated",), zh="每隔一个样本大小为 400：确定无疑的隐藏单元没有斜率。")
def far_away(rng: Generator) -> Case:
    """Every second sample of size 400: hidden units that are sure have no slope left."""
    inputs = saturated(rng, 6, 2, 5)
    labels = rng.permutation(np.array([0, 1, 0, 1, 1, 0]))
    return Case(samples=inputs.pop("samples"), labels=labels, **inputs).scale(10.0)


@scenario(private=1, traps=("units-alike",), zh="隐藏单元的起点相同：它们的梯度也相同。")
def units_alike(rng: Generator) -> Case:
    """Hidden units that start alike: their gradients are alike."""
    inputs = network(rng, 3, 4)
    for name, axis in (("weight1", 1), ("bias1", 0), ("weight2", 0)):
        inputs[name] = np.repeat(np.take(inputs[name], [0], axis=axis), 4, axis=axis)
    return Case(samples=rng.normal(size=(5, 3)), labels=np.array([0, 1, 1, 0, 1]), **inputs)


@scenario(private=1, traps=("square",), zh="样本数、特征数与隐藏单元数相同。")
def square(rng: Generator) -> Case:
    """As many samples as features as hidden units."""
    return Case(samples=rng.normal(size=(3, 3)), labels=np.array([1, 0, 1]), **network(rng, 3, 3))


every_choice = covering(
    domain,
    private=18,
    adjust=as_gradient,
    traps=("one-feature", "one-sample", "one-hidden-unit", "units-alike", "integers", "float32", "input-forms"),
)
