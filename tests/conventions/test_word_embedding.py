"""What docs/conventions.md says of repeated indices and of the cosine with zeros."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose

TWICE = [1, 1, 2]


def test_adding_by_a_list_of_numbers_adds_once_for_each_distinct_one() -> None:
    torch = pytest.importorskip("torch")
    table, tensor = np.zeros(3), torch.zeros(3)
    table[TWICE] += 1
    tensor[torch.tensor(TWICE)] += 1
    assert table.tolist() == tensor.tolist() == [0, 1, 1]


def test_these_functions_add_for_each_listing() -> None:
    torch = pytest.importorskip("torch")
    table, ids, ones = np.zeros(3), torch.tensor(TWICE), torch.ones(3)
    np.add.at(table, TWICE, 1)
    assert table.tolist() == [0, 2, 1]
    assert torch.zeros(3).index_add_(0, ids, ones).tolist() == [0, 2, 1]
    assert torch.zeros(3).scatter_add_(0, ids, ones).tolist() == [0, 2, 1]
    assert torch.zeros(3).index_put_((ids,), ones, accumulate=True).tolist() == [0, 2, 1]


def test_torch_has_cosines_of_0_for_zeros_and_small_ones_for_short_vectors() -> None:
    torch = pytest.importorskip("torch")
    cosine = torch.nn.functional.cosine_similarity
    assert cosine(torch.zeros(1, 2), torch.ones(1, 2)).item() == 0
    short = torch.full((1, 2), 1e-9, dtype=torch.float64)
    assert_allclose(cosine(short, short).item(), 0.02)


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_scipy_has_no_cosine_for_zeros() -> None:
    distance = pytest.importorskip("scipy.spatial.distance")
    assert np.isnan(distance.cosine([0, 0], [1, 0]))


def test_scipy_adds_up_entries_of_one_place() -> None:
    sparse = pytest.importorskip("scipy.sparse")
    assert sparse.coo_array((np.ones(3), (TWICE, TWICE)), shape=(3, 3)).toarray().diagonal().tolist() == [0, 2, 1]
