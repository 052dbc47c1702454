"""How many updates an epoch makes, and a whole training."""

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

from .draws import DROP_LAST, DROPPING, fit

problem = Problem(
    points=5,
    hints=(
        Text("The trap is rounding: a short batch is an update too.", zh="陷阱在于取整：较短的批次也是一次更新。"),
        Text(
            "Count the batches for n = 7, 6 and 2 with B = 3, with drop_last and without; then multiply.",
            zh="对 n = 7、6、2，B = 3，分别数出有无 drop_last 时的批次数；再相乘。",
        ),
    ),
)

domain = (
    Domain(n=Int(range(100)), batch_size=Int(range(1, 40)), epochs=Int(range(8)), drop_last=DROP_LAST)
    .sizes(n=(0, 1, 2, 3, 5, 6, 7, 8, 12, 13), batch_size=(1, 2, 3, 4, 5, 6, 7), epochs=range(5))
    .choices_of(
        fit("n"),
        DROPPING,
        Choice(
            "epochs",
            case("several epochs", zh="多个回合"),
            case("one epoch", lambda epochs: epochs == 1, reason="both numbers are equal", zh="一个回合"),
            case(
                "no epochs", lambda epochs: epochs == 0, reason="no update in all, but some a would-be epoch",
                zh="零个回合",
            ),
        ),
    )
)


def draw(rng: Generator, n: int, size: int, **given: bool) -> Case:
    """Several epochs of `n` samples in batches of `size`."""
    return Case(n=n, batch_size=size, epochs=int(rng.integers(2, 8)), **given)


def with_rest(rng: Generator) -> tuple[int, int]:
    """A number of samples, and a batch size that does not divide it."""
    size = int(rng.integers(5, 12))
    return size * int(rng.integers(5, 20)) + int(rng.integers(1, size)), size


@scenario(public=1, zh="作业说明的例子：60000 张图像，每批 128 张，十轮；不足的一批先保留，再丢弃。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: 60000 images in batches of 128, ten epochs; the short batch kept, then dropped."""
    kept = Case(n=60000, batch_size=128, epochs=10)
    return kept.then(Case(n=60000, batch_size=128, epochs=10, drop_last=True))


@scenario(public=2, private=2, zh="最后一批不足，要计入；做两次，使任何常数都不对。")
def ordinary(rng: Generator) -> Case:
    """A short last batch, which counts; twice, so that no constant is right."""
    (n, size), other = with_rest(rng), with_rest(rng)
    return draw(rng, n, size, drop_last=False).then(draw(rng, *other, drop_last=False))


@scenario(public=1, private=2, traps=("short-last-batch",), zh="最后一批不足，予以丢弃；做两次。")
def dropped(rng: Generator) -> Case:
    """A short last batch, which is dropped; twice."""
    (n, size), other = with_rest(rng), with_rest(rng)
    return draw(rng, n, size, drop_last=True).then(draw(rng, *other, drop_last=True))


@scenario(
    private=2,
    hint=Text(
        "Where the batch size divides, both ways of rounding give n / B.", zh="能整除时，两种取整都得到 n / B。"
    ),
    traps=("batches-full",),
    zh="批量大小能整除：没有剩余，也没有丢弃。",
)
def dividing(rng: Generator) -> Case:
    """The batch size divides: nothing is left over, and nothing is dropped."""
    size = int(rng.integers(5, 12))
    n = size * int(rng.integers(5, 20))
    return draw(rng, n, size).then(draw(rng, n + size, size, drop_last=True))


@scenario(
    private=1,
    hint=Text(
        "A batch size above n gives one update an epoch, or none with drop_last.",
        zh="批次大小超过 n 时每个回合更新一次；drop_last 时为零次。",
    ),
    traps=("batch-larger-than-data", "drop-everything"),
    zh="批量比数据还大：先保留，再丢弃。",
)
def larger_than_data(rng: Generator) -> Case:
    """The batch is larger than the data: kept, then dropped."""
    n = int(rng.integers(3, 20))
    return draw(rng, n, n + 3).then(draw(rng, n, n + 3, drop_last=True))


@scenario(
    private=1,
    hint=Text(
        "n / B in float32 has seven digits: a remainder of one sample is lost. Divide integers, as -(-n // B) does.",
        zh="float32 的 n / B 只有七位数字，余下的一个样本会丢失：用整数除法，例如 -(-n // B)。",
    ),
    traps=("many-samples",),
    zh="几千万个样本，余下一个：先保留，再丢弃。",
)
def many_samples(rng: Generator) -> Case:
    """Tens of millions of samples, of which one is left over: kept, then dropped."""
    size = 4 * int(rng.integers(1250, 1500))  # n - 1 is what float32 makes of n
    n = size * int(rng.integers(4200, 5000)) + 1
    return draw(rng, n, size, drop_last=False).then(draw(rng, n, size, drop_last=True))


@scenario(private=1, traps=("no-samples",), zh="没有样本就没有更新。")
def no_samples(rng: Generator) -> Case:
    """No samples give no updates."""
    return draw(rng, 0, 4).then(draw(rng, 9, 4))


every_choice = covering(domain, private=18)
