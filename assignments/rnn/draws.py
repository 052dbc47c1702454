"""What several problems draw alike, what of it is unusual, and the hints that they share."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Generator,
    Text,
    backwards,
    c_order,
    case,
    float32,
    float64,
    fortran,
    gaps,
    integers,
    ordinary,
    read_only,
    values,
)

MIXED = "float32 inputs, which a program may mix with float64"
#: What would be the answer in PyTorch.
RNN = ("torch.rnn_tanh", "torch.rnn_tanh_cell")
LSTM = ("torch.lstm", "torch.lstm_cell")
STABLE_TANH = Text(
    "exp(1000) overflows: np.tanh and torch.tanh do not need it.",
    zh="exp(1000) 会溢出：np.tanh 和 torch.tanh 不需要计算它。",
)
STABLE_SIGMOID = Text(
    "Gates of -1000: exp(-z) overflows there; the answer is an ordinary number.",
    zh="门的输入为 -1000 时 exp(-z) 溢出；答案却是普通的数。",
)
FIRST_STATE = Text(
    "The first step begins with the given state, not with zeros.", zh="第一步从给定的状态出发，而不是从零开始。"
)
STEPS_ALONG_AXIS_1 = Text(
    "Axis 0 is the sequence in the batch, axis 1 the step.", zh="轴 0 是批次中的序列，轴 1 是时间步。"
)
ORDER_OF_GATES = Text(
    "Look at the order of the four blocks of columns: input, forget, candidate, output.",
    zh="注意四个列块的顺序：输入门、遗忘门、候选值、输出门。",
)

BATCH = Choice(
    "batch",
    case("several sequences", zh="多个序列"),
    case("one sequence", lambda N: N == 1, reason="lost axes of length 1", zh="一个序列"),
)
STEPS = Choice(
    "steps",
    case("several steps", zh="多步"),
    case("one step", lambda T: T == 1, reason="the first step is the last", zh="一步"),
    case("no steps", lambda T: T == 0, reason="nothing moves, nothing can be stacked", zh="零步"),
    case(
        "as many steps as sequences",
        lambda N, T: N == T > 1,
        reason="a loop over the wrong axis has the right shape",
        zh="步数等于序列数",
    ),
)
WIDTHS = Choice(
    "widths",
    case("other numbers of inputs than of units", zh="输入数与单元数不同"),
    case("one unit", lambda H: H == 1, reason="lost axes of length 1", zh="一个单元"),
    case("one input", lambda D, H: D == 1 < H, reason="lost axes of length 1", zh="一个输入"),
    case(
        "as many inputs as units",
        lambda D, H: D == H > 1,
        reason="a transpose has the right shape",
        zh="输入数等于单元数",
    ),
)
SIZES: dict[str, Any] = {"N": range(1, 5), "D": range(1, 6), "H": range(1, 5)}

#: Whoever lays arrays out anew does it with all of them.
ONCE = (c_order, fortran.once(), gaps, backwards, read_only)
_SMALL = ordinary(ints=(-3, 3))


def far_out(rng: Generator, x: np.ndarray, size: float = 1000) -> np.ndarray:
    """One row of x of that size: the others show that the answer is more than flat ends."""
    row = tuple(rng.integers(x.shape[:-1]))
    far = x.copy()
    far[row] = size * rng.choice([-1, 1], size=x.shape[-1]) * rng.uniform(0.5, 1.5, size=x.shape[-1])
    return far


def _a_row_of(size: float, *, steps: bool) -> Any:
    return values(
        f"a row of {size:.0f}",
        lambda here: far_out(here.rng, here.rng.normal(size=here.shape), size),
        lambda x: x.size > 0 and bool(np.abs(x).max() > size / 4),
        kinds="floats",
        needs=(lambda N, T: N * T > 1) if steps else (lambda N: N > 1),
        reason="exp overflows, and both ends of tanh are flat",
        zh=f"有一行大小为 {size:.0f}",
    )


_PROJECTION = values("ordinary", lambda here: here.rng.normal(size=here.shape) / np.sqrt(here.shape[0]), zh="普通")


def sequences(shape: str, size: float = 1000) -> Array:
    """What goes in: numbers of every dtype, in one class a row of that size."""
    far = _a_row_of(size, steps="T" in shape.split())
    return Array(shape, dtypes=(float64, float32, integers), layouts=ONCE, values=(_SMALL, far))


def learned(shape: str) -> Array:
    """Weights, biases and states: floats."""
    vector = len(shape.split()) == 1
    return Array(
        shape, dtypes=(float64, float32), layouts=(c_order, gaps, read_only) if vector else ONCE, values=(_PROJECTION,)
    )


def in_precision(drawn: Case, titles: frozenset[str]) -> Case:
    """States are at most 1 in size, also where all of them are small; float32 arrays are as exact as they are."""
    drawn = drawn.scale(1.0)
    if any(title.endswith("in float32") for title in titles):
        return drawn.tolerance(1e-4, reason=MIXED)
    return drawn


def network(rng: Generator, *, inputs: int, units: int, gates: int = 1) -> dict[str, np.ndarray]:
    """Weights and bias of a layer, `gates` blocks of columns."""
    return {
        "w_input": rng.normal(size=(inputs, gates * units)) / np.sqrt(inputs),
        "w_hidden": rng.normal(size=(units, gates * units)) / np.sqrt(units),
        "bias": rng.normal(size=gates * units) / 2,
    }


def as_float32(given: Case) -> Case:
    """The same case in float32."""
    inputs = {name: np.asarray(value, dtype=np.float32) for name, value in given.inputs.items()}
    return Case(**inputs).tolerance(1e-4, reason=MIXED)


#: The handout's example: two inputs, two units.
EXAMPLE = {
    "w_input": np.array([[1.0, 0.0], [0.5, -1.0]]),
    "w_hidden": np.array([[0.0, 1.0], [-0.5, 0.5]]),
    "bias": np.array([0.25, 0.0]),
}
#: The handout's LSTM: one input, one unit; a column for each of i, f, g, o.
EXAMPLE_LSTM = {
    "w_input": np.array([[1.0, 0.0, 2.0, -1.0]]),
    "w_hidden": np.array([[0.0, 0.5, -1.0, 1.0]]),
    "bias": np.array([0.0, 1.0, 0.0, 0.5]),
}
