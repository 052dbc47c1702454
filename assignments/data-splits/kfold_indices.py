"""k pairs of training and validation rows, graded by what makes them folds."""

from grader.author import Case, Choice, Domain, Generator, Int, Problem, Text, case, covering, scenario

from .public import each_row_validated_once

problem = Problem(
    points=20,
    hints=(
        Text(
            "The traps are the rows that are left over when k does not divide n, and rows on both sides.",
            zh="陷阱在于 k 不能整除 n 时剩下的行，以及同时出现在两边的行。",
        ),
        Text(
            "Write down all folds for n = 7 and k = 3; every row must stand in one validation part, once.",
            zh="写出 n = 7、k = 3 的所有折；每一行都应恰好出现在一个验证部分里。",
        ),
    ),
)

ALL_ROWS = Text(
    "The n % k rows that are left over belong to folds, too: the first folds have one row more.",
    zh="剩下的 n % k 行也属于各折：前面的折各多一行。",
)
APART = Text("What is validated is not trained on.", zh="用来验证的行不能用来训练。")

domain = (
    Domain(n=Int(range(1, 60)), k=Int(range(1, 30)))
    .sizes(n=range(1, 15), k=range(1, 15))
    .choices_of(
        Choice(
            "folds",
            case("k does not divide n", lambda n, k: 2 <= k < n and n % k != 0, zh="k 不整除 n"),
            case(
                "k divides n", lambda n, k: 2 <= k < n and n % k == 0, reason="nothing left over", usual=True,
                zh="k 整除 n",
            ),
            case("one row a fold", lambda n, k: n == k > 1, reason="leave-one-out", zh="每折一行"),
            case("k = 1", lambda k: k == 1, raises=ValueError, reason="nothing to train on", zh="k = 1"),
            case("k above n", lambda n, k: k > n, raises=ValueError, reason="empty folds", zh="k 大于 n"),
        ),
        Choice(
            "size",
            case("any other number of folds", zh="其他折数"),
            case("two folds", lambda k: k == 2, reason="half against half", zh="两折"),
        ),
    )
)


def draw(rng: Generator, *, rest: bool) -> Case:
    """Three to five folds of two to four rows."""
    k, each = int(rng.integers(3, 6)), int(rng.integers(2, 5))
    return Case(n=k * each + (int(rng.integers(1, k)) if rest else 0), k=k)


@scenario(public=1, check=each_row_validated_once, zh="作业说明的例子：七行分三折；然后六行分两折。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: seven rows in three folds; then six in two."""
    return Case(n=7, k=3).then(Case(n=6, k=2))


@scenario(public=2, private=2, check=each_row_validated_once, zh="k 能整除 n。")
def dividing(rng: Generator) -> Case:
    """k divides n."""
    return draw(rng, rest=False)


@scenario(
    private=3, weight=2, hint=ALL_ROWS, check=each_row_validated_once, traps=("rows-left-over",),
    zh="k 不能整除 n。",
)
def ordinary(rng: Generator) -> Case:
    """k does not divide n."""
    return draw(rng, rest=True)


@scenario(
    private=2, weight=2, hint=APART, check=each_row_validated_once, traps=("one-row-a-fold",),
    zh="折数与行数相同。",
)
def leave_one_out(rng: Generator) -> Case:
    """As many folds as rows."""
    n = int(rng.integers(4, 9))
    return Case(n=n, k=n)


@scenario(
    private=1,
    hint=Text("With k = 1 there is nothing to train on: ValueError.", zh="k = 1 时没有可训练的行：ValueError。"),
    traps=("impossible-k",),
    zh="k = 1。",
)
def one_fold(rng: Generator) -> Case:
    """k = 1."""
    return Case(n=int(rng.integers(3, 9)), k=1).raises(ValueError)


@scenario(
    private=1,
    hint=Text("With k above n a fold would be empty: ValueError.", zh="k 大于 n 时会有空的折：ValueError。"),
    traps=("impossible-k",),
    zh="k 大于 n。",
)
def more_folds_than_rows(rng: Generator) -> Case:
    """k above n."""
    n = int(rng.integers(3, 9))
    return Case(n=n, k=n + int(rng.integers(1, 3))).raises(ValueError)


every_choice = covering(domain, private=8, check=each_row_validated_once)
