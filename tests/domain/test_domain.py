"""A domain gives arguments of chosen classes, recognises them again, and says what lies outside."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from grader.author import (
    Array,
    Choice,
    Domain,
    Int,
    Made,
    Pair,
    Shape,
    c_order,
    case,
    float32,
    float64,
    negative,
    ordinary,
    read_only,
    signed,
    uint8,
    values,
)
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
    found = classify(POOL, drawn.inputs, drawn.forms)
    assert set(found) == {choice.name for choice in POOL.choices}


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


def test_titles_are_told_in_chinese_where_the_author_has_words_and_nothing_changes_that_they_are_known_by() -> None:
    domain = Domain(
        x=Array(
            "N D",
            Shape("N", "one axis", zh="一个轴"),
            Shape("", "", reason="a number has no axes"),
            dtypes=(float64, signed),
            values=(ordinary(), negative.but(title="none positive"), values("far out", np.zeros, zh="很远")),
        ),
        lr=Int(range(3), default=1),
    ).choices_of(Choice("batch", case("several samples", zh="多个样本"), case("one sample", lambda N: N == 1)))
    told = dict(zip(domain.by_title, domain.titles_in("zh", domain.by_title), strict=True))
    assert told == {
        "several samples": "多个样本",
        "one sample": "one sample",
        "optional arguments given": "给出可选参数",
        "optional arguments left out": "省略可选参数",
        "x: (N, D)": "x：(N, D)",
        "x: one axis": "x：一个轴",
        "x: a number": "x：一个数",
        "x in float64": "x 为 float64",
        "x in signed integers": "x 为 有符号整数",
        "x in C order": "x 按 C 顺序存放",
        "x in Fortran order": "x 按 Fortran 顺序存放",
        "x with gaps in memory": "x 在内存中有间隔",
        "x backwards in memory": "x 在内存中倒序存放",
        "x read-only": "x 只读",
        "x: ordinary": "x：普通",
        "x: none positive": "x：none positive",
        "x: far out": "x：很远",
    }
    assert domain.titles_in("en", told) == tuple(told)
    assert domain.untranslated == ("one sample", "none positive")


def test_the_smallest_sizes_are_found() -> None:
    drawn = sample(POOL, np.random.default_rng(0), POOL.selection("one sample"), smallest=True)
    assert drawn.inputs["x"].shape == (1, 2)
    assert drawn.inputs["k"] == 1


def test_the_table_says_shape_dtypes_and_special_values() -> None:
    lines = table(POOL).splitlines()
    assert lines[0] == "| argument | shape or range | dtype | special values |"
    assert lines[3] == "| `x` | (N, H) | float64, float32, uint8 | all negative |"
    assert table(POOL, language="zh").splitlines()[3] == "| `x` | (N, H) | float64, float32, uint8 | 全为负 |"
    assert lines[5] == "| `stride` | an int or a pair of ints from 1 on |  |  |"


def test_the_table_has_no_empty_column_and_tells_what_is_float32_together() -> None:
    domain = Domain(x=Array("N D", dtypes=(float64, float32)), steps=Int(range(9), default=2)).float32_together()
    assert table(domain, language="zh").splitlines() == [
        "| 参数 | 形状或范围 | dtype |",
        "| --- | --- | --- |",
        "| `x` | (N, D) | float64, float32 |",
        "| `steps` | an int from 0 on；默认 2 |  |",
        "",
        "`x` 要么都是 float32，要么都不是。",
    ]


def test_an_array_follows_the_shape_of_the_one_it_is_like() -> None:
    shapes = ("N D", Shape("N", "one axis"))
    domain = Domain(grad=Array(*shapes, like="z"), z=Array(*shapes))
    for title, axes in (("z: one axis", 1), ("z: (N, D)", 2)):
        drawn = sample(domain, np.random.default_rng(2), domain.selection(title))
        assert [np.ndim(value) for value in drawn.inputs.values()] == [axes, axes]


def depth_of(inputs: Any) -> dict[str, int] | None:
    """How many vectors a list holds."""
    layers = inputs["layers"]
    return {"depth": len(layers)} if layers and all(np.ndim(layer) == 1 for layer in layers) else None


LAYERS = (
    Domain(
        layers=Made(
            lambda here: [np.ones(2 + number, dtype=here.dtype) for number in range(here.sizes["depth"])],
            depth_of,
            "a list of vectors",
            (float64, float32),
            (c_order, read_only),
        ),
        scale=Array("N", dtypes=(float64, float32)),
    )
    .sizes(depth=range(1, 5))
    .choices_of(Choice("depth", case("one layer", lambda depth: depth == 1), case("several layers")))
    .float32_together()
)


def test_a_made_list_has_the_size_dtype_and_layout_that_were_chosen() -> None:
    chosen = LAYERS.selection("several layers", "layers in float32", "scale in float32", "layers read-only")
    drawn = sample(LAYERS, np.random.default_rng(0), chosen)
    layers = drawn.inputs["layers"]
    assert len(layers) > 1
    assert {layer.dtype.name for layer in layers} == {"float32"}
    assert drawn.forms["layers"] == read_only.form
    assert "layers read-only" in LAYERS.unusual(classify(LAYERS, drawn.inputs, drawn.forms))


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ([np.ones((2, 2))], "layers: expected a list of vectors"),
        ([np.ones(2), np.ones(3, dtype=np.int8)], "layers: expected dtype float64, float32; found float64, int8"),
        ([np.ones(2, dtype=np.float32)], "scale: expected float32 as layers is, found float64"),
    ],
)
def test_a_made_list_outside_the_domain_is_named(layers: Any, message: str) -> None:
    with pytest.raises(OutsideDomainError, match=message):
        classify(LAYERS, {"layers": layers, "scale": np.ones(2)})


def test_an_empty_list_goes_with_any_precision() -> None:
    either = Domain(
        layers=Made(lambda _: [], lambda inputs: {"depth": len(inputs["layers"])}, "a list", (float64, float32)),
        scale=Array("N", dtypes=(float64, float32)),
    ).float32_together()
    for dtype in ("float64", "float32"):
        found = classify(either, {"layers": [], "scale": np.ones(2, dtype)})
        assert [one.title for one in found.values()][:2] == ["layers in float64", f"scale in {dtype}"]


@settings(max_examples=25, deadline=None)
@given(calls(LAYERS))
def test_whatever_is_drawn_of_made_lists_lies_inside(drawn: Any) -> None:
    found = classify(LAYERS, drawn.inputs, drawn.forms)
    assert set(found) == {choice.name for choice in LAYERS.choices}
