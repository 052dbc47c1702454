"""Tests of the testers: the tiny course is broken in one way, and exactly the proof of that must fail."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from editing import edit

from grader.bank.secret import TEST_SECRET
from grader.validate import Proof, prove
from grader.validate.checks import CHECKS, PAPER
from grader.validate.mutation import cases_kill_mutants
from grader.validate.proof import Check
from grader.validate.secrets import other_secrets_serve

ROOMS, ANSWERS = "assignments/tiny", "reference/tiny"


def append(course: Path, file: str, text: str) -> None:
    """Add to a file of the course."""
    path = course / file
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


#: All proofs but the two that start processes of their own; those have tests of their own.
QUICK = tuple(check for check in CHECKS if check not in (cases_kill_mutants, other_secrets_serve))


def proved(course: Path, checks: Sequence[Check] = QUICK) -> Proof:
    """Proofs of the course."""
    return prove(course, "tiny", secret=TEST_SECRET, checks=checks, paper=PAPER, progress=lambda text: None)


def failures(course: Path, checks: Sequence[Check] = QUICK) -> list[tuple[str, str, str]]:
    """What fails: proof, problem, words."""
    found = proved(course, checks).findings
    return [(finding.proof, finding.problem, finding.text) for finding in found if not finding.ok]


def test_the_tiny_course_is_proved(course: Path) -> None:
    proof = proved(course, CHECKS)
    assert [finding for finding in proof.findings if not finding.ok] == []
    assert proof.ok
    assert {
        "alternatives",
        "oracles",
        "mistakes",
        "split",
        "constants",
        "handout",
        "examples",
        "starter",
        "hints",
        "counts",
        "curriculum",
    } <= {finding.proof for finding in proof.findings}


MISTAKE = """

@mistake({problem})
def {name}(values):
    \"\"\"A further mistake.\"\"\"
    return {value}
"""


def no_mistakes_of_signs(course: Path) -> None:
    """Both lose their declaration, and stay as mere functions."""
    for name in ("TI4", "TI6"):
        edit(course, f"{ANSWERS}/mistakes/signs.py", f'@mistake(signs, id="{name}")\n', "")


def signs_for_twenty_points(course: Path) -> None:
    """The handout says so, too, but all problems together have ten points more than the assignment."""
    edit(course, f"{ROOMS}/signs.py", "points=10", "points=20")
    edit(course, f"{ROOMS}/README.md", "10 points", "20 points")


BROKEN: dict[str, tuple[Callable[[Path], object], list[tuple[str, str, str]]]] = {
    "a mistake that is none": (
        lambda course: append(
            course,
            f"{ANSWERS}/mistakes/signs.py",
            MISTAKE.format(problem="signs", name="no_mistake", value="signs(list(values))"),
        ),
        [("mistakes", "signs", "no_mistake: expected a private case that it fails, found none")],
    ),
    "two mistakes that nobody can tell apart": (
        lambda course: append(
            course,
            f"{ANSWERS}/mistakes/mean_squares.py",
            MISTAKE.format(problem="mean_squares", name="summed", value="sum_of_squares(values)"),
        ),
        [("mistakes", "mean_squares", "sum_of_squares and summed answer alike on every case")],
    ),
    "a mistake that misspells a name": (
        lambda course: append(
            course,
            f"{ANSWERS}/mistakes/signs.py",
            MISTAKE.format(problem="signs", name="misspelt", value="sings(values) if len(values) > 1 else '-'"),
        ),
        [("mistakes", "signs", "misspelt: expected a program that returns values, found NameError at signs/")],
    ),
    "a mistake with another signature": (
        lambda course: append(
            course,
            f"{ANSWERS}/mistakes/mean_squares.py",
            MISTAKE.format(problem="mean_squares", name="two", value="values").replace("(values):", "(values, axis):"),
        ),
        [("mistakes", "mean_squares", "two: expected a program that returns values, found TypeError at mean_squares/")],
    ),
    "a variant of a mistake that is none": (
        lambda course: append(
            course,
            f"{ANSWERS}/mistakes/signs.py",
            MISTAKE.format(
                problem="signs, variants={'sign': ('', '!')}", name="marked", value="signs(values) + sign"
            ).replace("(values):", "(values, sign):"),
        ),
        [("mistakes", "signs", "marked(sign=''): expected a private case that it fails, found none")],
    ),
    "an alternative that is wrong": (
        lambda course: edit(course, f"{ANSWERS}/alternatives.py", "/ values.shape[1]", "/ values.shape[0]"),
        [("alternatives", "mean_squares", "by_einsum: at most ")],
    ),
    "an alternative a little too far away": (
        lambda course: edit(
            course, f"{ANSWERS}/alternatives.py", "/ values.shape[1]", "/ (values.shape[1] * (1 + 1e-13))"
        ),
        [("alternatives", "mean_squares", "of the tolerance, at mean_squares/")],
    ),
    "an alternative that a checker refuses": (
        lambda course: edit(course, f"{ROOMS}/public.py", "np.sort(want), np.sort(got)", "want, got"),
        [("alternatives", "split_signs", "elements are not those of the input")],
    ),
    "a problem without an alternative": (
        lambda course: edit(course, f"{ANSWERS}/alternatives.py", "@alternative(signs)\n", ""),
        [("alternatives", "signs", "expected at least one alternative, found none")],
    ),
    "an oracle that disagrees": (
        lambda course: edit(course, f"{ANSWERS}/oracles.py", "value * value for", "value for"),
        [("oracles", "mean_squares", "mean_of_statistics: at most ")],
    ),
    "a problem without a known mistake": (
        no_mistakes_of_signs,
        [("mistakes", "signs", "expected at least one known mistake, found none")],
    ),
    "a constant that earns": (
        lambda course: edit(
            course,
            f"{ROOMS}/signs.py",
            "[0.0, *(rng.integers(-1, 2, size=8) * rng.uniform(1, 2, size=8)).tolist()]",
            "[0.0, 1.5]",
        ),
        [("constants", "signs", "(by always '0+')")],
    ),
    "a starter that earns": (
        lambda course: edit(
            course,
            f"{ROOMS}/starter.py",
            '"""The signs of a list of numbers, "+-0" for example."""\n    raise NotImplementedError',
            'return "".join("-+"[value > 0] for value in values)',
        ),
        [("constants", "signs", "(by the bare starter)")],
    ),
    "a handout without a problem": (
        lambda course: edit(course, f"{ROOMS}/README.md", "`signs(values)`", "`sings(values)`"),
        [
            ("handout", "signs", "README.md: expected `signs(values)` in a heading, a table's row or a list's item"),
            ("handout", "signs", "README.md: expected its 10 points in a heading, a list's item or a table's column"),
        ],
    ),
    "a handout that is missing": (
        lambda course: (course / ROOMS / "README.md").unlink(),
        [("handout", "", "README.md: expected this file, found none")],
    ),
    "a Chinese handout that lags behind": (
        lambda course: (
            (course / ROOMS / "README.zh.md").write_text(
                "| 题目 | 分值 |\n|-|-|\n| `signs(values)` | 10 |\n| `mean_squares(values)` | 20 |\n| 合计 | 45 |\n",
                "utf-8",
            )
            and None
        ),
        [
            ("handout", "split_signs", "README.zh.md: expected `split_signs(values)` in a heading, a table's row"),
            ("handout", "split_signs", "README.zh.md: expected its 15 points in a heading"),
        ],
    ),
    "a handout with a wrong parameter": (
        lambda course: edit(course, f"{ROOMS}/README.md", "`signs(values)`", "`signs(numbers)`"),
        [("handout", "signs", "README.md:6: expected signs(values) as in tiny/solution.py, found signs(numbers)")],
    ),
    "a handout with a default that the reference does not have": (
        lambda course: edit(course, f"{ROOMS}/README.md", "`signs(values)`", "`signs(values=None)`"),
        [("handout", "signs", "README.md:6: expected signs(values) as in tiny/solution.py, found signs(values=None)")],
    ),
    "a handout with wrong points": (
        lambda course: edit(course, f"{ROOMS}/README.md", "10 points", "11 points"),
        [("handout", "signs", "README.md:6: expected 10 points as in signs.py, found 11")],
    ),
    "a handout with a wrong sum": (
        lambda course: edit(
            course,
            f"{ROOMS}/README.md",
            "\n```",
            "\n| problem | points | |\n|---|---|---|\n| `signs` | 10 | signs |\n| all | **55** | |\n\n```",
        ),
        [("handout", "", "README.md:13: expected 45 points together, found 55")],
    ),
    "a handout with a wrong example": (
        lambda course: edit(course, f"{ROOMS}/README.md", "[12.5]", "[12.25]"),
        [
            (
                "examples",
                "mean_squares",
                "README.md:11: mean_squares(np.array([[3, 4]])): expected [12.25], found [12.5]",
            )
        ],
    ),
    "a handout with an example that fails": (
        lambda course: edit(course, f"{ROOMS}/README.md", "np.array([[3, 4]])", "np.array([3, 4])"),
        [
            (
                "examples",
                "mean_squares",
                "README.md:11: mean_squares(np.array([3, 4])): expected [12.5], found ValueError",
            )
        ],
    ),
    "points that add up to something else": (
        signs_for_twenty_points,
        [
            (
                "points",
                "",
                "assignment.py: expected 45 points together, found 55: mean_squares 20 + signs 20 + split_signs 15",
            )
        ],
    ),
    "a starter with another parameter": (
        lambda course: edit(course, f"{ROOMS}/starter.py", "def signs(values)", "def signs(numbers)"),
        [("starter", "signs", "starter.py:14: expected signs(values), found signs(numbers)")],
    ),
    "a starter without a problem": (
        lambda course: edit(course, f"{ROOMS}/starter.py", "def signs(values)", "def sings(values)"),
        [("starter", "signs", "starter.py: expected signs(values), found none")],
    ),
    "a torch starter that is no Python": (
        lambda course: (course / ROOMS / "starter_torch.py").write_text("def (", "utf-8"),
        [("starter", "", "starter_torch.py:1: not valid Python")],
    ),
    "too few public cases": (
        lambda course: edit(course, f"{ROOMS}/mean_squares.py", "public=1, private=2", "private=2"),
        [("counts", "mean_squares", "2 public and 11 private cases; expected 3 to 10 and 8 to 30")],
    ),
    "no second call": (
        lambda course: edit(course, f"{ROOMS}/mean_squares.py", "called_again = calls_again(ordinary)", ""),
        [("counts", "mean_squares", "expected a scenario made by calls_again(…), found none")],
    ),
    "a trap without a scenario": (
        lambda course: edit(course, f"{ROOMS}/curriculum.toml", "[traps]", '[traps]\nempty = "no numbers at all"'),
        [("curriculum", "", "nothing sets or shows: traps empty")],
    ),
    "a misconception without a mistake": (
        lambda course: edit(course, f"{ROOMS}/curriculum.toml", "TI6 =", 'TI7 = "another"\nTI6 ='),
        [("curriculum", "", "nothing sets or shows: misconceptions TI7")],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_exactly_the_proof_of_what_is_broken_fails(course: Path, name: str) -> None:
    spoil, expected = BROKEN[name]
    spoil(course)
    # What a handout in Chinese asks of titles has tests of its own: the tiny course is in English.
    found = [failure for failure in failures(course) if failure[0] != "titles"]
    assert [(proof, problem) for proof, problem, _ in found] == [(proof, problem) for proof, problem, _ in expected], (
        found
    )
    for (_, _, text), (_, _, words) in zip(found, expected, strict=True):
        assert words in text


def test_a_scenario_that_no_mutant_needs_is_missed_when_it_goes(course: Path) -> None:
    """Without numbers between -1 and 0 a bound of -1 in place of 0 goes unseen."""
    edit(course, f"{ROOMS}/split_signs.py", "rng.uniform(0.1, 2, size=7)", "rng.uniform(1, 2, size=7)")
    edit(course, f"{ROOMS}/split_signs.py", "rng.uniform(0.1, 2, size=7)", "rng.uniform(1, 2, size=7)")
    found = failures(course, CHECKS)
    assert {(proof, problem) for proof, problem, _ in found} == {("mutants", "split_signs")}


def test_private_cases_without_a_purpose_fail_a_proof(course: Path) -> None:
    """Every known mistake fails a public case already."""
    edit(course, f"{ANSWERS}/mistakes/mean_squares.py", '@mistake(mean_squares, id="TI5")\n', "")
    edit(course, f"{ROOMS}/signs.py", "private=4, weight=2", "public=2, private=4, weight=2")
    edit(course, f"{ROOMS}/split_signs.py", "private=3, check", "public=2, private=3, check")
    edit(course, f"{ROOMS}/curriculum.toml", 'TI5 = "an argument is changed in place"\n', "")
    assert failures(course) == [("split", "", "in 0 problems some mistake passes every public case")]


def test_mistakes_that_return_nothing_or_text_are_told_apart_from_numbers(course: Path) -> None:
    for name, value in (("nothing", "None"), ("words", "'many'"), ("number", "1.5"), ("other_number", "float('nan')")):
        append(
            course,
            f"{ANSWERS}/mistakes/mean_squares.py",
            MISTAKE.format(problem="mean_squares", name=name, value=value),
        )
    assert failures(course) == []


def test_zeros_do_not_earn_the_text_that_is_asked(course: Path) -> None:
    (finding,) = [f for f in proved(course).findings if (f.proof, f.problem) == ("constants", "signs")]
    assert finding.margin == 0.0


def test_an_oracle_whose_library_is_missing_is_skipped_by_name(course: Path) -> None:
    edit(course, f"{ANSWERS}/oracles.py", 'package="statistics"', 'package="no_such_library"')
    (finding,) = [finding for finding in proved(course).findings if finding.proof == "oracles"]
    assert finding.ok
    assert finding.text == "mean_of_statistics: skipped, no_such_library is not installed"


def test_an_oracle_for_all_scenarios_must_know_all_of_them(course: Path) -> None:
    edit(course, f"{ANSWERS}/oracles.py", ', scenarios=("ordinary", "square")', "")
    found = failures(course)
    assert [(proof, problem) for proof, problem, _ in found] == [("oracles", "mean_squares")]
    assert "expected ValueError" in found[0][2]


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (
            f"{ROOMS}/mean_squares.py",
            '("square",)',
            '("sqare",)',
            r"expected an id of curriculum.toml \[traps\], found 'sqare'",
        ),
        (
            f"{ANSWERS}/mistakes/mean_squares.py",
            '"TI3"',
            '"TI33"',
            r"expected an id of curriculum.toml \[misconceptions\], found 'TI33'",
        ),
        (
            f"{ROOMS}/curriculum.toml",
            "[traps]",
            "[traps",
            r"curriculum.toml: expected \[traps\] and \[misconceptions\] in TOML",
        ),
        (
            f"{ROOMS}/curriculum.toml",
            "[traps]",
            "traps = 3\n[other]",
            r"curriculum.toml: traps: expected a table \[traps\]",
        ),
    ],
)
def test_a_curriculum_that_cannot_be_read_is_an_error_with_its_place(
    course: Path, file: str, old: str, new: str, words: str
) -> None:
    edit(course, file, old, new)
    ((proof, _, text),) = failures(course)
    assert proof == "curriculum"
    assert re.search(words, text)


def test_a_missing_curriculum_is_an_error_with_its_place(course: Path) -> None:
    (course / ROOMS / "curriculum.toml").unlink()
    ((proof, _, text),) = failures(course)
    assert proof == "curriculum"
    assert "curriculum.toml: expected" in text


def test_a_reference_that_is_wrong_is_found_by_its_alternative_and_its_oracle(course: Path) -> None:
    edit(
        course, f"{ANSWERS}/solution.py", "np.mean(values * values, axis=1)", "np.mean(values * values, axis=1) * 1.01"
    )
    assert {("alternatives", "mean_squares"), ("oracles", "mean_squares")} <= {
        (proof, problem) for proof, problem, _ in failures(course)
    }


def test_a_mistake_that_only_this_secrets_cases_catch_fails_under_others(course: Path) -> None:
    """It is wrong for one draw in about twenty, so twenty secrets do not all catch it."""
    rare = "signs(values) + '!' * (len(values) == 9 and values[1] < 0 < values[2] and values[3] == 0 > values[4])"
    append(course, f"{ANSWERS}/mistakes/signs.py", MISTAKE.format(problem="signs", name="rarely_wrong", value=rare))
    findings = [one for one in proved(course, (other_secrets_serve,)).findings if one.proof == "secrets"]
    assert [finding.ok for finding in findings] == [False]
    assert "signs: rarely_wrong: expected a private case that it fails, found none" in findings[0].text
