#!/usr/bin/env bash
# numpy.nanargmin of a NaN and an infinity gives the place of the NaN.
# NumPy 2.4.6. Seen: nanargmin([nan, inf]) is 0, and nanargmax([nan, -inf]) is 0, although both promise to ignore NaNs
# and the one number that is left stands at 1; nanmin and nanmax of the same arrays are inf and -inf, as expected. So a
# search for the best of runs that partly diverged may choose a run that has no loss.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import numpy as np

least, greatest = np.array([np.nan, np.inf]), np.array([np.nan, -np.inf])
print("nanargmin:", np.nanargmin(least), " nanmin:", np.nanmin(least))
print("nanargmax:", np.nanargmax(greatest), " nanmax:", np.nanmax(greatest))
assert np.nanargmin(least) == 0 and np.nanmin(least) == np.inf
assert np.nanargmax(greatest) == 0 and np.nanmax(greatest) == -np.inf
assert np.nanargmin([np.nan, 1e308]) == 1
PY
