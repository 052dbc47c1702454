"""What several problems draw alike, and the hints that they share."""

import numpy as np

from grader.author import Case, Generator, Text

OWN_MAXIMUM = Text("Subtract each row's own maximum before exp.", zh="取指数之前先减去每一行自己的最大值。")
FAR_BELOW = Text(
    "Subtract each row's own maximum: exp(-740) has almost no digits left.",
    zh="先减去每一行的最大值：exp(-740) 几乎不剩有效数字。",
)
TO_FLOATS = Text(
    "Integers in, float64 out: make floats of them first.",
    zh="输入可以是整数，输出必须是 float64：先转换成浮点数。",
)
KEEP_AXES = Text(
    "Keep all axes, also where one of them has length 1.", zh="所有轴都要保留，即使某个轴的长度为 1。"
)
SHARED_MASK = Text(
    "The mask broadcasts: (T, T) is shared by all sequences.",
    zh="掩码会广播：(T, T) 的掩码由所有序列共用。",
)
SHUFFLED = Text(
    "Without positions, shuffling the words shuffles the outputs in the same way.",
    zh="没有位置信息时，打乱词的顺序，输出也按同样的顺序打乱。",
)


def draw_mask(rng: Generator, *shape: int) -> np.ndarray:
    """Random, but every row permits at least two entries and forbids at least one."""
    n_keys = shape[-1]
    ranks = rng.permuted(np.broadcast_to(np.arange(n_keys), shape), axis=-1)
    return ranks < rng.integers(2, n_keys, size=(*shape[:-1], 1))


def in_single_precision(case: Case) -> Case:
    """The same case with float32 arrays.

    A right program may keep float32, or drift to float64 half-way (a float32 array / np.sqrt(3) is float64 in NumPy 2):
    its error is that of float32 but its answer is no float32 array, so that the tolerance has to be stated.
    """
    inputs = {
        name: value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value
        for name, value in case.inputs.items()
    }
    return Case(**inputs).tolerance(1e-4, reason="float32 inputs, which a program may mix with float64")
