"""How far the validation loss may be off, at a given confidence."""

from grader.author import Case, Choice, Domain, Generator, Problem, Text, case, covering, scenario

from .draws import CANDIDATE_CLASSES, CANDIDATES, COUNTS, DELTA, IN_LOG_SPACE, huge

problem = Problem(
    points=15,
    hints=(
        Text(
            "The trap is solving for epsilon: a logarithm, a quotient, a root, in this order.",
            zh="陷阱在于解出 epsilon：先对数，再除，再开方，次序如此。",
        ),
        Text(
            "Put your epsilon into your hoeffding_bound: delta must come out. It may be above 1: do not cut it.",
            zh="把你的 epsilon 代入 hoeffding_bound，应得到 delta。它可以大于 1：不要截断。",
        ),
    ),
)

domain = (
    Domain(count=COUNTS, delta=DELTA, candidates=CANDIDATES)
    .choices_of(
        CANDIDATE_CLASSES,
        Choice(
            "count",
            case("many samples", zh="很多样本"),
            case("one sample", lambda count: count == 1, reason="epsilon is above 1, and N - 1 is 0", zh="一个样本"),
        ),
    )
)


def draw(rng: Generator, count: int, candidates: int) -> Case:
    """An ordinary confidence."""
    return Case(count=count, delta=float(rng.uniform(0.01, 0.3)), candidates=candidates)


@scenario(public=1, zh="作业说明的例子：一个候选、二十个和一百万个。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: one candidate, twenty and a million."""
    first, *others = (Case(count=1000, delta=0.05, candidates=candidates) for candidates in (1, 20, 10**6))
    return first.then(*others)


@scenario(public=2, private=2, zh="三个集合，各有几百个样本。")
def ordinary(rng: Generator) -> Case:
    """Three sets of some hundreds of samples."""
    first, *others = (draw(rng, int(rng.integers(100, 900)), int(rng.integers(3, 90))) for _ in range(3))
    return first.then(*others)


@scenario(private=2, weight=2, hint=IN_LOG_SPACE, traps=("huge-candidates",), zh="10**400 个及更多的候选。")
def huge_candidates(rng: Generator) -> Case:
    """10**400 candidates and more."""
    first, *others = (
        draw(rng, int(rng.integers(1000, 90000)), candidates) for candidates in huge(rng)
    )
    return first.then(*others)


@scenario(
    private=1,
    hint=Text(
        "With few samples epsilon is above 1: that promises nothing, and is the answer nevertheless.",
        zh="样本很少时 epsilon 大于 1：它什么也不保证，但仍是答案。",
    ),
    traps=("no-promise",),
    zh="一到三个样本：epsilon 大于 1。",
)
def few_samples(rng: Generator) -> Case:
    """One to three samples: epsilon is above 1."""
    return draw(rng, 2, int(rng.integers(100, 900))).then(draw(rng, 1, int(rng.integers(3, 9))), draw(rng, 3, 10**9))


@scenario(private=1, traps=("one-candidate",), zh="一个候选，三个集合。")
def one_candidate(rng: Generator) -> Case:
    """One candidate, three sets."""
    first, *others = (draw(rng, int(rng.integers(100, 900)), 1) for _ in range(3))
    return first.then(*others)


every_choice = covering(domain, private=7, weight=1)
