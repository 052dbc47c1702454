"""Features that make a line enough: given ones, and those that logistic regressions compute."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Feature transformation and stacked logistic regressions", zh="特征转换与级联逻辑回归"),
    lecture="p17",
    libraries=("numpy", "torch"),
    problems=(
        "distance_features",
        "polynomial_features",
        "stacked_forward",
        "stacked_gradient",
        "xor_network",
        "linear_accuracy_bound",
    ),
)
