"""Known ways to get momentum_weights wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import momentum_weights


@mistake(
    momentum_weights,
    title=Text("order reversed", zh="顺序反了"),
    zh="顺序反了：最新的梯度（最后一个）权重最大，为 -lr。",
)
def oldest_counts_most(steps, lr, lam):
    """Your order is reversed: the newest gradient stands last and counts most, -lr."""
    return momentum_weights(steps, lr, lam)[::-1]


@mistake(momentum_weights, title=Text("minus sign missing", zh="少了负号"), id="BM2", zh="符号反了：m 沿负梯度方向。")
def sign_left_out(steps, lr, lam):
    """The sign is missing: the movement goes against every gradient."""
    return -momentum_weights(steps, lr, lam)


@mistake(
    momentum_weights, title=Text("exponent one too high", zh="指数多了1"), zh="指数差一：最新的梯度还没有乘过 lam。"
)
def exponent_one_too_high(steps, lr, lam):
    """Your exponent is one too high: the newest gradient has not been multiplied by lam yet."""
    return lam * momentum_weights(steps, lr, lam)


@mistake(
    momentum_weights,
    title=Text("factor (1 - lam) added", zh="多了因子(1 - lam)"),
    id="BM1",
    zh="不是滑动平均：没有因子 (1 - lam)。",
)
def weights_of_an_average(steps, lr, lam):
    """It is not an average: the lecture's momentum has no factor (1 - lam)."""
    return (1 - lam) * momentum_weights(steps, lr, lam)


@mistake(
    momentum_weights, title=Text("weights normalised", zh="权重被归一化"), id="BM1", zh="权重之和不必为 1：不要归一化。"
)
def normalised(steps, lr, lam):
    """You make the weights sum to -lr: they are no average, and are not normalised."""
    weights = momentum_weights(steps, lr, lam)
    return weights * (-lr / weights.sum()) if steps else weights


@mistake(
    momentum_weights,
    title=Text("weights of the whole way", zh="给出了总位移的系数"),
    zh="你给出的是总位移 theta_T - theta_0 的系数；要的是最后一次移动 m_T。",
)
def weights_of_the_whole_way(steps, lr, lam):
    """Those are the weights of the whole way, theta_T - theta_0; asked are those of the last movement alone."""
    return np.cumsum(momentum_weights(steps, lr, lam)[::-1])[::-1]


@mistake(
    momentum_weights,
    title=Text("newest gradient only", zh="只有最新的梯度"),
    id="BM10",
    zh="动量必须带到下一步：只有最新梯度的权重不为零是不对的。",
)
def newest_only(steps, lr, lam):
    """Only the newest gradient counts with you: momentum carries the older ones over, each step by lam."""
    return momentum_weights(steps, lr, 0.0)


@mistake(
    momentum_weights,
    title=Text("learning rate raised to a power", zh="学习率也带了指数"),
    zh="lam 也乘进了学习率的幂：只有 lam 带指数，lr 只乘一次。",
)
def learning_rate_to_a_power(steps, lr, lam):
    """Your learning rate has an exponent too: it is multiplied in once, with the gradient."""
    return -((lr * lam) ** np.arange(steps)[::-1]) * lr


@mistake(
    momentum_weights,
    title=Text("logarithm of lam = 0", zh="对lam = 0取了对数"),
    zh="lam = 0 时不能取对数：0 的 0 次方应为 1，你得到 NaN。",
)
def by_logarithms(steps, lr, lam):
    """You go through the logarithm of lam, which is -inf for lam = 0, and 0 times -inf is NaN; use lam ** k."""
    with np.errstate(all="ignore"):
        return -lr * np.exp(np.arange(steps)[::-1] * np.log(np.float64(lam)))
