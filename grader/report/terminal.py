"""What `check`, `grade` and `show` print; every text of a submission is data here, never markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.languages.words import ENGLISH, Words, words_in
from grader.model.bank import PRIVATE, PUBLIC, CaseBank
from grader.model.numbers import told_apart
from grader.model.result import CaseResult, ProblemResult, Report
from grader.report.heatmap import Picture
from grader.report.words import (
    WHOLE_FILE,
    explanation,
    failing,
    first_failures,
    harmless,
    is_fault,
    is_unwritten,
    misconception_title,
    off_by,
    one_line,
    phrase,
    place_of,
    shown,
    summary,
    told,
    verdict_and_message,
    what_went_wrong,
)

MOST_STDOUT_LINES = 8


def check_table(report: Report, bank: CaseBank, *, language: str = ENGLISH) -> RenderableType:
    """One line a problem, and the sum."""
    return Group(check_lines(report.problems, language=language), check_sum(report, bank, language=language))


def check_lines(problems: Sequence[ProblemResult], *, language: str = ENGLISH) -> RenderableType:
    """One line a problem: mark, cases, points, what went wrong."""
    say, table = words_in(language), Table.grid(padding=(0, 2))
    for _ in range(5):
        table.add_column()
    if problems:
        heads = (Text(say("cases"), "dim", justify="right"), Text(say("score"), "dim", justify="right"))
        table.add_row("", "", *heads, "")
    for problem in problems:
        cases = [case for case in problem.cases if case.split == PUBLIC]
        good = sum(case.passed for case in cases)
        score = problem.splits[PUBLIC]
        table.add_row(
            Text("✓", "green") if good == len(cases) else Text("✗", "red"),
            Text(problem.problem),
            Text(f"{good}/{len(cases)}", justify="right"),
            Text(f"{shown(score)}/{score.points}", justify="right"),
            Text(harmless(what_went_wrong(problem, language), limit=90), "dim" if good == len(cases) else "yellow"),
        )
    return Padding(table, (1, 2, 0, 2))


def check_sum(report: Report, bank: CaseBank, *, language: str = ENGLISH) -> RenderableType:
    """The points of the public cases."""
    say = words_in(language)
    hidden = sum(problem.count(PRIVATE) for problem in bank.problems)
    score = report.splits[PUBLIC]
    line = say("public {score}", score=f"{shown(score)}/{score.points}")
    line += say(" · {count} private cases are not run here", count=hidden) if hidden else ""
    return Padding(Text(line, "bold"), (1, 2, 0, 2))


def heading(report: Report, *, language: str = ENGLISH) -> Text:
    """`convolution   numpy 2.4.6 · isolation full · 0.31 s`."""
    library = report.environment.get(report.framework, "")
    say = words_in(language)
    facts = (
        f"{report.framework} {library} · {say('isolation {level}', level=report.isolation)} · {report.seconds:.2f} s"
    )
    return Text.assemble((report.assignment, "bold"), "   ", (facts, "dim"))


def explanations(
    report: Report, bank: CaseBank | None = None, *, split: str = PUBLIC, language: str = ENGLISH, path: str = ""
) -> list[RenderableType]:
    """For each problem its first failing case, explained, and how to try it alone.

    What holds for the whole file is said once; with a bank each case is told with what it tries.
    """
    parts: list[RenderableType] = []
    for problem, case in first_failures(report, (split,)):
        if is_unwritten(problem):
            continue
        title = words_in(language).of(bank.problem(problem.problem).scenario_of[case.scenario].title) if bank else ""
        parts.append(explained(problem, case, title=title, language=language))
        if case.verdict not in WHOLE_FILE:
            say, alone = words_in(language), f"grader debug {case.case}{path}"
            parts.append(Padding(Text.assemble((say("try it alone:  "), "dim"), alone), (0, 2, 0, 4)))
    return parts


def explained(problem: ProblemResult, case: CaseResult, *, title: str = "", language: str = ENGLISH) -> RenderableType:
    """One failing case: what it is, what it may come from, where it is worst."""
    parts: list[RenderableType] = [Text.assemble((problem.problem, "bold"), " · ", case.case.split("/", 1)[1])]
    parts += [Padding(Text(title, "dim"), (0, 0, 0, 2))] if title else []
    parts += [Padding(part, (0, 0, 0, 2)) for part in _body(problem, case, language)]
    return Padding(Group(*parts), (1, 2, 0, 2))


def _body(problem: ProblemResult, case: CaseResult, language: str) -> list[RenderableType]:
    say, parts = words_in(language), list[RenderableType]()
    cause = _cause(problem, case, language)
    if cause:
        parts.append(Text(cause, "yellow"))
    parts += _numbers(case, language)
    parts += [Text(say("note: {note}", note=told(note, language)), "dim") for note in case.notes]
    if case.traceback:
        parts.append(Text(harmless(case.traceback).rstrip(), "dim"))
    if case.stdout:
        parts.append(Text(say("your function printed:")))
        parts.append(Text(_excerpt(case.stdout, say), "dim"))
    return parts


def _cause(problem: ProblemResult, case: CaseResult, language: str) -> str:
    if case.misconception:
        return explanation(problem, language)
    return off_by(case, language) if case.pattern else ""


def _numbers(case: CaseResult, language: str) -> list[RenderableType]:
    say = words_in(language)
    if case.difference is None:
        return [Text(verdict_and_message(case, language))]
    worst = case.difference
    expected, actual = told_apart(worst.expected, worst.actual)
    line = say(
        "worst element {place}    expected {expected}    got {found}    {share} differ",
        place=place_of(worst, language),
        expected=expected,
        found=actual,
        share=f"{worst.bad_share:.0%}",
    )
    picture = Picture.of(worst, language)
    return [Text(f"{line}\n{_how_far(worst.tolerances, say)}"), *([picture] if picture else [])]


def _how_far(tolerances: float, say: Words) -> str:
    if tolerances == float("inf"):
        return say("not a matter of tolerance")
    if tolerances > 1e6:
        return say("far outside the tolerance ({times} times)", times=f"{tolerances:.2g}")
    return say("outside the tolerance ({times} times)", times=f"{tolerances:.2g}")


def _excerpt(stdout: str, say: Words) -> str:
    lines = harmless(stdout).splitlines()
    cut = [f"  {line}" for line in lines[:MOST_STDOUT_LINES]]
    more = len(lines) - MOST_STDOUT_LINES
    return "\n".join([*cut, say("  … {count} more lines", count=more)] if more > 0 else cut)


@dataclass(frozen=True, slots=True)
class ClassLine:
    """What of one result is shown in a class: small, so that a class of any size fits in memory."""

    student: str
    numbers: tuple[str, ...]  # public, private, score
    words: str
    misconceptions: tuple[str, ...]  # "problem: title"
    is_fault: bool  # of the grader
    is_right: bool

    @classmethod
    def of(cls, report: Report, *, language: str = ENGLISH) -> ClassLine:
        """The line of a result."""
        scores = (report.splits[PUBLIC], report.splits[PRIVATE], report.total)
        graded = report.status == "graded"
        named = [problem for problem in report.problems if problem.misconception]
        return cls(
            report.student,
            tuple(shown(score) if graded else "-" for score in scores),
            summary(report, language=language),
            tuple(f"{problem.problem}: {misconception_title(problem, language)}" for problem in named),
            not graded and is_fault(report),
            graded and not any(failing(problem) for problem in report.problems),
        )


def class_table(lines: Sequence[ClassLine], *, language: str = ENGLISH) -> Table:
    """One line a student: public, private, score, what went wrong."""
    say = words_in(language)
    table = Table(box=None, padding=(0, 2), header_style="dim", pad_edge=True)
    table.add_column(say("student"), no_wrap=True, max_width=32)
    for title in (say("public"), say("private"), say("score")):
        table.add_column(title, justify="right")
    table.add_column(say("what went wrong"), overflow="fold")
    for line in sorted(lines, key=lambda line: line.student):
        table.add_row(
            Text(harmless(line.student, limit=100)),
            *(Text(number) for number in line.numbers),
            Text(line.words, "green" if line.is_right else ""),
        )
    return table


def class_insight(lines: Sequence[ClassLine], *, most: int = 3, language: str = ENGLISH) -> str:
    """`7 of 40 flipped the kernel · …`: the misunderstandings that most share."""
    named = Counter(name for line in lines for name in line.misconceptions)
    say = words_in(language)
    parts = [
        say("{count} of {total} {mistake}", count=count, total=len(lines), mistake=name)
        for name, count in named.most_common(most)
        if count > 1
    ]
    return " · ".join(parts)


def student_page(report: Report, *, language: str = ENGLISH) -> list[RenderableType]:
    """One student's result for `show`: every problem with both splits, then every failing case in a line."""
    say = words_in(language)
    table = Table(box=None, padding=(0, 2), header_style="dim")
    table.add_column("")
    table.add_column(say("problem"), no_wrap=True)
    for title in (say("public"), say("private"), say("score")):
        table.add_column(title, justify="right")
    table.add_column(say("what went wrong"))
    for problem in report.problems:
        wrong = what_went_wrong(problem, language)
        table.add_row(
            Text("✗", "red") if wrong else Text("✓", "green"),
            Text(problem.problem),
            *(Text(f"{shown(problem.splits[split])}/{problem.total.points}") for split in (PUBLIC, PRIVATE)),
            Text(f"{shown(problem.total)}/{problem.total.points}"),
            Text(harmless(wrong, limit=90)),
        )
    return [table, *(_failed_cases(problem, language) for problem in report.problems if failing(problem))]


def _failed_cases(problem: ProblemResult, language: str) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    for no_wrap in (True, True, False):  # an id that is cut could not be replayed
        table.add_column(no_wrap=no_wrap, overflow="fold")
    for case in failing(problem):
        words = one_line(case.message or case.pattern, language, limit=160)
        verdict = Text.assemble((phrase(case, language), "yellow"), f"  {words}" if words else "")
        table.add_row(Text("✗", "red"), Text(case.case), verdict)
    sentence = explanation(problem, language)
    head: list[RenderableType] = [Text(f"{problem.problem}: {sentence}", "yellow")] if sentence else []
    return Padding(Group(*head, table), (1, 0, 0, 2))
