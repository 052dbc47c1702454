"""Known ways to get epsilon_for wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import math

from grader.author import Text, mistake

from ..solution import epsilon_for
from ._shared import cut


@mistake(epsilon_for, title=Text("one side only", zh="只算了一侧"), id="VB1", zh="偏差有两侧：少了因子 2。")
def one_side_alone(count, delta, candidates):
    """The loss may be too high or too low: the factor 2 inside the logarithm is missing."""
    return math.sqrt((math.log(candidates) - math.log(delta)) / (2 * count))


@mistake(
    epsilon_for,
    title=Text("candidates left out", zh="漏掉了候选数"),
    id="VB2",
    zh="候选数漏掉了：每个候选都多一次被骗的机会。",
)
def candidates_left_out(count, delta, candidates):
    """You left the candidates out: each gives one more chance to be fooled."""
    return epsilon_for(count, delta, 1)


@mistake(
    epsilon_for,
    title=Text("proportional to the candidates", zh="与候选数成正比"),
    id="VB2",
    zh="候选数在对数里面：ε 随 √ln H 增长，而不是随 H。",
)
def proportional_to_the_candidates(count, delta, candidates):
    """The number of candidates stands inside the logarithm: epsilon grows with the root of ln H, not with H."""
    return cut(candidates) * epsilon_for(count, delta, 1)


@mistake(epsilon_for, title=Text("factor 2 missing below", zh="分母少了因子2"), id="VB4", zh="分母是 2N，少了 2。")
def exponent_without_two(count, delta, candidates):
    """The 2 of the exponent is missing: divide by 2 N."""
    return epsilon_for(count, delta, candidates) * math.sqrt(2)


@mistake(
    epsilon_for,
    title=Text("formula for losses in [-1, 1]", zh="用了[-1, 1]损失的公式"),
    id="VB4",
    zh="分母是 2N；N/2 属于取值在 -1 到 1 之间的损失。",
)
def exponent_for_a_range_of_two(count, delta, candidates):
    """Half of N is for losses between -1 and 1: divide by 2 N."""
    return 2 * epsilon_for(count, delta, candidates)


@mistake(
    epsilon_for,
    title=Text("logarithm to another base", zh="用了别的底的对数"),
    id="VB6",
    zh="应取自然对数。",
    variants={"base": (10.0, 2.0)},
)
def another_logarithm(count, delta, candidates, *, base):
    """The natural logarithm is asked, not that to base 10 or 2."""
    return epsilon_for(count, delta, candidates) / math.sqrt(math.log(base))


@mistake(
    epsilon_for,
    title=Text("epsilon cut at 1", zh="ε截到了1"),
    id="VB7",
    zh="ε 可以大于 1：它只是什么也不保证，不要截断。",
)
def cut_at_1(count, delta, candidates):
    """Epsilon may be above 1, where it promises nothing: you cut it."""
    return min(1.0, epsilon_for(count, delta, candidates))


@mistake(
    epsilon_for,
    title=Text("another multiple of epsilon", zh="返回了ε的倍数"),
    id="VB10",
    zh="题目要的是 ε 本身，不是它的一半或几倍。",
    variants={"factor": (0.5, 4.0)},
)
def another_multiple(count, delta, candidates, *, factor):
    """Epsilon itself is asked; you return a half or a multiple of it, as for the gap of the choice."""
    return factor * epsilon_for(count, delta, candidates)


@mistake(epsilon_for, title=Text("square root missing", zh="少了平方根"), id="VB11", zh="少了平方根。")
def root_left_out(count, delta, candidates):
    """The root is missing: epsilon is squared in the bound."""
    return epsilon_for(count, delta, candidates) ** 2


@mistake(
    epsilon_for,
    title=Text("root of the logarithm only", zh="只对对数开了方"),
    id="VB11",
    zh="根号要罩住整个商；你只对分子开了方。",
)
def root_of_the_logarithm_alone(count, delta, candidates):
    """The root is that of the whole quotient; yours leaves 2 N outside."""
    return math.sqrt(math.log(2 * candidates) - math.log(delta)) / (2 * count)


@mistake(
    epsilon_for,
    title=Text("confidence instead of delta", zh="用置信度代替δ"),
    id="VB12",
    zh="δ 是变坏的概率，不是置信度 1 - δ。",
)
def confidence_for_delta(count, delta, candidates):
    """Delta is the probability of a bad set; you use the confidence, 1 - delta."""
    return epsilon_for(count, 1 - delta, candidates)


@mistake(
    epsilon_for,
    title=Text("candidates cut to a float", zh="候选数截到浮点数上限"),
    id="VB13",
    zh="你把候选数截到了浮点数能装下的大小；对整数取 math.log 就不必截断。",
)
def candidates_cut_to_a_float(count, delta, candidates):
    """You cut the number of candidates to what a float holds: math.log takes the int as it is."""
    return epsilon_for(count, delta, cut(candidates))


@mistake(epsilon_for, title=Text("N - 1 instead of N", zh="用N - 1代替N"), id="VB15", zh="分母是 2N，不是 2(N - 1)。")
def one_sample_less(count, delta, candidates):
    """Divide by 2 N, not by 2 (N - 1)."""
    return epsilon_for(count - 1, delta, candidates) if count > 1 else math.inf


@mistake(
    epsilon_for,
    title=Text("small number added to delta", zh="δ加了小数"),
    id="VB15",
    zh="δ 里加的小数改变了很小的 δ。",
    variants={"eps": (1e-12, 1e-9, 1e-8)},
)
def small_number_added(count, delta, candidates, *, eps):
    """The small number that you add to delta changes a tiny one."""
    return epsilon_for(count, delta + eps, candidates)
