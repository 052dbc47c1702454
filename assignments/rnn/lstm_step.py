"""One step of an LSTM."""

import numpy as np

from grader.author import Case, Domain, Generator, Problem, Text, covering, scenario

from .draws import (
    BATCH,
    EXAMPLE_LSTM,
    LSTM,
    ORDER_OF_GATES,
    SIZES,
    STABLE_SIGMOID,
    WIDTHS,
    far_out,
    in_precision,
    learned,
    network,
    sequences,
)

problem = Problem(
    points=20,
    forbidden=LSTM,
    hints=(
        Text(
            "The traps are the order of the four blocks and which of them go through tanh.",
            zh="陷阱在于四个列块的顺序，以及哪些经过 tanh。",
        ),
        Text(
            "Give one block a bias of 1000 or -1000 and ask what the new cell must be; do it for each block.",
            zh="依次给每个列块 1000 或 -1000 的偏置，想一想新的细胞状态应是什么。",
        ),
    ),
)

domain = (
    Domain(
        x=sequences("N D"),
        h=learned("N H"),
        c=learned("N H"),
        w_input=learned("D G"),
        w_hidden=learned("H G"),
        bias=learned("G"),
    )
    .sizes(**SIZES)
    .follows(G=(lambda units: 4 * units, "H"))
    .choices_of(BATCH, WIDTHS)
    .float32_together()
)


def draw(rng: Generator, count: int, inputs: int, units: int) -> Case:
    """A step in the middle of a sequence, with a cell beyond 1."""
    h, c = rng.uniform(-1, 1, size=(count, units)), 2 * rng.normal(size=(count, units))
    return Case(x=rng.normal(size=(count, inputs)), h=h, c=c, **network(rng, inputs=inputs, units=units, gates=4))


@scenario(public=1, zh="作业说明的例子：一个输入，一个单元。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: one input, one unit."""
    return Case(x=np.array([[1.0]]), h=np.array([[0.5]]), c=np.array([[2.0]]), **EXAMPLE_LSTM)


@scenario(public=1, zh="细胞原本是空的：忘掉什么都无所谓。")
def input_gate_and_candidate(rng: Generator) -> Case:
    """Cells that were empty: what is forgotten does not matter."""
    given = draw(rng, 2, 3, 2).inputs
    return Case(**{**given, "c": np.zeros((2, 2))})


@scenario(public=1, private=1, traps=("square",), zh="序列数、输入数与单元数相同。")
def square(rng: Generator) -> Case:
    """As many sequences as inputs as units."""
    return draw(rng, 3, 3, 3)


@scenario(private=2, weight=2, hint=ORDER_OF_GATES, traps=("gate-order",), zh="序列数、输入数与单元数各不相同。")
def ordinary(rng: Generator) -> Case:
    """Different numbers of sequences, inputs and units."""
    return draw(rng, 4, 3, 5)


@scenario(
    private=1,
    hint=Text("The cell may be far beyond 1; the state never is.", zh="细胞状态可以远大于 1；隐藏状态不会。"),
    traps=("large-cells",),
    zh="细胞的大小为 20：状态仍然有界。",
)
def large_cells(rng: Generator) -> Case:
    """Cells of size 20: the state is bounded all the same."""
    given = draw(rng, 3, 4, 2).inputs
    return Case(**{**given, "c": 10 * given["c"]})


@scenario(
    private=1, hint=STABLE_SIGMOID, traps=("flat-ends",),
    zh="有一步的输入为 1000，其余普通：门完全打开或关闭。",
)
def large_inputs(rng: Generator) -> Case:
    """Inputs of 1000 at one step, ordinary ones elsewhere: gates wide open and shut."""
    given = draw(rng, 5, 3, 4).inputs
    return Case(**{**given, "x": far_out(rng, given["x"])}).scale(1.0)


every_choice = covering(
    domain, private=16, adjust=in_precision, traps=("batch-1", "integers", "float32", "input-forms")
)
