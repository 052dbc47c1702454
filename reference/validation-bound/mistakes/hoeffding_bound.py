"""Known ways to get hoeffding_bound wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import math

from grader.author import Text, mistake

from ..solution import hoeffding_bound
from ._shared import LARGEST, bound, cut, power


@mistake(hoeffding_bound, title=Text("one side only", zh="只算了一侧"), id="VB1", zh="偏差有两侧：少了因子 2。")
def one_side_alone(count, epsilon, candidates):
    """The loss may be too high or too low: the factor 2 is missing."""
    return bound(2 * count * epsilon**2, candidates)


@mistake(
    hoeffding_bound,
    title=Text("candidates left out", zh="漏掉了候选数"),
    id="VB2",
    zh="每个候选都多一次被骗的机会：要乘以候选数 H。",
)
def candidates_left_out(count, epsilon, candidates):
    """Each candidate gives one more chance to be fooled: multiply by their number."""
    return hoeffding_bound(count, epsilon, 1)


@mistake(
    hoeffding_bound,
    title=Text("divided by the candidates", zh="除以了候选数"),
    id="VB2",
    zh="你除以了候选数；候选越多，界越大：应相乘。",
)
def divided_by_the_candidates(count, epsilon, candidates):
    """You divide by the number of candidates: more of them make the bound larger, multiply."""
    return math.exp(min(0.0, math.log(2) - 2 * count * epsilon**2) - math.log(candidates))


@mistake(
    hoeffding_bound,
    title=Text("candidates in the exponent", zh="候选数放进了指数"),
    id="VB2",
    zh="候选数没有取对数就放进了指数：它是相乘的因子。",
)
def candidates_in_the_exponent(count, epsilon, candidates):
    """You put the number of candidates into the exponent; it is a factor."""
    return bound(2 * count * cut(candidates) * epsilon**2, 2)


@mistake(
    hoeffding_bound,
    title=Text("candidates taken as independent", zh="把候选当作独立"),
    id="VB2",
    zh="1 - (1 - p)^H 要求各候选相互独立；联合界不作假设：直接相加。",
)
def independent_candidates(count, epsilon, candidates):
    """1 - (1 - p)^H takes the candidates for independent; the union bound assumes nothing and adds: H times p."""
    single = bound(2 * count * epsilon**2, 2)
    if single >= 1:
        return 1.0
    return -math.expm1(cut(candidates) * math.log1p(-single))


@mistake(
    hoeffding_bound,
    title=Text("one candidate too few", zh="少算一个候选"),
    id="VB2",
    zh="H 个候选给出 H 份机会；你用了 H - 1。",
)
def one_candidate_less(count, epsilon, candidates):
    """Every candidate counts, that which is chosen, too: you multiply by H - 1."""
    return bound(2 * count * epsilon**2, 2 * (candidates - 1)) if candidates > 1 else 0.0


@mistake(
    hoeffding_bound,
    title=Text("factor 2 missing in exponent", zh="指数少了因子2"),
    id="VB4",
    zh="指数里有因子 2：exp(-2 N ε²)。",
)
def exponent_without_two(count, epsilon, candidates):
    """The exponent has a 2: exp(-2 N epsilon^2)."""
    return bound(count * epsilon**2, 2 * candidates)


@mistake(hoeffding_bound, title=Text("epsilon not squared", zh="ε没有平方"), id="VB11", zh="ε 要平方。")
def epsilon_not_squared(count, epsilon, candidates):
    """Epsilon is squared in the exponent."""
    return bound(2 * count * epsilon, 2 * candidates)


@mistake(
    hoeffding_bound, title=Text("square root of N", zh="N开了方"), id="VB11", zh="N 不开方，也不平方：指数与 N 成正比。"
)
def count_under_a_root(count, epsilon, candidates):
    """You take the root of N: the exponent grows with N itself."""
    return bound(2 * math.sqrt(count) * epsilon**2, 2 * candidates)


@mistake(
    hoeffding_bound,
    title=Text("whole exponent squared", zh="整个指数被平方"),
    id="VB11",
    zh="指数是 2 N ε²；你把整个 2 N ε 平方了。",
)
def all_of_it_squared(count, epsilon, candidates):
    """Epsilon alone is squared; you squared 2 N epsilon as a whole."""
    return bound((2 * count * epsilon) ** 2, 2 * candidates)


@mistake(
    hoeffding_bound, title=Text("bound above 1", zh="界超过了1"), id="VB7", zh="概率不超过 1：大于 1 的界要截为 1。"
)
def not_limited_to_1(count, epsilon, candidates):
    """A probability is at most 1, and so is its bound: yours exceeds it."""
    logarithm = math.log(2 * candidates) - 2 * count * epsilon**2
    return math.exp(logarithm) if logarithm < 700 else math.inf


@mistake(
    hoeffding_bound,
    title=Text("logarithm of the bound", zh="返回了界的对数"),
    id="VB7",
    zh="你返回了对数：还要取 exp。",
)
def logarithm_of_the_bound(count, epsilon, candidates):
    """You return the logarithm of the bound: the exponential is missing."""
    return min(0.0, math.log(2 * candidates) - 2 * count * epsilon**2)


@mistake(
    hoeffding_bound,
    title=Text("power of another base", zh="用了别的底的幂"),
    id="VB6",
    zh="应是 e 的幂，不是 10 的幂。",
    variants={"base": (10.0, 2.0)},
)
def power_of_another_base(count, epsilon, candidates, *, base):
    """The exponential is that of e, not a power of 10 or 2."""
    found = power(base, math.log(2 * candidates, base) - 2 * count * epsilon**2)
    return min(1.0, found)


@mistake(
    hoeffding_bound,
    title=Text("half of epsilon", zh="用了ε的一半"),
    id="VB10",
    zh="你用了 ε/2，或指数里的 N ε²/2：损失在 0 到 1 之间时是 2 N ε²。",
)
def half_of_epsilon(count, epsilon, candidates):
    """You use half of epsilon, or N epsilon^2 / 2 in the exponent: for losses between 0 and 1 it is 2 N epsilon^2."""
    return hoeffding_bound(count, epsilon / 2, candidates)


@mistake(
    hoeffding_bound,
    title=Text("twice epsilon", zh="用了两倍的ε"),
    id="VB10",
    zh="你用了 2ε：那是选择的差距，不是单个候选的偏差。",
)
def double_epsilon(count, epsilon, candidates):
    """You use twice epsilon: that is the gap of the choice, here the deviation of a candidate is meant."""
    return hoeffding_bound(count, 2 * epsilon, candidates)


@mistake(
    hoeffding_bound,
    title=Text("probability of a good set", zh="返回变好的概率"),
    id="VB12",
    zh="题目要的是变坏的概率；你返回了变好的概率。",
)
def probability_of_a_good_set(count, epsilon, candidates):
    """The probability of a bad set is asked; you return that of a good one."""
    return 1 - hoeffding_bound(count, epsilon, candidates)


@mistake(
    hoeffding_bound,
    title=Text("overflow taken as 1", zh="溢出时返回1"),
    id="VB13",
    zh="10**400 转成浮点数会溢出；不要因此就返回 1：对整数取 math.log。",
)
def overflow_taken_for_certainty(count, epsilon, candidates):
    """10**400 is no float, and you answer 1 where it overflows: take math.log of the int."""
    return hoeffding_bound(count, epsilon, candidates) if candidates <= LARGEST else 1.0


@mistake(
    hoeffding_bound,
    title=Text("candidates cut to a float", zh="候选数截到浮点数上限"),
    id="VB13",
    zh="你把候选数截到了浮点数能装下的大小；对整数取 math.log 就不必截断。",
)
def candidates_cut_to_a_float(count, epsilon, candidates):
    """You cut the number of candidates to what a float holds: math.log takes the int as it is."""
    return hoeffding_bound(count, epsilon, cut(candidates))


@mistake(
    hoeffding_bound,
    title=Text("bound 0 without samples", zh="没有样本时界为0"),
    id="VB15",
    zh="没有样本时界为 1：什么也不知道；你返回了 0。",
)
def nothing_known_is_safe(count, epsilon, candidates):
    """Without samples nothing is known, and the bound is 1; you return 0."""
    return hoeffding_bound(count, epsilon, candidates) if count and epsilon else 0.0


@mistake(hoeffding_bound, title=Text("N - 1 instead of N", zh="用N - 1代替N"), id="VB15", zh="指数里是 N，不是 N - 1。")
def one_sample_less(count, epsilon, candidates):
    """The exponent has N, not N - 1."""
    return bound(2 * (count - 1) * epsilon**2, 2 * candidates)


@mistake(
    hoeffding_bound,
    title=Text("small number added", zh="加了小数"),
    id="VB15",
    zh="你加的小数淹没了很小的界。",
    variants={"eps": (1e-12, 1e-9, 1e-8)},
)
def small_number_added(count, epsilon, candidates, *, eps):
    """The small number that you add drowns small bounds."""
    return min(1.0, hoeffding_bound(count, epsilon, candidates) + eps)
