#!/usr/bin/env bash
# torch.sort without stable=True keeps the order of equal elements as long as there are at most 16 of them.
# torch 2.13.0 (and 2.14.1), CPU. Seen: the indices of sorted zeros are 0, 1, 2, … for every length to 16, and are not
# from 17 on. A test of ties on a short vector so passes for a program that breaks ties at random.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import torch


def keeps(n):
    return torch.equal(torch.sort(torch.zeros(n)).indices, torch.arange(n))


kept = [n for n in range(2, 65) if keeps(n)]
print("order of equal elements kept for lengths", kept)
assert kept == list(range(2, 17))
assert torch.equal(torch.sort(torch.zeros(64), stable=True).indices, torch.arange(64))
PY
