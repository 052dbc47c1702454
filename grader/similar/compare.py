"""Which programs of a class share long sequences of tokens: fingerprints by winnowing, then the passages themselves.

Winnowing: Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003. Every
shared sequence of GRAM + WINDOW - 1 tokens or more is found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median
from zlib import crc32

from grader.model.likeness import Likeness, Pair, Passage, Work
from grader.similar.tokens import Token, tokens_of

#: Tokens in a row that must agree: about two lines. Shorter ones are what everybody writes.
GRAM = 20
#: Of so many neighbouring sequences one is a fingerprint.
WINDOW = 8
#: What more of the class has than this, and at least so many students, is the assignment's own shape, nobody's copy.
_COMMON_SHARE, _COMMON_STUDENTS = 0.25, 5
#: A pair is conspicuous from this share on, and where it stands out in its class by as much as this again.
_LEAST_SHARE, _ABOVE_USUAL = 0.4, 0.25
#: In fewer programs than this nothing is usual: a copy would be half of what is seen.
_A_CLASS, _IN_A_SMALL_CLASS = 10, 0.6
#: Fewer shared tokens than this are a function or two: short functions are alike by themselves.
_LEAST_TOKENS = 80

Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A program's tokens, and where each of its own sequences begins."""

    work: Work
    tokens: list[Token]
    grams: dict[Gram, list[int]]
    own: int  # tokens that are in no given or common sequence

    @property
    def prints(self) -> set[Gram]:
        """The sequence with the smallest checksum of each window, the rightmost of several."""
        places = sorted((place, _checksum(gram), gram) for gram, found in self.grams.items() for place in found)
        chosen: set[Gram] = set()
        for start in range(max(1, len(places) - WINDOW + 1)):
            window = places[start : start + WINDOW]
            if window:
                chosen.add(min(window, key=lambda item: (item[1], -item[0]))[2])
        return chosen


def compared(
    assignment: str,
    works: Sequence[Work],
    given: Iterable[str] = (),
    *,
    most: int = 100,
    left_out: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Likeness:
    """Compare all programs of a class with each other and with earlier ones; `given` are sources all were handed."""
    read = _read_all(works, [gram for source in given for gram in _grams(tokens_of(source))])
    candidates = _candidates(read)
    pairs = []
    for number, (one, other) in enumerate(candidates):
        if progress:
            progress(number + 1, len(candidates))
        pairs.append(_pair(read[one], read[other]))
    best: dict[str, float] = {work.student: 0.0 for work in works if not work.earlier}
    for pair in pairs:
        for work in (pair.left, pair.right):
            if not work.earlier:
                best[work.student] = max(best[work.student], pair.share)
    usual = median(best.values()) if best else 0.0
    limit = max(_LEAST_SHARE, min(usual + _ABOVE_USUAL, 0.9)) if len(best) >= _A_CLASS else _IN_A_SMALL_CLASS
    marked = (_marked(pair, limit) for pair in pairs)
    ranked = sorted(marked, key=lambda pair: (-pair.share, -pair.tokens, pair.left.student, pair.right.student))
    return Likeness(
        assignment=assignment,
        works=len(best),
        earlier=len(works) - len(best),
        pairs=tuple(ranked[:most]),
        usual=usual,
        limit=limit,
        left_out=tuple(left_out),
    )


def _checksum(gram: Gram) -> int:
    return crc32("\n".join(gram).encode("utf-8", "surrogatepass"))


def _marked(pair: Pair, limit: float) -> Pair:
    conspicuous = pair.share >= limit and pair.tokens >= _LEAST_TOKENS
    return Pair(pair.left, pair.right, pair.tokens, pair.share, pair.passages, conspicuous)


def _grams(tokens: Sequence[Token]) -> list[Gram]:
    texts = [part.text for part in tokens]
    return [tuple(texts[start : start + GRAM]) for start in range(len(texts) - GRAM + 1)]


def _read_all(works: Sequence[Work], given: Collection[Gram]) -> list[_Read]:
    """The programs without what was given and what many of this class have."""
    tokens = [
        [part for file, source in sorted(work.files.items()) for part in tokens_of(source, file)] for work in works
    ]
    grams = [_grams(found) for found in tokens]
    students = Counter(
        gram for work, found in zip(works, grams, strict=True) if not work.earlier for gram in set(found)
    )
    most = max(_COMMON_STUDENTS, _COMMON_SHARE * sum(not work.earlier for work in works))
    common = {gram for gram, count in students.items() if count > most} | set(given)
    return [_Read(*parts) for parts in (_own(*each, common) for each in zip(works, tokens, grams, strict=True))]


def _own(
    work: Work, tokens: list[Token], grams: list[Gram], common: Collection[Gram]
) -> tuple[Work, list[Token], dict[Gram, list[int]], int]:
    places: dict[Gram, list[int]] = defaultdict(list)
    covered: set[int] = set()
    for place, gram in enumerate(grams):
        if gram in common:
            covered.update(range(place, place + GRAM))
        else:
            places[gram].append(place)
    return work, tokens, dict(places), len(tokens) - len(covered)


def _candidates(read: Sequence[_Read]) -> list[tuple[int, int]]:
    """Pairs that share a fingerprint; two earlier programs are nobody's business."""
    holders: dict[Gram, list[int]] = defaultdict(list)
    for number, each in enumerate(read):
        for gram in each.prints:
            holders[gram].append(number)
    found = {pair for numbers in holders.values() for pair in combinations(numbers, 2)}
    return sorted(pair for pair in found if not (read[pair[0]].work.earlier and read[pair[1]].work.earlier))


def _pair(left: _Read, right: _Read) -> Pair:
    shared = left.grams.keys() & right.grams.keys()
    covered = [_covered(side, shared) for side in (left, right)]
    tokens = min(map(len, covered))
    share = max(len(found) / max(side.own, 1) for found, side in zip(covered, (left, right), strict=True))
    return Pair(left.work, right.work, tokens, min(1.0, share), _passages(left, right, shared))


def _covered(side: _Read, shared: Collection[Gram]) -> set[int]:
    return {place + step for gram in shared for place in side.grams[gram] for step in range(GRAM)}


def _passages(left: _Read, right: _Read, shared: Collection[Gram]) -> tuple[Passage, ...]:
    """Shared sequences joined where they go on on both sides, the longest first."""
    found: list[Passage] = []
    starts = sorted((place, gram) for gram in shared for place in left.grams[gram])
    runs: list[list[int]] = []  # [left, right, length]
    for place, gram in starts:
        on = next(
            (run for run in runs[-1:] if place == run[0] + run[2] - GRAM + 1 and _goes_on(right, gram, run)), None
        )
        if on:
            on[2] += 1
        else:
            runs.append([place, right.grams[gram][0], GRAM])
    for one, other, length in runs:
        first, last = left.tokens[one], left.tokens[one + length - 1]
        start, end = right.tokens[other], right.tokens[other + length - 1]
        found.append(Passage(length, first.file, (first.line, last.line), start.file, (start.line, end.line)))
    return tuple(sorted(found, key=lambda passage: (-passage.tokens, passage.left)))


def _goes_on(right: _Read, gram: Gram, run: Sequence[int]) -> bool:
    return run[1] + run[2] - GRAM + 1 in right.grams[gram]
