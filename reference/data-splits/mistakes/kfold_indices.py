"""Known ways to get kfold_indices wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import kfold_indices


def _checked(n, k):
    if not 2 <= k <= n:
        raise ValueError(f"expected k from 2 to n = {n}, found {k}")


def _pairs(n, folds):
    """Each fold with all other rows."""
    rows = np.arange(n)
    return [(np.setdiff1d(rows, fold), np.asarray(fold)) for fold in folds]


@mistake(
    kfold_indices,
    title=Text("leftover rows never validated", zh="多余的行从未验证"),
    id="DS3",
    zh="最后的 n % k 行从未被验证：前面的折要各多一行。",
)
def remainder_dropped(n, k):
    """The last n % k samples are never validated: the first folds have one row more."""
    _checked(n, k)
    size = n // k
    return _pairs(n, [range(fold * size, (fold + 1) * size) for fold in range(k)])


@mistake(
    kfold_indices,
    title=Text("leftover rows in the last fold", zh="多余的行全在最后一折"),
    id="DS3",
    zh="多余的行全放进了最后一折：前 n % k 折应各多一行。",
)
def remainder_in_the_last_fold(n, k):
    """You put all rows that are left over into the last fold: the first n % k folds have one more each."""
    _checked(n, k)
    size = n // k
    return _pairs(n, [range(fold * size, n if fold == k - 1 else (fold + 1) * size) for fold in range(k)])


@mistake(
    kfold_indices,
    title=Text("last folds larger", zh="多余的行在最后几折"),
    id="DS3",
    zh="多余的行放进了最后几折：应是前 n % k 折各多一行。",
)
def last_folds_larger(n, k):
    """Your last folds are the larger ones: the first n % k folds have one row more."""
    return kfold_indices(n, k)[::-1]


@mistake(
    kfold_indices,
    title=Text("fold size rounded up", zh="折的大小向上取整"),
    id="DS3",
    zh="折的大小取了 ceil(n / k)：后面的折太小，甚至是空的。",
)
def folds_of_the_ceiling(n, k):
    """You make folds of ceil(n / k) rows: the last ones are too small, or empty."""
    _checked(n, k)
    size = -(-n // k)
    return _pairs(n, [np.arange(n)[fold * size : (fold + 1) * size] for fold in range(k)])


@mistake(
    kfold_indices,
    title=Text("validation rows in the training set", zh="验证行也在训练集里"),
    id="DS4",
    zh="验证行也在训练集里：要把它们去掉。",
)
def training_on_all_rows(n, k):
    """Validation rows are inside the training set: leave them out there."""
    return [(np.arange(n), fold) for _, fold in kfold_indices(n, k)]


@mistake(
    kfold_indices,
    title=Text("first validation row also trained on", zh="验证折的第一行也在训练"),
    id="DS4",
    zh="验证折的第一行还在训练集里：下标差一。",
)
def first_row_on_both_sides(n, k):
    """The first row of each fold is in its training set as well: your index is off by one."""
    return [(np.sort(np.append(train, fold[0])), fold) for train, fold in kfold_indices(n, k)]


@mistake(
    kfold_indices,
    title=Text("neighbouring folds overlap", zh="相邻的折重叠"),
    id="DS4",
    zh="相邻的折重叠了：每一行只验证一次。",
)
def folds_overlap(n, k):
    """Neighbouring folds overlap: every row is validated once."""
    folds = [fold for _, fold in kfold_indices(n, k)]
    return _pairs(n, [np.unique(np.append(fold, (fold[-1] + 1) % n)) for fold in folds])


@mistake(
    kfold_indices,
    title=Text("folds drawn anew each time", zh="有放回地抽取各折"),
    id="DS4",
    zh="有放回地抽取验证行：有的行验证多次，有的从不验证。",
)
def drawn_with_replacement(n, k):
    """You draw each fold anew: some rows are validated several times, others never."""
    draws = np.random.default_rng(0)
    sizes = [len(fold) for _, fold in kfold_indices(n, k)]
    return _pairs(n, [np.sort(draws.choice(n, size, replace=False)) for size in sizes])


@mistake(
    kfold_indices,
    title=Text("same fold every time", zh="每次都用同一折"),
    id="DS15",
    zh="k 折用的都是同一折：验证部分要轮换。",
)
def same_fold_every_time(n, k):
    """All your folds validate the same rows: every fold validates others."""
    return kfold_indices(n, k)[:1] * k


@mistake(kfold_indices, title=Text("one split only", zh="只返回了一折"), id="DS15", zh="你只返回了一折：要 k 对。")
def one_pair_alone(n, k):
    """You return one split; k pairs are asked."""
    return kfold_indices(n, k)[:1]


@mistake(
    kfold_indices, title=Text("last fold missing", zh="少了最后一折"), id="DS15", zh="最后一折缺失：循环少了一次。"
)
def last_fold_missing(n, k):
    """The last fold is missing: your loop ends one too early."""
    return kfold_indices(n, k)[:-1]


@mistake(
    kfold_indices,
    title=Text("only earlier rows train", zh="只用前面的行训练"),
    id="DS15",
    zh="训练用的只有前面的折（时间序列的做法）：应是所有其他的行。",
)
def only_earlier_rows_train(n, k):
    """You train on earlier rows alone, as for time series: all other rows train."""
    return [(np.arange(fold[0]), fold) for _, fold in kfold_indices(n, k)]


@mistake(
    kfold_indices,
    title=Text("only the next fold trains", zh="只用下一折训练"),
    id="DS15",
    zh="训练部分只取了下一折：应是其余所有折。",
)
def next_fold_trains(n, k):
    """You train on the next fold alone: all other folds train."""
    folds = [fold for _, fold in kfold_indices(n, k)]
    return [(folds[(number + 1) % k], fold) for number, fold in enumerate(folds)]


@mistake(
    kfold_indices,
    title=Text("training and validation exchanged", zh="训练与验证的顺序反了"),
    id="DS13",
    zh="每一对的顺序是（训练，验证）；你反了。",
)
def pairs_swapped(n, k):
    """Each pair is (train, validation); yours are the other way round."""
    return [(fold, train) for train, fold in kfold_indices(n, k)]


@mistake(
    kfold_indices, title=Text("rows counted from 1", zh="行号从1开始"), id="DS16", zh="行号从 0 开始；你从 1 开始。"
)
def counted_from_one(n, k):
    """Rows are counted from 0; you count from 1."""
    return [(train + 1, fold + 1) for train, fold in kfold_indices(n, k)]


@mistake(
    kfold_indices,
    title=Text("masks instead of row numbers", zh="返回掩码而非行号"),
    id="DS16",
    zh="你返回的是掩码；要的是行号。",
)
def masks_returned(n, k):
    """You return masks over all rows; the numbers of rows are asked."""
    rows = np.arange(n)
    return [(np.isin(rows, train), np.isin(rows, fold)) for train, fold in kfold_indices(n, k)]


@mistake(
    kfold_indices,
    title=Text("training rows missing", zh="缺少训练部分"),
    id="DS16",
    zh="np.split 的返回值没有配上训练部分：你返回的只有验证折。",
)
def validation_parts_alone(n, k):
    """You return the folds alone: each needs its training rows beside it."""
    return [fold for _, fold in kfold_indices(n, k)]


@mistake(
    kfold_indices,
    title=Text("k = 1 accepted", zh="接受了k = 1"),
    id="DS17",
    zh="k = 1 时没有可训练的行：应抛出 ValueError。",
)
def one_fold_is_taken(n, k):
    """With k = 1 there is nothing to train on: raise a ValueError."""
    return kfold_indices(n, k) if k > 1 else [(np.arange(0), np.arange(n))]


@mistake(
    kfold_indices,
    title=Text("k above n accepted", zh="接受了k大于n"),
    id="DS17",
    zh="k 大于 n 时会有空的折：应抛出 ValueError。",
)
def empty_folds_are_made(n, k):
    """With k above n a fold is empty: raise a ValueError."""
    return kfold_indices(n, k) if k <= n else _pairs(n, np.array_split(np.arange(n), k))


@mistake(
    kfold_indices,
    title=Text("k lowered to n", zh="把k减到了n"),
    id="DS17",
    zh="k 大于 n 时你把它减到了 n：应抛出 ValueError。",
)
def k_brought_down_to_n(n, k):
    """You lower k to n where it is greater: raise a ValueError."""
    return kfold_indices(n, min(k, n))
