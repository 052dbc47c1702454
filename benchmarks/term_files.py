"""Two hundred people, and what four platforms know of them: downloads to grade, and the files that grades go into."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import homework


@dataclass(frozen=True)
class Person:
    """Somebody, by all identifiers."""

    index: int

    @property
    def name(self) -> str:
        """Commas, quotes, signs of formulas and other alphabets are among the names."""
        odd = {0: 'Pat O"Neil', 1: "Ng, Jr. Mei", 2: "=SUM Ada", 3: "王 小明", 4: "Zoë Müller"}
        return odd.get(self.index, f"Student{self.index:03} Family{self.index % 40:02}")

    @property
    def number(self) -> str:
        return f"s-{10_000 + self.index}"

    @property
    def login(self) -> str:
        return f"u{self.index:03}"

    @property
    def email(self) -> str:
        return f"u{self.index:03}@x.edu"

    @property
    def github(self) -> str:
        return f"gh-{self.index:03}"

    @property
    def canvas(self) -> str:
        return str(7000 + self.index)

    @property
    def moodle(self) -> str:
        return str(7000 + 199 - self.index)  # the numbers of another system, for other people


@dataclass(frozen=True)
class Work:
    """One attempt of one student or group."""

    person: Person
    source: str
    at: datetime
    attempt: int = 1
    late: bool = False
    members: tuple[Person, ...] = ()


def rows(lines: Iterable[Sequence[object]]) -> str:
    """CSV."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(lines)
    return stream.getvalue()


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")


def canvas_download(folder: Path, slug: str, works: Sequence[Work]) -> None:
    for upload, work in enumerate(works, 50_000):
        again = f"-{work.attempt - 1}" if work.attempt > 1 else ""
        who = "".join(letter for letter in work.person.name.lower() if letter.isalnum())
        name = f"{who}_{'LATE_' if work.late else ''}{work.person.canvas}_{upload}_{slug}{again}.py"
        write(folder / name, work.source)


def moodle_download(folder: Path, slug: str, works: Sequence[Work]) -> None:
    for work in works:
        name = work.person.name.replace('"', "").replace("_", " ")
        write(folder / f"{name}_{work.person.moodle}_assignsubmission_file" / f"{slug}.py", work.source)


def gradescope_download(folder: Path, slug: str, works: Sequence[Work]) -> None:
    lines = []
    for number, work in enumerate(works, 501):
        write(folder / f"submission_{number}" / f"{slug}.py", work.source)
        lines += [f"submission_{number}:", "  :submitters:"]
        for person in work.members or (work.person,):
            name = json.dumps(person.name, ensure_ascii=False)
            lines += [f"  - :name: {name}", f"    :sid: '{person.number}'", f"    :email: {person.email}"]
        lines += [f"  :created_at: {work.at.isoformat(sep=' ')}", "  :score: 0.0"]
    write(folder / "submission_metadata.yml", "\n".join(lines) + "\n")


def classroom50_download(folder: Path, slug: str, works: Sequence[Work]) -> None:
    """The newest work of each, and a line for every submission."""
    head = ["username", "first_name", "last_name", "email", "section", "score", "max_score", "datetime",
            "submission_tag", "submitted_by", "review_url", "late", "override"]  # fmt: skip
    lines: list[Sequence[object]] = [head]
    for work in sorted(works, key=lambda each: each.at):
        user = work.person.github
        write(folder / f"dl-{slug}-{user}" / f"{slug}.py", work.source)
        at = f"{work.at:%Y-%m-%dT%H:%M:%SZ}"
        lines.append(
            [
                user,
                work.person.name,
                "",
                work.person.email,
                "",
                0,
                100,
                at,
                f"submit/{at}",
                user,
                "",
                str(work.late).lower(),
                "",
            ]
        )
    write(folder / "scores.csv", rows(lines))


DOWNLOADS = {
    "canvas": canvas_download,
    "moodle": moodle_download,
    "gradescope": gradescope_download,
    "classroom50": classroom50_download,
}


def class_lists(course: Path, people: Sequence[Person]) -> None:
    """Our own list, and what Canvas and Moodle call the same people."""
    own = [(each.name, each.number, each.login, each.email, each.github) for each in people]
    write(course / "roster.csv", rows([("name", "number", "login", "email", "github"), *own]))
    write(course / "canvas.csv", platform_files("hw1", people)["canvas"])
    write(course / "moodle-hw2.csv", platform_files("hw2", people)["moodle-worksheet"])


def platform_files(slug: str, people: Sequence[Person], points: int = 100) -> Mapping[str, str]:
    """The files that grades go into, as each platform exports them before anybody is graded."""
    canvas = [
        ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{slug} (12)"),
        ("    Points Possible", *[""] * 5),
    ]
    worksheet = ("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed",
                 "Last modified (grade)", "Feedback comments")  # fmt: skip
    tests = {"submissions": [{"score": 0, "max-score": 1, "datetime": "2026-10-01T00:00:00Z"}]}
    entries = [{"owner": each.github, **tests} for each in people]
    scores = {"schema": "classroom50/scores/v1", "assignments": {slug: {"type": "individual", "entries": entries}}}
    return {
        "canvas": rows([*canvas, *((p.name, p.canvas, p.number, p.login, "S", "") for p in people)]),
        "moodle": rows(
            [("ID number", "Email address", f"Assignment: {slug} (Real)"), *((p.number, p.email, "-") for p in people)]
        ),
        "moodle-worksheet": rows(
            [worksheet, *((f"Participant {p.moodle}", p.name, p.email, "", "", "", "Yes", "-", "") for p in people)]
        ),
        "brightspace": rows(
            [
                ("OrgDefinedId", "Username", f"{slug} Points Grade", "End-of-Line Indicator"),
                *((f"#{p.number}", f"#{p.login}", "", "#") for p in people),
            ]
        ),
        "blackboard": rows(
            [
                ("Last Name", "First Name", "Username", "Student ID", f"{slug} [Total Pts: {points} Score] |77"),
                *((p.name, "", p.login, p.number, "") for p in people),
            ]
        ),
        "classroom50": json.dumps(scores, indent=2, ensure_ascii=False) + "\n",
    }


def read_back(form: str, text: str, slug: str, people: Sequence[Person], points: int) -> dict[str, float]:
    """The points by student's number, as the platform would read them."""
    if form == "classroom50":
        entries = json.loads(text)["assignments"][slug]["entries"]
        by_user = {each["owner"]: each["submissions"][0]["score"] / 100 for each in entries if each.get("override")}
        return {p.number: by_user[p.github] for p in people if p.github in by_user}
    key, column = {
        "canvas": ("SIS User ID", f"{slug} (12)"),
        "moodle": ("ID number", f"Assignment: {slug} (Real)"),
        "moodle-worksheet": ("Email address", "Grade"),
        "brightspace": ("OrgDefinedId", f"{slug} Points Grade"),
        "blackboard": ("Student ID", f"{slug} [Total Pts: {points} Score] |77"),
    }[form]
    number_of = {told: p.number for p in people for told in (p.number, f"#{p.number}", p.email)}
    found = csv.DictReader(io.StringIO(text, newline=""))
    blank = {"", "-"}
    return {
        number_of[row[key]]: float(row[column])
        for row in found
        if row[key] in number_of and row[column].strip() not in blank
    }


def source(slug: str, number: int, attempt: int) -> str:
    """A homework; a second attempt is better than the first."""
    shares = {"right": 9, "wrong": 1} if attempt > 1 else homework.SHARES
    return homework.submission("numpy", number, seed=1000 * attempt + int(slug[2:]), shares=shares)


def groups_text(groups: Sequence[tuple[str, str, Sequence[Person]]]) -> str:
    return rows(
        [("group", "student", "assignment"), *((name, p.number, slug) for name, slug, who in groups for p in who)]
    )
