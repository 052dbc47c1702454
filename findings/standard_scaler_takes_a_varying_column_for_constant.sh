#!/usr/bin/env bash
# StandardScaler leaves a column unscaled that varies, if it varies little beside its size.
# scikit-learn 1.9.1, NumPy 2.4.6. Seen: 1e12, 1e12 + 0.001, 1e12 has a standard deviation of 4.6e-4; scale_ is 1, as
# for a constant column, so that the transformed column has a deviation of 4.6e-4 and not of 1. A column counts as
# constant where its variance is below that of rounding errors of its mean; times in nanoseconds and readings far from
# 0 meet it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import numpy as np
from sklearn.preprocessing import StandardScaler

column = np.array([[1e12], [1e12 + 0.001], [1e12]])
scaler = StandardScaler().fit(column)
print("deviation", np.std(column), "scale_", scaler.scale_, "deviation after", np.std(scaler.transform(column)))
assert scaler.scale_[0] == 1.0
assert 4e-4 < np.std(scaler.transform(column)) < 5e-4
near = np.array([[1.0], [1.001], [1.0]])
assert np.isclose(np.std(StandardScaler().fit_transform(near)), 1)
PY
