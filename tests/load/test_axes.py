"""Names of an answer's axes, out of the starter's docstrings of every assignment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from grader.bank.build import case_bank
from grader.load.axes import Axes, Names, answer_axes, axes_in, part_axes
from grader.model.folders import slugs
from grader.model.values import Raises, Value

ROOT = Path(__file__).parent.parent.parent
#: Whose answer has whatever shape the argument has, or is compared by what it gives: the handout names no axes.
OF_ANY_SHAPE = {
    "activation_backward",
    "clip_global_norm",
    "dropout_backward",
    "dropout_forward",
    "log_softmax",
    "sigmoid",
    "softmax",
    "svd_embedding",
}


@pytest.mark.parametrize("slug", slugs(ROOT))
def test_every_matrix_of_an_answer_has_named_axes(slug: str) -> None:
    axes = answer_axes(ROOT / "assignments" / slug / "starter.py")
    bank = case_bank(ROOT, slug, secret=None)
    unnamed = {
        f"{problem.name}{path} of {rank} axes"
        for problem in bank.problems
        if problem.name not in OF_ANY_SHAPE
        for case in problem.cases
        for path, rank in matrices(case.expected)
        if not part_axes(axes[problem.name], path, rank=rank, calls=len(case.task.calls))
    }
    assert unnamed == set()


def matrices(value: Value | Raises, path: str = "") -> Iterator[tuple[str, int]]:
    """The path and the number of axes of every array in an answer that is drawn in rows and columns."""
    if isinstance(value, np.ndarray) and value.ndim > 1:
        yield path, value.ndim
    elif isinstance(value, (tuple, list)):
        for number, item in enumerate(value):
            yield from matrices(item, f"{path}[{number}]")


@pytest.mark.parametrize(
    ("slug", "function", "named"),
    [
        ("convolution", "conv2d_forward", {"": "N Cout Ho Wo"}),
        ("convolution", "conv2d_backward", {"[0]": "N Cin H W", "[1]": "Cout Cin kh kw", "[2]": "Cout"}),
        ("convolution", "receptive_field", {}),
        ("backprop", "affine_backward", {"[0]": "N d1 ... dk", "[1]": "D M", "[2]": "M"}),
        ("backprop", "mlp_forward", {"[0][*]": "N D_(l+1)", "[1][*]": "N D_l"}),
        ("backprop", "mlp_backward", {"[1][*]": "D_l D_(l+1)", "[2][*]": "D_(l+1)"}),
        ("batch-momentum", "sgd_epoch", {"[0]": "D"}),
        ("critical-points", "escape_saddle", {"": "D"}),
        ("cross-entropy", "logit_pulls", {"[0]": "N", "[1]": "N"}),
        ("cross-entropy", "sigmoid", {}),
        ("data-splits", "standardize", {"[0]": "N D", "[1]": "M D"}),
        ("data-splits", "kfold_indices", {}),
        ("feature-transform", "stacked_gradient", {"[1]": "D H", "[2]": "H", "[3]": "H"}),
        ("gnn-aggregation", "dcnn_features", {"": "n K F"}),
        ("gnn-aggregation", "gat_layer", {"[0]": "n d", "[1]": "n n"}),
        ("overfitting", "dropout_forward", {}),
        ("regularization", "ridge_loss_grad", {"[1]": "D"}),
        ("rnn", "rnn_backward", {"[0]": "N T D", "[1]": "N H", "[2]": "D H", "[3]": "H H", "[4]": "H"}),
        ("rnn", "lstm_step", {"[0]": "N H", "[1]": "N H"}),
        ("self-attention", "masked_softmax", {"": "... Tk"}),
        ("self-attention", "self_attention", {"[0]": "N T dv", "[1]": "N T T"}),
        ("self-attention", "attention_backward", {"[0]": "N Tq dk", "[1]": "N Tk dk", "[2]": "N Tk dv"}),
        ("word-embedding", "cbow_softmax", {"[1]": "V d", "[2]": "V d"}),
    ],
)
def test_docstrings_of_every_form_are_read(slug: str, function: str, named: dict[str, str]) -> None:
    axes = answer_axes(ROOT / "assignments" / slug / "starter.py")[function]
    assert axes == {path: tuple(names.split()) for path, names in named.items()}


@pytest.mark.parametrize(
    ("docstring", "axes"),
    [
        ("", {}),
        ("x: (N, D).", {}),
        ("Returns: a number in (0, 1).", {}),
        ("Returns: (M,), integers.", {"": ("M",)}),
        ("Returns: (min(k, V - 1),) integers.", {"": ("min(k, V - 1)",)}),
        ("Returns: (loss, gradient), a number and (N, C).  Raises (A, B).", {"[1]": ("N", "C")}),
        ("x: (N, D).\nReturns: (a, b), both of the shape of x.", {"[0]": ("N", "D"), "[1]": ("N", "D")}),
        ("Returns: a unit vector (D,) of something, or None.", {"": ("D",)}),
    ],
)
def test_what_stands_in_brackets_is_a_shape_only_where_it_can_be_one(docstring: str, axes: Axes) -> None:
    assert axes_in(docstring) == axes


@pytest.mark.parametrize(
    ("path", "rank", "calls", "names"),
    [
        ("", 2, 1, ("N", "D")),
        ("", 3, 1, ()),  # names of another number of axes would be wrong ones
        ("[3]", 2, 1, ()),
        ("[3]", 2, 4, ("N", "D")),  # the fourth of four calls
        ("", 1, 4, ("call",)),  # four numbers
        ("[1][7]", 1, 1, ("T",)),
        ("[0][1][7]", 1, 2, ("T",)),
        ("[2]", 4, 1, ("", "", "", "Tk")),
        ("[3]", 3, 1, ()),
        ("[4]", 2, 1, ("N", "d1")),
        ("[4]", 4, 1, ("N", "d1", "d2", "d3")),
    ],
)
def test_the_names_fit_the_part_that_differs(path: str, rank: int, calls: int, names: Names) -> None:
    axes = {"": ("N", "D"), "[1][*]": ("T",), "[2]": ("...", "Tk"), "[4]": ("N", "d1", "...", "dk")}
    assert part_axes(axes, path, rank=rank, calls=calls) == names


def test_a_course_without_a_starter_names_no_axes(tmp_path: Path) -> None:
    assert answer_axes(tmp_path / "starter.py") == {}
