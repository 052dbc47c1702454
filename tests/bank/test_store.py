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

from grader.bank import cache, store
from grader.bank.build import build
from grader.bank.secret import TEST_SECRET
from grader.load import load_assignment
from grader.model.bank import CaseBank
from grader.model.codec import ArrayNode, ListNode, Node, Reader, RecordNode, TupleNode, Unreadable
from grader.model.errors import BankError
from grader.model.values import Form, Named, Raises

from .building import same

floats = st.floats(allow_nan=True, allow_infinity=True)
arrays = hnp.arrays(
    st.sampled_from(["f8", "f4", "f2", "i8", "i1", "u8", "?", "c16"]),
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
    | arrays
    | st.builds(Named, st.text())
    | st.builds(Raises, st.tuples(st.text()))
    | st.builds(Form, st.sampled_from(["C", "F", "strided", "reversed"]), st.booleans())
)
values = st.recursive(
    plain,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def again(value: Any) -> Any:
    """The value after it was written in a bank and read."""
    bank = CaseBank("slug", {"en": ""}, (), "all", (), environment={"value": value})
    return store.decode(store.encode(bank)).environment["value"]


@given(values)
def test_every_value_comes_back_as_it_was(value: Any) -> None:
    assert same(again(value), value)


@given(st.binary())
def test_the_bytes_of_a_file_come_back(data: bytes) -> None:
    assert again(data) == data


def test_ints_of_any_length_come_back() -> None:
    for value in (10**5000, -(10**5000), 2**63, -(2**63) - 1):
        assert again(value) == value


def test_arrays_of_any_layout_and_byte_order_come_back_equal() -> None:
    base = np.arange(24.0).reshape(4, 6)
    for array in (np.asfortranarray(base), base[:, ::2], base[::-1, ::-1], base.T, base.astype(">f8")):
        assert np.array_equal(again(array), array)


def test_large_arrays_lie_aligned_and_cannot_be_written() -> None:
    (text, array) = again(("x", np.arange(100_000.0)))
    assert text == "x"
    assert array.flags.aligned
    assert not array.flags.writeable


@pytest.mark.parametrize("value", [object(), {1, 2}, lambda: 0, np.array([None]), {1: 2}, "\ud800"])
def test_anything_else_is_refused_when_written(value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        again(value)


COURSE = Path(__file__).parent.parent / "fixtures" / "course"


@pytest.fixture(scope="module")
def bank() -> CaseBank:
    """The tiny course's bank."""
    return build(load_assignment(COURSE, "tiny"), secret=TEST_SECRET)


def test_a_bank_comes_back_whole(bank: CaseBank) -> None:
    data = store.encode(bank)
    again = store.decode(data)
    assert store.encode(again) == data
    assert [case.id for case in again.cases()] == [case.id for case in bank.cases()]
    assert (again.evidence, again.scoring) == (bank.evidence, bank.scoring)
    assert store.with_digests(again) == again
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
    assert store.encode(store.read(file, remedy="")) == store.encode(bank)


# --- what is no bank


DAMAGED = rf"^expected frozen cases in layout {store.LAYOUT}, found a damaged file$"


def test_a_missing_file_is_named_with_the_way_out(tmp_path: Path) -> None:
    for file in (tmp_path / "none.bank", tmp_path):
        with pytest.raises(BankError, match=rf"^{file}: expected frozen cases, found .*[Dd]irectory; make it again$"):
            store.read(file, remedy="make it again")
        assert cache.read(file) is None


def test_every_truncation_is_no_bank(bank: CaseBank) -> None:
    data = store.encode(bank)
    broken = [data[:length] for length in range(0, len(data), 4999)]
    for part in (*broken, data[:-1], data + b"\0"):
        with pytest.raises(BankError, match=r"found (a damaged file|something else)$"):
            store.decode(part)


@given(st.binary(max_size=200))
def test_random_bytes_are_no_bank(data: bytes) -> None:
    with pytest.raises(BankError):
        store.decode(data)


def with_tree(bank: CaseBank, tree: Node) -> bytes:
    """The file of a bank with another tree in the place of its own."""
    data = msgspec.msgpack.encode(tree)
    padded = data + bytes(-len(data) % 16)
    head = store.encode(bank)[:8]
    return head + len(padded).to_bytes(8, "little") + len(data).to_bytes(8, "little") + bytes(8) + padded


@pytest.mark.parametrize(
    "tree",
    [
        1,
        "CaseBank",
        ArrayNode(11, (2**63,), 0),
        ArrayNode(11, (3,), 0),
        ArrayNode(99, (), 0),
        RecordNode("CaseBank", []),
        RecordNode("CaseBank", [1] * 50),
        RecordNode("os.system", ["true"]),
        RecordNode("bytes", ["no array"]),
        RecordNode("Raises", [TupleNode(["ValueError"])]),
        ListNode([ListNode([ListNode([])])]),
    ],
)
def test_broken_trees_are_no_bank(bank: CaseBank, tree: Node) -> None:
    with pytest.raises(BankError, match=DAMAGED):
        store.decode(with_tree(bank, tree))


def test_deep_nesting_is_no_bank(bank: CaseBank) -> None:
    tree: Node = 1
    for _ in range(100):
        tree = ListNode([tree])
    with pytest.raises(BankError, match=DAMAGED):
        store.decode(with_tree(bank, tree))


# --- banks in other layouts

#: How a bank began before layout 4: a list in msgpack of the layout and the bank.
LAYOUT_3 = msgspec.msgpack.encode([3, {"!": "CaseBank", "v": ["tiny", {"!": "dict", "v": [["en", "Tiny"]]}]}])


def later(bank: CaseBank) -> bytes:
    data = store.encode(bank)
    return data[:1] + bytes([store.LAYOUT + 1]) + data[2:]


def test_a_bank_in_another_layout_is_told_by_both_numbers(bank: CaseBank, tmp_path: Path) -> None:
    file = tmp_path / "tiny.bank"
    for layout, data in ((2, b"\x92\x02\x90"), (3, LAYOUT_3), (store.LAYOUT + 1, later(bank))):
        file.write_bytes(data)
        with pytest.raises(BankError) as told:
            store.read(file, remedy="release it again")
        wanted = f"{file}: expected frozen cases in layout {store.LAYOUT}, found layout {layout}; release it again"
        assert str(told.value) == wanted


def test_a_noun_in_a_bank_is_no_value_of_an_answer() -> None:
    """The worker's replies are read by the same codec, which makes no noun of them."""
    node = RecordNode("Known", ["mistake", 1, True, 0.0, False])
    with pytest.raises(Unreadable, match="a Known, which is no value"):
        Reader(b"", 0).value(node)
