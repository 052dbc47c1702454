"""A term from its files: course.toml, the class list, what was decided, and the gradebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from grader.gradebook import Entry, Gradebook
from grader.model.course import Course
from grader.model.errors import GraderError
from grader.model.folders import slugs
from grader.model.grades import Attempt, Grades
from grader.model.roster import Roster, Student
from grader.records import attempt_of, decode_brief
from grader.term.classlist import read_roster, with_numbers
from grader.term.decided import read_decisions, read_groups, read_map
from grader.term.declared import read_course
from grader.term.policy import Term, Work, term_grades

_OLDER = "stored by an older grader: run grader grade again"


def grades_of(
    course: Path,
    gradebook: Path,
    *,
    only: Sequence[str] = (),
    map_file: Path | None = None,
    now: datetime | None = None,
) -> Grades:
    """The grades of a term, or of some of its assignments; late days are counted over the whole term in either case.

    Raises:
        GraderError: a file of the term cannot be read or says something that is not understood.
    """
    known = slugs(course)
    declared = read_course(course, known)
    with Gradebook.open(gradebook, create=False) as book:
        history = {slug: book.history(slug) for slug in _wanted(declared, known, only, book)}
    attempts = {slug: attempts_of(entries) for slug, entries in history.items()}
    term = read_term(course, declared, attempts, map_file)
    works = [_work(course, term, slug, found) for slug, found in attempts.items()]
    found = term_grades(term, works, now=now or datetime.now(UTC))
    return _only(found, only) if only else found


def read_term(
    course: Path, declared: Course, attempts: dict[str, tuple[Attempt, ...]], map_file: Path | None = None
) -> Term:
    """The class list and what people decided; without a class list everybody who handed in is the class."""
    if declared.roster:
        roster = read_roster([course / file for file in declared.roster])
    else:
        roster = _who_handed_in(attempts.values())
    return Term(
        course=declared,
        roster=roster,
        decisions=read_decisions(course / declared.decisions, declared, roster),
        groups=read_groups(course / declared.groups, declared, roster),
        known=read_map(map_file or course / declared.map, roster, must_exist=map_file is not None),
    )


def attempts_of(entries: Iterable[Entry]) -> tuple[Attempt, ...]:
    """What was handed in, each attempt with its latest result, the oldest first.

    A result of the same bytes is the same attempt, unless both times are known and differ.
    """
    found: dict[tuple[str, str, str], Attempt] = {}
    times: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        brief = decode_brief(entry.report, student=entry.student)
        attempt = attempt_of(brief, student_id=entry.id, student=entry.student, graded_at=entry.graded_at)
        if entry.status == "graded" and brief.totals is None:
            attempt = replace(attempt, why=(_OLDER,))
        at = attempt.handed_in.isoformat() if attempt.handed_in else ""
        same = times.setdefault((entry.id, brief.digest), [])
        if not at and same:  # the time was told before, and this download does not repeat it
            at = same[-1]
            attempt = replace(attempt, handed_in=found[entry.id, brief.digest, at].handed_in)
        elif at and "" in same:
            same.remove("")
            del found[entry.id, brief.digest, ""]
        if at not in same:
            same.append(at)
        # What was collected last stands last: where no times are told, that is all there is of an order.
        found.pop((entry.id, brief.digest, at), None)
        found[entry.id, brief.digest, at] = attempt
    return tuple(found.values())


def _wanted(declared: Course, known: Sequence[str], only: Sequence[str], book: Gradebook) -> list[str]:
    """The assignments of course.toml in its order; without one, those that have results."""
    if declared.assignments:
        missing = [slug for slug in only if slug not in declared.assignments]
        return [*declared.assignments, *missing]
    return [slug for slug in known if slug in only or book.students(slug)]


def _who_handed_in(attempts: Iterable[tuple[Attempt, ...]]) -> Roster:
    people = {attempt.id: attempt.name for found in attempts for attempt in found}
    students = tuple(
        Student(name, number=student_id) for student_id, name in sorted(people.items(), key=lambda p: p[1])
    )
    return Roster(students, ("no class list in course.toml: who handed in nothing at all is not known",))


def _work(course: Path, term: Term, slug: str, attempts: tuple[Attempt, ...]) -> Work:
    homework = term.course.assignments.get(slug)
    files = [course / file for file in homework.roster] if homework else []
    graded = [attempt.points for attempt in attempts if attempt.scores]
    points = graded[-1] if graded else _declared_points(course, slug)
    return Work(slug, points, attempts, with_numbers(term.roster, files) if files else Roster(term.roster.students))


def _declared_points(course: Path, slug: str) -> int:
    """Of an assignment that nobody has handed in."""
    from grader.load import load_assignment

    return sum(problem.spec.points for problem in load_assignment(course, slug).problems)


def _only(found: Grades, only: Sequence[str]) -> Grades:
    """The same grades of these assignments alone.

    Raises:
        GraderError: there are none of one.
    """
    for slug in only:
        if slug not in found.assignments:
            raise GraderError(f"no results of {slug}; run: grader grade {slug}")
    students = tuple(
        replace(each, grades=tuple(grade for grade in each.grades if grade.assignment in only))
        for each in found.students
    )
    unmatched = tuple(each for each in found.unmatched if each.assignment in only)
    return replace(found, assignments=tuple(only), students=students, unmatched=unmatched)
