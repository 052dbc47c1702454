"""Numbers as people read them."""

from __future__ import annotations

#: Significant digits, as few as tell two numbers apart; 17 tell any two floats apart.
_DIGITS = (6, 9, 12, 15, 17)


def told_apart(one: complex, other: complex) -> tuple[str, str]:
    """Two numbers with as many digits as it takes to see that they differ: six, where these do."""
    texts = [(f"{one:.{digits}g}", f"{other:.{digits}g}") for digits in _DIGITS]
    return next((pair for pair in texts if pair[0] != pair[1]), texts[0])
