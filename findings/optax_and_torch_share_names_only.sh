#!/usr/bin/env bash
# Optimizers of one name and one learning rate walk different paths in optax and torch.
# optax 0.2.8, torch 2.13.0, gradients 1, -2, 1/2 from 1.0 with a learning rate of 0.1. Seen: the first step of adagrad
# is 0.095 in optax (its sum of squares begins at 0.1) and 0.1 in torch; of nadam 0.147 and 0.106 (torch has a schedule
# for its momentum); of rprop 0 and 0.1 (optax only learns its first sign); amsgrad parts at the third step (optax
# keeps the maximum after the bias is corrected, torch before).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0 optax==0.2.8 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PY'
import jax.numpy as jnp
import optax
import torch

GRADIENTS = (1.0, -2.0, 0.5)


def by_optax(optimizer):
    place = jnp.array([1.0])
    state, path = optimizer.init(place), []
    for gradient in GRADIENTS:
        step, state = optimizer.update(jnp.array([gradient]), state, place)
        place = optax.apply_updates(place, step)
        path.append(float(place[0]))
    return path


def by_torch(make):
    place = torch.tensor([1.0], requires_grad=True)
    optimizer, path = make([place]), []
    for gradient in GRADIENTS:
        place.grad = torch.tensor([gradient])
        optimizer.step()
        path.append(place.item())
    return path


for name, ours, theirs, parts_at in (
    ("adagrad", optax.adagrad(0.1), lambda p: torch.optim.Adagrad(p, lr=0.1), 0),
    ("nadam", optax.nadam(0.1), lambda p: torch.optim.NAdam(p, lr=0.1), 0),
    ("rprop", optax.rprop(0.1), lambda p: torch.optim.Rprop(p, lr=0.1), 0),
    ("amsgrad", optax.amsgrad(0.1), lambda p: torch.optim.Adam(p, lr=0.1, amsgrad=True), 2),
):
    one, other = by_optax(ours), by_torch(theirs)
    print(f"{name:8} optax {one}\n{name:8} torch {other}")
    apart = [abs(a - b) > 1e-4 for a, b in zip(one, other)]
    assert apart.index(True) == parts_at, name
PY
