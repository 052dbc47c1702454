"""Several heads of self-attention side by side, and the projection that mixes them."""

import numpy as np

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    case,
    covering,
    scenario,
)

from .draws import FAR_BELOW, SHUFFLED, features, in_precision, weight

problem = Problem(
    points=15,
    forbidden=(
        "torch.nn.functional.scaled_dot_product_attention",
        "torch.nn.functional.multi_head_attention_forward",
    ),
    hints=(
        Text(
            "The trap is how features are split into heads and put together again: a reshape can mix words with "
            "features.",
            zh="陷阱在于特征怎样分给各个头、又怎样合起来：reshape 可能把词和特征混在一起。",
        ),
        Text(
            "Print which columns of Q head 1 gets, and look at which width the scale is taken of.",
            zh="打印第 1 个头得到 Q 的哪些列，看看缩放取的是哪个宽度。",
        ),
    ),
)

WEIGHTS = ("w_query", "w_key", "w_value", "w_output")

domain = (
    Domain(
        x=features("N T D"),
        w_query=weight("D D"),
        w_key=weight("D D"),
        w_value=weight("D D"),
        w_output=weight("D D"),
        n_heads=Int(range(1, 7)),
    )
    .sizes(N=range(1, 5), D=range(1, 13))
    .choices_of(
        Choice(
            "batch",
            case("several sequences", zh="多个序列"),
            case("one sequence", lambda N: N == 1, reason="lost axes of length 1", zh="一个序列"),
            case(
                "as many sequences as heads",
                lambda N, n_heads: n_heads == N,
                reason="two axes are mixed up",
                zh="序列数等于头数",
            ),
        ),
        Choice(
            "words",
            case("several words", zh="多个词"),
            case("one word", lambda T: T == 1, reason="its weight is 1", zh="一个词"),
            case(
                "as many words as heads",
                lambda T, n_heads: n_heads == T,
                reason="two axes are mixed up",
                zh="词数等于头数",
            ),
        ),
        Choice(
            "heads",
            case("several heads of several features", zh="多个头，每个头多个特征"),
            case(
                "heads that do not divide",
                lambda D, n_heads: D % n_heads > 0,
                raises=ValueError,
                reason="cut off",
                zh="头数不能整除",
            ),
            case("one head", lambda n_heads: n_heads == 1, reason="a loop or a reshape of one", zh="一个头"),
            case(
                "heads of one feature",
                lambda D, n_heads: n_heads == D,
                reason="lost axes of length 1",
                zh="每个头一个特征",
            ),
        ),
    )
    .float32_together()
)


def draw(rng: Generator, shape: tuple[int, int, int], n_heads: int) -> Case:
    dim = shape[-1]
    weights = {name: rng.normal(size=(dim, dim)) / np.sqrt(dim) for name in WEIGHTS}
    return Case(x=rng.normal(size=shape), **weights, n_heads=n_heads)


@scenario(public=1, zh="作业说明的例子。")
def worked_example(rng: Generator) -> Case:
    """The example of the handout."""
    swap = np.array([[0.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    x, eye = np.array([[[1.0, 0, 0, 2], [0, 1, 1, 0]]]), np.eye(4)
    return Case(x=x, w_query=eye, w_key=swap, w_value=eye, w_output=np.diag([1.0, 2, 3, 4]), n_heads=2)


@scenario(public=2, private=1, traps=("square",), zh="词数、每个头的特征数与头数相同。")
def square(rng: Generator) -> Case:
    """As many words as features of a head as heads."""
    return draw(rng, (2, 3, 9), 3)


@scenario(
    public=1,
    private=1,
    traps=("lengths-differ",),
    hint=Text(
        "Split D columns into H blocks of D/H, then bring the heads before the time axis; undo both at the end.",
        zh="先把 D 列分成 H 块（每块 D/H 列），再把头的轴移到时间轴之前；最后按相反顺序还原。",
    ),
    zh="批量、长度、宽度和头数各不相同。",
)
def ordinary(rng: Generator) -> Case:
    """Different batch, length, width and number of heads."""
    return draw(rng, (2, 5, 12), 3)


@scenario(
    private=1,
    traps=("batch-equals-heads",),
    hint=Text(
        "The batch and the heads are different axes even when they are equally long.",
        zh="批次轴与头轴是两个不同的轴，即使长度相同。",
    ),
    zh="序列数与头数相同。",
)
def batch_equals_heads(rng: Generator) -> Case:
    """As many sequences as heads."""
    return draw(rng, (3, 5, 6), 3)


@scenario(
    private=1,
    traps=("heads-do-not-divide",),
    hint=Text(
        "n_heads must divide D: raise ValueError where it does not.",
        zh="n_heads 必须整除 D：否则抛出 ValueError。",
    ),
    zh="宽度不是头数的倍数。",
)
def heads_do_not_divide(rng: Generator) -> Case:
    """A width that is no multiple of the number of heads."""
    return draw(rng, (2, 4, 7), 3).raises(ValueError)


@scenario(
    private=1,
    traps=("scores-1e4",),
    hint=Text(
        "Subtract each row's own maximum before exp, in every head.",
        zh="在每个头中，取指数之前先减去每一行自己的最大值。",
    ),
    zh="有很大的词和普通词的序列：分数到 1e4。",
)
def huge_scores(rng: Generator) -> Case:
    """Sequences of very large and of ordinary words: scores up to 1e4."""
    case = draw(rng, (2, 5, 6), 3)
    x = case.inputs["x"] * np.array([100.0, 1.0])[:, None, None]
    w_key = case.inputs["w_query"] + 0.3 * case.inputs["w_key"]  # a word's own key is near its query
    return Case(**{**case.inputs, "x": x, "w_key": w_key})


@scenario(
    private=1,
    traps=("scores-far-below-zero",),
    hint=FAR_BELOW,
    zh="相似的词，键背离各自的查询：分数在 -738 附近，有一次在 -2000 附近。",
)
def far_below_zero(rng: Generator) -> Case:
    """Similar words whose keys point away from their queries: scores around -738, once around -2000."""
    case = draw(rng, (3, 4, 6), 2)
    x = rng.normal(size=6) + 0.002 * rng.normal(size=(3, 4, 6))
    query = np.mean(x, axis=(0, 1)) @ case.inputs["w_query"]
    size = np.sqrt(738 * np.sqrt(3) / np.sum(query.reshape(2, 3) ** 2, axis=1)).repeat(3)
    w_query = case.inputs["w_query"] * size
    x[2] *= np.sqrt(2000 / 738)
    return Case(**{**case.inputs, "x": x, "w_query": w_query, "w_key": -w_query})


@scenario(
    private=1,
    traps=("permutation",),
    hint=SHUFFLED,
    zh="同样的词换一个次序，然后再换一个次序并加上位置。",
)
def shuffled_words(rng: Generator) -> Case:
    """The same words in another order, then in another order with positions added."""
    case = draw(rng, (2, 5, 8), 4)
    shuffled = case.inputs["x"][:, rng.permutation(5)]
    position = np.sin(np.arange(5)[:, None] + np.arange(8))  # any code of positions breaks the symmetry
    return case.then(Case(**{**case.inputs, "x": shuffled}), Case(**{**case.inputs, "x": shuffled + position}))


every_choice = covering(
    domain,
    private=12,
    adjust=in_precision,
    traps=("batch-1", "dk-1", "length-1", "float32", "integers", "input-forms"),
)
