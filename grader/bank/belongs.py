"""Every drawn case is held against the problem's domain before it is frozen."""

from __future__ import annotations

from collections.abc import Sequence

from grader.domain.classify import classify
from grader.domain.domain import Domain
from grader.domain.errors import OutsideDomainError
from grader.languages.words import ENGLISH, languages
from grader.model.errors import SpecError
from grader.model.outcome import Arguments


def unusual_classes(domain: Domain | None, calls: Sequence[Arguments], where: str) -> tuple[str, ...]:
    """The titles of all classes of a case's calls that are not ordinary; none where no domain is declared.

    Raises:
        SpecError: a call lies outside the domain.
    """
    if domain is None:
        return ()
    titles: list[str] = []
    for call in calls:
        try:
            titles += domain.unusual(classify(domain, call.values, call.forms))
        except OutsideDomainError as error:
            raise SpecError(f"{where}: outside the problem's domain: {error}") from error
    return tuple(dict.fromkeys(titles))


def translated(domain: Domain | None, titles: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The titles of classes in every other language; none where there are no titles."""
    if domain is None or not titles:
        return {}
    return {language: domain.titles_in(language, titles) for language in languages() if language != ENGLISH}
