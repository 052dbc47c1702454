#!/usr/bin/env bash
# GCN's improved=True (self-loops of weight 2) does nothing for a graph whose edges have no weights.
# torch-geometric 2.8.1. Seen: without edge_weight the two nodes get 1/2 everywhere, as with improved=False; with
# weights of one, which mean the same graph, 1/3 and 2/3.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check numpy==2.4.6 torch==2.13.0 torch-geometric==2.8.1
"$folder/venv/bin/python" -W ignore - <<'PY'
import torch
from torch_geometric.nn.conv.gcn_conv import gcn_norm

edges = torch.tensor([[0, 1], [1, 0]])
bare = gcn_norm(edges, None, 2, improved=True)[1]
ordinary = gcn_norm(edges, None, 2, improved=False)[1]
weighted = gcn_norm(edges, torch.ones(2), 2, improved=True)[1]
print("improved, no weights: ", bare.tolist())
print("improved, all weights 1:", weighted.tolist())
assert torch.equal(bare, ordinary)
assert torch.allclose(weighted, torch.tensor([1 / 3, 1 / 3, 2 / 3, 2 / 3]))
PY
