"""NN4G's readout: the mean over the nodes of every layer, transformed and added."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    Made,
    Problem,
    Text,
    backwards,
    c_order,
    case,
    covering,
    float32,
    float64,
    fortran,
    gaps,
    read_only,
    scenario,
    signed,
    uint8,
)

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


def shapes(arrays: Any) -> list[tuple[int, ...]]:
    """The shapes of a list's arrays."""
    return [np.shape(array) for array in arrays]


def draw_layers(here: Any) -> list[np.ndarray]:
    """Hidden states, none of them 0 but those of silent nodes."""
    rng, nodes, kind = here.rng, here.sizes["n"], here.sizes["states"]
    silent = (rng.permutation(nodes) < max(1, nodes // 3)) & (kind == "silent")
    layers = []
    for width in here.sizes["widths"]:
        floats = here.dtype.kind == "f"
        sizes = rng.uniform(0.1, 2, size=(nodes, width)) if floats else rng.integers(1, 101, size=(nodes, width))
        signs = -1 if kind == "negative" else 1 if here.dtype.kind == "u" else rng.choice([-1, 1], size=(nodes, width))
        layers.append((sizes * signs * ~silent[:, None]).astype(here.dtype))
    return layers


def measure_layers(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """Nodes, widths and kind of the hidden states."""
    layers = inputs["hidden_layers"]
    if not layers or any(len(shape) != 2 or shape[0] != len(layers[0]) for shape in shapes(layers)):
        return None
    silent = any(bool((layer == 0).all(axis=1).any()) for layer in layers)
    negative = all(bool((layer < 0).all()) for layer in layers)
    kind = "silent" if silent else "negative" if negative else "ordinary"
    return {"n": len(layers[0]), "widths": tuple(layer.shape[1] for layer in layers), "states": kind}


def draw_weights(here: Any) -> list[np.ndarray]:
    """One matrix a layer."""
    sizes = here.sizes
    return [here.rng.normal(size=(width, sizes["o"])).astype(here.dtype) for width in sizes["widths"]]


def measure_weights(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """How many outputs all of them have."""
    outputs = np.shape(inputs["weights"][0])[-1]
    fits = shapes(inputs["weights"]) == [(np.shape(layer)[1], outputs) for layer in inputs["hidden_layers"]]
    return {"o": outputs} if fits else None


#: Fortran order once: a layer of one unit, and a graph of one node, have none.
LAYOUTS = (c_order, fortran.once(), gaps, backwards, read_only)
domain = (
    Domain(
        hidden_layers=Made(
            draw_layers,
            measure_layers,
            "a list of L >= 1 arrays (n, d_k)",
            (float64, float32, signed, uint8.once()),
            LAYOUTS,
        ),
        weights=Made(
            draw_weights, measure_weights, "a list of L arrays (d_k, o)", (float64, float32), LAYOUTS
        ),
    )
    .sizes(
        n=range(1, 7),
        o=range(1, 6),
        widths=(
            *((3, 4), (5, 2), (6, 3), (2, 2), (3, 3), (4, 4), (1, 3), (4, 1)),
            *((3,), (4,), (1,), (3, 6, 4), (2, 5, 3, 4), (4, 4, 4), (3, 3, 3, 3, 3), (2, 1, 5), (1, 1, 1, 1)),
        ),
        states=("ordinary", "silent", "negative"),
    )
    .needs(lambda n, states: states != "silent" or n > 1)
    .choices_of(
        graphs.NODES,
        Choice(
            "layers",
            case("two layers", lambda widths: len(widths) == 2, zh="两层"),
            case("one layer", lambda widths: len(widths) == 1, reason="a list of one", zh="一层"),
            case("many layers", reason="two layers are taken for granted", zh="很多层"),
        ),
        Choice(
            "widths",
            case("layers of different widths", zh="各层宽度不同"),
            case(
                "layers of one unit", lambda widths: set(widths) == {1}, reason="lost axes of length 1",
                zh="每层一个单元",
            ),
            case(
                "layers of one width", lambda widths: len(set(widths)) == 1, reason="they stack", usual=True,
                zh="各层宽度相同",
            ),
        ),
        Choice(
            "outputs",
            case("several outputs", zh="多个输出"),
            case("one output", lambda o: o == 1, reason="a number, no vector", zh="一个输出"),
        ),
        Choice(
            "states",
            case("ordinary states", lambda states: states == "ordinary", zh="普通的状态"),
            case(
                "nodes that are all zero", lambda states: states == "silent", reason="they count in the mean",
                zh="节点全为零",
            ),
            case(
                "negative states", lambda states: states == "negative", reason="no relu comes before the mean",
                zh="状态为负",
            ),
        ),
    )
)


def arguments(rng: Generator, nodes: int, widths: tuple[int, ...], outputs: int) -> dict[str, list[np.ndarray]]:
    """Layers of these widths and their weights."""
    return {
        "hidden_layers": [rng.normal(size=(nodes, width)) for width in widths],
        "weights": [rng.normal(size=(width, outputs)) for width in widths],
    }


@scenario(public=1, zh="作业说明的例子：两层，三个节点。")
def worked_example(rng: Generator) -> Case:
    """The handout's example: two layers of three nodes."""
    return Case(
        hidden_layers=[np.array([[1.0, 0], [2, 3], [3, 3]]), np.array([[0.0, 3], [6, 0], [3, 0]])],
        weights=[np.array([[1.0, 0, 2], [2, 1, 0]]), np.array([[-1.0, 1, 0], [1, 0, 2]])],
    )


@scenario(public=3, private=1, weight=3, zh="宽度相同的两层。")
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
    zh="三种宽度的三层。",
)
def different_widths(rng: Generator) -> Case:
    """Three layers of three widths."""
    return Case(**arguments(rng, 5, (3, 6, 4), 2))


@scenario(
    private=1,
    hint=Text(
        "Every node counts in the mean, one that is all zeros too.",
        zh="每个节点都计入平均，全零的节点也不例外。",
    ),
    traps=("silent-nodes",),
    zh="经过 relu 的隐藏状态，有些节点为零。",
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
    zh="状态为正，权重为负：输出大小相同，都在零以下。",
)
def negative_outputs(rng: Generator) -> Case:
    """Positive states, negative weights: outputs of one size below zero."""
    layers = [rng.uniform(1, 2, size=(5, width)) for width in (2, 4)]
    return Case(hidden_layers=layers, weights=[-rng.uniform(0.5, 1, size=(width, 3)) for width in (2, 4)])


@scenario(private=1, hint=graphs.RENUMBERED, traps=("permutation",), zh="同样的层用两次，节点的次序不同。")
def renumbered_nodes(rng: Generator) -> Case:
    """The same layers twice, with the nodes in another order."""
    inputs = arguments(rng, 6, (2, 4), 3)
    order = rng.permutation(6)
    return Case(**inputs).then(
        Case(hidden_layers=[layer[order] for layer in inputs["hidden_layers"]], weights=inputs["weights"])
    )


every_choice = covering(
    domain,
    private=13,
    weight=1,
    adjust=graphs.adjusted,
    traps=("layer-count", "single-node", "square-sizes", "integer-inputs", "float32", "input-forms"),
)
