"""The gradient on its way back through ReLU, sigmoid or tanh."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    OneOf,
    Problem,
    Shape,
    Text,
    calls_again,
    case,
    covering,
    integers,
    keeps_inputs,
    scenario,
)

from .draws import BATCH, FLOATS, apart_from_zero, at_zero, of_size_one, saturated

problem = Problem(
    points=15,
    forbidden=("autograd",),
    hints=(
        Text(
            "The trap is which number the slope is taken at: before the activation or after it.",
            zh="陷阱在于斜率在哪个数上取：激活之前还是之后。",
        ),
        Text(
            "Check by hand: the slope at 0 for each kind, and what your formula does at 10000.",
            zh="手工检查：每种激活在 0 处的斜率，以及你的公式在 10000 处会怎样。",
        ),
    ),
)

PREACTIVATION = Text(
    "preactivation is what went into the activation: apply the activation once before you use a(1 - a) or 1 - a^2.",
    zh="preactivation 是激活函数的输入：使用 a(1 - a) 或 1 - a^2 之前，先对它激活一次。",
)
NO_OVERFLOW = Text(
    "exp(1e4) is infinite and inf/inf is NaN: far from zero the slope is 0.",
    zh="exp(1e4) 为无穷大，而 inf/inf 是 NaN：离零很远处的斜率为 0。",
)

SHAPES = (
    "N D",
    Shape("N", "one axis", reason="axes that are taken for granted", zh="一个轴"),
    Shape("N C H W", "images", zh="图像"),
)
ACTIVATIONS = Choice(
    "activation",
    case("ReLU", lambda kind: kind == "relu", zh="ReLU"),
    case("sigmoid", lambda kind: kind == "sigmoid", usual=True, zh="sigmoid"),
    case("tanh", lambda kind: kind == "tanh", usual=True, zh="tanh"),
)

domain = (
    Domain(
        grad_output=Array(*SHAPES, dtypes=FLOATS, like="preactivation"),
        preactivation=Array(*SHAPES, dtypes=(*FLOATS, integers), values=(apart_from_zero, at_zero, saturated)),
        kind=OneOf("relu", "sigmoid", "tanh"),
    )
    .needs(lambda grad_output_axes, preactivation_axes: grad_output_axes == preactivation_axes)
    .sizes(N=(1, 4, 5, 6), D=(1, 3, 4, 5, 6))
    .choices_of(BATCH, ACTIVATIONS)
    .never(
        ("one sample", "preactivation: one axis"),  # a single number is told by its shape alone
        ("one sample", "grad_output in Fortran order"),  # one row has one long axis only
        ("one sample", "preactivation in Fortran order"),
    )
    .float32_together()
)


def draw(rng: Generator, shape: tuple[int, ...], kind: str) -> Case:
    """Preactivations of either sign, none of them close to 0, where ReLU has its kink."""
    signs = np.resize([1.0, -1.0, -1.0], shape)
    return Case(
        grad_output=rng.normal(size=shape),
        preactivation=rng.permuted(signs * rng.uniform(0.2, 2.5, size=shape)),
        kind=kind,
    )


@scenario(public=1, zh="作业说明的例子，经过 ReLU。")
def worked_example(rng: Generator) -> Case:
    """The handout's example, through ReLU."""
    return Case(
        grad_output=np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
        preactivation=np.array([[-1.0, 2.0, 0.5], [3.0, -0.5, 1.0]]),
        kind="relu",
    )


@scenario(public=1, private=1, zh="两层之间是 ReLU，传入的梯度有正有负。")
def relu(rng: Generator) -> Case:
    """ReLU between two layers, incoming gradients of either sign."""
    case = draw(rng, (3, 4), "relu")
    grads = rng.permuted(np.resize([1.0, -1.0], (3, 4)) * rng.uniform(0.2, 2.0, size=(3, 4)))
    return Case(**{**case.inputs, "grad_output": grads})


@scenario(public=1, private=1, hint=PREACTIVATION, zh="两层之间是 sigmoid。")
def sigmoid(rng: Generator) -> Case:
    """Sigmoid between two layers."""
    return draw(rng, (2, 3), "sigmoid")


@scenario(private=1, hint=PREACTIVATION, zh="两层之间是 tanh。")
def tanh(rng: Generator) -> Case:
    """Tanh between two layers."""
    return draw(rng, (4, 6), "tanh")


@scenario(
    private=1,
    weight=2,
    hint=Text("In this assignment ReLU has slope 0 at exactly 0.", zh="本作业约定 ReLU 在 0 处的导数为 0。"),
    traps=("relu-at-zero",),
    zh="有些激活前的值恰好是 0。",
)
def relu_at_zero(rng: Generator) -> Case:
    """Some preactivations are exactly 0."""
    preactivation = rng.permuted(np.resize([0.0, 1.5, -0.75, 0.5, -0.0], (4, 5)))
    return Case(grad_output=rng.normal(size=(4, 5)), preactivation=preactivation, kind="relu").hold("preactivation")


@scenario(
    private=1, weight=2, hint=NO_OVERFLOW, traps=("saturation",),
    zh="普通值中混有 1e4 和 -1e4 的激活前的值，经过 sigmoid。",
)
def saturated_sigmoid(rng: Generator) -> Case:
    """Preactivations of 1e4 and -1e4 among ordinary ones, through the sigmoid."""
    preactivation = rng.permuted(np.resize([1e4, -1e4, 0.75, -1.25, 800.0, -800.0], (3, 5)))
    return Case(grad_output=rng.normal(size=(3, 5)), preactivation=preactivation, kind="sigmoid")


@scenario(private=1, hint=NO_OVERFLOW, traps=("saturation",), zh="普通值中混有 1e4 和 -1e4 的激活前的值，经过 tanh。")
def saturated_tanh(rng: Generator) -> Case:
    """Preactivations of 1e4 and -1e4 among ordinary ones, through tanh."""
    preactivation = rng.permuted(np.resize([1e4, -1e4, 0.75, -1.25], (5, 2)))
    return Case(grad_output=rng.normal(size=(5, 2)), preactivation=preactivation, kind="tanh")


every_choice = covering(
    domain,
    private=14,
    adjust=of_size_one,
    traps=("one-sample", "square", "image-input", "input-forms", "integer-input", "float32"),
)
called_again = calls_again(tanh)
inputs_kept = keeps_inputs(relu)
sigmoid_keeps_inputs = keeps_inputs(sigmoid)
tanh_keeps_inputs = keeps_inputs(tanh)
