"""Convolutional networks by hand: sizes, parameters, convolution, pooling, and the way back."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Convolutional networks", zh="卷积神经网络"),
    lecture="p31",
    libraries=("numpy", "torch"),
    problems=(
        "conv_output_size",
        "receptive_field",
        "param_count",
        "conv_as_matrix",
        "conv2d_forward",
        "conv2d_backward",
        "maxpool2d_forward",
        "maxpool2d_backward",
    ),
)
