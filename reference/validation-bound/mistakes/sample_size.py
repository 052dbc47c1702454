"""Known ways to get sample_size wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import math

from grader.author import Text, mistake

from ..solution import sample_size
from ._shared import cut


def quotient(epsilon, delta, chances, factor=2.0):
    """ln(chances / delta) / (factor epsilon^2), chances an int of any size."""
    return (math.log(chances) - math.log(delta)) / (factor * epsilon**2)


@mistake(sample_size, title=Text("rounded down", zh="向下取整"), id="VB5", zh="要向上取整，否则保证不成立。")
def rounded_down(epsilon, delta, candidates):
    """Round up, or the guarantee fails."""
    return math.floor(quotient(epsilon, delta, 2 * candidates))


@mistake(
    sample_size,
    title=Text("rounded to the nearest", zh="四舍五入"),
    id="VB5",
    zh="四舍五入有一半的时候少一个样本：要向上取整。",
)
def rounded_to_the_nearest(epsilon, delta, candidates):
    """Rounded to the nearest it is one too few half of the time: round up."""
    return round(quotient(epsilon, delta, 2 * candidates))


@mistake(
    sample_size, title=Text("one sample too many", zh="多了一个样本"), id="VB5", zh="多了一个：向上取整之后不必再加 1。"
)
def one_too_many(epsilon, delta, candidates):
    """One too many: what is rounded up needs no 1 more."""
    return sample_size(epsilon, delta, candidates) + 1


@mistake(sample_size, title=Text("not rounded", zh="没有取整"), id="VB5", zh="你没有取整：样本数是整数。")
def not_rounded(epsilon, delta, candidates):
    """You did not round: a number of samples is an int."""
    return quotient(epsilon, delta, 2 * candidates)


@mistake(sample_size, title=Text("one side only", zh="只算了一侧"), id="VB1", zh="偏差有两侧：少了因子 2。")
def one_side_alone(epsilon, delta, candidates):
    """The loss may be too high or too low: the factor 2 is missing."""
    return math.ceil(quotient(epsilon, delta, candidates))


@mistake(
    sample_size, title=Text("factor 2 twice", zh="因子2乘了两次"), id="VB1", zh="因子 2 乘了两次：δ/2 已经顾到了两侧。"
)
def two_sides_twice(epsilon, delta, candidates):
    """The factor 2 is there twice: half of delta for a side already is it."""
    return math.ceil(quotient(epsilon, delta, 4 * candidates))


@mistake(
    sample_size,
    title=Text("candidates left out", zh="漏掉了候选数"),
    id="VB2",
    zh="候选数漏掉了：每个候选都多一次被骗的机会。",
)
def candidates_left_out(epsilon, delta, candidates):
    """You left the candidates out: each gives one more chance to be fooled."""
    return sample_size(epsilon, delta, 1)


@mistake(
    sample_size,
    title=Text("proportional to the candidates", zh="与候选数成正比"),
    id="VB2",
    zh="候选数在对数里面：N 只随 ln H 增长，而不是随 H。",
)
def proportional_to_the_candidates(epsilon, delta, candidates):
    """The number of candidates stands inside the logarithm: N grows with ln H, not with H."""
    return math.ceil(cut(candidates) * quotient(epsilon, delta, 2))


@mistake(
    sample_size,
    title=Text("divided by candidates in the logarithm", zh="对数里除以了候选数"),
    id="VB2",
    zh="候选数与 δ 的位置反了：ln(2H/δ)。",
)
def candidates_below_the_line(epsilon, delta, candidates):
    """The number of candidates stands above the line, ln(2 H / delta): you divide by it."""
    return max(math.ceil((math.log(2) - math.log(candidates) - math.log(delta)) / (2 * epsilon**2)), 0)


@mistake(sample_size, title=Text("factor 2 missing below", zh="分母少了因子2"), id="VB4", zh="分母是 2 ε²，少了 2。")
def exponent_without_two(epsilon, delta, candidates):
    """The 2 of the exponent is missing: divide by 2 epsilon^2."""
    return math.ceil(quotient(epsilon, delta, 2 * candidates, 1.0))


@mistake(
    sample_size,
    title=Text("logarithm to another base", zh="用了别的底的对数"),
    id="VB6",
    zh="应取自然对数。",
    variants={"base": (10.0, 2.0)},
)
def another_logarithm(epsilon, delta, candidates, *, base):
    """The natural logarithm is asked, not that to base 10 or 2."""
    return math.ceil(quotient(epsilon, delta, 2 * candidates) / math.log(base))


@mistake(
    sample_size,
    title=Text("half of epsilon", zh="用了ε的一半"),
    id="VB10",
    zh="你用了 ε/2，或除以了 ε²/2：损失在 0 到 1 之间时除以 2 ε²。",
)
def half_of_epsilon(epsilon, delta, candidates):
    """You use half of epsilon, or divide by epsilon^2 / 2: for losses between 0 and 1 divide by 2 epsilon^2."""
    return sample_size(epsilon / 2, delta, candidates)


@mistake(sample_size, title=Text("twice epsilon", zh="用了两倍的ε"), id="VB10", zh="这里直接给出 ε，不要加倍。")
def double_epsilon(epsilon, delta, candidates):
    """Epsilon is given directly here: do not double it."""
    return sample_size(2 * epsilon, delta, candidates)


@mistake(sample_size, title=Text("epsilon not squared", zh="ε没有平方"), id="VB11", zh="ε 要平方。")
def epsilon_not_squared(epsilon, delta, candidates):
    """Epsilon is squared: half of it costs four times as many samples."""
    return math.ceil((math.log(2 * candidates) - math.log(delta)) / (2 * epsilon))


@mistake(
    sample_size,
    title=Text("confidence instead of delta", zh="用置信度代替δ"),
    id="VB12",
    zh="δ 是变坏的概率，不是置信度 1 - δ。",
)
def confidence_for_delta(epsilon, delta, candidates):
    """Delta is the probability of a bad set; you use the confidence, 1 - delta."""
    return sample_size(epsilon, 1 - delta, candidates)


@mistake(
    sample_size,
    title=Text("candidates cut to a float", zh="候选数截到浮点数上限"),
    id="VB13",
    zh="你把候选数截到了浮点数能装下的大小；对整数取 math.log 就不必截断。",
)
def candidates_cut_to_a_float(epsilon, delta, candidates):
    """You cut the number of candidates to what a float holds: math.log takes the int as it is."""
    return sample_size(epsilon, delta, cut(candidates))


@mistake(
    sample_size,
    title=Text("limited to a 32-bit integer", zh="结果截到32位整数"),
    id="VB13",
    zh="结果超出 32 位整数时你的计数停住了：数可以上百亿。",
)
def at_most_an_int32(epsilon, delta, candidates):
    """Your count stops at the largest int32: a tiny epsilon needs billions of samples."""
    return min(sample_size(epsilon, delta, candidates), 2**31 - 1)
