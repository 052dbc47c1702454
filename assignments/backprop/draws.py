"""Kinds of numbers, batches and networks that several problems' domains share."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Made,
    Shape,
    backwards,
    c_order,
    case,
    float32,
    float64,
    fortran,
    gaps,
    integers,
    read_only,
    uint8,
    values,
)

# A loop that collects float32 products in a float64 array is right, but no more precise than float32.
MIXED = "float32 inputs may be computed partly in float32, partly in float64"
IMAGES = Shape(
    "N C H W", "images (N, C, H, W)", reason="what is flattened comes back in its shape", zh="图像 (N, C, H, W)"
)
SEQUENCES = Shape(
    "N T F", "sequences (N, T, F)", reason="three axes are no matrix and no image", single=True, zh="序列 (N, T, F)"
)
#: Features are numbers of any kind; whatever has been computed or learned is a float.
FEATURES = (float64, float32, integers, uint8.once("pixels"))
FLOATS = (float64, float32)
#: Fortran order once: a layer of one unit has none.
LAYOUTS = (c_order, fortran.once(), gaps, backwards, read_only)
VECTORS = (c_order, gaps, backwards, read_only)
BATCH = Choice(
    "batch",
    case("several samples", zh="多个样本"),
    case("one sample", lambda N: N == 1, reason="lost axes of length 1", zh="一个样本"),
)
WIDTHS = Choice(
    "widths",
    case("several features and outputs", zh="多个特征和输出"),
    case("one feature", lambda D: D == 1, reason="lost axes of length 1", zh="一个特征"),
    case("one output", lambda M: M == 1, reason="lost axes of length 1", zh="一个输出"),
    case(
        "as many features as outputs",
        lambda D, M: D == M,
        reason="a transpose has the right shape",
        zh="特征数等于输出数",
    ),
)


def features(*shapes: str | Shape) -> Array:
    """Samples of one row of features each, or of other shapes."""
    return Array(*shapes, dtypes=FEATURES)


def layer(**more: Array) -> Domain:
    """A domain of arrays round one fully connected layer: samples of any shape, all of their features in a row."""
    return (
        Domain(**more)
        .sizes(D=range(1, 41), C=range(1, 4), H=range(1, 4), W=range(1, 4), T=range(1, 5), F=range(1, 5))
        .needs(lambda C, H, W, D: C * H * W == D, lambda T, F, D: T * F == D)
        .choices_of(BATCH, WIDTHS)
        .float32_together()
    )


def _weights(here: Any) -> list[np.ndarray]:
    """Weights of size 1 / sqrt(rows), as for a network that is to be trained."""
    pairs = pairwise(here.sizes["widths"])
    return [(here.rng.normal(size=pair) / pair[0] ** 0.5).astype(here.dtype) for pair in pairs]


def _biases(here: Any) -> list[np.ndarray]:
    """Biases of size 1/2; where units saturate, every third hidden one of the first layer stays ordinary."""
    found = [here.rng.normal(scale=0.5, size=width) for width in here.sizes["widths"][1:]]
    if here.sizes["saturates"]:
        found[0] = found[0] + 1e4 * here.rng.permutation(np.resize([1, 0, -1], len(found[0])))
    return [bias.astype(here.dtype) for bias in found]


def _network(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """The widths that a list of weights says."""
    shapes = [np.shape(weight) for weight in inputs["weights"]]
    fits = all(len(shape) == 2 for shape in shapes) and all(a[1] == b[0] for a, b in pairwise(shapes))
    return {"widths": (shapes[0][0], *(columns for _, columns in shapes))} if shapes and fits else None


def _offsets(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """Whether biases drive hidden units far from 0."""
    biases, weights = inputs["biases"], inputs["weights"]
    if [np.shape(bias) for bias in biases] != [np.shape(weight)[1:] for weight in weights]:
        return None
    return {"saturates": any(bool((abs(bias) > 300).any()) for bias in biases[:-1])}


WEIGHTS = Made(_weights, _network, "a list of L >= 1 matrices (D_l, D_(l+1))", FLOATS, LAYOUTS)
BIASES = Made(_biases, _offsets, "a list of L vectors (D_(l+1),)", FLOATS, VECTORS)
#: Widths of the layers, input and output included.
NETWORKS: dict[str, Sequence[Any]] = {
    "widths": (
        *((4, 3), (2, 5), (1, 3), (3, 1), (3, 3)),
        *((5, 4, 3), (3, 6, 2), (2, 4, 5), (3, 1, 2), (1, 5, 2), (4, 5, 1), (3, 3, 3)),
        *((4, 7, 5, 3, 2), (3, 5, 4, 2), (4, 1, 5, 3), (2, 5, 4, 1), (4, 4, 4, 4)),
    ),
    "saturates": (False, True),
}
DEPTH = Choice(
    "depth",
    case("one hidden layer", lambda widths: len(widths) == 3, zh="一个隐藏层"),
    case("no hidden layer", lambda widths: len(widths) == 2, reason="the last layer is the first one", zh="没有隐藏层"),
    case(
        "several hidden layers",
        lambda widths: len(widths) > 3,
        reason="two layers are taken for granted",
        zh="多个隐藏层",
    ),
)
UNITS = Choice(
    "units",
    case("layers of different widths", zh="各层宽度不同"),
    case("a layer of one unit", lambda widths: 1 in widths, reason="lost axes of length 1", zh="有一层只有一个单元"),
    case(
        "layers of one width",
        lambda widths: len(set(widths)) == 1,
        reason="a transpose has the right shape",
        zh="各层宽度相同",
    ),
)
ACTIVATIONS = Choice(
    "activation",
    case("ReLU", lambda activation: activation == "relu", zh="ReLU"),
    case("sigmoid", lambda activation: activation == "sigmoid", usual=True, zh="sigmoid"),
    case("tanh", lambda activation: activation == "tanh", usual=True, zh="tanh"),
)
SATURATION = Choice(
    "saturation",
    case("ordinary units", zh="普通的单元"),
    case(
        "hidden units at 1e4 and -1e4",
        lambda saturates: saturates,
        reason="exp overflows, inf/inf is NaN",
        zh="隐藏单元为 1e4 和 -1e4",
    ),
)


def perceptron(domain: Domain) -> Domain:
    """A domain with `WEIGHTS` and `BIASES`: how the other sizes follow, and what is chosen."""
    return (
        domain.sizes(**NETWORKS)
        .follows(D=(lambda widths: widths[0], "widths"), M=(lambda widths: widths[-1], "widths"))
        .needs(lambda saturates, widths: not saturates or len(widths) > 2)
        .choices_of(BATCH, DEPTH, UNITS, ACTIVATIONS, SATURATION)
        .float32_together()
        # where float32 units saturate beside ordinary ones, 1 - tanh^2 has no digits left
        .never(*(("hidden units at 1e4 and -1e4", f"{name} in float32") for name in domain.parameters))
    )


def in_float32(drawn: Case, titles: frozenset[str]) -> Case:
    """Where the arrays are float32, a right program may be as imprecise as they are."""
    if any(title.endswith("in float32") for title in titles):
        return drawn.tolerance(1e-5, reason=MIXED)
    return drawn


def of_size_one(drawn: Case, titles: frozenset[str]) -> Case:
    """The same, and where every gradient is 0 it is no scale itself."""
    return in_float32(drawn.scale(1.0), titles)


def away_from_zero(here: Any) -> np.ndarray:
    """Numbers of either sign, from 0.2 to 2.5 in size; integers from -3 to 3 but 0."""
    signs = here.rng.choice([-1, 1], size=here.shape)
    sizes = here.rng.uniform(0.2, 2.5, size=here.shape) if here.is_float else here.rng.integers(1, 4, size=here.shape)
    return signs * sizes


def with_zeros(here: Any) -> np.ndarray:
    """The same, but every third is 0."""
    zeros = here.rng.permutation(np.arange(np.prod(here.shape)) % 3 == 0).reshape(here.shape)
    return np.where(zeros, 0, away_from_zero(here))


def far_from_zero(here: Any) -> np.ndarray:
    """The same, but two of three are near 1e4 or -1e4."""
    far = np.resize([1e4, 0.0, -1e4], int(np.prod(here.shape)))
    return away_from_zero(here) + here.rng.permutation(far).reshape(here.shape)


apart_from_zero = values(
    "none of them 0", away_from_zero, lambda z: bool(z.all()) and not bool((abs(z) > 300).any()), zh="都不为 0"
)
at_zero = values(
    "some exactly 0",
    with_zeros,
    lambda z: bool((z == 0).any()),
    reason="the slope of ReLU at 0 is 0",
    held=True,
    zh="有的恰好为 0",
)
saturated = values(
    "1e4 and -1e4 among others",
    far_from_zero,
    lambda z: bool((abs(z) > 300).any()),
    kinds="floats",
    reason="exp overflows, inf/inf is NaN",
    zh="其中有 1e4 和 -1e4",
)
