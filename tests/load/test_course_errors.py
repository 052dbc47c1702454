"""What an author reads when a course's file says something unusable: file, problem, field, what was expected."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from editing import edit

from grader.load import course_root, load_assignment, slugs
from grader.load.course import source_digest
from grader.model.errors import GraderError, SpecError

ROOMS, ANSWERS = "assignments/tiny", "reference/tiny"


def told(course: Path) -> str:
    """The message that loading the broken course gives, without the folder that it lies in."""
    with pytest.raises(SpecError) as error:
        load_assignment(course, "tiny")
    return str(error.value).replace(f"{course}/", "")


def test_the_course_of_the_fixtures_loads(course: Path) -> None:
    assignment = load_assignment(course, "tiny")
    assert [problem.name for problem in assignment.problems] == ["mean_squares", "signs", "split_signs"]
    first = assignment.problems[0]
    assert first.parameters == ("values",)
    assert first.summary == "The mean of the squares of each row."
    assert [scenario.name for scenario in first.scenarios] == [
        "ordinary", "square", "rows_far_apart", "not_a_matrix", "called_again", "inputs_kept",
    ]  # fmt: skip
    assert first.scenarios[0].title == "Four rows of three numbers."
    assert [mistake.identifier for mistake in first.mistakes] == ["TI1", "TI2", "TI3", "TI5"]
    assert first.mistakes[0].text.zh == "你求了和，而不是平均。"
    assert first.mistakes[1].text.zh is None
    assert first.mistakes[1].text.en.startswith("You averaged each column")
    assert [oracle.package for oracle in first.oracles] == ["statistics"]


def test_a_problem_with_a_domain_has_the_two_derived_scenarios(course: Path) -> None:
    file = f"{ROOMS}/signs.py"
    drawn = "Drawn(lambda rng: [1.0], bool, words='numbers')"
    domain = f"\nfrom grader.author import Domain, Drawn\n\ndomain = Domain(values={drawn})\n"
    edit(course, file, "\ncalled_again = calls_again(ordinary, private=2)\n", domain)
    scenarios = {scenario.name: scenario for scenario in load_assignment(course, "tiny").problems[1].scenarios}
    assert list(scenarios) == ["ordinary", "with_zeros", "inputs_kept", "called_again"]
    assert scenarios["called_again"].private == 1
    assert scenarios["inputs_kept"].private == 2, "the author's own, not the derived one"


def test_each_combination_of_variants_is_a_program_under_the_mistakes_name(course: Path) -> None:
    file = course / ANSWERS / "mistakes/signs.py"
    file.write_text(
        file.read_text("utf-8")
        + """

@mistake(signs, id="TI4", variants={"zero": ("+", "-"), "other": (str, bool)})
def with_marks(values, zero, other):
    \"\"\"Marks.\"\"\"
    return zero + other.__name__
"""
    )
    programs = load_assignment(course, "tiny").problems[1].mistakes[-4:]
    assert {program.name for program in programs} == {"with_marks"}
    assert {program.text.en for program in programs} == {"Marks."}
    assert [program.variant for program in programs] == [
        "zero='+', other=str", "zero='+', other=bool", "zero='-', other=str", "zero='-', other=bool",
    ]  # fmt: skip
    assert [program([1.0]) for program in programs] == ["+str", "+bool", "-str", "-bool"]


BROKEN: dict[str, tuple[str, str, str, str]] = {
    "an unknown keyword of a problem": (
        f"{ROOMS}/signs.py",
        "points=10",
        "pionts=10",
        rf"{ROOMS}/signs\.py:\d+: pionts: Extra inputs are not permitted in problem = Problem\(pionts=10, ",
    ),
    "a variant that is one value": (
        f"{ANSWERS}/mistakes/signs.py",
        '@mistake(signs, id="TI4")',
        '@mistake(signs, id="TI4", variants={"zero": "+"})',
        rf"{ANSWERS}/mistakes/signs\.py:\d+: TypeError: variants: zero: expected a tuple of values, found '\+'",
    ),
    "missing points": (f"{ROOMS}/signs.py", "points=10, ", "", rf"{ROOMS}/signs\.py:\d+: points: Field required"),
    "points of zero": (
        f"{ROOMS}/signs.py",
        "points=10",
        "points=0",
        rf"{ROOMS}/signs\.py:\d+: points: Input should be greater than 0",
    ),
    "an unknown keyword of a scenario": (
        f"{ROOMS}/signs.py",
        "public=3",
        "publik=3",
        rf"{ROOMS}/signs\.py:\d+: TypeError: scenario\(\) got an unexpected keyword argument 'publik'",
    ),
    "a negative count": (
        f"{ROOMS}/signs.py",
        "public=3",
        "public=-3",
        rf"{ROOMS}/signs\.py:\d+: public: Input should be greater than or equal to 0",
    ),
    "a weight of zero": (
        f"{ROOMS}/signs.py",
        "weight=2",
        "weight=0",
        rf"{ROOMS}/signs\.py:\d+: weight: Input should be greater than 0",
    ),
    "a count in quotes": (
        f"{ROOMS}/signs.py",
        "public=3",
        'public="3"',
        rf"{ROOMS}/signs\.py:\d+: public: Input should be a valid integer",
    ),
    "points in quotes": (
        f"{ROOMS}/signs.py",
        "points=10",
        'points="10"',
        rf"{ROOMS}/signs\.py:\d+: points: Input should be a valid integer",
    ),
    "two scenarios of one name": (
        f"{ROOMS}/signs.py",
        "def with_zeros(",
        "def ordinary(",
        rf"{ROOMS}/signs\.py:\d+: ordinary: expected each name once, found it again \(first in line \d+\)",
    ),
    "two scenarios made of another under one name": (
        f"{ROOMS}/signs.py",
        "inputs_kept = ",
        "called_again = ",
        rf"{ROOMS}/signs\.py:\d+: called_again: expected each name once, found it again \(first in line \d+\)",
    ),
    "two mistakes of one name": (
        f"{ANSWERS}/mistakes/signs.py",
        "def plus_and_minus_swapped(",
        "def zero_is_positive(",
        rf"{ANSWERS}/mistakes/signs\.py:17: zero_is_positive: expected each name once, .* \(first in line 11\)",
    ),
    "two alternatives of one name, of different problems": (
        f"{ANSWERS}/alternatives.py",
        "def by_sorting(",
        "def by_copysign(",
        rf"{ANSWERS}/alternatives\.py:\d+: by_copysign: expected each name once, found it again",
    ),
    "an import of the grader's insides": (
        f"{ANSWERS}/solution.py",
        "import numpy as np",
        "import numpy as np\nimport grader.judge",
        rf"{ANSWERS}/solution\.py:4: import: expected grader\.author and nothing else .*, found grader\.judge; ",
    ),
    "such an import inside a function": (
        f"{ANSWERS}/oracles.py",
        "from statistics import fmean",
        "from grader import judge, author",
        rf"{ANSWERS}/oracles\.py:\d+: import: expected grader\.author .*, found grader\.judge; ",
    ),
    "a file beside it that is not there": (
        f"{ROOMS}/split_signs.py",
        "from .public import",
        "from .publik import",
        rf"{ROOMS}/split_signs\.py:\d+: expected the file {ROOMS}/publik\.py, found none in from ",
    ),
    "a hint that is no text": (
        f"{ROOMS}/signs.py",
        "weight=2",
        'hint="zero"',
        rf"{ROOMS}/signs\.py:\d+: hint: Input should be .*Text",
    ),
    "a scenario without cases": (
        f"{ROOMS}/signs.py",
        "public=3, private=4",
        "",
        rf"{ROOMS}/signs\.py: problem signs: scenario ordinary: public, private: expected at least one case",
    ),
    "a view of another place": (
        f"{ROOMS}/split_signs.py",
        "from .public import both_sorted, same_elements",
        "from .public import same_elements\nfrom numpy import sort as both_sorted",
        r"scenario ordinary: view: expected a named function of public\.py, found sort of numpy",
    ),
    "a check without a name": (
        f"{ROOMS}/public.py",
        "def same_elements(",
        "same_elements = lambda inputs, expected, actual: None\n\n\ndef unused(",
        r"scenario with_zeros: check: expected a named function of public\.py, found <lambda>",
    ),
    "a problem that is none": (
        f"{ROOMS}/signs.py",
        "problem = Problem(points=10, hints=HINTS)",
        "problem = {'points': 10}",
        rf"{ROOMS}/signs\.py: problem: expected `problem = Problem\(…\)`, found dict",
    ),
    "no problem at all": (
        f"{ROOMS}/signs.py",
        "problem = Problem(points=10, hints=HINTS)",
        "",
        rf"{ROOMS}/signs\.py: problem: expected `problem = Problem\(…\)`, found nothing",
    ),
    "an assignment of another name": (
        f"{ROOMS}/assignment.py",
        "assignment = ",
        "homework = ",
        rf"{ROOMS}/assignment\.py: assignment: expected `assignment = Assignment\(…\)`, found nothing",
    ),
    "no problems listed": (
        f"{ROOMS}/assignment.py",
        '("mean_squares", "signs", "split_signs")',
        "()",
        rf"{ROOMS}/assignment\.py:\d+: problems: Tuple should have at least 1 item",
    ),
    "a problem listed twice": (
        f"{ROOMS}/assignment.py",
        '"split_signs")',
        '"split_signs", "signs")',
        rf"{ROOMS}/assignment\.py: problems: expected each problem once, found signs again",
    ),
    "an unknown library": (
        f"{ROOMS}/assignment.py",
        '("numpy",)',
        '("jax",)',
        rf"{ROOMS}/assignment\.py:\d+: libraries\.0: .*expected numpy or torch, found",
    ),
    "an unknown rule": (
        f"{ROOMS}/assignment.py",
        'lecture="p1"',
        'score="best"',
        rf"{ROOMS}/assignment\.py:\d+: score: Input should be 'all', 'public' or 'private'",
    ),
    "a problem without its file": (
        f"{ROOMS}/assignment.py",
        '"signs"',
        '"sings"',
        rf"{ROOMS}/assignment\.py: problems: sings: expected the file {ROOMS}/sings\.py, found none",
    ),
    "a problem without a reference": (
        f"{ANSWERS}/solution.py",
        "def split_signs",
        "def splits",
        (
            rf"^{ANSWERS}/solution\.py: problem split_signs: expected a function split_signs, found none\n"
            rf"{ANSWERS}/alternatives\.py:\d+: expected split_signs in {ANSWERS}/solution\.py, found none in "
        ),
    ),
    "a syntax error": (
        f"{ROOMS}/signs.py",
        "problem = Problem(",
        "problem = Problem((",
        rf"{ROOMS}/signs\.py:\d+: not valid Python: ",
    ),
    "a syntax error in the reference": (
        f"{ANSWERS}/mistakes/signs.py",
        "def zero_is_positive(values):",
        "def zero_is_positive(values)",
        rf"{ANSWERS}/mistakes/signs\.py:\d+: not valid Python: expected ':'",
    ),
    "an exception in a file": (
        f"{ANSWERS}/solution.py",
        "import numpy as np",
        "import numpy as np\n\nprint(undefined)",
        rf"{ANSWERS}/solution\.py:5: NameError: name 'undefined' is not defined in print\(undefined\)",
    ),
    "a mistake without a sentence": (
        f"{ANSWERS}/mistakes/signs.py",
        '    """You gave zero a plus."""\n',
        "",
        rf"{ANSWERS}/mistakes/signs\.py:\d+: en: String should have at least 1 character",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_author_is_told(course: Path, name: str) -> None:
    file, old, new, message = BROKEN[name]
    edit(course, file, old, new)
    assert re.search(message, told(course)), told(course)


@pytest.mark.parametrize("file", ["reference/tiny/solution.py", "assignments/tiny/signs.py"])
def test_a_missing_file_is_named(course: Path, file: str) -> None:
    (course / file).unlink()
    assert re.search(rf"{re.escape(file)}.*found none", told(course))


def test_a_reference_that_lacks_a_problem_is_named(course: Path) -> None:
    for other in ("alternatives.py", "mistakes/signs.py", "oracles.py"):
        (course / ANSWERS / other).unlink()
    edit(course, f"{ANSWERS}/solution.py", "def signs", "def sings")
    assert told(course) == f"{ANSWERS}/solution.py: problem signs: expected a function signs, found none"


def test_an_alternative_of_no_problem_is_named_with_its_file(course: Path) -> None:
    edit(course, f"{ROOMS}/assignment.py", '"signs", ', "")
    (course / ANSWERS / "mistakes" / "signs.py").unlink()
    expected = f"{ANSWERS}/alternatives.py: by_copysign: expected a problem of the assignment, found 'signs'"
    assert told(course) == expected


def test_a_file_of_mistakes_of_no_problem_is_named(course: Path) -> None:
    file = course / ANSWERS / "mistakes" / "signs.py"
    file.rename(file.with_name("sings.py"))
    expected = f"{ANSWERS}/mistakes/sings.py: expected the name of a problem of the assignment, found 'sings'"
    assert told(course) == expected


def test_a_mistake_in_the_file_of_another_problem_is_named(course: Path) -> None:
    edit(course, f"{ANSWERS}/mistakes/signs.py", "import signs\n", "import mean_squares, signs\n")
    edit(course, f"{ANSWERS}/mistakes/signs.py", "@mistake(signs", "@mistake(mean_squares")
    expected = (
        f"{ANSWERS}/mistakes/signs.py: zero_is_positive: expected a mistake of signs, found one of 'mean_squares'"
    )
    assert told(course) == expected


def test_a_mistake_may_use_another_problems_mistake_and_what_they_share(course: Path) -> None:
    (course / ANSWERS / "mistakes" / "_shared.py").write_text("PLUS = '+'\n", encoding="utf-8")
    extra = "from ._shared import PLUS\nfrom .mean_squares import sum_of_squares\n"
    edit(course, f"{ANSWERS}/mistakes/signs.py", "from ..solution", f"{extra}from ..solution")
    mean_squares, signs, _ = load_assignment(course, "tiny").problems
    assert [mistake.name for mistake in signs.mistakes] == ["zero_is_positive", "plus_and_minus_swapped"]
    assert "sum_of_squares" in [mistake.name for mistake in mean_squares.mistakes]


def test_every_unusable_field_is_named_not_only_the_first(course: Path) -> None:
    edit(course, f"{ROOMS}/signs.py", "points=10", "points=-1, colour=3")
    assert [line.split(": ")[1] for line in told(course).splitlines()] == ["points", "colour"]


def test_what_is_wrong_in_several_files_is_told_in_one_run(course: Path) -> None:
    edit(course, f"{ROOMS}/signs.py", "points=10", "points=-1")
    edit(course, f"{ROOMS}/mean_squares.py", "private=2, traps", "private=0, traps")
    edit(course, f"{ROOMS}/mean_squares.py", "public=1, ", "")
    edit(course, f"{ROOMS}/split_signs.py", "problem = Problem(", "homework = Problem(")
    edit(course, f"{ANSWERS}/mistakes/signs.py", "def zero_is_positive(values):", "def zero_is_positive(values)")
    assert [line.split(": ")[0] for line in told(course).splitlines()] == [
        f"{ANSWERS}/mistakes/signs.py:11",
        f"{ROOMS}/mean_squares.py",
        f"{ROOMS}/signs.py:10",
        f"{ROOMS}/split_signs.py",
    ]


def test_a_reference_that_does_not_load_is_told_once(course: Path) -> None:
    edit(course, f"{ANSWERS}/solution.py", "import numpy as np", "import numpy as np\n\nprint(undefined)")
    assert told(course) == f"{ANSWERS}/solution.py:5: NameError: name 'undefined' is not defined in print(undefined)"


def test_files_of_the_same_name_in_two_courses_are_kept_apart(course: Path, tmp_path: Path) -> None:
    import shutil

    other = tmp_path / "other"
    shutil.copytree(course, other)
    edit(other, f"{ROOMS}/signs.py", "points=10", "points=77")
    first, second = load_assignment(course, "tiny"), load_assignment(other, "tiny")
    assert (first.problems[1].spec.points, second.problems[1].spec.points) == (10, 77)


def test_an_unknown_slug_suggests_the_nearest(course: Path) -> None:
    with pytest.raises(GraderError, match="there is no assignment 'tinny' here; did you mean tiny"):
        load_assignment(course, "tinny")
    with pytest.raises(GraderError, match=r"there are: tiny$"):
        load_assignment(course, "convolution")


def test_the_course_is_found_from_anywhere_inside(course: Path, tmp_path: Path) -> None:
    assert course_root(course / ROOMS) == course
    assert course_root(course) == course
    assert course_root(tmp_path) is None
    assert slugs(course) == ["tiny"]


def test_a_slug_with_hyphens_loads(course: Path) -> None:
    (course / ROOMS).rename(course / "assignments/very-tiny")
    (course / ANSWERS).rename(course / "reference/very-tiny")
    assignment = load_assignment(course, "very-tiny")
    assert assignment.module == "very_tiny"
    assert slugs(course) == ["very-tiny"]


def test_the_digest_is_of_names_and_contents(course: Path) -> None:
    before = source_digest(course, "tiny")
    assert source_digest(course, "tiny") == before
    edit(course, f"{ANSWERS}/solution.py", "Textbook", "textbook")
    assert source_digest(course, "tiny") != before
