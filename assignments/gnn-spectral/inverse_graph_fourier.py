"""From spectra back to signals on nodes."""

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
            "A spectrum that is 1 at one frequency and 0 elsewhere is an eigenvector: which one do you get?",
            zh="只在一个频率处为 1、其余为 0 的频谱就是一个特征向量：你得到的是哪一个？",
        ),
    ),
)

domain = Domain(eigenvectors=graphs.BASIS, spectra=graphs.signals("n F")).choices_of(graphs.NODES, graphs.COLUMNS)


@scenario(public=1, zh="作业说明的图：两个节点。")
def by_hand(rng: Generator) -> Case:
    """The handout's graph: two nodes."""
    half = 0.5**0.5
    return Case(
        eigenvectors=np.array([[half, half], [half, -half]]), spectra=np.array([[1.0, 4.0], [3.0, 4.0]])
    ).off_grid()


@scenario(public=2, private=3, zh="五个节点的图上的三个频谱。")
def ordinary(rng: Generator) -> Case:
    """Three spectra on a graph of five nodes."""
    return exact(Case(eigenvectors=basis(rng, 5)[1], spectra=graphs.halves(rng, 5, 3)))


@scenario(private=1, hint=graphs.SQUARE, traps=("square-sizes",), zh="频谱数与节点数相同。")
def as_many_spectra_as_nodes(rng: Generator) -> Case:
    """As many spectra as nodes."""
    return exact(Case(eigenvectors=basis(rng, 4)[1], spectra=rng.normal(size=(4, 4))))


every_choice = covering(domain, private=9, adjust=exact, traps=("single-node", "integers", "input-forms"))
called_again = calls_again(ordinary)
inputs_kept = keeps_inputs(ordinary)
