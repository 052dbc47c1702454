"""Similar work: what two programs have in common."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Work(Struct, frozen=True):
    """What one student handed in, as text by path; `earlier` if it is only compared with, as another term's."""

    student: str
    files: Mapping[str, str]
    earlier: bool = False


class Passage(Struct, frozen=True):
    """Lines that two programs share, first and last, counted from 1, and how many tokens that is."""

    tokens: int
    left_file: str
    left: tuple[int, int]
    right_file: str
    right: tuple[int, int]


class Pair(Struct, frozen=True):
    """Two programs and what they share; `share` is of the shorter one's own tokens, from 0 to 1."""

    left: Work
    right: Work
    tokens: int
    share: float
    passages: tuple[Passage, ...]
    conspicuous: bool = False


class Likeness(Struct, frozen=True):
    """A class compared: the pairs that share most, and what is usual in it."""

    assignment: str
    works: int
    earlier: int
    pairs: tuple[Pair, ...]  # the most similar first
    usual: float  # the median over students of the share with the most similar other one
    limit: float  # from this share on a pair is conspicuous
    left_out: tuple[str, ...] = ()  # students without a program
