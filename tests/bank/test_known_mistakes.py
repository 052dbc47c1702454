"""What a bank keeps of every known mistake, and in what form arguments reach references and mistakes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.author import Case
from grader.model.values import Raises

from .building import doubled, frozen, normal, only_leaf, refuses

Rng = np.random.Generator


def test_what_every_mistake_gives_is_kept_with_its_margin() -> None:
    def tripled(x: Any) -> Any:
        return 3 * x

    def shapeless(x: Any) -> Any:
        return x[:2]

    def harmless(x: Any) -> Any:
        return x + x

    case = frozen(normal, doubled, mistakes=(tripled, shapeless, harmless, refuses))
    assert [known.wrong for known in case.known] == [True, True, False, True]
    assert 1e10 < case.known[0].margin < float("inf")
    assert case.known[1].margin == case.known[3].margin == float("inf")
    assert case.known[3].outcome == Raises(("LinAlgError", "ValueError", "Exception"))


def test_a_mistake_that_changes_its_argument_is_marked() -> None:
    def in_place(x: Any) -> Any:
        x *= 2
        return x

    case = frozen(normal, doubled, mistakes=(in_place, doubled))
    assert [known.modified for known in case.known] == [True, False]
    assert [known.wrong for known in case.known] == [False, False]


def test_a_mistake_that_writes_to_a_read_only_argument_raises() -> None:
    def in_place(x: Any) -> Any:
        x *= 2
        return x

    case = frozen(lambda rng: normal(rng).read_only(), doubled, mistakes=(in_place,))
    assert case.known[0].outcome == Raises(("ValueError", "Exception"))


@pytest.mark.parametrize("mistake", [lambda x: {1, 2}, lambda x: object(), lambda x: "text"])
def test_a_mistake_that_no_view_or_tree_can_hold_is_simply_wrong(mistake: Any) -> None:
    case = frozen(normal, doubled, mistakes=(mistake,), view=np.abs)
    assert case.known[0].wrong


def test_a_checker_decides_whether_a_mistake_is_wrong() -> None:
    def any_order(inputs: Any, expected: Any, actual: Any) -> str | None:
        return None if np.array_equal(np.sort(expected), np.sort(actual)) else "other elements"

    def backwards(x: Any) -> Any:
        return 2 * x[::-1]

    case = frozen(normal, doubled, mistakes=(backwards, lambda x: x), check=any_order)
    assert [known.wrong for known in case.known] == [False, True]


def test_a_mistake_whose_answer_rounding_chooses_is_marked_where_a_view_leaves_answers_free() -> None:
    def matrix(rng: Rng) -> Case:
        return Case(x=np.outer(rng.normal(size=4), rng.normal(size=4)))  # three singular values of 0

    def scaled(x: Any) -> Any:
        left, sizes, _ = np.linalg.svd(x)
        return (left * sizes)[:, :2]

    def unscaled(x: Any) -> Any:
        return np.linalg.svd(x)[0][:, :2]

    def doubled_columns(x: Any) -> Any:
        return 2 * scaled(x)

    case = frozen(matrix, scaled, mistakes=(unscaled, doubled_columns), view=lambda columns: columns @ columns.T)
    assert [known.wrong for known in case.known] == [True, True]
    assert [known.steady for known in case.known] == [False, True]


@pytest.mark.parametrize("layout", ["C", "F", "strided", "reversed"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0, 2)])
def test_every_layout_reaches_the_reference(layout: Any, shape: tuple[int, ...]) -> None:
    seen: list[np.ndarray] = []

    def watch(x: Any) -> Any:
        seen.append(x)
        return np.asarray(x) + 1.0

    frozen(lambda rng: Case(x=np.asarray(rng.normal(size=shape))).layout(layout).read_only(), watch)
    assert seen[0].shape == shape
    assert not seen[0].flags.writeable
    if shape == (2, 3):
        assert seen[0].flags.c_contiguous is (layout == "C")
        assert (seen[0].strides[0] < 0) is (layout == "reversed")


def test_a_named_callable_is_called_by_the_reference() -> None:
    def square(v: Any) -> Any:
        return v * v

    square.__module__ = "course.public"

    def apply(g: Any, x: Any) -> Any:
        return g(x)

    case = frozen(lambda rng: Case(g=square, x=np.array([3.0])), apply, callables={"square": square})
    assert only_leaf(case).array.tolist() == [9.0]


def test_a_counter_between_calls_is_seen_by_calls_again() -> None:
    from grader.author import calls_again, scenario

    again = calls_again(scenario(public=1)(normal)).draw
    count = 0

    def counted(x: Any) -> Any:
        nonlocal count
        count += 1
        return doubled(x) + (count % 3 == 0)

    case = frozen(again, doubled, mistakes=(counted,))
    assert len(case.task.calls) == 3
    assert np.array_equal(case.leaves[0].array, case.leaves[2].array)
    assert case.known[0].wrong


def test_a_list_that_a_mistake_sorts_or_extends_is_a_changed_argument() -> None:
    def sorts(x: Any) -> Any:
        x.sort()
        return sum(x)

    def extends(x: Any) -> Any:
        total = sum(x)
        x.append(0.0)
        return total

    case = frozen(lambda rng: Case(x=[3.0, 1.0, 2.0]), lambda x: sum(x), mistakes=(sorts, extends, sum))  # noqa: PLW0108
    assert [known.modified for known in case.known] == [True, True, False]


def test_a_named_callable_is_no_changed_argument() -> None:
    def square(v: Any) -> Any:
        return v * v

    square.__module__ = "course.public"

    def apply(g: Any, x: Any) -> Any:
        return g(x)

    case = frozen(
        lambda rng: Case(g=square, x=[3.0]),
        lambda g, x: g(x[0]),
        mistakes=(lambda g, x: g(x[0]) + 1,),
        callables={"square": square},
    )
    assert not case.known[0].modified
