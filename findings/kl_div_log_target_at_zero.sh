#!/usr/bin/env bash
# The Kullback-Leibler divergence of a target with an exact zero is finite from probabilities and NaN from their
# logarithms.
# torch 2.13.0 kl_div, optax 0.2.8 kl_divergence, SciPy 1.17.1 rel_entr. Seen for p = (0, 1), q = (1/2, 1/2): log 2
# from all three; with log_target=True, and with optax' kl_divergence_with_log_targets, NaN, although 0 log 0 is 0 and
# log p is what both ask for.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 optax==0.2.8 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import math

import jax.numpy as jnp
import optax
import torch
from scipy.special import rel_entr
from torch.nn.functional import kl_div

target, given = [0.0, 1.0], [0.5, 0.5]
log_given = torch.tensor(given).log()
probabilities = {
    "scipy": float(rel_entr(target, given).sum()),
    "torch": float(kl_div(log_given, torch.tensor(target), reduction="sum")),
    "optax": float(optax.losses.kl_divergence(jnp.log(jnp.array(given)), jnp.array(target))),
}
logarithms = {
    "torch": float(kl_div(log_given, torch.tensor(target).log(), reduction="sum", log_target=True)),
    "optax": float(optax.losses.kl_divergence_with_log_targets(jnp.log(jnp.array(given)), jnp.log(jnp.array(target)))),
}
print("from probabilities:", probabilities)
print("from logarithms:   ", logarithms)
assert all(math.isclose(found, math.log(2), rel_tol=1e-6) for found in probabilities.values())
assert all(math.isnan(found) for found in logarithms.values())
PY
