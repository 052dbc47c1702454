"""Versions that move the truth: what docs/conventions.md says of the pinned ones, asked of those that are installed."""

from __future__ import annotations

from importlib.metadata import version
from math import isnan, log
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from grader.frameworks import framework_named


def test_the_slope_of_clamp_at_its_bound_is_what_the_version_says() -> None:
    torch = pytest.importorskip("torch")
    at_bound = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    at_bound.clamp(min=0).backward()
    since = framework_named("torch").changed_between("2.13.0", version("torch"))
    assert at_bound.grad.item() == (0.0 if since else 1.0)


def test_torch_keeps_the_order_of_sixteen_equal_elements_and_of_no_more() -> None:
    torch = pytest.importorskip("torch")

    def keeps(n: int, **more: Any) -> bool:
        return bool(torch.equal(torch.sort(torch.zeros(n), **more).indices, torch.arange(n)))

    assert keeps(16)
    assert not keeps(17)
    assert keeps(17, stable=True)


def test_a_target_of_zero_costs_nothing_as_a_probability_and_is_nan_as_a_logarithm() -> None:
    torch, special = pytest.importorskip("torch"), pytest.importorskip("scipy.special")
    target, given = torch.tensor([0.0, 1.0]), torch.tensor([0.5, 0.5]).log()
    loss = torch.nn.functional.kl_div
    assert_allclose(loss(given, target, reduction="sum").item(), log(2), rtol=1e-6)
    assert isnan(loss(given, target.log(), reduction="sum", log_target=True).item())
    assert_allclose(special.rel_entr([0.0, 1.0], [0.5, 0.5]).sum(), log(2))


def test_even_kernels_stand_one_sample_apart() -> None:
    ndimage, signal = pytest.importorskip("scipy.ndimage"), pytest.importorskip("scipy.signal")
    values, kernel = np.arange(1.0, 6), np.array([1.0, 10])
    assert ndimage.convolve(values, kernel, mode="constant").tolist() == [12, 23, 34, 45, 50]
    assert signal.convolve(values, kernel, mode="same").tolist() == [1, 12, 23, 34, 45]
    assert np.convolve(values, kernel, "same").tolist() == [1, 12, 23, 34, 45]
    for found in (
        ndimage.correlate(values, kernel, mode="constant"),
        signal.correlate(values, kernel, mode="same"),
        np.correlate(values, kernel, "same"),
    ):
        assert found.tolist() == [10, 21, 32, 43, 54]


@pytest.fixture(scope="module")
def laplacians() -> dict[str, np.ndarray]:
    """Normalised, of a graph whose node 0 has a self-loop and whose node 3 has no edge."""
    networkx, csgraph = pytest.importorskip("networkx"), pytest.importorskip("scipy.sparse.csgraph")
    torch, utils = pytest.importorskip("torch"), pytest.importorskip("torch_geometric.utils")
    adjacency = np.array([[1.0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]])
    edges = torch.tensor(np.array(np.nonzero(adjacency)))
    index, weights = utils.get_laplacian(edges, None, "sym", num_nodes=4)
    return {
        "networkx": networkx.normalized_laplacian_matrix(networkx.from_numpy_array(adjacency)).toarray(),
        "scipy": csgraph.laplacian(adjacency, normed=True),
        "pyg": utils.to_dense_adj(index, None, weights, max_num_nodes=4)[0].numpy(),
    }


def test_three_laplacians_of_a_self_loop_and_an_isolated_node(laplacians: dict[str, np.ndarray]) -> None:
    assert_allclose(laplacians["networkx"].diagonal(), [0.5, 1, 1, 0])
    assert_allclose(laplacians["scipy"].diagonal(), [1, 1, 1, 0])
    assert_allclose(laplacians["pyg"].diagonal(), [1, 1, 1, 1])


def test_improved_does_nothing_for_a_graph_without_weights() -> None:
    torch = pytest.importorskip("torch")
    norm = pytest.importorskip("torch_geometric.nn.conv.gcn_conv").gcn_norm
    edges = torch.tensor([[0, 1], [1, 0]])
    assert torch.equal(norm(edges, None, 2, improved=True)[1], norm(edges, None, 2, improved=False)[1])
    assert_allclose(norm(edges, torch.ones(2), 2, improved=True)[1].numpy(), [1 / 3, 1 / 3, 2 / 3, 2 / 3], rtol=1e-6)


def test_the_median_of_neighbours_needs_one_at_node_0() -> None:
    torch, aggregations = pytest.importorskip("torch"), pytest.importorskip("torch_geometric.nn.aggr")
    values, median = torch.tensor([[1.0], [3.0], [5.0]]), aggregations.MedianAggregation()
    assert median(values, torch.tensor([0, 0, 2]), dim_size=4).flatten().tolist() == [1, 0, 5, 0]
    with pytest.raises(IndexError):
        median(values, torch.tensor([1, 1, 2]), dim_size=3)
