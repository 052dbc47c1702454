"""Numbers as people read them."""

from __future__ import annotations

import pytest

from grader.model.numbers import told_apart


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (0.1, "expected 0.686421, got 0.786421"),
        (1e-7, "expected 0.686421235, got 0.686421334"),
        (1e-13, "expected 0.6864212345, got 0.6864212345001"),
    ],
)
def test_numbers_are_written_with_as_many_digits_as_tell_them_apart(error: float, words: str) -> None:
    expected, actual = told_apart(0.6864212345, 0.6864212345 + error)
    assert f"expected {expected}, got {actual}" == words
