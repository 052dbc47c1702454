"""Flipped and shifted images: more data from the same."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    boolean,
    case,
    covering,
    float32,
    float64,
    integers,
    scenario,
    signed,
    uint8,
    values,
)

from .draws import BATCH

problem = Problem(
    points=20,
    hints=(
        Text(
            "The traps are the axis of the flip, the sign of the shift, and pixels that come back on the other side.",
            zh="陷阱在于翻转的轴、平移的符号，以及从另一侧回来的像素。",
        ),
        Text(
            "Move one image of 2 x 3 pixels by hand, by (1, -1) and by (-2, 0), before you write slices.",
            zh="写切片之前，先把一幅 2 x 3 的图像手动平移 (1, -1) 和 (-2, 0)。",
        ),
    ),
)

NO_WRAP = Text(
    "Pixels that leave the image do not re-enter on the other side: what becomes free is 0.",
    zh="移出图像的像素不会从另一侧回来：空出来的地方是 0。",
)
FAR = Text(
    "A shift may be as large as the image or larger: then nothing of the image is left.",
    zh="平移可以与图像一样大甚至更大：此时图像什么也不剩。",
)


def _inside(here):
    """Moves by less than the image's size, in both directions."""
    least = np.array([here.sizes["H"], here.sizes["W"]]) - 1
    return here.rng.integers(-least, least + 1, size=here.shape)


def _beyond(here):
    """One move at least by the image's size or more."""
    size = np.array([here.sizes["H"], here.sizes["W"]])
    moves = here.rng.integers(-size - 3, size + 4, size=here.shape)
    moves[0] = (size + here.rng.integers(0, 3, size=2)) * here.rng.choice([-1, 1], size=2)
    return moves


def _has_beyond(array, here):
    return bool((np.abs(array) >= [here.sizes["H"], here.sizes["W"]]).any())


domain = (
    Domain(
        images=Array("N C H W", dtypes=(float64, float32, uint8, signed)),
        flip=Array(
            "N",
            dtypes=(boolean,),
            values=(
                values("some", lambda here: here.rng.permutation(np.arange(here.shape[0]) % 2 == 0), zh="有一些"),
                values("all false", lambda here: np.zeros(here.shape), lambda array: not array.any(), zh="全为 False"),
            ),
        ),
        shift=Array(
            "N 2",
            dtypes=(integers,),
            values=(
                values("less than the image", _inside, needs=lambda H, W: H * W > 1, zh="小于图像"),
                values(
                    "zero", lambda here: np.zeros(here.shape), lambda dxy: not dxy.any(), reason="[:-0] is empty",
                    zh="为 0",
                ),
                values(
                    "as large as the image or larger", _beyond, _has_beyond, reason="slices from the wrong end",
                    zh="不小于图像",
                ),
            ),
        ),
    )
    .sizes(N=range(1, 6), C=range(1, 4), H=range(1, 6), W=range(1, 6))
    .choices_of(
        BATCH,
        Choice(
            "channels",
            case("several channels", zh="多个通道"),
            case("one channel", lambda C: C == 1, reason="a lost axis", zh="一个通道"),
        ),
        Choice(
            "image",
            case("wide or high", zh="宽形或高形图像"),
            case(
                "square", lambda H, W: H == W, reason="rows and columns mixed up keep the shape", usual=True,
                zh="方形图像",
            ),
            case("one row or column", lambda H, W: min(H, W) == 1, reason="lost axes of length 1", zh="只有一行或一列"),
        ),
    )
)


def drawn(rng: Generator, shape: tuple[int, ...], flip: list[bool], shift: list[list[int]]) -> Case:
    """Images of ordinary numbers."""
    return Case(images=rng.normal(size=shape), flip=np.array(flip), shift=np.array(shift))


@scenario(public=1, zh="作业说明的例子：一张 2 x 3 像素的图像，先翻转，再平移。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: one image of 2 x 3 pixels, flipped, then moved."""
    images = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]], [[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    return Case(images=images, flip=np.array([False, True]), shift=np.array([[0, 1], [-1, 0]]))


@scenario(public=2, zh="三张图像，向右、向下平移或不动。")
def right_and_down(rng: Generator) -> Case:
    """Three images, moved right and down or not at all."""
    return drawn(rng, (3, 2, 4, 5), [True, False, True], [[1, 2], [0, 3], [0, 0]])


@scenario(
    public=1, private=3, weight=2, hint=NO_WRAP, traps=("no-wrap", "negative-shift", "flip-first"),
    zh="向四个方向平移，有些图像翻转。",
)
def ordinary(rng: Generator) -> Case:
    """Moves in all four directions, some images flipped."""
    moves = rng.integers(1, 3, size=(4, 2)) * np.array([[1, -1], [-1, 1], [-1, -1], [1, 1]])
    return drawn(rng, (4, 2, 4, 6), [True, True, False, True], moves.tolist())


@scenario(private=2, hint=FAR, traps=("larger-than-image",), zh="平移量等于图像的大小、更大以及小一。")
def beyond(rng: Generator) -> Case:
    """Moves by the image's size, by more, and by one less."""
    height, width = 3, 5
    least = [height - 1, width - 1]
    moves = [[height, 1], [1, width], least, least] * rng.choice([-1, 1], size=(4, 2))
    more = [[height + 1, 0], [-height - 1, 0], [0, width + 1], [0, -width - 1]]  # each slice from its wrong end
    return drawn(rng, (8, 1, height, width), [False, True] * 4, [*moves.tolist(), *more])


@scenario(
    private=2,
    hint=Text("A left-right flip reverses the last axis, W.", zh="左右翻转反转的是最后一个轴 W。"),
    traps=("flip-axis", "square"),
    zh="正方形图像，张数、通道数与行数相同；全部翻转，都不平移。",
)
def square(rng: Generator) -> Case:
    """Square images, as many as channels as rows; all flipped, none moved."""
    return drawn(rng, (3, 3, 3, 3), [True, True, True], [[0, 0]] * 3)


@scenario(private=1, traps=("integers",), zh="uint8 的图像。")
def pixels(rng: Generator) -> Case:
    """Images of uint8."""
    images = rng.integers(1, 256, size=(4, 3, 3, 4)).astype(np.uint8)
    return Case(images=images, flip=np.array([True, False, True, False]), shift=rng.integers(-2, 3, size=(4, 2)))


every_choice = covering(domain, private=16, traps=("one-sample", "float32", "input-forms"))
