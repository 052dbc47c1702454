"""Whether the private cases hold every class of a problem's domain, nearly every pair, and no class too often."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from grader.domain.classes import Selection
from grader.domain.classify import classify
from grader.domain.covering import demands, held, rows
from grader.domain.domain import Domain
from grader.judge.score import total_score
from grader.model.bank import PRIVATE, ProblemBank
from grader.validate.proof import Finding, Subject

#: Shares of classes, and of pairs of classes of different choices, that private cases hold at least.
SINGLES, PAIRS = 1.0, 0.9
#: A program that is wrong at one class of inputs only loses at most this share of a problem.
DEAREST = 1 / 3


def domains_covered(subject: Subject) -> list[Finding]:
    """Classes of inputs, and pairs of them, that private cases hold; what one class alone can cost."""
    findings = []
    for problem, bank in subject.pairs():
        if problem.domain is not None:
            selections = _selections(problem.domain, bank)
            findings += [_covered(problem.domain, problem.name, selections), _fair(problem.domain, bank, subject)]
    return findings


def _selections(domain: Domain, bank: ProblemBank) -> list[Selection]:
    calls = [call for case in bank.cases if case.split == PRIVATE for call in case.task.calls]
    return [classify(domain, call.values, call.forms) for call in calls]


def _covered(domain: Domain, name: str, selections: Sequence[Selection]) -> Finding:
    wanted = demands(domain)
    singles = {one.title for selection in selections for one in selection.values()}
    pairs = {pair for selection in selections for pair in held(domain, selection)}
    lost = [title for title in wanted.singles if title not in singles]
    apart = [pair for pair in wanted.pairs if pair not in pairs]
    share = 1 - len(apart) / max(len(wanted.pairs), 1)
    ok = not lost and share >= PAIRS
    text = (
        f"{len(wanted.singles) - len(lost)} of {len(wanted.singles)} classes of inputs, "
        f"{share:.0%} of {len(wanted.pairs)} pairs"
    )
    return Finding("domain", name, ok, text if ok else f"{text}; {_missing(domain, lost, apart)}", share)


def _missing(domain: Domain, lost: Sequence[str], apart: Sequence[frozenset[str]]) -> str:
    """What is missing, and the case that brings most of it."""
    words = [*lost, *(" with ".join(sorted(pair)) for pair in apart)]
    shown = "; ".join(words[:6]) + (f"; and {len(words) - 6} more" if len(words) > 6 else "")
    best = max(rows(domain), key=lambda row: _gain(domain, row, lost, apart))
    titles = domain.unusual(best)
    code = ", ".join(["domain", "rng", *map(repr, titles)])
    return (
        f"missing: {shown}. Most of it comes with a case of {'; '.join(titles)}: `return case_of({code})`, "
        f"all of it with covering(domain, private={len(rows(domain))})"
    )


def _gain(domain: Domain, row: Selection, lost: Collection[str], apart: Collection[frozenset[str]]) -> int:
    singles = sum(one.title in lost for one in row.values())
    return singles + sum(pair in held(domain, row) for pair in apart)


def _fair(domain: Domain, bank: ProblemBank, subject: Subject) -> Finding:
    """The edge that costs most if a program fails on all cases that have it, and on no other."""
    costs = {}
    for choice in domain.choices:
        for one in [one for one in choice.classes[1:] if not one.usual]:
            passed = {case.id: one.title not in case.classes for case in bank.cases}
            left = total_score(bank, passed, subject.bank.score_rule)
            costs[one.title] = 1 - float(left.earned) / left.points
    worst = max(costs, key=lambda title: costs[title], default="")
    cost = costs.get(worst, 0.0)
    text = f"a program that is wrong at one class of inputs only loses at most {cost:.0%} (at: {worst})"
    ways = (
        ""
        if cost <= DEAREST
        else f"; expected {DEAREST:.0%} or less: lower the weight of covering(…), or declare it usual=True"
    )
    return Finding("fair", bank.name, cost <= DEAREST, text + ways, cost)
