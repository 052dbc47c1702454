"""Batches, epochs and momentum."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Batch, epoch and momentum", zh="批次、回合与动量"),
    lecture="p18, p20",
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
