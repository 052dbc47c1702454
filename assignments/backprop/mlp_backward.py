"""All gradients of a multi-layer perceptron under the halved square error."""

from itertools import pairwise

import numpy as np

from grader.author import (
    Array,
    Case,
    Domain,
    Generator,
    OneOf,
    Problem,
    Text,
    backwards,
    c_order,
    covering,
    fortran,
    gaps,
    integers,
    keeps_inputs,
    read_only,
    scenario,
)

from .draws import BIASES, FEATURES, FLOATS, WEIGHTS, of_size_one, perceptron

problem = Problem(
    points=25,
    forbidden=("autograd",),
    hints=(
        Text(
            "The traps are the mean (over samples, not over outputs) and the order in which the layers come back.",
            zh="陷阱在于平均（对样本，而不是对输出）以及各层返回的顺序。",
        ),
        Text(
            "Do two layers by hand on the handout's example: which act goes with which dz, and where does the "
            "slope of zs enter?",
            zh="用讲义的例子手算两层：哪个 act 配哪个 dz？zs 的斜率在哪里出现？",
        ),
    ),
)

MEAN_OVER_BATCH = Text(
    "The loss averages over the N samples, not over the outputs; dL/dz of the last layer is (prediction - target) / N.",
    zh="损失对 N 个样本取平均、对 M 个输出求和；它对 z 的梯度为 (prediction - target) / N。",
)
CHAIN = Text(
    "Going down one layer takes two factors: W^T of the forward pass, and the activation's slope at that layer's z.",
    zh="每往下一层要乘两个因子：前向传播所用的 W^T，以及该层 z 处激活函数的导数。",
)

domain = perceptron(
    Domain(
        x=Array("N D", dtypes=FEATURES),
        targets=Array(
            "N M",
            dtypes=(*FLOATS, integers.once("classes as numbers")),
            layouts=(c_order, fortran.once(), gaps, backwards, read_only),
        ),
        weights=WEIGHTS,
        biases=BIASES,
        activation=OneOf("relu", "sigmoid", "tanh"),
    )
)


def draw(rng: Generator, widths: tuple[int, ...], count: int, activation: str) -> Case:
    """A network of these widths, input and output included, and `count` samples with their targets."""
    pairs = list(pairwise(widths))
    return Case(
        x=rng.normal(size=(count, widths[0])),
        targets=rng.normal(size=(count, widths[-1])),
        weights=[rng.normal(size=pair) / pair[0] ** 0.5 for pair in pairs],
        biases=[rng.normal(scale=0.5, size=width) for _, width in pairs],
        activation=activation,
    )


@scenario(public=1, zh="作业说明的例子：四个隐藏 ReLU，一个输出。")
def worked_example(rng: Generator) -> Case:
    """The handout's example: four hidden ReLUs, one output."""
    return Case(
        x=np.array([[1.0, 2.0, 0.0], [2.0, -1.0, 1.0]]),
        targets=np.array([[5.75], [9.25]]),
        weights=[
            np.array([[1.0, -1.0, 0.0, 1.0], [0.5, 1.0, 1.0, 0.0], [1.0, 0.0, -1.0, 1.0]]),
            np.array([[2.0], [-1.0], [1.0], [0.5]]),
        ],
        biases=[np.array([0.0, -0.5, 0.0, 1.0]), np.array([0.25])],
        activation="relu",
    )


@scenario(public=2, private=1, zh="四个隐藏 ReLU、一个输出，数都是 1/4 的倍数，隐藏层偏置是 1/32 的奇数倍。")
def quarters(rng: Generator) -> Case:
    """Four hidden ReLUs, one output, and numbers that are multiples of 1/4, hidden biases odd multiples of 1/32."""
    return Case(
        x=rng.integers(-8, 9, size=(2, 3)) / 4,
        targets=rng.integers(-8, 0, size=(2, 1)) / 4,
        weights=[rng.integers(-4, 5, size=(3, 4)) / 4, rng.integers(1, 5, size=(4, 1)) / 4],
        biases=[(2 * rng.integers(1, 9, size=4) + 1) / 32, rng.integers(1, 5, size=1) / 4],
        activation="relu",
    )


@scenario(public=1, private=1, hint=CHAIN, zh="一个 sigmoid 隐藏层，三个输出。")
def ordinary(rng: Generator) -> Case:
    """One hidden layer of sigmoids, three outputs."""
    return draw(rng, (5, 4, 3), 6, "sigmoid")


@scenario(
    public=1, private=1, weight=2, hint=CHAIN, traps=("deep-network", "old-weights"),
    zh="三个宽度不同的隐藏层。",
)
def deep(rng: Generator) -> Case:
    """Three hidden layers of different widths."""
    return draw(rng, (4, 7, 5, 3, 2), 6, "tanh")


@scenario(private=1, hint=MEAN_OVER_BATCH, traps=("single-layer",), zh="没有隐藏层：线性回归。")
def single_layer(rng: Generator) -> Case:
    """No hidden layer: linear regression."""
    return draw(rng, (4, 3), 5, "relu")


@scenario(
    private=1,
    weight=2,
    hint=Text(
        "When all sizes agree a wrong transpose or axis has the right shape: dW = a^T dz, and dz W^T goes down.",
        zh="各维相等时转置或求和轴弄错也不会报错：dW = a^T dz，往下传的是 dz W^T。",
    ),
    traps=("square",),
    zh="样本数与每一层的单元数相同。",
)
def square(rng: Generator) -> Case:
    """As many samples as units in every layer."""
    return draw(rng, (4, 4, 4), 4, "sigmoid")


@scenario(
    private=1,
    hint=Text("In this assignment ReLU has slope 0 at exactly 0.", zh="本作业约定 ReLU 在 0 处的导数为 0。"),
    traps=("relu-at-zero",),
    zh="五个样本中有两个全为零，且第一层没有偏置：它们的隐藏 z 恰好是 0。",
)
def relu_at_zero(rng: Generator) -> Case:
    """Two of five samples are all zeros and the first layer has no bias: their hidden z is exactly 0."""
    case = draw(rng, (3, 4, 2), 5, "relu").inputs
    x = case["x"] * np.array([1.0, 0.0, 1.0, 1.0, 0.0])[:, None]
    return Case(**{**case, "x": x, "biases": [np.zeros(4), case["biases"][1]]})


@scenario(
    private=1,
    hint=Text("Take exp of negative numbers only: exp(1e4) overflows.", zh="只对负数取 exp：exp(1e4) 会溢出。"),
    traps=("saturation",),
    zh="先是隐藏 sigmoid，再是隐藏 tanh，普通值中混有 1e4 和 -1e4。",
)
def saturated(rng: Generator) -> Case:
    """Hidden sigmoids, then hidden tanhs, at 1e4 and -1e4 among ordinary ones."""
    case = draw(rng, (3, 5, 2), 4, "sigmoid").inputs
    hidden, last = case["biases"]
    case = Case(**{**case, "biases": [hidden + np.array([1e4, 0.0, -1e4, 0.0, 0.0]), last]})
    return case.then(Case(**{**case.inputs, "activation": "tanh"}))


@scenario(
    private=1,
    hint=Text(
        "Integers count as float64, and inputs may be read-only.", zh="整数按 float64 处理；输入数组可能是只读的。"
    ),
    traps=("integer-input", "input-forms"),
    zh="整数的特征和目标，权重按 Fortran 顺序存放，全部只读。",
)
def integer_features(rng: Generator) -> Case:
    """Integer features and targets, weights in Fortran order, everything read-only."""
    case = draw(rng, (4, 6, 3), 5, "sigmoid").inputs
    features, targets = rng.integers(-3, 4, size=(5, 4)), rng.integers(-2, 3, size=(5, 3))
    return Case(**{**case, "x": features, "targets": targets}).layout("F").read_only()


every_choice = covering(
    domain,
    private=20,
    adjust=of_size_one,
    traps=("one-sample", "square", "single-layer", "saturation", "float32", "integer-input"),
)
inputs_kept = keeps_inputs(deep)
