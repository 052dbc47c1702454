"""A learning rate that falls with time, in four ways."""

from grader.author import Case, Choice, Domain, Drawn, Generator, Int, OneOf, Problem, Text, case, covering, scenario

from .draws import number, often

problem = Problem(
    points=10,
    forbidden=("torch.optim.Optimizer",),
    hints=(
        Text(
            "The traps are step 0, whole numbers of periods, and the cosine after its end.",
            zh="陷阱在于第 0 步、周期的整数倍，以及余弦结束之后。",
        ),
        Text("At step 0 every kind gives lr0.", zh="在第 0 步，每种调度都给出 lr0。"),
    ),
)

AFTER_THE_END = Text(
    "The cosine falls once, from lr0 to 0 at `total`, and stays there.",
    zh="余弦只下降一次，从 lr0 到 total 处的 0，之后保持不变。",
)
WHOLE_PERIODS = Text("The steps go down at whole periods: step // period.", zh="阶梯在整周期处下降：step // period。")
KINDS = ("inverse_sqrt", "exponential", "step", "cosine")

domain = (
    Domain(
        step=Int(range(26)),
        lr0=number(0.05, 2),
        kind=OneOf(*KINDS),
        gamma=Drawn(
            often(0.5, 0.75, 0.9, 1.0),
            lambda gamma: isinstance(gamma, float) and 0 < gamma <= 1,
            "a number above 0, up to 1",
            default=0.5,
        ),
        period=Int((1, 2, 3, 5, 10), default=10),
        total=Int((1, 4, 9, 15, 100), default=100),
    )
    .choices_of(
        Choice(
            "kind",
            case("1 / sqrt", lambda kind: kind == "inverse_sqrt", zh="按 1 / sqrt 衰减"),
            case("exponential", lambda kind: kind == "exponential", usual=True, zh="指数衰减"),
            case("in steps", lambda kind: kind == "step", usual=True, zh="阶梯式衰减"),
            case("cosine", lambda kind: kind == "cosine", usual=True, zh="余弦衰减"),
        ),
        Choice(
            "time",
            case("on the way", zh="在途中"),
            case("step 0", lambda step: step == 0, reason="lr0 itself", zh="第 0 步"),
            case(
                "a whole number of periods",
                lambda kind, step, period: kind == "step" and step > 0 and step % period == 0,
                reason="// or rounding",
                zh="正好整数个周期",
            ),
            case(
                "after the end",
                lambda kind, step, total: kind == "cosine" and step >= total,
                reason="the cosine does not rise again",
                zh="在终点之后",
            ),
        ),
    )
)


def sized(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """A cosine near its end is a difference of numbers of lr0's size."""
    return drawn.scale(drawn.inputs["lr0"]) if drawn.inputs["kind"] == "cosine" else drawn


def _at(rng: Generator, kind: str, *steps: int, gamma=0.5, period=10, total=100) -> Case:
    """The same schedule at several steps."""
    schedule = {"lr0": float(rng.uniform(0.1, 1)), "kind": kind, "gamma": gamma, "period": period, "total": total}
    first, *rest = (sized(Case(step=int(step), **schedule)) for step in steps)
    return first.then(*rest)


@scenario(public=1, zh="作业说明的各个例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's examples."""
    halves = sized(Case(step=10, lr0=0.5, kind="step", gamma=0.5, period=5))
    return halves.then(
        Case(step=3, lr0=0.5, kind="inverse_sqrt"),
        Case(step=2, lr0=0.5, kind="exponential", gamma=0.5),
        Case(step=50, lr0=0.5, kind="cosine"),
    )


@scenario(public=1, private=1, zh="每种调度都在途中，位于两个整周期之间。")
def ordinary(rng: Generator) -> Case:
    """Every kind on its way, between two whole periods."""
    step, lr0 = int(10 * rng.integers(1, 4) + rng.integers(1, 10)), float(rng.uniform(0.1, 1))
    first, *rest = (Case(step=step, lr0=lr0, kind=kind) for kind in KINDS)
    return first.then(*rest)


@scenario(public=1, private=1, traps=("inverse-sqrt",), zh="lr0 / sqrt(step + 1)。")
def inverse_sqrt(rng: Generator) -> Case:
    """lr0 / sqrt(step + 1)."""
    return _at(rng, "inverse_sqrt", *rng.choice(range(1, 50), size=4, replace=False))


@scenario(public=1, private=1, zh="lr0 gamma^step。")
def exponential(rng: Generator) -> Case:
    """lr0 gamma^step."""
    steps = rng.choice(range(2, 30), size=4, replace=False)
    return _at(rng, "exponential", *steps, gamma=float(rng.uniform(0.6, 0.95)))


@scenario(private=2, hint=WHOLE_PERIODS, traps=("whole-periods",), zh="整周期之前、之时和之后。")
def in_steps(rng: Generator) -> Case:
    """Before, at and after whole periods."""
    period = int(rng.integers(3, 8))
    steps = (period - 1, period, period + 1, 2 * period, 3 * period - 1)
    return _at(rng, "step", *steps, gamma=float(rng.uniform(0.3, 0.8)), period=period)


@scenario(private=2, hint=AFTER_THE_END, traps=("after-the-end",), zh="余弦调度的途中、终点和终点之后。")
def to_the_end(rng: Generator) -> Case:
    """A cosine on its way, at its end and after it."""
    total = int(rng.integers(7, 20))
    return _at(rng, "cosine", total // 3, total - 2, total, total + 3, total * 2, total=total)


@scenario(private=1, traps=("step-0",), zh="每种调度的第 0 步和第 3 步。")
def at_the_start(rng: Generator) -> Case:
    """Step 0 of every kind, and step 3."""
    first, *rest = (
        sized(Case(step=step, lr0=float(rng.uniform(0.1, 1)), kind=kind)) for kind in KINDS for step in (0, 3)
    )
    return first.then(*rest)


every_choice = covering(domain, private=11, weight=1, adjust=sized)
