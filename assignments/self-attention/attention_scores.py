"""Scaled dot products of queries and keys."""

import numpy as np

from grader.author import Case, Generator, Problem, Text, calls_again, keeps_inputs, scenario

from .draws import KEEP_AXES, TO_FLOATS, in_single_precision

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


def draw(rng: Generator, n_batch: int, n_queries: int, n_keys: int, dim: int) -> Case:
    query = rng.normal(size=(n_batch, n_queries, dim))
    return Case(query=query, key=rng.normal(size=(n_batch, n_keys, dim)))


@scenario(public=1)
def worked_example(rng: Generator) -> Case:
    """The example of the handout."""
    query = np.array([[[1.0, 0, 2, -1], [0, 3, 1, 1], [2, -2, 0, 1], [1, 1, 1, 1]]])
    return Case(query=query, key=np.array([[[1.0, 2, 0, 1], [0, -1, 3, 1], [2, 0, 1, -3]]]))


@scenario(public=2, private=1, traps=("square",))
def square(rng: Generator) -> Case:
    """As many queries as keys as features."""
    return draw(rng, 2, 4, 4, 4)


@scenario(
    private=3,
    traps=("lengths-differ",),
    hint=Text(
        "Queries, keys and features are three different numbers here: which one belongs under the root?",
        zh="这里查询数、键数、特征数各不相同：根号下应该是哪一个？",
    ),
)
def ordinary(rng: Generator) -> Case:
    """Different numbers of queries, keys and features."""
    return draw(rng, 2, 3, 5, 7)


@scenario(private=1)
def one_sign(rng: Generator) -> Case:
    """Positive entries of similar size, so that all scores are of similar size."""
    return Case(query=rng.uniform(0.5, 1.5, size=(2, 4, 6)), key=rng.uniform(0.5, 1.5, size=(2, 3, 6)))


@scenario(
    private=1,
    traps=("batch-1", "dk-1"),
    hint=KEEP_AXES,
)
def one_sequence_one_feature(rng: Generator) -> Case:
    """A batch of one, and a single feature."""
    return draw(rng, 1, 4, 3, 1)


@scenario(
    private=1,
    traps=("length-1",),
    hint=KEEP_AXES,
)
def one_key(rng: Generator) -> Case:
    """A single key for several queries."""
    return draw(rng, 3, 4, 1, 5)


@scenario(private=1, traps=("float32",))
def single_precision(rng: Generator) -> Case:
    """float32 in."""
    return in_single_precision(draw(rng, 3, 4, 2, 6))


@scenario(
    private=1,
    traps=("integers",),
    hint=TO_FLOATS,
)
def integers(rng: Generator) -> Case:
    """Integer vectors."""
    return Case(query=rng.integers(-4, 5, size=(2, 3, 5)), key=rng.integers(-4, 5, size=(2, 4, 5)))


@scenario(private=1, traps=("input-forms",))
def forms(rng: Generator) -> Case:
    """Read-only arrays that lie in memory in other orders."""
    return draw(rng, 3, 2, 5, 4).layout("F", "query").layout("reversed", "key").read_only()


called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
