"""Where the handout is in both languages, so are the titles of mistakes and scenarios."""

from __future__ import annotations

from pathlib import Path

from grader.load import load_assignment
from grader.validate.titles import titles_given

COURSE = Path(__file__).parents[2]
TINY = Path("assignments/tiny")


def told(course: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in titles_given(load_assignment(course, "tiny")):
        assert finding.ok is False
        found.setdefault(finding.problem, []).append(finding.text)
    return found


def test_a_handout_in_english_asks_for_no_titles(course: Path) -> None:
    assert titles_given(load_assignment(course, "tiny")) == []


def test_a_handout_in_chinese_asks_for_every_title_in_both(course: Path) -> None:
    (course / TINY / "README.zh.md").write_text("# 一份小作业", encoding="utf-8")
    words = told(course)["mean_squares"]
    assert words[0] == (
        "reference/tiny/mistakes/mean_squares.py: mean_of_columns: expected a title in English and Chinese; "
        'write @mistake(…, title=Text("what was done, in a few words", zh="…"))'
    )
    assert not any("sum_of_squares" in text for text in words)  # which has one
    assert any(text.startswith("mean_squares.py: ordinary: expected its title in Chinese, too; ") for text in words)
    assert not any("called_again" in text for text in words)  # whose title is the grader's


def test_a_title_of_a_class_that_has_no_chinese_is_named(course: Path) -> None:
    (course / TINY / "README.zh.md").write_text("# 一份小作业", encoding="utf-8")
    file = course / TINY / "mean_squares.py"
    declared = 'domain = Domain(values=Array("N D", Shape("N", "one axis", zh="一个轴"), Shape("", "a scalar")))\n'
    source = file.read_text(encoding="utf-8").replace("problem =", f"{declared}problem =", 1)
    file.write_text(f"from grader.author import Array, Domain, Shape\n{source}", encoding="utf-8")
    assert told(course)["mean_squares"][-1] == (
        "mean_squares.py: domain: 'a scalar': expected this title of a class in Chinese, too; write zh=\"…\" beside it"
    )


def test_the_shipped_assignments_have_them() -> None:
    for slug in ("convolution", "rnn"):
        assert [finding.ok for finding in titles_given(load_assignment(COURSE, slug))] == [True]
