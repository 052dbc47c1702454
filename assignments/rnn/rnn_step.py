"""One step of Elman's network."""

import numpy as np

from grader.author import Case, Domain, Generator, Problem, Text, covering, scenario

from .draws import BATCH, EXAMPLE, RNN, SIZES, STABLE_TANH, WIDTHS, far_out, in_precision, learned, network, sequences

problem = Problem(
    points=10,
    forbidden=RNN,
    hints=(
        Text(
            "The trap is which matrix the input meets, and which the state.",
            zh="陷阱在于输入乘哪个矩阵，状态乘哪个矩阵。",
        ),
        Text(
            "Write the shapes of both products down: each is (N, H), and the bias is added to every row.",
            zh="写下两个乘积的形状：都是 (N, H)，偏置加到每一行上。",
        ),
    ),
)

domain = (
    Domain(
        x=sequences("N D"),
        h=learned("N H"),
        w_input=learned("D H"),
        w_hidden=learned("H H"),
        bias=learned("H"),
    )
    .sizes(**SIZES)
    .choices_of(BATCH, WIDTHS)
    .float32_together()
)


def draw(rng: Generator, count: int, inputs: int, units: int) -> Case:
    """A step in the middle of a sequence."""
    layer = network(rng, inputs=inputs, units=units)
    return Case(x=rng.normal(size=(count, inputs)), h=rng.uniform(-1, 1, size=(count, units)), **layer)


@scenario(public=1, zh="作业说明的例子，然后是状态为零时的同一输入。")
def by_hand(rng: Generator) -> Case:
    """The handout's example, then the same input where the state is zero."""
    first = Case(x=np.array([[1.0, 2.0]]), h=np.array([[0.5, -0.5]]), **EXAMPLE)
    return first.then(Case(**{**first.inputs, "h": np.zeros((1, 2))}))


@scenario(public=2, private=1, traps=("square",), zh="序列数、输入数与单元数相同，转置不会显示在形状上。")
def square(rng: Generator) -> Case:
    """As many sequences as inputs as units, in which a transpose does not show by its shape."""
    given = draw(rng, 3, 3, 3)
    return Case(**{**given.inputs, "w_hidden": given.inputs["w_hidden"] + np.diag([1.0, 0.5, -1.0])})


@scenario(
    private=2, weight=2, hint=Text("Neither matrix is transposed.", zh="两个矩阵都不转置。"),
    zh="序列数、输入数与单元数各不相同。",
)
def ordinary(rng: Generator) -> Case:
    """Different numbers of sequences, inputs and units."""
    return draw(rng, 4, 5, 3)


@scenario(
    public=1, private=1, hint=STABLE_TANH, traps=("flat-ends",),
    zh="有一步的输入为 1000，其余普通：tanh 在那里是平的。",
)
def large_inputs(rng: Generator) -> Case:
    """Inputs of 1000 at one step, ordinary ones elsewhere: tanh is flat there."""
    given = draw(rng, 5, 3, 4).inputs
    return Case(**{**given, "x": far_out(rng, given["x"])})


every_choice = covering(
    domain, private=14, adjust=in_precision, traps=("batch-1", "integers", "float32", "input-forms")
)
