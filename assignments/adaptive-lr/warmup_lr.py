"""A learning rate that rises first, and then falls."""

from grader.author import Case, Choice, Domain, Generator, Int, Problem, Text, case, covering, scenario

from .draws import number

problem = Problem(
    points=10,
    forbidden=("torch.optim.Optimizer",),
    hints=(
        Text(
            "The traps are the three joints: step 0, the end of the warm-up, and the end of all.",
            zh="陷阱在三个衔接处：第 0 步、预热结束处和全部结束处。",
        ),
        Text(
            "Write down the rates for warmup = 2 and total = 6, step by step from 0 to 7.",
            zh="写出 warmup = 2、total = 6 时第 0 到 7 步的学习率。",
        ),
    ),
)

JOINTS = Text(
    "At step = warmup the rate is the peak; at step = total, and after it, it is 0.",
    zh="step = warmup 时学习率是峰值；step = total 及之后为 0。",
)
NO_WARMUP = Text(
    "warmup may be 0: the rate then begins at the peak, and nothing is divided by 0.",
    zh="warmup 可以为 0：学习率从峰值开始，不要除以 0。",
)

domain = (
    Domain(
        step=Int(range(26)),
        peak=number(0.05, 2),
        warmup=Int(range(16)),
        total=Int((1, 2, 4, 9, 15, 20)),
    )
    .needs(lambda warmup, total: warmup <= total)
    .choices_of(
        Choice(
            "time",
            case("falling", lambda step, warmup, total: warmup < step < total, zh="下降阶段"),
            case("rising", lambda step, warmup: 0 < step < warmup, usual=True, zh="上升阶段"),
            case("step 0", lambda step, warmup: step == 0 and warmup > 0, reason="the rate is 0", zh="第 0 步"),
            case("at the peak", lambda step, warmup, total: step == warmup < total, usual=True, zh="正在峰值"),
            case("at the end", lambda step, total: step == total, reason="off by one", zh="正在终点"),
            case("after the end", lambda step, total: step > total, reason="rates below 0", zh="在终点之后"),
        ),
        Choice(
            "warm-up",
            case("some", lambda warmup, total: 0 < warmup < total, zh="有预热"),
            case("none", lambda warmup: warmup == 0, reason="0/0", zh="没有预热"),
            case("all the time", lambda warmup, total: warmup == total, reason="0/0", zh="全程预热"),
        ),
    )
)


def sized(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """A rate of 0 has no size of its own."""
    return drawn.scale(drawn.inputs["peak"])


def _at(rng: Generator, warmup: int, total: int, *steps: int) -> Case:
    """The same schedule at several steps."""
    peak = float(rng.uniform(0.1, 1))
    first, *rest = (sized(Case(step=step, peak=peak, warmup=warmup, total=total)) for step in steps)
    return first.then(*rest)


@scenario(public=1, zh="作业说明的例子：第 1 到 3 步和第 5 步。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: steps 1 to 3 and 5."""
    first, *rest = (sized(Case(step=step, peak=1.0, warmup=2, total=6)) for step in (1, 2, 3, 5))
    return first.then(*rest)


@scenario(public=2, private=2, weight=2, traps=("joints",), zh="上升和下降途中的四步。")
def ordinary(rng: Generator) -> Case:
    """Four steps on the way up and down."""
    warmup, total = int(rng.integers(4, 9)), int(rng.integers(14, 30))
    return _at(rng, warmup, total, 1, warmup - 1, warmup + 2, total - 3)


@scenario(private=2, hint=JOINTS, traps=("joints",), zh="第 0 步，以及每个连接点的前一步、当步和后一步。")
def joints(rng: Generator) -> Case:
    """Step 0, and one before, at and after each joint."""
    warmup, total = int(rng.integers(3, 7)), int(rng.integers(10, 20))
    return _at(rng, warmup, total, 0, warmup - 1, warmup, warmup + 1, total - 1, total, total + 1, total + 9)


@scenario(private=2, hint=NO_WARMUP, traps=("no-warmup",), zh="warmup = 0。")
def no_warmup(rng: Generator) -> Case:
    """warmup = 0."""
    total = int(rng.integers(5, 12))
    return _at(rng, 0, total, 0, 1, total - 1)


@scenario(
    private=1,
    hint=Text(
        "warmup may be total: it rises to the end, where it is 0.", zh="warmup 可以等于 total：一直上升，到终点为 0。"
    ),
    traps=("warmup-is-all",),
    zh="warmup = total。",
)
def warmup_is_all(rng: Generator) -> Case:
    """warmup = total."""
    total = int(rng.integers(4, 9))
    return _at(rng, total, total, 1, total - 1, total, total + 1)


every_choice = covering(domain, private=10, weight=1, adjust=sized)
