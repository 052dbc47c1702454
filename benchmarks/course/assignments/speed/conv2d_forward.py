"""The convolution of a batch of images."""

from grader.author import Case, Generator, Problem, scenario

problem = Problem(points=20)


@scenario(public=2, private=4)
def ordinary(rng: Generator) -> Case:
    """Two images of three channels, stride 1."""
    return Case(x=rng.normal(size=(2, 3, 9, 8)), w=rng.normal(size=(4, 3, 3, 3)), b=rng.normal(size=4), stride=1)


@scenario(private=4)
def strided(rng: Generator) -> Case:
    """Stride 2."""
    return Case(x=rng.normal(size=(2, 3, 9, 9)), w=rng.normal(size=(4, 3, 3, 3)), b=rng.normal(size=4), stride=2)
