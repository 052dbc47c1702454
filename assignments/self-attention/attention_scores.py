"""Scaled dot products of queries and keys."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    case,
    covering,
    scenario,
)

from .draws import BATCH, LAYOUTS_ONCE, LENGTHS, NUMBERS, in_precision

problem = Problem(
    points=10,
    forbidden=("torch.nn.functional.scaled_dot_product_attention",),
    hints=(
        Text(
            "The trap is which axis belongs to queries and which to keys, and what the scale is the root of.",
            zh="陷阱在于哪个轴属于 query、哪个属于 key，以及缩放是什么的平方根。",
        ),
        Text(
            "Use different numbers of queries, keys and features, and compare the shape of the result with the "
            "handout's.",
            zh="让 query、key 和特征的数目各不相同，把结果的形状与讲义对照。",
        ),
    ),
)

domain = (
    Domain(query=Array("N Tq dk", dtypes=NUMBERS), key=Array("N Tk dk", dtypes=NUMBERS, layouts=LAYOUTS_ONCE))
    .sizes(N=range(1, 5), Tq=range(1, 7), Tk=range(1, 7), dk=range(1, 7))
    .choices_of(
        BATCH,
        LENGTHS,
        Choice(
            "width",
            case("several features", zh="多个特征"),
            case("one feature", lambda dk: dk == 1, reason="lost axes", zh="一个特征"),
        ),
    )
    .never(("one query", "query in Fortran order"), ("one feature", "query in Fortran order"))
    .float32_together()
)


def draw(rng: Generator, n_batch: int, n_queries: int, n_keys: int, dim: int) -> Case:
    query = rng.normal(size=(n_batch, n_queries, dim))
    return Case(query=query, key=rng.normal(size=(n_batch, n_keys, dim)))


@scenario(public=1, zh="作业说明的例子。")
def worked_example(rng: Generator) -> Case:
    """The example of the handout."""
    query = np.array([[[1.0, 0, 2, -1], [0, 3, 1, 1], [2, -2, 0, 1], [1, 1, 1, 1]]])
    return Case(query=query, key=np.array([[[1.0, 2, 0, 1], [0, -1, 3, 1], [2, 0, 1, -3]]]))


@scenario(public=2, private=1, traps=("square",), zh="查询数、键数与特征数相同。")
def square(rng: Generator) -> Case:
    """As many queries as keys as features."""
    return draw(rng, 2, 4, 4, 4)


@scenario(
    public=1,
    private=2,
    traps=("lengths-differ",),
    hint=Text(
        "Queries, keys and features are three different numbers here: which one belongs under the root?",
        zh="这里查询数、键数、特征数各不相同：根号下应该是哪一个？",
    ),
    zh="查询数、键数与特征数各不相同。",
)
def ordinary(rng: Generator) -> Case:
    """Different numbers of queries, keys and features."""
    return draw(rng, 2, 3, 5, 7)


@scenario(private=1, zh="大小相近的正元素，所以所有分数大小相近。")
def one_sign(rng: Generator) -> Case:
    """Positive entries of similar size, so that all scores are of similar size."""
    return Case(query=rng.uniform(0.5, 1.5, size=(2, 4, 6)), key=rng.uniform(0.5, 1.5, size=(2, 3, 6)))


every_choice = covering(
    domain,
    private=13,
    adjust=in_precision,
    traps=("batch-1", "dk-1", "length-1", "float32", "integers", "input-forms"),
)
