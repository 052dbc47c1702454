#!/usr/bin/env bash
# torch.nn.functional.binary_cross_entropy caps the loss of a sample at 100, where it is constant, and gives it a
# slope.
# torch 2.13.0, float64. Seen for the probabilities 0 and 1 with the labels 1 and 0: the loss is 100, the cap, and
# nearby it is the same; the gradient is -5e11 and 5e11, not the 0 of a constant, since the backward pass has a bound
# of its own, about 1e-12 in the denominator. A check by finite differences says 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import torch
from torch.nn.functional import binary_cross_entropy

probabilities = torch.tensor([0.0, 1.0], dtype=torch.float64, requires_grad=True)
labels = torch.tensor([1.0, 0.0], dtype=torch.float64)
loss = binary_cross_entropy(probabilities, labels)
loss.backward()
nearby = binary_cross_entropy(torch.tensor([1e-50, 1.0], dtype=torch.float64), labels)
print("loss", loss.item(), "nearby", nearby.item(), "gradient", probabilities.grad.tolist())
assert loss.item() == nearby.item() == 100.0
assert torch.allclose(probabilities.grad, torch.tensor([-5e11, 5e11], dtype=torch.float64))
PY
