"""Mean cross entropy of logits, and its gradient."""

from grader.author import Case, Generator, Problem, scenario

problem = Problem(points=20)


@scenario(public=2, private=4)
def ordinary(rng: Generator) -> Case:
    """Logits of a classifier with ten classes."""
    return Case(logits=rng.normal(scale=3, size=(32, 10)), labels=rng.integers(10, size=32))


@scenario(private=4)
def far_apart(rng: Generator) -> Case:
    """Logits of a few hundred."""
    return Case(logits=rng.normal(scale=300, size=(32, 10)), labels=rng.integers(10, size=32))
