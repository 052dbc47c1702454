"""What an author is told before anything is measured: the tiny course is broken in one way, or in several."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.bank.build import case_bank
from grader.bank.preview import preview
from grader.bank.secret import TEST_SECRET
from grader.load import load_assignment
from grader.model.errors import SpecError
from grader.validate import Finding, prove

ROOMS, ANSWERS = "assignments/tiny", "reference/tiny"
MEAN = "return np.mean(values * values, axis=1)"
REFERENCE = rf"^{ANSWERS}/solution\.py:6: mean_squares: reference: "


def edit(course: Path, file: str, old: str, new: str) -> None:
    """Change one place of a file of the course."""
    path = course / file
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(course: Path) -> str:
    """What the preview of the broken course says, without the folder that it lies in."""
    with pytest.raises(SpecError) as error:
        preview(load_assignment(course, "tiny"), secret=TEST_SECRET)
    return str(error.value).replace(f"{course}/", "")


def test_a_sound_course_is_timed(course: Path) -> None:
    paces = preview(load_assignment(course, "tiny"), secret=TEST_SECRET)
    assert [pace.problem for pace in paces] == ["mean_squares", "signs", "split_signs"]
    assert all(0 < pace.seconds < pace.total for pace in paces)


BROKEN: dict[str, tuple[str, str, str, str]] = {
    "a reference that draws random numbers": (
        f"{ANSWERS}/solution.py",
        MEAN,
        "return np.mean(values * values, axis=1) + np.random.default_rng().normal()",
        (
            rf"{REFERENCE}expected one answer for the same arguments, found two on a case of scenario ordinary: "
            r"it is nondeterministic; [^\n]*$"
        ),
    ),
    "a reference that remembers": (
        f"{ANSWERS}/solution.py",
        MEAN,
        "SEEN.append(1)\n    return np.mean(values * values, axis=1) * len(SEEN)\n\n\nSEEN = []",
        rf"{REFERENCE}expected one answer .*, found two on a case of scenario ordinary: it is nondeterministic",
    ),
    "a reference that changes its arguments": (
        f"{ANSWERS}/solution.py",
        MEAN,
        "values *= values\n    return np.mean(values, axis=1)",
        (
            rf"{REFERENCE}expected its arguments \(values\) to stay as they are, found one of them changed "
            r"on a case of scenario ordinary: work on a copy$"
        ),
    ),
    "a reference that prints": (
        f"{ANSWERS}/solution.py",
        MEAN,
        f"print('shape', values.shape)\n    {MEAN}",
        rf"{REFERENCE}expected no output, found 'shape \(4, 3\)\\n' on a case of scenario ordinary: remove the print$",
    ),
    "a reference that is slow": (
        f"{ANSWERS}/solution.py",
        MEAN,
        f"import time\n    time.sleep(1.1)\n    {MEAN}",
        rf"{REFERENCE}expected at most 1 s for a case, found \d\.\d s on a case of scenario ordinary: a bank asks ",
    ),
    "a reference that never ends": (
        f"{ANSWERS}/solution.py",
        MEAN,
        f"while values.size:\n        pass\n    {MEAN}",
        rf"{REFERENCE}expected at most 1 s for a case, found that it was stopped after 2 s on a case of scenario ord",
    ),
    "a reference that raises": (
        f"{ROOMS}/mean_squares.py",
        ".raises(ValueError)",
        "",
        r"scenario not_a_matrix: reference: expected a value \(or \.raises\(…\) on the case\), found ValueError: ",
    ),
    "a view that fails": (
        f"{ROOMS}/public.py",
        "negative, positive = parts",
        "negative, positive, zero = parts",
        (
            r"scenario ordinary: view: expected both_sorted of public\.py to take the reference's answer, found that "
            r"it raises ValueError: not enough values to unpack"
        ),
    ),
    "a checker that fails": (
        f"{ROOMS}/public.py",
        'zip(("negative", "positive"), expected',
        'zip(("negative",), expected',
        (
            r"scenario with_zeros: check: expected same_elements of public\.py to return None for the reference's own "
            r"answer, found 'ValueError: zip\(\) argument 2 is longer than argument 1'"
        ),
    ),
    "a checker that refuses the reference": (
        f"{ROOMS}/public.py",
        "    return None",
        "    return 'never'",
        r"scenario with_zeros: check: expected same_elements .* found 'never'",
    ),
    "a scenario that draws from nowhere": (
        f"{ROOMS}/mean_squares.py",
        "rng.normal(size=(3, 3))",
        "np.random.default_rng().normal(size=(3, 3))",
        r"scenario square: draw: expected the same case of the same rng, found two: take every random number from rng",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_author_is_told(course: Path, name: str) -> None:
    file, old, new, message = BROKEN[name]
    edit(course, file, old, new)
    assert re.search(message, told(course)), told(course)


def test_an_exact_answer_that_rounding_changes_is_told(course: Path) -> None:
    edit(
        course,
        f"{ANSWERS}/solution.py",
        'return "".join("+" if value > 0',
        'return "".join("=" if value == 0.1 else "+" if value > 0',
    )
    edit(course, f"{ROOMS}/signs.py", "Case(values=[0.0, *(", "Case(values=[0.1, *(")
    assert re.search(
        r"scenario with_zeros: inputs: expected the same answer for the numbers as they are drawn and rounded to "
        r"20 bits, found '=[-+0]{8}' and '\+[-+0]{8}'; draw numbers of few bits \(.*\), or keep all of them with ",
        told(course),
    )
    edit(course, f"{ROOMS}/signs.py", "size=8)).tolist()])", "size=8)).tolist()]).off_grid()")
    preview(load_assignment(course, "tiny"), secret=TEST_SECRET)


def test_faults_of_several_problems_are_told_in_one_run_and_none_twice(course: Path) -> None:
    edit(course, f"{ANSWERS}/solution.py", MEAN, f"print('called')\n    {MEAN}")
    edit(course, f"{ROOMS}/signs.py", "Case(values=[0.0", "Case(numbers=[0.0")
    edit(course, f"{ROOMS}/public.py", "negative, positive = parts", "negative, positive, zero = parts")
    lines = told(course).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        f"{ANSWERS}/solution.py:6",
        f"{ROOMS}/signs.py",
        *[f"{ROOMS}/split_signs.py"] * 4,
    ]
    assert [re.findall(r"scenario (\w+)", line)[0] for line in lines[2:]] == [
        "ordinary", "all_positive", "called_again", "inputs_kept",
    ]  # fmt: skip


def test_grading_and_proving_are_preceded_by_it(course: Path) -> None:
    edit(course, f"{ANSWERS}/solution.py", MEAN, f"print('called')\n    {MEAN}")
    with pytest.raises(SpecError, match="remove the print"):
        case_bank(course, "tiny", secret=TEST_SECRET)
    with pytest.raises(SpecError, match="remove the print"):
        prove(course, "tiny", secret=TEST_SECRET, checks=(), progress=lambda text: None)


def test_what_a_reference_prints_is_not_printed(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(course, f"{ANSWERS}/solution.py", MEAN, f"print('called')\n    {MEAN}")
    assert "found 'called\\n'" in told(course)
    assert capsys.readouterr().out == ""


def test_a_long_wait_is_told_before_it_begins(course: Path) -> None:
    edit(course, f"{ANSWERS}/solution.py", MEAN, f"import time\n    time.sleep(0.3)\n    {MEAN}")
    said: list[Finding] = []

    def begins(text: str) -> None:
        raise InterruptedError(text)

    with pytest.raises(InterruptedError, match="drawing and measuring the cases"):
        prove(course, "tiny", secret=TEST_SECRET, checks=(), progress=begins, tell=said.append)
    (finding,) = said
    assert re.fullmatch(
        r"the reference takes 3\d\d ms for a case of \w+; a bank takes about \d{3,} s, and a proof draws several"
        " of them",
        finding.text,
    )
