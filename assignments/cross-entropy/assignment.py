"""Sigmoid, softmax and cross entropy, from logits."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Sigmoid, softmax and cross entropy", zh="Sigmoid、Softmax 与交叉熵"),
    lecture="p17",
    week=2,
    teaches=Text(
        "Probabilities from logits without overflow, and why cross entropy learns where square error stands still.",
        zh="怎样从 logits 算概率而不溢出；为什么平方误差停住的地方交叉熵仍在学习。",
    ),
    libraries=("numpy", "torch"),
    problems=(
        "sigmoid",
        "bce_with_logits",
        "softmax",
        "log_softmax",
        "softmax_cross_entropy",
        "logit_pulls",
    ),
)
