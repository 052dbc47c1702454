"""One step of gradient descent on a loss with an L2 penalty."""

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
)
from grader.author import (
    ordinary as normal,
)

from .draws import COMPUTED, LAM, UNPENALISED, drawn_lam, number, of_size_one, quarters

problem = Problem(
    points=15,
    forbidden=("torch.optim.SGD", "torch.optim.Optimizer", "autograd"),
    hints=(
        Text(
            "The traps are the factor of the decay, its sign, and which of the two parameters decays.",
            zh="陷阱在于衰减的系数、它的符号，以及两个参数中哪一个会衰减。",
        ),
        Text(
            "Write down the gradient of lam * w^2. With a gradient of 0 of the plain loss, what is left of w = 1?",
            zh="写出 lam * w^2 的梯度。若原损失的梯度为 0，w = 1 一步之后还剩多少？",
        ),
    ),
)

STEP = Text(
    "The step is minus lr times the whole gradient: that of the loss, and 2 lam w of the penalty.",
    zh="一步是负的 lr 乘以整个梯度：损失的梯度，加上惩罚的 2 lam w。",
)
LEARNED = (float64, float32, integers)

domain = (
    Domain(
        weight=Array("D M", dtypes=LEARNED, values=(normal(2, ints=(-9, 9)),)),
        bias=Array("M", dtypes=LEARNED, values=(normal(2, ints=(-9, 9)),)),
        grad_weight=Array("D M", dtypes=COMPUTED),
        grad_bias=Array("M", dtypes=COMPUTED),
        lr=number(0.02, 0.15),
        lam=LAM,
    )
    .choices_of(
        Choice(
            "shape",
            case("different widths", zh="宽度不同"),
            case("one input", lambda D, M: D == 1 and M > 1, reason="axes of length 1 get lost", zh="一个输入"),
            case("one output", lambda M, D: M == 1 and D > 1, reason="axes of length 1 get lost", zh="一个输出"),
            case(
                "a single weight", lambda D, M: D == 1 and M == 1, reason="axes of length 1 get lost",
                zh="只有一个权重",
            ),
            case(
                "as many inputs as outputs", lambda D, M: D == M, reason="a transpose has the right shape",
                zh="输入数等于输出数",
            ),
        )
    )
    .float32_together("weight", "bias", "grad_weight", "grad_bias")
)


def draw(rng: Generator, inputs: int, outputs: int, lr: float, lam: float) -> Case:
    """Parameters that are far from 0."""
    return Case(
        weight=rng.normal(scale=2, size=(inputs, outputs)),
        bias=rng.normal(scale=2, size=outputs),
        grad_weight=rng.normal(size=(inputs, outputs)),
        grad_bias=rng.normal(size=outputs),
        lr=lr,
        lam=lam,
    )


@scenario(public=1, zh="作业说明的例子：两个权重，一个偏置。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: two weights, one bias."""
    return Case(
        weight=np.array([[1.0], [-2.0]]),
        bias=np.array([3.0]),
        grad_weight=np.array([[0.5], [1.0]]),
        grad_bias=np.array([2.0]),
        lr=0.25,
        lam=0.5,
    )


@scenario(public=2, private=1, zh="偏置目前为 0。")
def no_bias_yet(rng: Generator) -> Case:
    """The bias is 0 so far."""
    weight, grad_weight, grad_bias = quarters(rng, 3, 2), quarters(rng, 3, 2), quarters(rng, 2)
    return Case(weight=weight, bias=np.zeros(2), grad_weight=grad_weight, grad_bias=grad_bias, lr=0.25, lam=0.5)


@scenario(public=1, private=2, weight=2, hint=UNPENALISED, traps=("bias-free",), zh="四个输入，三个输出。")
def ordinary(rng: Generator) -> Case:
    """Four inputs, three outputs."""
    return draw(rng, 4, 3, float(rng.uniform(0.05, 0.15)), drawn_lam(rng))


@scenario(
    private=1, weight=2, hint=STEP, traps=("flat-loss",),
    zh="普通损失在这里没有斜率：只有衰减在移动，偏置不动。",
)
def flat_loss(rng: Generator) -> Case:
    """The plain loss has no slope here: what moves is decay alone, and the bias stays."""
    drawn = draw(rng, 3, 5, float(rng.uniform(0.05, 0.15)), drawn_lam(rng)).inputs
    return Case(**{**drawn, "grad_weight": np.zeros((3, 5)), "grad_bias": np.zeros(5)})


@scenario(private=1, hint=STEP, traps=("past-zero",), zh="2 lr lam 大于 1：一步梯度下降会越过 0，没有什么把它留住。")
def past_zero(rng: Generator) -> Case:
    """2 lr lam above 1: a step of gradient descent goes past 0, and nothing holds it there."""
    return draw(rng, 3, 2, float(rng.uniform(0.3, 0.5)), float(rng.uniform(2.5, 3)))


@scenario(private=1, traps=("lam-zero",), zh="lam = 0：普通的一步。")
def no_decay(rng: Generator) -> Case:
    """lam = 0: the plain step."""
    return draw(rng, 2, 4, float(rng.uniform(0.05, 0.15)), 0.0)


@scenario(
    private=1,
    hint=Text("Parameters may be integers at first, not after a step.", zh="参数起初可以是整数；一步之后不是。"),
    traps=("integers",),
    zh="权重和偏置是 int64。",
)
def integer_start(rng: Generator) -> Case:
    """Weight and bias in int64."""
    drawn = draw(rng, 3, 2, float(rng.uniform(0.05, 0.15)), drawn_lam(rng)).inputs
    return Case(**{**drawn, "weight": rng.permuted([[3, -2], [5, 4], [-1, 7]]), "bias": rng.permutation([6, -3])})


every_choice = covering(
    domain, private=17, adjust=of_size_one, traps=("one-feature", "square", "float32", "input-forms")
)
