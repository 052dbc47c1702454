"""Training, validation and test sets, leaderboards and cross validation."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Data splits, leaderboards and cross validation", zh="数据划分、公私榜与交叉验证"),
    lecture="p18",
    libraries=("numpy", "torch"),
    problems=(
        "split_indices",
        "kfold_indices",
        "standardize",
        "cross_validate",
        "select_model",
        "leaderboard",
    ),
)
