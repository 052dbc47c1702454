"""Group d, third part: text that wants to be more than text where it is shown."""

from __future__ import annotations

import csv
import io
from typing import Any
from xml.etree import ElementTree as ET

from attacks.entry import Attack, Evidence
from attacks.stand import RIGHT, Stand
from grader.collect import collect_one
from grader.report import github
from grader.report.class_page import class_page
from grader.report.csv import cell, class_text
from grader.report.junit import junit
from grader.report.markdown import markdown
from grader.report.student_page import student_page

MARKUP = "[bold green]PASS[/] [link=https://evil]10/10[/link] \x1b[2J\x1b]8;;https://evil\x07 \u202e"


def _literally(evidence: Evidence) -> None:
    """Markup stands there as it was written, escapes as their codes."""
    assert "[bold green]PASS[/]" in evidence.terminal
    assert "\\x1b[2J" in evidence.terminal
    assert not {"\x1b", "\u202e"} & set(evidence.terminal + evidence.instructor)


HOSTILE = {
    "csv": ['=HYPERLINK("http://evil")', "+cmd|' /C calc'!A0", "-1+1", "@SUM(1)", "\t=1", "\r=1", 'a"b', "a,b\nc"],
    "html": ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "</textarea>'\"><b>", "{{7*7}}"],
    "markdown": ["a | b", "```\n# evil", "![](http://tracker/x.png)", "@everyone", "www.tracker.com/x", "[x](javascript:1)", "<img src=x>", "&lt;", "~~~"],
}  # fmt: skip


def _hostile_submission(stand: Stand, kind: str) -> tuple[Any, ...]:
    """A class of one: hostile in its name, its messages and what it prints."""
    text = "\n".join(HOSTILE[kind])
    source = (
        f"def attacked(x):\n    print({text!r})\n    raise ValueError({text!r})\n" + RIGHT["patient"] + RIGHT["honest"]
    )
    folder = stand.write(f"display-{kind}", source)
    return tuple(stand.session.grade(collect_one(folder, slug="range", student=name)) for name in HOSTILE[kind])


def _csv(stand: Stand) -> None:
    """No cell of any table begins as a formula does."""
    reports = _hostile_submission(stand, "csv")
    rows = list(csv.reader(io.StringIO(class_text(reports), newline="")))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == len(reports) + 1
    assert not [each for row in rows for each in row if each.startswith(("=", "+", "-", "@", "\t", "\r"))]
    for text in HOSTILE["csv"][:6]:
        assert cell(text)[:1] in {"'", "\\"}, cell(text)


def _html(stand: Stand) -> None:
    """Text is text; a student's page forbids itself scripts, that of a class all but ours."""
    reports = _hostile_submission(stand, "html")
    pages = [student_page(report) for report in reports]
    for text in (class_page(reports, stand.bank), *pages):
        assert "default-src &#39;none&#39;" in text
        for live in ("<img", 'href="javascript', "'\"><b>", "</textarea"):
            assert live not in text, live
    assert not [text for text in pages if "<script" in text or "script-src" in text]
    assert class_page(reports, stand.bank).count("<script") == 2  # what sorts, by its digest, and a block of data
    assert "{{7*7}}" in pages[0]


def _markdown(stand: Stand) -> None:
    """No image, no link, no mention, no cell more than there are columns."""
    text = "\n".join(markdown(report) for report in _hostile_submission(stand, "markdown"))
    outside = _outside_fences(text)
    rows = [
        line.count(" | ") - line.count("\\ | ") for line in outside.splitlines() if line.startswith(("| ✅", "| ❌"))
    ]
    assert len(set(rows)) == 1, rows
    for live in ("![](http", "](javascript", "<img", "\n# evil"):
        assert live not in outside, outside
    assert " @everyone" not in outside
    assert "www." not in outside
    _workflow_commands(stand)


def _workflow_commands(stand: Stand) -> None:
    """What a step prints holds the grader's own commands only, one a line; a JUnit file is well-formed."""
    commands = "::error::x\n::set-env name=PATH::/evil\n##[add-path]/evil\n\x1b]0;x\x07]]>&<\x00\ufffe\uffff"
    source = f"def attacked(x):\n    print({commands!r})\n    raise ValueError({commands!r})\n"
    report = stand.graded(stand.write("D23-commands", source)).report
    for line in github.error_lines(report, file="range.py", lines={}):
        assert line.startswith("::error ")
        assert "\n" not in line
        assert "/evil" not in line.partition("::error ")[2].partition("::")[0]
    assert "::" not in github.plain(commands)
    assert "##[" not in github.plain(commands)
    assert len(list(ET.fromstring(junit([report])).iter("testcase"))) == 8


def _outside_fences(text: str) -> str:
    kept, fence = [], ""
    for line in text.splitlines():
        mark = line.strip()[: len(line.strip()) - len(line.strip().lstrip("`~"))]
        if not fence and len(mark) >= 3:
            fence = mark
        elif fence and line.strip() == fence:
            fence = ""
        elif not fence:
            kept.append(line)
    return "\n" + "\n".join(kept)


ATTACKS = (
    Attack(
        "D20",
        f"TEXT = {MARKUP!r}\ndef attacked(x):\n    print(TEXT)\n    raise type('[red]' + TEXT, (ValueError,), {{}})(TEXT)\n",
        check=_literally,
    ),
    Attack("D21", trial=_csv),
    Attack("D22", trial=_html),
    Attack("D23", trial=_markdown),
)
