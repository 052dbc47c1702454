"""Learning rates that adapt to every parameter, and to time."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Adaptive learning rates and schedules", zh="自适应学习率与学习率调度"),
    lecture="p21",
    week=8,
    teaches=Text(
        "A learning rate for each parameter, from RMS to Adam, and a schedule that tames what they do late.",
        zh="从 RMS 到 Adam：每个参数有自己的学习率；再用调度约束它们后期的行为。",
    ),
    libraries=("numpy", "torch"),
    problems=(
        "rms_update",
        "adagrad",
        "rmsprop",
        "adam",
        "lr_decay",
        "warmup_lr",
        "train_scheduled",
    ),
)
