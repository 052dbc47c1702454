"""Known ways to get selection_gap wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import selection_gap


@mistake(
    selection_gap,
    title=Text("chosen by the true loss", zh="按真实损失选择"),
    id="VB17",
    zh="你用真实损失来选；选择时只有验证损失可用，这样差距总是 0。",
)
def chosen_by_the_true_loss(validation_loss, true_loss):
    """You choose by the true loss, which nobody has: the gap is always 0 then."""
    return true_loss[true_loss.argmin()] - true_loss.min()


@mistake(
    selection_gap,
    title=Text("validation loss subtracted", zh="减去了验证损失"),
    id="VB17",
    zh="你减去了验证损失；题目要与最好的真实损失比较。",
)
def true_minus_validation_loss(validation_loss, true_loss):
    """You subtract the chosen candidate's validation loss; the best true loss is subtracted."""
    chosen = validation_loss.argmin()
    return true_loss[chosen] - validation_loss[chosen]


@mistake(
    selection_gap,
    title=Text("least losses compared", zh="比较了两个最小损失"),
    id="VB17",
    zh="你比较的是两个最小值；被选候选要用它的真实损失。",
)
def least_losses(validation_loss, true_loss):
    """You compare the two least losses; of the chosen candidate the true loss counts."""
    return validation_loss.min() - true_loss.min()


@mistake(
    selection_gap,
    title=Text("best true loss not subtracted", zh="没有减最好的真实损失"),
    id="VB17",
    zh="你忘了减去最好的真实损失。",
)
def true_loss_of_the_chosen(validation_loss, true_loss):
    """You forgot to subtract the best true loss."""
    return true_loss[validation_loss.argmin()]


@mistake(
    selection_gap,
    title=Text("gap of the validation losses", zh="验证损失之间的差距"),
    id="VB17",
    zh="你比较的是验证损失；差距要用真实损失衡量。",
)
def gap_of_validation_losses(validation_loss, true_loss):
    """You compare validation losses; the gap is one of true losses."""
    return validation_loss[true_loss.argmin()] - validation_loss.min()


@mistake(
    selection_gap, title=Text("sign reversed", zh="符号反了"), id="VB8", zh="符号反了：被选候选减去最好的，结果不为负。"
)
def sign_reversed(validation_loss, true_loss):
    """Your sign is reversed: the chosen candidate minus the best one, which is never negative."""
    return -selection_gap(validation_loss, true_loss)


@mistake(
    selection_gap,
    title=Text("largest loss chosen", zh="选了损失最大的"),
    id="VB17",
    zh="损失越小越好：你选了验证损失最大的。",
)
def largest_loss_chosen(validation_loss, true_loss):
    """Less loss is better: you choose the largest."""
    return true_loss[validation_loss.argmax()] - true_loss.min()


@mistake(
    selection_gap,
    title=Text("compared with the worst loss", zh="与最差的损失比较"),
    id="VB17",
    zh="你减去的是最大的真实损失；应减最小的。",
)
def worst_true_loss(validation_loss, true_loss):
    """You compare with the worst true loss; the best is the least."""
    return true_loss.max() - true_loss[validation_loss.argmin()]


@mistake(
    selection_gap,
    title=Text("compared with the mean loss", zh="与平均损失比较"),
    id="VB9",
    zh="应与最好的候选比较，不是与平均。",
)
def against_the_mean(validation_loss, true_loss):
    """The best candidate is compared with, not the average one."""
    return true_loss[validation_loss.argmin()] - true_loss.mean()


@mistake(
    selection_gap,
    title=Text("largest deviation", zh="取了最大的偏差"),
    id="VB9",
    zh="差距只有一个：被选的与最好的；你取了最大的偏差。",
)
def largest_deviation(validation_loss, true_loss):
    """You return the largest deviation of validation and true loss; the gap of the choice is asked."""
    return np.abs(validation_loss - true_loss).max()


@mistake(
    selection_gap,
    title=Text("twice the largest deviation", zh="取了最大偏差的两倍"),
    id="VB10",
    zh="2ε 是上界，不是差距本身。",
)
def double_deviation(validation_loss, true_loss):
    """Twice the largest deviation bounds the gap; it is not the gap."""
    return 2 * np.abs(validation_loss - true_loss).max()


@mistake(
    selection_gap,
    title=Text("last of equal losses", zh="并列时取了最后一个"),
    id="VB18",
    zh="并列时选第一个；你选了最后一个。",
)
def last_of_equal_ones(validation_loss, true_loss):
    """Of equal validation losses the first is chosen; you took the last."""
    chosen = len(validation_loss) - 1 - validation_loss[::-1].argmin()
    return true_loss[chosen] - true_loss.min()


@mistake(
    selection_gap,
    title=Text("best of equal losses", zh="并列时取了最好的"),
    id="VB18",
    zh="并列时选第一个，不是真实损失最好的那个：那是不知道的。",
)
def best_of_equal_ones(validation_loss, true_loss):
    """Of equal validation losses the first is chosen, not the one that is truly best: nobody knows that."""
    return true_loss[validation_loss == validation_loss.min()].min() - true_loss.min()


@mistake(
    selection_gap,
    title=Text("mean of equal losses", zh="并列时取了平均"),
    id="VB18",
    zh="并列时选第一个；你取了它们的平均。",
)
def mean_of_equal_ones(validation_loss, true_loss):
    """Of equal validation losses the first is chosen; you average over them."""
    return true_loss[validation_loss == validation_loss.min()].mean() - true_loss.min()


@mistake(
    selection_gap,
    title=Text("number of the candidate", zh="返回了候选的编号"),
    id="VB16",
    zh="你返回的是被选候选的编号；题目要损失之差。",
)
def number_of_the_candidate(validation_loss, true_loss):
    """You return the chosen candidate's number; the difference of losses is asked."""
    return float(validation_loss.argmin())


@mistake(selection_gap, title=Text("relative gap", zh="用了相对差距"), id="VB16", zh="差距是绝对的，不除以最好的损失。")
def relative_gap(validation_loss, true_loss):
    """The gap is absolute: you divide it by the best loss."""
    return selection_gap(validation_loss, true_loss) / true_loss.min()


@mistake(
    selection_gap,
    title=Text("caller's losses sorted", zh="对调用者的数组排了序"),
    id="G-INPLACE",
    zh="你对调用者的数组排了序：它被改变了。",
)
def sorted_in_place(validation_loss, true_loss):
    """You sort the caller's own losses: they are changed, and read-only ones fail."""
    gap = selection_gap(validation_loss, true_loss)
    true_loss.sort()
    return gap
