"""Words and numbers that every format shares, so that the same total is read everywhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from grader.judge.measure import in_words
from grader.languages import said
from grader.languages.words import ENGLISH, Words, words_in
from grader.model.bank import PUBLIC
from grader.model.result import CaseResult, Difference, Measured, ProblemResult, Report, Score, Verdict

#: What a verdict is called in a sentence about a problem.
PHRASES: Mapping[Verdict, str] = {
    Verdict.PASSED: said("right"),
    Verdict.WRONG_VALUE: said("wrong value"),
    Verdict.WRONG_SHAPE: said("wrong shape"),
    Verdict.WRONG_TYPE: said("wrong type"),
    Verdict.MODIFIED_INPUTS: said("changes its inputs"),
    Verdict.NOT_IMPLEMENTED: said("not implemented yet"),
    Verdict.MISSING: said("the function is missing"),
    Verdict.DOES_NOT_COMPILE: said("the file does not compile"),
    Verdict.RAISED: said("raises an exception"),
    Verdict.FORBIDDEN: said("uses something that is not allowed here"),
    Verdict.TIMED_OUT: said("timed out"),
    Verdict.OUT_OF_MEMORY: said("out of memory"),
    Verdict.CRASHED: said("crashed"),
    Verdict.OUTPUT_TOO_LARGE: said("the answer is too large"),
    Verdict.NO_ANSWER: said("no answer"),
    Verdict.SKIPPED: said("skipped after a time-out"),
    Verdict.GRADER_ERROR: said("the grader failed"),
}


#: What a metric gave less than its best baseline for: it earns a part of the points, and is not wrong as such.
BELOW = said("below full marks")


def phrase(case: CaseResult, language: str = ENGLISH) -> str:
    """What a case's verdict is called in a sentence."""
    below = case.measured is not None and case.verdict is Verdict.WRONG_VALUE
    return words_in(language).again(BELOW if below else PHRASES[case.verdict])


def points(score: Score) -> float:
    """Points for display: rounded half to even at two decimals, the one place where rounding happens.

    In whole numbers, since `round` of a fraction takes five times as long and a document holds many.
    """
    hundredths, rest = divmod(100 * score.earned.numerator, unit := score.earned.denominator)
    up = 2 * rest > unit or (2 * rest == unit and hundredths % 2 == 1)
    return (hundredths + up) / 100


def shown(score: Score) -> str:
    """Points as a person reads them: `52`, `52.5`."""
    return f"{points(score):.2f}".rstrip("0").rstrip(".")


#: The last two are no characters at all: an XML file that holds one cannot be read.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def off_by(case: CaseResult, language: str = ENGLISH) -> str:
    """The sentence about the pattern of a wrong answer."""
    say = words_in(language)
    return say("The answer is off by a pattern: {pattern}.", pattern=say.again(case.pattern))


def message_of(case: CaseResult, language: str = ENGLISH, *, limit: int = 4000) -> str:
    """What is said of a case, in the reader's language and safe to show; a measured one is put into words anew."""
    if case.measured is not None and case.message == in_words(case.measured):
        return in_words(case.measured, words_in(language))
    return told(case.message, language, limit=limit)


def verdict_and_message(case: CaseResult, language: str = ENGLISH) -> str:
    """`raises an exception: ValueError: …`, or the verdict alone."""
    words = phrase(case, language)
    message = message_of(case, language)
    return words_in(language)("{verdict}: {message}", verdict=words, message=message) if message else words


def told(text: str, language: str = ENGLISH, *, limit: int = 4000) -> str:
    """Stored words, in the reader's language and safe to show."""
    return harmless(words_in(language).again(text), limit=limit)


def harmless(text: str, *, limit: int = 4000) -> str:
    """Text of a submission, safe to show: controls, escapes and bidi marks as hex codes, cut at `limit`."""
    if not text:
        return ""
    safe = _CONTROL.sub(lambda match: _escaped(match.group()), text[: limit + 1])
    return safe if len(safe) <= limit else safe[:limit] + " … (cut)"


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def one_line(text: str, language: str = ENGLISH, *, limit: int = 120) -> str:
    """The first line of stored words, in the reader's language, harmless and short."""
    lines = words_in(language).again(text.strip()).splitlines()
    return harmless(lines[0] if lines else "", limit=limit)


def failing(problem: ProblemResult) -> list[CaseResult]:
    """The cases that earn nothing."""
    return [case for case in problem.cases if not case.passed]


def place_of(difference: Difference, language: str = ENGLISH) -> str:
    """Which element is the worst: `['w'][1, 2]`, or "the answer" where it is a lone number."""
    place = f"{difference.path}{list(difference.index) if difference.index else ''}"
    return place or words_in(language)("the answer")


def explanation(problem: ProblemResult, language: str = ENGLISH) -> str:
    """The sentence about all failing cases of a problem; empty where there is none.

    A known mistake behind answers of few values is a guess, and told as one. What cases have in common is a fact.
    """
    say = words_in(language)
    sentence = say.of(problem.sentence)
    if not (sentence and problem.misconception and problem.as_if):
        return say.again(sentence)
    say = say if language in problem.sentence else words_in(ENGLISH)  # one language in one sentence
    return say("It looks as if: {sentence}", sentence=sentence)


def misconception_title(problem: ProblemResult, language: str = ENGLISH) -> str:
    """The known mistake behind a problem's answers in a few words; empty where none is named."""
    return words_in(language).of(problem.title)


def what_went_wrong(problem: ProblemResult, language: str = ENGLISH) -> str:
    """One phrase for a problem that is not fully right, or an empty string."""
    failed = failing(problem)
    if not failed:
        return ""
    if problem.misconception:
        return misconception_title(problem, language)
    first = worst_case(failed)
    if measured := [case.measured for case in failed if case.measured and case.verdict is Verdict.WRONG_VALUE]:
        return reached(max(measured, key=lambda found: len(found.halves)), language)
    if first.pattern and first.split == PUBLIC:
        return words_in(language).again(first.pattern)
    return phrase(first, language)


def reached(found: Measured, language: str = ENGLISH) -> str:
    """What a metric gives on each half, and the last baseline that is reached on all of them."""
    say = words_in(language)
    values = say(" and ").join(
        f"{half.value:.3f}" + ("" if half.half == "all" else f" {say.again(half.half)}") for half in found.halves
    )
    names = [
        name for name in found.halves[0].baselines if all(half.value >= half.baselines[name] for half in found.halves)
    ]
    return f"{found.metric} {values}" + (say(", {baseline} reached", baseline=names[-1]) if names else "")


def worst_case(failed: list[CaseResult]) -> CaseResult:
    """The case to speak of: one with a cause of its own before one that was skipped."""
    return next((case for case in failed if case.verdict is not Verdict.SKIPPED), failed[0])


#: What is wrong then is the file, and no case alone shows more of it.
WHOLE_FILE = (Verdict.MISSING, Verdict.DOES_NOT_COMPILE, Verdict.SKIPPED, Verdict.GRADER_ERROR)


def is_unwritten(problem: ProblemResult) -> bool:
    """Whether there is no function yet, of which nothing more is to be said."""
    first = problem.cases[0]
    absent = first.verdict is Verdict.MISSING and first.message == said(
        "function {function} not found", function=problem.problem
    )
    return absent or first.verdict is Verdict.NOT_IMPLEMENTED


def first_failures(report: Report, splits: Collection[str]) -> list[tuple[ProblemResult, CaseResult]]:
    """For each problem the failing case to speak of; what holds for the whole file is there once."""
    found: list[tuple[ProblemResult, CaseResult]] = []
    known: set[tuple[Verdict, str, str]] = set()
    for problem in report.problems:
        failed = [case for case in failing(problem) if case.split in splits]
        if not failed:
            continue
        case = worst_case(failed)
        same = (case.verdict, case.message, case.traceback)
        if case.difference is not None or not case.message or same not in known:
            found.append((problem, case))
        known.add(same)
    return found


def summary(report: Report, *, most: int = 2, language: str = ENGLISH) -> str:
    """What went wrong in a submission, in one line."""
    say = words_in(language)
    if report.status == "ungraded":
        why = one_line("".join(report.notes[-1:]), language, limit=300)
        return say("ungraded: {why}", why=why or say("the grader failed")) if is_fault(report) else why
    wrong = [(problem, what_went_wrong(problem, language)) for problem in report.problems if failing(problem)]
    verdicts = {case.verdict for problem, _ in wrong for case in failing(problem)}
    if len(verdicts) == 1 and len(wrong) == len(report.problems) and len(wrong) > 1 and not _explained(report):
        return _everywhere(wrong[0][0], next(iter(verdicts)), language)
    if not wrong:
        return say("all right")
    parts = [f"{problem.problem}: {phrase}{_private_only(problem, say)}" for problem, phrase in wrong[:most]]
    more = say(" (+{count} more)", count=len(wrong) - most) if len(wrong) > most else ""
    return say("; ").join(parts) + more


def private_note(slug: str, hidden: int, *, language: str = ENGLISH) -> str:
    """What is not done here, why, and who does it."""
    return words_in(language)(
        "{count} private cases are not run here: whoever can write to a repository can read everything that runs in "
        "it, and change this check. The instructor runs them elsewhere, on the collected repositories: {command}",
        count=hidden,
        command=f"grader grade {slug} FOLDER",
    )


def is_fault(report: Report) -> bool:
    """Whether the grader itself failed on this submission."""
    return any(case.verdict is Verdict.GRADER_ERROR for problem in report.problems for case in problem.cases)


def _explained(report: Report) -> bool:
    return any(problem.misconception for problem in report.problems)


def _everywhere(problem: ProblemResult, verdict: Verdict, language: str) -> str:
    if verdict in (Verdict.MISSING, Verdict.DOES_NOT_COMPILE) and failing(problem)[0].message:
        return one_line(failing(problem)[0].message, language)
    return words_in(language).again(PHRASES[verdict])


def _private_only(problem: ProblemResult, say: Words) -> str:
    failed = failing(problem)
    if any(case.split == PUBLIC for case in failed):
        return ""
    return say(" (1 private case)") if len(failed) == 1 else say(" ({count} private cases)", count=len(failed))
