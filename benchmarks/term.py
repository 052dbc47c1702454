"""A term: 200 students, five assignments, four platforms, groups, lateness, two regrades, two SIGKILLs, every export.

python benchmarks/term.py            # prints what happened and how long it took; exit status 1 if a total differs
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import homework
from term_files import DOWNLOADS, Person, Work, class_lists, groups_text, platform_files, read_back, rows, source, write

from grader.gradebook import Gradebook

STUDENTS = 200
SLUGS = ("hw1", "hw2", "hw3", "hw4", "hw5")
PLATFORM = {"hw1": "canvas", "hw2": "moodle", "hw3": "gradescope", "hw4": "classroom50", "hw5": "canvas"}
FORMS = ("canvas", "moodle", "moodle-worksheet", "brightspace", "blackboard", "classroom50")
PEOPLE = tuple(map(Person, range(STUDENTS)))
GUEST = Person(900)  # in a download, and on no list
SLOW = PEOPLE[40:43]
DUE = {slug: datetime(2026, 10, 5 + number, 21, 59, tzinfo=UTC) for number, slug in enumerate(SLUGS)}
TOML = """\
title = "Deep learning"
term = "2026 fall"
time_zone = "Europe/Berlin"
roster = ["roster.csv", "canvas.csv"]
late_days = 1
drop_lowest = 1
[late]
grace_minutes = 30
percent_per_day = 10
floor_percent = 20
"""
DECISIONS = (
    ("assignment", "student", "what", "value", "reason", "author"),
    ("hw3", PEOPLE[112].number, "extension", "+3 days", "ill", "tina"),
    ("hw2", PEOPLE[13].login, "excused", "", "abroad", "tina"),
    ("hw1", PEOPLE[14].email, "points", "-2.5", "figure copied", "tom"),
    ("hw1", PEOPLE[0].login, "handed in", "2026-10-06 01:10", "Canvas tells no time", "tom"),
)
SLOWLY = """
def maxpool2d_forward(x, k):
    import time
    began = time.process_time()
    while time.process_time() - began < 0.5:
        pass
    n, c, h, w = x.shape
    return x.reshape(n, c, h // k, k, w // k, k).max(axis=(3, 5))
"""


@dataclass
class Clock:
    """What was done, and how long it took."""

    began: float

    def tell(self, words: str) -> None:
        print(f"{time.perf_counter() - self.began:7.1f} s  {words}", flush=True)


def grader(course: Path, *words: str | Path, status: int = 0) -> str:
    """Run a command to its end; both streams."""
    done = subprocess.run(
        [sys.executable, "-m", "grader", *map(str, words)],
        cwd=course, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode != status:
        raise SystemExit(
            f"grader {' '.join(map(str, words))}: exit status {done.returncode}\n{done.stdout}{done.stderr}"
        )
    return done.stdout + done.stderr


def environment() -> dict[str, str]:
    """A fixed secret, and the way to this project."""
    root = str(homework.HERE.parent)
    return {**os.environ, "GRADER_SECRET": "a-secret-for-the-benchmark-only", "PYTHONPATH": root, "COLUMNS": "160"}


def make_course(course: Path) -> None:
    """Five assignments of the same five functions, course.toml, class lists, decisions, groups."""
    for slug in SLUGS:
        for part in ("assignments", "reference"):
            shutil.copytree(homework.COURSE / part / homework.SLUG, course / part / slug)
    file = course / "assignments" / "hw3" / "maxpool2d_forward.py"
    text = file.read_text("utf-8").replace("import Case,", "import Case, Limits,")
    file.write_text(text.replace("points=20", "points=20, limits=Limits(cpu_seconds=0.2)"), "utf-8")
    assert "limits=" in file.read_text("utf-8")
    tables = [
        f'[assignments.{slug}]\ndue = {DUE[slug]:%Y-%m-%dT23:59:00}\nplatform = "{PLATFORM[slug]}"\n'
        + ('roster = "moodle-hw2.csv"\n' if slug == "hw2" else "")
        + ('counts = "best"\n' if slug in {"hw1", "hw4"} else "")
        for slug in SLUGS
    ]
    write(course / "course.toml", TOML + "".join(tables))
    write(course / "decisions.csv", rows(DECISIONS))
    pairs = [("hw5", f"Team {number}", PEOPLE[2 * number : 2 * number + 2]) for number in range(30)]
    write(course / "groups.csv", groups_text([(name, slug, who) for slug, name, who in pairs]))
    class_lists(course, PEOPLE)


def works(slug: str) -> list[Work]:
    """The first download of an assignment: who is late by how much is drawn once for all."""
    rng = random.Random(slug)
    found = []
    for person in PEOPLE:
        if (person.index + 2 * int(slug[2:])) % 20 == 0:
            continue  # somebody else each time hands in nothing
        if slug in {"hw3", "hw5"} and person.index < 60 and person.index % 2:
            continue  # handed in by the other one of the pair
        late = rng.random() < 0.1 or person.index == 112 or (slug == "hw1" and person.index == 0)
        at = DUE[slug] + timedelta(minutes=rng.randrange(40, 3000) if late else -rng.randrange(5, 9000))
        text = source(slug, person.index, 1) + (SLOWLY if slug == "hw3" and person in SLOW else "")
        pair = PEOPLE[person.index : person.index + 2] if slug == "hw3" and person.index < 60 else ()
        found.append(Work(person, text, at, late=late, members=tuple(pair)))
    return found + ([Work(GUEST, source(slug, 900, 1), DUE[slug])] if slug == "hw1" else [])


def again(slug: str, first: Sequence[Work]) -> list[Work]:
    """A later download, in which twenty have handed in once more."""
    second = [replace(each, source=source(slug, each.person.index, 2), at=each.at + timedelta(hours=9), attempt=2)
              for each in first if each.person.index % 10 == 5]  # fmt: skip
    return [*second, *(each for each in first if each.person.index % 10 != 5)]


def grade_interrupted(course: Path, slug: str, folder: Path, after: int, clock: Clock) -> None:
    """Grade, SIGKILL as soon as so many results are stored, and grade on: what was stored is kept."""
    words = [sys.executable, "-m", "grader", "grade", slug, str(folder)]
    process = subprocess.Popen(
        words, cwd=course, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while process.poll() is None and stored(course, slug) < after:
        time.sleep(0.05)
    assert process.poll() is None, f"{slug} was graded before it could be killed"
    process.kill()
    process.wait()
    kept = stored(course, slug)
    told = grader(course, "grade", slug, folder)
    unchanged = int(re.findall(r"\((\d+) unchanged\)", told)[-1])
    assert unchanged == kept, f"{slug}: {kept} results were stored, {unchanged} were kept"
    clock.tell(f"{slug}: {PLATFORM[slug]}: SIGKILL after {kept} results, resumed with these {unchanged} unchanged")


def stored(course: Path, slug: str) -> int:
    if not (course / "gradebook.db").exists():
        return 0
    with Gradebook.open(course / "gradebook.db", create=False) as book:
        return len(book.students(slug))


def play(course: Path, clock: Clock) -> list[str]:
    """Everything that happens in a term up to the exports; the lines that the two regrades told."""
    make_course(course)
    for slug in SLUGS:
        folder, first = course.parent / f"{slug}-{PLATFORM[slug]}", works(slug)
        DOWNLOADS[PLATFORM[slug]](folder, slug, first)
        if slug in {"hw2", "hw3"}:
            grade_interrupted(course, slug, folder, 60 if slug == "hw2" else 90, clock)
        else:
            grader(course, "grade", slug, folder)
            clock.tell(f"{slug}: {PLATFORM[slug]}: {len(first)} submissions")
        if slug in {"hw1", "hw4"}:
            later = course.parent / f"{slug}-{PLATFORM[slug]}-again"
            second = again(slug, first)
            DOWNLOADS[PLATFORM[slug]](later, slug, [*[w for w in first if slug == "hw4" and w not in second], *second])
            told = re.findall(r"\((\d+) unchanged\)", grader(course, "grade", slug, later))
            clock.tell(
                f"{slug}: a later download, {sum(w.attempt > 1 for w in second)} once more, {told[-1]} unchanged"
            )
    return [*regrade(course, "hw3", "cpu_seconds=0.2", "cpu_seconds=5.0", "maxpool2d_forward", clock),
            *regrade(course, "hw4", "points=20", "points=25", "conv2d_forward", clock)]  # fmt: skip


def regrade(course: Path, slug: str, before: str, after: str, problem: str, clock: Clock) -> list[str]:
    """An author changes something, and the class is graded once more."""
    file = course / "assignments" / slug / f"{problem}.py"
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")
    again = course.parent / f"{slug}-{PLATFORM[slug]}-again"
    folder = again if again.exists() else course.parent / f"{slug}-{PLATFORM[slug]}"
    lines = [
        line.strip()
        for line in grader(course, "grade", slug, folder).splitlines()
        if " student" in line and problem in line
    ]
    for line in lines:
        clock.tell(f"{slug}: regraded: {line[:150]}")
    assert lines, f"{slug}: the regrade told nothing"
    return lines


def check_exports(course: Path, clock: Clock) -> int:
    """Every assignment into every platform's file, read back; how many numbers were compared."""
    grader(course, "grades", "--json", "grades.json")
    grades = json.loads((course / "grades.json").read_text("utf-8"))
    assert len(grades["students"]) == STUDENTS
    assert {each["id"] for each in grades["unmatched"]} == {GUEST.canvas}, grades["unmatched"]
    compared = 0
    for place, slug in enumerate(SLUGS):
        ours = {each["number"]: each["grades"][place]["score"] for each in grades["students"]}
        ours = {number: score for number, score in ours.items() if score is not None}
        points = grades["students"][0]["grades"][place]["points"]
        for form, text in platform_files(slug, PEOPLE, points).items():
            if form == "moodle-worksheet" and slug != "hw2":
                continue  # its participants have numbers of that one assignment
            write(course / "theirs", text)
            grader(course, "export", slug, "--format", form, "--from", "theirs", "--to", "filled")
            theirs = read_back(form, (course / "filled").read_text("utf-8-sig"), slug, PEOPLE, points)
            assert theirs == ours, (slug, form, sorted(set(theirs.items()) ^ set(ours.items()))[:6])
            compared += len(theirs)
        compared += compare_with_gradescope(course, slug, ours, points)
        clock.tell(f"{slug}: {len(ours)} totals are the same in every platform's file")
    return compared


def compare_with_gradescope(course: Path, slug: str, ours: dict[str, float], points: int) -> int:
    """Gradescope takes no grades; its own file is compared with, a right one and one with a wrong number."""
    head = ("First Name", "Last Name", "SID", "Email", "Total Score", "Max Points", "Status")
    lines = [(p.name, "", p.number, p.email, ours[p.number], points, "Graded") for p in PEOPLE if p.number in ours]
    write(course / "theirs", rows([head, *lines]))
    told = grader(course, "export", slug, "--format", "gradescope", "--from", "theirs")
    assert f"compared {len(lines)} grades" in told, told
    name, last, number, email, score, *rest = lines[0]
    write(course / "theirs", rows([head, (name, last, number, email, float(score) + 1, *rest), *lines[1:]]))
    grader(course, "export", slug, "--format", "gradescope", "--from", "theirs", status=1)
    return len(lines)


def check_reasons(course: Path) -> None:
    """What was decided stands beside the number that it changed, and members of a pair have one grade."""
    grades = json.loads((course / "grades.json").read_text("utf-8"))
    by_number = {each["number"]: each["grades"] for each in grades["students"]}
    extended = " ".join(by_number[PEOPLE[112].number][2]["why"])
    assert "extension to 2026-10-10 23:59: ill (tina)" in extended, extended
    assert "late" not in extended, extended
    assert by_number[PEOPLE[13].number][1]["status"] == "excused"
    assert "-2.5: figure copied (tom)" in by_number[PEOPLE[14].number][0]["why"]
    assert "1 h 11 min late" in " ".join(by_number[PEOPLE[0].number][0]["why"])
    for place in (2, 4):
        pairs = [
            (by_number[PEOPLE[at].number][place], by_number[PEOPLE[at + 1].number][place]) for at in range(0, 60, 2)
        ]
        same = [first["digest"] == second["digest"] for first, second in pairs]
        assert all(same), (place, same.index(False))


def make_pages(course: Path, clock: Clock) -> None:
    """Every assignment's pages, and the term's with links to them."""
    for slug in SLUGS:
        grader(course, "report", slug, "--to", course.parent / "pages" / slug)
    grader(course, "report", "--to", course.parent / "pages")
    clock.tell(f"pages of {len(SLUGS)} assignments and of the term")


def main() -> int:
    """Play the term."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="Leave course, downloads and pages in FOLDER.")
    kept = parser.parse_args().keep
    clock = Clock(time.perf_counter())
    with contextlib.nullcontext(kept) if kept else tempfile.TemporaryDirectory(prefix="grader-term-") as place:
        course = Path(place).absolute() / "course"
        told = play(course, clock)
        compared = check_exports(course, clock)
        check_reasons(course)
        began = time.perf_counter()
        grader(course, "grades")
        seconds = time.perf_counter() - began
        make_pages(course, clock)
        size = (course / "gradebook.db").stat().st_size / 2**20
    total = time.perf_counter() - clock.began
    print(
        f"term: {STUDENTS} students, {len(SLUGS)} assignments, 2 SIGKILLs, {len(told)} lines of two regrades: "
        f"{compared} totals compared, all equal; grades in {seconds:.1f} s from {size:.0f} MiB; {total:.0f} s in all"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
