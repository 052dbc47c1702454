"""What is tried before anything is measured; what an author reads then: tests/validate/test_before_the_wait.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from editing import edit

from grader.bank.build import case_bank
from grader.bank.preview import preview
from grader.bank.secret import TEST_SECRET
from grader.load import load_assignment
from grader.model.errors import SpecError
from grader.validate import Finding, prove

ROOMS, ANSWERS = "assignments/tiny", "reference/tiny"
MEAN = "return np.mean(values * values, axis=1)"


def told(course: Path) -> str:
    """What the preview of the broken course says, without the folder that it lies in."""
    with pytest.raises(SpecError) as error:
        preview(load_assignment(course, "tiny"), secret=TEST_SECRET)
    return str(error.value).replace(f"{course}/", "")


def test_a_sound_course_is_timed(course: Path) -> None:
    paces = preview(load_assignment(course, "tiny"), secret=TEST_SECRET)
    assert [pace.problem for pace in paces] == ["mean_squares", "signs", "split_signs"]
    assert all(0 < pace.seconds < pace.total for pace in paces)


def test_an_exact_answer_of_all_bits_is_no_fault(course: Path) -> None:
    edit(course, f"{ANSWERS}/solution.py", '"+" if value > 0', '"=" if value == 0.1 else "+" if value > 0')
    edit(course, f"{ROOMS}/signs.py", "Case(values=[0.0, *(", "Case(values=[0.1, *(")
    assert "or keep all of them with .off_grid()" in told(course)
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
