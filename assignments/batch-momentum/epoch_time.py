"""How long an epoch takes on hardware that computes several samples at once."""

from grader.author import (
    Case,
    Choice,
    Domain,
    Generator,
    Int,
    Problem,
    Text,
    case,
    covering,
    scenario,
)

from .draws import fit, number

problem = Problem(
    points=15,
    hints=(
        Text(
            "The trap is rounding, twice: updates are whole, and so are the rounds of the hardware.",
            zh="陷阱在于两次取整：更新次数是整数，硬件的轮数也是整数。",
        ),
        Text(
            "Compute n = 10, B = 4, P = 3 by hand; then B = 1 to 3: when does a larger batch cost more?",
            zh="手算 n = 10、B = 4、P = 3；再算 B = 1 到 3：批次变大何时会更费时？",
        ),
    ),
)

ROUNDS = Text(
    "Up to P samples cost as much as one: a batch of B takes ceil(B / P) rounds.",
    zh="至多 P 个样本与一个样本一样快：大小为 B 的批次需要 ceil(B / P) 轮。",
)

domain = (
    Domain(
        n=Int(range(60)),
        batch_size=Int(range(1, 30)),
        t_fixed=number(0.1, 2),
        t_sample=number(0.1, 2),
        parallel=Int(range(1, 20)),
    )
    .sizes(n=(0, 1, 2, 3, 5, 6, 7, 8, 12, 13), batch_size=(1, 2, 3, 4, 5, 6, 7), parallel=(1, 2, 3, 4, 5))
    .choices_of(
        fit("n"),
        Choice(
            "hardware",
            case("several rounds, the last not full", zh="多轮，最后一轮不满"),
            case(
                "several full rounds",
                lambda batch_size, parallel: batch_size > parallel and batch_size % parallel == 0,
                reason="one round too many",
                usual=True,
                zh="多轮，每轮都满",
            ),
            case(
                "one round",
                lambda batch_size, parallel: batch_size <= parallel,
                reason="B / P may be below 1",
                usual=True,
                zh="一轮",
            ),
        ),
    )
)


def draw(rng: Generator, n: int, size: int, parallel: int) -> Case:
    """Times of ordinary size."""
    times = rng.uniform(0.3, 2, size=2).tolist()
    return Case(n=n, batch_size=size, t_fixed=times[0], t_sample=times[1], parallel=parallel)


def at_rest(drawn: Case, titles: frozenset[str]) -> Case:
    """No samples take no time, which is no scale."""
    return drawn.scale(1.0) if "no samples" in titles else drawn


@scenario(public=1, zh="作业说明的例子：每批四个、每批两个、全部一批。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: batches of four, of two, and of all."""
    first, *others = (Case(n=10, batch_size=size, t_fixed=0.5, t_sample=0.75, parallel=3) for size in (4, 2, 10))
    return first.then(*others)


@scenario(public=2, private=1, zh="全都整除：满批、满轮；做三次，使任何常数都不对。")
def even(rng: Generator) -> Case:
    """Everything divides: full batches, full rounds; three times, so that no constant is right."""
    parallel, rounds, updates = int(rng.integers(2, 6)), int(rng.integers(2, 5)), int(rng.integers(3, 9))
    size = parallel * rounds
    first, *others = (draw(rng, size * updates, each, parallel) for each in (size, parallel, size * updates))
    return first.then(*others)


@scenario(private=3, weight=2, hint=ROUNDS, traps=("rounds-not-full",), zh="需要几轮才能算完的批，最后一轮不满。")
def ordinary(rng: Generator) -> Case:
    """Batches that need several rounds, the last of them not full."""
    parallel = int(rng.integers(3, 7))
    size = parallel * int(rng.integers(1, 3)) + int(rng.integers(1, parallel))
    return draw(rng, size * int(rng.integers(3, 9)) + int(rng.integers(1, size)), size, parallel)


@scenario(
    private=2,
    weight=2,
    hint=Text(
        "The short last batch is an update like any other, and costs as much.",
        zh="较短的最后批次也是一次更新，耗时与其他批次相同。",
    ),
    traps=("short-last-batch",),
    zh="剩下一个样本：也是一整次更新。",
)
def short_last(rng: Generator) -> Case:
    """One sample is left over: a whole update."""
    parallel = int(rng.integers(2, 5))
    size = 3 * parallel
    return draw(rng, size * int(rng.integers(3, 9)) + 1, size, parallel)


@scenario(private=2, hint=ROUNDS, traps=("within-one-round",), zh="硬件一次就能算完的批。")
def within_one_round(rng: Generator) -> Case:
    """Batches that the hardware takes at once."""
    parallel = int(rng.integers(20, 60))
    size = int(rng.integers(4, 15))
    return draw(rng, size * int(rng.integers(3, 9)) + 1, size, parallel)


@scenario(private=1, traps=("batch-larger-than-data",), zh="批量比数据还大，耗时与满批相同。")
def larger_than_data(rng: Generator) -> Case:
    """The batch is larger than the data, and costs what a full one costs."""
    return draw(rng, int(rng.integers(2, 5)), int(rng.integers(13, 20)), 4)


@scenario(private=1, traps=("no-samples",), zh="没有样本就不耗时间；然后有一些。")
def no_samples(rng: Generator) -> Case:
    """No samples take no time; then some."""
    return draw(rng, 0, 5, 2).then(draw(rng, 11, 5, 2)).scale(1.0)


every_choice = covering(domain, private=14, weight=1, adjust=at_rest)
