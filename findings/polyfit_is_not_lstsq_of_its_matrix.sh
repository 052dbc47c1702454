#!/usr/bin/env bash
# numpy.polyfit and lstsq of the Vandermonde matrix fit alike and predict differently.
# NumPy 2.4.6. polyfit divides every column by its length before it solves, so that its least-norm solution, and the
# rank that it sees, are others. Seen for four points with two at one x and degree 3: coefficients -1/3, 0, 11/6, 0
# against -4/7, 5/7, 19/14, 0, the same values at the points, 1.4 apart at x = 3. And for 14 points between -1000 and
# 1000 with degree 7: polyfit sees rank 8, lstsq rank 5.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import numpy as np

x, y = np.array([0.0, 1, 1, 2]), np.array([0.0, 1, 2, 1])
by_polyfit = np.polyfit(x, y, 3)
by_lstsq = np.linalg.lstsq(np.vander(x, 4), y, rcond=None)[0]
print("polyfit", by_polyfit.round(4).tolist(), "lstsq", by_lstsq.round(4).tolist())
assert np.allclose(np.polyval(by_polyfit, x), np.polyval(by_lstsq, x))
assert np.allclose(by_polyfit, [-1 / 3, 0, 11 / 6, 0]) and np.allclose(by_lstsq, [-4 / 7, 5 / 7, 19 / 14, 0])
print("at x = 3:", np.polyval(by_polyfit, 3), np.polyval(by_lstsq, 3))
draws = np.random.default_rng(0)
x, y = draws.uniform(-1000, 1000, 14), draws.normal(size=14)
_, _, rank, _ = np.linalg.lstsq(np.vander(x, 8), y, rcond=None)
print("rank that lstsq sees:", rank, " polyfit:", np.polyfit(x, y, 7, full=True)[2])
assert rank < 8 and np.polyfit(x, y, 7, full=True)[2] == 8
PY
