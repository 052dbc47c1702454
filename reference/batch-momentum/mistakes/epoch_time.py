"""Known ways to get epoch_time wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

from grader.author import Text, mistake

from ..solution import epoch_time


@mistake(
    epoch_time,
    title=Text("short last batch left out", zh="漏掉了较短的最后批次"),
    id="BM6",
    zh="n // B 漏掉了较短的最后批次：更新次数要向上取整。",
)
def short_batch_for_free(n, batch_size, t_fixed, t_sample, parallel):
    """n // B leaves out the short last batch: round the number of updates up."""
    return epoch_time(n // batch_size * batch_size, batch_size, t_fixed, t_sample, parallel)


@mistake(
    epoch_time,
    title=Text("fractional number of updates", zh="更新次数没有取整"),
    zh="更新次数是整数：n / B 要向上取整。",
)
def fractions_of_updates(n, batch_size, t_fixed, t_sample, parallel):
    """There are no fractions of updates: round n / B up."""
    return n / batch_size * (t_fixed + t_sample * -(-batch_size // parallel))


@mistake(
    epoch_time,
    title=Text("fractional number of rounds", zh="轮数没有取整"),
    zh="轮数是整数：B / P 要向上取整，哪怕只剩一个样本。",
)
def fractions_of_rounds(n, batch_size, t_fixed, t_sample, parallel):
    """There are no fractions of rounds: round B / P up, one sample more takes a round more."""
    return -(-n // batch_size) * (t_fixed + t_sample * batch_size / parallel)


@mistake(epoch_time, title=Text("rounds rounded down", zh="轮数向下取整"), zh="B / P 应向上取整；你向下取整了。")
def rounds_rounded_down(n, batch_size, t_fixed, t_sample, parallel):
    """You round B / P down: what does not fill the last round takes a round, too."""
    return -(-n // batch_size) * (t_fixed + t_sample * (batch_size // parallel))


@mistake(
    epoch_time, title=Text("no parallel samples", zh="没有考虑并行"), zh="你没有考虑并行：P 个样本与一个样本一样快。"
)
def one_sample_after_another(n, batch_size, t_fixed, t_sample, parallel):
    """You compute one sample after another: P of them take as long as one."""
    return epoch_time(n, batch_size, t_fixed, t_sample, 1)


@mistake(
    epoch_time, title=Text("always one round", zh="总是只算一轮"), zh="超过 P 个样本时一轮不够：还要乘 ceil(B / P)。"
)
def always_one_round(n, batch_size, t_fixed, t_sample, parallel):
    """One round is not enough for more than P samples: multiply by ceil(B / P)."""
    return epoch_time(n, batch_size, t_fixed, t_sample, batch_size)


@mistake(
    epoch_time,
    title=Text("fixed time once per epoch", zh="固定时间每回合只算一次"),
    zh="t_fixed 是每次更新的开销，不是每个回合一次。",
)
def fixed_time_once(n, batch_size, t_fixed, t_sample, parallel):
    """t_fixed is spent at every update, not once an epoch."""
    return t_fixed * (n > 0) + epoch_time(n, batch_size, 0.0, t_sample, parallel)


@mistake(
    epoch_time,
    title=Text("fixed time in every round", zh="固定时间每轮都算"),
    zh="t_fixed 每次更新只花一次，不随轮数增加。",
)
def fixed_time_every_round(n, batch_size, t_fixed, t_sample, parallel):
    """t_fixed is spent once an update, however many rounds it has."""
    return epoch_time(n, batch_size, 0.0, t_fixed + t_sample, parallel)


@mistake(
    epoch_time,
    title=Text("fewer rounds for the short batch", zh="较短批次少算了轮数"),
    zh="较短的最后批次在这里与其他批次耗时相同；你少算了它的轮数。",
)
def short_batch_cheaper(n, batch_size, t_fixed, t_sample, parallel):
    """You let the short last batch take fewer rounds; in this model it costs as much as the others."""
    full, rest = divmod(n, batch_size)
    return epoch_time(full * batch_size, batch_size, t_fixed, t_sample, parallel) + epoch_time(
        rest, max(rest, 1), t_fixed, t_sample, parallel
    )


@mistake(
    epoch_time,
    title=Text("rounds across batches", zh="不同批次并到同一轮"),
    zh="并行只在一个批次之内：你把不同批次的样本并到同一轮了。",
)
def rounds_across_batches(n, batch_size, t_fixed, t_sample, parallel):
    """A round holds samples of one batch only: you fill rounds with samples of several batches."""
    return -(-n // batch_size) * t_fixed + -(-n // parallel) * t_sample
