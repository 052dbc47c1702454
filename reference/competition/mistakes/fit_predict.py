"""Known programs that predict too little."""

import numpy as np

from grader.author import Text, mistake

from ..solution import fit_predict, one_hot, regressed, standardized


def nearest(train_x, train_y, test_x, count):
    """The vote of the nearest rows."""
    distances = (train_x**2).sum(axis=1) - 2 * test_x @ train_x.T
    rows = np.argsort(distances, axis=1, kind="stable")[:, :count]
    return one_hot(train_y)[rows].sum(axis=1).argmax(axis=1)


def class_means(train_x, train_y, test_x):
    """The class whose mean is nearest."""
    means = np.stack([train_x[train_y == label].mean(axis=0) for label in np.unique(train_y)])
    return ((test_x[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)


@mistake(
    fit_predict,
    title=Text("nearest neighbours without standardizing", zh="近邻未标准化"),
    id="CP1",
    variants={"count": (1, 3, 5, 7, 9, 10, 15)},
    zh="各列的单位从 0.01 到 100 不等，而距离只看得到最大的那一列：请先用训练数据的均值和标准差标准化。",
)
def neighbours_in_raw_units(train_x, train_y, test_x, *, count):
    """Columns are in units from 0.01 to 100, and a distance sees the largest alone: standardize them first."""
    return nearest(train_x, train_y, test_x, count)


@mistake(
    fit_predict,
    title=Text("class means without standardizing", zh="类均值距离未标准化"),
    id="CP1",
    zh="到各类均值的距离只看得到单位最大的那一列：请先标准化。",
)
def means_in_raw_units(train_x, train_y, test_x):
    """The distance to each class's mean sees the column in the largest unit alone: standardize first."""
    return class_means(train_x, train_y, test_x)


@mistake(
    fit_predict,
    title=Text("test rows standardized by themselves", zh="测试数据用自己的统计量标准化"),
    id="CP2",
    variants={"count": (5, 15)},
    zh="测试数据用了它自己的均值和标准差；应当用训练数据的，否则一行的标签取决于其他测试行。",
)
def test_rows_standardized_by_themselves(train_x, train_y, test_x, *, count):
    """The test rows are standardized by their own statistics: take the training rows' for both."""
    train_x, _ = standardized(train_x, train_x)
    return nearest(train_x, train_y, standardized(test_x, test_x)[1], count)


@mistake(
    fit_predict,
    title=Text("standardized with training and test rows", zh="训练与测试数据合并标准化"),
    id="CP2",
    variants={"count": (5, 15)},
    zh="均值和标准差取自训练数据与测试数据的合并；应当只用训练数据。",
)
def standardized_by_both(train_x, train_y, test_x, *, count):
    """Means and standard deviations are taken over training and test rows together; take the training rows' alone."""
    both, _ = standardized(np.concatenate([train_x, test_x]), test_x)
    return nearest(both[: len(train_x)], train_y, both[len(train_x) :], count)


@mistake(
    fit_predict,
    title=Text("single nearest neighbour", zh="只用一个最近邻"),
    id="CP3",
    zh="只相信一个最近邻，而它的标签可能是错的：让多个邻居投票。",
)
def single_neighbour(train_x, train_y, test_x):
    """A single neighbour is believed, and some labels are wrong: let several of them vote."""
    return nearest(*_standardized(train_x, train_y, test_x), 1)


@mistake(
    fit_predict,
    title=Text("always the most frequent label", zh="总是回答最常见的标签"),
    id="CP4",
    zh="每一行的回答都一样：最常见的标签。",
)
def most_frequent_label(train_x, train_y, test_x):
    """Every row gets the same answer, the most frequent label."""
    return np.full(len(test_x), np.bincount(train_y).argmax())


@mistake(
    fit_predict,
    title=Text("labels off by one", zh="标签差了1"),
    id="CP4",
    variants={"offset": (1, -1)},
    zh="标签整体差了 1：标签从 0 开始。",
)
def labels_off_by_one(train_x, train_y, test_x, *, offset):
    """The labels are off by one: they begin with 0."""
    return nearest(*_standardized(train_x, train_y, test_x), 15) + offset


@mistake(
    fit_predict,
    title=Text("class with the fewest votes", zh="选了票数最少的类"),
    id="CP4",
    variants={"count": (15,)},
    zh="选了得分最小的类：argmin 应为 argmax。",
)
def least_likely_class(train_x, train_y, test_x, *, count):
    """The class with the fewest votes is chosen: argmin in place of argmax."""
    train_x, train_y, test_x = _standardized(train_x, train_y, test_x)
    distances = (train_x**2).sum(axis=1) - 2 * test_x @ train_x.T
    rows = np.argsort(distances, axis=1, kind="stable")[:, :count]
    return one_hot(train_y)[rows].sum(axis=1).argmin(axis=1)


@mistake(
    fit_predict,
    title=Text("scores instead of labels", zh="返回了得分而非标签"),
    id="CP5",
    zh="返回的是各类的得分 (M, 3)；题目要的是标签 (M,)：请用 argmax。",
)
def scores_returned(train_x, train_y, test_x):
    """Scores of every class come back, (M, 3); labels are asked, (M,): take the argmax."""
    train_x, test_x = standardized(train_x, test_x)
    return regressed(train_x, one_hot(train_y), test_x)


@mistake(
    fit_predict,
    title=Text("one-hot rows instead of labels", zh="返回了one-hot而非标签"),
    id="CP5",
    zh="返回的是 one-hot 行 (M, 3)；题目要的是标签 (M,)。",
)
def one_hot_returned(train_x, train_y, test_x):
    """Labels come back as rows of zeros and ones, (M, 3); a label for each row is asked, (M,)."""
    return one_hot(nearest(*_standardized(train_x, train_y, test_x), 15))


@mistake(
    fit_predict,
    title=Text("labels regressed as numbers", zh="把标签当作数值回归"),
    id="CP5",
    zh="返回的是对标签本身的线性回归；类别没有大小顺序，请对每个类各做一个得分。",
)
def labels_as_numbers(train_x, train_y, test_x):
    """The label itself is regressed, as if class 1 lay between 0 and 2; give every class a score of its own."""
    train_x, train_y, test_x = _standardized(train_x, train_y, test_x)
    rows, new_rows = (np.hstack([part, np.ones((len(part), 1))]) for part in (train_x, test_x))
    weights = np.linalg.lstsq(rows, train_y.astype(float), rcond=None)[0]
    return np.clip(np.round(new_rows @ weights), 0, 2).astype(int)


@mistake(
    fit_predict,
    title=Text("training labels repeated", zh="重复了训练标签"),
    id="CP4",
    zh="回答的是训练数据的标签，与测试行无关。",
)
def training_labels_repeated(train_x, train_y, test_x):
    """The training labels come back in their order, whatever the test rows are."""
    return np.resize(train_y, len(test_x))


@mistake(
    fit_predict,
    title=Text("caller's arrays standardized in place", zh="在原数组上标准化"),
    id="G-INPLACE",
    zh="标准化在原数组上进行，改变了调用者的数据：请写成 x = x - mean。",
)
def standardizes_in_place(train_x, train_y, test_x):
    """Standardizing with -= and /= changes the caller's arrays: write x = (x - mean) / spread."""
    mean, spread = train_x.mean(axis=0), train_x.std(axis=0)
    for part in (train_x, test_x):
        np.divide(np.subtract(part, mean, out=part), spread, out=part)
    return fit_predict(train_x, train_y, test_x)


def _standardized(train_x, train_y, test_x):
    train_x, test_x = standardized(train_x, test_x)
    return train_x, train_y, test_x
