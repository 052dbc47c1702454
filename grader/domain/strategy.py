"""A hypothesis strategy over a domain; only tests and searches for counterexamples import this module."""

from __future__ import annotations

from hypothesis import strategies as st
from numpy.random import Generator, default_rng

from grader.domain.classes import Class, Selection
from grader.domain.covering import possible
from grader.domain.domain import Domain
from grader.domain.errors import DomainDeclarationError
from grader.domain.sample import Sample, sample

#: Seeds that hypothesis draws; towards 0 it shrinks, where sizes are the smallest that there are.
SEEDS = 2**32 - 1


@st.composite
def selections(draw: st.DrawFn, domain: Domain) -> Selection:
    """One class of each choice, all of which a call can have together, shrinking to the ordinary ones."""
    chosen: dict[str, Class] = {}
    for choice in domain.choices:
        number = draw(st.integers(0, len(choice.classes) - 1), label=choice.name)
        wanted = {**chosen, choice.name: choice.classes[number]}
        chosen = wanted if possible(domain, wanted) else {**chosen, choice.name: _other(domain, chosen, choice.classes)}
    return {choice.name: chosen[choice.name] for choice in domain.choices}


@st.composite
def calls(draw: st.DrawFn, domain: Domain) -> Sample:
    """Arguments of the domain: one class of each choice, shrinking to the ordinary ones and to the smallest sizes."""
    chosen = draw(selections(domain))
    seed = draw(st.integers(0, SEEDS), label="seed")
    rng: Generator = default_rng(seed)
    return sample(domain, rng, chosen, smallest=seed == 0)


def _other(domain: Domain, chosen: dict[str, Class], classes: tuple[Class, ...]) -> Class:
    """The first class of a choice that goes with those chosen before it."""
    name = next(choice.name for choice in domain.choices if choice.classes is classes)
    for one in classes:
        if possible(domain, {**chosen, name: one}):
            return one
    raise DomainDeclarationError(f"classes: no class of {name} goes with {'; '.join(domain.unusual(chosen))}")
