#!/usr/bin/env bash
# clip_grad_norm_ turns a gradient whose squares overflow into zeros.
# torch 2.13.0, NumPy 2.4.6, SciPy 1.17.1, float64. Seen for (1e158, 2e158, 0) and a largest norm of 1: the returned
# norm is infinite and the gradient (0, 0, 0), where (0.447, 0.894, 0) is right; numpy.linalg.norm is infinite as well,
# scipy.linalg.norm is 2.24e158, since BLAS scales. In float32 that begins at 2e19.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import numpy as np
import scipy.linalg
import torch

weight = torch.zeros(3, dtype=torch.float64, requires_grad=True)
weight.grad = torch.tensor([1e158, 2e158, 0.0], dtype=torch.float64)
norm = torch.nn.utils.clip_grad_norm_([weight], 1.0)
print("torch norm", norm.item(), "clipped", weight.grad.tolist())
print("numpy", np.linalg.norm([1e158, 2e158]), "scipy", scipy.linalg.norm([1e158, 2e158]))
assert norm.item() == float("inf") and weight.grad.tolist() == [0, 0, 0]
assert np.linalg.norm([1e158, 2e158]) == np.inf
assert np.isclose(scipy.linalg.norm([1e158, 2e158]), np.sqrt(5) * 1e158)
PY
