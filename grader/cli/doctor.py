"""`grader doctor`: what this machine can do."""

from __future__ import annotations

import contextlib
import io
import platform
import sys
from collections.abc import Mapping
from pathlib import Path

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader import __version__
from grader.grade import environment
from grader.release.record import Release, find_release
from grader.run import Level, probe

#: What to do about a level that does not work here.
ADVICE = {
    Level.FULL: "Ubuntu: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0; Docker: run outside the container",
    Level.CONFINED: "needs Linux 5.13 or newer with Landlock",
    Level.LIMITED: "needs Linux or macOS",
    Level.NONE: "",
}


#: What of an environment matters, and why.
MATTERS = {
    "python": "your code is graded with the other version: newer syntax may not work there",
    "numpy": "functions that changed between the two may behave differently when you are graded",
    "torch": "needed only if you work in PyTorch; pip install torch",
    "machine": "last digits differ between processors; tolerances allow for that",
    "system": "isolation is weaker outside Linux; results are the same",
}


@click.command()
def command() -> None:
    """Isolation level and why, versions, BLAS, and what to do about each finding."""
    console = Console()
    here = environment()
    findings = probe()
    table = Table(box=None, padding=(0, 2), show_header=False)
    table.add_row("grader", __version__)
    table.add_row("python", f"{here['python']}  {sys.executable}")
    table.add_row("system", f"{platform.system()} {platform.release()} {platform.machine()}")
    table.add_row("numpy", f"{here['numpy']}  {_blas()}")
    table.add_row("torch", here.get("torch", "not installed: PyTorch submissions cannot be run; pip install torch"))
    console.print(table, highlight=False)
    console.print("\nisolation")
    levels = Table(box=None, padding=(0, 2), show_header=False)
    for level in Level:
        tried = probe(level)
        works = tried.level is level
        best = " ← used" if level is findings.level else ""
        why = tried.reasons[level]
        words = Text(why if works or not ADVICE[level] else f"{why}; {ADVICE[level]}")
        levels.add_row(Text("✓", "green") if works else Text("✗", "red"), Text(level.value + best), words)
    console.print(levels)
    release = find_release(Path.cwd())
    if release is not None:
        console.print(f"\ncompared with the machine that released {release.slug}")
        for finding in compared(release, here):
            console.print(f"  {finding}", markup=False, highlight=False)


def compared(release: Release, here: Mapping[str, str]) -> list[str]:
    """What differs from the machine that froze the answers, and whether it matters."""
    findings = []
    for name, theirs in release.environment.items():
        ours = here.get(name, "").partition("+")[0]
        if ours != theirs and name in MATTERS:
            what = f"{name}: here {ours or 'none'}, there {theirs}"
            findings.append(f"{what}: {MATTERS[name]}" if _differs(name, ours, theirs) else f"{what}: no matter")
    if release.grader != __version__:
        findings.append(f"grader: here {__version__}, there {release.grader}: verdicts may differ")
    return findings or ["python, numpy, machine and grader are the same"]


def _differs(name: str, ours: str, theirs: str) -> bool:
    """Patch releases do not matter; for torch any does not, unless there is none."""
    if name == "torch":
        return not ours
    return name in ("machine", "system") or ours.split(".")[:2] != theirs.split(".")[:2]


def _blas() -> str:
    """NumPy's linear algebra library, as it states it."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        found = np.show_config(mode="dicts")
    blas = (found or {}).get("Build Dependencies", {}).get("blas", {})
    return f"BLAS {blas.get('name', 'unknown')} {blas.get('version', '')}".strip()
