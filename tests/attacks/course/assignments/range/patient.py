"""Three times the vector; much time, and one call that is forbidden."""

from grader.author import Case, Generator, Limits, Problem, calls_again, scenario

problem = Problem(
    points=10, limits=Limits(cpu_seconds=4, memory_mib=256, output_mib=8), forbidden=("torch.nn.functional.conv2d",)
)


@scenario(public=1, private=1)
def ordinary(rng: Generator) -> Case:
    """Four numbers."""
    return Case(x=rng.normal(size=4))


called_again = calls_again(ordinary)
