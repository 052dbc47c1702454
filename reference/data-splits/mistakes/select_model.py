"""Known ways to get select_model wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import select_model


def _least(numbers):
    """The place of the least number, NaN left out; -1 where there is none."""
    return int(np.argmin(np.where(np.isnan(numbers), np.inf, numbers))) if not np.isnan(numbers).all() else -1


@mistake(
    select_model,
    title=Text("greatest mean loss", zh="取了最大的平均损失"),
    id="DS22",
    zh="要的是最小的平均损失；你取了最大的。",
)
def greatest_mean(validation_losses):
    """A loss is to be small: you take the greatest mean."""
    return select_model(-validation_losses)


@mistake(
    select_model,
    title=Text("least single loss", zh="取了单个最小的损失"),
    id="DS22",
    zh="要比较各折的平均；你取了单个最小的损失。",
)
def least_single_loss(validation_losses):
    """Models are compared by their mean: you take the one with the least single loss, which may be luck."""
    return _least(np.where(np.isnan(validation_losses.sum(axis=1)), np.nan, validation_losses.min(axis=1)))


@mistake(select_model, title=Text("least median loss", zh="比较了中位数"), id="DS22", zh="要比较平均；你比较了中位数。")
def least_median(validation_losses):
    """Models are compared by their mean: you took the median."""
    return _least(np.median(validation_losses, axis=1))


@mistake(
    select_model,
    title=Text("least loss in the worst fold", zh="比较了最差的一折"),
    id="DS22",
    zh="要比较平均；你比较了最差的一折。",
)
def least_worst_fold(validation_losses):
    """Models are compared by their mean: you compare their worst folds."""
    return _least(validation_losses.max(axis=1))


@mistake(
    select_model, title=Text("first fold only", zh="只看第一折"), id="DS22", zh="你只看了第一折：要对所有折取平均。"
)
def first_fold_alone(validation_losses):
    """You look at the first fold alone: the mean runs over all of them."""
    return _least(np.where(np.isnan(validation_losses.sum(axis=1)), np.nan, validation_losses[:, 0]))


@mistake(
    select_model, title=Text("last fold only", zh="只看最后一折"), id="DS22", zh="你只看了最后一折：要对所有折取平均。"
)
def last_fold_alone(validation_losses):
    """You look at the last fold alone: the mean runs over all of them."""
    return _least(np.where(np.isnan(validation_losses.sum(axis=1)), np.nan, validation_losses[:, -1]))


@mistake(
    select_model,
    title=Text("fold chosen instead of model", zh="选了折而非模型"),
    id="G-AXIS",
    zh="每一行是一个模型：沿轴 1 求平均。你选的是一折。",
)
def best_fold(validation_losses):
    """Each row is one model: the mean runs over axis 1; you choose a fold."""
    return _least(validation_losses.mean(axis=0))


@mistake(
    select_model,
    title=Text("model with NaN wins", zh="有NaN的模型胜出"),
    id="DS23",
    zh="np.argmin 把 NaN 当作最小：有 NaN 的模型不能胜出。",
)
def nan_wins(validation_losses):
    """np.argmin takes a NaN for the least: a model with a NaN never wins."""
    return int(np.argmin(validation_losses.mean(axis=1)))


@mistake(
    select_model,
    title=Text("folds with NaN skipped", zh="跳过了有NaN的折"),
    id="DS23",
    zh="np.nanmean 跳过了 NaN：失败的一折会让模型显得更好。有 NaN 的模型不能胜出。",
)
def folds_with_nan_skipped(validation_losses):
    """np.nanmean skips the fold that failed, which makes a model look better: a model with a NaN never wins."""
    counts = (~np.isnan(validation_losses)).sum(axis=1)
    return _least(np.where(counts > 0, np.nansum(validation_losses, axis=1) / np.maximum(counts, 1), np.nan))


@mistake(
    select_model, title=Text("NaN counted as 0", zh="把NaN当作0"), id="DS23", zh="NaN 被当作 0：有 NaN 的模型不能胜出。"
)
def nan_taken_for_zero(validation_losses):
    """You count a NaN as a loss of 0: a model with a NaN never wins."""
    return _least(np.where(np.isnan(validation_losses), 0, validation_losses).mean(axis=1))


@mistake(
    select_model,
    title=Text("model 0 when all have NaN", zh="全有NaN时返回0"),
    id="DS23",
    zh="所有模型都有 NaN 时应返回 -1。",
)
def first_where_all_have_nan(validation_losses):
    """Where every model has a NaN nobody wins: return -1, not 0."""
    return max(select_model(validation_losses), 0)


@mistake(
    select_model,
    title=Text("NaN replaced by infinity", zh="把NaN换成无穷大"),
    id="DS23",
    zh="把 NaN 换成无穷大之后，它与无穷大的损失打平：有 NaN 的模型不能胜出。",
)
def nan_ties_with_infinity(validation_losses):
    """You replace NaN by infinity, which ties with a loss that is infinite: a model with a NaN never wins."""
    means = validation_losses.mean(axis=1)
    return int(np.argmin(np.where(np.isnan(means), np.inf, means))) if not np.isnan(means).all() else -1


@mistake(
    select_model,
    title=Text("first model's NaN never beaten", zh="第一个模型的NaN一直胜出"),
    id="DS23",
    zh="循环从模型 0 开始比较：它若有 NaN，任何比较都为假，于是它一直是胜者。",
)
def nan_in_the_first_model_stays(validation_losses):
    """Your loop begins with model 0 as the best: if it has a NaN, every comparison is false and it stays."""
    means = validation_losses.mean(axis=1)
    best = 0
    for model in range(1, len(means)):
        if means[model] < means[best]:
            best = model
    return -1 if np.isnan(means).all() else best


@mistake(
    select_model,
    title=Text("infinite loss treated as NaN", zh="把无穷大当作NaN"),
    id="DS23",
    zh="无穷大的损失也是数：它输给有限的损失，但胜过 NaN。",
)
def infinite_taken_for_nan(validation_losses):
    """You treat an infinite loss like a NaN: it is a number, and where all are infinite the first one wins."""
    return select_model(np.where(np.isinf(validation_losses), np.nan, validation_losses))


@mistake(
    select_model,
    title=Text("last of equal means", zh="相等时取了最后一个"),
    id="DS24",
    zh="平均相等时，编号小的胜出；你取了最后一个。",
)
def last_of_equal_ones(validation_losses):
    """Of equal means the lower number wins; you take the last of them."""
    turned = select_model(validation_losses[::-1])
    return len(validation_losses) - 1 - turned if turned >= 0 else -1


@mistake(
    select_model,
    title=Text("search started at a loss of 1", zh="从损失1开始查找"),
    id="DS24",
    zh="循环里的初始值太小：损失可以大于 1。",
)
def no_loss_above_one(validation_losses):
    """Your search begins with a best loss of 1: losses may all be greater."""
    best, least = -1, 1.0
    for model, mean in enumerate(validation_losses.mean(axis=1)):
        if mean < least:
            best, least = model, mean
    return best


@mistake(select_model, title=Text("models counted from 1", zh="模型从1开始编号"), id="DS16", zh="模型从 0 开始编号。")
def counted_from_one(validation_losses):
    """Models are counted from 0; you count from 1."""
    found = select_model(validation_losses)
    return found + 1 if found >= 0 else -1


@mistake(select_model, title=Text("loss instead of model number", zh="返回损失而非编号"), zh="返回的是编号，不是损失。")
def loss_returned(validation_losses):
    """You return the least mean loss; the number of its model is asked."""
    means = validation_losses.mean(axis=1)
    return float(np.nanmin(means)) if not np.isnan(means).all() else -1
