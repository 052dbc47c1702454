"""Why a validation set is overfitted, too: Hoeffding's inequality and the union bound."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Overfitting a validation set", zh="为什么用了验证集还是会过拟合"),
    lecture="p23, p32",
    week=6,
    teaches=Text(
        "How many samples a choice among many models needs: Hoeffding's inequality and the union bound.",
        zh="在许多模型中做选择需要多少样本：Hoeffding 不等式与联合界。",
    ),
    libraries=("numpy", "torch"),
    problems=(
        "hoeffding_bound",
        "sample_size",
        "epsilon_for",
        "is_bad_set",
        "bad_fraction",
        "selection_gap",
    ),
)
