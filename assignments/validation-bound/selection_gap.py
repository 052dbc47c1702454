"""What choosing by the validation loss costs."""

from typing import Any

import numpy as np

from grader.author import Array, Case, Domain, Generator, Problem, Text, covering, scenario, values

from .draws import STEP, H, draw_losses

problem = Problem(
    points=10,
    hints=(
        Text(
            "The trap is which loss chooses and which one counts.",
            zh="陷阱在于用哪个损失来选，用哪个损失来算。",
        ),
        Text(
            "The result is never negative. What is it when the best candidate is chosen, and when two tie?",
            zh="结果从不为负。选中最好的候选时是多少？两个候选并列时呢？",
        ),
    ),
)


def _distinct(here: Any) -> np.ndarray:
    """No two of them equal."""
    return here.rng.choice(np.arange(7, 58), size=here.shape, replace=False) * STEP


def _tied(here: Any) -> np.ndarray:
    losses = _distinct(here)
    first, second = here.rng.choice(len(losses), size=2, replace=False)
    losses[[first, second]] = losses.min()
    return losses


def _best(here: Any) -> int:
    return int(here.given["validation_loss"].argmin())


def _chosen_is_best(here: Any) -> np.ndarray:
    losses = _distinct(here)
    losses[_best(here)] = 0.0625
    return losses


domain = Domain(
    validation_loss=Array(
        "H",
        values=(
            values("ordinary", _distinct, zh="普通"),
            values(
                "the smallest twice",
                _tied,
                lambda array: int((array == array.min()).sum()) > 1,
                needs=lambda H: H > 1,
                held=True,
                reason="the first of them is chosen",
                zh="最小值出现两次",
            ),
        ),
    ),
    true_loss=Array(
        "H",
        values=(
            values("ordinary", _distinct, zh="普通"),
            values(
                "the chosen candidate is the best",
                _chosen_is_best,
                lambda array, here: array[_best(here)] == array.min(),
                reason="the gap is 0",
                zh="选中的候选就是最好的",
            ),
        ),
    ),
).choices_of(H)


def of_size_one(drawn: Case, _: frozenset[str]) -> Case:
    """A loss between 0 and 1, also where the gap is 0."""
    return drawn.scale(1.0)


def draw(rng: Generator, candidates: int) -> Case:
    """A candidate that looks best and is not."""
    while True:
        true, found = draw_losses(rng, candidates), rng.permutation(np.arange(7, 58))[:candidates] * STEP
        if true[found.argmin()] > true.min() + 2 * STEP:
            return Case(validation_loss=found, true_loss=true).scale(1.0)


@scenario(public=1, zh="作业说明的例子。")
def by_hand(rng: Generator) -> Case:
    """The handout's example."""
    true = np.array([0.28, 0.31, 0.26])
    first, *others = (
        Case(validation_loss=np.array(found), true_loss=true).scale(1.0)
        for found in ([0.3, 0.2, 0.25], [0.3, 0.4, 0.25], [0.25, 0.3, 0.35])
    )
    return first.then(*others)


@scenario(public=2, private=2, zh="在若干候选中做三次选择。")
def ordinary(rng: Generator) -> Case:
    """Three choices among some candidates."""
    # Three calls a case: a number that is right once earns nothing.
    return draw(rng, 6).then(draw(rng, 4), draw(rng, 5))


@scenario(private=2, traps=("many-candidates",), zh="四十个真实损失相近的候选：选中的是运气最好的。")
def many_candidates(rng: Generator) -> Case:
    """Forty candidates whose true losses are alike: the luckiest one is chosen."""
    true = rng.uniform(0.3, 0.4, size=40)
    return Case(validation_loss=true + rng.normal(scale=0.1, size=40), true_loss=true).scale(1.0)


@scenario(
    private=2,
    hint=Text("Of equal validation losses the first one is chosen.", zh="验证损失相等时选第一个。"),
    traps=("tie",),
    zh="最小的验证损失出现两次；真实损失不同。",
)
def tie(rng: Generator) -> Case:
    """The smallest validation loss twice; true losses that differ."""
    first, *others = (_with_tie(rng, candidates) for candidates in (5, 6, 40))
    return first.then(*others)


def _with_tie(rng: Generator, candidates: int) -> Case:
    found, true = (rng.permutation(np.arange(13, 58))[:candidates] for _ in range(2))
    found[[1, 3]] = 12
    if true[1] == true.min():  # the first of the equal ones is not the best
        true = np.roll(true, 1)
    drawn = Case(validation_loss=found * STEP, true_loss=true * STEP)
    return drawn.hold("validation_loss", "true_loss").scale(1.0)


@scenario(
    private=1,
    hint=Text("Where the best candidate is chosen the gap is 0.", zh="选中最好的候选时差距为 0。"),
    traps=("no-gap",),
    zh="选中最好的候选，然后选中另一个，如此两次。",
)
def no_gap(rng: Generator) -> Case:
    """The best candidate is chosen, then another one, twice."""
    true = draw_losses(rng, 5)
    return Case(validation_loss=true * 0.5 + 0.25, true_loss=true).scale(1.0).then(draw(rng, 5), draw(rng, 6))


every_choice = covering(domain, private=7, weight=1, adjust=of_size_one, traps=("one-candidate", "input-forms"))
