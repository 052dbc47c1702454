"""What public cases owe a student: who passes all of them keeps most of a problem, whichever known mistake is left."""

from __future__ import annotations

from pathlib import Path

from editing import edit

from grader.validate.secrets import other_secrets_serve

from .test_proofs import ROOMS, failures


def heavy_zeros(course: Path) -> None:
    """No public case has a zero, and half of the points ask for them."""
    edit(course, f"{ROOMS}/signs.py", "private=4, weight=2", "private=4, weight=4")


def test_a_mistake_that_passes_every_public_case_and_costs_most_names_the_public_case_to_add(course: Path) -> None:
    heavy_zeros(course)
    found = failures(course)
    assert {(proof, problem) for proof, problem, _ in found} == {("split", "signs")}
    assert found[0][2] == (
        "zero_is_positive: expected 60% of the points for who passes every public case, found 43%; "
        "it fails with_zeros (4 of 4); a public case of with_zeros shows it: public=2"
    )


def test_the_public_case_that_was_missing_mends_it(course: Path) -> None:
    heavy_zeros(course)
    edit(course, f"{ROOMS}/signs.py", "private=4, weight=4", "public=2, private=4, weight=4")
    assert failures(course) == []


def test_a_mistake_that_costs_too_much_under_other_secrets_is_found_there(course: Path) -> None:
    """Under this secret it is told already, so it is not told again."""
    heavy_zeros(course)
    assert failures(course, (other_secrets_serve,)) == []
