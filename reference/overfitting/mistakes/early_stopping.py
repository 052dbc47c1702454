"""Known ways to get early_stopping wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import math

import numpy as np

from grader.author import Text, mistake

from ..solution import early_stopping


def counted(losses, patience, improves, *, ends=lambda wait, patience: wait >= patience, resets=True, best_of=None):
    """A loop with a counter: improves(loss, best, before) says what an improvement is."""
    best, best_epoch, wait, before = math.inf, -1, 0, math.inf
    for epoch, loss in enumerate(losses.tolist()):
        if improves(loss, best, before):
            best, best_epoch, wait = loss, epoch, 0 if resets else wait
        else:
            wait += 1
            if ends(wait, patience):
                return epoch, best_epoch
        before = loss
        if best_of is not None:
            best = best_of(best, loss)
    return len(losses) - 1, best_epoch


@mistake(
    early_stopping,
    title=Text("count never reset", zh="计数没有归零"),
    id="OV9",
    zh="改进之后计数要归零：patience 数的是连续的轮次。",
)
def never_set_back(losses, patience, min_delta=0.0):
    """Reset patience after an improvement: it counts epochs in a row, not in total."""
    return counted(losses, patience, lambda loss, best, _: loss < best - min_delta, resets=False)


@mistake(
    early_stopping,
    title=Text("stopping epoch as the best", zh="把停止的轮次当作最好"),
    id="OV10",
    zh="最好的轮次更早；你把停止的轮次返回了两次。",
)
def stop_taken_for_the_best(losses, patience, min_delta=0.0):
    """The best epoch came earlier: you return the epoch of the stop twice."""
    stop, _ = early_stopping(losses, patience, min_delta)
    return stop, stop


@mistake(
    early_stopping,
    title=Text("best epoch as stop - patience", zh="把停止减patience当作最好"),
    id="OV10",
    zh="你假定最好的轮次恰在停止之前 patience 轮；没有提前停止时并非如此。",
)
def best_is_stop_minus_patience(losses, patience, min_delta=0.0):
    """You take the stop minus patience for the best epoch: that is wrong where training ran to its end."""
    stop, _ = early_stopping(losses, patience, min_delta)
    return stop, stop - patience


@mistake(
    early_stopping,
    title=Text("compared with the previous epoch", zh="与上一轮比较"),
    id="OV11",
    zh="应与迄今最好的比较，而不是上一轮。",
)
def compared_with_the_epoch_before(losses, patience, min_delta=0.0):
    """Compare with the best so far: you compare with the epoch before."""
    return counted(losses, patience, lambda loss, _, before: loss < before - min_delta)


@mistake(
    early_stopping,
    title=Text("best over the whole history", zh="在整个历史里找最好"),
    id="OV10",
    zh="停止之后的损失不算：你在整个历史里找最小值。",
)
def best_of_the_whole_history(losses, patience, min_delta=0.0):
    """What comes after the stop was never trained: you look for the best in the whole history."""
    stop, best = early_stopping(losses, patience, min_delta)
    finite = np.where(np.isfinite(losses), losses, np.inf)
    return stop, int(np.argmin(finite)) if np.isfinite(losses).any() else best


@mistake(
    early_stopping,
    title=Text("lowest loss before the stop", zh="取了停止前的最小值"),
    zh="最好的轮次是最后一次改进超过 min_delta 的；你取了停止前的最小值。",
)
def lowest_before_the_stop(losses, patience, min_delta=0.0):
    """The best epoch is the last that improved by more than min_delta: you take the lowest loss before the stop."""
    stop, best = early_stopping(losses, patience, min_delta)
    finite = np.where(np.isfinite(losses[: stop + 1]), losses[: stop + 1], np.inf)
    return stop, int(np.argmin(finite)) if np.isfinite(losses[: stop + 1]).any() else best


@mistake(
    early_stopping,
    title=Text("stops one epoch late", zh="晚停了一轮"),
    zh="要多等一轮才停：连续 patience 轮没有改进就停止。",
)
def one_epoch_too_late(losses, patience, min_delta=0.0):
    """You wait one epoch too long: training stops when patience epochs in a row have not improved."""
    return early_stopping(losses, max(patience, 1) + 1, min_delta)


@mistake(
    early_stopping, title=Text("stops only beyond patience", zh="超过patience才停"), zh="patience 为 0 时你多等了一轮。"
)
def one_more_than_patience(losses, patience, min_delta=0.0):
    """You stop when more than patience epochs have not improved: patience of them are enough."""
    return counted(losses, patience, lambda loss, best, _: loss < best - min_delta, ends=lambda w, p: w > p)


@mistake(early_stopping, title=Text("stops one epoch early", zh="早停了一轮"), zh="早停了一轮。")
def one_epoch_too_early(losses, patience, min_delta=0.0):
    """You stop one epoch too early: patience epochs in a row must not improve."""
    return early_stopping(losses, max(patience - 1, 0), min_delta)


@mistake(
    early_stopping,
    title=Text("stops only at exactly patience", zh="恰等于patience才停"),
    zh="计数恰等于 patience 才停：patience 为 0 时永远不会停。",
)
def stops_at_exactly_patience(losses, patience, min_delta=0.0):
    """You stop where the count is exactly patience, which it never is for patience 0: use >=."""
    return counted(losses, patience, lambda loss, best, _: loss < best - min_delta, ends=lambda w, p: w == p)


@mistake(
    early_stopping,
    title=Text("patience 0 stops after an improvement", zh="patience为0时有改进也停"),
    zh="patience 为 0 时，有改进的轮次也被你停止了。",
)
def stopped_by_an_improvement(losses, patience, min_delta=0.0):
    """With patience 0 you stop at the first epoch, though it improved: only an epoch that does not can end it."""
    if patience == 0:
        return 0, 0 if losses[0] < math.inf else -1
    return early_stopping(losses, patience, min_delta)


@mistake(
    early_stopping,
    title=Text("minimal improvement ignored", zh="忽略了最小改进量"),
    zh="min_delta 被忽略了：改进要超过 min_delta。",
)
def any_improvement_counts(losses, patience, min_delta=0.0):
    """You leave min_delta out: an improvement is more than min_delta below the best."""
    return early_stopping(losses, patience, 0.0)


@mistake(
    early_stopping,
    title=Text("improvement by exactly the minimum counts", zh="恰为最小改进量也算改进"),
    zh="恰好低 min_delta 不算改进：比较是严格的。",
)
def min_delta_itself_counts(losses, patience, min_delta=0.0):
    """Exactly min_delta below the best is no improvement, and neither is the same loss: the comparison is strict."""
    return counted(losses, patience, lambda loss, best, _: loss <= best - min_delta and loss < math.inf)


@mistake(
    early_stopping,
    title=Text("minimal improvement with the wrong sign", zh="最小改进量的符号反了"),
    zh="min_delta 的符号反了：你把更差的损失也当成改进。",
)
def min_delta_added(losses, patience, min_delta=0.0):
    """Your min_delta has the wrong sign: losses above the best count as improvements."""
    return counted(losses, patience, lambda loss, best, _: loss < best + min_delta and loss < math.inf)


@mistake(
    early_stopping,
    title=Text("minimal improvement taken as a share", zh="把最小改进量当作比例"),
    zh="min_delta 是绝对的差，不是比例。",
)
def min_delta_as_a_share(losses, patience, min_delta=0.0):
    """min_delta is a difference: you take it for a share of the best loss."""
    return counted(losses, patience, lambda loss, best, _: loss < (best * (1 - min_delta) if best < math.inf else best))


@mistake(
    early_stopping,
    title=Text("best loss follows small improvements", zh="小改进也更新最好损失"),
    zh="小的改进不应更新最好的损失：否则缓慢的下降永远累积不到 min_delta。",
)
def best_moves_with_small_improvements(losses, patience, min_delta=0.0):
    """The best loss moves with real improvements alone: with yours a slow crawl never adds up to min_delta."""
    return counted(
        losses,
        patience,
        lambda loss, best, _: loss < best - min_delta,
        best_of=min,
    )


@mistake(
    early_stopping,
    title=Text("greater loss taken as better", zh="把大的损失当作好"),
    zh="损失越小越好；你在找最大值（如准确率）。",
)
def higher_is_better(losses, patience, min_delta=0.0):
    """Losses improve downwards: you wait for them to grow, as an accuracy would."""
    return early_stopping(-np.asarray(losses), patience, min_delta)


@mistake(
    early_stopping,
    title=Text("NaN counted as improvement", zh="把NaN算作改进"),
    zh="NaN 不是改进：not (loss >= best) 在 NaN 时为真。",
)
def nan_taken_for_an_improvement(losses, patience, min_delta=0.0):
    """NaN is no improvement: your comparison takes every NaN for one, as `not loss >= best` does."""
    return counted(losses, patience, lambda loss, best, _: loss < best - min_delta or math.isnan(loss))


@mistake(
    early_stopping,
    title=Text("best loss starts too low", zh="最好损失的起始值太小"),
    zh="最好的损失应从无穷开始：你的起始值不够大。",
    variants={"start": (1.0, 100.0, 999.0, 1e6, 1e9)},
)
def best_begins_with_a_number(losses, patience, min_delta=0.0, *, start):
    """Your best loss begins with a number that larger losses never beat: begin with infinity."""
    best, best_epoch, wait = start, -1, 0
    for epoch, loss in enumerate(losses.tolist()):
        if loss < best - min_delta:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
            if wait >= patience:
                return epoch, best_epoch
    return len(losses) - 1, best_epoch


@mistake(
    early_stopping,
    title=Text("best loss starts at the first", zh="从第一个损失开始比较"),
    zh="第一个损失是 NaN 时，从它开始比较，以后就再没有改进了：从无穷开始。",
)
def best_begins_with_the_first_loss(losses, patience, min_delta=0.0):
    """You begin with the first loss as the best: if it is NaN nothing improves any more, so begin with infinity."""
    best, best_epoch, wait = losses[0], 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < best - min_delta:
            best, best_epoch, wait = losses[epoch], epoch, 0
        else:
            wait += 1
            if wait >= patience:
                return epoch, best_epoch
    return len(losses) - 1, best_epoch


@mistake(
    early_stopping, title=Text("NaN epochs skipped", zh="跳过了NaN的轮次"), zh="你跳过了 NaN 的轮次：它们也算没有改进。"
)
def nan_not_counted(losses, patience, min_delta=0.0):
    """You skip epochs whose loss is NaN: they count as epochs that do not improve."""
    best, best_epoch, wait = math.inf, -1, 0
    for epoch, loss in enumerate(losses.tolist()):
        if math.isnan(loss):
            continue
        if loss < best - min_delta:
            best, best_epoch, wait = loss, epoch, 0
        else:
            wait += 1
            if wait >= patience:
                return epoch, best_epoch
    return len(losses) - 1, best_epoch


@mistake(early_stopping, title=Text("epochs counted from 1", zh="轮次从1数起"), zh="轮次从 0 数起。")
def counted_from_one(losses, patience, min_delta=0.0):
    """Epochs are counted from 0: yours from 1."""
    stop, best = early_stopping(losses, patience, min_delta)
    return stop + 1, best + 1


@mistake(
    early_stopping,
    title=Text("end one epoch too far", zh="结束的轮次多了1"),
    zh="没有提前停止时，停止的轮次是最后一个，即 len - 1。",
)
def end_counted_as_one_more(losses, patience, min_delta=0.0):
    """Where nothing stops it, training stops with the last epoch, len(losses) - 1: you return len(losses)."""
    found = counted(losses, patience, lambda loss, best, _: loss < best - min_delta)
    ended = counted(np.append(losses, np.nan), patience, lambda loss, best, _: loss < best - min_delta)
    return (found[0] + (ended[0] >= len(losses)), found[1])


@mistake(
    early_stopping,
    title=Text("epoch 0 without any improvement", zh="没有改进时返回0"),
    zh="一个改进也没有时，最好的轮次是 -1，而不是 0。",
)
def first_epoch_by_default(losses, patience, min_delta=0.0):
    """Where no epoch improves best_epoch is -1: you return 0, an epoch whose loss is no number."""
    stop, best = early_stopping(losses, patience, min_delta)
    return stop, max(best, 0)


@mistake(
    early_stopping, title=Text("results exchanged", zh="返回的顺序反了"), zh="返回顺序是 (stop_epoch, best_epoch)。"
)
def results_swapped(losses, patience, min_delta=0.0):
    """The epoch of the stop comes first, then the best."""
    return early_stopping(losses, patience, min_delta)[::-1]


@mistake(
    early_stopping,
    title=Text("only worse epochs counted", zh="只数变差的轮次"),
    zh="比最好的差 min_delta 以上才算没有改进？不：没有超过 min_delta 的下降就算。",
)
def only_worse_epochs_count(losses, patience, min_delta=0.0):
    """An epoch counts if it does not improve: you count only epochs that are worse than the best."""
    best, best_epoch, wait = math.inf, -1, 0
    for epoch, loss in enumerate(losses.tolist()):
        if loss < best - min_delta:
            best, best_epoch, wait = loss, epoch, 0
        elif loss != best:
            wait += 1
            if wait >= patience:
                return epoch, best_epoch
    return len(losses) - 1, best_epoch
