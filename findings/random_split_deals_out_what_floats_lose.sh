#!/usr/bin/env bash
# torch.utils.data.random_split with fractions: 0.71 and 0.29 of 100 rows are 72 and 28.
# torch 2.13.0. Each length is cut off after a product of floats (0.29 * 100 is 28.999999999999996), and the rows that
# are left are dealt out one by one from the first part on. Seen: (0.71, 0.29) of 100 rows gives 72 and 28, (0.42,
# 0.29, 0.29) gives 43, 29, 28; lengths given as (71, 29) are kept.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import torch
from torch.utils.data import random_split


def lengths(*parts):
    return [len(part) for part in random_split(range(100), parts, generator=torch.Generator().manual_seed(0))]


print("0.29 * 100 =", 0.29 * 100)
print("(0.71, 0.29):", lengths(0.71, 0.29))
print("(0.42, 0.29, 0.29):", lengths(0.42, 0.29, 0.29))
assert lengths(0.71, 0.29) == [72, 28]
assert lengths(0.42, 0.29, 0.29) == [43, 29, 28]
assert lengths(71, 29) == [71, 29]
PY
