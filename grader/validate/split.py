"""What the public cases show: the private ones have a purpose, and who passes the public ones does not fall deep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from grader.judge.score import total_score
from grader.model.bank import PUBLIC, ProblemBank
from grader.validate.proof import Finding, Subject

#: Who passes every public case earns this share of the problem, whichever one known mistake the program has.
KEPT = Fraction(3, 5)


@dataclass(frozen=True)
class Fall:
    """A known mistake that passes every public case and earns less than KEPT of the problem's points."""

    mistake: str
    share: float  # of the problem's points
    failed: Mapping[str, tuple[int, int]]  # by scenario: the cases that it fails, of how many

    @property
    def shown_by(self) -> tuple[str, ...]:
        """The scenarios of which it fails every case."""
        return tuple(name for name, (failed, cases) in self.failed.items() if failed == cases)

    @property
    def words(self) -> str:
        """What it is called, what it earns and where it fails."""
        places = ", ".join(f"{name} ({failed} of {cases})" for name, (failed, cases) in self.failed.items())
        words = f"{self.mistake}: expected {float(KEPT):.0%} of the points for who passes every public case"
        return f"{words}, found {self.share:.0%}; it fails {places}"


def public_lets_through(subject: Subject) -> list[Finding]:
    """Whether the private cases have a purpose, and the public ones warn of what costs much."""
    findings = []
    total = 0
    for _, bank in subject.pairs():
        through = let_through(bank)
        text = f"{len(through)} of {len(bank.mistakes)} mistakes pass every public case"
        if not through:
            text += ": the public cases catch every known mistake already"
        findings.append(Finding("split", bank.name, True, text))
        findings += [Finding("split", bank.name, False, words) for words in unfair(bank, subject.bank.score_rule)]
        total += bool(through)
    if not subject.assignment.is_whole:
        return findings
    return [*findings, Finding("split", "", total > 0, f"in {total} problems some mistake passes every public case")]


def let_through(bank: ProblemBank) -> list[int]:
    """The numbers of the known mistakes that pass every public case."""
    public = [case for case in bank.cases if case.split == PUBLIC]
    return [number for number in range(len(bank.mistakes)) if not any(case.known[number].wrong for case in public)]


def unfair(bank: ProblemBank, rule: str) -> list[str]:
    """Each fall in the author's words, with the scenario whose public case would show most of them."""
    found = list(falls(bank, rule))
    return [f"{fall.words}; {_way_out(bank, fall, found)}" for fall in found]


def falls(bank: ProblemBank, rule: str) -> Iterator[Fall]:
    """The known mistakes that pass every public case and cost more than they may."""
    for number in let_through(bank):
        wrong = {case.id for case in bank.cases if case.known[number].wrong}
        score = total_score(bank, {case.id: case.id not in wrong for case in bank.cases}, rule)
        share = score.earned / score.points
        if share >= KEPT:
            continue
        cases = {one.name: [case.id for case in bank.cases if case.scenario == one.name] for one in bank.scenarios}
        counts = {name: (len(wrong.intersection(ids)), len(ids)) for name, ids in cases.items()}
        failed = {name: count for name, count in counts.items() if count[0]}
        yield Fall(bank.mistakes[number].name, float(share), failed)


def _way_out(bank: ProblemBank, fall: Fall, others: Sequence[Fall]) -> str:
    """The public case to add: of a scenario that shows this mistake for sure and most of the others, too."""
    again = {case.scenario for case in bank.cases if len(case.task.calls) > 1}
    derived = again | {one.name for one in bank.scenarios if one.keeps_inputs}
    sure = [name for name in fall.shown_by if name not in derived]
    if not sure:
        return "add a scenario with a public case that it fails"
    best = max(sure, key=lambda name: sum(name in other.shown_by for other in others))
    scenario = bank.scenario_of[best]
    public = scenario.counts.get(PUBLIC, 0)
    wanted = max(public + 1, 2) if scenario.all_or_nothing else public + 1  # a constant would earn a single such case
    return f"a public case of {best} shows it: public={wanted}"
