"""Backpropagation: a layer, an activation, a multi-layer perceptron, any graph."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Backpropagation", zh="反向传播"),
    lecture="p14",
    libraries=("numpy", "torch"),
    problems=(
        "affine_forward",
        "affine_backward",
        "activation_backward",
        "mlp_forward",
        "mlp_backward",
        "graph_backward",
    ),
)
