"""Backpropagation through time: all gradients of Elman's network."""

import numpy as np

from grader.author import Array, Case, Domain, Generator, Problem, Text, covering, float32, float64, scenario

from .draws import (
    BATCH,
    EXAMPLE,
    ONCE,
    RNN,
    SIZES,
    STEPS,
    WIDTHS,
    far_out,
    in_precision,
    learned,
    network,
    sequences,
)

problem = Problem(
    points=30,
    forbidden=("autograd", *RNN),
    hints=(
        Text(
            "The trap is that a state acts on the loss in two ways: directly, and through the next state.",
            zh="陷阱在于一个状态以两种方式影响损失：直接地，以及通过下一个状态。",
        ),
        Text(
            "Compare with finite differences for T = 1, then T = 2 with only the last step's gradient, then only the "
            "first's.",
            zh="先对 T = 1 用有限差分核对，再对 T = 2 只给最后一步梯度，然后只给第一步梯度。",
        ),
    ),
)

#: The natural size of gradients where an x of 100 meets a flat tanh.
FLAT = 8.0

domain = (
    Domain(
        grad_output=Array("N T H", dtypes=(float64, float32), layouts=ONCE),
        x=sequences("N T D", size=100),
        h0=learned("N H"),
        w_input=learned("D H"),
        w_hidden=learned("H H"),
        bias=learned("H"),
    )
    .sizes(**SIZES, T=range(6))
    .choices_of(BATCH, STEPS, WIDTHS)
    .float32_together()
)


def draw(rng: Generator, shape: tuple[int, int, int], units: int) -> Case:
    """A batch whose states matter at every step."""
    return Case(
        grad_output=rng.normal(size=(*shape[:2], units)),
        x=rng.normal(size=shape),
        h0=rng.uniform(-1, 1, size=(shape[0], units)),
        **network(rng, inputs=shape[2], units=units),
    )


@scenario(public=1, zh="作业说明的例子：两步，损失都看到。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: two steps, the loss sees both."""
    return Case(
        grad_output=np.array([[[1.0, 0.0], [0.0, 1.0]]]),
        x=np.array([[[1.0, 2.0], [0.0, 1.0]]]),
        h0=np.array([[0.5, -0.5]]),
        **EXAMPLE,
    )


@scenario(public=1, traps=("steps-1",), zh="只有一步的序列：没有什么从后面的步传来。")
def one_step(rng: Generator) -> Case:
    """Sequences of one step: nothing comes from later ones."""
    return draw(rng, (3, 1, 2), 4)


@scenario(public=1, private=1, traps=("square",), zh="序列数、步数、输入数与单元数都相同。")
def square(rng: Generator) -> Case:
    """As many sequences as steps as inputs as units."""
    return draw(rng, (3, 3, 3), 3)


@scenario(
    public=1,
    private=2,
    weight=2,
    hint=Text(
        "The loss sees every state: add its own gradient and what comes back from the next step.",
        zh="损失用到每个状态：把它自己的梯度与下一步传回的梯度相加。",
    ),
    traps=("every-step", "first-state"),
    zh="各个数都不相同；每一步都有梯度传来，第一个测试里的梯度有几百。",
)
def ordinary(rng: Generator) -> Case:
    """Different numbers of everything; a gradient arrives at every step, in the first case one of hundreds."""
    given = draw(rng, (2, 5, 4), 3).inputs
    large = Case(**{**given, "grad_output": 100 * given["grad_output"]})
    return large.then(draw(rng, (2, 5, 4), 3))


@scenario(
    private=1,
    hint=Text(
        "Only the last state is used: its gradient flows to all steps.",
        zh="只用到最后一个状态：它的梯度流向所有时间步。",
    ),
    traps=("last-step-only",),
    zh="损失只看到最后的状态。",
)
def last_step_only(rng: Generator) -> Case:
    """The loss sees the last state alone."""
    given = draw(rng, (3, 4, 2), 5).inputs
    last = np.arange(4)[:, None] == 3
    return Case(**{**given, "grad_output": given["grad_output"] * last})


@scenario(
    private=1,
    hint=Text(
        "No steps: nothing depends on the weights, and gradients are zeros.", zh="没有时间步：不依赖权重，梯度为零。"
    ),
    traps=("steps-0",),
    zh="先是没有步的序列，再是两步的序列。",
)
def no_steps(rng: Generator) -> Case:
    """Sequences of no steps, then of two."""
    return draw(rng, (2, 0, 3), 4).then(draw(rng, (2, 2, 3), 4))


@scenario(
    private=1,
    hint=Text("Where tanh is flat, nothing flows back.", zh="tanh 平坦之处没有梯度流回。"),
    traps=("flat-ends",),
    zh="有一步的输入为 100，其余普通。",
)
def large_inputs(rng: Generator) -> Case:
    """Inputs of 100 at one step, ordinary ones elsewhere."""
    given = draw(rng, (3, 4, 2), 5).inputs
    return Case(**{**given, "x": far_out(rng, given["x"], size=100)}).scale(FLAT)


def in_size(drawn: Case, titles: frozenset[str]) -> Case:
    """1 - h^2 is exact to 1e-16 alone, of which an x of 100 makes 1e-14."""
    drawn = in_precision(drawn, titles)
    return drawn if drawn.relative_tolerance else drawn.scale(FLAT)


every_choice = covering(domain, private=16, adjust=in_size, traps=("batch-1", "integers", "float32", "input-forms"))
