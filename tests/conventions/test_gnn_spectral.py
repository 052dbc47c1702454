"""What docs/conventions.md says of self-loops, isolated nodes and scaled Laplacians."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

#: Node 0 has a loop of weight 1 and an edge to node 1; node 2 is alone.
GRAPH = np.array([[1.0, 1, 0], [1, 0, 0], [0, 0, 0]])
#: Edges that lead one way: row sums are 2, 1, 0 and column sums 0, 1, 2.
ONE_WAY = np.array([[0.0, 1, 1], [0, 0, 1], [0, 0, 0]])


def edges(adjacency: np.ndarray) -> tuple[Any, Any]:
    torch = pytest.importorskip("torch")
    index = np.stack(np.nonzero(adjacency))
    return torch.tensor(index), torch.tensor(adjacency[tuple(index)])


def dense(index: Any, weights: Any) -> np.ndarray:
    matrix = np.zeros((3, 3))
    np.add.at(matrix, tuple(index.numpy()), weights.numpy())
    return matrix


def pyg_laplacian(adjacency: np.ndarray, kind: str | None) -> np.ndarray:
    utils, torch = pytest.importorskip("torch_geometric.utils"), pytest.importorskip("torch")
    return dense(*utils.get_laplacian(*edges(adjacency), kind, dtype=torch.float64, num_nodes=3))


def pyg_norm(adjacency: np.ndarray, *, weighted: bool = True, improved: bool = False) -> np.ndarray:
    norm, torch = pytest.importorskip("torch_geometric.nn.conv.gcn_conv").gcn_norm, pytest.importorskip("torch")
    index, weights = edges(adjacency)
    return dense(*norm(index, weights if weighted else None, 3, improved, dtype=torch.float64))


def test_networkx_counts_a_loop_in_the_degree_and_has_zeros_for_an_isolated_node() -> None:
    nx = pytest.importorskip("networkx")
    graph = nx.from_numpy_array(GRAPH)
    root = np.sqrt(0.5)
    expected = [[0.5, -root, 0], [-root, 1, 0], [0, 0, 0]]
    assert_allclose(nx.normalized_laplacian_matrix(graph).toarray(), expected, atol=1e-15)
    assert dict(graph.degree()) == {0: 3, 1: 1, 2: 0}
    directed = nx.from_numpy_array(ONE_WAY, create_using=nx.DiGraph)
    assert_allclose(nx.laplacian_matrix(directed).toarray().diagonal(), [2, 1, 0])


def test_scipy_leaves_loops_out_and_has_zeros_for_an_isolated_node() -> None:
    laplacian = pytest.importorskip("scipy.sparse.csgraph").laplacian
    assert_allclose(laplacian(GRAPH, normed=True), [[1, -1, 0], [-1, 1, 0], [0, 0, 0]])
    assert_allclose(laplacian(ONE_WAY).diagonal(), [0, 1, 2])
    assert_allclose(laplacian(ONE_WAY, use_out_degree=True).diagonal(), [2, 1, 0])
    for dtype in (np.uint8, np.bool_):
        with pytest.raises((OverflowError, TypeError)):
            laplacian(GRAPH.astype(dtype))


@pytest.mark.parametrize("kind", ["sym", "rw"])
def test_pyg_removes_loops_and_has_one_for_an_isolated_node(kind: str) -> None:
    assert_allclose(pyg_laplacian(GRAPH, kind), [[1, -1, 0], [-1, 1, 0], [0, 0, 1]])


def test_pyg_takes_degrees_from_the_source_in_one_function_and_from_the_target_in_the_other() -> None:
    assert_allclose(pyg_laplacian(ONE_WAY, None).diagonal(), [2, 1, 0])
    assert_allclose(pyg_norm(ONE_WAY).diagonal(), [1, 1 / 2, 1 / 3])


def test_pyg_adds_no_loop_where_there_is_one() -> None:
    heavy = GRAPH * np.where(np.eye(3), 3, 1)
    root = np.sqrt(1 / 8)
    assert_allclose(pyg_norm(heavy), [[3 / 4, root, 0], [root, 1 / 2, 0], [0, 0, 1]])


def test_pyg_improved_needs_edge_weights() -> None:
    assert_allclose(pyg_norm(GRAPH, weighted=False, improved=True), pyg_norm(GRAPH, weighted=False))
    root = np.sqrt(1 / 6)
    assert_allclose(pyg_norm(GRAPH, improved=True), [[1 / 2, root, 0], [root, 2 / 3, 0], [0, 0, 1]])


@pytest.mark.filterwarnings("ignore:Failing to pass a value to the 'type_params':DeprecationWarning")  # PyG, on 3.13
@pytest.mark.parametrize("kind", ["sym", None])
def test_pyg_cheb_conv_takes_twice_the_largest_entry_for_the_largest_eigenvalue(kind: str | None) -> None:
    layer = pytest.importorskip("torch_geometric.nn").ChebConv(1, 1, 2, kind)
    torch = pytest.importorskip("torch")
    index, weights = edges(GRAPH)
    scaled = dense(*layer.__norm__(index, 3, weights, kind, dtype=torch.float64))
    laplacian = pyg_laplacian(GRAPH, kind)
    assert_allclose(scaled, laplacian / laplacian.max() - np.eye(3), atol=1e-15)
    assert scaled[2, 2] == (0 if kind else -1)


def test_the_slope_of_relu_at_zero_is_zero() -> None:
    torch = pytest.importorskip("torch")
    at_zero = torch.zeros(1, requires_grad=True)
    torch.relu(at_zero).backward()
    assert at_zero.grad.item() == 0
