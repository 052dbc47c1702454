"""One head of graph attention."""

import numpy as np

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    Problem,
    Text,
    case,
    covering,
    keeps_inputs,
    scenario,
)

from . import graphs
from .graphs import directed, halves, positive, undirected, weighted, with_isolated, with_loops

problem = Problem(
    points=20,
    hints=(
        Text(
            "The traps are which vector belongs to the receiver, and over whom the softmax runs.",
            zh="陷阱在于哪个向量属于接收者，以及 softmax 对谁进行。",
        ),
        Text(
            "Check on the handout's path: row 0 of alpha, entry by entry; then think of scores of 1000, and of "
            "a self-loop.",
            zh="用讲义的路径图逐项检查 alpha 的第 0 行；再想想 1000 的分数和自环。",
        ),
    ),
)

domain = (
    Domain(
        adjacency=graphs.graph(),
        features=graphs.states("n F"),
        weight=graphs.matrix("F d"),
        attention_dst=graphs.matrix("d"),
        attention_src=graphs.matrix("d"),
        slope=graphs.number(lambda value: isinstance(value, float), "a float", 0.0, 0.2, 0.5, 1.5, default=0.2),
    )
    .sizes(n=range(1, 7))
    .choices_of(
        graphs.NODES,
        graphs.COLUMNS,
        Choice(
            "slope",
            case("slope between 0 and 1", zh="斜率在 0 和 1 之间"),
            case("slope 0", lambda slope: slope == 0, reason="0 is falsy, and log(0)", zh="斜率为 0"),
            case(
                "slope above 1",
                lambda slope: slope > 1,
                reason="max(s, slope * s) is another function there",
                zh="斜率大于 1",
            ),
            case("slope below 0", lambda slope: slope < 0, reason="scores below 0 turn positive", zh="斜率小于 0"),
        ),
    )
    .never(*graphs.one_dtype("weight", "attention_dst", "attention_src"))
)


def arguments(rng: Generator, adjacency: np.ndarray, width: int, outputs: int) -> dict[str, np.ndarray]:
    """The layer's arguments over a graph; the scores have both signs."""
    return {
        "adjacency": adjacency,
        "features": rng.normal(size=(len(adjacency), width)),
        "weight": rng.normal(size=(width, outputs)),
        "attention_dst": rng.normal(size=outputs),
        "attention_src": rng.normal(size=outputs),
    }


def large_scores(rng: Generator, sign: int, **slope: float) -> Case:
    """Large scores of one sign: rows lie thousands apart, the nodes within a row only some tens."""
    features = np.stack([rng.uniform(1.5, 6.0, size=6), rng.normal(scale=3.0, size=6)], axis=1)
    return Case(
        adjacency=directed(rng, 6),
        features=features,
        weight=np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.0]]),
        attention_dst=sign * np.array([800.0 if sign > 0 else 8000.0, 1.0, 400.0]),
        attention_src=np.array([0.0, 2.0, 0.0]),
        **slope,
    )


@scenario(public=1, zh="作业说明的例子：路径 0 - 1 - 2。")
def worked_example(rng: Generator) -> Case:
    """The handout's example: the path 0 - 1 - 2."""
    return Case(
        adjacency=np.array([[0.0, 1, 0], [1, 0, 1], [0, 1, 0]]),
        features=np.array([[1.0, 0], [0, 1], [1, 1]]),
        weight=np.array([[1.0, 0], [0, 2]]),
        attention_dst=np.array([0.5, 0.25]),
        attention_src=np.array([1.0, 0.5]),
    )


@scenario(public=3, private=1, weight=3, zh="一个小的无向图，分数都在零以上。")
def ordinary(rng: Generator) -> Case:
    """A small undirected graph, scores above zero."""
    return Case(
        adjacency=undirected(rng, 5),
        features=positive(rng, 5, 3) / 2,
        weight=positive(rng, 3, 2) / 2,
        attention_dst=positive(rng, 2) / 2,
        attention_src=positive(rng, 2) / 2 + 0.125,  # never the same as attention_dst
    )


@scenario(
    private=1,
    hint=Text(
        "Scores of both signs: e_ij = LeakyReLU(attention_dst . h_i + attention_src . h_j), before the softmax.",
        zh="分数有正有负：e_ij = LeakyReLU(attention_dst . h_i + attention_src . h_j)，在 softmax 之前。",
    ),
    traps=("mixed-signs",),
    zh="每一行的分数有正有负。",
)
def mixed_signs(rng: Generator) -> Case:
    """Scores of both signs in every row."""
    attention = rng.uniform(0.4, 0.8, size=4)
    features = rng.normal(size=(7, 3))
    features[rng.permutation(7)[:2]] *= -3
    inputs = arguments(rng, undirected(rng, 7, 0.5), 3, 4)
    return Case(**{**inputs, "features": features, "attention_dst": attention, "attention_src": attention[::-1]})


@scenario(public=1, private=1, hint=graphs.DIRECTED, traps=("directed",), zh="单向的边。")
def one_way_edges(rng: Generator) -> Case:
    """Edges that lead one way."""
    return Case(**arguments(rng, directed(rng, 7), 3, 2))


@scenario(private=1, hint=graphs.PATTERN, traps=("weights-as-pattern",), zh="边的权重有正有负。")
def edge_weights(rng: Generator) -> Case:
    """Edges with weights of both signs."""
    return Case(**arguments(rng, weighted(rng, directed(rng, 6)), 2, 4))


@scenario(
    private=1,
    hint=Text(
        "Every node attends to itself exactly once, whether adjacency[i, i] is 0 or not.",
        zh="无论 adjacency[i, i] 是否为 0，每个节点都恰好关注自己一次。",
    ),
    traps=("self-loops",),
    zh="有些节点已经有自环。",
)
def self_loops(rng: Generator) -> Case:
    """Some nodes have a self-loop already."""
    return Case(**arguments(rng, with_loops(rng, 6), 3, 5))


@scenario(
    private=1,
    hint=Text(
        "exp overflows above 709: subtract each row's maximum first.",
        zh="exp 在 709 以上会溢出：先减去每行的最大值。",
    ),
    traps=("huge-scores",),
    zh="几千的分数。",
)
def huge_scores(rng: Generator) -> Case:
    """Scores of some thousands."""
    return large_scores(rng, 1)


@scenario(
    private=1,
    hint=Text(
        "Subtract the maximum of each row, over the nodes that take part: exp of the rest must not all become 0.",
        zh="减去每一行中参与节点的最大值，否则整行的 exp 会全部变成 0。",
    ),
    traps=("huge-scores",),
    zh="负几千的分数，斜率为 0.9。",
)
def hugely_negative_scores(rng: Generator) -> Case:
    """Scores of minus some thousands, a slope of 0.9."""
    return large_scores(rng, -1, slope=0.9)


@scenario(private=1, hint=graphs.RENUMBERED, traps=("permutation",), zh="同一个图用两次，节点的次序不同。")
def renumbered_nodes(rng: Generator) -> Case:
    """The same graph twice, with its nodes in another order."""
    inputs = arguments(rng, undirected(rng, 6), 2, 3)
    adjacency, features = graphs.renumber(rng.permutation(6), inputs["adjacency"], inputs["features"])
    return Case(**inputs).then(Case(**{**inputs, "adjacency": adjacency, "features": features}))


every_choice = covering(
    domain,
    private=19,
    weight=1,
    adjust=graphs.adjusted,
    traps=("isolated-node", "no-edges", "single-node", "integer-inputs", "slope", "input-forms", "float32"),
)
inputs_kept_with_loops = keeps_inputs(self_loops)
