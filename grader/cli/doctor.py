"""`grader doctor`: what this machine can do."""

from __future__ import annotations

import contextlib
import io
import platform
import sys

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader import __version__
from grader.grade import environment
from grader.run import Level, probe

#: What to do about a level that does not work here.
ADVICE = {
    Level.FULL: "Ubuntu: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0; Docker: run outside the container",
    Level.CONFINED: "needs Linux 5.13 or newer with Landlock",
    Level.LIMITED: "needs Linux or macOS",
    Level.NONE: "",
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


def _blas() -> str:
    """NumPy's linear algebra library, as it states it."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        found = np.show_config(mode="dicts")
    blas = (found or {}).get("Build Dependencies", {}).get("blas", {})
    return f"BLAS {blas.get('name', 'unknown')} {blas.get('version', '')}".strip()
