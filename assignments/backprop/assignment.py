"""Backpropagation: a layer, an activation, a multi-layer perceptron, any graph."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Backpropagation", zh="反向传播"),
    lecture="p14",
    week=4,
    teaches=Text(
        "The chain rule as code: a layer hands a gradient back, from one affine map to any graph.",
        zh="把链式法则写成代码：每一层把梯度向后传，从一个仿射变换到任意计算图。",
    ),
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
