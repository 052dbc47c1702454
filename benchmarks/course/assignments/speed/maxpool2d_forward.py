"""The largest value of every window."""

from grader.author import Case, Generator, Problem, scenario

problem = Problem(points=20)


@scenario(public=2, private=4)
def ordinary(rng: Generator) -> Case:
    """Windows side by side."""
    return Case(x=rng.normal(size=(2, 3, 8, 8)), k=2)


@scenario(private=4)
def negative(rng: Generator) -> Case:
    """No value is above zero."""
    return Case(x=-rng.uniform(1, 2, size=(2, 3, 9, 9)), k=3)
