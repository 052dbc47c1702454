#!/usr/bin/env bash
# Three libraries, three normalised Laplacians of one graph: they agree on D - A and part where D is divided by.
# networkx 3.6.1, SciPy 1.17.1, torch-geometric 2.8.1. The graph: node 0 has a self-loop, node 3 has no edge.
# Seen: a self-loop leaves 0.5 on networkx' diagonal and 1 on the two others'; an isolated node has 0 on the diagonal
# in networkx and SciPy, and 1 in torch-geometric, whose Laplacian so has one zero eigenvalue less than the graph has
# components. Multiplied out, no two of the three are the same matrix.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check networkx==3.6.1 scipy==1.17.1 numpy==2.4.6 torch==2.13.0 torch-geometric==2.8.1
"$folder/venv/bin/python" -W ignore - <<'PY'
import networkx
import numpy as np
import torch
from scipy.sparse import csgraph
from torch_geometric.utils import get_laplacian, to_dense_adj

adjacency = np.array([[1.0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]])
edges = torch.tensor(np.array(np.nonzero(adjacency)))


def of_pyg(normalization):
    index, weights = get_laplacian(edges, None, normalization, num_nodes=4)
    return to_dense_adj(index, None, weights, max_num_nodes=4)[0].numpy()


graph = networkx.from_numpy_array(adjacency)
plain = [networkx.laplacian_matrix(graph).toarray(), csgraph.laplacian(adjacency), of_pyg(None)]
scaled = {
    "networkx": networkx.normalized_laplacian_matrix(graph).toarray(),
    "scipy": csgraph.laplacian(adjacency, normed=True),
    "torch_geometric": of_pyg("sym"),
}
for name, matrix in scaled.items():
    print(name, "diagonal of the normalised Laplacian:", matrix.diagonal().round(3).tolist())
assert all(np.allclose(plain[0], other) for other in plain)
assert np.allclose(scaled["networkx"].diagonal(), [0.5, 1, 1, 0])
assert np.allclose(scaled["scipy"].diagonal(), [1, 1, 1, 0])
assert np.allclose(scaled["torch_geometric"].diagonal(), [1, 1, 1, 1])
PY
