"""A hypothesis strategy over a domain; only tests and searches for counterexamples import this module."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from hypothesis import strategies as st
from numpy.random import Generator, default_rng

from grader.domain.classes import Class, Selection
from grader.domain.covering import possible
from grader.domain.domain import Domain
from grader.domain.errors import DomainDeclarationError
from grader.domain.sample import Sample, sample

#: Seeds that hypothesis draws; towards 0 it shrinks, where sizes are the smallest that there are.
SEEDS = 2**32 - 1

#: Whether a call can have these classes together.
Fits: TypeAlias = Callable[[Domain, Selection], bool]


@st.composite
def selections(draw: st.DrawFn, domain: Domain, fits: Fits = possible) -> Selection:
    """One class of each choice, which `fits` says go together, shrinking to the ordinary ones."""
    chosen: dict[str, Class] = {}
    for choice in domain.choices:
        number = draw(st.integers(0, len(choice.classes) - 1), label=choice.name)
        order = (choice.classes[number], *choice.classes)
        found = next((one for one in order if fits(domain, {**chosen, choice.name: one})), None)
        if found is None:
            raise DomainDeclarationError(
                f"classes: no class of {choice.name} goes with {'; '.join(domain.unusual(chosen))}"
            )
        chosen[choice.name] = found
    return chosen


@st.composite
def calls(draw: st.DrawFn, domain: Domain) -> Sample:
    """Arguments of the domain: one class of each choice, shrinking to the ordinary ones and to the smallest sizes."""
    chosen = draw(selections(domain))
    seed = draw(st.integers(0, SEEDS), label="seed")
    rng: Generator = default_rng(seed)
    return sample(domain, rng, chosen, smallest=seed == 0)
