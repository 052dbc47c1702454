"""A result in Markdown: a table, and for each problem its first failing case explained."""

from __future__ import annotations

import re

from grader.languages.words import ENGLISH, Words, words_in
from grader.model.bank import PRIVATE, PUBLIC, SPLITS
from grader.model.numbers import told_apart
from grader.model.result import CaseResult, ProblemResult, Report
from grader.report.words import (
    explanation,
    first_failures,
    harmless,
    is_unwritten,
    off_by,
    phrase,
    place_of,
    shown,
    verdict_and_message,
    what_went_wrong,
)

#: Without a scheme, too, `www.` is a link to GitHub, and between dollars it reads formulas.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~>@$]|:(?=//)|(?<=www)\.|^[-=])", re.IGNORECASE)
MOST_OUTPUT = 4000


def escaped(text: str, *, limit: int = 400) -> str:
    """A submission's text as plain words of one Markdown line: no link, image, HTML, mention or table cell."""
    plain = " ".join(harmless(text, limit=limit).split())
    return _SPECIAL.sub(r"\\\1", plain.replace("&", "&amp;").replace("<", "&lt;"))


def fenced(text: str, *, limit: int = MOST_OUTPUT) -> str:
    """A submission's text as a code block that it cannot close."""
    plain = harmless(text, limit=limit).rstrip("\n")
    longest = max((len(run) for run in re.findall(r"`+", plain)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{plain}\n{fence}"


def markdown(report: Report, *, splits: tuple[str, ...] = SPLITS, language: str = ENGLISH) -> str:
    """One submission, the splits that were run."""
    say = words_in(language)
    parts = [f"## {escaped(report.assignment)}: {_total(report, splits, say)}", "", *_table(report, splits, language)]
    for problem, case in first_failures(report, splits):
        if not is_unwritten(problem):
            parts += ["", *_explained(problem, case, language)]
    parts += [f"\n> {escaped(say.again(note))}" for note in report.notes]
    return "\n".join(parts) + "\n"


def _total(report: Report, splits: tuple[str, ...], say: Words) -> str:
    score = report.splits[splits[0]] if len(splits) == 1 else report.total
    return f"{shown(score)}/{score.points}" if report.status == "graded" else say("ungraded, the grader failed")


def _table(report: Report, splits: tuple[str, ...], language: str) -> list[str]:
    say = words_in(language)
    titles = {
        PUBLIC: (say("public cases"), say("public points")),
        PRIVATE: (say("private cases"), say("private points")),
    }
    head = "".join(f" {title} |" for split in splits for title in titles[split])
    lines = [f"| | {say('problem')} |{head} |", "|---|---|" + "--:|--:|" * len(splits) + "---|"]
    for problem in report.problems:
        cases = [case for case in problem.cases if case.split in splits]
        mark = "✅" if all(case.passed for case in cases) else "❌"
        cells = "".join(_cells(problem, split) for split in splits)
        lines.append(f"| {mark} | {escaped(problem.problem)} |{cells} {escaped(what_went_wrong(problem, language))} |")
    return lines


def _cells(problem: ProblemResult, split: str) -> str:
    cases = [case for case in problem.cases if case.split == split]
    score = problem.splits[split]
    return f" {sum(case.passed for case in cases)}/{len(cases)} | {shown(score)}/{score.points} |"


def _explained(problem: ProblemResult, case: CaseResult, language: str) -> list[str]:
    lines = [f"### {escaped(problem.problem)} · {escaped(case.case.split('/', 1)[1])}", ""]
    lines += [escaped(words, limit=2000) + "\n" for words in cause(problem, case, language)]
    if case.split == PRIVATE:
        return lines
    if case.traceback:
        lines.append(fenced(case.traceback))
    if case.stdout:
        lines += [words_in(language)("The function printed:"), "", fenced(case.stdout)]
    return lines


def cause(problem: ProblemResult, case: CaseResult, language: str = ENGLISH) -> list[str]:
    """What to say of a failing case, a sentence each, before any escaping."""
    say, sentences = words_in(language), list[str]()
    if case.misconception:
        sentences.append(explanation(problem, language))
    elif case.pattern and case.split == PUBLIC:
        sentences.append(off_by(case, language))
    worst = case.difference
    if worst is not None and case.split == PUBLIC:
        expected, actual = told_apart(worst.expected, worst.actual)
        sentences.append(
            say(
                "Worst element {place}: expected {expected}, got {found}; {share} differ.",
                place=place_of(worst, language),
                expected=expected,
                found=actual,
                share=f"{worst.bad_share:.0%}",
            )
        )
    elif case.message:
        sentences.append(verdict_and_message(case, language))
    else:
        sentences.append(say("{verdict}.", verdict=phrase(case, language)))
    return [sentence for sentence in sentences if sentence]
