"""Known ways to get cross_validate wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import cross_validate, kfold_indices, standardize
from ._shared import _float_array


def _errors(x, targets, folds, fit, predict, *, scale=standardize, measure=lambda error: (error**2).mean()):
    """One number a fold, with another way to scale or to measure."""
    found = []
    for train, held in folds:
        x_train, x_held = scale(x[train], x[held])
        found.append(measure(predict(fit(x_train, targets[train]), x_held) - targets[held]))
    return np.array(found)


def _as_they_are(x_train, x_held):
    return _float_array(x_train), _float_array(x_held)


def _each_by_itself(x_train, x_held):
    return standardize(x_train, x_train)[0], standardize(x_held, x_held)[0]


@mistake(
    cross_validate,
    title=Text("standardised before the folds", zh="分折之前就标准化"),
    id="DS1",
    zh="先对全部数据标准化再分折：留出的行泄漏进了均值和标准差。应在每一折内部标准化。",
)
def standardised_before_the_folds(x, targets, k, fit, predict):
    """You standardise all rows before you fold: held-out rows leak into mean and deviation. Do it inside each fold."""
    scaled, _ = standardize(x, x)
    return _errors(scaled, targets, kfold_indices(len(x), k), fit, predict, scale=_as_they_are)


@mistake(
    cross_validate,
    title=Text("statistics of the held-out rows", zh="统计量取自留出的行"),
    id="DS1",
    zh="既在分折之前又在折内标准化：留出的行已经泄漏。",
)
def moments_of_the_held_out_rows(x, targets, k, fit, predict):
    """You take mean and deviation from the held-out rows: they come from the training rows of the fold."""

    def scale(x_train, x_held):
        held, train = standardize(x_held, x_train)
        return train, held

    return _errors(x, targets, kfold_indices(len(x), k), fit, predict, scale=scale)


@mistake(
    cross_validate,
    title=Text("held-out rows by their own statistics", zh="留出的行用了自己的统计量"),
    id="DS2",
    zh="留出的行用了它们自己的均值和标准差；应用训练行的。",
)
def held_out_rows_by_their_own_moments(x, targets, k, fit, predict):
    """You standardise the held-out rows by their own mean and deviation: use the training rows'."""
    return _errors(x, targets, kfold_indices(len(x), k), fit, predict, scale=_each_by_itself)


@mistake(
    cross_validate,
    title=Text("not standardised", zh="没有标准化"),
    id="DS20",
    zh="没有标准化：每一折都要先用训练行标准化。",
)
def not_standardised(x, targets, k, fit, predict):
    """You do not standardise: in each fold, the training rows' mean and deviation come first."""
    return _errors(x, targets, kfold_indices(len(x), k), fit, predict, scale=_as_they_are)


@mistake(
    cross_validate,
    title=Text("only training rows standardised", zh="只标准化了训练行"),
    id="DS20",
    zh="只标准化了训练行；留出的行也要用同样的数标准化。",
)
def training_rows_alone_standardised(x, targets, k, fit, predict):
    """You standardise the training rows and predict from raw ones: both are standardised by the same numbers."""

    def scale(x_train, x_held):
        return standardize(x_train, x_held)[0], _float_array(x_held)

    return _errors(x, targets, kfold_indices(len(x), k), fit, predict, scale=scale)


@mistake(
    cross_validate,
    title=Text("targets standardised", zh="目标也被标准化"),
    id="DS20",
    zh="目标不要标准化：误差要用原来的单位。",
)
def targets_standardised(x, targets, k, fit, predict):
    """You standardise the targets: only x is, errors are in the targets' own unit."""
    scaled = standardize(_float_array(targets)[:, None], _float_array(targets)[:, None])[0][:, 0]
    return cross_validate(x, scaled, k, fit, predict)


@mistake(
    cross_validate,
    title=Text("deviation divided by N - 1", zh="标准差除以N - 1"),
    id="DS5",
    zh="标准差除以 N（ddof = 0）；你除以了 N - 1。",
)
def deviation_with_one_less(x, targets, k, fit, predict):
    """The deviation divides by N (ddof 0); yours divides by N - 1."""

    def scale(x_train, x_held):
        factor = np.where(np.ptp(x_train, axis=0) > 0, np.sqrt((len(x_train) - 1) / len(x_train)), 1)
        return tuple(part * factor for part in standardize(x_train, x_held))

    return _errors(x, targets, kfold_indices(len(x), k), fit, predict, scale=scale)


@mistake(
    cross_validate,
    title=Text("constant column divided by zero", zh="常数列除以了零"),
    id="DS6",
    zh="某一折的训练行里有常数列：除以 1，而不是 0。",
)
def divided_by_zero(x, targets, k, fit, predict):
    """A column is constant in the training rows of a fold: divide it by 1, not by 0."""

    def scale(x_train, x_held):
        x_train, x_held = _float_array(x_train), _float_array(x_held)
        mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)
        with np.errstate(all="ignore"):
            return np.nan_to_num((x_train - mean) / deviation), np.nan_to_num((x_held - mean) / deviation, posinf=1e9)

    return _errors(x, targets, kfold_indices(len(x), k), fit, predict, scale=scale)


@mistake(
    cross_validate,
    title=Text("trained on all rows", zh="用全部行训练"),
    id="DS4",
    zh="留出的行也在训练：模型已经见过它们。",
)
def trained_on_all_rows(x, targets, k, fit, predict):
    """Held-out rows are trained on as well: the model has seen what it is tested with."""
    rows = np.arange(len(x))
    return _errors(x, targets, [(rows, held) for _, held in kfold_indices(len(x), k)], fit, predict)


@mistake(
    cross_validate,
    title=Text("error on the training rows", zh="误差在训练行上算"),
    id="DS4",
    zh="误差是在训练行上算的；要在留出的行上算。",
)
def error_of_the_training_rows(x, targets, k, fit, predict):
    """You measure the error on the training rows: it is that of the held-out ones that is asked."""
    return _errors(x, targets, [(train, train) for train, _ in kfold_indices(len(x), k)], fit, predict)


@mistake(
    cross_validate,
    title=Text("training and held-out rows exchanged", zh="训练与留出弄反"),
    id="DS4",
    zh="训练与留出弄反了：你在一折上训练，在其余上测量。",
)
def trained_on_the_held_out_fold(x, targets, k, fit, predict):
    """You train on the fold and measure on the rest: it is the other way round."""
    return _errors(x, targets, [(held, train) for train, held in kfold_indices(len(x), k)], fit, predict)


@mistake(
    cross_validate,
    title=Text("one model for all folds", zh="所有折共用一个模型"),
    id="DS15",
    zh="模型只训练了一次：每一折都要重新训练。",
)
def one_model_for_all_folds(x, targets, k, fit, predict):
    """You fit once, on the first fold, and use that model everywhere: every fold needs a model of its own."""
    train = kfold_indices(len(x), k)[0][0]
    model = fit(standardize(x[train], x[train])[0], targets[train])
    return _errors(x, targets, kfold_indices(len(x), k), lambda *_: model, predict)


@mistake(
    cross_validate,
    title=Text("leftover rows never validated", zh="多余的行从未验证"),
    id="DS3",
    zh="最后的 N % k 行没有被验证：前面的折各多一行。",
)
def remainder_dropped(x, targets, k, fit, predict):
    """The last N % k rows are never validated: the first folds have one row more."""
    size, rows = len(x) // k, np.arange(len(x))
    held = [rows[fold * size : (fold + 1) * size] for fold in range(k)]
    return _errors(x, targets, [(np.setdiff1d(rows, each), each) for each in held], fit, predict)


@mistake(
    cross_validate,
    title=Text("leftover rows in the last fold", zh="多余的行全在最后一折"),
    id="DS3",
    zh="多余的行全放进了最后一折：前 N % k 折应各多一行。",
)
def remainder_in_the_last_fold(x, targets, k, fit, predict):
    """You put all rows that are left over into the last fold: the first N % k folds have one more each."""
    size, rows = len(x) // k, np.arange(len(x))
    held = [rows[fold * size : len(x) if fold == k - 1 else (fold + 1) * size] for fold in range(k)]
    return _errors(x, targets, [(np.setdiff1d(rows, each), each) for each in held], fit, predict)


@mistake(
    cross_validate,
    title=Text("every k-th row as a fold", zh="每隔k行取一行"),
    id="DS8",
    zh="这里的折是连续的行；你每隔 k 行取一行。",
)
def every_kth_row(x, targets, k, fit, predict):
    """Folds are consecutive rows here; yours take every k-th row."""
    rows = np.arange(len(x))
    held = [rows[fold::k] for fold in range(k)]
    return _errors(x, targets, [(np.setdiff1d(rows, each), each) for each in held], fit, predict)


@mistake(cross_validate, title=Text("rows shuffled", zh="打乱了行"), id="DS8", zh="不要打乱：折是连续的行。")
def rows_shuffled(x, targets, k, fit, predict):
    """Do not shuffle: folds are consecutive rows, in their order."""
    order = np.random.default_rng(0).permutation(len(x))
    return cross_validate(x[order], targets[order], k, fit, predict)


@mistake(
    cross_validate,
    title=Text("one error for all folds", zh="所有折合成一个误差"),
    id="DS10",
    zh="每一折一个数：你把所有误差合成了一个平均。",
)
def one_error_for_all(x, targets, k, fit, predict):
    """One number per fold: you pooled all errors, or averaged over the folds."""
    return cross_validate(x, targets, k, fit, predict).mean()


@mistake(
    cross_validate,
    title=Text("divided by all rows", zh="除以了全部行数"),
    id="DS10",
    zh="应除以留出的行数；你除以了 N。",
)
def divided_by_all_rows(x, targets, k, fit, predict):
    """The mean of a fold divides by its own number of rows; you divide by that of all rows."""
    count = len(x)
    folds = kfold_indices(count, k)
    return _errors(x, targets, folds, fit, predict, measure=lambda error: (error**2).sum() / count)


@mistake(
    cross_validate,
    title=Text("squared errors summed", zh="误差平方没有取平均"),
    id="DS10",
    zh="误差要取平均；你取了和。",
)
def sum_of_squares(x, targets, k, fit, predict):
    """The squared errors of a fold are averaged; you summed them."""
    return _errors(x, targets, kfold_indices(len(x), k), fit, predict, measure=lambda error: (error**2).sum())


@mistake(
    cross_validate,
    title=Text("root of the mean square error", zh="又开了平方根"),
    id="DS21",
    zh="要的是均方误差；你又开了平方根。",
)
def root_of_the_mean(x, targets, k, fit, predict):
    """The mean square error is asked; you took its root."""
    return np.sqrt(cross_validate(x, targets, k, fit, predict))


@mistake(cross_validate, title=Text("absolute errors", zh="用了绝对误差"), id="DS21", zh="误差要平方；你用了绝对值。")
def absolute_errors(x, targets, k, fit, predict):
    """Errors are squared; you took their absolute values."""
    return _errors(x, targets, kfold_indices(len(x), k), fit, predict, measure=lambda error: np.abs(error).mean())


@mistake(
    cross_validate,
    title=Text("square of the mean error", zh="先平均后平方"),
    id="DS21",
    zh="误差先平均后平方：正负会抵消。先平方再平均。",
)
def square_of_the_mean(x, targets, k, fit, predict):
    """You average the errors and square the mean, where signs cancel: square first."""
    return _errors(x, targets, kfold_indices(len(x), k), fit, predict, measure=lambda error: error.mean() ** 2)


@mistake(
    cross_validate,
    title=Text("negative errors", zh="误差取了负号"),
    id="DS21",
    zh="符号反了：scikit-learn 返回负的均方误差，这里不取负。",
)
def negative_errors(x, targets, k, fit, predict):
    """Your errors are negative, as scikit-learn's scores are: here they are not."""
    return -cross_validate(x, targets, k, fit, predict)


@mistake(
    cross_validate,
    title=Text("errors of all pairs", zh="相减得到所有组合"),
    id="G-BCAST",
    zh="预测与目标的形状不同，相减得到矩阵：先把两者变成 (M,)。",
)
def errors_of_all_pairs(x, targets, k, fit, predict):
    """Predictions in a column minus targets in a row are all pairs: bring both to (M,) first."""
    return np.array(
        [
            ((predict(fit(train, targets[rows]), held)[:, None] - targets[fold]) ** 2).mean()
            for rows, fold in kfold_indices(len(x), k)
            for train, held in [standardize(x[rows], x[fold])]
        ]
    )


@mistake(
    cross_validate,
    title=Text("caller's x standardised in place", zh="在调用者的x上标准化"),
    id="G-INPLACE",
    zh="你在调用者的 x 上标准化：它被改变了。",
)
def standardised_in_place(x, targets, k, fit, predict):
    """You write the standardised rows into the caller's x: work on copies."""
    found = cross_validate(x, targets, k, fit, predict)
    x[...] = standardize(x, x)[0]
    return found


@mistake(
    cross_validate,
    title=Text("training rows rotated", zh="训练行从折之后开始"),
    zh="训练行的顺序变了：按行号升序交给 fit。",
)
def training_rows_behind_the_fold_first(x, targets, k, fit, predict):
    """You give `fit` the rows behind the fold before those in front of it: training rows go in ascending order."""
    folds = [(np.roll(train, -held[0]), held) for train, held in kfold_indices(len(x), k)]
    return _errors(x, targets, folds, fit, predict)


@mistake(
    cross_validate,
    title=Text("training rows reversed", zh="训练行的顺序颠倒"),
    zh="训练行的顺序颠倒了：按行号升序交给 fit。",
)
def training_rows_reversed(x, targets, k, fit, predict):
    """You give `fit` the training rows last to first: they go in ascending order."""
    folds = [(train[::-1], held) for train, held in kfold_indices(len(x), k)]
    return _errors(x, targets, folds, fit, predict)


@mistake(
    cross_validate,
    title=Text("targets centred", zh="目标减去了均值"),
    id="DS20",
    zh="目标值减去了均值：目标值保持原样。",
)
def targets_centred(x, targets, k, fit, predict):
    """You subtract the targets' mean before `fit` and add it again after `predict`: targets stay as they are."""
    found = []
    for train, held in kfold_indices(len(x), k):
        x_train, x_held = standardize(x[train], x[held])
        mean = np.mean(targets[train])
        predicted = predict(fit(x_train, targets[train] - mean), x_held) + mean
        found.append(((predicted - targets[held]) ** 2).mean())
    return np.array(found)
