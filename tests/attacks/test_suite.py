"""The whole catalogue at the best level of this machine, one test an entry, through one stand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from attacks.entry import NONE
from attacks.stand import Stand
from attacks.suite import SUITE, catalogue
from grader.run import Level, probe

pytestmark = pytest.mark.xdist_group("attacks")
MOST_STAND_INS = 5


def test_every_entry_of_the_catalogue_has_an_attack() -> None:
    assert set(SUITE) == set(catalogue())
    assert len(SUITE) == 136


def test_few_entries_are_stand_ins() -> None:
    assert sum(bool(attack.stand_in) for attack in SUITE.values()) <= MOST_STAND_INS


def test_every_kind_of_attack_bites_without_isolation() -> None:
    """Files, environment, processes, network, memory: `make attacks` shows that these succeed at level none."""
    biting = {attack.id for attack in SUITE.values() if attack.bites}
    assert {"B04", "B10", "D01", "D27", "E09"} <= biting


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    level = probe().level
    if level not in (Level.FULL, Level.CONFINED):
        pytest.skip(f"the best level here is {level}")
    kept = dict(os.environ)
    with Stand(level.value, tmp_path_factory.mktemp("stand")) as made:
        yield made
    os.environ.clear()
    os.environ.update(kept)


@pytest.mark.parametrize("id_", sorted(SUITE))
def test_attack_ends_as_stated(stand: Stand, id_: str) -> None:
    attack = SUITE[id_]
    if stand.level not in attack.levels or stand.level == NONE:
        pytest.skip(f"{id_} says nothing about level {stand.level}")
    if "import torch" in attack.source:
        pytest.importorskip("torch", reason="torch is not installed")
    assert stand.try_out(attack) == ""


def test_the_stand_notices_what_an_attack_leaves(stand: Stand) -> None:
    """The test of the tester: an evil file, a lost process and a changed neighbour are found."""
    left: Path = stand.home / "grader-attack-left"
    left.write_text("x", encoding="utf-8")
    assert stand._files() == [str(left)]
    left.unlink()
    pid = os.posix_spawn("/bin/sleep", ["sleep", "5"], {})
    assert len(stand._processes()) == 1
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    assert stand._processes() == []
