"""Logistic regression: predict, differentiate two losses, train, and the same with several classes."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Logistic regression", zh="逻辑回归"),
    lecture="p17",
    week=2,
    teaches=Text(
        "A probability from a line, and why its gradient is prediction minus target; training, several classes.",
        zh="由直线得到概率，其梯度为何是预测减目标；训练与多个类别。",
    ),
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
