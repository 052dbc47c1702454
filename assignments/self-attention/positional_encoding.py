"""Sines and cosines that tell positions apart."""

from grader.author import Case, Generator, Problem, Text, calls_again, keeps_inputs, scenario

problem = Problem(
    points=5,
    hints=(
        Text(
            "The trap is the exponent: sine and cosine of one pair share their frequency.",
            zh="陷阱在于指数：同一对正弦和余弦共用一个频率。",
        ),
        Text(
            "Write down the frequencies of the first four columns for D = 4, then for D = 3.",
            zh="写出 D = 4 时前四列的频率，再写出 D = 3 时的。",
        ),
    ),
)


@scenario(public=1)
def worked_example(rng: Generator) -> Case:
    """The example of the handout."""
    return Case(length=3, dim=4)


@scenario(public=2, private=2, traps=("lengths-differ",))
def even_width(rng: Generator) -> Case:
    """An even number of columns."""
    length, pairs = rng.integers(5, 40), rng.integers(3, 9)
    return Case(length=int(length) + (length == 2 * pairs), dim=int(2 * pairs))


@scenario(
    private=3,
    traps=("odd-width",),
    hint=Text(
        "For odd D the last column is a sine without a partner; the exponent is still 2i/D with this D.",
        zh="D 为奇数时，最后一列是没有配对的正弦；指数仍为 2i/D，其中 D 不变。",
    ),
)
def odd_width(rng: Generator) -> Case:
    """An odd number of columns."""
    length, pairs = rng.integers(2, 10) * 2, rng.integers(2, 8)
    return Case(length=int(length), dim=int(2 * pairs + 1))


@scenario(private=1, traps=("square",))
def square(rng: Generator) -> Case:
    """As many positions as columns."""
    size = int(rng.integers(5, 12))
    return Case(length=size, dim=size)


@scenario(private=1, traps=("length-1",))
def one_position(rng: Generator) -> Case:
    """Position 0 alone: sines are 0, cosines 1."""
    return Case(length=1, dim=int(rng.integers(5, 12)))


@scenario(private=1, traps=("one-column",))
def one_column(rng: Generator) -> Case:
    """A single column, sin(t)."""
    return Case(length=int(rng.integers(5, 12)), dim=1)


@scenario(private=1, traps=("two-columns",))
def one_pair(rng: Generator) -> Case:
    """A single pair of columns, sin(t) and cos(t)."""
    return Case(length=int(rng.integers(5, 12)), dim=2)


@scenario(private=1)
def long_sequence(rng: Generator) -> Case:
    """More than a hundred positions."""
    return Case(length=int(rng.integers(100, 200)), dim=6)


called_again = calls_again(even_width)
inputs_kept = keeps_inputs(even_width)
