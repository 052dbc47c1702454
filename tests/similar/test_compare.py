"""Shared passages: what a disguise does not hide, and what nobody is suspected for."""

from __future__ import annotations

import pytest

from grader.model.likeness import Work
from grader.similar.compare import compared
from grader.similar.tokens import tokens_of

ORIGINAL = '''
import numpy as np


def softmax(scores):
    """Along the last axis."""
    shifted = scores - np.max(scores, axis=-1, keepdims=True)
    raised = np.exp(shifted)
    total = np.sum(raised, axis=-1, keepdims=True)
    return raised / total


def entropy(scores, labels):
    rows = np.arange(len(labels))
    chosen = softmax(scores)[rows, labels]
    safe = np.clip(chosen, 1e-300, None)
    losses = -np.log(safe)
    return losses.mean() + 0.0 * losses.sum()
'''
DISGUISED = """
from numpy import *
import numpy as np


def entropy(x, y):
    # which row
    k = np.arange(len(y))
    p = softmax(x)[k, y]   # the right ones
    q = np.clip(p, 1e-9, None)
    r = -np.log(q)
    return r.mean() + 1.5 * r.sum()


def softmax(x):
    z = (
        x - np.max(x, axis=-1, keepdims=True)
    )
    e = np.exp(z)
    s = np.sum(e, axis=-1, keepdims=True)
    return e / s
"""
OTHER = """
import numpy as np


def softmax(scores):
    out = np.empty(scores.shape)
    for i, row in enumerate(scores):
        top = row.max()
        weights = [float(np.exp(value - top)) for value in row]
        out[i] = np.array(weights) / sum(weights)
    return out


def entropy(scores, labels):
    total = 0.0
    for row, label in zip(softmax(scores), labels):
        if row[label] <= 0:
            total += 690.0
        else:
            total -= np.log(row[label])
    return total / len(labels)
"""


def work(student: str, source: str, *, earlier: bool = False) -> Work:
    return Work(student, {"program.py": source}, earlier)


def test_names_numbers_comments_layout_and_order_hide_nothing() -> None:
    found = compared("x", [work("ada", ORIGINAL), work("bo", DISGUISED), work("cy", OTHER)])
    first = found.pairs[0]
    assert {first.left.student, first.right.student} == {"ada", "bo"}
    assert first.share > 0.75
    assert first.conspicuous
    assert [pair for pair in found.pairs if pair.conspicuous] == [first]
    (left, right) = max((passage.left, passage.right) for passage in first.passages)
    assert ORIGINAL.split("\n")[left[0] - 1].strip().startswith("def entropy")
    assert DISGUISED.split("\n")[right[0] - 1].strip().startswith("def entropy")


def test_what_was_handed_out_is_nobodys_copy() -> None:
    found = compared("x", [work("ada", ORIGINAL), work("bo", ORIGINAL)], given=[ORIGINAL.replace("scores", "x")])
    assert not found.pairs


def test_what_many_of_the_class_write_is_nobodys_copy() -> None:
    alike = [work(f"student {number}", ORIGINAL) for number in range(9)]
    assert not compared("x", alike).pairs
    few = [*alike[:2], *(work(f"other {number}", OTHER + f"\n\ndef f{number}(x):\n    pass\n") for number in range(20))]
    assert {pair.left.student for pair in compared("x", few).pairs if pair.conspicuous} == {"student 0"}


def test_earlier_programs_are_compared_with_the_class_only() -> None:
    earlier = [work(f"old {number}", ORIGINAL, earlier=True) for number in range(2)]
    found = compared("x", [work("ada", OTHER), work("bo", DISGUISED), *earlier])
    assert (found.works, found.earlier) == (2, 2)
    assert {(pair.left.student, pair.right.student) for pair in found.pairs} == {("bo", "old 0"), ("bo", "old 1")}


def test_a_short_function_alone_is_not_conspicuous() -> None:
    short = "def affine(x, w, b):\n    return np.einsum('ij,jk->ik', x, w, optimize=True) + b.reshape(1, -1)\n"
    found = compared("x", [work("ada", short), work("bo", short)])
    assert found.pairs[0].share == 1.0
    assert not found.pairs[0].conspicuous


def test_the_same_class_gives_the_same_pairs() -> None:
    works = [work("ada", ORIGINAL), work("bo", DISGUISED), work("cy", OTHER)]
    assert compared("x", works) == compared("x", works)


@pytest.mark.parametrize("broken", ["def f(:\n  x", "x = '''never closed\n", "\x00", "if x:\n\ty\n  z\n", ""])
def test_a_file_that_is_no_python_costs_its_own_lines(broken: str) -> None:
    assert tokens_of("a = b + 1\n" + broken)[:3] == tokens_of("c = d + 2\n")[:3]
    assert compared("x", [work("ada", broken), work("bo", broken)]).works == 2


def test_attributes_and_keyword_arguments_keep_their_names() -> None:
    texts = [token.text for token in tokens_of("total = np.sum(raised, axis=-1)\n")]
    assert texts == ["name", "=", "name", ".", "sum", "(", "name", ",", "axis", "=", "-", "0", ")"]
