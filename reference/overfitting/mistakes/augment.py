"""Known ways to get augment wrong; each docstring is what a tutor would say about it."""

from __future__ import annotations

import numpy as np

from grader.author import Text, mistake

from ..solution import augment


def by(images, flip, shift, change):
    """Each image through change(image, flip, (dy, dx))."""
    moves = np.asarray(shift).tolist()
    return np.stack([change(image, turn, move) for image, turn, move in zip(images, flip, moves, strict=True)])


def moved(image, move):
    """One image, moved as the reference does."""
    return augment(image[None], np.array([False]), np.array([move]))[0]


@mistake(
    augment,
    title=Text("flipped upside down", zh="上下翻转"),
    id="OV7",
    zh="你翻转了上下（轴 2）；左右翻转反转最后一个轴。",
)
def flipped_up_and_down(images, flip, shift):
    """That flips up and down, axis 2: a left-right flip reverses the last axis."""
    return by(images, flip, shift, lambda image, turn, move: moved(image[:, ::-1] if turn else image, move))


@mistake(
    augment,
    title=Text("flipped in both directions", zh="两个方向都翻转"),
    id="OV7",
    zh="你翻转了两个方向；只应左右翻转。",
)
def flipped_both_ways(images, flip, shift):
    """You flip rows and columns, a turn by half a circle: left and right alone change places."""
    return by(images, flip, shift, lambda image, turn, move: moved(image[:, ::-1, ::-1] if turn else image, move))


@mistake(augment, title=Text("channels reversed", zh="通道轴被反转"), id="OV7", zh="你反转了通道轴；图像本身没有翻转。")
def channels_reversed(images, flip, shift):
    """You reverse the channels: the last axis is the one from left to right."""
    return by(images, flip, shift, lambda image, turn, move: moved(image[::-1] if turn else image, move))


@mistake(augment, title=Text("never flipped", zh="从不翻转"), zh="你没有翻转：flip 为真的图像要左右翻转。")
def never_flipped(images, flip, shift):
    """You never flip: images with a true flip are mirrored."""
    return augment(images, np.zeros_like(flip), shift)


@mistake(
    augment, title=Text("every image flipped", zh="所有图像都翻转"), zh="你翻转了所有图像；只有 flip 为真的才翻转。"
)
def always_flipped(images, flip, shift):
    """You flip every image: only those whose flip is true."""
    return augment(images, np.ones_like(flip), shift)


@mistake(augment, title=Text("meaning of flip reversed", zh="flip的意思反了"), zh="flip 的意思反了：为真才翻转。")
def flip_reversed(images, flip, shift):
    """You flip the images whose flip is false."""
    return augment(images, ~np.asarray(flip), shift)


@mistake(
    augment,
    title=Text("pixels wrap round", zh="像素从另一侧回来"),
    id="OV8",
    zh="移出图像的像素不能从另一侧回来：np.roll 是循环的。",
)
def pixels_come_back_on_the_other_side(images, flip, shift):
    """Pixels that leave the image must not re-enter on the other side: np.roll goes round."""
    return by(images, flip, shift, lambda image, turn, move: np.roll(image[..., ::-1] if turn else image, move, (1, 2)))


@mistake(augment, title=Text("edge pixels repeated", zh="重复了边缘像素"), zh="空出来的地方填 0；你重复了边缘的像素。")
def edges_repeated(images, flip, shift):
    """What becomes free is 0: you repeat the pixels of the edge."""
    height, width = images.shape[2:]

    def change(image, turn, move):
        rows = np.clip(np.arange(height) - move[0], 0, height - 1)
        columns = np.clip(np.arange(width) - move[1], 0, width - 1)
        return (image[..., ::-1] if turn else image)[:, rows][:, :, columns]

    return by(images, flip, shift, change)


@mistake(
    augment,
    title=Text("shift in the opposite direction", zh="平移方向反了"),
    zh="正的 dy 向下、dx 向右；你的方向反了。",
)
def moved_the_other_way(images, flip, shift):
    """A positive shift goes down and right: yours goes up and left."""
    return augment(images, flip, -np.asarray(shift))


@mistake(augment, title=Text("dy and dx exchanged", zh="dy与dx弄反"), zh="shift 的次序是 (dy, dx)：先竖直再水平。")
def rows_and_columns_swapped(images, flip, shift):
    """shift is (dy, dx), down first, then right: you swapped the two."""
    return augment(images, flip, np.asarray(shift)[:, ::-1])


@mistake(augment, title=Text("shift before the flip", zh="先平移再翻转"), zh="先翻转再平移；你先平移了。")
def shifted_first(images, flip, shift):
    """First the flip, then the shift: you shift first, and the flip turns the direction round."""
    return by(images, flip, shift, lambda image, turn, move: moved(image, move)[..., :: -1 if turn else 1])


@mistake(augment, title=Text("sideways shift only", zh="只做水平平移"), zh="你只做了水平平移；dy 也要移动。")
def moved_sideways_alone(images, flip, shift):
    """You move sideways alone: dy moves the rows."""
    return augment(images, flip, np.asarray(shift) * [0, 1])


@mistake(augment, title=Text("vertical shift only", zh="只做竖直平移"), zh="你只做了竖直平移；dx 也要移动。")
def moved_up_and_down_alone(images, flip, shift):
    """You move up and down alone: dx moves the columns."""
    return augment(images, flip, np.asarray(shift) * [1, 0])


@mistake(augment, title=Text("negative shifts ignored", zh="忽略了负的平移"), zh="负的平移被你当成了 0。")
def negative_shifts_left_out(images, flip, shift):
    """You leave negative shifts out: up and left are directions, too."""
    return augment(images, flip, np.maximum(shift, 0))


@mistake(
    augment, title=Text("absolute value of the shift", zh="用了平移的绝对值"), zh="你用了平移的绝对值：方向丢失了。"
)
def signs_of_shifts_lost(images, flip, shift):
    """You take the shift's absolute value: up and left are directions, too."""
    return augment(images, flip, np.abs(shift))


@mistake(
    augment,
    title=Text("first shift for all images", zh="都用第一个平移"),
    id="G-HARD",
    zh="每幅图像有自己的平移；你对所有图像用了第一个。",
)
def first_shift_for_all(images, flip, shift):
    """Every image has a shift of its own: you use the first for all."""
    return augment(images, flip, np.repeat(shift[:1], len(images), axis=0))


@mistake(
    augment,
    title=Text("first flip for all images", zh="都用第一个flip"),
    id="G-HARD",
    zh="每幅图像自己决定是否翻转；你对所有图像用了第一个。",
)
def first_flip_for_all(images, flip, shift):
    """Every image has a flip of its own: you use the first for all."""
    return augment(images, np.repeat(flip[:1], len(images)), shift)


@mistake(
    augment,
    title=Text("large shift cut to the image", zh="大平移被截断"),
    id="G-HARD",
    zh="平移超出图像时应全为 0；你把平移截断到了图像大小减一。",
)
def shift_cut_to_the_image(images, flip, shift):
    """A shift as large as the image leaves nothing of it: you cut the shift to one less."""
    least = np.array(images.shape[2:]) - 1
    return augment(images, flip, np.clip(shift, -least, least))


@mistake(
    augment,
    title=Text("large shift taken modulo size", zh="大平移取了模"),
    id="G-HARD",
    zh="平移超出图像时应全为 0；你对图像大小取了模。",
)
def shift_modulo_the_image(images, flip, shift):
    """A shift larger than the image leaves nothing of it: you take the remainder by its size."""
    return augment(images, flip, np.fmod(shift, images.shape[2:]))


@mistake(
    augment,
    title=Text("large shift leaves the image", zh="大平移时保持原样"),
    id="G-HARD",
    zh="平移超出图像时应全为 0；你让图像保持原样。",
)
def image_kept_if_shift_is_too_large(images, flip, shift):
    """A shift larger than the image leaves nothing of it: you leave the image where it is."""
    near = (np.abs(shift) < images.shape[2:]).all(axis=1)
    return augment(images, flip, shift * near[:, None])


@mistake(
    augment,
    title=Text("image empty for a shift of 0", zh="平移为0时图像消失"),
    zh="平移为 0 时 x[:-0] 是空的：图像消失了。",
)
def nothing_left_where_a_shift_is_zero(images, flip, shift):
    """image[:-0] is empty: where dy or dx is 0 your image is gone."""
    out = augment(images, flip, shift)
    out[(np.asarray(shift) == 0).any(axis=1)] = 0
    return out


@mistake(
    augment,
    title=Text("caller's images flipped in place", zh="在原图像上翻转"),
    id="G-INPLACE",
    zh="你在调用者的图像里翻转：images[flip] = … 改变了它们。",
)
def flipped_in_place(images, flip, shift):
    """images[flip] = … changes the caller's images: flip a copy."""
    found = augment(images, flip, shift)
    images[flip] = images[flip][..., ::-1].copy()
    return found
