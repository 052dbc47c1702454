"""Known ways to get bad_fraction wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import bad_fraction


def off(losses, true_loss):
    """Deviations of every set and candidate, (R, H)."""
    return np.abs(np.asarray(losses, dtype=float).mean(axis=1) - true_loss)


@mistake(
    bad_fraction,
    title=Text("all candidates must be bad", zh="要求所有候选都坏"),
    id="VB3",
    zh="有一个坏候选，集合就是坏的：用 any，不是 all。",
)
def all_candidates(losses, true_loss, epsilon):
    """One bad candidate makes a set bad: any, not all."""
    return (off(losses, true_loss) > epsilon).all(axis=1).mean()


@mistake(
    bad_fraction,
    title=Text("pairs of set and candidate", zh="数了集合与候选的对"),
    id="VB16",
    zh="你数的是（集合，候选）对；题目要的是坏集合的比例。",
)
def pairs_of_set_and_candidate(losses, true_loss, epsilon):
    """You count pairs of set and candidate; the fraction of the sets is asked."""
    return (off(losses, true_loss) > epsilon).mean()


@mistake(
    bad_fraction,
    title=Text("fraction of the candidates", zh="返回坏候选的比例"),
    id="VB16",
    zh="你数的是曾经出错的候选；题目要的是坏集合的比例。",
)
def bad_candidates(losses, true_loss, epsilon):
    """You return which fraction of the candidates is off in some set; the fraction of the sets is asked."""
    return (off(losses, true_loss) > epsilon).any(axis=0).mean()


@mistake(
    bad_fraction,
    title=Text("number instead of fraction", zh="返回个数而非比例"),
    id="VB16",
    zh="题目要比例；你返回了坏集合的个数。",
)
def number_of_bad_sets(losses, true_loss, epsilon):
    """The fraction is asked; you return how many sets are bad."""
    return float((off(losses, true_loss) > epsilon).any(axis=1).sum())


@mistake(
    bad_fraction,
    title=Text("fraction of good sets", zh="返回好集合的比例"),
    id="VB12",
    zh="题目要坏集合的比例；你返回了好集合的。",
)
def fraction_of_good_sets(losses, true_loss, epsilon):
    """The fraction of bad sets is asked; you return that of the good ones."""
    return 1 - bad_fraction(losses, true_loss, epsilon)


@mistake(
    bad_fraction, title=Text("only losses too high", zh="只看偏高的损失"), id="VB8", zh="要取绝对值：偏低同样误导人。"
)
def too_high_alone(losses, true_loss, epsilon):
    """Take the absolute difference: a loss that is too low misleads as well."""
    return (np.asarray(losses, dtype=float).mean(axis=1) - true_loss > epsilon).any(axis=1).mean()


@mistake(
    bad_fraction, title=Text("only losses too low", zh="只看偏低的损失"), id="VB8", zh="要取绝对值：偏高也算偏差。"
)
def too_low_alone(losses, true_loss, epsilon):
    """Take the absolute difference: a loss that is too high is off, too."""
    return (true_loss - np.asarray(losses, dtype=float).mean(axis=1) > epsilon).any(axis=1).mean()


@mistake(
    bad_fraction,
    title=Text("mean difference of the candidates", zh="用了候选的平均偏差"),
    id="VB9",
    zh="要看最坏的候选，不是平均。",
)
def mean_difference(losses, true_loss, epsilon):
    """The worst candidate of a set counts, not the average."""
    return (off(losses, true_loss).mean(axis=1) > epsilon).mean()


@mistake(
    bad_fraction,
    title=Text("half or twice epsilon", zh="用了ε的一半或两倍"),
    id="VB10",
    zh="直接与 ε 比较，不是 ε/2，也不是 2ε。",
    variants={"factor": (0.5, 2.0)},
)
def another_epsilon(losses, true_loss, epsilon, *, factor):
    """Compare with epsilon itself, not with its half or its double."""
    return bad_fraction(losses, true_loss, factor * epsilon)


@mistake(
    bad_fraction, title=Text("comparison not strict", zh="比较不严格"), id="VB14", zh="恰好差 ε 不算坏：用 >，不是 >=。"
)
def not_strict(losses, true_loss, epsilon):
    """Off by exactly epsilon is not bad: compare with >, not with >=."""
    return (off(losses, true_loss) >= epsilon).any(axis=1).mean()


@mistake(
    bad_fraction,
    title=Text("samples not averaged", zh="没有对样本取平均"),
    id="VB15",
    zh="你没有对样本求平均：集合的损失是其样本的平均。",
    variants={"axes": ((1, 2), (2,))},
)
def single_samples(losses, true_loss, epsilon, *, axes):
    """You did not average over samples: a set's loss is the mean over its samples."""
    return (np.abs(np.asarray(losses, dtype=float) - true_loss) > epsilon).any(axis=axes).mean()


@mistake(bad_fraction, title=Text("samples summed", zh="对样本求和"), id="VB15", zh="你用总和代替了平均：要除以 N。")
def sums_of_samples(losses, true_loss, epsilon):
    """You add up the samples of a set: divide by their number."""
    return (np.abs(np.asarray(losses, dtype=float).sum(axis=1) - true_loss) > epsilon).any(axis=1).mean()


@mistake(
    bad_fraction,
    title=Text("averaged over the sets", zh="对集合取了平均"),
    id="VB15",
    zh="你对集合求了平均：axis 0 是集合，axis 1 才是样本。",
)
def averaged_over_sets(losses, true_loss, epsilon):
    """You averaged over the sets: axis 0 counts sets, axis 1 samples."""
    means = np.asarray(losses, dtype=float).mean(axis=0)
    return (np.abs(means - true_loss) > epsilon).any(axis=1).mean()


@mistake(
    bad_fraction,
    title=Text("mean of sets as true loss", zh="用集合平均代替真实损失"),
    id="VB15",
    zh="真实损失已给出；你用所有集合的平均代替了它。",
)
def mean_of_all_sets_for_the_true_loss(losses, true_loss, epsilon):
    """The true losses are given; you put the mean over all sets in their place."""
    means = np.asarray(losses, dtype=float).mean(axis=1)
    return (np.abs(means - means.mean(axis=0)) > epsilon).any(axis=1).mean()


@mistake(
    bad_fraction,
    title=Text("chosen candidate only", zh="只看被选中的候选"),
    id="VB15",
    zh="你只看了每个集合里被选中的候选；每个候选都算。",
)
def chosen_candidate_alone(losses, true_loss, epsilon):
    """You look at the candidate that each set would choose; every candidate counts."""
    means = np.asarray(losses, dtype=float).mean(axis=1)
    chosen = means.argmin(axis=1)
    return (np.abs(means[np.arange(len(means)), chosen] - true_loss[chosen]) > epsilon).mean()


@mistake(
    bad_fraction,
    title=Text("median over the samples", zh="对样本取了中位数"),
    id="VB15",
    zh="中位数不是平均：Hoeffding 说的是平均。",
)
def median_of_samples(losses, true_loss, epsilon):
    """You took the median over samples: Hoeffding's inequality is about the mean."""
    return (np.abs(np.median(np.asarray(losses, dtype=float), axis=1) - true_loss) > epsilon).any(axis=1).mean()


@mistake(
    bad_fraction,
    title=Text("means cut to integers", zh="平均值被截断为整数"),
    id="G-DTYPE",
    zh="uint8 或 bool 的损失之间做了整数除法：先转成浮点数。",
)
def means_in_the_dtype_of_the_losses(losses, true_loss, epsilon):
    """You keep means in the dtype of the losses: as integers or bools they have no fractions."""
    losses = np.asarray(losses)
    means = losses.astype(float).mean(axis=1).astype(losses.dtype)
    return (np.abs(means.astype(float) - true_loss) > epsilon).any(axis=1).mean()


@mistake(
    bad_fraction,
    title=Text("losses added up as bytes", zh="按字节累加损失"),
    id="G-DTYPE",
    zh="uint8 的损失逐个相加，到 256 就回到 0：先转成浮点数。",
)
def added_up_as_bytes(losses, true_loss, epsilon):
    """Losses of dtype uint8 that are added up one by one begin at 0 again after 255: make them floats first."""
    kind = losses.dtype if losses.dtype == np.uint8 else float
    means = losses.sum(axis=1, dtype=kind) / losses.shape[1]
    return (np.abs(means - true_loss) > epsilon).any(axis=1).mean()


@mistake(
    bad_fraction,
    title=Text("caller's losses changed", zh="改变了调用者的损失"),
    id="G-INPLACE",
    zh="你在调用者的损失上做减法：它们被改变了。",
)
def subtracted_in_place(losses, true_loss, epsilon):
    """You subtract in the caller's own losses: they are changed, and read-only ones fail."""
    losses = losses if losses.dtype.kind == "f" else losses.astype(float)
    losses -= true_loss
    return (np.abs(losses.mean(axis=1)) > epsilon).any(axis=1).mean()
