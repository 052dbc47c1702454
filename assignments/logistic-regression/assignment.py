"""Logistic regression: predict, differentiate two losses, train, and the same with several classes."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Logistic regression", zh="逻辑回归"),
    lecture="p17",
    libraries=("numpy", "torch"),
    problems=(
        "predict",
        "boundary_distance",
        "logreg_gradient",
        "square_error_gradient",
        "logreg_train",
        "softmax_gradient",
    ),
)
