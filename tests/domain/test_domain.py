"""A domain gives arguments of chosen classes, recognises them again, and says what lies outside."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from grader.author import Array, Choice, Domain, Int, Pair, case, float32, float64, negative, ordinary, uint8
from grader.domain.classify import classify
from grader.domain.covering import demands, held, rows
from grader.domain.errors import DomainDeclarationError, OutsideDomainError
from grader.domain.sample import sample
from grader.domain.strategy import calls
from grader.domain.table import table
from grader.model.values import Form


def output(n: int, k: int, step: int) -> int:
    return (n - k) // step + 1


POOL = (
    Domain(
        dout=Array("N Ho"),
        x=Array("N H", dtypes=(float64, float32, uint8), values=(ordinary(), negative)),
        k=Int(range(1, 4)),
        stride=Pair("s t", range(1, 4)),
    )
    .sizes(H=range(1, 9))
    .follows(Ho=(output, "H k s"))
    .needs(lambda Ho: Ho >= 1)
    .choices_of(
        Choice("batch", case("several samples"), case("one sample", lambda N: N == 1)),
        Choice("window", case("windows"), case("one window", lambda H, k: k == H)),
    )
)
GOOD = {"dout": np.ones((2, 3)), "x": np.ones((2, 4)), "k": 2, "stride": (1, 1)}


def titles(inputs: dict[str, object], forms: dict[str, Form] | None = None) -> tuple[str, ...]:
    return POOL.unusual(classify(POOL, inputs, forms))


@settings(max_examples=25, deadline=None)
@given(calls(POOL))
def test_whatever_is_drawn_lies_inside(drawn: Any) -> None:
    classify(POOL, drawn.inputs, drawn.forms)


def test_arguments_have_exactly_the_chosen_classes() -> None:
    for row in rows(POOL):
        drawn = sample(POOL, np.random.default_rng(3), row)
        found = classify(POOL, drawn.inputs, drawn.forms)
        assert {name: one.title for name, one in found.items()} == {name: one.title for name, one in row.items()}


def test_rows_hold_every_class_and_every_possible_pair() -> None:
    wanted = demands(POOL)
    assert {one.title for row in rows(POOL) for one in row.values()} == set(wanted.singles)
    assert set().union(*(held(POOL, row) for row in rows(POOL))) >= set(wanted.pairs)


def test_a_pair_that_no_dtype_can_hold_is_not_demanded() -> None:
    assert frozenset(("x in uint8", "x: all negative")) not in demands(POOL).pairs
    assert frozenset(("x in float32", "x: all negative")) in demands(POOL).pairs


def test_the_rows_are_the_same_each_time() -> None:
    first = [POOL.unusual(row) for row in rows(POOL)]
    rows.cache_clear()
    assert [POOL.unusual(row) for row in rows(POOL)] == first


def test_classes_are_recognised() -> None:
    assert titles(GOOD) == ()
    assert titles({**GOOD, "stride": 1}) == ("plain ints for pairs",)
    assert titles(GOOD, {"x": Form("F")}) == ("x in Fortran order",)
    assert titles({**GOOD, "x": -np.ones((2, 4))}) == ("x: all negative",)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"x": np.ones((3, 4))}, "x: axis N: expected 2 as elsewhere, found 3"),
        ({"x": np.ones(4)}, "x: expected shape (N, H), found (4,)"),
        ({"x": np.ones((2, 4), dtype=np.int16)}, "x: expected dtype float64, float32, uint8; found int16"),
        ({"x": np.array([[1, 2, 3, np.nan]] * 2)}, "x: expected finite numbers, found nan"),
        ({"dout": np.ones((2, 2))}, "axis Ho: expected 3, which follows from the others; found 2"),
        ({"k": 0}, "k: expected an int from 1 on, found 0"),
        ({"k": True}, "k: expected an int from 1 on, found True"),
        ({"stride": (1, 2, 3)}, "stride: expected an int or a pair of ints from 1 on, found (1, 2, 3)"),
    ],
)
def test_what_lies_outside_is_named(change: Any, message: Any) -> None:
    with pytest.raises(OutsideDomainError) as caught:
        classify(POOL, {**GOOD, **change})
    assert str(caught.value) == message


def test_classes_that_exclude_each_other_are_an_error() -> None:
    with pytest.raises(DomainDeclarationError, match="x in uint8; x: all negative"):
        sample(POOL, np.random.default_rng(0), POOL.selection("x in uint8", "x: all negative"))


def test_an_unknown_title_is_answered_with_those_that_exist() -> None:
    with pytest.raises(DomainDeclarationError, match="several samples, one sample"):
        POOL.selection("two samples")


def test_the_smallest_sizes_are_found() -> None:
    drawn = sample(POOL, np.random.default_rng(0), POOL.selection("one sample"), smallest=True)
    assert drawn.inputs["x"].shape == (1, 2)
    assert drawn.inputs["k"] == 1


def test_the_table_says_shape_dtypes_and_layouts() -> None:
    lines = table(POOL).splitlines()
    assert lines[0] == "| argument | shape or range | dtypes | in memory | values |"
    assert lines[3].startswith("| `x` | (N, H) | float64, float32, uint8 | in C order, in Fortran order, ")
    assert lines[5] == "| `stride` | an int or a pair of ints from 1 on |  |  |  |"
