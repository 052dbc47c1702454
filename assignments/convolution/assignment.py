"""Convolutional networks by hand: sizes, parameters, convolution, pooling, and the way back."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Convolutional networks", zh="卷积神经网络"),
    lecture="p31",
    week=10,
    teaches=Text(
        "Sizes, receptive fields, shared weights; convolution and pooling there and back.",
        zh="尺寸、感受野、参数共享；卷积与池化的前向和反向。",
    ),
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
