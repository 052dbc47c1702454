"""The gradients of a fully connected layer."""

import numpy as np

from grader.author import Case, Generator, Problem, Text, calls_again, keeps_inputs, scenario

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

# A loop that collects float32 products in a float64 array is right, but no more precise than float32.
MIXED = "float32 inputs may be computed partly in float32, partly in float64"


def draw(rng: Generator, sample: tuple[int, ...], outputs: int, count: int) -> Case:
    """A case of `count` samples of one shape."""
    return Case(
        grad_output=rng.normal(size=(count, outputs)),
        x=rng.normal(size=(count, *sample)),
        weight=rng.normal(size=(int(np.prod(sample)), outputs)),
    )


@scenario(public=1)
def worked_example(rng: Generator) -> Case:
    """The handout's example: three samples of two features, one output."""
    return Case(
        grad_output=np.array([[1.0], [2.0], [-1.0]]),
        x=np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
        weight=np.array([[2.0], [-1.0]]),
    )


@scenario(public=2, private=1)
def quarters(rng: Generator) -> Case:
    """Two samples of four features, three outputs; all numbers are multiples of 1/4."""
    return Case(
        grad_output=rng.integers(1, 9, size=(2, 3)) / 4,
        x=rng.integers(-8, 9, size=(2, 4)) / 4,
        weight=rng.integers(-8, 9, size=(4, 3)) / 4,
    )


@scenario(private=2, hint=SHAPES)
def ordinary(rng: Generator) -> Case:
    """A hidden layer's usual input."""
    return draw(rng, (5,), 3, 7)


@scenario(private=2, weight=2, hint=SHAPES, traps=("image-input",))
def images(rng: Generator) -> Case:
    """Small images (N, C, H, W): grad_x is an image, too."""
    return draw(rng, (2, 4, 3), 5, 6)


@scenario(private=1, hint=SHAPES, traps=("one-sample",))
def one_sample(rng: Generator) -> Case:
    """A batch of one."""
    return draw(rng, (4,), 3, 1)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "When N = D = M a wrong transpose or axis has the right shape: check G W^T, x^T G and the sum over the batch.",
        zh="当 N = D = M 时，转置或求和轴弄错也不会报错：请核对 G W^T、x^T G 以及对批次求和。",
    ),
    traps=("square",),
)
def square(rng: Generator) -> Case:
    """As many samples as features and as outputs."""
    return draw(rng, (4,), 4, 4)


@scenario(private=1, hint=SHAPES, traps=("image-input", "input-forms"))
def column_major(rng: Generator) -> Case:
    """Images that lie in memory in Fortran order."""
    return draw(rng, (3, 2, 4), 2, 5).layout("F")


@scenario(private=1, traps=("input-forms",))
def backward_strides(rng: Generator) -> Case:
    """Arrays with negative strides, read-only."""
    return draw(rng, (2, 3), 5, 4).layout("reversed").read_only()


@scenario(
    private=1,
    hint=Text(
        "x holds integers, its gradient does not: an array made like x would cut the fractions off.",
        zh="x 是整数，但它的梯度不是：照 x 的类型建数组会截掉小数部分。",
    ),
    traps=("integer-input",),
)
def integer_pixels(rng: Generator) -> Case:
    """Pixels from 0 to 255 as integers."""
    return Case(
        grad_output=rng.normal(size=(3, 5)), x=rng.integers(0, 256, size=(3, 2, 4)), weight=rng.normal(size=(8, 5))
    )


@scenario(private=1, traps=("float32",))
def single_precision(rng: Generator) -> Case:
    """Everything in float32."""
    case = draw(rng, (6,), 2, 5)
    return Case(**{name: array.astype(np.float32) for name, array in case.inputs.items()}).tolerance(1e-5, reason=MIXED)


called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
