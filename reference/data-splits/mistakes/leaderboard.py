"""Known ways to get leaderboard wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import leaderboard


def _board(public_accuracy, private_accuracy, *, last=False):
    """The accuracies and their winners."""

    def winner(accuracies):
        if np.isnan(accuracies).any():
            return -1
        return len(accuracies) - 1 - int(np.argmax(accuracies[::-1])) if last else int(np.argmax(accuracies))

    return public_accuracy, private_accuracy, winner(public_accuracy), winner(private_accuracy)


@mistake(
    leaderboard,
    title=Text("public winner twice", zh="两次返回公榜胜者"),
    id="DS7",
    zh="私榜的胜者由私榜准确率决定；你返回了公榜的胜者。",
    variants={"nobody": (True, False)},
)
def public_winner_twice(labels, predictions, public, *, nobody):
    """The private winner has the best private accuracy: you return the public winner twice."""
    first, second, winner, private_winner = leaderboard(labels, predictions, public)
    return first, second, winner, -1 if nobody and private_winner < 0 else winner


@mistake(
    leaderboard,
    title=Text("private winner twice", zh="两次返回私榜胜者"),
    id="DS7",
    zh="按私榜分数选择就是偷看：公榜的胜者由公榜准确率决定。",
    variants={"nobody": (True, False)},
)
def private_winner_twice(labels, predictions, public, *, nobody):
    """Choosing by the private score is peeking: the public winner has the best public accuracy."""
    first, second, public_winner, winner = leaderboard(labels, predictions, public)
    return first, second, -1 if nobody and public_winner < 0 else winner, winner


@mistake(
    leaderboard,
    title=Text("winners over all samples", zh="按全部样本选胜者"),
    id="DS7",
    zh="两个胜者都按全部样本的准确率选出；每个榜各看自己那一半。",
)
def winners_over_all_samples(labels, predictions, public):
    """Your winners are best over all samples: each board looks at its own half."""
    first, second, one, other = leaderboard(labels, predictions, public)
    best = int((predictions == labels).sum(axis=1).argmax())
    return first, second, best if one >= 0 else -1, best if other >= 0 else -1


@mistake(
    leaderboard,
    title=Text("public and private exchanged", zh="公榜与私榜弄反"),
    id="DS25",
    zh="公榜和私榜弄反了：public 为 True 的样本属于公榜。",
)
def halves_swapped(labels, predictions, public):
    """Your halves are swapped: samples where `public` is True make the public board."""
    return leaderboard(labels, predictions, ~public)


@mistake(
    leaderboard,
    title=Text("private board over all samples", zh="私榜用了全部样本"),
    id="DS25",
    zh="私榜只看私有的一半；你用了全部样本。",
)
def private_board_of_all_samples(labels, predictions, public):
    """The private board looks at the private half alone: you use all samples for it."""
    first, _, winner, _ = leaderboard(labels, predictions, public)
    everything = (predictions == labels).mean(axis=1)
    return first, everything, winner, int(everything.argmax())


@mistake(
    leaderboard,
    title=Text("divided by all samples", zh="除以了全部样本数"),
    id="DS25",
    zh="应除以自己那一半的样本数；你除以了全部样本数。",
)
def divided_by_all_samples(labels, predictions, public):
    """Each half divides by its own number of samples; you divide by that of all."""
    right = predictions == labels
    return _board(*((right & half).sum(axis=1) / (len(labels) if half.any() else np.nan) for half in (public, ~public)))


@mistake(
    leaderboard,
    title=Text("other half set to 0", zh="把另一半置为0"),
    id="DS25",
    zh="把另一半的预测置为 0 之后，标签 0 会被误算为正确。",
)
def other_half_set_to_zero(labels, predictions, public):
    """You set the other half to 0 and compare all samples: zeros then count as right."""

    def accuracy(half):
        found = (predictions * half == labels * half).mean(axis=1)
        return found if half.any() else np.full(len(found), np.nan)

    return _board(accuracy(public), accuracy(~public))


@mistake(
    leaderboard,
    title=Text("mask used as row numbers", zh="把掩码当作下标"),
    id="DS25",
    zh="public 是掩码；转成整数之后，它变成了样本 0 和 1 的下标。",
)
def mask_taken_for_numbers(labels, predictions, public):
    """`public` is a mask: as integers it picks samples 0 and 1, again and again."""
    found = []
    for half in (public, ~public):
        numbers = half.astype(int) % len(labels)
        accuracy = (predictions[:, numbers] == labels[numbers]).mean(axis=1)
        found.append(accuracy if half.any() else np.full(len(accuracy), np.nan))
    return _board(*found)


@mistake(
    leaderboard,
    title=Text("hits instead of accuracies", zh="返回答对的个数"),
    id="DS26",
    zh="准确率是比例；你返回了个数。",
)
def hits_not_divided(labels, predictions, public):
    """Accuracies are shares; you return numbers of hits."""
    first, second, *winners = leaderboard(labels, predictions, public)
    return first * public.sum(), second * (~public).sum(), *winners


@mistake(
    leaderboard,
    title=Text("error rates instead of accuracies", zh="返回了错误率"),
    id="DS26",
    zh="要的是准确率，不是错误率。",
)
def error_rates(labels, predictions, public):
    """You return error rates: accuracies are asked."""
    first, second, *winners = leaderboard(labels, predictions, public)
    return 1 - first, 1 - second, *winners


@mistake(
    leaderboard,
    title=Text("percentages instead of shares", zh="返回百分数而非比例"),
    id="DS26",
    zh="准确率在 0 和 1 之间；你给的是百分数。",
)
def percentages(labels, predictions, public):
    """Accuracies lie between 0 and 1; yours are percentages."""
    first, second, *winners = leaderboard(labels, predictions, public)
    return 100 * first, 100 * second, *winners


@mistake(
    leaderboard,
    title=Text("smallest accuracy wins", zh="准确率最低的胜出"),
    id="DS22",
    zh="准确率最高的胜出；你取了最低的。",
)
def worst_wins(labels, predictions, public):
    """The greatest accuracy wins; you take the smallest one."""
    first, second, one, other = leaderboard(labels, predictions, public)
    return first, second, int(first.argmin()) if one >= 0 else -1, int(second.argmin()) if other >= 0 else -1


@mistake(
    leaderboard,
    title=Text("last of equal accuracies", zh="相等时取了最后一个"),
    id="DS24",
    zh="准确率相等时，编号小的胜出；你取了最后一个。",
)
def last_of_equal_ones(labels, predictions, public):
    """Of equal accuracies the lower number wins; you take the last of them."""
    return _board(*leaderboard(labels, predictions, public)[:2], last=True)


@mistake(
    leaderboard,
    title=Text("accuracy 0 in an empty half", zh="空的一半准确率为0"),
    id="DS27",
    zh="没有样本的一半：准确率是 NaN，不是 0。",
)
def zero_in_an_empty_half(labels, predictions, public):
    """In a half without samples accuracies are NaN, not 0: nothing was measured."""
    first, second, *winners = leaderboard(labels, predictions, public)
    return np.nan_to_num(first), np.nan_to_num(second), *winners


@mistake(
    leaderboard,
    title=Text("winner of an empty half", zh="空的一半也有胜者"),
    id="DS27",
    zh="没有样本的一半没有胜者：返回 -1，而不是 0。",
)
def first_wins_an_empty_half(labels, predictions, public):
    """A half without samples has no winner: return -1, not 0 (np.argmax of NaN gives 0)."""
    first, second, one, other = leaderboard(labels, predictions, public)
    return first, second, max(one, 0), max(other, 0)


@mistake(
    leaderboard,
    title=Text("empty half with 0 and model 0", zh="空的一半返回0和模型0"),
    id="DS27",
    zh="两半都空时各自为 NaN 和 0：都应是 NaN 和 -1。",
)
def empty_half_all_zero(labels, predictions, public):
    """A half without samples has accuracies NaN and the winner -1; yours are 0 and model 0."""
    return tuple(
        np.nan_to_num(part) if isinstance(part, np.ndarray) else max(part, 0)
        for part in leaderboard(labels, predictions, public)
    )


@mistake(
    leaderboard,
    title=Text("accuracy per sample", zh="每个样本的准确率"),
    id="G-AXIS",
    zh="每一行是一个模型：沿轴 1 求平均，每个模型一个准确率。",
)
def accuracy_of_samples(labels, predictions, public):
    """Each row is one model: the mean runs over axis 1; yours is the share of models that are right on a sample."""
    shares = (predictions == labels).mean(axis=0)
    _, _, one, other = leaderboard(labels, predictions, public)
    return shares[public], shares[~public], one, other


@mistake(leaderboard, title=Text("models counted from 1", zh="模型从1开始编号"), id="DS16", zh="模型从 0 开始编号。")
def counted_from_one(labels, predictions, public):
    """Models are counted from 0; you count from 1."""
    first, second, one, other = leaderboard(labels, predictions, public)
    return first, second, one + 1 if one >= 0 else -1, other + 1 if other >= 0 else -1


@mistake(
    leaderboard,
    title=Text("results ordered by board", zh="结果按榜排列"),
    id="DS13",
    zh="返回顺序是：公榜准确率、私榜准确率、公榜胜者、私榜胜者。",
)
def order_of_the_results(labels, predictions, public):
    """The order is public accuracy, private accuracy, public winner, private winner; yours pairs them by board."""
    first, second, one, other = leaderboard(labels, predictions, public)
    return first, one, second, other


@mistake(
    leaderboard,
    title=Text("caller's predictions changed", zh="改变了调用者的预测"),
    id="G-INPLACE",
    zh="你改变了调用者的 predictions。",
)
def predictions_changed_in_place(labels, predictions, public):
    """You write hits into the caller's predictions: compare into an array of your own."""
    found = leaderboard(labels, predictions, public)
    predictions[...] = predictions == labels
    return found
