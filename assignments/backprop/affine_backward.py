"""The gradients of a fully connected layer."""

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
    points=20,
    forbidden=("autograd",),
    hints=(
        Text(
            "The trap is what is summed: every sample adds to the gradient of the weights and of the bias, none "
            "to another's input.",
            zh="陷阱在于对什么求和：每个样本都累加到权重和偏置的梯度上，但不影响别人的输入。",
        ),
        Text(
            "A gradient has the shape of its own variable: write the three shapes down, and find the product "
            "that gives each.",
            zh="梯度的形状与它的变量相同：写下三个形状，找出各自对应的乘积。",
        ),
    ),
)

SHAPES = Text(
    "Every gradient has the shape of what it belongs to: grad_x that of x, grad_weight (D, M), grad_bias (M,).",
    zh="每个梯度与其对应的量形状相同：grad_x 同 x，grad_weight 为 (D, M)，grad_bias 为 (M,)。",
)

domain = layer(
    grad_output=Array("N M", dtypes=FLOATS),
    x=features("N D", IMAGES, SEQUENCES),
    weight=Array("D M", dtypes=FLOATS),
)


def draw(rng: Generator, sample: tuple[int, ...], outputs: int, count: int) -> Case:
    """A case of `count` samples of one shape."""
    return Case(
        grad_output=rng.normal(size=(count, outputs)),
        x=rng.normal(size=(count, *sample)),
        weight=rng.normal(size=(int(np.prod(sample)), outputs)),
    )


@scenario(public=1, zh="作业说明的例子：三个样本、两个特征、一个输出。")
def worked_example(rng: Generator) -> Case:
    """The handout's example: three samples of two features, one output."""
    return Case(
        grad_output=np.array([[1.0], [2.0], [-1.0]]),
        x=np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
        weight=np.array([[2.0], [-1.0]]),
    )


@scenario(public=2, private=1, zh="两个样本、四个特征、三个输出；所有的数都是 1/4 的倍数。")
def quarters(rng: Generator) -> Case:
    """Two samples of four features, three outputs; all numbers are multiples of 1/4."""
    return Case(
        grad_output=rng.integers(1, 9, size=(2, 3)) / 4,
        x=rng.integers(-8, 9, size=(2, 4)) / 4,
        weight=rng.integers(-8, 9, size=(4, 3)) / 4,
    )


@scenario(private=1, hint=SHAPES, zh="隐藏层的常见输入。")
def ordinary(rng: Generator) -> Case:
    """A hidden layer's usual input."""
    return draw(rng, (5,), 3, 7)


@scenario(private=1, weight=2, hint=SHAPES, traps=("image-input",), zh="小图像 (N, C, H, W)：grad_x 也是图像。")
def images(rng: Generator) -> Case:
    """Small images (N, C, H, W): grad_x is an image, too."""
    return draw(rng, (2, 4, 3), 5, 6)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "When N = D = M a wrong transpose or axis has the right shape: check G W^T, x^T G and the sum over the batch.",
        zh="当 N = D = M 时，转置或求和轴弄错也不会报错：请核对 G W^T、x^T G 以及对批次求和。",
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
