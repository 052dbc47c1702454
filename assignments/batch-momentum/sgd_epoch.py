"""One epoch of stochastic gradient descent on linear regression."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Made,
    Problem,
    Text,
    case,
    covering,
    float32,
    float64,
    keeps_inputs,
    scenario,
)

from .draws import in_float32, number, quarters, split

problem = Problem(
    points=20,
    forbidden=("autograd", "torch.optim.SGD", "torch.nn.functional.mse_loss"),
    hints=(
        Text(
            "The traps are which parameters a gradient is taken at, and what the mean of a batch is divided by.",
            zh="陷阱在于：梯度在哪组参数处计算，批次的平均除以什么。",
        ),
        Text(
            "Do two updates by hand: compute both gradients of a batch before you change either parameter.",
            zh="手算两次更新：先算出一个批次的两个梯度，再改动任何一个参数。",
        ),
    ),
)

CURRENT = Text(
    "Every batch sees the parameters that the batch before it left behind.",
    zh="每个批次用的是上一个批次更新之后的参数。",
)
OWN_SIZE = Text(
    "The mean runs over the samples of this batch: divide by its own length.",
    zh="平均是对本批次的样本取的：除以这个批次自己的长度。",
)


def _batches(here: Any) -> list[np.ndarray]:
    """Batches of the chosen plan."""
    rng, count = here.rng, here.sizes["N"]
    if here.sizes["plan"] == "none":
        return []
    if here.sizes["plan"] == "repeats":
        row = int(rng.integers(count))
        return [np.array([row, row, *rng.integers(count, size=2)]), rng.integers(count, size=3)]
    if here.sizes["plan"] == "full":
        return split(rng, count, 2)[: count // 2]  # the row that may be left over is dropped
    return split(rng, count, {"one": count, "ones": 1, "short": count // 2 + 1}[here.sizes["plan"]])


def _plan(inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is unusual about the batches, None where they are none."""
    batches, count = inputs["batches"], len(inputs["x"])
    if not isinstance(batches, list) or not all(len(batch) and batch.dtype.kind == "i" for batch in batches):
        return None
    rows = np.concatenate(batches) if batches else np.zeros(0, int)
    if not all(0 <= row < count for row in rows):
        return None
    lengths = {len(batch) for batch in batches}
    plans = {
        "none": not batches,
        "repeats": len(np.unique(rows)) < len(rows),
        "one": len(batches) == 1,
        "ones": lengths == {1},
        "full": len(lengths) == 1,
        "short": True,
    }
    return {"plan": next(name for name, holds in plans.items() if holds)}


domain = (
    Domain(
        x=Array("N D", dtypes=(float64, float32)),
        targets=Array("N", dtypes=(float64, float32)),
        weight=Array("D", dtypes=(float64, float32)),
        bias=number(-1, 1),
        lr=number(0.01, 0.1),
        batches=Made(_batches, _plan, "a list of int64 arrays (B,), B from 1 on, of numbers of rows of x"),
    )
    .sizes(N=range(1, 10), plan=("short", "full", "ones", "one", "none", "repeats"))
    .needs(
        lambda plan, N: plan != "short" or N >= 3,
        lambda plan, N: plan != "full" or N >= 4,
        lambda plan, N: plan not in {"ones", "repeats"} or N >= 2,
    )
    .choices_of(
        Choice(
            "batches",
            case("a short last batch", lambda plan: plan == "short", zh="最后一批不满"),
            case("all batches full", lambda plan: plan == "full", usual=True, zh="每一批都满"),
            case("batches of one row", lambda plan: plan == "ones", reason="lost axes of length 1", zh="每批一行"),
            case("one batch", lambda plan: plan == "one", usual=True, zh="一个批次"),
            case("no batches", lambda plan: plan == "none", reason="nothing is to be done", zh="没有批次"),
            case("rows listed twice", lambda plan: plan == "repeats", reason="they count twice", zh="有的行列出两次"),
        ),
        Choice(
            "features",
            case("several features", zh="多个特征"),
            case("one feature", lambda D: D == 1, reason="lost axes of length 1", zh="一个特征"),
            case(
                "as many features as samples",
                lambda D, N: D == N and D > 1,
                reason="a transpose has that shape",
                zh="特征数等于样本数",
            ),
        ),
    )
    .float32_together("x", "targets", "weight")
)


def draw(rng: Generator, count: int, features: int, batches: list[np.ndarray]) -> Case:
    """Samples whose targets are far from what the start predicts."""
    return Case(
        x=rng.normal(size=(count, features)),
        targets=rng.normal(size=count) + 2,
        weight=rng.normal(size=features),
        bias=float(rng.normal()),
        lr=float(rng.uniform(0.03, 0.08)),
        batches=batches,
    )


@scenario(public=1, zh="作业说明的例子：三个样本，一批两个，一批一个。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: three samples in a batch of two and one of one."""
    return Case(
        x=np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]]),
        targets=np.array([2.0, 0.0, 4.0]),
        weight=np.array([0.0, 0.5]),
        bias=1.0,
        lr=0.25,
        batches=[np.array([2, 0]), np.array([1])],
    )


@scenario(public=2, private=1, zh="所有样本在一批里：一步梯度下降。")
def one_batch(rng: Generator) -> Case:
    """All samples in one batch: one step of gradient descent."""
    case_ = draw(rng, 5, 3, [rng.permutation(5)]).inputs
    return Case(**{**case_, "x": quarters(rng, 5, 3), "targets": quarters(rng, 5)})


@scenario(private=3, weight=2, hint=CURRENT, traps=("current-parameters",), zh="三个满批。")
def ordinary(rng: Generator) -> Case:
    """Three full batches."""
    return draw(rng, 12, 3, split(rng, 12, 4))


@scenario(private=2, weight=2, hint=OWN_SIZE, traps=("short-last-batch",), zh="两个满批和一个两行的批。")
def short_last(rng: Generator) -> Case:
    """Two full batches and one of two rows."""
    return draw(rng, 12, 4, split(rng, 12, 5))


@scenario(
    private=1,
    hint=Text(
        "A prediction is one number a sample: (B,) minus (B,). A column against a row gives B x B.",
        zh="每个样本的预测是一个数：(B,) 减 (B,)。列减行会得到 B x B。",
    ),
    traps=("square",),
    zh="特征数与一批的行数相同。",
)
def square(rng: Generator) -> Case:
    """As many features as rows in a batch."""
    return draw(rng, 8, 4, split(rng, 8, 4))


@scenario(
    private=1,
    hint=Text("A row that is listed twice counts twice.", zh="列出两次的行要算两次。"),
    traps=("rows-twice",),
    zh="有放回地抽取行：有的行在一批中出现两次，有的从不出现。",
)
def rows_twice(rng: Generator) -> Case:
    """Rows drawn with replacement: some twice in a batch, some never."""
    return draw(rng, 6, 2, [np.array([3, 3, 0]), np.array([5, 1, 5, 3])])


@scenario(private=1, traps=("no-batches",), zh="没有批次：参数原样返回。")
def no_batches(rng: Generator) -> Case:
    """No batches: the parameters come back as they are."""
    return draw(rng, 4, 3, [])


every_choice = covering(domain, private=16, adjust=in_float32, traps=("float32", "input-forms"))
inputs_kept = keeps_inputs(short_last)
