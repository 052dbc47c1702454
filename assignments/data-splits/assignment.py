"""Training, validation and test sets, leaderboards and cross validation."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Data splits, leaderboards and cross validation", zh="数据划分、公私榜与交叉验证"),
    lecture="p18",
    week=6,
    teaches=Text(
        "How data are kept apart so that a measured error can be believed, and how a leak or a leaderboard spoils it.",
        zh="怎样把数据分开，使测得的误差可信；泄漏和排行榜又怎样破坏它。",
    ),
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
