"""Known ways to get stacked_gradient wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import stacked_gradient
from ._shared import floats, overflowing_sigmoid, sigmoid
from ._stacked import backwards, network, scaled, with_other_hidden_slope, with_other_slope


@mistake(
    stacked_gradient,
    title=Text("hidden sigmoid's derivative missing", zh="漏了隐藏层sigmoid的导数"),
    id="FT6",
    zh="漏了隐藏层 sigmoid 的导数 h(1-h)。",
)
def hidden_derivative_missing(samples, labels, weight1, bias1, weight2, bias2):
    """The hidden sigmoid's derivative h (1 - h) is missing."""
    call = samples, labels, weight1, bias1, weight2, bias2
    return with_other_hidden_slope(call, lambda *_: 1.0)


@mistake(
    stacked_gradient,
    title=Text("derivative taken at the logit", zh="导数用了logit"),
    id="FT7",
    zh="h(1-h) 用的是输出 h，不是 z。",
)
def derivative_at_the_logit(samples, labels, weight1, bias1, weight2, bias2):
    """h (1 - h) uses the unit's answer h: you wrote z (1 - z)."""
    call = samples, labels, weight1, bias1, weight2, bias2
    return with_other_hidden_slope(call, lambda _, z: z * (1 - z))


@mistake(
    stacked_gradient,
    title=Text("sigmoid applied once more", zh="对h又取了一次sigmoid"),
    id="FT7",
    zh="你对 h 又取了一次 sigmoid：导数是 h(1-h)。",
)
def sigmoid_once_more(samples, labels, weight1, bias1, weight2, bias2):
    """h is a sigmoid already, and you take the sigmoid of it once more: the derivative is h (1 - h)."""
    call = samples, labels, weight1, bias1, weight2, bias2
    return with_other_hidden_slope(call, lambda h, _: sigmoid(h) * (1 - sigmoid(h)))


@mistake(
    stacked_gradient,
    title=Text("derivative of tanh", zh="用了tanh的导数"),
    id="FT7",
    zh="这是 tanh 的导数 1 - h²；sigmoid 的导数是 h(1-h)。",
)
def derivative_of_tanh(samples, labels, weight1, bias1, weight2, bias2):
    """1 - h^2 is the derivative of tanh: the sigmoid's is h (1 - h)."""
    call = samples, labels, weight1, bias1, weight2, bias2
    return with_other_hidden_slope(call, lambda h, _: 1 - h**2)


@mistake(
    stacked_gradient,
    title=Text("derivative of ReLU", zh="用了ReLU的导数"),
    id="FT7",
    zh="这是 ReLU 的导数；隐藏单元以 sigmoid 结尾。",
)
def derivative_of_relu(samples, labels, weight1, bias1, weight2, bias2):
    """That is the derivative of a ReLU: your hidden units end in a sigmoid."""
    call = samples, labels, weight1, bias1, weight2, bias2
    return with_other_hidden_slope(call, lambda _, z: z > 0)


@mistake(stacked_gradient, title=Text("second weight missing", zh="回传时漏乘weight2"), id="FT9", zh="回传时要乘 w2。")
def second_weight_forgotten(samples, labels, weight1, bias1, weight2, bias2):
    """Multiply by weight2 on the way back."""
    call = samples, labels, weight1, bias1, weight2, bias2
    return with_other_hidden_slope(call, lambda h, _: h * (1 - h), np.ones_like(weight2))


@mistake(
    stacked_gradient,
    title=Text("weight2 already updated", zh="用了更新后的weight2"),
    id="FT9",
    zh="回传用了更新后的 w2：两层的梯度都在同一组参数处计算。",
    variants={"lr": (0.1, 1.0)},
)
def second_weight_after_a_step(samples, labels, weight1, bias1, weight2, bias2, *, lr):
    """You go back through a weight2 that has made its step already: all gradients belong to the same parameters."""
    call = samples, labels, weight1, bias1, weight2, bias2
    moved = weight2 - lr * stacked_gradient(*call)[3]
    return with_other_hidden_slope(call, lambda h, _: h * (1 - h), moved)


@mistake(
    stacked_gradient,
    title=Text("decisions instead of probabilities", zh="梯度里用了判定"),
    id="FT8",
    zh="用概率 p，不是判定 p > 0.5。",
)
def decisions_in_the_gradient(samples, labels, weight1, bias1, weight2, bias2):
    """Use the probability, not the decision: p - y, not (p > 1/2) - y."""
    call = samples, labels, weight1, bias1, weight2, bias2
    return with_other_slope(call, lambda p, y: (p > 0.5) - y)


@mistake(
    stacked_gradient,
    title=Text("extra factor p (1 - p)", zh="多乘了p(1 - p)"),
    zh="交叉熵里输出层的 sigmoid 导数会消去：dL/dz = p - y，不要再乘 p(1-p)。",
)
def output_derivative_twice(samples, labels, weight1, bias1, weight2, bias2):
    """For cross entropy the output sigmoid's derivative cancels: dL/dz is p - y, without p (1 - p)."""
    call = samples, labels, weight1, bias1, weight2, bias2
    return with_other_slope(call, lambda p, y: (p - y) * p * (1 - p))


@mistake(stacked_gradient, title=Text("square error", zh="用了平方误差"), zh="这是平方误差；要的是交叉熵。")
def square_error(samples, labels, weight1, bias1, weight2, bias2):
    """That is the square error and its gradient: cross entropy is asked."""
    call = samples, labels, weight1, bias1, weight2, bias2
    loss = ((sigmoid(network(samples, weight1, bias1, weight2, bias2)[2]) - labels) ** 2).mean()
    return with_other_slope(call, lambda p, y: 2 * (p - y) * p * (1 - p), loss)


@mistake(
    stacked_gradient,
    title=Text("gradients' signs reversed", zh="梯度的符号反了"),
    zh="符号反了：dL/dz = p - y，你给出的是上升的负方向。",
)
def gradient_reversed(samples, labels, weight1, bias1, weight2, bias2):
    """Your gradients have the opposite sign: dL/dz is p - y."""
    return scaled((samples, labels, weight1, bias1, weight2, bias2), 1, -1)


@mistake(
    stacked_gradient,
    title=Text("sums over the batch", zh="对批次求和而非平均"),
    id="G-SUMMEAN",
    zh="损失是批次上的平均；你的损失和梯度大了 N 倍。",
)
def sums_over_the_batch(samples, labels, weight1, bias1, weight2, bias2):
    """The loss is the mean over the batch: yours is N times too large, and so is the gradient."""
    return scaled((samples, labels, weight1, bias1, weight2, bias2), len(samples), len(samples))


@mistake(
    stacked_gradient,
    title=Text("gradients not averaged", zh="梯度没有取平均"),
    id="G-SUMMEAN",
    zh="损失取了平均，梯度却没有除以 N。",
)
def gradient_not_averaged(samples, labels, weight1, bias1, weight2, bias2):
    """Your loss is the mean, your gradients are those of the sum: divide them by N, too."""
    return scaled((samples, labels, weight1, bias1, weight2, bias2), 1, len(samples))


@mistake(
    stacked_gradient,
    title=Text("gradients divided by N twice", zh="梯度除了两次N"),
    id="G-SUMMEAN",
    zh="梯度多除了一次 N。",
)
def divided_twice(samples, labels, weight1, bias1, weight2, bias2):
    """You divide the gradients by N twice."""
    return scaled((samples, labels, weight1, bias1, weight2, bias2), 1, 1 / len(samples))


@mistake(
    stacked_gradient,
    title=Text("bias gradients averaged once more", zh="偏置梯度又取了平均"),
    id="G-SUMMEAN",
    zh="bias 的梯度应按样本求和（已含 1/N）；你又取了平均。",
)
def biases_averaged_once_more(samples, labels, weight1, bias1, weight2, bias2):
    """Your gradients of the biases are divided by N twice: the 1/N is in the slope already, so sum."""
    loss, dweight1, dbias1, dweight2, dbias2 = stacked_gradient(samples, labels, weight1, bias1, weight2, bias2)
    return loss, dweight1, dbias1 / len(samples), dweight2, dbias2 / len(samples)


@mistake(
    stacked_gradient,
    title=Text("averaged over hidden units", zh="对隐藏单元取了平均"),
    id="G-NC",
    zh="第一层的梯度又对隐藏单元取了平均。",
)
def averaged_over_hidden_units(samples, labels, weight1, bias1, weight2, bias2):
    """You divide the first layer's gradients by the number of hidden units: only the batch is averaged."""
    loss, dweight1, dbias1, dweight2, dbias2 = stacked_gradient(samples, labels, weight1, bias1, weight2, bias2)
    return loss, dweight1 / len(weight2), dbias1 / len(weight2), dweight2, dbias2


@mistake(
    stacked_gradient,
    title=Text("loss of label 1 only", zh="损失漏了y = 0的一项"),
    zh="损失缺了 y = 0 的一项：-(1-y) ln(1-p)。",
)
def loss_of_positives_alone(samples, labels, weight1, bias1, weight2, bias2):
    """Your loss has the term of label 1 alone: -(1 - y) ln(1 - p) is missing."""
    found = stacked_gradient(samples, labels, weight1, bias1, weight2, bias2)
    logits = network(samples, weight1, bias1, weight2, bias2)[2]
    return (labels * np.logaddexp(0, -logits)).mean(), *found[1:]


@mistake(
    stacked_gradient,
    title=Text("logarithm of 0", zh="对0取了对数"),
    zh="p 正好是 0 或 1 时 log(0) 是 -inf：请由 logit 计算损失。",
)
def logarithm_of_zero(samples, labels, weight1, bias1, weight2, bias2):
    """ln p is -inf where p has become exactly 0 or 1, and 0 times -inf is NaN: compute the loss from the logit."""
    found = stacked_gradient(samples, labels, weight1, bias1, weight2, bias2)
    p, y = sigmoid(network(samples, weight1, bias1, weight2, bias2)[2]), floats(labels)
    with np.errstate(all="ignore"):
        return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean(), *found[1:]


@mistake(
    stacked_gradient,
    title=Text("probabilities clipped", zh="截断了概率"),
    zh="截断掩盖了溢出：logit 为 -1000 且 y=1 时损失是 1000，你只得到 -ln(eps)。",
    variants={"eps": (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)},
)
def clipped_probabilities(samples, labels, weight1, bias1, weight2, bias2, *, eps):
    """Clipping hides the underflow: at a logit of -1000 and y = 1 the loss is 1000, yours stops at -ln(eps)."""
    found = stacked_gradient(samples, labels, weight1, bias1, weight2, bias2)
    p, y = sigmoid(network(samples, weight1, bias1, weight2, bias2)[2]), floats(labels)
    p = np.clip(p, eps, 1 - eps)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean(), *found[1:]


@mistake(
    stacked_gradient,
    title=Text("small number inside the logarithm", zh="对数里加了小数"),
    zh="ln(p + eps) 改变了损失，并在 -ln(eps) 处停住。",
    variants={"eps": (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7)},
)
def small_number_in_the_logarithm(samples, labels, weight1, bias1, weight2, bias2, *, eps):
    """ln(p + eps) changes the loss and stops at -ln(eps): compute the loss from the logit."""
    found = stacked_gradient(samples, labels, weight1, bias1, weight2, bias2)
    p, y = sigmoid(network(samples, weight1, bias1, weight2, bias2)[2]), floats(labels)
    return -(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps)).mean(), *found[1:]


@mistake(
    stacked_gradient,
    title=Text("exponential in the loss overflows", zh="损失里的exp溢出"),
    zh="ln(1 + exp(z)) 在 z 很大时溢出为 inf。",
)
def loss_overflows(samples, labels, weight1, bias1, weight2, bias2):
    """exp(z) overflows for a large logit: ln(1 + exp(z)) is max(z, 0) + ln(1 + exp(-|z|))."""
    found = stacked_gradient(samples, labels, weight1, bias1, weight2, bias2)
    logits = network(samples, weight1, bias1, weight2, bias2)[2]
    with np.errstate(all="ignore"):
        return (np.log(1 + np.exp(logits)) - labels * logits).mean(), *found[1:]


@mistake(
    stacked_gradient, title=Text("sigmoid overflows", zh="sigmoid溢出"), zh="z 很大时 exp(z) / (1 + exp(z)) 是 NaN。"
)
def sigmoid_overflows(samples, labels, weight1, bias1, weight2, bias2):
    """exp(z) / (1 + exp(z)) is inf / inf for a large z, which is NaN: use 1 / (1 + exp(-z))."""
    hidden = overflowing_sigmoid(floats(samples) @ weight1 + bias1)
    logits = hidden @ weight2 + bias2
    loss = (np.logaddexp(0, logits) - labels * logits).mean()
    slope = (overflowing_sigmoid(logits) - labels) / len(samples)
    return loss, *backwards(samples, hidden, slope, slope[:, None] * weight2 * hidden * (1 - hidden))


@mistake(
    stacked_gradient,
    title=Text("labels taken as ±1", zh="把标签当作±1"),
    zh="这个公式用于 -1/+1 标签；这里标签是 0/1。",
)
def labels_taken_for_signs(samples, labels, weight1, bias1, weight2, bias2):
    """ln(1 + exp(-y z)) is for labels -1 and +1: here they are 0 and 1."""
    _, hidden, logits = network(samples, weight1, bias1, weight2, bias2)
    signs = floats(labels)
    slope = -signs * sigmoid(-signs * logits) / len(samples)
    found = backwards(samples, hidden, slope, slope[:, None] * weight2 * hidden * (1 - hidden))
    return np.logaddexp(0, -signs * logits).mean(), *found


@mistake(
    stacked_gradient,
    title=Text("hidden units without sigmoid", zh="隐藏层没有sigmoid"),
    id="FT5",
    zh="隐藏层没有 sigmoid，两层就塌缩成一条直线。",
)
def hidden_units_without_sigmoid(samples, labels, weight1, bias1, weight2, bias2):
    """Without the sigmoid two layers collapse into one line: the hidden units end in one, too."""
    hidden = floats(samples) @ weight1 + bias1
    logits = hidden @ weight2 + bias2
    slope = (sigmoid(logits) - labels) / len(samples)
    loss = (np.logaddexp(0, logits) - labels * logits).mean()
    return loss, *backwards(samples, hidden, slope, slope[:, None] * weight2)


@mistake(
    stacked_gradient,
    title=Text("output sigmoid applied twice", zh="输出过了两次sigmoid"),
    zh="输出多过了一次 sigmoid：损失由 logit 计算。",
)
def sigmoid_twice(samples, labels, weight1, bias1, weight2, bias2):
    """You take the sigmoid of probabilities: the loss is computed from logits, or from probabilities, not from both."""
    _, hidden, logits = network(samples, weight1, bias1, weight2, bias2)
    once = sigmoid(logits)
    loss = (np.logaddexp(0, once) - labels * once).mean()
    slope = (sigmoid(once) - labels) / len(samples)
    return loss, *backwards(samples, hidden, slope, slope[:, None] * weight2 * hidden * (1 - hidden))


@mistake(
    stacked_gradient,
    title=Text("errors of all pairs", zh="误差变成了N x N"),
    id="G-BCAST",
    zh="p 是列、y 是行：相减得到 N x N 的矩阵。",
)
def errors_of_all_pairs(samples, labels, weight1, bias1, weight2, bias2):
    """p in a column minus y in a row is an N x N matrix: bring both to one shape first."""
    call = samples, labels, weight1, bias1, weight2, bias2
    logits = network(samples, weight1, bias1, weight2, bias2)[2]
    y = floats(labels)
    loss = (np.logaddexp(0, logits)[:, None] - logits[:, None] * y).mean()
    return with_other_slope(call, lambda p, y: p - y.mean(), loss)


@mistake(
    stacked_gradient,
    title=Text("bias gradient summed over units", zh="bias1的梯度对单元求和"),
    id="G-AXIS",
    zh="dbias1 应对样本（axis 0）求和，而不是对隐藏单元。",
)
def bias_summed_over_units(samples, labels, weight1, bias1, weight2, bias2):
    """dbias1 is a sum over samples, axis 0; you summed over the hidden units."""
    loss, dweight1, dbias1, dweight2, dbias2 = stacked_gradient(samples, labels, weight1, bias1, weight2, bias2)
    return loss, dweight1, np.full_like(dbias1, dbias1.sum()), dweight2, dbias2


@mistake(
    stacked_gradient,
    title=Text("first gradient transposed", zh="weight1的梯度被转置"),
    id="G-T",
    zh="dweight1 的形状必须与 weight1 相同 (D, H)；你的转置了。",
)
def first_gradient_transposed(samples, labels, weight1, bias1, weight2, bias2):
    """dweight1 must have the shape of weight1, (D, H): yours is transposed."""
    loss, dweight1, *others = stacked_gradient(samples, labels, weight1, bias1, weight2, bias2)
    return loss, dweight1.T, *others


@mistake(
    stacked_gradient,
    title=Text("same gradient for all hidden units", zh="隐藏单元的梯度都相同"),
    zh="只有第一个隐藏单元得到了梯度：每一列都有自己的 w2 和 h。",
)
def same_gradient_for_all_units(samples, labels, weight1, bias1, weight2, bias2):
    """All your hidden units have the gradient of the first: each has a weight2 and an h of its own."""
    loss, dweight1, dbias1, dweight2, dbias2 = stacked_gradient(samples, labels, weight1, bias1, weight2, bias2)
    return loss, np.zeros_like(dweight1) + dweight1[:, :1], np.zeros_like(dbias1) + dbias1[0], dweight2, dbias2


@mistake(
    stacked_gradient,
    title=Text("unsigned labels negated", zh="对无符号标签取负"),
    id="G-DTYPE",
    zh="无符号标签取负会回绕：先转成浮点数。",
)
def wrapped_labels(samples, labels, weight1, bias1, weight2, bias2):
    """The negative of an unsigned 1 is 255: turn the labels into floats first."""
    labels = labels if labels.dtype.kind != "b" else labels.astype(float)
    call = samples, labels, weight1, bias1, weight2, bias2
    minus = (-labels).astype(float)
    logits = network(samples, weight1, bias1, weight2, bias2)[2]
    loss = (np.logaddexp(0, logits) + minus * logits).mean()
    return with_other_slope(call, lambda p, _: p + minus, loss)


@mistake(
    stacked_gradient,
    title=Text("caller's parameters updated", zh="更新了调用者的参数"),
    id="G-INPLACE",
    zh="weight1 -= … 改变了调用者的参数：只返回梯度，不要更新。",
)
def parameters_updated_in_place(samples, labels, weight1, bias1, weight2, bias2):
    """You update the caller's parameters: return the gradients, and leave the step to the caller."""
    found = stacked_gradient(samples, labels, weight1, bias1, weight2, bias2)
    weight1 -= 0.1 * found[1]
    return found
