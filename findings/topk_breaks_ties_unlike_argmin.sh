#!/usr/bin/env bash
# torch.topk with k=1 and argmin name different elements of a tie.
# torch 2.13.0, CPU. Seen: of five equal numbers argmin and argmax name the first, topk(1, largest=False) the third; of
# fifty the 34th. So a beam search of width 1 is not a greedy search, and nearest neighbours by topk are not those of
# argmin.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import torch

for n, place in ((5, 2), (50, 33)):
    equal = torch.ones(n, dtype=torch.float64)
    smallest = torch.topk(equal, 1, largest=False).indices.item()
    print(n, "equal numbers: argmin", equal.argmin().item(), "topk", smallest)
    assert equal.argmin().item() == equal.argmax().item() == 0
    assert smallest == place
PY
