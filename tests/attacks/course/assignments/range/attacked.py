"""Twice the vector; little time."""

from grader.author import Case, Generator, Problem, scenario

problem = Problem(points=10)


@scenario(public=1, private=1)
def ordinary(rng: Generator) -> Case:
    """Four numbers."""
    return Case(x=rng.normal(size=4))
