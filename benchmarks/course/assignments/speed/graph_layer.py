"""One layer of message passing."""

from grader.author import Case, Generator, Problem, scenario

problem = Problem(points=20)


@scenario(public=2, private=4)
def ordinary(rng: Generator) -> Case:
    """Thirty nodes, ninety edges."""
    edges = rng.integers(30, size=(2, 90))
    return Case(features=rng.normal(size=(30, 6)), edges=edges, weights=rng.normal(size=(6, 5)))


@scenario(private=4)
def lonely(rng: Generator) -> Case:
    """Most nodes have no neighbour."""
    edges = rng.integers(8, size=(2, 12))
    return Case(features=rng.normal(size=(30, 6)), edges=edges, weights=rng.normal(size=(6, 5)))
