"""A fully connected layer, applied to samples of any shape."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Generator,
    Problem,
    Text,
    covering,
    scenario,
)

from .draws import FLOATS, IMAGES, SEQUENCES, features, in_float32, layer

problem = Problem(
    points=10,
    forbidden=("torch.nn.functional.linear",),
    hints=(
        Text(
            "The trap is the shape: an input of more than two axes has to become one row a sample.",
            zh="陷阱在于形状：多于两个轴的输入要变成每个样本一行。",
        ),
        Text(
            "Print the shape of what you multiply; the first axis must still be the batch, also with one sample.",
            zh="打印你相乘的数组的形状；第一个轴仍应是批次，只有一个样本时也一样。",
        ),
    ),
)

FLATTEN = Text(
    "Keep the first axis of x and flatten all the others, in row-major order.",
    zh="保留 x 的第一个轴，其余各轴按行优先顺序展平。",
)

domain = layer(
    x=features("N D", IMAGES, SEQUENCES),
    weight=Array("D M", dtypes=FLOATS),
    bias=Array("M", dtypes=FLOATS),
)


def draw(rng: Generator, sample: tuple[int, ...], outputs: int, count: int) -> Case:
    """A case of `count` samples of one shape."""
    return Case(
        x=rng.normal(size=(count, *sample)),
        weight=rng.normal(size=(int(np.prod(sample)), outputs)),
        bias=rng.normal(size=outputs),
    )


@scenario(public=1, zh="作业说明的例子：三个样本、两个特征、一个输出。")
def worked_example(rng: Generator) -> Case:
    """The handout's example: three samples of two features, one output."""
    return Case(
        x=np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
        weight=np.array([[2.0], [-1.0]]),
        bias=np.array([0.5]),
    )


@scenario(public=2, private=1, zh="两个样本、四个特征、三个输出；所有的数都是 1/4 的倍数。")
def quarters(rng: Generator) -> Case:
    """Two samples of four features, three outputs; all numbers are multiples of 1/4."""
    return Case(
        x=rng.integers(-8, 9, size=(2, 4)) / 4,
        weight=rng.integers(-8, 9, size=(4, 3)) / 4,
        bias=rng.integers(1, 9, size=3) / 4,
    )


@scenario(private=1, zh="隐藏层的常见输入。")
def ordinary(rng: Generator) -> Case:
    """A hidden layer's usual input."""
    return draw(rng, (5,), 3, 7)


@scenario(public=1, private=1, weight=2, hint=FLATTEN, traps=("image-input",), zh="小图像 (N, C, H, W)。")
def images(rng: Generator) -> Case:
    """Small images (N, C, H, W)."""
    return draw(rng, (2, 4, 3), 5, 6)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "When N = D = M every transpose fits: check x @ W and one bias entry for each output on paper.",
        zh="当 N = D = M 时，任何转置都不会报错：请在纸上核对 x @ W，以及每个输出各加一个偏置。",
    ),
    traps=("square",),
    zh="样本数、特征数与输出数相同。",
)
def square(rng: Generator) -> Case:
    """As many samples as features and as outputs."""
    return draw(rng, (4,), 4, 4)


every_choice = covering(
    domain,
    private=13,
    adjust=in_float32,
    traps=("one-sample", "input-forms", "integer-input", "float32", "image-input"),
)
