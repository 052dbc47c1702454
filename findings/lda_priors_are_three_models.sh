#!/usr/bin/env bash
# LinearDiscriminantAnalysis: solvers that agree become different models once priors are given.
# scikit-learn 1.9.1. Seen: without priors svd, lsqr and eigen have the same coefficients; with priors=[.5, .5] on
# classes of 20 and 60 samples svd keeps them (its covariance stays weighted by the sizes), and lsqr and eigen give
# coefficients 1.4 times as large (their covariance is weighted by the priors).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

draws = np.random.default_rng(0)
samples = np.vstack([draws.normal(0, 1, (20, 2)), draws.normal(2, 3, (60, 2))])
labels = np.repeat([0, 1], [20, 60])
fitted = {
    (solver, priors): LinearDiscriminantAnalysis(solver=solver, priors=priors and list(priors)).fit(samples, labels).coef_
    for solver in ("svd", "lsqr", "eigen")
    for priors in (None, (0.5, 0.5))
}
for (solver, priors), coefficients in fitted.items():
    print(f"{solver:5} priors={priors}: {coefficients.round(4).tolist()}")
same = fitted["svd", None]
assert np.allclose(fitted["lsqr", None], same) and np.allclose(fitted["eigen", None], same)
assert np.allclose(fitted["svd", (0.5, 0.5)], same)
assert np.allclose(fitted["lsqr", (0.5, 0.5)], fitted["eigen", (0.5, 0.5)])
assert (fitted["lsqr", (0.5, 0.5)] / same > 1.3).all()
PY
