"""A final in the manner of Kaggle: one function, hidden labels, a public and a private half."""

from grader.author import Assignment, Limits, Text

assignment = Assignment(
    title=Text("Competition", zh="竞赛"),
    lecture="p18, p32",
    week=9,
    teaches=Text(
        "A classifier of one's own against baselines on hidden labels, and why the public leaderboard is no test set.",
        zh="自己设计的分类器在隐藏标签上与基线较量；以及为什么公开排行榜不是测试集。",
    ),
    libraries=("numpy",),
    problems=("fit_predict",),
    score="private",
    limits=Limits(cpu_seconds=10.0),
)
