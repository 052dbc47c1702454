"""Labels of test rows by a program that learns from labelled rows."""

import numpy as np

from grader.author import Case, Generator, Problem, Text, keeps_inputs, repeats, scenario

from .draws import data_set
from .public import accuracy

problem = Problem(
    points=100,
    hints=(
        Text(
            "Look at the columns first: in which units are they, and does each of them say something about the class?",
            zh="先看各列：它们的单位是什么？每一列都与类别有关吗？",
        ),
        Text(
            "Hold back some of the training rows, and choose by your accuracy on them, not on the public half.",
            zh="留出一部分训练数据，凭它上面的正确率来做所有选择，而不要凭公开的那一半。",
        ),
    ),
)

#: Rows of the data set that counts.
TRAIN, TEST = 500, 1200


@scenario(
    public=3, metric=accuracy, traps=("units", "noise-columns", "curved-borders"),
    zh="用来练习的数据集：标签在你手里。",
)
def practice(rng: Generator) -> Case:
    """A data set to practise on: its labels are yours."""
    return data_set(rng, TRAIN, TEST // 2)


@scenario(
    private=1,
    weight=8,
    metric=accuracy,
    hint=Text(
        "Beyond this the public half tells nothing: what you choose by it fits that half alone.",
        zh="公开的那一半只能说明这些：凭它做的选择只适合那一半。",
    ),
    traps=("units", "noise-columns", "curved-borders", "wrong-labels", "two-halves"),
    zh="计入成绩的数据集，测试行分为公开一半和私有一半。",
)
def board(rng: Generator) -> Case:
    """The data set that counts, its test rows in a public and a private half."""
    drawn = data_set(rng, TRAIN, TEST)
    return drawn.answer(drawn.stated, public_half=rng.permutation(np.arange(TEST) % 2 == 0))


@scenario(private=1, metric=accuracy)
def _smaller(rng: Generator) -> Case:
    """Another data set of the kind."""
    return data_set(rng, TRAIN, TEST // 2)


twice = repeats(_smaller)
inputs_kept = keeps_inputs(_smaller)
