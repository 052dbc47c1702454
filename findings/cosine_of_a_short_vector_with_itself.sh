#!/usr/bin/env bash
# torch.nn.functional.cosine_similarity of a vector with itself is 0.02 if the vector is short.
# torch 2.13.0, float64. Seen for (1e-9, 1e-9): 0.02, not 1: each of the two lengths is replaced by eps = 1e-8 where it
# is smaller, not only where the product is 0. A rare word with small coordinates so looks like nothing, itself
# included.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import torch
from torch.nn.functional import cosine_similarity

short = torch.full((1, 2), 1e-9, dtype=torch.float64)
print("1e-9:", cosine_similarity(short, short).tolist(), " 1e-7:", cosine_similarity(100 * short, 100 * short).tolist())
assert torch.allclose(cosine_similarity(short, short), torch.tensor([0.02], dtype=torch.float64))
assert torch.allclose(cosine_similarity(100 * short, 100 * short), torch.tensor([1.0], dtype=torch.float64))
PY
