"""One factor throughout, by name where it has one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import e, isfinite, log, pi, sqrt

from grader.judge.patterns.arrays import ENOUGH, close
from grader.judge.patterns.pair import Pair
from grader.judge.patterns.pattern import Match, Pattern
from grader.languages import said

_NAMED = re.compile(r"(?P<factor>.* times the expected value) \((?P<origin>.*)\)")
_LENGTH = re.compile(r"(?<!axis )\b\d+\b")


def test(pair: Pair) -> Match | None:
    """The factor of the greatest element, if it is everyone's."""
    ratio = _ratio(pair)
    if ratio is None:
        return None
    name = next((name for value, name in _names(pair.f.shape).items() if abs(ratio - value) <= 1e-6 * value), None)
    if name is not None:
        return Match("named", ratio=ratio, name=name)
    if pair.f.size < ENOUGH and not _is_whole(ratio):
        return None  # two numbers have some common factor too easily
    return Match("unnamed", ratio=ratio)


def _ratio(pair: Pair) -> float | None:
    top = pair.f.item(pair.expected.top)
    if top == 0:
        return None
    ratio = pair.a.item(pair.expected.top) / top
    if not isfinite(ratio) or abs(ratio) < 1e-300 or abs(ratio - 1) <= 1e-7:
        return None
    if not pair.may_be([ratio * truth for truth in pair.expected.sample], abs(ratio) * pair.expected.size):
        return None
    return ratio if close(pair.a, ratio * pair.f) else None


@lru_cache(maxsize=256)
def _names(shape: tuple[int, ...]) -> dict[float, Match]:
    """Where a factor may come from; lengths of the array's axes are named as such."""
    named = {
        1 / log(2): Match("1/ln 2"),
        log(2): Match("ln 2"),
        log(10): Match("ln 10"),
        1 / log(10): Match("1/ln 10"),
        pi: Match("pi"),
        180 / pi: Match("180/pi"),
        e: Match("e"),
        sqrt(2): Match("root 2"),
        1 / sqrt(2): Match("1/root 2"),
    }
    for axis, n in enumerate(shape):
        if n > 2:
            named |= {float(n): Match("n", axis=axis), 1 / n: Match("1/n", n=n, axis=axis)}
            named |= {n / (n - 1): Match("n/(n-1)", n=n), (n - 1) / n: Match("(n-1)/n", n=n)}
            named |= {sqrt(n): Match("root n", n=n), 1 / sqrt(n): Match("1/root n", n=n)}
    return named


def without_doubtful_origins(found: Sequence[str]) -> list[str]:
    """The words of all failing cases of a problem; a factor's origin stays only where every case tells the same one.

    A factor of 4 is the length of an axis in one case by chance: where it is twice the number of samples, another case
    has another origin, or none. Lengths differ between cases; the axis that they belong to does not.
    """
    told = [_NAMED.fullmatch(words) for words in found]
    origins = {_LENGTH.sub("n", match["origin"]) if match else "" for match in told}
    if len(origins) == 1:
        return list(found)
    return [match["factor"] if match else words for match, words in zip(told, found, strict=True)]


def _is_whole(ratio: float) -> bool:
    """Whether it is a whole number up to 64, or one over it."""
    large = abs(ratio) if abs(ratio) >= 1 else 1 / abs(ratio)
    return abs(large - round(large)) <= 1e-6 * large and large <= 64


PATTERN = Pattern(
    priority=60,
    test=test,
    words={
        "unnamed": said("{ratio:.6g} times the expected value"),
        "named": said("{ratio:.6g} times the expected value ({name})"),
        "1/ln 2": said("1/ln 2"),
        "ln 2": said("ln 2"),
        "ln 10": said("ln 10"),
        "1/ln 10": said("1/ln 10"),
        "pi": said("pi"),
        "180/pi": said("180/pi"),
        "e": said("e"),
        "root 2": said("the root of 2"),
        "1/root 2": said("1 over the root of 2"),
        "n": said("the length of axis {axis}"),
        "1/n": said("1 over {n}, the length of axis {axis}"),
        "n/(n-1)": said("n/(n-1) for n = {n}"),
        "(n-1)/n": said("(n-1)/n for n = {n}"),
        "root n": said("the root of {n}"),
        "1/root n": said("1 over the root of {n}"),
    },
)
