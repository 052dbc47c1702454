"""L2 regularization and smoothness."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("L2 regularization and smoothness", zh="L2 正则化与平滑"),
    lecture="p15",
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
