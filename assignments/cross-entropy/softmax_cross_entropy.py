"""Mean cross entropy of softmax from logits, and its gradient."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Domain,
    Generator,
    Problem,
    Shape,
    Text,
    case,
    covering,
    float32,
    float64,
    scenario,
    signed,
    uint8,
    values,
)

from .draws import BATCH, BEYOND_FLOAT32, CLASSES, LOGITS, first, missing_label, negative_label, of_size_one, present

problem = Problem(
    points=25,
    forbidden=(
        "autograd",
        "torch.nn.functional.cross_entropy",
        "torch.nn.functional.nll_loss",
        "torch.nn.functional.log_softmax",
        "torch.nn.functional.softmax",
        "torch.nn.functional.multi_margin_loss",
        "torch.nn.functional.kl_div",
        "torch.log_softmax",
        "torch.Tensor.log_softmax",
        "torch.special.log_softmax",
        "torch.softmax",
        "torch.Tensor.softmax",
        "torch.special.softmax",
        "torch.logsumexp",
        "torch.Tensor.logsumexp",
        "torch.special.logsumexp",
    ),
    hints=(
        Text(
            "The traps are what is averaged and what is summed, and that the gradient belongs to exactly this loss.",
            zh="陷阱在于对什么求平均、对什么求和，以及梯度必须正是这个损失的梯度。",
        ),
        Text(
            "Compare your gradient with (loss(z + h) - loss(z - h)) / 2h for one logit; look at labels that do "
            "not exist, too.",
            zh="对一个 logit 把你的梯度与 (loss(z + h) - loss(z - h)) / 2h 比较；也看看不存在的标签。",
        ),
    ),
)

domain = (
    Domain(
        logits=Array("N C", dtypes=(float64, float32, signed, uint8), values=LOGITS),
        labels=Array("N", dtypes=(signed, uint8), values=(present, first, negative_label, missing_label)),
    )
    .sizes(C=range(1, 7))
    .choices_of(BATCH, CLASSES)
    .never(*BEYOND_FLOAT32)
)

@scenario(public=1, zh="作业说明例子的两个样本。")
def by_hand(rng: Generator) -> Case:
    """The two samples of the handout's example."""
    return Case(logits=np.array([[0.0, 1.0, 2.0], [3.0, 3.0, -1.0]]), labels=np.array([2, 0]))


@scenario(public=2, private=1, zh="五个样本、三个类别；每个类别都出现。")
def ordinary(rng: Generator) -> Case:
    """Five samples, three classes; every class occurs."""
    return Case(logits=rng.normal(scale=2, size=(5, 3)), labels=rng.permutation(np.array([0, 1, 2, 2, 1])))


@scenario(
    private=1,
    weight=2,
    hint=Text(
        "The loss of a class 1e4 below the best one is 1e4: do not take the logarithm of a probability.",
        zh="比最佳类别低 1e4 的类别损失是 1e4：不要对概率本身取对数。",
    ),
    traps=("huge-logits",),
    zh="正负两个方向的 1e4，标签在最小的上面，以及一个普通样本。",
)
def huge_and_wrong(rng: Generator) -> Case:
    """Logits of 1e4 in both directions, the label on the smallest, and one ordinary sample."""
    logits = rng.normal(scale=2, size=(6, 4))
    logits[:5] += rng.permuted(np.tile([-1e4, -1e3, 0.0, 1e4], (5, 1)), axis=1)
    return Case(logits=logits, labels=logits.argmin(axis=1))


@scenario(
    private=1,
    hint=Text(
        "A probability of 1e-320 keeps a handful of bits, and so does its logarithm: use the log-sum-exp form.",
        zh="1e-320 这样的概率只剩几位有效位，它的对数也一样：请用 log-sum-exp 形式。",
    ),
    traps=("lost-digits", "no-clipping"),
    zh="标签的 logit 比最好的低 735 到 743：它的概率还不是 0。",
)
def label_far_below(rng: Generator) -> Case:
    """The label's logit lies 735 to 743 below the best one: its probability is not yet 0."""
    labels = rng.permutation(np.array([0, 1, 2, 3, 4, 0, 2]))
    logits = rng.uniform(-1, 1, size=(7, 5))
    logits[np.arange(7), labels] -= rng.uniform(737, 741, size=7)
    return Case(logits=logits, labels=labels)


@scenario(
    private=1,
    hint=Text(
        "A certain and right sample has loss 0 and gradient 0, not NaN.",
        zh="确信且正确的样本损失为 0、梯度为 0，而不是 NaN。",
    ),
    traps=("saturated-gradient", "huge-logits"),
    zh="正负两个方向的 1e4，标签在最大的上面，以及一个普通样本。",
)
def huge_and_right(rng: Generator) -> Case:
    """Logits of 1e4 in both directions, the label on the largest, and one ordinary sample."""
    logits = rng.normal(scale=2, size=(5, 3))
    logits[1:] += rng.permuted(np.tile([-1e4, 0.0, 1e4], (4, 1)), axis=1)
    labels = logits.argmax(axis=1)
    labels[0] = logits[0].argmin()
    return Case(logits=logits, labels=labels)


@scenario(
    public=1,
    private=1,
    hint=Text(
        "Subtract each row's own maximum: rows 1e4 below the batch's maximum would become 0/0.",
        zh="减去每一行自己的最大值：比整批最大值低 1e4 的行会变成 0/0。",
    ),
    traps=("rows-far-apart",),
    zh="普通的行，彼此平移了几千。",
)
def rows_far_apart(rng: Generator) -> Case:
    """Ordinary rows shifted against each other by thousands."""
    shifts = rng.permutation(np.array([-1e4, -3e3, 0.0, 2e3, 4e3, 1e4]))
    return Case(logits=rng.normal(scale=2, size=(6, 5)) + shifts[:, None], labels=rng.integers(5, size=6))


@scenario(
    private=1,
    hint=Text(
        "exp(-740) keeps a handful of bits only: shift each row by its own maximum.",
        zh="exp(-740) 只剩几位有效位：每一行都要减去自己的最大值。",
    ),
    traps=("rows-far-apart", "lost-digits"),
    zh="有些行比其余的低 730 到 744，此处 exp 超出浮点数的正规范围。",
)
def rows_at_the_edge(rng: Generator) -> Case:
    """Some rows 730 to 744 below the others, where exp leaves the normal range of floats."""
    shifts = rng.permutation(np.array([0.0, -735.0, 1.0, -738.0, -739.0, -737.0]))
    return Case(logits=rng.uniform(-2, 2, size=(6, 4)) + shifts[:, None], labels=rng.integers(4, size=6))


@scenario(
    private=1,
    hint=Text(
        "Samples are rows and classes are columns, whatever the shape suggests.",
        zh="行是样本、列是类别，与形状无关。",
    ),
    traps=("square", "input-forms"),
    zh="类别数与样本数相同；logits 按 Fortran 顺序，标签倒序，两者都只读。",
)
def square(rng: Generator) -> Case:
    """As many classes as samples; logits in Fortran order, labels backwards, both read-only."""
    case = Case(logits=rng.normal(scale=2, size=(4, 4)), labels=rng.permutation(np.array([0, 3, 3, 1])))
    return case.layout("F", "logits").layout("reversed", "labels").read_only()


@scenario(private=1, traps=("two-classes",), zh="两个类别：用两个 logits 写出的二分类问题。")
def two_classes(rng: Generator) -> Case:
    """Two classes: the binary problem written with two logits."""
    return Case(logits=rng.normal(scale=2, size=(7, 2)), labels=rng.permutation(np.arange(7) % 2).astype(np.int32))


@scenario(private=1, traps=("one-sample",), zh="只有一个样本的批次；它的标签不是最后一个类别。")
def one_sample(rng: Generator) -> Case:
    """A batch of one; its label is not the last class."""
    return Case(logits=rng.normal(scale=2, size=(1, 6)), labels=rng.integers(5, size=1))


@scenario(
    private=1,
    hint=Text(
        "Labels of dtype uint8 count from 0 too; in PyTorch call .long() before indexing with them.",
        zh="uint8 标签同样从 0 开始；在 PyTorch 中用作下标前先 .long()。",
    ),
    traps=("uint8-labels", "integers"),
    zh="dtype 为 uint8 的标签，其中有 0，以及整数 logits。",
)
def uint8_labels(rng: Generator) -> Case:
    """Labels of dtype uint8, 0 among them, and integer logits."""
    labels = rng.permutation(np.array([0, 0, 1, 2, 3, 5], dtype=np.uint8))
    return Case(logits=rng.integers(-4, 5, size=(6, 7)), labels=labels)


@scenario(private=1, traps=("all-equal",), zh="一行的所有 logits 相等：损失为 ln C。")
def all_equal(rng: Generator) -> Case:
    """All logits of a row equal: the loss is ln C."""
    logits = np.repeat(rng.normal(scale=3, size=(3, 1)), 5, axis=1)
    return Case(logits=logits, labels=rng.integers(4, size=3))


@scenario(
    private=1,
    hint=Text("In float32 exp overflows at 89 already.", zh="float32 的 exp 在 89 处就溢出了。"),
    traps=("float32-overflow", "float32"),
    zh="89 到 100 之间的 float32 logits。",
)
def single_precision(rng: Generator) -> Case:
    """float32 logits between 89 and 100."""
    logits = rng.uniform(89, 100, size=(5, 7)).astype(np.float32)
    labels = rng.integers(7, size=5)
    labels[0] = logits[0].argmin()
    # A float32 softmax minus a float64 one-hot comes out as float64, though it is only as exact as float32.
    case = Case(logits=logits, labels=labels)
    return case.tolerance(1e-4, reason="float32 logits may be rounded in float32 anywhere inside")


@scenario(
    private=1,
    hint=Text(
        "Labels outside 0 .. C-1 are an error: logits[n, -1] silently reads the last class.",
        zh="超出 0 .. C-1 的标签是错误：logits[n, -1] 会悄悄读取最后一类。",
    ),
    traps=("bad-label",),
    zh="有一个标签是 -1：ValueError。",
)
def label_outside(rng: Generator) -> Case:
    """One label is -1: ValueError."""
    labels = rng.integers(4, size=6)
    labels[rng.integers(6)] = -1
    return Case(logits=rng.normal(scale=2, size=(6, 4)), labels=labels).raises(ValueError)


every_choice = covering(domain, private=15, adjust=of_size_one)
