"""All states of an LSTM on a batch of sequences, and its last cell."""

import numpy as np

from grader.author import Case, Domain, Generator, Problem, Text, covering, scenario

from .draws import (
    BATCH,
    EXAMPLE_LSTM,
    FIRST_STATE,
    LSTM,
    SIZES,
    STABLE_SIGMOID,
    STEPS,
    STEPS_ALONG_AXIS_1,
    WIDTHS,
    far_out,
    in_precision,
    learned,
    network,
    sequences,
)

problem = Problem(
    points=15,
    forbidden=LSTM,
    hints=(
        Text(
            "The trap is that two things are carried from step to step, and that both begin with what is given.",
            zh="陷阱在于有两样东西在时间步之间传递，且都从给定值出发。",
        ),
        Text(
            "Run T = 2 by two calls of lstm_step and compare; then ask what comes back for T = 0.",
            zh="用两次 lstm_step 计算 T = 2 并比较；再想 T = 0 时应返回什么。",
        ),
    ),
)

domain = (
    Domain(
        x=sequences("N T D"),
        h0=learned("N H"),
        c0=learned("N H"),
        w_input=learned("D G"),
        w_hidden=learned("H G"),
        bias=learned("G"),
    )
    .sizes(**SIZES, T=range(6))
    .follows(G=(lambda units: 4 * units, "H"))
    .choices_of(BATCH, STEPS, WIDTHS)
    .float32_together()
)


def draw(rng: Generator, shape: tuple[int, int, int], units: int) -> Case:
    """A batch that begins with some state and some cell."""
    h0, c0 = rng.uniform(-1, 1, size=(shape[0], units)), 2 * rng.normal(size=(shape[0], units))
    return Case(x=rng.normal(size=shape), h0=h0, c0=c0, **network(rng, inputs=shape[2], units=units, gates=4))


@scenario(public=1, zh="作业说明的例子：两步，一个输入，一个单元。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: two steps, one input, one unit."""
    return Case(x=np.array([[[1.0], [-1.0]]]), h0=np.array([[0.5]]), c0=np.array([[2.0]]), **EXAMPLE_LSTM)


@scenario(public=1, zh="状态和细胞起初为零，步数与序列数相同。")
def from_zeros(rng: Generator) -> Case:
    """State and cell are zero at first, as many steps as sequences."""
    given = draw(rng, (3, 3, 2), 4).inputs
    return Case(**{**given, "h0": np.zeros((3, 4)), "c0": np.zeros((3, 4))})


@scenario(public=1, private=1, traps=("square",), zh="序列数、步数、输入数与单元数都相同。")
def square(rng: Generator) -> Case:
    """As many sequences as steps as inputs as units."""
    return draw(rng, (3, 3, 3), 3)


@scenario(private=2, hint=STEPS_ALONG_AXIS_1, traps=("first-state",), zh="各个数都不相同，有初始状态和初始细胞。")
def ordinary(rng: Generator) -> Case:
    """Different numbers of everything, a first state and a first cell."""
    return draw(rng, (2, 5, 4), 3)


@scenario(private=1, hint=FIRST_STATE, traps=("steps-1",), zh="只有一步的序列。")
def one_step(rng: Generator) -> Case:
    """Sequences of one step."""
    return draw(rng, (4, 1, 3), 2)


@scenario(
    private=1,
    hint=Text(
        "No steps: no states, (N, 0, H), and the cell as it was.", zh="没有时间步：没有状态 (N, 0, H)，细胞状态不变。"
    ),
    traps=("steps-0",),
    zh="先是没有步的序列，再是两步的序列。",
)
def no_steps(rng: Generator) -> Case:
    """Sequences of no steps, then of two."""
    return draw(rng, (2, 0, 3), 4).then(draw(rng, (2, 2, 3), 4))


@scenario(
    private=1, hint=STABLE_SIGMOID, traps=("flat-ends",),
    zh="有一步的输入为 1000，其余普通：门完全打开或关闭。",
)
def large_inputs(rng: Generator) -> Case:
    """Inputs of 1000 at one step, ordinary ones elsewhere: gates wide open and shut."""
    given = draw(rng, (2, 5, 3), 4).inputs
    return Case(**{**given, "x": far_out(rng, given["x"])}).scale(1.0)


every_choice = covering(
    domain, private=17, adjust=in_precision, traps=("batch-1", "integers", "float32", "input-forms")
)
