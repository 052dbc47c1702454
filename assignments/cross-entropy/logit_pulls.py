"""How hard square error and cross entropy pull on each logit."""

import numpy as np

from grader.author import Case, Domain, Generator, Problem, Text, covering, scenario

from .draws import BATCH, BEYOND_FLOAT32, BINARY, of_size_one

problem = Problem(
    points=15,
    forbidden=("autograd",),
    hints=(
        Text(
            "The trap is the chain rule: one of the two derivatives has a factor that the other one has lost.",
            zh="陷阱在于链式法则：两个导数之一有一个因子，而另一个没有。",
        ),
        Text(
            "Look at the sign, at the factor 2, and at what f (1 - f) is worth where f has been rounded to 1.",
            zh="看看符号、因子 2，以及 f 已被舍入为 1 时 f (1 - f) 的值。",
        ),
    ),
)

domain = Domain(**BINARY).choices_of(BATCH).never(*BEYOND_FLOAT32[:3])


def _hard_labels(rng: Generator, count: int) -> np.ndarray:
    """0 and 1 in turn, shuffled, so that both occur."""
    return rng.permutation(np.arange(count) % 2).astype(float)


@scenario(public=1, zh="作业说明例子的三个样本。")
def by_hand(rng: Generator) -> Case:
    """The three samples of the handout's example."""
    return Case(logits=np.array([0.0, 2.0, -1.0]), labels=np.array([1.0, 1.0, 0.0]))


@scenario(public=2, private=1, zh="五个普通样本，标签为 0 和 1。")
def ordinary(rng: Generator) -> Case:
    """Five ordinary samples, labels 0 and 1."""
    return Case(logits=rng.normal(scale=1.5, size=5), labels=_hard_labels(rng, 5))


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "Far from the target square error pulls with 2 (f - y) f (1 - f), almost nothing; cross entropy with f - y.",
        zh="远离目标时，平方误差的拉力 2 (f - y) f (1 - f) 几乎为零，交叉熵的拉力仍是 f - y。",
    ),
    traps=("far-from-target",),
    zh="错了 6 到 20：平方误差的平坦区。",
)
def far_from_target(rng: Generator) -> Case:
    """Wrong by 6 to 20: the plateau of square error."""
    labels = _hard_labels(rng, 6)
    # The natural size of both derivatives is 1: f (1 - f) from f = 0.99999 is right though it cancels.
    return Case(logits=rng.uniform(6, 20, size=6) * (1 - 2 * labels), labels=labels).scale(1.0)


@scenario(private=1, traps=("near-target",), zh="对了 1 到 4：两种拉力都在减弱，快慢不同。")
def near_target(rng: Generator) -> Case:
    """Right by 1 to 4: both pulls fade, at different rates."""
    labels = _hard_labels(rng, 7)
    return Case(logits=rng.uniform(1, 4, size=7) * (2 * labels - 1), labels=labels)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "At 1e4 both derivatives are plain numbers (0, 1 or -1): take exp of -|z| only.",
        zh="在 1e4 处两个导数都是普通的数（0、1 或 -1）：只对 -|z| 取 exp。",
    ),
    traps=("huge-logits", "saturated-gradient"),
    zh="1e4 的 logits，标签有对有错，混在普通的之中。",
)
def huge_logits(rng: Generator) -> Case:
    """Logits of 1e4 with the right and with the wrong label, among ordinary ones."""
    logits = np.concatenate([rng.uniform(5e3, 1e4, size=4) * [1, -1, 1, -1], rng.normal(scale=1.5, size=4)])
    labels = np.concatenate([[1.0, 0.0, 0.0, 1.0], _hard_labels(rng, 4)])
    order = rng.permutation(8)
    return Case(logits=logits[order], labels=labels[order])


@scenario(
    private=1,
    hint=Text("Labels may be any number between 0 and 1.", zh="标签可以是 0 到 1 之间的任何数。"),
    traps=("soft-labels",),
    zh="严格在 0 和 1 之间的标签。",
)
def soft_labels(rng: Generator) -> Case:
    """Labels strictly between 0 and 1."""
    return Case(logits=rng.normal(scale=2, size=9), labels=rng.uniform(0.1, 0.9, size=9))


@scenario(
    private=1,
    hint=Text(
        "Labels may be of any integer dtype or bool: in uint8, 0 - 1 is 255. Convert them to floats.",
        zh="标签可以是任意整数类型或 bool：uint8 里 0 - 1 等于 255。请先转成浮点数。",
    ),
    traps=("uint8-labels", "integers"),
    zh="先是 dtype 为 uint8 的标签，再是 dtype 为 bool 的标签和整数 logits。",
)
def labels_of_other_types(rng: Generator) -> Case:
    """Labels of dtype uint8, then of dtype bool with integer logits."""
    labels = _hard_labels(rng, 6)
    again = Case(logits=rng.integers(-4, 5, size=6), labels=labels > 0)
    return Case(logits=rng.normal(scale=1.5, size=6), labels=labels.astype(np.uint8)).then(again)


@scenario(
    private=1,
    hint=Text("In float32 exp overflows at 89 already.", zh="float32 的 exp 在 89 处就溢出了。"),
    traps=("float32-overflow", "float32"),
    zh="89 到 100 之间的 float32 logits，两种标签都有，以及普通的。",
)
def single_precision(rng: Generator) -> Case:
    """float32 logits between 89 and 100 with either label, and ordinary ones."""
    logits = np.concatenate([rng.uniform(89, 100, size=4) * np.array([-1, 1, -1, 1]), rng.normal(scale=1.5, size=6)])
    labels = np.concatenate([[1.0, 1.0, 0.0, 0.0], _hard_labels(rng, 6)])
    case = Case(logits=logits.astype(np.float32), labels=labels.astype(np.float32))
    return case.tolerance(1e-4, reason="float32 logits may be rounded in float32 anywhere inside")


@scenario(
    private=1,
    hint=Text(
        "A row against a column would broadcast to N x N: compare the shapes first and raise ValueError.",
        zh="行与列会广播成 N x N：先比较形状，不同则抛出 ValueError。",
    ),
    traps=("broadcast",),
    zh="logits 是一行，标签是一列：ValueError。",
)
def shapes_differ(rng: Generator) -> Case:
    """Logits in a row, labels in a column: ValueError."""
    return Case(logits=rng.normal(scale=1.5, size=7), labels=_hard_labels(rng, 7)[:, None]).raises(ValueError)


every_choice = covering(domain, private=18, adjust=of_size_one, traps=("one-sample", "input-forms", "all-equal"))
