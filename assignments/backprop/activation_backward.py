"""The gradient on its way back through ReLU, sigmoid or tanh."""

import numpy as np

from grader.author import Case, Generator, Problem, Text, calls_again, keeps_inputs, scenario

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

# A loop that collects float32 products in a float64 array is right, but no more precise than float32.
MIXED = "float32 inputs may be computed partly in float32, partly in float64"


def draw(rng: Generator, shape: tuple[int, ...], kind: str) -> Case:
    """Preactivations of either sign, none of them close to 0, where ReLU has its kink."""
    signs = np.resize([1.0, -1.0, -1.0], shape)
    return Case(
        grad_output=rng.normal(size=shape),
        preactivation=rng.permuted(signs * rng.uniform(0.2, 2.5, size=shape)),
        kind=kind,
    )


@scenario(public=1)
def worked_example(rng: Generator) -> Case:
    """The handout's example, through ReLU."""
    return Case(
        grad_output=np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
        preactivation=np.array([[-1.0, 2.0, 0.5], [3.0, -0.5, 1.0]]),
        kind="relu",
    )


@scenario(public=1, private=1)
def relu(rng: Generator) -> Case:
    """ReLU between two layers, incoming gradients of either sign."""
    case = draw(rng, (3, 4), "relu")
    grads = rng.permuted(np.resize([1.0, -1.0], (3, 4)) * rng.uniform(0.2, 2.0, size=(3, 4)))
    return Case(**{**case.inputs, "grad_output": grads})


@scenario(public=1, private=1, hint=PREACTIVATION)
def sigmoid(rng: Generator) -> Case:
    """Sigmoid between two layers."""
    return draw(rng, (2, 3), "sigmoid")


@scenario(private=1, hint=PREACTIVATION)
def tanh(rng: Generator) -> Case:
    """Tanh between two layers."""
    return draw(rng, (4, 6), "tanh")


@scenario(
    private=2,
    weight=2,
    hint=Text("In this assignment ReLU has slope 0 at exactly 0.", zh="本作业约定 ReLU 在 0 处的导数为 0。"),
    traps=("relu-at-zero",),
)
def relu_at_zero(rng: Generator) -> Case:
    """Some preactivations are exactly 0."""
    preactivation = rng.permuted(np.resize([0.0, 1.5, -0.75, 0.5, -0.0], (4, 5)))
    return Case(grad_output=rng.normal(size=(4, 5)), preactivation=preactivation, kind="relu").hold("preactivation")


@scenario(private=2, weight=2, hint=NO_OVERFLOW, traps=("saturation",))
def saturated_sigmoid(rng: Generator) -> Case:
    """Preactivations of 1e4 and -1e4 among ordinary ones, through the sigmoid."""
    preactivation = rng.permuted(np.resize([1e4, -1e4, 0.75, -1.25, 800.0, -800.0], (3, 5)))
    return Case(grad_output=rng.normal(size=(3, 5)), preactivation=preactivation, kind="sigmoid")


@scenario(private=1, hint=NO_OVERFLOW, traps=("saturation",))
def saturated_tanh(rng: Generator) -> Case:
    """Preactivations of 1e4 and -1e4 among ordinary ones, through tanh."""
    preactivation = rng.permuted(np.resize([1e4, -1e4, 0.75, -1.25], (5, 2)))
    return Case(grad_output=rng.normal(size=(5, 2)), preactivation=preactivation, kind="tanh")


@scenario(private=1, traps=("one-sample",))
def one_sample(rng: Generator) -> Case:
    """A batch of one."""
    return draw(rng, (1, 5), "sigmoid")


@scenario(private=1, traps=("square",))
def square(rng: Generator) -> Case:
    """As many samples as units."""
    return draw(rng, (4, 4), "tanh")


@scenario(
    private=1,
    hint=Text(
        "Any number of axes is legal: the answer has the shape of preactivation.",
        zh="轴数任意：结果与 preactivation 同形。",
    ),
    traps=("image-input", "input-forms"),
)
def feature_maps(rng: Generator) -> Case:
    """Feature maps (N, C, H, W) in Fortran order, read-only, through ReLU."""
    return draw(rng, (2, 3, 5, 4), "relu").layout("F").read_only()


@scenario(
    private=1,
    hint=Text(
        "Integers count as float64: the slope of tanh is no integer.", zh="整数按 float64 处理：tanh 的斜率不是整数。"
    ),
    traps=("integer-input", "input-forms"),
)
def integer_preactivation(rng: Generator) -> Case:
    """Integer preactivations, every second element of a larger array."""
    preactivation = rng.permuted(np.resize([-2, -1, 0, 1, 3], (3, 5)))
    return Case(grad_output=rng.normal(size=(3, 5)), preactivation=preactivation, kind="tanh").layout("strided")


@scenario(private=1, traps=("float32",))
def single_precision(rng: Generator) -> Case:
    """Both arrays in float32."""
    case = draw(rng, (6, 2), "sigmoid")
    arrays = {name: case.inputs[name].astype(np.float32) for name in ("grad_output", "preactivation")}
    return Case(**arrays, kind="sigmoid").tolerance(1e-5, reason=MIXED)


called_again = calls_again(tanh)
inputs_kept = keeps_inputs(relu)
