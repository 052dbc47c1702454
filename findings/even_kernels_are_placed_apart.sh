#!/usr/bin/env bash
# Convolution with a kernel of even length: SciPy's two packages put it one sample apart, their correlations do not.
# SciPy 1.17.1, NumPy 2.4.6. Seen for [1 2 3 4 5] and [1 10], same size, zeros outside: ndimage.convolve 12 23 34 45
# 50, signal.convolve and numpy.convolve 1 12 23 34 45; ndimage.correlate, signal.correlate and numpy.correlate all 10
# 21 32 43 54. So whoever checks by correlation sees no difference, and turning the kernel round turns one package into
# the other only for odd lengths.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import numpy as np
from scipy import ndimage, signal

values, kernel = np.arange(1.0, 6), np.array([1.0, 10])
convolved = {
    "ndimage": ndimage.convolve(values, kernel, mode="constant"),
    "signal": signal.convolve(values, kernel, mode="same"),
    "numpy": np.convolve(values, kernel, "same"),
}
correlated = {
    "ndimage": ndimage.correlate(values, kernel, mode="constant"),
    "signal": signal.correlate(values, kernel, mode="same"),
    "numpy": np.correlate(values, kernel, "same"),
}
print("convolve: ", {name: found.tolist() for name, found in convolved.items()})
print("correlate:", {name: found.tolist() for name, found in correlated.items()})
assert convolved["ndimage"].tolist() == [12, 23, 34, 45, 50]
assert convolved["signal"].tolist() == convolved["numpy"].tolist() == [1, 12, 23, 34, 45]
assert all(found.tolist() == [10, 21, 32, 43, 54] for found in correlated.values())
PY
