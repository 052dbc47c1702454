"""Features that make a line enough: given ones, and those that logistic regressions compute."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Feature transformation and stacked logistic regressions", zh="特征转换与级联逻辑回归"),
    lecture="p17",
    week=3,
    teaches=Text(
        "Features in which a line is enough, given or learned: distances, monomials, and logistic regressions stacked.",
        zh="使一条直线就够用的特征，给定的或学出来的：距离、单项式，以及叠起来的逻辑回归。",
    ),
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
