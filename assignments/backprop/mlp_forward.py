"""The forward pass of a multi-layer perceptron, keeping what the backward pass needs."""

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
    covering,
    keeps_inputs,
    scenario,
)

from .draws import BIASES, FEATURES, WEIGHTS, of_size_one, perceptron

problem = Problem(
    points=15,
    forbidden=("torch.nn.functional.linear",),
    hints=(
        Text(
            "The trap is the last layer, and which of the two lists holds values before and which after the "
            "activation.",
            zh="陷阱在于最后一层，以及两个列表中哪个保存激活前的值、哪个保存激活后的值。",
        ),
        Text(
            "Count: how long must each list be for one layer, for two? An activation must not change what is "
            "already stored.",
            zh="数一数：一层、两层时两个列表各应多长？激活不应改变已经存下的值。",
        ),
    ),
)

EVERY_LAYER = Text(
    "Any number of layers is legal: activate all but the last one, whatever their number.",
    zh="层数任意：除最后一层外都要激活，不论共有几层。",
)

domain = perceptron(
    Domain(
        x=Array("N D", dtypes=FEATURES),
        weights=WEIGHTS,
        biases=BIASES,
        activation=OneOf("relu", "sigmoid", "tanh"),
    )
)


def draw(rng: Generator, widths: tuple[int, ...], count: int, activation: str) -> Case:
    """A network of these widths, input and output included, and `count` samples."""
    pairs = list(pairwise(widths))
    return Case(
        x=rng.normal(size=(count, widths[0])),
        weights=[rng.normal(size=pair) / pair[0] ** 0.5 for pair in pairs],
        biases=[rng.normal(scale=0.5, size=width) for _, width in pairs],
        activation=activation,
    )


@scenario(public=1, zh="作业说明的例子：四个隐藏 ReLU，一个输出。")
def worked_example(rng: Generator) -> Case:
    """The handout's example: four hidden ReLUs, one output."""
    return Case(
        x=np.array([[1.0, 2.0, 0.0], [2.0, -1.0, 1.0]]),
        weights=[
            np.array([[1.0, -1.0, 0.0, 1.0], [0.5, 1.0, 1.0, 0.0], [1.0, 0.0, -1.0, 1.0]]),
            np.array([[2.0], [-1.0], [1.0], [0.5]]),
        ],
        biases=[np.array([0.0, -0.5, 0.0, 1.0]), np.array([0.25])],
        activation="relu",
    )


@scenario(public=2, private=1, zh="四个隐藏 ReLU，数都是 1/4 的倍数。")
def quarters(rng: Generator) -> Case:
    """Four hidden ReLUs and numbers that are multiples of 1/4."""
    return Case(
        x=rng.integers(-8, 9, size=(2, 3)) / 4,
        weights=[rng.integers(-4, 5, size=(3, 4)) / 4, rng.integers(1, 5, size=(4, 1)) / 4],
        biases=[rng.integers(2, 9, size=4) / 4, rng.integers(1, 5, size=1) / 4],
        activation="relu",
    )


@scenario(private=1, zh="一个 sigmoid 隐藏层。")
def ordinary(rng: Generator) -> Case:
    """One hidden layer of sigmoids."""
    return draw(rng, (5, 4, 3), 6, "sigmoid")


@scenario(private=1, zh="一个 tanh 隐藏层。")
def tanh_units(rng: Generator) -> Case:
    """One hidden layer of tanh."""
    return draw(rng, (3, 6, 2), 5, "tanh")


@scenario(public=1, private=1, weight=2, hint=EVERY_LAYER, traps=("deep-network",), zh="三个宽度不同的隐藏层。")
def deep(rng: Generator) -> Case:
    """Three hidden layers of different widths."""
    return draw(rng, (4, 7, 5, 3, 2), 6, "tanh")


@scenario(private=1, weight=2, hint=EVERY_LAYER, traps=("single-layer",), zh="没有隐藏层：不经过任何激活。")
def single_layer(rng: Generator) -> Case:
    """No hidden layer: nothing is activated."""
    return draw(rng, (4, 3), 5, "relu")


@scenario(
    private=1,
    weight=2,
    hint=Text("Take exp of negative numbers only: exp(1e4) overflows.", zh="只对负数取 exp：exp(1e4) 会溢出。"),
    traps=("saturation",),
    zh="普通值中混有 1e4 和 -1e4 的隐藏 sigmoid。",
)
def saturated(rng: Generator) -> Case:
    """Hidden sigmoids at 1e4 and -1e4 among ordinary ones."""
    case = draw(rng, (3, 5, 2), 4, "sigmoid")
    hidden, last = case.inputs["biases"]
    return Case(**{**case.inputs, "biases": [hidden + np.array([1e4, 0.0, -1e4, 0.0, 0.0]), last]})


@scenario(
    private=1,
    hint=Text(
        "Integers count as float64, and inputs may be read-only.", zh="整数按 float64 处理；输入数组可能是只读的。"
    ),
    traps=("integer-input", "input-forms"),
    zh="整数特征，权重按 Fortran 顺序存放，全部只读。",
)
def integer_features(rng: Generator) -> Case:
    """Integer features, weights in Fortran order, everything read-only."""
    case = draw(rng, (4, 6, 3), 5, "tanh")
    features = rng.integers(-3, 4, size=(5, 4))
    return Case(**{**case.inputs, "x": features}).layout("F").read_only()


every_choice = covering(
    domain,
    private=15,
    adjust=of_size_one,
    traps=("one-sample", "square", "single-layer", "saturation", "float32", "integer-input"),
)
inputs_kept = keeps_inputs(deep)
