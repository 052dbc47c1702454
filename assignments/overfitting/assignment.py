"""Overfitting: more data, dropout, stopping in time, and telling it from other ailments."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Overfitting and what helps against it", zh="过拟合与训练攻略"),
    lecture="p18",
    week=9,
    teaches=Text(
        "What to do when validation fails: a diagnosis, then more data, dropout, stopping in time, a smaller model.",
        zh="验证集上失败时怎么办：数据增强、dropout、早停、限制模型，以及先做诊断。",
    ),
    libraries=("numpy", "torch"),
    problems=(
        "augment",
        "dropout_forward",
        "dropout_backward",
        "early_stopping",
        "poly_gap",
        "diagnose",
        "domain_shift",
    ),
)
