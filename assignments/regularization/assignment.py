"""L2 regularization and smoothness."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("L2 regularization and smoothness", zh="L2 正则化与平滑"),
    lecture="p15",
    week=5,
    teaches=Text(
        "Why small weights make smooth functions, and what a penalty does to loss, gradient, step and closed form.",
        zh="为什么小的权重使函数平滑；惩罚项怎样改变损失、梯度、更新步骤与闭式解。",
    ),
    libraries=("numpy", "torch"),
    problems=(
        "l2_penalty",
        "ridge_loss_grad",
        "ridge_closed_form",
        "weight_decay_step",
        "output_sensitivity",
        "smoothness_penalty",
    ),
)
