"""Consecutive slices of a permutation."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    covering,
    integers,
    scenario,
    values,
)

from .draws import DROP_LAST, DROPPING, fit

problem = Problem(
    points=15,
    hints=(
        Text(
            "The trap is the end: what is left over when the batch size does not divide, and what when it does.",
            zh="陷阱在末尾：批次大小不能整除时剩下什么，能整除时又剩下什么。",
        ),
        Text(
            "Write down the first and the last index of every batch for n = 7 and n = 6 with B = 3, both ways.",
            zh="对 n = 7 和 n = 6、B = 3，写出每个批次的首尾下标，两种 drop_last 都写。",
        ),
    ),
)

LAST = Text(
    "The samples that are left over make a shorter last batch; only drop_last leaves them out.",
    zh="剩下的样本组成一个较短的最后批次；只有 drop_last 才舍去它们。",
)

domain = (
    Domain(
        permutation=Array(
            "n",
            dtypes=(integers,),
            values=(
                values(
                    "each of 0 .. n-1 once",
                    lambda here: here.rng.permutation(here.shape[0]),
                    lambda array: np.array_equal(np.sort(array), np.arange(array.size)),
                    zh="0 .. n-1 各一次",
                ),
            ),
        ),
        batch_size=Int(range(1, 9)),
        drop_last=DROP_LAST,
    )
    .sizes(n=range(13))
    .choices_of(fit("n"), DROPPING)
)


def draw(rng: Generator, count: int, size: int, **given: bool) -> Case:
    """A permutation of `count` samples, and batches of `size`."""
    return Case(permutation=rng.permutation(count), batch_size=size, **given)


@scenario(public=1, zh="作业说明的例子：七个样本，每批三个。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: seven samples in batches of three."""
    return Case(permutation=np.array([4, 0, 6, 1, 3, 5, 2]), batch_size=3)


@scenario(public=2, private=2, weight=2, hint=LAST, traps=("short-last-batch",), zh="最后一批不足，予以保留。")
def ordinary(rng: Generator) -> Case:
    """A short last batch, which is kept."""
    size = int(rng.integers(3, 6))
    return draw(rng, size * int(rng.integers(2, 4)) + int(rng.integers(1, size)), size, drop_last=False)


@scenario(public=1, private=1, zh="最后一批不足，予以丢弃。")
def dropped(rng: Generator) -> Case:
    """A short last batch, which is dropped."""
    size = int(rng.integers(3, 6))
    return draw(rng, size * int(rng.integers(2, 4)) + int(rng.integers(1, size)), size, drop_last=True)


@scenario(
    public=1,
    private=2,
    weight=2,
    hint=Text(
        "Where the batch size divides there is no short batch: nothing is to be dropped and none is empty.",
        zh="能整除时没有较短的批次：既不应舍去整批，也不应出现空批次。",
    ),
    traps=("batches-full",),
    zh="批量大小能整除：用 drop_last 也不会丢掉什么。",
)
def dividing(rng: Generator) -> Case:
    """The batch size divides; with drop_last nothing is left out."""
    size = int(rng.integers(2, 5))
    again = draw(rng, 3 * size, size)
    return draw(rng, 3 * size, size, drop_last=True).then(again)


@scenario(
    private=1,
    hint=Text(
        "A batch size above n gives one batch of all n, or none with drop_last.",
        zh="批次大小超过 n 时，得到一个含全部 n 个样本的批次；drop_last 时一个也没有。",
    ),
    traps=("batch-larger-than-data", "drop-everything"),
    zh="批量比数据还大：先保留，再丢弃。",
)
def larger_than_data(rng: Generator) -> Case:
    """The batch is larger than the data: kept, then dropped."""
    count = int(rng.integers(3, 6))
    return draw(rng, count, count + 2).then(draw(rng, count, count + 2, drop_last=True))


@scenario(private=1, traps=("no-samples",), zh="没有样本就没有批次。")
def no_samples(rng: Generator) -> Case:
    """No samples give no batches."""
    return draw(rng, 0, 3).then(draw(rng, 4, 3))


every_choice = covering(domain, private=14, traps=("input-forms",))
