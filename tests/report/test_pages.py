"""The pages in a real browser: rendered, sorted, filtered, printed, dark, narrow, by keyboard, without a script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from grader.model.course import Late
from grader.model.result import CaseResult, Difference, Verdict
from grader.report.class_page import Came, Context, class_page, scores_of
from grader.report.redact import Audience, redact
from grader.report.student_page import About, student_page
from grader.term.lateness import Deadline, charged

from .building import CASES, bank, report, wrong
from .texts import BEGIN, HOSTILE, PAGES, class_text, student_text, term_text

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


class Opened:
    """A page in a tab, with everything that the browser complained about or asked for."""

    def __init__(self, browser: Any, file: Path, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.told: list[str] = []
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on("dialog", self.dismissed)
        self.requests: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(file.as_uri())
        self.own = file.as_uri()

    def dismissed(self, dialog: Any) -> None:
        self.told.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def column(self, number: int, table: str = "table[data-filter]") -> list[str]:
        """The texts of a column, of the rows that are visible."""
        found: list[str] = self.page.evaluate(
            "([t, n]) => [...document.querySelector(t).tBodies[0].rows].filter(r => !r.hidden)"
            ".map(r => r.cells[n].textContent)",
            [table, number],
        )
        return found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    found = {name: folder / f"{name}.html" for name in PAGES}
    for name, text in PAGES.items():
        found[name].write_text(text(), encoding="utf-8")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", list(PAGES))
def test_axe_finds_nothing_and_nothing_is_loaded(browser: Any, files: dict[str, Path], name: str, scheme: str) -> None:
    opened = Opened(browser, files[name], color_scheme=scheme)
    opened.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = axe.Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
    assert opened.requests == [opened.own]
    assert opened.told == []


@pytest.mark.parametrize("name", list(PAGES))
def test_nothing_is_wider_than_a_telephone(browser: Any, files: dict[str, Path], name: str) -> None:
    opened = Opened(browser, files[name], viewport={"width": 360, "height": 740})
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_prints_on_a4(browser: Any, files: dict[str, Path], name: str) -> None:
    printed = Opened(browser, files[name]).page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in printed or b"/MediaBox [0 0 595" in printed


def test_a_column_is_sorted_by_keyboard_and_says_so(browser: Any, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["class"])
    button = opened.page.locator("table[data-filter] th button").nth(1)
    button.focus()
    opened.page.keyboard.press("Enter")
    scores = [float(score) for score in opened.column(1)]
    assert scores == sorted(scores)
    opened.page.keyboard.press("Enter")
    assert [float(score) for score in opened.column(1)] == sorted(scores, reverse=True)
    assert opened.page.locator("th[aria-sort=descending]").count() == 1


def test_a_filter_hides_other_rows_and_tells_how_many(browser: Any, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["class"])
    opened.page.get_by_label("Filter").fill("timed OUT")
    assert opened.column(0) == ["student 0001", "student 0021"]
    assert opened.page.get_by_role("status").text_content() == "2 / 40"


def test_without_a_script_every_row_is_there(browser: Any, files: dict[str, Path]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(files["class"].as_uri())
    assert page.locator("table[data-filter] tbody tr").count() == 40
    assert page.locator("th button").count() == 0


def test_names_of_a_point_are_shown_when_it_is_pointed_at_or_has_the_focus(
    browser: Any, files: dict[str, Path]
) -> None:
    page = Opened(browser, files["class"]).page
    points = page.locator("svg.square .point")
    at = next(
        number for number in range(points.count()) if "student 0001" in points.nth(number).get_attribute("aria-label")
    )
    tip = points.nth(at).locator(".tip").first
    assert not tip.is_visible()
    page.locator("svg.square").evaluate("svg => svg.closest('.wide, section').querySelector('.point').focus()")
    for _ in range(at):
        page.keyboard.press("Tab")
    assert tip.is_visible()
    points.nth(0 if at else 1).hover(force=True)
    assert not tip.is_visible()
    assert "student" in page.locator(".tip:visible").first.text_content()


@pytest.mark.parametrize("name", ["class", "student"])
def test_numbers_of_a_heat_map_are_dark_on_light_squares_in_the_dark_too(
    browser: Any, files: dict[str, Path], name: str
) -> None:
    page = Opened(browser, files[name], color_scheme="dark").page
    colours = "[...document.querySelectorAll('svg:not(.chart) rect + text')].map(each => getComputedStyle(each).fill)"
    found = page.evaluate(colours)
    assert found
    assert set(found) == {"rgb(16, 20, 24)"}


@pytest.mark.parametrize("name", ["class", "student"])
def test_a_heat_map_is_not_shrunk_on_a_telephone(browser: Any, files: dict[str, Path], name: str) -> None:
    page = Opened(browser, files[name], viewport={"width": 360, "height": 740}).page
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    picture = page.locator(".wide > svg:not(.chart)").first
    assert picture.bounding_box()["width"] == float(picture.get_attribute("width"))
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("name", ["class", "term"])
def test_the_head_of_a_table_is_repeated_on_paper_and_its_foot_is_not(
    browser: Any, files: dict[str, Path], name: str
) -> None:
    page = Opened(browser, files[name]).page
    page.emulate_media(media="print")
    display = "name => [...document.querySelectorAll(name)].map(each => getComputedStyle(each).display)"
    # Chromium leaves boxes of buttons out of the heads that it repeats.
    assert set(page.evaluate(display, "th button")) == {"contents"}
    assert set(page.evaluate(display, "tfoot")) <= {"table-row-group"}


def test_a_misconception_has_its_sentence_lecture_and_two_examples_with_axes_and_numbers() -> None:
    text = class_text()
    assert "You summed. <span" in text
    assert "to show again: lecture p31" in text
    assert "student A, f/ordinary/public/" in text
    assert "student B, f/ordinary/public/" in text
    assert "Ordinary numbers." in text
    assert "[1]: expected 2.125, got 4.25" in text
    assert "batch →" in text
    one = report(wrong("f/ordinary/public/0", misconception="sum_not_mean"), name="sum_not_mean")
    assert "1 example without a name" in class_page([one], bank())
    private = report(wrong("f/huge/private/0", misconception="sum_not_mean"), name="sum_not_mean")
    assert "No public case shows it in numbers." in class_page([private], bank())


def test_attempts_are_counted_against_the_due_date_by_the_course_s_clock() -> None:
    berlin = BEGIN.astimezone(ZoneInfo("Europe/Berlin"))
    came = [Came(berlin + timedelta(days=number), is_told=number > 0, by="ada-7") for number in range(5)]
    text = class_page([report(student="ada")], bank(), Context(attempts=came, due=berlin + timedelta(days=2)))
    assert "5 attempts · 2 of them after the due date, 2026-10-03 02:00 CEST" in text
    assert "1 shown when they were graded" in text
    assert '<td class="n">5</td><td class="what good">all right' in text
    assert "10-01 00:00" in text


def test_scenarios_that_are_left_out_are_counted() -> None:
    names = tuple(f"f{number}" for number in range(9))
    whole = bank(problems=names)
    failed = [CaseResult(f"{name}/{case}", Verdict.WRONG_VALUE) for name in names for case in CASES]
    assert "3 more scenarios cost less" in class_page([report(*failed, whole=whole)], whole)
    assert "more scenarios" not in class_page([report(*failed[:5], whole=whole)], whole)


def test_a_student_reads_the_grade_beside_the_score_and_what_a_case_tries() -> None:
    text = student_text()
    assert "<b>10.8 / 20</b>grade" in text
    assert "2026-11-29 00:59 CET" in text
    assert text.count("Ordinary numbers.") == 1
    whole = bank()
    number = wrong(
        "f/ordinary/public/0", message="expected 10, got 13", difference=Difference("", (), 10, 13, 9, 1, ())
    )
    alone = student_page(report(number, whole=whole), whole)
    assert "expected 10, got 13" in alone
    assert "worst element" not in alone
    names = ("f/ordinary/public/0", "f/ordinary/public/1", "f/huge/private/0")
    alike = [CaseResult(name, Verdict.RAISED, message="ValueError", line=3, traceback="x") for name in names]
    together = student_page(report(*alike[:2], whole=whole), whole)
    assert "ordinary/public/0, ordinary/public/1: <span" in together
    assert "Ordinary numbers." in together
    assert "Ordinary numbers." not in student_page(report(*alike, whole=whole), whole)  # and huge ones
    assert "all right" in student_page(report(whole=whole), whole)


def test_who_is_not_graded_reads_that_it_is_the_grader_s_fault_and_no_verdicts() -> None:
    failed = [CaseResult(f"{problem}/{case}", Verdict.GRADER_ERROR) for problem in "fg" for case in CASES]
    text = student_page(replace(report(*failed), status="ungraded", notes=("the judge ended",)), bank())
    assert "which is not your fault" in text
    assert "the judge ended" in text
    assert "<table" not in text
    assert "Hints of the author" not in text
    assert "not your fault" not in student_page(report(), bank())


def test_the_reasons_of_a_grade_are_told_in_the_student_s_language() -> None:
    late = charged(
        Fraction(80),
        100,
        47 * 3600.0,
        Deadline(BEGIN, None, Late(percent_per_day=Decimal(10), floor_percent=Decimal(75))),
        1,
    )
    text = student_page(report(), about=About(reasons=["83.19 of 100 points", *late.reasons]), language="zh")
    assert "100 分中得 83.19 分" in text
    assert "迟交 1 d 23 h：用去 1 天迟交额度；1 天，按 100 分的 10 %：-5；不低于 75 %" in text


def test_a_grade_of_the_term_leads_to_the_student_s_page() -> None:
    assert '<a href="a/7.html">90</a>' in term_text()


def test_a_student_reads_no_number_of_a_private_case_and_an_instructor_does() -> None:
    assert "987654321" not in student_text()
    assert "Subtract the maximum." in student_text()
    assert "987654321" in student_text(Audience.INSTRUCTOR)
    assert "先减去最大值。" in student_text(language="zh")


def test_the_line_of_an_exception_stands_with_its_neighbours_and_axes_have_names() -> None:
    text = student_text()
    assert "▶ 7  line 7" in text
    assert "  4  line 4" in text
    assert "line 3 " not in text
    assert "batch →" in text
    assert "10 percent off" in text


def test_the_next_page_tells_what_has_changed() -> None:
    first = class_page([report(student="ada"), report(student="bo")], bank())
    before = scores_of(first, "tiny")
    assert before == {"ada-7": 20.0, "bo-7": 20.0}
    second = class_page([report(wrong("f/ordinary/public/0"), student="ada")], bank(), Context(before=before))
    assert "1 gone" in second
    assert "ada 20 → " in second
    assert scores_of("<html>", "tiny") is None
    assert scores_of(first, "another") is None  # a page of another assignment says nothing about this one
    assert scores_of(first.replace("{", "[", 1).replace('{"ada-7"', '["ada-7"'), "tiny") is None
    hostile = class_page([replace(report(), id=HOSTILE)], bank())
    assert scores_of(hostile, "tiny") == {HOSTILE: 20.0}


def test_a_class_of_a_thousand_is_small_and_opens_in_a_second(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "large.html"
    file.write_text(class_text(1000), encoding="utf-8")
    assert file.stat().st_size < 3 * 2**20
    opened = Opened(browser, file)
    assert opened.page.locator("table[data-filter] tbody tr").count() == 1000
    loaded = "performance.getEntriesByType('navigation')[0].loadEventEnd"
    times = []
    for _ in range(3):
        opened.page.reload()
        times.append(opened.page.evaluate(loaded) / 1000)
    print(f"{file.stat().st_size / 1e6:.2f} MB, opened in {min(times):.2f} s")  # noqa: T201 - what a reader asks for
    assert min(times) < 1


def test_what_repeats_is_folded_on_the_screen_and_open_on_paper(browser: Any, files: dict[str, Path]) -> None:
    opened = Opened(browser, files["long"])
    page = opened.page
    assert page.locator("details summary").all_text_contents()[-2:] == [
        "More cases that fail: 2",
        "Private cases that fail: 5",
    ]
    visible = "n => document.querySelectorAll('details')[n].querySelector('.case, table').checkVisibility()"
    last = page.locator("details").count() - 1
    assert [page.evaluate(visible, each) for each in (last - 1, last)] == [False, False]
    page.emulate_media(media="print")
    assert [page.evaluate(visible, each) for each in (last - 1, last)] == [True, True]


def test_a_mistake_that_private_cases_alone_show_has_no_picture_and_a_reason() -> None:
    whole = bank()
    private = wrong("f/huge/private/0", misconception="sum_not_mean", message="987654321")
    found = report(private, name="sum_not_mean", whole=whole)
    text = student_page(redact(found, whole, Audience.STUDENT), whole)
    assert "You summed." in text
    assert "so there is no picture of this mistake" in text
    assert "<svg" not in text
    assert "987654321" not in text
    public = report(wrong("f/ordinary/public/0"), private, name="sum_not_mean", whole=whole)
    assert "no picture of this mistake" not in student_page(redact(public, whole, Audience.STUDENT), whole)
    assert "no picture of this mistake" not in student_page(redact(found, whole, Audience.INSTRUCTOR), whole)
