"""Softmax of each row among the permitted entries."""

from typing import Any

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Shape,
    Text,
    case,
    covering,
    scenario,
    values,
)

from .draws import (
    BATCH,
    FAR_BELOW,
    HIDES,
    MASK_SHAPE,
    MASKS,
    NUMBERS,
    OWN_MAXIMUM,
    PEAK,
    SHARED_MASK,
    SMALL,
    draw_mask,
    in_precision,
    in_single_precision,
    mask_for,
)

problem = Problem(
    points=15,
    forbidden=(
        "torch.nn.functional.softmax",
        "torch.nn.functional.log_softmax",
        "torch.nn.functional.scaled_dot_product_attention",
    ),
    hints=(
        Text(
            "The traps are what True means, and a row in which nothing is permitted.",
            zh="陷阱在于 True 的含义，以及没有任何允许项的行。",
        ),
        Text(
            "Which maximum do you subtract: over all keys or over the permitted ones? Follow a row whose "
            "greatest score is forbidden.",
            zh="你减去的是哪个最大值：所有 key 的还是允许的 key 的？跟踪一行最大分数被禁止的例子。",
        ),
    ),
)

FAR = 700


def spread_out(here: Any) -> np.ndarray:
    """1e4 and -1e4 among ordinary scores, in every row."""
    scores = here.rng.uniform(-2, 2, size=here.shape)
    far = np.resize([1e4, 0.0, -1e4, 0.0], here.shape[-1])
    return scores + here.rng.permuted(np.broadcast_to(far, here.shape), axis=-1)


SCORES = (
    SMALL,
    values(
        "1e4 in both directions",
        spread_out,
        lambda scores: scores.size > 0 and bool((np.ptp(scores.astype(float), axis=-1) > FAR).any()),
        kinds="floats",
        needs=lambda Tk: Tk > 2,
        reason="exp overflows; a forbidden score is no score of -1e4",
        zh="正负 1e4",
    ),
    values(
        "all of -1e4 and below",
        lambda here: here.rng.uniform(-2, 2, size=here.shape) - here.rng.choice([1.2e4, 3e4]),
        lambda scores: scores.size > 0 and bool((scores < -FAR).all()),
        kinds="floats",
        reason="a number that stands for forbidden is greater than all permitted ones",
        zh="全都不高于 -1e4",
    ),
)
HEADS, ROW = Shape("N H T Tk", "scores of heads", zh="多个头的分数"), Shape("Tk", "one row", zh="一行")
domain = (
    Domain(
        scores=Array("N T Tk", HEADS, ROW, dtypes=NUMBERS, values=SCORES),
        mask=mask_for(lambda given: np.shape(given["scores"]), lambda given: given["scores"]),
    )
    .sizes(N=range(1, 4), T=range(1, 6), Tk=range(1, 7), **{**MASKS, "hides": (*MASKS["hides"], "the greatest")})
    .needs(
        lambda mask_shape, hides: mask_shape != "none" or hides == "nothing",
        lambda mask_shape, hides: mask_shape == "own" or hides != "the greatest",
        lambda mask_shape, scores_axes: scores_axes > 1 or mask_shape in ("none", "own"),
        lambda Tk, hides: Tk > 1 or hides in ("nothing", "rows"),
    )
    .choices_of(
        BATCH,
        Choice(
            "keys",
            case("several keys", zh="多个键"),
            case("one key", lambda Tk: Tk == 1, reason="its weight is 1", zh="一个键"),
        ),
        MASK_SHAPE,
        Choice(HIDES.name, *HIDES.classes, PEAK),
    )
    .never(*((f"scores: {one.title}", "scores in float32") for one in SCORES[1:]))
)


@scenario(public=1, zh="作业说明的例子。")
def worked_example(rng: Generator) -> Case:
    """The example of the handout."""
    scores = np.array([[[1.0, 2.0, 3.0], [4.0, 0.0, 4.0]]])
    return Case(scores=scores, mask=np.array([[[True, True, True], [True, False, True]]]))


@scenario(public=1, zh="mask=None：一切都允许。")
def no_mask(rng: Generator) -> Case:
    """mask=None: everything is permitted."""
    return Case(scores=rng.normal(scale=2, size=(2, 3, 4)), mask=None)


@scenario(public=2, private=1, traps=("mask-polarity", "lengths-differ"), zh="掩码的形状与分数相同。")
def ordinary(rng: Generator) -> Case:
    """A mask of the scores' own shape."""
    return Case(scores=rng.normal(scale=2, size=(2, 3, 5)), mask=draw_mask(rng, 2, 3, 5))


@scenario(
    private=1,
    traps=("square",),
    hint=SHARED_MASK,
    zh="解码器的掩码，整个批次共用：位置 i 看到 0 到 i。",
)
def square(rng: Generator) -> Case:
    """The mask of a decoder, shared by the batch: position i sees 0 to i."""
    return Case(scores=rng.normal(size=(3, 4, 4)), mask=np.tri(4, dtype=bool))


@scenario(
    private=1,
    traps=("mask-broadcast",),
    hint=Text(
        "The mask broadcasts: (N, 1, 1, Tk) hides a sequence's padding from every head and query.",
        zh="掩码会广播：(N, 1, 1, Tk) 对所有头和查询隐藏填充位置。",
    ),
    zh="多个头的分数，每个序列一个填充掩码。",
)
def padding_of_heads(rng: Generator) -> Case:
    """Scores of several heads, one padding mask a sequence."""
    return Case(scores=rng.normal(size=(2, 3, 4, 6)), mask=draw_mask(rng, 2, 1, 1, 6))


@scenario(
    private=1,
    traps=("mask-row-empty",),
    hint=Text(
        "A row that permits nothing has no softmax: all its weights are 0.",
        zh="一行中没有任何允许的位置时，该行权重全为 0。",
    ),
    zh="有些行什么都不允许。",
)
def empty_rows(rng: Generator) -> Case:
    """Some rows permit nothing."""
    mask = draw_mask(rng, 3, 4, 5)
    mask[1, 2] = mask[2, 0] = False
    return Case(scores=rng.normal(scale=2, size=(3, 4, 5)), mask=mask)


@scenario(
    private=1,
    traps=("mask-additive-float32", "float32"),
    hint=Text(
        "-1e9 is a number like others: where every entry gets it, the softmax does not see it.",
        zh="-1e9 只是一个普通的数：若整行都加上它，softmax 察觉不到。",
    ),
    zh="float32 的分数；有些行什么都不允许。",
)
def empty_rows_in_float32(rng: Generator) -> Case:
    """float32 scores; some rows permit nothing."""
    mask = draw_mask(rng, 2, 5, 4)
    mask[0, 3] = mask[1, 1] = False
    return in_single_precision(Case(scores=rng.normal(scale=2, size=(2, 5, 4)), mask=mask))


@scenario(
    private=1,
    traps=("scores-1e4",),
    hint=OWN_MAXIMUM,
    zh="各行在 1e4、-1e4 和 0 附近。",
)
def huge_scores(rng: Generator) -> Case:
    """Rows around 1e4, -1e4 and 0."""
    offsets = rng.permutation([1e4, -1e4, 0.0, 1e4])
    return Case(scores=offsets[:, None] + rng.normal(scale=2, size=(2, 4, 5)), mask=None)


@scenario(
    private=1,
    traps=("scores-far-below-zero",),
    hint=FAR_BELOW,
    zh="有的行在 -738 附近，exp 只略大于 0，旁边有一个普通的行。",
)
def far_below_zero(rng: Generator) -> Case:
    """Rows around -738, where exp is barely above 0, beside an ordinary one."""
    offsets = np.array([-738.0, 0.0, -739.0])
    return Case(scores=offsets[:, None] + rng.normal(size=(2, 3, 4)), mask=draw_mask(rng, 2, 3, 4))


@scenario(
    private=1,
    traps=("mask-hides-the-maximum",),
    hint=Text(
        "Take the maximum of the permitted entries only.",
        zh="最大值只应在允许的位置中取。",
    ),
    zh="每一行的最大分数被禁止，并且比其余的高 1e4。",
)
def hidden_peak(rng: Generator) -> Case:
    """The greatest score of each row is forbidden and 1e4 above the others."""
    scores = rng.normal(scale=2, size=(2, 4, 3))
    mask = np.ones(scores.shape, dtype=bool)
    np.put_along_axis(mask, rng.integers(3, size=(2, 4, 1)), False, axis=-1)
    return Case(scores=np.where(mask, scores, 1e4), mask=mask)


every_choice = covering(
    domain,
    private=18,
    adjust=in_precision,
    traps=("length-1", "batch-1", "integers", "input-forms", "mask-broadcast"),
)
