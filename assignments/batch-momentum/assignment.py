"""Batches, epochs and momentum."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Batch, epoch and momentum", zh="批次、回合与动量"),
    lecture="p18, p20",
    week=7,
    teaches=Text(
        "What a batch, an epoch and momentum do to the path of the parameters, and what they cost.",
        zh="批次、回合与动量怎样改变参数的路径，又各要多少代价。",
    ),
    libraries=("numpy", "torch"),
    problems=(
        "minibatches",
        "epoch_stats",
        "combine_batch_gradients",
        "sgd_epoch",
        "momentum",
        "momentum_weights",
        "epoch_time",
    ),
)
