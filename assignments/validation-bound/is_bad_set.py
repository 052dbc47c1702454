"""Whether a validation set misleads about some candidate."""

from typing import Any

import numpy as np

from grader.author import Array, Case, Domain, Generator, Problem, Text, covering, scenario, values

from .draws import STEP, STRICT, WORST, H, draw_losses, number

problem = Problem(
    points=10,
    hints=(
        Text(
            "The traps are 'any' against 'all', both directions, and what happens exactly at epsilon.",
            zh="陷阱在于“任一”与“全部”、两个方向，以及恰好等于 epsilon 的情形。",
        ),
        Text(
            "Write down all differences of the handout's example, and mark which of them alone make the set bad.",
            zh="写出讲义例子中的所有差，标出哪些差单独就足以使集合变坏。",
        ),
    ),
)

LOSSES = values("ordinary", lambda here: draw_losses(here.rng, *here.shape), zh="普通")


def _beside(here: Any) -> float:
    """Half a step above or below the largest difference."""
    largest = np.abs(here.given["sample_loss"] - here.given["true_loss"]).max()
    return float(max(largest + here.rng.choice([-1, 1]) * STEP / 2, STEP / 4))


domain = Domain(
    sample_loss=Array("H", values=(LOSSES,)),
    true_loss=Array("H", values=(LOSSES,)),
    epsilon=number(values("near the largest difference", _beside, zh="接近最大差异")),
).choices_of(H)


def draw(rng: Generator, offsets: list[float], epsilon: float) -> Case:
    """Losses that are off by these numbers of steps, in any order."""
    true = rng.integers(20, 45, size=len(offsets)) * STEP
    off = rng.permutation(np.array(offsets)) * STEP
    drawn = Case(sample_loss=true + off, true_loss=true, epsilon=epsilon * STEP)
    return drawn.hold("sample_loss", "true_loss", "epsilon")


def mixed(rng: Generator, *cases: Case) -> Case:
    """All of them in one case, in any order: no constant is right."""
    first, *others = (cases[place] for place in rng.permutation(len(cases)))
    return first.then(*others)


@scenario(public=1, zh="作业说明的例子：一个集合的三个 epsilon。")
def by_hand(rng: Generator) -> Case:
    """The handout's example: three epsilons for one set."""
    sample, true = np.array([0.5, 0.25, 0.75]), np.array([0.375, 0.5, 0.75])
    first, *others = (Case(sample_loss=sample, true_loss=true, epsilon=epsilon) for epsilon in (0.2, 0.25, 0.3))
    return first.then(*others)


@scenario(public=2, private=2, zh="一些坏的集合和一个好的集合，次序任意。")
def ordinary(rng: Generator) -> Case:
    """Sets that are bad and a set that is good, in any order."""
    good, bad = [-3.0, 5.0, 2.0, 0.0, -4.0], [-3.0, 5.0, -9.0, 0.0, 2.0]
    return mixed(rng, draw(rng, good, 6.5), draw(rng, bad, 6.5), draw(rng, [2.0, 9.0, 0.0, 1.0, -1.0], 7.5))


@scenario(
    private=2, weight=2, hint=WORST, traps=("one-of-many", "both-sides"),
    zh="十二个候选中有一个偏离，方向不限，或都不偏离。",
)
def one_of_many(rng: Generator) -> Case:
    """One of twelve candidates is off, in either direction, or none."""
    steps = [*rng.integers(-3, 4, size=11).astype(float)]
    return mixed(
        rng, draw(rng, [*steps, 8.0], 6.5), draw(rng, [*steps, -8.0], 6.5), draw(rng, [*steps, 5.0], 6.5),
        draw(rng, [*steps, -5.0], 6.5),
    )


@scenario(
    private=2, weight=2, hint=STRICT, traps=("exactly-epsilon",),
    zh="恰好偏离 epsilon，方向不限，以及偏离略多一点。",
)
def exactly_epsilon(rng: Generator) -> Case:
    """Off by exactly epsilon, in either direction, and by a little more."""
    return mixed(
        rng, draw(rng, [3.0, -1.0, 2.0], 3.0), draw(rng, [-3.0, 1.0, 2.0], 3.0), draw(rng, [3.0, -4.0, 2.0], 3.0)
    )


@scenario(private=1, traps=("one-candidate",), zh="一个候选：太高、太低和足够接近。")
def one_candidate(rng: Generator) -> Case:
    """One candidate: too high, too low, and near enough."""
    return mixed(rng, draw(rng, [6.0], 4.5), draw(rng, [-6.0], 4.5), draw(rng, [3.0], 4.5), draw(rng, [-4.0], 4.5))


@scenario(
    private=2, traps=("large-differences",),
    zh="大多数偏离；只有一个偏离很远；两个相互抵消；全部偏离；都不偏离。",
)
def several_differences(rng: Generator) -> Case:
    """Most are off, one alone is far off, two cancel, all are off, none is."""
    offsets = [8.0, 7.0, 1.0], [18.0, 1.0, 1.0], [20.0, -20.0, 1.0], [8.0, -9.0, 8.0], [3.0, -3.0, 2.0, -3.0], [6.0]
    return mixed(rng, *(draw(rng, one, 6.5) for one in offsets))


every_choice = covering(domain, private=6, weight=1)

