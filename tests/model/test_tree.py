"""The walk over a value tree, alone and with another beside it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model.bank import Leaf
from grader.model.tree import leaves, map_leaves, pairs
from grader.model.values import Atom, Raises, Value, array_of, items_of, returned, shape_of

atoms = st.none() | st.booleans() | st.integers() | st.text() | st.builds(np.ones, st.integers(0, 2))
trees = st.recursive(
    atoms,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=10,
)


@given(trees)
def test_a_leafs_path_is_the_expression_that_leads_to_it(tree: Value) -> None:
    for path, leaf in leaves(tree):
        assert eval(f"tree{path}", {"tree": tree}) is leaf


@given(trees)
def test_a_tree_is_rebuilt_with_every_leaf_replaced_and_its_form_kept(tree: Value) -> None:
    rebuilt = map_leaves(lambda leaf: f"<{leaf}>", tree)
    assert leaves(rebuilt) == [(path, f"<{leaf}>") for path, leaf in leaves(tree)]
    assert pairs(rebuilt, tree) is not None


@given(trees)
def test_two_trees_of_one_form_give_their_leaves_side_by_side(tree: Value) -> None:
    found = pairs(tree, tree)
    assert found is not None
    assert [one for one, _ in found] == [other for _, other in found] == [leaf for _, leaf in leaves(tree)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1, 2), [1, 2]),
        ((1, 2), (1, 2, 3)),
        ((1, (2,)), (1, 2)),
        (1, (1,)),
        ((), {}),
        ({"a": 1}, {"b": 1}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ([{"a": [1]}], [{"a": 1}]),
    ],
)
def test_two_trees_of_different_forms_give_none(one: Value, other: Value) -> None:
    assert pairs(one, other) is None
    assert pairs(other, one) is None


def test_what_is_asked_of_a_value_is_given_or_said_to_be_something_else() -> None:
    array = np.ones(2)
    assert array_of(array) is array
    assert Leaf("", array).array is array
    assert items_of([1, "x"]) == [1, "x"]
    assert returned(None) is None
    with pytest.raises(TypeError, match=r"^expected an array, found str$"):
        array_of("saddle")
    with pytest.raises(TypeError, match=r"^\[1\]: expected an array, found str$"):
        assert Leaf("[1]", "saddle").array
    with pytest.raises(TypeError, match=r"^expected a tuple or a list, found ndarray$"):
        items_of(array)
    with pytest.raises(TypeError, match=r"^expected a value, found that KeyError is raised$"):
        returned(Raises(("KeyError", "LookupError")))


@pytest.mark.parametrize(("leaf", "shape"), [(np.ones((2, 3)), (2, 3)), (np.array(1), ()), ("abc", ()), (None, ())])
def test_only_an_array_has_a_shape(leaf: Atom, shape: tuple[int, ...]) -> None:
    assert shape_of(leaf) == shape
