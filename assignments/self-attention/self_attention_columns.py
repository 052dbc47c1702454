"""Self-attention as the lecture writes it: one word a column, no scaling."""

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

from .draws import WIDTHS, WORDS, features, in_precision, weight

problem = Problem(
    points=10,
    forbidden=(
        "torch.nn.functional.scaled_dot_product_attention",
        "torch.nn.functional.multi_head_attention_forward",
    ),
    hints=(
        Text(
            "The trap is the slide's convention: words are columns here, and the scores are not what problem 1 "
            "computes.",
            zh="陷阱在于幻灯片的约定：这里词是列，分数也与第 1 题不同。",
        ),
        Text(
            "Write the shape of every factor below the formula of the handout, and check which axis of A' sums to 1.",
            zh="在讲义的公式下写出每个因子的形状，检查 A' 的哪个轴之和为 1。",
        ),
    ),
)

domain = (
    Domain(inputs=features("D T"), w_query=weight("dk D"), w_key=weight("dk D"), w_value=weight("dv D"))
    .choices_of(WORDS, WIDTHS)
    .float32_together()
)


def draw(rng: Generator, dim: int, length: int, dim_key: int, dim_value: int) -> Case:
    weights = {
        name: rng.normal(size=(width, dim)) / np.sqrt(dim)
        for name, width in (("w_query", dim_key), ("w_key", dim_key), ("w_value", dim_value))
    }
    return Case(inputs=rng.normal(size=(dim, length)), **weights)


@scenario(public=1, zh="作业说明的例子。")
def worked_example(rng: Generator) -> Case:
    """The example of the handout."""
    w_query, w_key = np.array([[1.0, 2]]), np.array([[1.0, -1]])
    return Case(inputs=np.array([[1.0, 0], [0, 1]]), w_query=w_query, w_key=w_key, w_value=np.array([[2.0, 0], [1, 3]]))


@scenario(public=2, private=1, traps=("square",), zh="词数与特征数处处相同。")
def square(rng: Generator) -> Case:
    """As many words as features everywhere."""
    return draw(rng, 4, 4, 4, 4)


@scenario(
    private=2,
    traps=("lengths-differ",),
    hint=Text(
        "Words are columns: every column of A' sums to 1.",
        zh="每一列是一个词：A' 的每一列之和为 1。",
    ),
    zh="长度、宽度、键和值的大小各不相同。",
)
def ordinary(rng: Generator) -> Case:
    """Different length, width, key and value sizes."""
    return draw(rng, 4, 5, 3, 6)


@scenario(private=1, zh="很小的查询，所以所有权重大小相近。")
def even_weights(rng: Generator) -> Case:
    """Small queries, so that all weights are of similar size."""
    case = draw(rng, 5, 6, 4, 3)
    words = rng.uniform(0.5, 1.5, size=(5, 6))
    return Case(**{**case.inputs, "inputs": words, "w_query": 0.2 * case.inputs["w_query"]})


@scenario(
    private=1,
    traps=("scores-1e4",),
    hint=Text(
        "Subtract each column's own maximum before exp.",
        zh="取指数之前先减去每一列自己的最大值。",
    ),
    zh="很大的词和普通词：分数到 1e4。",
)
def huge_scores(rng: Generator) -> Case:
    """Very large words beside ordinary ones: scores up to 1e4."""
    case = draw(rng, 3, 6, 5, 4)
    words = case.inputs["inputs"] * np.array([100.0, 1, 1, 100, 1, 1])
    w_key = case.inputs["w_query"] + 0.3 * case.inputs["w_key"]  # a word's own key is near its query
    return Case(**{**case.inputs, "inputs": words, "w_key": w_key})


@scenario(
    private=1,
    traps=("scores-far-below-zero",),
    hint=Text(
        "Subtract each column's own maximum: exp(-740) has almost no digits left.",
        zh="先减去每列的最大值：exp(-740) 几乎不剩有效数字。",
    ),
    zh="相似的词，键背离各自的查询：分数在 -738 附近，有一列低于 -7000。",
)
def far_below_zero(rng: Generator) -> Case:
    """Similar words whose keys point away from their queries: scores around -738, in one column below -7000."""
    w_query = rng.normal(size=(3, 4))
    inputs = rng.normal(size=(4, 1)) + 0.002 * rng.normal(size=(4, 5))
    inputs *= np.sqrt(738 / np.mean(np.sum((w_query @ inputs) ** 2, axis=0)))
    inputs[:, 2] *= 10
    return Case(inputs=inputs, w_query=w_query, w_key=-w_query, w_value=rng.normal(size=(2, 4)))


@scenario(private=1, traps=("permutation",), zh="同样的词换一个次序。")
def shuffled_words(rng: Generator) -> Case:
    """The same words in another order."""
    case = draw(rng, 4, 6, 3, 2)
    return case.then(Case(**{**case.inputs, "inputs": case.inputs["inputs"][:, rng.permutation(6)]}))


every_choice = covering(
    domain,
    private=12,
    adjust=in_precision,
    traps=("length-1", "dk-1", "integers", "input-forms", "float32"),
)
