"""What docs/conventions.md says of splits, folds, standardising and NaN."""

from __future__ import annotations

import numpy as np
import pytest


def test_scikit_rounds_the_test_set_up() -> None:
    model_selection = pytest.importorskip("sklearn.model_selection")
    parts = [model_selection.train_test_split(np.arange(count), test_size=0.29) for count in (10, 100)]
    assert [len(test) for _, test in parts] == [3, 29]


def test_torch_cuts_products_of_floats_off_and_deals_out_what_is_left() -> None:
    data = pytest.importorskip("torch.utils.data")
    assert [len(part) for part in data.random_split(range(100), (0.71, 0.29))] == [72, 28]


def test_folds_that_do_not_divide() -> None:
    torch = pytest.importorskip("torch")
    assert [len(part) for part in np.array_split(np.arange(7), 3)] == [3, 2, 2]
    assert [len(part) for part in torch.tensor_split(torch.arange(7), 3)] == [3, 2, 2]
    assert [len(part) for part in torch.chunk(torch.arange(7), 3)] == [3, 3, 1]
    assert [len(part) for part in torch.chunk(torch.arange(10), 6)] == [2] * 5


@pytest.mark.parametrize("k", [1, 8])
def test_scikit_refuses_the_numbers_of_folds_that_the_handout_refuses(k: int) -> None:
    model_selection = pytest.importorskip("sklearn.model_selection")
    with pytest.raises(ValueError, match="splits"):
        next(model_selection.KFold(k).split(np.zeros((7, 1))))


def test_scikit_takes_more_columns_for_constant_than_those_of_equal_values() -> None:
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    column = np.array([[1e12], [1e12 + 0.001], [1e12]])
    assert preprocessing.StandardScaler().fit(column).scale_ == [1]
    assert column.std() > 4e-4
    assert preprocessing.StandardScaler().fit([[1e-9], [2e-9], [3e-9]]).scale_ < 1e-9


@pytest.mark.filterwarnings("ignore:Precision loss occurred")
def test_scipy_knows_a_column_of_equal_values_in_zscore_and_not_in_zmap() -> None:
    stats = pytest.importorskip("scipy.stats")
    assert np.isnan(stats.zscore([0.1, 0.1, 0.1])).all()
    assert stats.zmap([1.0], [0.1, 0.1, 0.1]) > 1e16


def test_the_least_number_beside_a_nan() -> None:
    ndimage = pytest.importorskip("scipy.ndimage")
    assert np.argmin([2, np.nan, 1]) == 1
    assert np.nanargmin([2, np.nan, 1]) == 2
    assert np.nanargmin([np.nan, np.inf]) == 0
    assert ndimage.minimum_position(np.array([np.nan, np.inf]), labels=np.array([0, 1]), index=1) == (1,)
