"""Sigmoid, softmax and cross entropy, from logits."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Sigmoid, softmax and cross entropy", zh="Sigmoid、Softmax 与交叉熵"),
    lecture="p17",
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
