"""Known ways to get warmup_lr wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

from grader.author import Text, mistake

from ..solution import warmup_lr


def two_lines(step, up, down, warmup, total):
    """up() before the warm-up's end, down() after it, 0 from the end on."""
    return 0.0 if step >= total else up() if step < warmup else down()


@mistake(
    warmup_lr,
    title=Text("divided by warmup + 1", zh="除以了warmup + 1"),
    id="AD11",
    zh="step = warmup 时学习率是峰值：除以 warmup，不是 warmup + 1。",
)
def warmup_plus_one(step, peak, warmup, total):
    """At step = warmup the rate is the peak: divide by warmup, not by warmup + 1."""
    return peak * step / (warmup + 1) if step <= warmup and step < total else warmup_lr(step, peak, warmup, total)


@mistake(
    warmup_lr,
    title=Text("rate above 0 at step 0", zh="第0步学习率不为0"),
    id="AD11",
    zh="第 0 步学习率是 0：分子是 step，不是 step + 1。",
)
def begins_above_zero(step, peak, warmup, total):
    """At step 0 the rate is 0: the numerator is step, not step + 1."""
    return peak * (step + 1) / warmup if step < min(warmup, total) else warmup_lr(step, peak, warmup, total)


@mistake(
    warmup_lr,
    title=Text("falls one step early", zh="早一步下降"),
    id="AD11",
    zh="下降从 step = warmup 的峰值开始；你早了一步。",
)
def falls_one_step_early(step, peak, warmup, total):
    """The rate falls from the peak at step = warmup: yours falls one step early."""
    down = peak * (total - step - 1) / max(total - warmup, 1)
    return down if warmup <= step < total else warmup_lr(step, peak, warmup, total)


@mistake(
    warmup_lr,
    title=Text("reaches 0 one step late", zh="晚一步降到0"),
    id="AD11",
    zh="下降在 total 处到 0；你的在 total + 1 处才到 0。",
)
def ends_one_step_late(step, peak, warmup, total):
    """The rate is 0 at step = total: yours reaches 0 one step later."""
    down = peak * (total + 1 - step) / (total + 1 - warmup)
    return down if warmup <= step <= total else warmup_lr(step, peak, warmup, total)


@mistake(warmup_lr, title=Text("stays at the peak", zh="停在峰值"), zh="预热之后还要下降：你停在峰值。")
def stays_at_the_peak(step, peak, warmup, total):
    """After the warm-up the rate falls again: yours stays at the peak."""
    return two_lines(step, lambda: peak * step / warmup, lambda: peak, warmup, total)


@mistake(
    warmup_lr,
    title=Text("way down divided by total", zh="下降时除以了total"),
    zh="下降的斜率除以 total - warmup：到 warmup 时应为峰值。",
)
def divided_by_total(step, peak, warmup, total):
    """The way down is total - warmup steps long: divided by total, it begins below the peak."""
    return two_lines(step, lambda: peak * step / warmup, lambda: peak * (total - step) / total, warmup, total)


@mistake(
    warmup_lr, title=Text("negative rate after total", zh="total之后学习率为负"), zh="total 之后学习率为 0，不为负。"
)
def below_zero(step, peak, warmup, total):
    """After total the rate is 0: yours goes below 0."""
    return peak * (total - step) / max(total - warmup, 1) if step > total else warmup_lr(step, peak, warmup, total)


@mistake(
    warmup_lr, title=Text("rises again after total", zh="total之后又上升"), zh="total 之后学习率为 0：你的又上升了。"
)
def absolute_value_after_the_end(step, peak, warmup, total):
    """After total the rate is 0: yours rises again."""
    return abs(below_zero(step, peak, warmup, total))


@mistake(
    warmup_lr, title=Text("rate 0 without a warm-up", zh="无预热时从0开始"), zh="warmup = 0 时从峰值开始，不是 0。"
)
def zero_without_warmup(step, peak, warmup, total):
    """Without a warm-up the rate begins at the peak: yours is 0 at step 0."""
    return 0.0 if step == 0 else warmup_lr(step, peak, warmup, total)


@mistake(
    warmup_lr, title=Text("peak at the end", zh="终点是峰值"), zh="warmup = total 时，终点的学习率是 0，不是峰值。"
)
def peak_at_the_end(step, peak, warmup, total):
    """With warmup = total the rate at the end is 0, not the peak."""
    return peak if step == warmup == total else warmup_lr(step, peak, warmup, total)


@mistake(
    warmup_lr,
    title=Text("warm-up added to total", zh="把warmup加到了total上"),
    zh="warmup 是步数；你把它加到了 total 上。",
)
def total_after_the_warmup(step, peak, warmup, total):
    """total counts all steps, the warm-up too: you added it to total."""
    return warmup_lr(step, peak, warmup, total + warmup)


@mistake(warmup_lr, title=Text("warm-up missing", zh="没有预热"), zh="没有预热：从峰值直接下降。")
def no_warmup_at_all(step, peak, warmup, total):
    """The warm-up is missing: the rate rises from 0 first."""
    return warmup_lr(step, peak, 0, total)


@mistake(warmup_lr, title=Text("cosine on the way down", zh="按余弦下降"), zh="要直线下降，不是余弦。")
def cosine_down(step, peak, warmup, total):
    """The way down is a straight line, not a cosine."""
    import math

    angle = math.pi * (step - warmup) / max(total - warmup, 1)
    return two_lines(step, lambda: peak * step / warmup, lambda: peak / 2 * (1 + math.cos(angle)), warmup, total)


@mistake(
    warmup_lr,
    title=Text("inverse root on the way down", zh="按1/√t下降"),
    zh="这是 1 / sqrt 的下降（Transformer 论文）；这里是直线。",
)
def inverse_root_down(step, peak, warmup, total):
    """That falls as 1 / sqrt, as in the Transformer's paper: here the way down is a straight line."""
    return two_lines(
        step, lambda: peak * step / warmup, lambda: peak * (max(warmup, 1) / max(step, 1)) ** 0.5, warmup, total
    )


@mistake(warmup_lr, title=Text("share of the peak returned", zh="返回了峰值的比例"), zh="返回学习率本身：要乘以 peak。")
def share_of_the_peak(step, peak, warmup, total):
    """You return the share of the peak: multiply it by peak."""
    return warmup_lr(step, 1.0, warmup, total)


@mistake(warmup_lr, title=Text("whole-number division", zh="用了整数除法"), zh="整数除法 // 把预热变成了 0。")
def whole_division(step, peak, warmup, total):
    """step // warmup is 0 all the way up: divide with /."""
    return 0.0 if step < warmup else warmup_lr(step, peak, warmup, total)
