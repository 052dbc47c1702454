"""Each mistake that an author made in the tiny course is told before the first case is measured."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from editing import edit

from grader.bank.secret import TEST_SECRET
from grader.model.errors import SpecError
from grader.validate import Finding, prove
from grader.validate.checks import CHECKS, PAPER

from .test_proofs import ANSWERS, ROOMS, signs_for_twenty_points

MEAN = "return np.mean(values * values, axis=1)"
SQUARE = "Case(values=rng.normal(size=(3, 3)))"
REFERENCE = rf"{ANSWERS}/solution\.py:6: mean_squares: reference: "
SCENARIO = rf"{ROOMS}/mean_squares\.py: problem mean_squares: scenario square: "
#: Of this process; the reference that sleeps and the one without end are stopped after two seconds of the clock.
CPU_SECONDS = 1.5
#: An edit of the course: file, what stood there, what stands there now.
Edit = tuple[str, str, str]


class _BeginsError(Exception):
    """Nothing more is told before the wait."""


def told(course: Path) -> list[str]:
    """What `grader validate tiny` says until it begins to measure."""
    said: list[Finding] = []

    def begins(_: str) -> None:
        raise _BeginsError

    try:
        prove(course, "tiny", secret=TEST_SECRET, checks=CHECKS, paper=PAPER, progress=begins, tell=said.append)
    except SpecError as error:
        return str(error).replace(f"{course}/", "").splitlines()
    except _BeginsError:
        return [finding.text for finding in said if not finding.ok or finding.proof == "time"]
    pytest.fail("it never begins")


def in_reference(code: str) -> Edit:
    """The reference of mean_squares, given code in place of its last line."""
    return f"{ANSWERS}/solution.py", MEAN, code


def in_scenario(code: str) -> Edit:
    """The case of the scenario square."""
    return f"{ROOMS}/mean_squares.py", SQUARE, code


def a_tenth_has_a_sign_of_its_own(course: Path) -> None:
    """Rounded to the grid, 0.1 is another number."""
    edit(course, f"{ANSWERS}/solution.py", '"+" if value > 0', '"=" if value == 0.1 else "+" if value > 0')
    edit(course, f"{ROOMS}/signs.py", "Case(values=[0.0, *(", "Case(values=[0.1, *(")


BROKEN: dict[str, tuple[Edit | Callable[[Path], None], str]] = {
    "two scenarios of one name": (
        (f"{ROOMS}/signs.py", "def with_zeros(", "def ordinary("),
        rf"{ROOMS}/signs\.py:\d+: ordinary: expected each name once, found it again \(first in line \d+\); .*",
    ),
    "two mistakes of one name": (
        (f"{ANSWERS}/mistakes/signs.py", "def plus_and_minus_swapped(", "def zero_is_positive("),
        rf"{ANSWERS}/mistakes/signs\.py:17: zero_is_positive: expected each name once, found it again .*",
    ),
    "a count in quotes": (
        (f"{ROOMS}/mean_squares.py", "public=2", 'public="2"'),
        rf"{ROOMS}/mean_squares\.py:\d+: public: Input should be a valid integer in @scenario\(public=\"2\".*",
    ),
    "a tolerance without a reason": (
        in_scenario(f'{SQUARE}.tolerance(1e-6, reason="")'),
        rf"{SCENARIO}tolerance: reason: expected why the measured tolerance does not serve, found nothing",
    ),
    "a layout of another name": (
        in_scenario(f'{SQUARE}.layout("fortran")'),
        rf"{SCENARIO}layout: expected one of 'C', 'F', 'strided', 'reversed', found 'fortran'",
    ),
    "an unknown argument to hold": (
        in_scenario(f'{SQUARE}.hold("value")'),
        rf"{SCENARIO}hold: expected arguments of values, found value",
    ),
    "an unknown argument to lay out": (
        in_scenario(f'{SQUARE}.layout("F", "value")'),
        rf"{SCENARIO}layout, read_only: expected arguments of values, found value",
    ),
    "an unknown argument that is read-only": (
        in_scenario(f'{SQUARE}.read_only("value")'),
        rf"{SCENARIO}layout, read_only: expected arguments of values, found value",
    ),
    "a call after an exception": (
        in_scenario("Case(values=rng.normal(size=3)).raises(ValueError).then(Case(values=rng.normal(size=(3, 3))))"),
        rf"{SCENARIO}then: expected calls that return, found \.raises\(…\) on one of them: .* a case of its own",
    ),
    "an exception after a call": (
        in_scenario("Case(values=rng.normal(size=(3, 3))).then(Case(values=rng.normal(size=3))).raises(ValueError)"),
        rf"{SCENARIO}then: expected calls that return, found \.raises\(…\) on one of them: .*",
    ),
    "a reference without the function": (
        (f"{ANSWERS}/solution.py", "def split_signs", "def splits"),
        rf"{ANSWERS}/solution\.py: problem split_signs: expected a function split_signs, found none",
    ),
    "a reference that draws random numbers": (
        in_reference("return np.mean(values * values, axis=1) + np.random.default_rng().normal()"),
        rf"{REFERENCE}expected one answer for the same arguments, found two .*: it is nondeterministic; .*",
    ),
    "a reference that remembers": (
        in_reference("SEEN.append(1)\n    return np.mean(values * values, axis=1) * len(SEEN)\n\n\nSEEN = []"),
        rf"{REFERENCE}expected one answer .*, found two on a case of scenario ordinary: it is nondeterministic; .*",
    ),
    "a reference that changes its arguments": (
        in_reference("values *= values\n    return np.mean(values, axis=1)"),
        rf"{REFERENCE}expected its arguments \(values\) to stay as they are, found one of them changed .*: .* a copy",
    ),
    "a reference that prints": (
        in_reference(f"print('shape', values.shape)\n    {MEAN}"),
        rf"{REFERENCE}expected no output, found 'shape \(4, 3\)\\n' on a case of scenario ordinary: remove the print",
    ),
    "a reference that takes a third of a second": (
        in_reference(f"import time\n    time.sleep(0.3)\n    {MEAN}"),
        r"the reference takes 3\d\d ms for a case of \w+; a bank takes about \d{3,} s, .*",
    ),
    "a reference that takes three seconds": (
        in_reference(f"import time\n    time.sleep(3)\n    {MEAN}"),
        rf"{REFERENCE}expected at most 1 s for a case, found that it was stopped after 2 s on a case of scenario .*",
    ),
    "a reference that never ends": (
        in_reference(f"while values.size:\n        time.sleep(0.01)\n    {MEAN}\n\n\nimport time"),
        rf"{REFERENCE}expected at most 1 s for a case, found that it was stopped after 2 s on a case of scenario .*",
    ),
    "an example that never ends": (
        in_reference(f"while values.size == 2:\n        time.sleep(0.01)\n    {MEAN}\n\n\nimport time"),
        r"README\.md:11: mean_squares\(.*\): expected \[12\.5\], found TooSlowError: stopped after 2 s",
    ),
    "a reference that raises": (
        (f"{ROOMS}/mean_squares.py", ".raises(ValueError)", ""),
        r".*scenario not_a_matrix: reference: expected a value \(or \.raises\(…\) on the case\), found ValueError: .*",
    ),
    "an exception that the reference does not raise": (
        in_scenario(f"{SQUARE}.raises(ValueError)"),
        rf"{SCENARIO}raises: expected the reference to raise ValueError, found a value",
    ),
    "an array of 200 MB": (
        in_scenario("Case(values=np.zeros((5000, 5000)))"),
        rf"{SCENARIO}inputs: expected at most 64 MiB of arrays a call, found 191, most of it in values: .*",
    ),
    "random numbers of NumPy's own": (
        in_scenario("Case(values=np.random.normal(size=(3, 3)))"),
        rf"{SCENARIO}draw: expected random numbers of the argument rng alone, found that the state of np\.random .*",
    ),
    "random numbers of a generator of its own": (
        in_scenario("Case(values=np.random.default_rng().normal(size=(3, 3)))"),
        rf"{SCENARIO}draw: expected the same case of the same rng, found two: take every random number from rng, .*",
    ),
    "an import of the grader's insides": (
        (f"{ANSWERS}/solution.py", "import numpy as np", "import numpy as np\nimport grader.judge"),
        rf"{ANSWERS}/solution\.py:4: import: expected grader\.author and nothing else .*, found grader\.judge.*",
    ),
    "points that add up to 55 in place of 45": (
        signs_for_twenty_points,
        r"assignment\.py: expected 45 points together, found 55: mean_squares 20 \+ signs 20 \+ split_signs 15; .*",
    ),
    "a handout with a wrong parameter": (
        (f"{ROOMS}/README.md", "`signs(values)`", "`signs(numbers)`"),
        r"README\.md:6: expected signs\(values\) as in tiny/solution\.py, found signs\(numbers\)",
    ),
    "a handout with wrong points": (
        (f"{ROOMS}/README.md", "10 points", "11 points"),
        r"README\.md:6: expected 10 points as in signs\.py, found 11",
    ),
    "a handout with a wrong example": (
        (f"{ROOMS}/README.md", "[12.5]", "[12.4]"),
        r"README\.md:11: mean_squares\(np\.array\(\[\[3, 4\]\]\)\): expected \[12\.4\], found \[12\.5\]",
    ),
    "an exact answer that rounding changes": (
        a_tenth_has_a_sign_of_its_own,
        (
            rf"{ROOMS}/signs\.py: problem signs: scenario with_zeros: inputs: expected the same answer for the numbers "
            r"as they are drawn and rounded to 20 bits, found '=[-+0]{8}' and '\+[-+0]{8}'; draw numbers of few bits .*"
        ),
    ),
    "a view that fails": (
        (f"{ROOMS}/public.py", "negative, positive = parts", "negative, positive, zero = parts"),
        r".*scenario \w+: view: expected both_sorted of public\.py to take the reference's answer, .* raises .*",
    ),
    "a checker that fails": (
        (f"{ROOMS}/public.py", 'zip(("negative", "positive"), expected', 'zip(("negative",), expected'),
        (
            r".*scenario with_zeros: check: expected same_elements of public\.py to return None for the reference's "
            r"own answer, found 'ValueError: zip\(\) argument 2 is longer than argument 1'"
        ),
    ),
    "a checker that refuses the reference": (
        (f"{ROOMS}/public.py", "    return None", "    return 'never'"),
        r".*scenario with_zeros: check: expected same_elements of public\.py to return None .* found 'never'",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_it_is_told_before_the_wait(course: Path, name: str) -> None:
    change, message = BROKEN[name]
    if callable(change):
        change(course)
    else:
        edit(course, *change)
    began = time.process_time()
    lines = told(course)
    assert time.process_time() - began < CPU_SECONDS
    assert any(re.fullmatch(message, line) for line in lines), lines


def test_a_course_without_mistakes_is_told_nothing(course: Path) -> None:
    assert told(course) == []
