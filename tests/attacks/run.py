"""One process's part of the table, as JSON: `python -m attacks.run LEVEL [--refused | --jailed] [--beyond] [ID…]`.

With `--beyond` those that are in no catalogue.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from attacks import jail, refusals
from attacks.entry import NONE, Attack
from attacks.stand import Stand
from attacks.suite import BEYOND, SUITE
from grader.run import Level, probe


def applies(attack: Attack, level: str) -> bool:
    """Whether an entry is tried at a level."""
    return attack.bites if level == NONE else level in attack.levels


def outcomes(level: str, attacks: Sequence[Attack], ids: Sequence[str] = ()) -> dict[str, str]:
    """What is wrong with each attack at a level; empty where it ends as stated."""
    base = Path(tempfile.mkdtemp(prefix="grader-stand-")).resolve()
    found: dict[str, str] = {}
    try:
        base.chmod(0o755)
        with Stand(level, base) as stand:
            for attack in attacks:
                id_ = attack.id
                if not applies(attack, level) or (ids and id_.split()[0] not in ids):
                    continue
                started = time.monotonic()
                found[id_] = stand.try_out(attack)
                print(
                    f"{id_} {time.monotonic() - started:5.1f} s {found[id_] or 'as stated'}",
                    file=sys.stderr,
                    flush=True,
                )
    finally:
        shutil.rmtree(base, ignore_errors=True)
    return found


def main() -> None:
    """Run what the command line names."""
    level, *rest = sys.argv[1:]
    options = {part for part in rest if part.startswith("--")}
    home = tempfile.gettempdir()
    os.environ["HOME"] = home
    if "--jailed" in options:
        jail.enter()
    if "--refused" in options:
        refusals.install()
        assert probe(Level.FULL).level is Level.NONE, "level full can be had in spite of the refusals"
    findings = probe(Level(level))
    if findings.level is not Level(level):
        print(json.dumps({"skipped": f"level {level} cannot be had here: {findings.reasons[Level(level)]}"}))
        return
    attacks = BEYOND if "--beyond" in options else tuple(SUITE.values())
    print(json.dumps(outcomes(level, attacks, [part for part in rest if part not in options])))


if __name__ == "__main__":
    main()
