"""Recurrent networks: Elman's network, its gradient through time, LSTM, clipping."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Recurrent networks", zh="循环神经网络"),
    lecture="p40",
    week=12,
    teaches=Text(
        "A state that is carried along: Elman's step, its gradient through time, LSTM gates, and clipping.",
        zh="随时间传递的状态：Elman 单元、沿时间反向传播、LSTM 的门，以及梯度裁剪。",
    ),
    libraries=("numpy", "torch"),
    problems=(
        "rnn_step",
        "rnn_forward",
        "rnn_backward",
        "lstm_step",
        "lstm_forward",
        "clip_global_norm",
    ),
)
