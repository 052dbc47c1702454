"""Points where the gradient is zero, and the way out of those that are no minima."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Critical points: saddle points, local minima and the Hessian", zh="临界点：鞍点、局部最小与 Hessian"),
    lecture="p19",
    libraries=("numpy", "torch"),
    problems=(
        "hessian_fd",
        "toy_grad_hessian",
        "classify_critical_point",
        "escape_direction",
        "taylor_loss",
        "minimum_ratio",
        "escape_saddle",
    ),
)
