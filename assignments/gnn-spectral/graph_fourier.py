"""From signals on nodes to their spectra."""

import numpy as np

from grader.author import Case, Domain, Generator, Problem, Text, calls_again, covering, keeps_inputs, scenario

from . import graphs
from .graphs import basis, exact

problem = Problem(
    points=5,
    hints=(
        Text(
            "The trap is which side is transposed: an eigenvector is a column.",
            zh="陷阱在于该转置哪一个：特征向量是列。",
        ),
        Text(
            "The spectrum of an eigenvector is 1 at its own frequency and 0 elsewhere: try the first column.",
            zh="一个特征向量的频谱在自己的频率处为 1，其余为 0：试试第一列。",
        ),
    ),
)

domain = Domain(eigenvectors=graphs.BASIS, signals=graphs.signals("n F")).choices_of(graphs.NODES, graphs.COLUMNS)


@scenario(public=1, zh="作业说明的图：两个节点。")
def by_hand(rng: Generator) -> Case:
    """The handout's graph: two nodes."""
    half = 0.5**0.5
    return Case(
        eigenvectors=np.array([[half, half], [half, -half]]), signals=np.array([[1.0, 4.0], [3.0, 4.0]])
    ).off_grid()


@scenario(public=2, private=3, zh="五个节点的图上的三个信号。")
def ordinary(rng: Generator) -> Case:
    """Three signals on a graph of five nodes."""
    return exact(Case(eigenvectors=basis(rng, 5)[1], signals=graphs.halves(rng, 5, 3)))


@scenario(private=1, hint=graphs.SQUARE, traps=("square-sizes",), zh="信号数与节点数相同。")
def as_many_signals_as_nodes(rng: Generator) -> Case:
    """As many signals as nodes."""
    return exact(Case(eigenvectors=basis(rng, 4)[1], signals=rng.normal(size=(4, 4))))


every_choice = covering(domain, private=9, adjust=exact, traps=("single-node", "integers", "input-forms"))
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
