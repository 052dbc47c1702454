"""The price of all weights of a network."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import (
    LAYOUTS,
    VECTORS,
    Case,
    Choice,
    Domain,
    Generator,
    Made,
    Problem,
    Text,
    calls_again,
    case,
    covering,
    float32,
    float64,
    keeps_inputs,
    scenario,
    signed,
)

from .draws import COMPUTED, CONVERT, LAM, UNPENALISED, drawn_lam, of_size_one, quarters

problem = Problem(
    points=10,
    hints=(
        Text(
            "The traps are what is penalised, and what of an array is squared and added up.",
            zh="陷阱在于惩罚哪些参数，以及数组里的什么要平方再相加。",
        ),
        Text(
            "Take one matrix [[1, 2], [3, 4]]: which number must come out for lam = 1, and which for a bias of 100?",
            zh="取矩阵 [[1, 2], [3, 4]]：lam = 1 时应得多少？偏置为 100 时呢？",
        ),
    ),
)

#: Shapes of a network's weights, by what is unusual about them.
NETWORKS = {
    "two": ((3, 4), (4, 2)),
    "one": ((4, 3),),
    "deep": ((2, 3), (3, 3), (3, 1)),
    "none": (),
    "vectors": ((5,), (3,)),
    "kernels": ((2, 3, 2, 2), (4, 2)),
}


def _weights(here: Any) -> list[np.ndarray]:
    """Weights of the chosen network."""
    draw = here.rng.normal if here.is_float else lambda size: here.rng.integers(-90, 91, size)
    return [np.asarray(draw(size=shape)).astype(here.dtype) for shape in NETWORKS[here.sizes["network"]]]


def _biases(here: Any) -> list[np.ndarray]:
    """One a layer, or fewer, or none at all."""
    widths = [len(weight) for weight in here.given["weights"]]
    count = {"all": len(widths), "fewer": len(widths) - 1, "none": 0}[here.sizes["offsets"]]
    return [here.rng.normal(scale=2, size=width).astype(here.dtype) for width in widths[:count]]


def _network(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is unusual about the weights."""
    if not all(np.ndim(weight) in {1, 2, 4} and np.size(weight) for weight in inputs["weights"]):
        return None
    axes = [np.ndim(weight) for weight in inputs["weights"]]
    if 4 in axes or 1 in axes:
        return {"network": "kernels" if 4 in axes else "vectors"}
    return {"network": {0: "none", 1: "one", 2: "two"}.get(len(axes), "deep")}


def _offsets(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """How many biases there are."""
    count, biases = len(inputs["weights"]), len(inputs["biases"])
    if biases > count or not all(np.ndim(bias) == 1 for bias in inputs["biases"]):
        return None
    return {"offsets": "all" if biases == count else "fewer" if biases else "none"}


domain = (
    Domain(
        weights=Made(
            _weights, _network, "a list of arrays of 1, 2 or 4 axes, maybe empty", (float64, float32, signed), LAYOUTS
        ),
        biases=Made(_biases, _offsets, "a list of vectors, no more than weights, maybe empty", COMPUTED, VECTORS),
        lam=LAM,
    )
    .sizes(network=tuple(NETWORKS), offsets=("all", "fewer", "none"))
    .needs(
        lambda network, offsets: network != "none" or offsets == "all",
        lambda network, offsets: network != "one" or offsets != "fewer",
    )
    .choices_of(
        Choice(
            "weights",
            case("two matrices", lambda network: network == "two", zh="两个矩阵"),
            case("one matrix", lambda network: network == "one", reason="a sum of one", zh="一个矩阵"),
            case(
                "three matrices", lambda network: network == "deep", reason="all layers count", usual=True,
                zh="三个矩阵",
            ),
            case(
                "no weights", lambda network: network == "none", single=True, reason="an empty sum is 0, of no dtype",
                zh="没有权重",
            ),
            case("vectors", lambda network: network == "vectors", reason="no second axis", usual=True, zh="向量"),
            case(
                "kernels of four axes", lambda network: network == "kernels", reason="a sum over two axes is no sum",
                zh="四个轴的卷积核",
            ),
        ),
        Choice(
            "biases",
            case("one bias a layer", lambda offsets: offsets == "all", zh="每层一个偏置"),
            case(
                "fewer biases than weights", lambda offsets: offsets == "fewer", reason="zip ends with the shorter",
                zh="偏置比权重少",
            ),
            case(
                "no biases", lambda offsets: offsets == "none", single=True, reason="nothing to iterate over",
                zh="没有偏置",
            ),
        ),
    )
    .float32_together("weights", "biases")
)


def draw(rng: Generator, shapes: tuple[tuple[int, ...], ...], offsets: int) -> Case:
    """Weights of these shapes and that many biases, which are large."""
    return Case(
        weights=[rng.normal(size=shape) for shape in shapes],
        biases=[rng.normal(scale=3, size=shape[-1]) for shape in shapes[:offsets]],
        lam=drawn_lam(rng),
    )


@scenario(public=1, zh="作业说明的例子：一个矩阵、一个向量和一个偏置；单独一个向量；什么也没有。")
def by_hand(rng: Generator) -> Case:
    """The handout's examples: a matrix, a vector and one bias; a vector alone; nothing."""
    first = Case(weights=[np.array([[1.0, 2.0], [3.0, -4.0]]), np.array([0.5, 0.5])], biases=[np.array([7.0])], lam=0.5)
    return first.then(Case(weights=[np.array([3.0, -4.0])], biases=[], lam=2.0), Case(weights=[], biases=[], lam=2.0))


@scenario(public=2, private=1, zh="一个偏置为 0 的矩阵；做三次，使任何常数都不对。")
def one_matrix(rng: Generator) -> Case:
    """One matrix whose bias is 0; three times, so that no constant is right."""
    first, *others = (
        Case(weights=[quarters(rng, 2, 3)], biases=[np.zeros(3)], lam=float(rng.choice([0.5, 1.5, 3.0])))
        for _ in range(3)
    )
    return first.then(*others)


@scenario(
    private=2, weight=2, hint=UNPENALISED, traps=("bias-free",),
    zh="两层，偏置很大；两个网络，使任何常数都不对。",
)
def ordinary(rng: Generator) -> Case:
    """Two layers with large biases; two networks, so that no constant is right."""
    return draw(rng, ((4, 5), (5, 3)), 2).then(draw(rng, ((4, 5), (5, 3)), 2))


@scenario(
    private=2,
    hint=Text(
        "Go through the weights by themselves: zip ends with the shorter list.",
        zh="单独遍历权重：zip 到较短的列表就结束了。",
    ),
    traps=("fewer-biases",),
    zh="三层，其中两层没有偏置；然后都没有偏置。",
)
def fewer_biases(rng: Generator) -> Case:
    """Three layers, of which two have no bias; then none has one."""
    shapes = ((4, 3), (3, 5), (5, 2))
    return draw(rng, shapes, 1).then(draw(rng, shapes, 0))


@scenario(
    private=1,
    hint=Text("Sum over all axes of an array, however many.", zh="不论有几个轴，都要对所有轴求和。"),
    traps=("any-shape",),
    zh="四个轴的卷积核、一个矩阵和一个向量。",
)
def kernels(rng: Generator) -> Case:
    """Convolution kernels of four axes, a matrix, and a vector."""
    return draw(rng, ((3, 2, 3, 3), (6, 4), (4,)), 3)


@scenario(
    private=1, hint=CONVERT, traps=("integers",),
    zh="dtype 为 int8 的权重，量化网络就是如此：它们的平方会溢出。",
)
def small_integers(rng: Generator) -> Case:
    """Weights of dtype int8, as quantised networks have them: their squares overflow."""
    weights = [rng.integers(-128, 128, size=shape).astype(np.int8) for shape in ((4, 3), (3, 2))]
    return Case(weights=weights, biases=[rng.normal(size=3)], lam=drawn_lam(rng))


@scenario(private=1, traps=("no-weights",), zh="没有权重就没有代价；然后有一些。")
def no_weights(rng: Generator) -> Case:
    """No weights cost nothing; then some."""
    return draw(rng, (), 0).then(draw(rng, ((2, 3),), 1)).scale(1.0)


every_choice = covering(domain, private=17, adjust=of_size_one, traps=("lam-zero", "float32", "input-forms"))
called_again = calls_again(kernels)
inputs_kept = keeps_inputs(kernels)
