"""Known ways to get xor_network wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import xor_network


@mistake(
    xor_network,
    title=Text("weights for inputs 0 and 1", zh="只适用于输入0和1"),
    id="G-HARD",
    zh="这些权重只适用于 0 和 1：直线必须从 low 与 high 之间穿过。",
)
def made_for_bits(low=0.0, high=1.0):
    """Your weights are made for 0 and 1: the lines must pass between low and high."""
    return xor_network()


@mistake(
    xor_network,
    title=Text("weights for inputs -1 and 1", zh="只适用于输入-1和1"),
    id="G-HARD",
    zh="这些权重只适用于 -1 和 +1：直线必须从 low 与 high 之间穿过。",
)
def made_for_signs(low=0.0, high=1.0):
    """Your weights are made for -1 and 1: the lines must pass between low and high."""
    return xor_network(-1.0, 1.0)


@mistake(
    xor_network, title=Text("not shifted to low", zh="没有按low平移"), zh="你只缩放了输入，没有平移：low 不一定是 0。"
)
def not_moved_to_low(low=0.0, high=1.0):
    """You scaled by high - low, but forgot that low itself need not be 0: move the lines, too."""
    return xor_network(0.0, high - low)


@mistake(
    xor_network,
    title=Text("not scaled to the distance", zh="没有按间距缩放"),
    zh="你只平移了输入，没有缩放：两值很近时要更陡。",
)
def not_steeper_for_close_values(low=0.0, high=1.0):
    """You moved the lines, but kept their slope: where low and high are close, the weights must be larger."""
    weight1, _, weight2, bias2 = xor_network()
    middle = (low + high) / 2
    return weight1, np.array([-10.0, -30.0]) + 20 - 2 * 20 * middle, weight2, bias2


@mistake(
    xor_network,
    title=Text("weights too small for sigmoids", zh="权重对sigmoid太小"),
    id="FT8",
    zh="对阶跃函数够用的权重，对 sigmoid 太小：0.6 还不算有把握。",
    variants={"size": (1.0, 2.0)},
)
def weights_for_steps(low=0.0, high=1.0, *, size):
    """These weights serve for steps: a sigmoid needs larger ones to be sure."""
    scale = size / (high - low)
    weight1 = np.full((2, 2), scale)
    return weight1, -size * np.array([0.5, 1.5]) - 2 * scale * low, size * np.array([1.0, -1.0]), -size / 2


@mistake(
    xor_network,
    title=Text("weights for ReLU units", zh="ReLU网络的权重"),
    id="FT5",
    zh="这是 ReLU 网络的解（[0,-1]、[1,-2]）；这里的隐藏单元是 sigmoid。",
)
def weights_for_relu(low=0.0, high=1.0):
    """That is the solution for ReLUs: here the hidden units end in a sigmoid."""
    scale = 1 / (high - low)
    return np.full((2, 2), scale), np.array([0.0, -1.0]) - 2 * scale * low, np.array([10.0, -20.0]), -5.0


@mistake(xor_network, title=Text('"or" instead of "xor"', zh="实现了“或”"), zh="这是“或”：两个都高时也说 1。")
def says_or(low=0.0, high=1.0):
    """That is "or": where both are high the answer must be 0."""
    weight1, bias1, _, bias2 = xor_network(low, high)
    return weight1, bias1, np.array([20.0, 0.0]), bias2


@mistake(xor_network, title=Text('"and" instead of "xor"', zh="实现了“与”"), zh="这是“与”：只有一个高时应为 1。")
def says_and(low=0.0, high=1.0):
    """That is "and": where one alone is high the answer must be 1."""
    weight1, bias1, _, bias2 = xor_network(low, high)
    return weight1, bias1, np.array([0.0, 20.0]), bias2


@mistake(xor_network, title=Text("answers reversed", zh="答案反了"), zh="答案反了：相同时说 1，不同时说 0。")
def says_equal(low=0.0, high=1.0):
    """Your answers are reversed: 1 where the two inputs are equal."""
    weight1, bias1, weight2, bias2 = xor_network(low, high)
    return weight1, bias1, -weight2, -bias2


@mistake(
    xor_network, title=Text("output bias missing", zh="输出层没有偏置"), zh="输出层没有偏置：两个都低时概率是 1/2。"
)
def output_without_bias(low=0.0, high=1.0):
    """Without bias2 the network says 1/2 where both hidden units are 0."""
    return *xor_network(low, high)[:3], 0.0


@mistake(xor_network, title=Text("hidden biases missing", zh="隐藏单元没有偏置"), zh="隐藏单元没有偏置：直线都过原点。")
def hidden_units_without_bias(low=0.0, high=1.0):
    """Without bias1 the lines of both hidden units pass the origin."""
    weight1, _, weight2, bias2 = xor_network(low, high)
    return weight1, np.zeros(2), weight2, bias2


@mistake(
    xor_network,
    title=Text("hidden units alike", zh="两个隐藏单元相同"),
    zh="两个隐藏单元相同：梯度下降从相同的起点出发时就会这样，它们一起仍只是一条直线。",
)
def hidden_units_alike(low=0.0, high=1.0):
    """Both hidden units are the same: together they are still one line."""
    weight1, bias1, weight2, bias2 = xor_network(low, high)
    return weight1, bias1[[0, 0]], weight2, bias2


@mistake(xor_network, title=Text("hidden biases exchanged", zh="隐藏单元的偏置互换"), zh="“或”与“与”的偏置互换了。")
def biases_swapped(low=0.0, high=1.0):
    """The biases of the "or" and of the "and" are swapped."""
    weight1, bias1, weight2, bias2 = xor_network(low, high)
    return weight1, bias1[::-1], weight2, bias2


@mistake(xor_network, title=Text("all weights 0", zh="权重全是0"), zh="权重全是 0：概率处处 1/2。")
def weights_of_zero(low=0.0, high=1.0):
    """All weights are 0: the network says 1/2 everywhere, and gradient descent never leaves this place."""
    return np.zeros((2, 2)), np.zeros(2), np.zeros(2), 0.0
