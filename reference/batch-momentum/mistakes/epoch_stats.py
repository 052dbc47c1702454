"""Known ways to get epoch_stats wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import epoch_stats


@mistake(
    epoch_stats,
    title=Text("short last batch not counted", zh="漏算较短的最后批次"),
    id="BM6",
    zh="n // B 漏掉了较短的最后批次：它也是一次更新。",
)
def short_batch_not_counted(n, batch_size, epochs, drop_last=False):
    """n // B leaves the short last batch out: it is an update too, unless drop_last says otherwise."""
    return epoch_stats(n, batch_size, epochs, drop_last=True)


@mistake(
    epoch_stats,
    title=Text("dropping the last batch never considered", zh="没有考虑舍去最后批次"),
    zh="你没有看 drop_last：为 True 时较短的批次不更新。",
)
def drop_last_ignored(n, batch_size, epochs, drop_last=False):
    """You never look at drop_last: if it is true the short batch makes no update."""
    return epoch_stats(n, batch_size, epochs)


@mistake(
    epoch_stats,
    title=Text("one update too many when divisible", zh="能整除时多算一次更新"),
    zh="n // B + 1 在能整除时多了一次更新：应向上取整。",
)
def always_one_more(n, batch_size, epochs, drop_last=False):
    """n // B + 1 is one too many where the batch size divides: round up instead."""
    updates = n // batch_size + (not drop_last)
    return updates, updates * epochs


@mistake(
    epoch_stats,
    title=Text("one update too few when divisible", zh="能整除时少算一次更新"),
    zh="drop_last 只舍去较短的批次；你总是少算一次。",
)
def always_one_less(n, batch_size, epochs, drop_last=False):
    """drop_last leaves out a short batch only; you count one update less also where all are full."""
    updates = max(epoch_stats(n, batch_size, epochs)[0] - drop_last, 0)
    return updates, updates * epochs


@mistake(
    epoch_stats,
    title=Text("batches across epochs", zh="批次跨越了回合"),
    zh="批次不会跨越回合：先对一个回合取整，再乘以回合数。",
)
def batches_across_epochs(n, batch_size, epochs, drop_last=False):
    """No batch reaches from one epoch into the next: round for one epoch first, then multiply."""
    return epoch_stats(n, batch_size, epochs, drop_last)[0], epoch_stats(n * epochs, batch_size, 1, drop_last)[0]


@mistake(
    epoch_stats,
    title=Text("rounded to the nearest", zh="更新次数四舍五入"),
    zh="round 会四舍五入；剩下的样本再少也是一个批次。",
)
def rounded_to_nearest(n, batch_size, epochs, drop_last=False):
    """round() takes the nearest integer: however few samples are left over, they make a batch."""
    updates = n // batch_size if drop_last else round(n / batch_size)
    return updates, updates * epochs


@mistake(
    epoch_stats,
    title=Text("quotient in float32", zh="用float32做除法"),
    zh="float32 只有七位数字：样本很多时余数会丢失。用整数除法。",
)
def quotient_in_float32(n, batch_size, epochs, drop_last=False):
    """float32 has seven digits, and of very many samples it loses the remainder: divide integers."""
    quotient = np.float32(n / batch_size)
    updates = int(np.floor(quotient) if drop_last else np.ceil(quotient))
    return updates, updates * epochs


@mistake(
    epoch_stats,
    title=Text("one update per sample", zh="每个样本更新一次"),
    zh="每处理一个批次更新一次，而不是每个样本更新一次。",
)
def one_update_per_sample(n, batch_size, epochs, drop_last=False):
    """There is one update a batch, not one a sample."""
    return n, n * epochs
