"""Gradients of scaled dot-product attention for queries, keys and values."""

import numpy as np

from grader.author import (
    Array,
    Case,
    Domain,
    Generator,
    Problem,
    Text,
    covering,
    scenario,
)

from .draws import BATCH, FAR_BELOW, LAYOUTS_ONCE, LENGTHS, NUMBERS, OWN_MAXIMUM, SMALL, WIDTHS, in_precision

problem = Problem(
    points=20,
    forbidden=("autograd", "torch.nn.functional.scaled_dot_product_attention"),
    hints=(
        Text(
            "The trap is the softmax on the way back: every weight of a row depends on every score of that row.",
            zh="陷阱在于反向经过 softmax：一行中的每个权重都依赖于该行的每个分数。",
        ),
        Text(
            "Go backwards in four steps and check each with a finite difference: V, weights, scores, then Q and "
            "K with their scale.",
            zh="分四步反向，并用有限差分逐步检查：V、权重、分数，最后是带缩放的 Q 和 K。",
        ),
    ),
)

domain = (
    Domain(
        grad_output=Array("N Tq dv", dtypes=NUMBERS, values=(SMALL,)),
        query=Array("N Tq dk", dtypes=NUMBERS, values=(SMALL,)),
        key=Array("N Tk dk", dtypes=NUMBERS, layouts=LAYOUTS_ONCE, values=(SMALL,)),
        value=Array("N Tk dv", dtypes=NUMBERS, layouts=LAYOUTS_ONCE, values=(SMALL,)),
    )
    .sizes(N=range(1, 5))
    .choices_of(BATCH, LENGTHS, WIDTHS)
    .float32_together()
)


def draw(rng: Generator, n_batch: int, n_queries: int, n_keys: int, dim_key: int, dim_value: int) -> Case:
    shapes = {
        "grad_output": (n_batch, n_queries, dim_value),
        "query": (n_batch, n_queries, dim_key),
        "key": (n_batch, n_keys, dim_key),
        "value": (n_batch, n_keys, dim_value),
    }
    return Case(**{name: rng.normal(size=shape) for name, shape in shapes.items()})


@scenario(public=1, zh="作业说明的例子。")
def worked_example(rng: Generator) -> Case:
    """The example of the handout."""
    query, key = np.array([[[1.0], [2.0]]]), np.array([[[0.0], [1.0], [0.0]]])
    grad_output = np.array([[[1.0, 0], [0, 1]]])
    return Case(grad_output=grad_output, query=query, key=key, value=np.array([[[1.0, 0], [0, 2], [1, 1]]]))


@scenario(public=2, private=1, traps=("square",), zh="查询数、键数与特征数相同。")
def square(rng: Generator) -> Case:
    """As many queries as keys as features."""
    return draw(rng, 2, 4, 4, 4, 4)


@scenario(
    private=2,
    traps=("lengths-differ",),
    hint=Text(
        "Each gradient has the shape of its argument, and 1/sqrt(dk) stays in dQ and dK.",
        zh="每个梯度的形状与对应参数相同；dQ 与 dK 中保留 1/sqrt(dk)。",
    ),
    zh="查询数、键数、键特征数和值特征数各不相同。",
)
def ordinary(rng: Generator) -> Case:
    """Different numbers of queries, keys, key and value features."""
    return draw(rng, 2, 3, 5, 4, 6)


@scenario(private=1, zh="很小的查询，所以所有权重大小相近。")
def even_weights(rng: Generator) -> Case:
    """Small queries, so that all weights are of similar size."""
    case = draw(rng, 2, 4, 3, 6, 5)
    return Case(**{**case.inputs, "query": 0.2 * case.inputs["query"]})


@scenario(
    private=1,
    traps=("scores-1e4",),
    hint=OWN_MAXIMUM,
    zh="很大的查询和普通查询：分数到 1e4。",
)
def huge_scores(rng: Generator) -> Case:
    """Very large queries beside ordinary ones: scores up to 1e4."""
    case = draw(rng, 2, 5, 3, 4, 6)
    size = np.array([1.0, 1e4, 1, 1, 1e4])[:, None]
    return Case(**{**case.inputs, "query": case.inputs["query"] * size})


@scenario(
    private=1,
    traps=("scores-far-below-zero",),
    hint=FAR_BELOW,
    zh="键背离查询：分数在 -738 附近，有一个序列在 -2000 附近。",
)
def far_below_zero(rng: Generator) -> Case:
    """Keys that point away from the queries: scores around -738, in one sequence around -2000."""
    case = draw(rng, 2, 3, 4, 6, 5)
    direction = np.sqrt(np.array([738.0, 2000])[:, None, None] / np.sqrt(6)) * np.ones(6)
    query, key = direction + 0.03 * case.inputs["query"], 0.03 * case.inputs["key"] - direction
    return Case(**{**case.inputs, "query": query, "key": key})


every_choice = covering(
    domain,
    private=16,
    adjust=in_precision,
    traps=("batch-1", "dk-1", "length-1", "integers", "input-forms", "float32"),
)
