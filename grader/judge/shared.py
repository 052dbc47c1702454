"""What all failing cases of a problem have in common, said where no known mistake explains them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress

from grader.judge.score import Credit
from grader.languages.words import ENGLISH, words_in
from grader.model.bank import ProblemBank, Sentence

#: With more classes in common than this, as with a single failing case as a rule, nothing is pointed at.
MOST = 3


def in_common(problem: ProblemBank, shares: Mapping[str, Credit]) -> Sentence:
    """A sentence that names the classes of inputs that every failing case has and no passed one; {} without any."""
    failed = [set(case.classes) for case in problem.cases if not shares.get(case.id, 0)]
    right = [set(case.classes) for case in problem.cases if shares.get(case.id, 0)]
    if not failed or not right:
        return {}
    found = set.intersection(*failed).difference(*right)
    if not 0 < len(found) <= MOST:
        return {}
    first = next(case for case in problem.cases if not shares.get(case.id, 0))
    shown = [title in found for title in first.classes]
    classes = {ENGLISH: first.classes, **first.translated}
    return {language: _sentence(language, list(compress(titles, shown))) for language, titles in classes.items()}


def _sentence(language: str, titles: list[str]) -> str:
    say = words_in(language)
    return say("every failing case has this, and no other case: {what}", what=say(" and ").join(titles))
