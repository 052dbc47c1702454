"""Attacks past the catalogue, at all levels that bound a submission."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from attacks.entry import Attack
from attacks.stand import Stand
from attacks.suite import BEYOND
from grader.run import Level, probe

pytestmark = pytest.mark.xdist_group("attacks beyond")


@pytest.fixture(scope="module", params=[Level.FULL, Level.CONFINED, Level.LIMITED], ids=str)
def stand(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    findings = probe(request.param)
    if findings.level is not request.param:
        pytest.skip(f"level {request.param} cannot be had here: {findings.reasons[request.param]}")
    kept = dict(os.environ)
    base = tmp_path_factory.mktemp("beyond")
    for folder in (base, *base.parents[:2]):
        folder.chmod(0o755)
    with Stand(request.param.value, base) as made:
        yield made
    os.environ.clear()
    os.environ.update(kept)


@pytest.mark.parametrize("attack", BEYOND, ids=lambda attack: attack.id)
def test_attack_past_the_catalogue_harms_only_itself(stand: Stand, attack: Attack) -> None:
    if stand.level not in attack.levels:
        pytest.skip(f"{attack.id} says nothing about level {stand.level}")
    assert stand.try_out(attack) == ""
