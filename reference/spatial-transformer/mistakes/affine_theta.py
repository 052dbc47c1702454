"""Known ways to get affine_theta wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import math

import numpy as np

from grader.author import Text, mistake

from ..solution import affine_theta


@mistake(
    affine_theta,
    title=Text("minus in the second row", zh="负号放在了第二行"),
    id="ST13",
    zh="负号的位置错了：-sin 在第一行。",
)
def minus_in_the_second_row(scale, angle, shift_x, shift_y):
    """The minus is in the wrong row: -sin belongs to the first; yours turns the other way."""
    return affine_theta(scale, -angle, shift_x, shift_y)


@mistake(
    affine_theta,
    title=Text("minus missing before one sine", zh="正弦前少了负号"),
    id="ST13",
    zh="缺了负号：这不是旋转，而是带剪切的变换。",
)
def no_minus(scale, angle, shift_x, shift_y):
    """A minus is missing before one sine: without it the matrix does not turn."""
    theta = affine_theta(scale, angle, shift_x, shift_y)
    theta[0, 1] = -theta[0, 1]
    return theta


@mistake(
    affine_theta, title=Text("sine and cosine exchanged", zh="正弦与余弦弄反"), id="ST13", zh="cos 和 sin 弄反了。"
)
def sine_and_cosine_exchanged(scale, angle, shift_x, shift_y):
    """You exchanged sine and cosine: an angle of 0 must not turn."""
    cosine, sine = scale * math.cos(angle), scale * math.sin(angle)
    return np.array([[sine, -cosine, shift_x], [cosine, sine, shift_y]])


@mistake(
    affine_theta, title=Text("mirrored, not turned", zh="变成了镜像"), id="ST13", zh="你在 cos 前加了负号：那是镜像。"
)
def mirrored(scale, angle, shift_x, shift_y):
    """Your first column has its signs reversed: the map mirrors."""
    return affine_theta(scale, angle, shift_x, shift_y) * np.array([-1.0, 1.0, 1.0])


@mistake(
    affine_theta, title=Text("only the cosines scaled", zh="只缩放了余弦"), id="ST14", zh="缩放只乘了 cos，没有乘 sin。"
)
def cosine_scaled_alone(scale, angle, shift_x, shift_y):
    """You scale the cosines alone: the sines are scaled too."""
    cosine, sine = scale * math.cos(angle), math.sin(angle)
    return np.array([[cosine, -sine, shift_x], [sine, cosine, shift_y]])


@mistake(affine_theta, title=Text("shift scaled too", zh="平移也被缩放"), id="ST14", zh="平移不乘缩放。")
def shift_scaled(scale, angle, shift_x, shift_y):
    """You scaled the shift too: it is added as it is."""
    return affine_theta(scale, angle, scale * shift_x, scale * shift_y)


@mistake(affine_theta, title=Text("shift turned too", zh="平移也被旋转"), id="ST14", zh="平移不旋转：它直接加上。")
def shift_turned(scale, angle, shift_x, shift_y):
    """You turned the shift too: it is added as it is."""
    turn = affine_theta(1, angle, 0, 0)[:, :2]
    return affine_theta(scale, angle, *(turn @ [shift_x, shift_y]))


@mistake(affine_theta, title=Text("scale missing", zh="漏了缩放"), id="ST14", zh="你忘了缩放。")
def scale_left_out(scale, angle, shift_x, shift_y):
    """You left the scale out."""
    return affine_theta(1, angle, shift_x, shift_y)


@mistake(affine_theta, title=Text("divided by the scale", zh="除以了缩放"), id="ST14", zh="应乘以缩放，你除以了它。")
def divided_by_the_scale(scale, angle, shift_x, shift_y):
    """You divided by the scale: the matrix is multiplied with it."""
    return affine_theta(1 / scale, angle, shift_x, shift_y)


@mistake(
    affine_theta,
    title=Text("absolute value of the scale", zh="缩放取了绝对值"),
    id="ST14",
    zh="缩放可以为负：不要取绝对值。",
)
def absolute_scale(scale, angle, shift_x, shift_y):
    """A scale may be negative: do not take its absolute value."""
    return affine_theta(abs(scale), angle, shift_x, shift_y)


@mistake(
    affine_theta,
    title=Text("angle converted from degrees", zh="角度按度数换算"),
    id="ST15",
    zh="角度是弧度：不要再换算。",
)
def degrees(scale, angle, shift_x, shift_y):
    """The angle is in radians: you converted it from degrees."""
    return affine_theta(scale, math.radians(angle), shift_x, shift_y)


@mistake(
    affine_theta, title=Text("shifts exchanged", zh="两个平移弄反"), id="ST1", zh="两个平移弄反了：shift_x 在第一行。"
)
def shifts_exchanged(scale, angle, shift_x, shift_y):
    """Your shifts are exchanged: shift_x belongs to the first row."""
    return affine_theta(scale, angle, shift_y, shift_x)


@mistake(affine_theta, title=Text("sign of the shifts reversed", zh="平移的符号反了"), id="ST8", zh="平移的符号反了。")
def shifts_reversed(scale, angle, shift_x, shift_y):
    """Your shifts have the wrong sign."""
    return affine_theta(scale, angle, -shift_x, -shift_y)


@mistake(affine_theta, title=Text("inverse map", zh="用了逆变换"), id="ST8", zh="你返回了逆变换。")
def inverse_map(scale, angle, shift_x, shift_y):
    """You returned the map in the other direction, the inverse."""
    theta = affine_theta(scale, angle, shift_x, shift_y)
    linear = np.linalg.inv(theta[:, :2])
    return np.column_stack([linear, -linear @ theta[:, 2]])


@mistake(
    affine_theta,
    title=Text("extra third row", zh="多了第三行"),
    id="ST20",
    zh="形状应是 (2, 3)：不要最后一行 [0, 0, 1]。",
)
def with_a_third_row(scale, angle, shift_x, shift_y):
    """The shape is (2, 3): leave the row [0, 0, 1] out."""
    return np.vstack([affine_theta(scale, angle, shift_x, shift_y), [0.0, 0.0, 1.0]])
