"""Banks on disk: nothing is lost on the way, and nothing foreign is taken for a bank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.bank import store
from grader.bank.build import build
from grader.bank.secret import TEST_SECRET
from grader.load import load_assignment
from grader.model.bank import CaseBank
from grader.model.values import Form, Named, Raises

floats = st.floats(allow_nan=True, allow_infinity=True)
arrays = hnp.arrays(
    st.sampled_from(["f8", "f4", "f2", "i8", "i1", "u8", "?", "c16", ">f8", ">i4"]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
)
plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(2**200), max_value=2**200)
    | floats
    | st.complex_numbers()
    | st.text()
    | st.binary()
    | arrays
    | st.builds(Named, st.text())
    | st.builds(Raises, st.tuples(st.text()))
    | st.builds(Form, st.sampled_from(["C", "F", "strided", "reversed"]), st.booleans())
    | st.frozensets(st.text())
)
values = st.recursive(
    plain,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text() | st.integers(), inner),
    max_leaves=12,
)


def same(one: Any, other: Any) -> bool:
    """Equal in value and in type, NaN like NaN and -0.0 unlike 0.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return bool(one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes())
    if isinstance(one, (tuple, list)):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return bool(one == other) if isinstance(one, frozenset) else repr(one) == repr(other)


@given(values)
def test_every_value_comes_back_as_it_was(value: Any) -> None:
    data = msgspec.msgpack.encode(store.to_plain(value))
    assert same(store.from_plain(msgspec.msgpack.decode(data)), value)


def test_ints_of_any_length_come_back() -> None:
    for value in (10**5000, -(10**5000), 2**63, -(2**63) - 1):
        assert store.from_plain(msgspec.msgpack.decode(msgspec.msgpack.encode(store.to_plain(value)))) == value


def test_arrays_of_any_layout_come_back_equal() -> None:
    base = np.arange(24.0).reshape(4, 6)
    for array in (np.asfortranarray(base), base[:, ::2], base[::-1, ::-1], base.T):
        assert np.array_equal(store.from_plain(store.to_plain(array)), array)


@pytest.mark.parametrize("value", [object(), {1, 2}, lambda: 0, np.array([None])])
def test_anything_else_is_refused_when_written(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        store.from_plain(store.to_plain(value))


COURSE = Path(__file__).parent.parent / "fixtures" / "course"


@pytest.fixture(scope="module")
def bank() -> CaseBank:
    """The tiny course's bank."""
    return build(load_assignment(COURSE, "tiny"), secret=TEST_SECRET)


def test_a_bank_comes_back_whole(bank: CaseBank) -> None:
    data = store.encode(bank)
    again = store.decode(data)
    assert again is not None
    assert store.encode(again) == data
    assert [case.id for case in again.cases()] == [case.id for case in bank.cases()]
    assert (again.evidence, again.scoring) == (bank.evidence, bank.scoring)
    for one, other in zip(again.cases(), bank.cases(), strict=True):
        for left, right in zip(one.leaves, other.leaves, strict=True):
            assert type(left.tolerance) is type(right.tolerance)
            assert same(left.expected, right.expected)


def test_nothing_in_a_bank_is_a_numpy_scalar(bank: CaseBank) -> None:
    """A 0-d array that became a scalar on the way would come back as a float."""
    for case in bank.cases():
        for leaf in case.leaves:
            assert leaf.tolerance is None or type(leaf.tolerance) is np.ndarray
            assert not isinstance(leaf.expected, np.generic)


def test_a_written_bank_is_for_its_owner_alone(bank: CaseBank, tmp_path: Path) -> None:
    file = tmp_path / "tiny.bank"
    store.write(bank, file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert store.read(file) is not None


def test_a_missing_file_is_no_bank(tmp_path: Path) -> None:
    assert store.read(tmp_path / "none.bank") is None
    assert store.read(tmp_path) is None


def test_every_truncation_is_no_bank(bank: CaseBank) -> None:
    data = store.encode(bank)
    assert all(store.decode(data[:length]) is None for length in range(0, len(data), 4999))
    assert store.decode(data[:-1]) is None
    assert store.decode(data + b"\0") is None


@given(st.binary(max_size=200))
def test_random_bytes_are_no_bank(data: bytes) -> None:
    assert store.decode(data) is None


@given(values)
def test_values_that_are_no_bank_are_none(value: Any) -> None:
    assert store.decode(msgspec.msgpack.encode([store.VERSION, store.to_plain(value)])) is None


@pytest.mark.parametrize(
    "plain",
    [
        {"!": "array", "d": "<f8", "s": [2**63], "b": b"12345678"},
        {"!": "array", "d": "<f8", "s": [3], "b": b"12345678"},
        {"!": "array", "d": "O", "s": [1], "b": b"12345678"},
        {"!": "array", "d": "f8,,", "s": [1], "b": b"12345678"},
        {"!": "CaseBank", "v": []},
        {"!": "CaseBank", "v": [1] * 50},
        {"!": "os.system", "v": "true"},
        {"!": ["list"], "v": 1},
        {"no tag": 1},
        [[[[]]]],
    ],
)
def test_broken_trees_are_no_bank(plain: Any) -> None:
    assert store.decode(msgspec.msgpack.encode([store.VERSION, plain])) is None


def test_deep_nesting_is_no_bank() -> None:
    assert store.decode(b"\x92\x01" + b"\x91" * 100_000 + b"\x90") is None


def test_another_version_is_no_bank(bank: CaseBank) -> None:
    assert store.decode(msgspec.msgpack.encode([store.VERSION + 1, store.to_plain(bank)])) is None
