"""Mean binary cross entropy from logits, hard or soft labels."""

import numpy as np

from grader.author import Case, Domain, Generator, Problem, Text, covering, scenario

from .draws import BATCH, BEYOND_FLOAT32, BINARY, where_the_loss_is_zero

problem = Problem(
    points=20,
    forbidden=(
        "torch.nn.functional.binary_cross_entropy_with_logits",
        "torch.nn.functional.binary_cross_entropy",
        "torch.binary_cross_entropy_with_logits",
        "torch.nn.functional.logsigmoid",
        "torch.nn.functional.softplus",
        "torch.nn.functional.soft_margin_loss",
        "torch.nn.functional.multilabel_soft_margin_loss",
        "torch.nn.functional.cross_entropy",
        "torch.nn.functional.log_softmax",
        "torch.log_softmax",
    ),
    hints=(
        Text(
            "The trap is the logarithm of a probability that has become 0 or 1 already.",
            zh="陷阱在于对已经变成 0 或 1 的概率取对数。",
        ),
        Text(
            "Write ln f and ln(1 - f) in terms of z on paper until no f is left; then look at what is averaged, "
            "and at the shapes.",
            zh="在纸上用 z 写出 ln f 和 ln(1 - f)，直到没有 f；再看对什么求平均，以及形状。",
        ),
    ),
)

domain = Domain(**BINARY).choices_of(BATCH).never(*BEYOND_FLOAT32[:3])

def _hard_labels(rng: Generator, count: int) -> np.ndarray:
    """0 and 1 in turn, shuffled, so that both occur."""
    return rng.permutation(np.arange(count) % 2).astype(float)


@scenario(public=1, zh="作业说明例子的三个样本，然后是两个更小的批次。")
def by_hand(rng: Generator) -> Case:
    """The three samples of the handout's example, then two smaller batches."""
    two = Case(logits=np.array([-2.0, 1.0]), labels=np.array([1.0, 1.0]))
    one = Case(logits=np.array([-1.0]), labels=np.array([1.0]))
    return Case(logits=np.array([0.0, 2.0, -1.0]), labels=np.array([1.0, 1.0, 1.0])).then(two, one)


@scenario(public=2, private=1, zh="三个小批次，普通 logits，标签为 0 和 1。")
def ordinary(rng: Generator) -> Case:
    """Three small batches of ordinary logits, labels 0 and 1."""
    # Three calls a case: a constant that happens to be the mean of one batch earns nothing.
    first, *others = (Case(logits=rng.normal(scale=1.5, size=6), labels=_hard_labels(rng, 6)) for _ in range(3))
    return first.then(*others)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "At z = -1e4 and y = 1 the loss is 1e4: take the logarithm on paper before the probability becomes 0.",
        zh="z = -1e4、y = 1 时损失是 1e4：在概率变成 0 之前，先在纸上取对数。",
    ),
    traps=("huge-logits",),
    zh="1e4 的 logits，标签有对有错，混在普通的之中。",
)
def huge_logits(rng: Generator) -> Case:
    """Logits of 1e4 with the right and with the wrong label, among ordinary ones."""
    logits = np.concatenate([rng.uniform(5e3, 1e4, size=4) * [1, -1, 1, -1], rng.normal(scale=1.5, size=3)])
    labels = np.concatenate([[1.0, 0.0, 0.0, 1.0], _hard_labels(rng, 3)])
    order = rng.permutation(7)
    return Case(logits=logits[order], labels=labels[order])


@scenario(
    private=1,
    hint=Text(
        "A certain and right sample costs 0; 0 * inf would be NaN.",
        zh="确信且正确的样本损失为 0；0 * inf 会得到 NaN。",
    ),
    traps=("huge-logits",),
    zh="1e4 的 logits，标签正确，以及一个普通样本。",
)
def huge_and_right(rng: Generator) -> Case:
    """Logits of 1e4 with the right label, and one ordinary sample."""
    logits = np.array([rng.uniform(5e3, 1e4), -rng.uniform(5e3, 1e4), rng.uniform(0.2, 1.5), rng.uniform(800, 900)])
    return Case(logits=logits, labels=np.array([1.0, 0.0, 0.0, 1.0]))


@scenario(
    private=1,
    hint=Text(
        "1 - f has lost most of its digits when f is nearly 1: write ln(1 - f) in terms of z.",
        zh="f 接近 1 时，1 - f 已丢失大部分有效位：用 z 来表示 ln(1 - f)。",
    ),
    traps=("lost-digits",),
    zh="错了 26 到 36：概率还不是 0 或 1，但 1 - f 只剩几位有效数字。",
)
def wrong_by_thirty(rng: Generator) -> Case:
    """Wrong by 26 to 36: the probability is not yet 0 or 1, but 1 - f has few digits left."""
    labels = _hard_labels(rng, 4)
    return Case(logits=rng.uniform(26, 36, size=4) * (1 - 2 * labels), labels=labels)


@scenario(
    public=1,
    private=1,
    hint=Text("Do not clip: the loss grows with |z| without a bound.", zh="不要截断：损失随 |z| 无上界地增长。"),
    traps=("no-clipping",),
    zh="错了 38 到 600：还没有溢出，但概率舍入为 0 或 1。",
)
def confident_and_wrong(rng: Generator) -> Case:
    """Wrong by 38 to 600: nothing overflows yet, but the probability rounds to 0 or 1."""
    batches = [_hard_labels(rng, 5) for _ in range(3)]
    first, *others = (Case(logits=rng.uniform(38, 600, size=5) * (1 - 2 * y), labels=y) for y in batches)
    return first.then(*others)  # as in `ordinary`


@scenario(
    private=1,
    hint=Text("Labels may be any number between 0 and 1.", zh="标签可以是 0 到 1 之间的任何数。"),
    traps=("soft-labels",),
    zh="严格在 0 和 1 之间的标签。",
)
def soft_labels(rng: Generator) -> Case:
    """Labels strictly between 0 and 1."""
    return Case(logits=rng.normal(scale=2, size=8), labels=rng.uniform(0.1, 0.9, size=8))


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
    labels = _hard_labels(rng, 7)
    again = Case(logits=rng.integers(-4, 5, size=7), labels=labels > 0)
    return Case(logits=rng.normal(scale=1.5, size=7), labels=labels.astype(np.uint8)).then(again)


@scenario(
    private=1,
    hint=Text("In float32 exp overflows at 89 already.", zh="float32 的 exp 在 89 处就溢出了。"),
    traps=("float32-overflow", "float32"),
    zh="89 到 100 之间、标签错误的 float32 logits，以及普通的。",
)
def single_precision(rng: Generator) -> Case:
    """float32 logits between 89 and 100 with the wrong label, and ordinary ones."""
    labels = np.concatenate([[1.0, 0.0, 1.0, 0.0], _hard_labels(rng, 5)])
    wrong = rng.uniform(89, 100, size=4) * np.array([-1, 1, -1, 1])
    logits = np.concatenate([wrong, rng.normal(scale=1.5, size=5)])
    case = Case(logits=logits.astype(np.float32), labels=labels.astype(np.float32))
    return case.tolerance(1e-4, reason="float32 logits may be rounded in float32 anywhere inside")


@scenario(
    private=1,
    hint=Text(
        "A column against a row would broadcast to N x N: compare the shapes first and raise ValueError.",
        zh="列与行会广播成 N x N：先比较形状，不同则抛出 ValueError。",
    ),
    traps=("broadcast",),
    zh="logits 是一列，标签是一行：ValueError。",
)
def shapes_differ(rng: Generator) -> Case:
    """Logits in a column, labels in a row: ValueError."""
    return Case(logits=rng.normal(scale=1.5, size=(5, 1)), labels=_hard_labels(rng, 5)).raises(ValueError)


every_choice = covering(
    domain, private=18, adjust=where_the_loss_is_zero, traps=("one-sample", "input-forms", "all-equal")
)
