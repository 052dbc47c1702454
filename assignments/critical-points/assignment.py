"""Points where the gradient is zero, and the way out of those that are no minima."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Critical points: saddle points, local minima and the Hessian", zh="临界点：鞍点、局部最小与 Hessian"),
    lecture="p19",
    week=8,
    teaches=Text(
        "Minima, maxima and saddles told apart by the Hessian, and the direction in which a saddle is left.",
        zh="用 Hessian 区分极小、极大与鞍点，以及离开鞍点的方向。",
    ),
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
