"""Private floats, and whether one of them stands in some bytes: as text, as float64 or as float32."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from grader.model.bank import BankCase
from grader.model.tree import leaves
from grader.model.values import Raises, Value

#: Shorter numbers are everybody's: 0.5 says nothing. A handout and its picture hold so many numbers that some of few
#: digits are private ones by chance.
DIGITS, DIGITS_IN_PROSE = 5, 8
#: A number rounded to fewer digits may be anybody's: a handout that shows sigmoid(2) gives nothing away. Code of an
#: author's has no worked examples, so that there fewer digits are no coincidence.
ROUNDED_DIGITS, ROUNDED_DIGITS_IN_CODE = 12, 8
#: Of several rounded ones in a row in code: one in so many powers of ten would be a coincidence.
EVIDENCE = 6.0
#: In readable text four bytes are a float32 by chance; so many in a row are not.
RUN = 3
#: Relative distance from a short number at which rounding decides nothing.
_NEAR = 1e-9
_SINGLE_BYTES = 4
_TABLE_BITS = 22
_GOLDEN = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio, which spreads products evenly; its lower half is odd, too
_NUMBER = re.compile(rb"(?<![\w.])(?:\d[\d_]*\.[\d_]*|\.\d[\d_]*|\d[\d_]*(?=[eE][-+]?\d))(?:[eE][-+]?\d+)?")
_HEX_NUMBER = re.compile(rb"0[xX][01]\.[0-9a-fA-F]+[pP][-+]?\d+")  # float.hex


@dataclass(frozen=True)
class PrivateNumbers:
    """Sorted private floats of at least DIGITS significant digits that no public case holds."""

    values: np.ndarray  # absolute values, float64, sorted
    singles: frozenset[float]  # what their shortest texts in single precision read as
    patterns64: Patterns
    patterns32: Patterns

    @classmethod
    def of(cls, private: Iterable[BankCase], public: Iterable[BankCase]) -> PrivateNumbers:
        """What only the private cases hold, answers and inputs."""
        shown = list(public)
        margins = [known.margin for case in shown for known in case.known]  # a power of two, where a tolerance is one
        held = np.concatenate([_floats(shown), margins])
        values = _floats(private)
        values = values[~_among(values, np.sort(np.concatenate([held, -held])))]
        values = values[_are_long_enough(values)]
        singles = _representable(values)
        texts = singles.astype(str).astype(np.float64)
        long = _are_long_enough(texts)
        return cls(
            _distinct(np.abs(values)),
            frozenset(np.abs(texts[long]).tolist()),
            Patterns.of(values, "u8"),
            Patterns.of(singles[long], "u4"),
        )

    def in_array(self, array: np.ndarray) -> bool:
        """Whether an array of floats holds one of them."""
        if array.dtype.kind != "f":
            return False
        return bool(_among(np.abs(array.astype(np.float64)), self.values).any())

    def in_text(self, data: bytes, *, prose: bool = False, ours: bool = False) -> str:
        """The first of them that stands in `data` as text, or an empty string.

        In prose eight digits are an author's worked example, not a number printed in single precision; in code of ours
        they are a constant.
        """
        lenient = prose or ours
        rounded = ROUNDED_DIGITS if lenient else ROUNDED_DIGITS_IN_CODE
        evidence = 0.0
        for token in _numbers(data):
            if self._is_written(token, prose=prose, rounded=rounded):
                return token.decode()
            if not lenient and significant(token) >= DIGITS:
                told = self._evidence(float(token), significant(token))
                evidence = evidence + told if told else 0.0
            if evidence >= EVIDENCE:
                return f"{token.decode()}, rounded, with those before it"
        for match in _HEX_NUMBER.finditer(data):
            if _among(np.abs(np.asarray([float.fromhex(match.group().decode())])), self.values).any():
                return match.group().decode()
        return ""

    def _is_written(self, token: bytes, *, prose: bool, rounded: int) -> bool:
        digits, value = significant(token), float(token)
        if digits < (DIGITS_IN_PROSE if prose else DIGITS) or not np.isfinite(value):
            return False
        if _among(np.asarray([value]), self.values).any() or (not prose and value in self.singles):
            return True
        return digits >= rounded and self._is_rounded(value, digits)

    def _is_rounded(self, value: float, digits: int) -> bool:
        half = 0.5 * 10.0 ** (np.floor(np.log10(value)) - digits + 1) if value else 0.0
        low, high = np.searchsorted(self.values, [value - half, value + half])
        return bool(high > low)

    def _evidence(self, value: float, digits: int) -> float:
        """How little it is a coincidence that a number of so many digits is a rounded private one: -log10 of the odds.

        The odds are those of a number of as many digits and about the same size.
        """
        if not value or not np.isfinite(value) or not self._is_rounded(value, digits):
            return 0.0
        decade = np.floor(np.log10(value))
        low, high = np.searchsorted(self.values, [10.0**decade, 10.0 ** (decade + 1)])
        return float(max(digits - 1 + np.log10(9.0) - np.log10(max(high - low, 1)), 0.0))

    def in_bytes(self, data: bytes, *, in_a_row: int = 0) -> bool:
        """Whether one of them stands in `data` as a float64 or float32 at any place, in either byte order.

        So many float32 `in_a_row` are needed; if that is not said, one in data and RUN in text.
        """
        if self.patterns64.hits(data).any():
            return True
        needed = in_a_row or (RUN if is_text(data) else 1)
        return _in_a_row(self.patterns32.hits(data), needed)


def _floats(cases: Iterable[BankCase]) -> np.ndarray:
    """All finite floats of inputs, answers and known mistakes."""
    parts = [np.zeros(0)]
    for case in cases:
        outcomes = [case.expected, *(known.outcome for known in case.known)]
        trees: list[Value] = [outcome for outcome in outcomes if not isinstance(outcome, Raises)]
        trees += [value for call in case.task.calls for value in call.values.values()]
        parts += [part for tree in trees for part in floats_of(tree)]
    found = np.concatenate(parts)
    return _distinct(found[np.isfinite(found)])


def floats_of(tree: Value) -> Iterator[np.ndarray]:
    """The float leaves of a value as flat float64 arrays."""
    for _, leaf in leaves(tree):
        if isinstance(leaf, (float, complex)):
            yield np.asarray([leaf.real, leaf.imag], dtype=np.float64)
        elif isinstance(leaf, np.ndarray) and leaf.dtype.kind in "fc":
            yield np.concatenate([leaf.real.ravel(), leaf.imag.ravel()]).astype(np.float64)


def long_enough(value: float) -> bool:
    """Whether a number needs DIGITS significant digits; zero, infinities and NaN do not."""
    return bool(np.isfinite(value)) and float(f"{value:.{DIGITS - 2}e}") != value


def _distinct(values: np.ndarray) -> np.ndarray:
    """Each value once, sorted; np.unique takes several times as long with so many different ones."""
    ordered: np.ndarray = np.sort(values)
    found: np.ndarray = ordered[np.append(ordered[1:] != ordered[:-1], np.ones(min(ordered.size, 1), dtype=bool))]
    return found


def _are_long_enough(values: np.ndarray) -> np.ndarray:
    """`long_enough` of each finite value; few lie so close to a short number that only its digits tell."""
    with np.errstate(all="ignore"):
        unit = 10.0 ** (np.floor(np.log10(np.abs(values))) - DIGITS + 2)
        away = np.abs(values - np.rint(values / unit) * unit)
        found: np.ndarray = away > _NEAR * np.abs(values)
    near = np.flatnonzero(~found)
    found[near] = [long_enough(value) for value in values[near].tolist()]
    return found


def _representable(values: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore", under="ignore"):
        singles = values.astype(np.float32)
    return _distinct(singles[np.isfinite(singles) & (singles != 0)])


@dataclass(frozen=True)
class Patterns:
    """Bit patterns of floats in both byte orders, sorted; a table tells of most other words that they are none."""

    known: np.ndarray
    table: np.ndarray  # bool, by the word's number in it

    @classmethod
    def of(cls, values: np.ndarray, code: str) -> Patterns:
        """From floats of as many bytes as the code says."""
        bits = np.concatenate([values, -values]).view(f"={code}")  # a flipped sign hides nothing
        known = _distinct(np.concatenate([bits, bits.byteswap()]))
        table = np.zeros(1 << _TABLE_BITS, dtype=bool)
        table[_numbers_in_table(known)] = True
        return cls(known, table)

    def hits(self, data: bytes) -> np.ndarray:
        """Whether the word that begins at each byte of `data` is among the patterns."""
        count = max(len(data) - self.known.dtype.itemsize + 1, 0)
        words = np.ndarray(count, self.known.dtype, data if count else None, strides=(1,) if count else None)
        found: np.ndarray = self.table[_numbers_in_table(words)]
        places = np.flatnonzero(found)
        found[places] = _among(words[places], self.known)
        return found


def _numbers_in_table(words: np.ndarray) -> np.ndarray:
    """The upper bits of a product modulo the word's size, which all bits of the word have a part in."""
    bits = 8 * words.dtype.itemsize
    factor = words.dtype.type(_GOLDEN & ((1 << bits) - 1))
    found: np.ndarray = (words * factor) >> words.dtype.type(bits - _TABLE_BITS)
    return found


def _among(values: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Which values are among the sorted known ones; np.isin would sort these each time."""
    if known.size == 0:
        return np.zeros(values.shape, dtype=bool)
    places = np.minimum(np.searchsorted(known, values), known.size - 1)
    found: np.ndarray = known[places] == values
    return found


def _in_a_row(hits: np.ndarray, needed: int) -> bool:
    """Whether so many words, each of which begins where the one before it ends, are hits."""
    last = _SINGLE_BYTES * (needed - 1)
    runs = hits[: max(len(hits) - last, 0)].copy()
    for start in range(_SINGLE_BYTES, last + 1, _SINGLE_BYTES):
        runs &= hits[start : len(runs) + start]
    return bool(runs.any())


def _numbers(data: bytes) -> Iterator[bytes]:
    return (match.group().replace(b"_", b"") for match in _NUMBER.finditer(data))


def significant(token: bytes) -> int:
    """How many significant digits a number is written with."""
    mantissa = re.split(rb"[eE]", token)[0].replace(b".", b"")
    return len(mantissa.lstrip(b"0"))


def is_text(data: bytes) -> bool:
    """Valid UTF-8 without control characters other than white space."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not re.search(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]", data)
