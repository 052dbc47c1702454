"""All states of Elman's network on a batch of sequences."""

import numpy as np

from grader.author import Case, Domain, Generator, Problem, Text, covering, scenario

from .draws import (
    BATCH,
    EXAMPLE,
    FIRST_STATE,
    RNN,
    SIZES,
    STABLE_TANH,
    STEPS,
    STEPS_ALONG_AXIS_1,
    WIDTHS,
    as_float32,
    far_out,
    in_precision,
    learned,
    network,
    sequences,
)

problem = Problem(
    points=15,
    forbidden=RNN,
    hints=(
        Text(
            "The traps are the axis that is the time, and what state the first step begins with.",
            zh="陷阱在于哪个轴是时间，以及第一步从哪个状态出发。",
        ),
        Text(
            "For T = 2 write both steps down without a loop, then the loop; what should come back for T = 0?",
            zh="先对 T = 2 不用循环写出两步，再写循环；T = 0 时应返回什么？",
        ),
    ),
)

domain = (
    Domain(
        x=sequences("N T D"),
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
    """A batch that begins with some state."""
    layer = network(rng, inputs=shape[2], units=units)
    return Case(x=rng.normal(size=shape), h0=rng.uniform(-1, 1, size=(shape[0], units)), **layer)


@scenario(public=1, zh="作业说明的例子：一个两步的序列。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: one sequence of two steps."""
    return Case(x=np.array([[[1.0, 2.0], [0.0, 1.0]]]), h0=np.array([[0.5, -0.5]]), **EXAMPLE)


@scenario(public=1, zh="初始状态为零，步数与序列数相同。")
def from_zeros(rng: Generator) -> Case:
    """The first state is zero, as many steps as sequences."""
    given = draw(rng, (3, 3, 2), 4).inputs
    return Case(**{**given, "h0": np.zeros((3, 4))})


@scenario(public=1, private=1, traps=("square",), zh="序列数、步数、输入数与单元数都相同。")
def square(rng: Generator) -> Case:
    """As many sequences as steps as inputs as units."""
    return draw(rng, (3, 3, 3), 3)


@scenario(private=2, hint=STEPS_ALONG_AXIS_1, traps=("first-state",), zh="各个数都不相同，并且有初始状态。")
def ordinary(rng: Generator) -> Case:
    """Different numbers of everything, and a first state."""
    return draw(rng, (2, 5, 4), 3)


@scenario(private=1, hint=FIRST_STATE, traps=("steps-1",), zh="只有一步的序列。")
def one_step(rng: Generator) -> Case:
    """Sequences of one step."""
    return draw(rng, (4, 1, 3), 2)


@scenario(
    private=1,
    hint=Text("No steps give no states: (N, 0, H).", zh="没有时间步就没有状态：(N, 0, H)。"),
    traps=("steps-0",),
    zh="先是没有步的序列，再是两步的序列。",
)
def no_steps(rng: Generator) -> Case:
    """Sequences of no steps, then of two."""
    return draw(rng, (2, 0, 3), 4).then(draw(rng, (2, 2, 3), 4))


@scenario(private=1, hint=STABLE_TANH, traps=("flat-ends",), zh="有一步的输入为 1000，其余普通。")
def large_inputs(rng: Generator) -> Case:
    """Inputs of 1000 at one step, ordinary ones elsewhere."""
    given = draw(rng, (2, 5, 3), 4).inputs
    return Case(**{**given, "x": far_out(rng, given["x"])})


@scenario(private=1, traps=("float32",), zh="所有数组都是 float32。")
def in_float32(rng: Generator) -> Case:
    """All arrays are float32."""
    return as_float32(draw(rng, (2, 4, 3), 5))


every_choice = covering(domain, private=16, adjust=in_precision, traps=("batch-1", "integers", "input-forms"))
