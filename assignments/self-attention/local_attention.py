"""Attention by position inside a window: a convolution that normalises its kernel at the borders."""

import numpy as np

from grader.author import Case, Generator, Problem, Text, calls_again, keeps_inputs, scenario

from .draws import TO_FLOATS, in_single_precision

problem = Problem(
    points=10,
    forbidden=("torch.nn.functional.scaled_dot_product_attention",),
    hints=(
        Text(
            "The trap is the border: keys that do not exist get no weight, and those that do must still sum to 1.",
            zh="陷阱在于边界：不存在的 key 没有权重，存在的 key 权重之和仍须为 1。",
        ),
        Text(
            "Write down, for the first word, which entries of bias belong to which keys; then for a window "
            "wider than the sentence.",
            zh="写出第一个词的 bias 各项对应哪些 key；再写出窗口比句子还宽时的情形。",
        ),
    ),
)


def draw(rng: Generator, shape: tuple[int, int, int], window: int, dim_value: int) -> Case:
    w_value = rng.normal(size=(shape[-1], dim_value)) / np.sqrt(shape[-1])
    return Case(x=rng.normal(size=shape), window=window, w_value=w_value, bias=rng.normal(size=2 * window + 1))


def symmetric(case: Case) -> Case:
    return Case(**{**case.inputs, "bias": case.inputs["bias"] + case.inputs["bias"][::-1]})


@scenario(public=1)
def worked_example(rng: Generator) -> Case:
    """The example of the handout."""
    x = np.array([[[1.0, 0], [2, 1], [4, 0], [8, 1]]])
    return Case(x=x, window=1, w_value=np.array([[1.0, 0, 1], [0, 1, 3]]), bias=np.array([0.0, 1.0, 0.0]))


@scenario(public=2, private=1)
def symmetric_bias(rng: Generator) -> Case:
    """The same scores to the left and to the right."""
    return symmetric(draw(rng, (2, 6, 3), 1, 4))


@scenario(
    private=2,
    traps=("lengths-differ", "asymmetric-bias"),
    hint=Text(
        "bias[0] belongs to the leftmost key j = i - window, the last entry to j = i + window.",
        zh="bias[0] 对应最左边的键 j = i - window，最后一项对应 j = i + window。",
    ),
)
def ordinary(rng: Generator) -> Case:
    """Different scores to the left and to the right."""
    return draw(rng, (2, 7, 4), 2, 3)


@scenario(private=1, traps=("square",))
def square(rng: Generator) -> Case:
    """As many words as features as entries of bias."""
    return draw(rng, (2, 5, 5), 2, 5)


@scenario(
    private=1,
    traps=("window-0",),
    hint=Text(
        "With window 0 each word sees itself only; x[:, w:-w] would be empty.",
        zh="window 为 0 时每个词只看到自己；此时 x[:, w:-w] 是空的。",
    ),
)
def window_zero(rng: Generator) -> Case:
    """A window of 0: each word sees itself only."""
    return draw(rng, (2, 4, 3), 0, 5)


@scenario(
    private=1,
    traps=("window-beyond-sequence",),
    hint=Text(
        "The window may be longer than the sequence: only keys from 0 to T - 1 exist.",
        zh="窗口可以比序列更长：只有 0 到 T - 1 的键存在。",
    ),
)
def window_beyond_sequence(rng: Generator) -> Case:
    """A window that reaches beyond both ends from everywhere."""
    return draw(rng, (2, 3, 5), 6, 4)


@scenario(private=1, traps=("length-1", "batch-1"))
def one_word(rng: Generator) -> Case:
    """A batch of one sequence of a single word."""
    return draw(rng, (1, 1, 4), 1, 5)


@scenario(
    private=1,
    traps=("scores-1e4",),
    hint=Text(
        "Subtract the maximum of the keys that exist before exp.",
        zh="取指数之前先减去实际存在的键中的最大值。",
    ),
)
def huge_bias(rng: Generator) -> Case:
    """Scores around 1e4, and one of -1e4."""
    case = draw(rng, (3, 6, 2), 2, 4)
    return Case(**{**case.inputs, "bias": case.inputs["bias"] + rng.permutation([1e4, 1e4, 1e4, -1e4, 1e4])})


@scenario(
    private=1,
    traps=("scores-far-below-zero", "mask-hides-the-maximum"),
    hint=Text(
        "At a border the largest score may belong to a key that does not exist: take the maximum of those that do.",
        zh="在边界处，最大的分数可能属于不存在的键：只在存在的键中取最大值。",
    ),
)
def far_below_zero(rng: Generator) -> Case:
    """Scores around -738 but for the two outermost, which are 0 and exist for the first and last word only."""
    case = draw(rng, (2, 4, 5), 3, 6)
    return Case(**{**case.inputs, "bias": np.array([0.0, -738, -739, -738, -739, -738, 0.0]) + case.inputs["bias"]})


@scenario(private=1, traps=("float32",))
def single_precision(rng: Generator) -> Case:
    """float32 in."""
    return in_single_precision(draw(rng, (2, 6, 5), 1, 4))


@scenario(
    private=1,
    traps=("integers",),
    hint=TO_FLOATS,
)
def integers(rng: Generator) -> Case:
    """Words and scores of integers."""
    case = draw(rng, (3, 5, 2), 1, 4)
    return Case(**{**case.inputs, "x": rng.integers(-3, 4, size=(3, 5, 2)), "bias": rng.integers(-2, 3, size=3)})


@scenario(private=1, traps=("input-forms",))
def forms(rng: Generator) -> Case:
    """Read-only arrays that lie in memory in other orders."""
    case = draw(rng, (3, 6, 4), 1, 5)
    return case.layout("F", "x").layout("strided", "bias").layout("reversed", "w_value").read_only()


called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
