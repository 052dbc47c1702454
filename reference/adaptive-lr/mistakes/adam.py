"""Known ways to get adam wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import _as_floats, adam
from ._shared import cut, path


def moments(past, beta1, beta2):
    """m and v after all gradients so far, uncorrected."""
    m = v = np.zeros(past.shape[1:])
    for gradient in past:
        m, v = beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient**2
    return m, v


def variant(theta0, gradients, lr, beta1, beta2, combine):
    """Adam with another last line: combine(t, m, v) gives the step over lr."""
    return path(theta0, gradients, lambda past: lr * combine(len(past), *moments(past, beta1, beta2)))


@mistake(
    adam,
    title=Text("bias correction missing", zh="少了偏差修正"),
    id="AD1",
    zh="少了偏差修正：第一步成了 (1 - beta1) / sqrt(1 - beta2)，约大 3.2 倍。",
)
def no_correction(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Without the correction the first step is (1 - beta1) / sqrt(1 - beta2) = 3.2 times too large."""
    return variant(theta0, gradients, lr, beta1, beta2, lambda _, m, v: m / (np.sqrt(v) + eps))


@mistake(adam, title=Text("only m corrected", zh="只修正了m"), id="AD1", zh="只修正了 m：v 也要除以 1 - beta2^t。")
def only_m_corrected(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You corrected m only: v is divided by 1 - beta2^t too."""
    return variant(theta0, gradients, lr, beta1, beta2, lambda t, m, v: m / (1 - beta1**t) / (np.sqrt(v) + eps))


@mistake(adam, title=Text("only v corrected", zh="只修正了v"), id="AD1", zh="只修正了 v：m 也要除以 1 - beta1^t。")
def only_v_corrected(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You corrected v only: m is divided by 1 - beta1^t too."""
    return variant(theta0, gradients, lr, beta1, beta2, lambda t, m, v: m / (np.sqrt(v / (1 - beta2**t)) + eps))


@mistake(
    adam,
    title=Text("beta always to the first power", zh="修正总用beta的一次方"),
    id="AD2",
    zh="修正用 beta^t；你每一步都用 beta^1。",
)
def correction_fixed(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The correction uses beta1^t and beta2^t: you used the first power at every step."""
    return variant(
        theta0, gradients, lr, beta1, beta2, lambda _, m, v: m / (1 - beta1) / (np.sqrt(v / (1 - beta2)) + eps)
    )


@mistake(adam, title=Text("t started at 0", zh="t从0开始"), id="AD2", zh="第一步 t = 1；从 0 开始会除以 0。")
def t_from_0(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The first step has t = 1: with t = 0 you divide by 0."""

    def combine(t, m, v):
        return m / np.float64(1 - beta1 ** (t - 1)) / (np.sqrt(v / np.float64(1 - beta2 ** (t - 1))) + eps)

    return variant(theta0, gradients, lr, beta1, beta2, combine)


@mistake(adam, title=Text("t started at 2", zh="t从2开始"), id="AD3", zh="第一步 t = 1；你从 2 开始，先加后用了一次。")
def t_from_2(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The first step has t = 1: you begin with t = 2, counted up once too often."""

    def combine(t, m, v):
        return m / (1 - beta1 ** (t + 1)) / (np.sqrt(v / (1 - beta2 ** (t + 1))) + eps)

    return variant(theta0, gradients, lr, beta1, beta2, combine)


@mistake(
    adam, title=Text("eps inside the root", zh="eps加在根号之内"), id="AD4", zh="eps 加在根号之外：sqrt(v^) + eps。"
)
def eps_inside_the_root(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """eps is outside the root: sqrt(v^) + eps, not sqrt(v^ + eps)."""
    return variant(
        theta0, gradients, lr, beta1, beta2, lambda t, m, v: m / (1 - beta1**t) / np.sqrt(v / (1 - beta2**t) + eps)
    )


@mistake(
    adam,
    title=Text("eps added before the correction", zh="修正之前加了eps"),
    id="AD5",
    zh="先修正 v，再加 eps：Keras 和论文第 2 节的另一种写法把 eps 加在未修正的根旁。",
)
def eps_before_the_correction(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Correct v before you add eps: Keras, and the paper's shorter form, put eps beside the uncorrected root."""

    def combine(t, m, v):
        return m * np.sqrt(1 - beta2**t) / (1 - beta1**t) / (np.sqrt(v) + eps)

    return variant(theta0, gradients, lr, beta1, beta2, combine)


@mistake(adam, title=Text("eps missing", zh="没有加eps"), id="AD5", zh="你没有加 eps：梯度全为 0 时是 0 / 0。")
def without_eps(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """There is no eps in your quotient: where all gradients are 0 it is 0 / 0."""
    return variant(
        theta0, gradients, lr, beta1, beta2, lambda t, m, v: m / (1 - beta1**t) / np.sqrt(v / (1 - beta2**t))
    )


@mistake(
    adam,
    title=Text("an eps of your own", zh="用了自己的eps"),
    zh="你用了自己的 eps：它是参数。",
    variants={"fixed": (1e-8, 1e-7, 1e-6, 1e-12)},
)
def eps_ignored(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8, *, fixed):
    """You have an eps of your own: it is an argument."""
    return adam(theta0, gradients, lr, beta1, beta2, fixed)


@mistake(adam, title=Text("betas of your own", zh="用了自己的beta"), zh="你用了自己的 beta：它们是参数。")
def betas_ignored(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You have betas of your own, 0.9 and 0.999: they are arguments."""
    return adam(theta0, gradients, lr, eps=eps)


@mistake(
    adam, title=Text("v of gradients, not squares", zh="v没有取平方"), id="AD6", zh="v 是平方的平均：你加的是梯度本身。"
)
def v_of_the_gradients(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """v averages squares: you averaged the gradients themselves."""

    def move(past):
        m, _ = moments(past, beta1, beta2)
        v, _ = moments(abs(past), beta2, beta2)
        t = len(past)
        return lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)

    return path(theta0, gradients, move)


@mistake(adam, title=Text("square root missing", zh="少了开方"), id="AD6", zh="少了开方：分母是 sqrt(v^) + eps。")
def no_root(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The root is missing: the denominator is sqrt(v^) + eps."""
    return variant(theta0, gradients, lr, beta1, beta2, lambda t, m, v: m / (1 - beta1**t) / (v / (1 - beta2**t) + eps))


@mistake(
    adam,
    title=Text("beta1 and beta2 exchanged", zh="beta1与beta2弄反"),
    id="AD7",
    zh="beta1 属于 m，beta2 属于 v；你弄反了。",
)
def betas_swapped(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """beta1 belongs to m and beta2 to v: you have them swapped."""
    return adam(theta0, gradients, lr, beta2, beta1, eps)


@mistake(
    adam,
    title=Text("beta and 1 - beta exchanged", zh="beta与1 - beta弄反"),
    id="AD7",
    zh="beta 属于旧的平均，1 - beta 属于新的；你弄反了。",
)
def weights_swapped(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """beta belongs to the old average and 1 - beta to the new gradient: you have them swapped."""

    def move(past):
        m, v = moments(past, 1 - beta1, 1 - beta2)
        t = len(past)
        return lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)

    return path(theta0, gradients, move)


@mistake(
    adam,
    title=Text("one v for all parameters", zh="所有参数共用一个v"),
    id="AD8",
    zh="每个参数有自己的 v；你用了整个梯度的长度。",
)
def one_v_for_all(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Every parameter has its own v: you took the squared length of the whole gradient for all of them."""
    return variant(
        theta0,
        gradients,
        lr,
        beta1,
        beta2,
        lambda t, m, v: m / (1 - beta1**t) / (np.sqrt(v.sum() / (1 - beta2**t)) + eps),
    )


@mistake(
    adam, title=Text("m of the previous step", zh="用了上一步的m"), id="AD10", zh="用更新之后的 m：你用的是上一步的。"
)
def old_m(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Use the updated m: you took the one of the step before."""

    def move(past):
        t = len(past)
        m, v = moments(past[:-1], beta1, beta2)[0], moments(past, beta1, beta2)[1]
        return lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)

    return path(theta0, gradients, move)


@mistake(
    adam,
    title=Text("minus sign twice in the correction", zh="修正中多了一个减号"),
    id="AD12",
    zh="多了一个减号：1 - (1 - beta2^t) 就是 beta2^t。",
)
def minus_twice(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Minus twice: 1 - (1 - beta^t) is beta^t, and v is to be divided by 1 - beta2^t."""
    return variant(
        theta0,
        gradients,
        lr,
        beta1,
        beta2,
        lambda t, m, v: m / (1 - beta1**t) / (np.sqrt(v / np.float64(beta2**t)) + eps),
    )


@mistake(
    adam,
    title=Text("gradient instead of m", zh="用当前梯度代替m"),
    zh="分子是 m，不是当前的梯度：这只是修正过的 RMSProp。",
)
def no_momentum(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The step goes along m, not along the current gradient: you have a corrected RMSProp."""
    return adam(theta0, gradients, lr, 0.0, beta2, eps)


@mistake(adam, title=Text("correction written back", zh="修正被写回"), zh="修正只用于这一步：不要写回 m 和 v。")
def correction_written_back(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The correction is for this step only: you wrote the corrected m and v back, and they are corrected again."""
    state = {}

    def move(past):
        t = len(past)
        m, v = state.get("moments", (0.0, 0.0))
        m = (beta1 * m + (1 - beta1) * past[-1]) / (1 - beta1**t)
        v = (beta2 * v + (1 - beta2) * past[-1] ** 2) / (1 - beta2**t)
        state["moments"] = m, v
        return lr * m / (np.sqrt(v) + eps)

    return path(theta0, gradients, move)


@mistake(adam, title=Text("AMSGrad instead of Adam", zh="写成了AMSGrad"), zh="这是 AMSGrad：v 不取历史最大值。")
def amsgrad(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """That is AMSGrad: v is not the largest one so far."""

    def move(past):
        t = len(past)
        largest = np.max([moments(past[: i + 1], beta1, beta2)[1] for i in range(t)], axis=0)
        return lr * moments(past, beta1, beta2)[0] / (1 - beta1**t) / (np.sqrt(largest / (1 - beta2**t)) + eps)

    return path(theta0, gradients, move)


@mistake(adam, title=Text("NAdam instead of Adam", zh="写成了NAdam"), zh="这是 NAdam：分子只是修正后的 m。")
def nadam(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """That is NAdam, which looks ahead: the numerator is the corrected m alone."""

    def move(past):
        t = len(past)
        m, v = moments(past, beta1, beta2)
        ahead = beta1 * m / (1 - beta1 ** (t + 1)) + (1 - beta1) * past[-1] / (1 - beta1**t)
        return lr * ahead / (np.sqrt(v / (1 - beta2**t)) + eps)

    return path(theta0, gradients, move)


@mistake(adam, title=Text("step uphill", zh="方向反了在上坡"), zh="你在上坡：要减去。")
def climbs(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """You climb: the step is subtracted."""
    return 2 * _as_floats(theta0) - adam(theta0, gradients, lr, beta1, beta2, eps)


@mistake(
    adam,
    title=Text("same array in every row", zh="所有行是同一个数组"),
    id="G-ALIASLIST",
    zh="列表里全是同一个数组：theta -= … 改变了所有行，请存副本。",
)
def one_array_for_all_rows(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """All rows are the same array: theta -= … changes every one of them, store a copy at each step."""
    found = adam(theta0, gradients, lr, beta1, beta2, eps)
    return np.tile(found[-1], (len(found), 1))


@mistake(adam, title=Text("starting point missing", zh="少了起点"), zh="少了起点：第一行是 theta0，一共 T + 1 行。")
def start_left_out(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The start is missing: theta0 is the first of T + 1 rows."""
    return adam(theta0, gradients, lr, beta1, beta2, eps)[1:]


@mistake(
    adam,
    title=Text("steps cut to integers", zh="每一步被截断为整数"),
    id="G-DTYPE",
    zh="整数的 theta0 会截断每一步：先转成浮点数。",
)
def cut_to_integers(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The integer dtype of theta0 cuts off every step: make it floats first."""
    return cut(theta0, adam(theta0, gradients, lr, beta1, beta2, eps))


@mistake(
    adam,
    title=Text("caller's theta0 changed", zh="改变了调用者的theta0"),
    id="G-INPLACE",
    zh="theta -= … 改变了调用者的 theta0：先复制一份。",
)
def start_changed_in_place(theta0, gradients, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """theta -= … changes the caller's theta0: copy it first."""
    found = adam(theta0, gradients, lr, beta1, beta2, eps)
    theta0[...] = found[-1]
    return found
