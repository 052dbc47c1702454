"""Recurrent networks: Elman's network, its gradient through time, LSTM, clipping."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Recurrent networks", zh="循环神经网络"),
    lecture="p40",
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
