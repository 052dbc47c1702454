"""One head of self-attention on a batch of sequences."""

import numpy as np

from grader.author import (
    Case,
    Domain,
    Generator,
    Problem,
    Text,
    covering,
    scenario,
)

from .draws import (
    BATCH,
    FAR_BELOW,
    HIDES,
    MASK_SHAPE,
    MASKS,
    OWN_MAXIMUM,
    SHARED_MASK,
    SHUFFLED,
    WIDTHS,
    WORDS,
    draw_mask,
    features,
    in_precision,
    in_single_precision,
    mask_for,
    weight,
)

problem = Problem(
    points=15,
    forbidden=(
        "torch.nn.functional.scaled_dot_product_attention",
        "torch.nn.functional.multi_head_attention_forward",
    ),
    hints=(
        Text(
            "The trap is which of the three projections meets which, and along which axis the weights sum to 1.",
            zh="陷阱在于三个投影谁与谁相乘，以及权重沿哪个轴之和为 1。",
        ),
        Text(
            "Give keys and values different widths and print every shape on the way; then look at the order of "
            "the returned pair.",
            zh="让 key 和 value 的宽度不同，打印途中的每个形状；再看返回的两个结果的顺序。",
        ),
    ),
)

domain = (
    Domain(
        x=features("N T D"),
        w_query=weight("D dk"),
        w_key=weight("D dk"),
        w_value=weight("D dv"),
        mask=mask_for(lambda given: (*np.shape(given["x"])[:2], np.shape(given["x"])[1])),
    )
    .sizes(N=range(1, 5), **MASKS)
    .needs(
        lambda mask_shape, hides: mask_shape != "none" or hides == "nothing",
        lambda T, hides: T > 1 or hides in ("nothing", "rows"),
        lambda T, N, mask_shape: T > 1 or N > 1 or mask_shape in ("none", "own"),
    )
    .choices_of(
        BATCH,
        WORDS,
        WIDTHS,
        MASK_SHAPE,
        HIDES,
    )
    .float32_together()
)


def draw(rng: Generator, shape: tuple[int, int, int], dim_key: int, dim_value: int, mask: np.ndarray | None) -> Case:
    dim = shape[-1]
    weights = {
        name: rng.normal(size=(dim, width)) / np.sqrt(dim)
        for name, width in (("w_query", dim_key), ("w_key", dim_key), ("w_value", dim_value))
    }
    return Case(x=rng.normal(size=shape), **weights, mask=mask)


@scenario(public=1, zh="作业说明的例子。")
def worked_example(rng: Generator) -> Case:
    """The example of the handout."""
    x = np.array([[[1.0, 0], [0, 2]]])
    w_query, w_key = np.array([[1.0, 1], [0, 1]]), np.array([[2.0, 0], [1, 1]])
    return Case(x=x, w_query=w_query, w_key=w_key, w_value=np.array([[1.0, 0, 2], [0, 1, 1]]), mask=None)


@scenario(public=2, private=1, traps=("square",), zh="词数与特征数处处相同，掩码的形状为 (N, T, T)。")
def square(rng: Generator) -> Case:
    """As many words as features everywhere, with a mask of shape (N, T, T)."""
    return draw(rng, (2, 4, 4), 4, 4, draw_mask(rng, 2, 4, 4))


@scenario(
    public=1,
    private=1,
    traps=("lengths-differ",),
    hint=Text(
        "T, D, dk and dv are four different numbers here: which one belongs under the root?",
        zh="这里 T、D、dk、dv 各不相同：根号下应该是哪一个？",
    ),
    zh="长度、宽度、键和值的大小各不相同；没有掩码。",
)
def ordinary(rng: Generator) -> Case:
    """Different length, width, key and value sizes; no mask."""
    return draw(rng, (2, 5, 4), 3, 6, None)


@scenario(private=1, traps=("mask-polarity",), zh="掩码的形状为 (N, T, T)，各个大小不同。")
def masked(rng: Generator) -> Case:
    """A mask of shape (N, T, T) and different sizes."""
    return draw(rng, (2, 6, 3), 5, 4, draw_mask(rng, 2, 6, 6))


@scenario(
    private=1,
    traps=("mask-broadcast",),
    hint=SHARED_MASK,
    zh="解码器的掩码，整个批次共用：位置 i 看到 0 到 i。",
)
def causal(rng: Generator) -> Case:
    """The mask of a decoder, shared by the batch: position i sees 0 to i."""
    return draw(rng, (3, 5, 4), 2, 6, np.tri(5, dtype=bool))


@scenario(
    private=1,
    traps=("mask-row-empty",),
    hint=Text(
        "A query that may attend to nothing has weights 0 and output 0.",
        zh="不能注意任何位置的查询，其权重与输出都为 0。",
    ),
    zh="有些查询什么都不能注意。",
)
def nothing_to_attend(rng: Generator) -> Case:
    """Some queries may attend to nothing."""
    mask = draw_mask(rng, 3, 4, 4)
    mask[0, 1] = mask[2, 3] = False
    return draw(rng, (3, 4, 6), 5, 2, mask)


@scenario(
    private=1,
    traps=("mask-additive-float32", "float32"),
    hint=Text(
        "-1e9 is a number like others: where every entry gets it, the softmax does not see it.",
        zh="-1e9 只是一个普通的数：若整行都加上它，softmax 察觉不到。",
    ),
    zh="输入为 float32；有一个序列的所有查询都什么也不能注意，由 (N, 1, T) 表明。",
)
def nothing_to_attend_in_float32(rng: Generator) -> Case:
    """float32 in; every query of one sequence may attend to nothing, (N, 1, T) says so."""
    mask = draw_mask(rng, 3, 1, 5)
    mask[1] = False
    return in_single_precision(draw(rng, (3, 5, 2), 6, 4, mask))


@scenario(
    private=1,
    traps=("scores-1e4",),
    hint=OWN_MAXIMUM,
    zh="有很大的词和普通词的序列：分数到 1e4。",
)
def huge_scores(rng: Generator) -> Case:
    """Sequences of very large and of ordinary words: scores up to 1e4."""
    case = draw(rng, (2, 5, 3), 4, 6, None)
    x = case.inputs["x"] * np.array([100.0, 1.0])[:, None, None]
    w_key = case.inputs["w_query"] + 0.3 * case.inputs["w_key"]  # a word's own key is near its query
    return Case(**{**case.inputs, "x": x, "w_key": w_key})


@scenario(
    private=1,
    traps=("mask-hides-the-maximum",),
    hint=Text("Take the maximum of the permitted entries only.", zh="最大值只应在允许的位置中取。"),
    zh="任何词都不能注意自己，而它的分数在那里最大，有一个序列里高出几千。",
)
def hidden_peak(rng: Generator) -> Case:
    """No word may attend to itself, where its score is greatest, thousands above the others in one sequence."""
    case = huge_scores.draw(rng)
    return Case(**{**case.inputs, "mask": ~np.eye(5, dtype=bool)})


@scenario(
    private=1,
    traps=("scores-far-below-zero",),
    hint=FAR_BELOW,
    zh="相似的词，键背离各自的查询：分数在 -738 附近，有一个序列在 -2000 附近。",
)
def far_below_zero(rng: Generator) -> Case:
    """Similar words whose keys point away from their queries: scores around -738, in one sequence around -2000."""
    w_query = rng.normal(size=(4, 3))
    x = rng.normal(size=4) + 0.002 * rng.normal(size=(2, 5, 4))
    query = x @ w_query
    x *= np.sqrt(738 * np.sqrt(3) / np.mean(np.sum(query**2, axis=-1)))
    x[1] *= np.sqrt(2000 / 738)
    return Case(x=x, w_query=w_query, w_key=-w_query, w_value=rng.normal(size=(4, 2)), mask=None)


@scenario(
    private=1,
    traps=("permutation",),
    hint=SHUFFLED,
    zh="同样的词换一个次序，然后再换一个次序并加上位置。",
)
def shuffled_words(rng: Generator) -> Case:
    """The same words in another order, then in another order with positions added."""
    case = draw(rng, (2, 5, 4), 3, 6, None)
    shuffled = case.inputs["x"][:, rng.permutation(5)]
    position = np.sin(np.arange(5)[:, None] + np.arange(4))  # any code of positions breaks the symmetry
    return case.then(Case(**{**case.inputs, "x": shuffled}), Case(**{**case.inputs, "x": shuffled + position}))


every_choice = covering(
    domain,
    private=17,
    adjust=in_precision,
    traps=("length-1", "batch-1", "dk-1", "integers", "input-forms"),
)
