"""Records, class list and policy to grades: pure, and with the reason for every number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from grader.languages import said
from grader.model.course import Counts, Course, Homework, Late
from grader.model.grades import Attempt, Grade, Grades, Status, StudentGrades, Unmatched
from grader.model.roster import Roster, Student
from grader.term.decided import EXCUSED, EXTENSION, HANDED_IN, POINTS, Decision, Group, Known
from grader.term.lateness import Charged, Deadline, charged, late_words, number
from grader.term.matching import Matcher
from grader.term.moments import instant
from grader.term.total import course_total

_FIRST: Final = datetime.min.replace(tzinfo=UTC)
_RULES: Final[Mapping[Counts, str]] = {
    Counts.LAST: said("the last"),
    Counts.BEST: said("the best"),
    Counts.LAST_BEFORE_DUE: said("the last before due"),
}


@dataclass(frozen=True)
class Work:
    """What the gradebook knows of one assignment."""

    slug: str
    points: int  # that grading gives at most
    attempts: Sequence[Attempt]  # the oldest first
    numbered: Roster  # the class list with the assignment's own numbers


@dataclass(frozen=True)
class Term:
    """Everything that grades follow from, beside the attempts."""

    course: Course
    roster: Roster
    decisions: tuple[Decision, ...] = ()
    groups: tuple[Group, ...] = ()
    known: tuple[Known, ...] = ()


@dataclass
class _Assignment:
    """One assignment while a class is gone through."""

    work: Work
    homework: Homework
    course: Course
    decided: Mapping[Student, list[Decision]]
    attempts: Mapping[Student, list[Attempt]]
    numbered: Mapping[Student, Student]  # with this assignment's own numbers
    untimed: set[str] = field(default_factory=set)  # attempts with no time, where there is a due date

    @property
    def late(self) -> Late:
        return self.homework.late or self.course.late

    @property
    def due(self) -> datetime | None:
        return instant(self.homework.due, self.course.time_zone) if self.homework.due else None

    @property
    def points(self) -> int:
        return self.work.points + sum(item.points for item in self.homework.items.values())


def term_grades(term: Term, works: Sequence[Work], *, now: datetime) -> Grades:
    """Everybody's grades; the same records, class list and policy give the same ones."""
    unmatched: list[Unmatched] = []
    assignments: list[_Assignment] = []
    for work in works:
        matcher = Matcher(
            work.slug, term.roster, work.numbered, _homework(term, work).platform, term.groups, term.known
        )
        matched = matcher.match(work.attempts)
        unmatched += matched.unmatched
        decided: dict[Student, list[Decision]] = {}
        for decision in term.decisions:
            if decision.assignment == work.slug:
                decided.setdefault(decision.student, []).append(decision)
        numbered = dict(zip(term.roster, work.numbered, strict=True))
        assignments.append(_Assignment(work, _homework(term, work), term.course, decided, matched.of, numbered))
    students = tuple(_student_grades(student, assignments, term.course, now) for student in term.roster)
    findings = [finding for work in works for finding in work.numbered.findings]
    findings += [words for each in assignments if (words := _untimed(each))]
    title = " ".join(filter(None, (term.course.title, term.course.term)))
    slugs = tuple(work.slug for work in works)
    return Grades(title, slugs, students, tuple(unmatched), (*term.roster.findings, *dict.fromkeys(findings)))


def _homework(term: Term, work: Work) -> Homework:
    return term.course.assignments.get(work.slug) or Homework()


def _untimed(assignment: _Assignment) -> str:
    count = len(assignment.untimed)
    if not count:
        return ""
    one = said(
        "1 submission counts as on time, since the download does not tell when; write `handed in` with the time in "
        "decisions.csv where it matters"
    )
    many = said(
        "{count} submissions count as on time, since the download does not tell when; write `handed in` with the time "
        "in decisions.csv where it matters",
        count=count,
    )
    return f"{assignment.work.slug}: {one if count == 1 else many}"


def _student_grades(
    student: Student, assignments: Sequence[_Assignment], course: Course, now: datetime
) -> StudentGrades:
    """In the order of due dates, in which late days are used up; told in the order of the course."""
    left, found = course.late_days, dict[str, Grade]()
    for each in sorted(assignments, key=lambda each: each.due or _FIRST):
        grade = _grade(student, each, left, now)
        left -= grade.late_days
        found[each.work.slug] = grade
    return course_total(student, tuple(found[each.work.slug] for each in assignments), course)


def _grade(student: Student, assignment: _Assignment, late_days: int, now: datetime) -> Grade:
    decided = assignment.decided.get(student, [])
    if excused := next((each for each in decided if each.what == EXCUSED), None):
        why = said("excused: {why}", why=excused.why)
        return _made(student, assignment, _Chosen(Status.EXCUSED, reasons=(why,)), None)
    deadline, extension = _deadline(assignment, decided)
    attempts = assignment.attempts.get(student, ())
    chosen = _counted(assignment, attempts, deadline, decided, late_days) if attempts else _nothing(deadline, now)
    earned, changes = _by_hand(chosen.earned, decided, assignment.homework)
    if chosen.status in (Status.GRADED, Status.MISSING) and (missing := _to_grade(chosen, decided, assignment)):
        chosen, changes = replace(chosen, status=Status.UNGRADED), (*changes, missing)
    chosen = replace(chosen, reasons=(*extension, *chosen.reasons, *changes))
    return _made(student, assignment, chosen, earned if chosen.status in (Status.GRADED, Status.MISSING) else None)


def _to_grade(chosen: _Chosen, decided: Sequence[Decision], assignment: _Assignment) -> str:
    """What a person is still to grade; nothing of who handed in nothing and was given nothing."""
    done = {each.what for each in decided}
    missing = [name for name in assignment.homework.items if name not in done]
    is_there = chosen.status is Status.GRADED or len(missing) < len(assignment.homework.items)
    return said("not graded by hand yet: {items}", items=", ".join(missing)) if missing and is_there else ""


@dataclass(frozen=True)
class _Chosen:
    """The attempt that counts, and what it is worth."""

    status: Status
    earned: Fraction = Fraction(0)
    reasons: tuple[str, ...] = ()
    attempt: Attempt | None = None
    late_days: int = 0


def _made(student: Student, assignment: _Assignment, chosen: _Chosen, earned: Fraction | None) -> Grade:
    return Grade(
        assignment=assignment.work.slug,
        student=assignment.numbered.get(student, student),
        status=chosen.status,
        earned=earned,
        points=assignment.points,
        reasons=chosen.reasons,
        attempt=chosen.attempt,
        late_days=chosen.late_days,
        comment="; ".join(chosen.reasons),
    )


def _deadline(assignment: _Assignment, decided: Sequence[Decision]) -> tuple[Deadline, tuple[str, ...]]:
    homework, due = assignment.homework, assignment.due
    until = instant(homework.late_until, assignment.course.time_zone) if homework.late_until else None
    extension = next((each for each in decided if each.what == EXTENSION), None)
    if extension is None or extension.moment is None:
        return Deadline(due, until, assignment.late), ()
    local = extension.moment.astimezone(ZoneInfo(assignment.course.time_zone)).strftime("%Y-%m-%d %H:%M")
    later = max(until, extension.moment) if until else None
    return Deadline(extension.moment, later, assignment.late), (
        said("extension to {moment}: {why}", moment=local, why=extension.why),
    )


def _nothing(deadline: Deadline, now: datetime) -> _Chosen:
    if deadline.due is None:
        return _Chosen(Status.NOT_DUE, reasons=(said("nothing handed in, and no due date"),))
    if now <= (deadline.cut_off or deadline.due + timedelta(minutes=deadline.late.grace_minutes)):
        return _Chosen(Status.NOT_DUE, reasons=(said("nothing handed in yet"),))
    return _Chosen(Status.MISSING, reasons=(said("nothing handed in"),))


def _counted(
    assignment: _Assignment,
    attempts: Sequence[Attempt],
    deadline: Deadline,
    decided: Sequence[Decision],
    late_days: int,
) -> _Chosen:
    """The attempt that the course's rule takes, after what lateness costs."""
    rule = assignment.homework.counts or assignment.course.counts
    attempts = sorted(attempts, key=lambda each: each.handed_in or _FIRST)
    moments = {len(attempts) - 1: each.moment for each in decided if each.what == HANDED_IN}
    tried = [
        _tried(assignment, attempt, deadline, moments.get(place), late_days) for place, attempt in enumerate(attempts)
    ]
    counting = [each for each in tried if each.charge.earned is not None]
    if rule is Counts.LAST_BEFORE_DUE:
        counting = [each for each in counting if not each.charge.is_late]
    if not counting:
        words = tried[-1].charge.reasons or (said("after it was due: not counted"),)
        if rule is Counts.LAST_BEFORE_DUE and tried[-1].charge.earned is not None:
            words = (late_words(tried[-1].late_seconds, said("only what is handed in before it is due counts")),)
        return _Chosen(Status.MISSING, reasons=words, attempt=tried[-1].attempt)
    best = max(counting, key=_Tried.rank) if rule is Counts.BEST else counting[-1]
    place = _place(tried.index(best) + 1, len(tried), rule) if len(tried) > 1 else ""
    if not best.attempt.scores:
        why = best.attempt.why or (said("the grader failed on it; run grader grade again"),)
        return _Chosen(Status.UNGRADED, reasons=(*filter(None, (place,)), *why), attempt=best.attempt)
    reasons = (*filter(None, (place,)), *best.words, *best.charge.reasons)
    return _Chosen(Status.GRADED, best.charge.earned or Fraction(0), reasons, best.attempt, best.charge.late_days)


def _place(number: int, count: int, rule: Counts) -> str:
    return said("attempt {number} of {count}: {rule}", number=number, count=count, rule=_RULES[rule])


@dataclass(frozen=True)
class _Tried:
    """One attempt, and what it is worth after lateness."""

    attempt: Attempt
    late_seconds: float
    charge: Charged
    words: tuple[str, ...]

    def rank(self) -> tuple[bool, Fraction, int]:
        """The best is graded, has most points, and used up the fewest late days; the first of equals."""
        return bool(self.attempt.scores), self.charge.earned or Fraction(0), -self.charge.late_days


def _tried(
    assignment: _Assignment, attempt: Attempt, deadline: Deadline, handed_in: datetime | None, late_days: int
) -> _Tried:
    score = assignment.homework.score or assignment.course.score
    which = score.value if score else attempt.score_rule
    earned = attempt.scores.get(which, Fraction(0))
    late, words = _late_seconds(assignment, attempt, deadline, handed_in or attempt.handed_in)
    charge = charged(earned, attempt.points, late, deadline, late_days)
    told = said("{earned} of {points} points", earned=number(earned).removeprefix("+"), points=attempt.points)
    if which == "public":
        told = said("{score}, by the public cases", score=told)
    elif which == "private":
        told = said("{score}, by the private cases", score=told)
    return _Tried(attempt, late, charge, (told, *attempt.why, *words))


def _late_seconds(
    assignment: _Assignment, attempt: Attempt, deadline: Deadline, handed_in: datetime | None
) -> tuple[float, tuple[str, ...]]:
    """How late by this student's own due date; what no download tells is told as such, and costs nothing."""
    if deadline.due is None:
        return 0.0, ()
    if handed_in is not None:
        return max(0.0, (handed_in.astimezone(UTC) - deadline.due).total_seconds()), ()
    if attempt.late_seconds is not None:
        extension = (deadline.due - assignment.due).total_seconds() if assignment.due else 0.0
        return max(0.0, attempt.late_seconds - extension), ()
    if attempt.is_late:
        return 0.0, (
            said("late, says the platform, but not by how much: counts as on time until decisions.csv tells when"),
        )
    assignment.untimed.add(attempt.digest)
    return 0.0, ()


def _by_hand(earned: Fraction, decided: Sequence[Decision], homework: Homework) -> tuple[Fraction, tuple[str, ...]]:
    """With what people give; nobody ends below zero."""
    reasons = []
    for each in decided:
        if each.what in homework.items:
            earned += each.points
            most = homework.items[each.what].points
            reasons.append(f"{each.what} {number(each.points).removeprefix('+')} of {most}: {each.why}")
    for each in decided:
        if each.what == POINTS:
            earned += each.points
            reasons.append(f"{number(each.points)}: {each.why}")
    return max(earned, Fraction(0)), tuple(reasons)
