#!/usr/bin/env bash
# QuadraticDiscriminantAnalysis changed the divisor of its covariances, so that boundaries move with the version.
# scikit-learn 1.7.2 and 1.9.1, NumPy 2.2.6. Seen for four samples a class: covariance_ is numpy.cov's (divided by n - 1)
# in 1.7.2 and numpy.cov's with bias=True (divided by n) in 1.9.1; the decision values differ by more than a tenth.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for version in 1.7.2 1.9.1; do
    "${PYTHON:-python3}" -m venv "$folder/$version"
    "$folder/$version/bin/python" -m pip install --quiet --disable-pip-version-check "scikit-learn==$version" numpy==2.2.6
    "$folder/$version/bin/python" -W ignore - "$version" <<'PY'
import sys

import numpy as np
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis

first = np.array([[0.0, 0], [1, 0.5], [2, -1], [1, 3]])
samples, labels = np.vstack([first, first[:, ::-1] * 2 + 5]), np.repeat([0, 1], 4)
model = QuadraticDiscriminantAnalysis(store_covariance=True).fit(samples, labels)
by_n = np.allclose(model.covariance_[0], np.cov(first.T, bias=True))
by_less = np.allclose(model.covariance_[0], np.cov(first.T))
print("scikit-learn", sys.argv[1], "divides by", "n" if by_n else "n - 1", model.covariance_[0].round(4).tolist(),
      "decision", model.decision_function([[2.0, 2.0]]).round(4).tolist())
assert (by_n, by_less) == {"1.7.2": (False, True), "1.9.1": (True, False)}[sys.argv[1]]
PY
done
