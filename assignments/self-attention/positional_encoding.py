"""Sines and cosines that tell positions apart."""

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    calls_again,
    case,
    covering,
    keeps_inputs,
    scenario,
)

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

domain = (
    Domain(length=Int(range(1, 9)), dim=Int(range(1, 13)))
    .sizes(length=(1, 2, 3, 4, 5, 6, 7, 8, 130, 150), dim=(1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 130))
    .choices_of(
        Choice(
            "positions",
            case("several positions", zh="多个位置"),
            case("one position", lambda length: length == 1, reason="lost axes of length 1", zh="一个位置"),
            case(
                "more than 128 positions",
                lambda length: length > 128,
                reason="angles of many turns, a byte's end",
                zh="超过 128 个位置",
            ),
            case(
                "as many positions as columns",
                lambda length, dim: length == dim,
                reason="a transpose fits",
                zh="位置数等于列数",
            ),
        ),
        Choice(
            "columns",
            case("an even width", lambda dim: dim % 2 == 0 and 2 < dim <= 128, zh="宽度为偶数"),
            case(
                "an odd width",
                lambda dim: dim % 2 and dim > 1,
                reason="a sine without its cosine",
                usual=True,
                zh="宽度为奇数",
            ),
            case("one column", lambda dim: dim == 1, reason="a sine without its cosine", zh="一列"),
            case("two columns", lambda dim: dim == 2, reason="one pair", zh="两列"),
            case(
                "more than 128 columns",
                lambda dim: dim > 128,
                single=True,
                reason="frequencies near 1e-4",
                zh="超过 128 列",
            ),
        ),
    )
)


def of_size_one(drawn: Case, _: frozenset[str]) -> Case:
    """At position 0 sines are 0, which is no scale."""
    return drawn.scale(1.0)


@scenario(public=1, zh="作业说明的例子。")
def worked_example(rng: Generator) -> Case:
    """The example of the handout."""
    return Case(length=3, dim=4)


@scenario(public=2, private=2, traps=("lengths-differ",), zh="列数为偶数。")
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
    zh="列数为奇数。",
)
def odd_width(rng: Generator) -> Case:
    """An odd number of columns."""
    length, pairs = rng.integers(2, 10) * 2, rng.integers(2, 8)
    return Case(length=int(length), dim=int(2 * pairs + 1))


every_choice = covering(
    domain,
    private=16,
    adjust=of_size_one,
    traps=("length-1", "one-column", "two-columns", "square"),
)
called_again = calls_again(even_width)
inputs_kept = keeps_inputs(even_width)
