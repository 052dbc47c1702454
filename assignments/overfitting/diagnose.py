"""What ails a training, told from five losses."""

import numpy as np

from grader.author import Case, Choice, Domain, Drawn, Generator, Problem, Text, case, covering, scenario

from .draws import eighths

problem = Problem(
    points=10,
    hints=(
        Text(
            "The trap is the order of the questions: look at the training loss before anything else.",
            zh="陷阱在于提问的次序：先看训练损失，再看其他。",
        ),
        Text(
            "Go down the tree with a smaller model that does better than the larger one; what does that prove?",
            zh="沿着决策树走一遍：小模型比大模型还好，这说明了什么？",
        ),
    ),
)

ORDER = Text(
    "Training loss first; only where it is small does a gap to validation mean overfitting.",
    zh="先看训练损失；只有它足够小时，与验证的差距才说明过拟合。",
)
STRICT = Text(
    "Every comparison is strict: exactly at the target is reached, exactly the gap is none.",
    zh="比较都是严格的：恰好等于目标算达到，恰好等于 gap 不算差距。",
)
NAMES = ("train", "small_train", "validation", "test", "target", "gap")
LEVELS = tuple(level / 8 for level in (4, 2, 6, 3, 9, 5, 12, 1))


def _loss() -> Drawn:
    """Any of the losses."""
    words = "a float from 0 on"
    return Drawn(lambda rng: float(rng.choice(LEVELS)), lambda value: isinstance(value, float) and value >= 0, words)


domain = (
    Domain(train=_loss(), small_train=_loss(), validation=_loss(), test=_loss(), target=_loss(), gap=_loss())
    .sizes(**dict.fromkeys(NAMES, LEVELS))
    .choices_of(
        Choice(
            "training",
            case("training reaches its target", lambda train, target: train < target, zh="训练误差达到目标"),
            case(
                "training exactly at its target", lambda train, target: train == target, reason="reached is reached",
                zh="训练误差恰好等于目标",
            ),
            case("training above its target", lambda train, target: train > target, usual=True, zh="训练误差高于目标"),
        ),
        Choice(
            "smaller model",
            case("worse than the larger", lambda small_train, train: small_train >= train, zh="比大模型差"),
            case(
                "better by more than the gap", lambda small_train, train, gap: small_train < train - gap, usual=True,
                zh="好出的超过差距",
            ),
            case(
                "better by just the gap", lambda small_train, train, gap: small_train == train - gap, reason="no gap",
                zh="恰好好出一个差距",
            ),
            case("better, but by less", reason="that is noise", usual=True, zh="好一些，但不到差距"),
        ),
        Choice(
            "validation",
            case(
                "no gap from training", lambda validation, train, gap: validation - train < gap,
                zh="与训练误差没有差距",
            ),
            case(
                "the gap from training", lambda validation, train, gap: validation - train == gap, reason="no gap",
                zh="与训练误差恰好相差这个差距",
            ),
            case(
                "a gap from training", lambda validation, train, gap: validation - train > gap, usual=True,
                zh="与训练误差的差距更大",
            ),
        ),
        Choice(
            "test",
            case(
                "no gap from validation", lambda test, validation, gap: test - validation < gap,
                zh="与验证误差没有差距",
            ),
            case(
                "the gap from validation", lambda test, validation, gap: test - validation == gap, reason="no gap",
                zh="与验证误差恰好相差这个差距",
            ),
            case(
                "a gap from validation", lambda test, validation, gap: test - validation > gap, usual=True,
                zh="与验证误差的差距更大",
            ),
        ),
    )
)


def made(*losses: float) -> Case:
    """One call; the losses are not moved, since ties are the point."""
    return Case(**dict(zip(NAMES, map(float, losses), strict=True))).hold(*NAMES)


#: One of each diagnosis, in words that no other has.
EACH = (
    made(1.5, 0.5, 1.625, 1.75, 1, 0.25),
    made(1.5, 1.75, 2.5, 3, 1, 0.25),
    made(0.5, 0.75, 1.5, 3, 1, 0.25),
    made(0.5, 0.75, 0.625, 1.5, 1, 0.25),
    made(0.5, 0.75, 0.625, 0.75, 1, 0.25),
)


def with_others(drawn: Case, titles: frozenset[str] = frozenset()) -> Case:
    """Then one that overfits and one that is well, so that no constant is right."""
    return drawn.hold(*NAMES).then(EACH[2], EACH[4])


def near(rng: Generator, train: float, small_train: float, validation: float, test: float) -> Case:
    """Losses relative to a target of about 1 and a gap of 1/4, moved and stretched together."""
    stretch, move = float(rng.choice([0.5, 1, 2])), float(eighths(rng, 1)[0])
    losses = [stretch * (one + move) for one in (train, small_train, validation, test, 1.0)]
    return made(*losses, stretch * 0.25)


def together(rng: Generator, each: tuple[tuple[float, ...], ...]) -> Case:
    """Several calls, each answer another, so that no constant is right."""
    first, *others = (near(rng, *losses) for losses in each)
    return first.then(*others)


@scenario(public=1, zh="作业说明的例子：每种一个。")
def by_hand(rng: Generator) -> Case:
    """The handout's examples: one of each."""
    first, *others = EACH
    return first.then(*others)


@scenario(public=2, zh="每种一个，数不同。")
def far_from_ties(rng: Generator) -> Case:
    """One of each, in other numbers."""
    each = ((2, 1, 2.125, 2), (2, 2.5, 2, 2), (0.5, 1, 1.5, 1.5), (0.5, 1, 0.5, 2), (0.5, 1, 0.5, 0.5))
    return together(rng, each)


@scenario(
    public=1, private=3, weight=3, hint=ORDER, traps=("training-first", "small-model"),
    zh="同时有几种毛病：按次序以第一种为准。",
)
def ordinary(rng: Generator) -> Case:
    """Several ailments at once: the first in the order counts."""
    small = ((2, 1.5, 4, 6), (2, 1.875, 4, 6), (1.125, 1, 4, 6))
    each = (*small, (0.5, 0, 2, 4), (0.75, 0.125, 0.875, 4), (0.875, 0.25, 1, 1.125))
    return together(rng, each)


@scenario(private=3, weight=2, hint=STRICT, traps=("ties",), zh="恰好等于目标，恰好等于差距。")
def ties(rng: Generator) -> Case:
    """Exactly at the target, exactly the gap."""
    each = ((1, 0.25, 1.25, 1.5), (1, 0.25, 1.25, 1.75), (2, 1.75, 2, 2), (0.5, 1, 0.75, 1), (1.125, 0.75, 1, 1))
    return together(rng, each)


@scenario(private=2, traps=("no-abs",), zh="验证比训练好，测试比验证好：没有差距。")
def validation_better(rng: Generator) -> Case:
    """Validation better than training, test better than validation: no gap."""
    return together(rng, ((0.875, 1, 0.125, 0.125), (0.5, 1, 0.5, 0), (0.75, 0.625, 0.125, 2), (2, 4, 1, 0)))


every_choice = covering(domain, private=18, weight=1, adjust=with_others)
