"""Known ways to get hessian_fd wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import hessian_fd


def entries(loss_fn, theta, entry):
    """The matrix of entry(at, i, j), where at(a, b) is the loss with a added along i and b along j."""
    theta = np.asarray(theta, dtype=np.float64)
    axes = np.eye(len(theta))

    def value(i, j):
        return entry(lambda a, b: loss_fn(theta + a * axes[i] + b * axes[j]))

    return np.array([[value(i, j) for j in range(len(theta))] for i in range(len(theta))])


@mistake(
    hessian_fd,
    title=Text("forward differences", zh="用了向前差分"),
    id="CP6",
    zh="单侧差分只精确到 spacing 的一次方；请用中心差分。",
)
def forward_differences(loss_fn, theta, spacing=1e-4):
    """Differences to one side are wrong by about spacing: use central differences, to both sides."""
    h = spacing
    return entries(loss_fn, theta, lambda at: (at(h, h) - at(h, 0) - at(0, h) + at(0, 0)) / h**2)


@mistake(
    hessian_fd,
    title=Text("backward differences", zh="用了向后差分"),
    id="CP6",
    zh="向后的单侧差分只精确到 spacing 的一次方；请用中心差分。",
)
def backward_differences(loss_fn, theta, spacing=1e-4):
    """Differences backwards are wrong by about spacing: use central differences, to both sides."""
    return forward_differences(loss_fn, theta, -spacing)


@mistake(
    hessian_fd,
    title=Text("one difference one-sided", zh="其中一次用了单侧差分"),
    id="CP6",
    zh="外层用了单侧差分：两次求导都要用中心差分。",
)
def central_then_forward(loss_fn, theta, spacing=1e-4):
    """One of your two differences is one-sided: both derivatives need a central one."""
    h = spacing
    return entries(loss_fn, theta, lambda at: (at(h, h) - at(h, -h) - at(0, h) + at(0, -h)) / (2 * h**2))


@mistake(
    hessian_fd,
    title=Text("wrong denominator of the differences", zh="差分的分母不对"),
    zh="分母是 4 spacing^2：两次中心差分，每次除以 2 spacing。",
    variants={"factor": (4, 2)},
)
def wrong_denominator(loss_fn, theta, spacing=1e-4, *, factor):
    """The four values are divided by 4 spacing^2: two central differences, each divided by 2 spacing."""
    return factor * hessian_fd(loss_fn, theta, spacing)


@mistake(
    hessian_fd,
    title=Text("divided by spacing only once", zh="只除以一次spacing"),
    zh="你只除以了一次 spacing：二阶导数要除以它的平方。",
)
def divided_by_spacing_once(loss_fn, theta, spacing=1e-4):
    """You divide by spacing once: a second derivative is divided by its square."""
    return hessian_fd(loss_fn, theta, spacing) * spacing


@mistake(hessian_fd, title=Text("diagonal only", zh="只有对角线"), zh="只有对角线：混合偏导也要算。")
def diagonal_only(loss_fn, theta, spacing=1e-4):
    """Only the diagonal is there: the mixed derivatives belong to the Hessian too."""
    return np.diag(np.diag(hessian_fd(loss_fn, theta, spacing)))


@mistake(
    hessian_fd, title=Text("one triangle only", zh="只填了上三角"), zh="只填了上三角：Hessian 是对称的，把它抄到下面。"
)
def upper_triangle_only(loss_fn, theta, spacing=1e-4):
    """Only one triangle is filled: the Hessian is symmetric, copy it to the other side."""
    return np.triu(hessian_fd(loss_fn, theta, spacing))


@mistake(
    hessian_fd,
    title=Text("mixed derivatives with the wrong sign", zh="混合偏导的符号反了"),
    zh="混合偏导的符号反了：++ 与 -- 为正，+- 与 -+ 为负。",
)
def mixed_sign(loss_fn, theta, spacing=1e-4):
    """Your mixed derivatives have the wrong sign: f(++) and f(--) count positive, the other two negative."""
    found = hessian_fd(loss_fn, theta, spacing)
    return 2 * np.diag(np.diag(found)) - found


@mistake(
    hessian_fd,
    title=Text("outer product of the gradient", zh="梯度的外积"),
    zh="这是梯度的外积，不是 Hessian：二阶导数要对梯度再求导。",
)
def outer_product_of_the_gradient(loss_fn, theta, spacing=1e-4):
    """That is the outer product of the gradient, not the Hessian: differentiate the gradient once more."""
    theta = np.asarray(theta, dtype=np.float64)
    moves = spacing * np.eye(len(theta))
    gradient = np.array([(loss_fn(theta + move) - loss_fn(theta - move)) / (2 * spacing) for move in moves])
    return np.outer(gradient, gradient)


@mistake(
    hessian_fd,
    title=Text("a spacing of your own", zh="用了自己的spacing"),
    zh="你没有使用 spacing：参数以千分之一为单位时，1e-4 太大了。",
    variants={"fixed": (1e-4, 1e-3, 1e-5)},
)
def spacing_ignored(loss_fn, theta, spacing=1e-4, *, fixed):
    """You have a spacing of your own: the argument says which one suits the units of theta."""
    return hessian_fd(loss_fn, theta, fixed)


@mistake(
    hessian_fd,
    title=Text("spacing far too small", zh="spacing太小"),
    zh="spacing 太小：1e-8 的差分只剩舍入误差。",
    variants={"fixed": (1e-6, 1e-7, 1e-8)},
)
def spacing_in_the_noise(loss_fn, theta, spacing=1e-4, *, fixed):
    """Your spacing is far too small: for second differences of 1e-8 nothing but rounding is left."""
    return hessian_fd(loss_fn, theta, fixed)


@mistake(
    hessian_fd,
    title=Text("spacing multiplied by theta's size", zh="spacing乘了theta大小"),
    zh="spacing 是绝对值：不要乘以 theta 的大小。",
    variants={"by_entry": (False, True)},
)
def spacing_times_theta(loss_fn, theta, spacing=1e-4, *, by_entry):
    """spacing is absolute: do not multiply it by the size of theta."""
    sizes = np.maximum(1.0, np.abs(theta))
    if not by_entry:
        return hessian_fd(loss_fn, theta, spacing * sizes.max())
    return hessian_fd(lambda scaled: loss_fn(scaled * sizes), theta / sizes, spacing) / np.outer(sizes, sizes)


@mistake(
    hessian_fd,
    title=Text("integer theta never moves", zh="整数的theta没有移动"),
    id="G-DTYPE",
    zh="整数的 theta 加上 1e-4 仍是整数：先转成浮点数。",
)
def integer_theta_not_moved(loss_fn, theta, spacing=1e-4):
    """An integer theta stays where it is when 1e-4 is added in place: make it floats first."""
    if theta.dtype.kind == "f":
        return hessian_fd(loss_fn, theta, spacing)
    return np.zeros((len(theta), len(theta)))


@mistake(
    hessian_fd,
    title=Text("same array for every call", zh="每次调用都传同一个数组"),
    id="G-INPLACE",
    zh="loss_fn 覆盖了你的数组，之后的点都错了：每次调用都传一个新数组。",
)
def one_array_for_all_points(loss_fn, theta, spacing=1e-4):
    """loss_fn has overwritten your array, so that all later points are wrong: give it a fresh array at each call."""
    here, size = np.array(theta, dtype=np.float64), len(theta)
    found = np.empty((size, size))

    def at(i, a, j, b):
        here[i] += a
        here[j] += b
        value = loss_fn(here)
        here[i] -= a
        here[j] -= b
        return value

    for i in range(size):
        for j in range(size):
            forward = at(i, spacing, j, spacing) - at(i, spacing, j, -spacing)
            back = at(i, -spacing, j, spacing) - at(i, -spacing, j, -spacing)
            found[i, j] = (forward - back) / (4 * spacing**2)
    return found


@mistake(
    hessian_fd,
    title=Text("caller's theta moved in place", zh="在调用者的theta上移动"),
    id="G-INPLACE",
    zh="你在调用者的 theta 上加减 spacing，它没有回到原来的值：请在副本上移动。",
)
def theta_moved_in_place(loss_fn, theta, spacing=1e-4):
    """You move the caller's theta itself, and it does not come back exactly: move a copy."""
    found = hessian_fd(loss_fn, theta, spacing)
    if theta.dtype.kind == "f":
        theta += 3 * spacing
        theta -= 2 * spacing
    return found
