"""Five functions of deep learning, ten cases each: what the speed of the grader is measured with."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Homework of the speed benchmark"),
    lecture="p1",
    libraries=("numpy", "torch"),
    problems=("softmax_cross_entropy", "conv2d_forward", "maxpool2d_forward", "self_attention", "graph_layer"),
)
