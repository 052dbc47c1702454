"""Known ways to get lr_decay wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import math

from grader.author import Text, mistake

from ..solution import lr_decay


def instead(kind, wanted, wrong, right):
    """Another answer for one kind of schedule."""
    return wrong() if kind == wanted else right


@mistake(
    lr_decay, title=Text("root of step without the 1", zh="开方时少了加1"), zh="第 0 步应为 lr0：用 sqrt(step + 1)。"
)
def root_without_one(step, lr0, kind, gamma=0.5, period=10, total=100):
    """At step 0 the rate is lr0: divide by sqrt(step + 1), not by sqrt(step)."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "inverse_sqrt", lambda: lr0 / math.sqrt(step) if step else math.inf, right)


@mistake(lr_decay, title=Text("square root missing", zh="少了开方"), zh="少了开方：1 / sqrt(step + 1)。")
def no_root(step, lr0, kind, gamma=0.5, period=10, total=100):
    """The root is missing: the rate falls as 1 / sqrt(step + 1)."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "inverse_sqrt", lambda: lr0 / (step + 1), right)


@mistake(lr_decay, title=Text("the 1 outside the root", zh="1加在根号之外"), zh="加 1 应在根号之内：sqrt(step + 1)。")
def one_outside_the_root(step, lr0, kind, gamma=0.5, period=10, total=100):
    """The 1 is inside the root: sqrt(step + 1), not sqrt(step) + 1."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "inverse_sqrt", lambda: lr0 / (math.sqrt(step) + 1), right)


@mistake(
    lr_decay,
    title=Text("gamma times step, not a power", zh="gamma乘以step而非乘方"),
    zh="指数衰减是 gamma 的 step 次方，不是乘以 step。",
)
def gamma_times_step(step, lr0, kind, gamma=0.5, period=10, total=100):
    """Exponential decay takes gamma to the power of step: you multiplied once."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "exponential", lambda: lr0 * gamma * max(step, 1), right)


@mistake(
    lr_decay,
    title=Text("exp(-gamma step) instead of a power", zh="用exp(-gamma step)代替乘方"),
    zh="这是 exp(-gamma step)；这里是 gamma 的 step 次方。",
)
def exp_of_gamma(step, lr0, kind, gamma=0.5, period=10, total=100):
    """That is exp(-gamma step): here gamma is the factor from step to step."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "exponential", lambda: lr0 * math.exp(-gamma * step), right)


@mistake(
    lr_decay, title=Text("exponent one too large", zh="指数多了1"), zh="第 0 步应为 lr0：指数是 step，不是 step + 1。"
)
def exponent_one_more(step, lr0, kind, gamma=0.5, period=10, total=100):
    """At step 0 the rate is lr0: the exponent is step, not step + 1."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "exponential", lambda: lr0 * gamma ** (step + 1), right)


@mistake(
    lr_decay,
    title=Text("fractions of periods", zh="周期数没有取整"),
    zh="阶梯：指数是 step // period，不是 step / period。",
)
def not_whole_periods(step, lr0, kind, gamma=0.5, period=10, total=100):
    """The steps are whole: the exponent is step // period, not step / period."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "step", lambda: lr0 * gamma ** (step / period), right)


@mistake(
    lr_decay, title=Text("periods rounded to the nearest", zh="周期数四舍五入"), zh="阶梯在整周期处下降；你四舍五入了。"
)
def rounded_periods(step, lr0, kind, gamma=0.5, period=10, total=100):
    """The steps go down at whole periods: you rounded, so that they go down in the middle."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "step", lambda: lr0 * gamma ** round(step / period), right)


@mistake(
    lr_decay, title=Text("rate falls one step late", zh="晚一步下降"), zh="在 step = period 处就下降，不是之后一步。"
)
def one_step_late(step, lr0, kind, gamma=0.5, period=10, total=100):
    """The rate goes down at step = period: yours does one step later."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "step", lambda: lr0 * gamma ** (max(step - 1, 0) // period), right)


@mistake(lr_decay, title=Text("a single drop only", zh="只下降一次"), zh="每个周期都要乘一次 gamma；你只乘了一次。")
def one_drop_only(step, lr0, kind, gamma=0.5, period=10, total=100):
    """Every period multiplies by gamma once more: you did it once for all."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "step", lambda: lr0 * gamma if step >= period else lr0, right)


@mistake(
    lr_decay,
    title=Text("cosine rises again after total", zh="total之后余弦又上升"),
    zh="total 之后保持为 0：余弦不再上升。",
)
def rises_again(step, lr0, kind, gamma=0.5, period=10, total=100):
    """After total the rate stays 0: your cosine rises again."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "cosine", lambda: lr0 / 2 * (1 + math.cos(math.pi * step / total)), right)


@mistake(
    lr_decay,
    title=Text("cosine over a whole turn", zh="余弦走了一整周"),
    zh="余弦从 1 到 -1 只走半周：角度是 pi step / total。",
)
def whole_turn(step, lr0, kind, gamma=0.5, period=10, total=100):
    """The cosine makes half a turn: the angle is pi step / total, without a 2."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "cosine", lambda: lr0 / 2 * (1 + math.cos(2 * math.pi * min(step, total) / total)), right)


@mistake(lr_decay, title=Text("factor 1/2 missing", zh="少了1/2"), zh="少了 1/2：第 0 步应为 lr0。")
def twice_as_large(step, lr0, kind, gamma=0.5, period=10, total=100):
    """The 1/2 is missing: at step 0 the rate is lr0, not twice that."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "cosine", lambda: lr0 * (1 + math.cos(math.pi * min(step, total) / total)), right)


@mistake(
    lr_decay,
    title=Text("quarter of a cosine", zh="用了四分之一个余弦"),
    zh="四分之一个余弦 cos(pi t / 2T) 不是这里的半个余弦。",
)
def quarter_turn(step, lr0, kind, gamma=0.5, period=10, total=100):
    """That is a quarter of a cosine: here it is (1 + cos(pi step / total)) / 2."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "cosine", lambda: lr0 * math.cos(math.pi / 2 * min(step, total) / total), right)


@mistake(
    lr_decay, title=Text("cosine ends one step early", zh="余弦早一步结束"), zh="余弦在 total 处结束，不在 total - 1。"
)
def ends_one_step_early(step, lr0, kind, gamma=0.5, period=10, total=100):
    """The cosine ends at step = total: yours ends one step before."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    end = max(total - 1, 1)
    return instead(kind, "cosine", lambda: lr0 / 2 * (1 + math.cos(math.pi * min(step, end) / end)), right)


@mistake(lr_decay, title=Text("straight line instead of cosine", zh="用直线代替余弦"), zh="这是直线下降；要的是余弦。")
def straight_line(step, lr0, kind, gamma=0.5, period=10, total=100):
    """That is a straight line down: a cosine is asked."""
    right = lr_decay(step, lr0, kind, gamma, period, total)
    return instead(kind, "cosine", lambda: lr0 * max(1 - step / total, 0.0), right)


@mistake(
    lr_decay,
    title=Text("factor returned, not the rate", zh="返回了系数而非学习率"),
    zh="返回学习率本身，不是它与 lr0 的比。",
)
def factor_for_rate(step, lr0, kind, gamma=0.5, period=10, total=100):
    """You return the factor: multiply it by lr0."""
    return lr_decay(step, 1.0, kind, gamma, period, total)
