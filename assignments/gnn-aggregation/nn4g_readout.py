"""NN4G's readout: the mean over the nodes of every layer, transformed and added."""

import numpy as np

from grader.author import Case, Generator, Problem, Text, calls_again, keeps_inputs, scenario

from . import graphs
from .graphs import halves

problem = Problem(
    points=10,
    hints=(
        Text(
            "The trap is what is averaged (nodes) and what is added (layers).",
            zh="陷阱在于对什么求平均（节点）、对什么求和（层）。",
        ),
        Text(
            "Compute the two means of the handout's example by hand, and compare the shape of the answer.",
            zh="手工算出讲义例子中的两个平均值，并对照答案的形状。",
        ),
    ),
)

ANY_NUMBER = Text("Any number of layers, from one up.", zh="层数可以是任意正整数。")


def arguments(rng: Generator, nodes: int, widths: tuple[int, ...], outputs: int) -> dict[str, list[np.ndarray]]:
    """Layers of these widths and their weights."""
    return {
        "hidden_layers": [rng.normal(size=(nodes, width)) for width in widths],
        "weights": [rng.normal(size=(width, outputs)) for width in widths],
    }


@scenario(public=1)
def worked_example(rng: Generator) -> Case:
    """The handout's example: two layers of three nodes."""
    return Case(
        hidden_layers=[np.array([[1.0, 0], [2, 3], [3, 3]]), np.array([[0.0, 3], [6, 0], [3, 0]])],
        weights=[np.array([[1.0, 0, 2], [2, 1, 0]]), np.array([[-1.0, 1, 0], [1, 0, 2]])],
    )


@scenario(public=3, private=1, weight=3)
def ordinary(rng: Generator) -> Case:
    """Two layers of the same width."""
    return Case(
        hidden_layers=[halves(rng, 4, 2), halves(rng, 4, 2)],
        weights=[halves(rng, 2, 3), halves(rng, 2, 3)],
    )


@scenario(
    private=2,
    hint=Text("Layers may differ in width.", zh="各层的宽度可以不同。"),
    traps=("layer-widths",),
)
def different_widths(rng: Generator) -> Case:
    """Three layers of three widths."""
    return Case(**arguments(rng, 5, (3, 6, 4), 2))


@scenario(private=1, hint=ANY_NUMBER, traps=("layer-count",))
def one_layer(rng: Generator) -> Case:
    """A single layer."""
    return Case(**arguments(rng, 6, (4,), 3))


@scenario(private=1, hint=ANY_NUMBER, traps=("layer-count",))
def five_layers(rng: Generator) -> Case:
    """Five layers of one width."""
    return Case(**arguments(rng, 7, (3, 3, 3, 3, 3), 4))


@scenario(
    private=1,
    hint=Text(
        "Every node counts in the mean, one that is all zeros too.",
        zh="每个节点都计入平均，全零的节点也不例外。",
    ),
    traps=("silent-nodes",),
)
def silent_nodes(rng: Generator) -> Case:
    """Hidden states after a relu, zero in some nodes."""
    inputs = arguments(rng, 6, (3, 4), 5)
    layers = [np.abs(layer) * (np.arange(6) % 3 > 0)[:, None] for layer in inputs["hidden_layers"]]
    return Case(hidden_layers=layers, weights=inputs["weights"])


@scenario(
    private=1,
    hint=Text("The readout is linear: no relu at the end.", zh="读出层是线性的：最后没有 relu。"),
    traps=("negative-features",),
)
def negative_outputs(rng: Generator) -> Case:
    """Positive states, negative weights: outputs of one size below zero."""
    layers = [rng.uniform(1, 2, size=(5, width)) for width in (2, 4)]
    return Case(hidden_layers=layers, weights=[-rng.uniform(0.5, 1, size=(width, 3)) for width in (2, 4)])


@scenario(private=1, hint=graphs.SINGLE, traps=("single-node",))
def one_node(rng: Generator) -> Case:
    """A graph of one node."""
    return Case(**arguments(rng, 1, (3, 2), 4))


@scenario(private=1, hint=graphs.SQUARE, traps=("square-sizes",))
def equal_sizes(rng: Generator) -> Case:
    """As many nodes as hidden units, outputs and layers."""
    return Case(**arguments(rng, 3, (3, 3, 3), 3))


@scenario(private=1, hint=graphs.INTEGERS, traps=("integer-inputs",))
def int_states(rng: Generator) -> Case:
    """Hidden states of type int."""
    inputs = arguments(rng, 5, (3, 2), 4)
    return Case(hidden_layers=[rng.integers(-4, 5, size=(5, width)) for width in (3, 2)], weights=inputs["weights"])


@scenario(private=1, hint=graphs.FLOAT32, traps=("float32",))
def float32_inputs(rng: Generator) -> Case:
    """Everything in float32."""
    return graphs.in_float32(**arguments(rng, 6, (4, 2), 3))


@scenario(private=1, hint=graphs.FORMS, traps=("input-forms",))
def array_forms(rng: Generator) -> Case:
    """Read-only arrays that do not lie row by row."""
    case = Case(**arguments(rng, 6, (4, 3), 2)).layout("reversed", "hidden_layers").layout("F", "weights")
    return case.read_only()


@scenario(private=1, hint=graphs.RENUMBERED, traps=("permutation",))
def renumbered_nodes(rng: Generator) -> Case:
    """The same layers twice, with the nodes in another order."""
    inputs = arguments(rng, 6, (2, 4), 3)
    order = rng.permutation(6)
    return Case(**inputs).then(
        Case(hidden_layers=[layer[order] for layer in inputs["hidden_layers"]], weights=inputs["weights"])
    )


called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
