"""A fully connected layer, applied to samples of any shape."""

import numpy as np

from grader.author import Case, Generator, Problem, Text, calls_again, keeps_inputs, scenario

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

# A loop that collects float32 products in a float64 array is right, but no more precise than float32.
MIXED = "float32 inputs may be computed partly in float32, partly in float64"


def draw(rng: Generator, sample: tuple[int, ...], outputs: int, count: int) -> Case:
    """A case of `count` samples of one shape."""
    return Case(
        x=rng.normal(size=(count, *sample)),
        weight=rng.normal(size=(int(np.prod(sample)), outputs)),
        bias=rng.normal(size=outputs),
    )


@scenario(public=1)
def worked_example(rng: Generator) -> Case:
    """The handout's example: three samples of two features, one output."""
    return Case(
        x=np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]),
        weight=np.array([[2.0], [-1.0]]),
        bias=np.array([0.5]),
    )


@scenario(public=2, private=1)
def quarters(rng: Generator) -> Case:
    """Two samples of four features, three outputs; all numbers are multiples of 1/4."""
    return Case(
        x=rng.integers(-8, 9, size=(2, 4)) / 4,
        weight=rng.integers(-8, 9, size=(4, 3)) / 4,
        bias=rng.integers(1, 9, size=3) / 4,
    )


@scenario(private=2)
def ordinary(rng: Generator) -> Case:
    """A hidden layer's usual input."""
    return draw(rng, (5,), 3, 7)


@scenario(private=2, weight=2, hint=FLATTEN, traps=("image-input",))
def images(rng: Generator) -> Case:
    """Small images (N, C, H, W)."""
    return draw(rng, (2, 4, 3), 5, 6)


@scenario(private=1, hint=FLATTEN, traps=("image-input",))
def sequences(rng: Generator) -> Case:
    """Three axes, with a single output."""
    return draw(rng, (3, 5), 1, 4)


@scenario(
    private=1,
    hint=Text(
        "One sample is still a batch: the answer has shape (1, M).", zh="只有一个样本时仍是批次：结果形状为 (1, M)。"
    ),
    traps=("one-sample",),
)
def one_sample(rng: Generator) -> Case:
    """A batch of one."""
    return draw(rng, (4,), 3, 1)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "When N = D = M every transpose fits: check x @ W and one bias entry for each output on paper.",
        zh="当 N = D = M 时，任何转置都不会报错：请在纸上核对 x @ W，以及每个输出各加一个偏置。",
    ),
    traps=("square",),
)
def square(rng: Generator) -> Case:
    """As many samples as features and as outputs."""
    return draw(rng, (4,), 4, 4)


@scenario(private=1, hint=FLATTEN, traps=("input-forms",))
def column_major(rng: Generator) -> Case:
    """Images that lie in memory in Fortran order."""
    return draw(rng, (3, 2, 4), 2, 5).layout("F")


@scenario(private=1, hint=FLATTEN, traps=("input-forms",))
def backward_strides(rng: Generator) -> Case:
    """Arrays with negative strides, read-only."""
    return draw(rng, (2, 3), 5, 4).layout("reversed").read_only()


@scenario(
    private=1,
    hint=Text("Integers count as float64: convert before you multiply.", zh="整数按 float64 处理：先转换再相乘。"),
    traps=("integer-input",),
)
def integer_pixels(rng: Generator) -> Case:
    """Pixels from 0 to 255 as integers, weights with fractions."""
    return Case(x=rng.integers(0, 256, size=(3, 2, 4)), weight=rng.normal(size=(8, 5)), bias=rng.normal(size=5))


@scenario(private=1, traps=("float32",))
def single_precision(rng: Generator) -> Case:
    """Everything in float32."""
    case = draw(rng, (6,), 2, 5)
    return Case(**{name: array.astype(np.float32) for name, array in case.inputs.items()}).tolerance(1e-5, reason=MIXED)


called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
