"""`grader doctor`: what this machine can do."""

from __future__ import annotations

import contextlib
import io
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader import __version__
from grader.frameworks import FRAMEWORKS, NAMES, NUMPY, framework_named
from grader.grade import environment
from grader.release.record import Release, find_release
from grader.run import Level, probe


@dataclass(frozen=True)
class Matter:
    """Why a difference matters, and what to do about it, if anything; `{theirs}` is the other machine's version."""

    why: str
    do: str = ""


#: What nobody needs who works in NumPy.
OPTIONAL = tuple(each for each in FRAMEWORKS if each is not NUMPY)
#: What of an environment matters, the most telling first.
MATTERS = {
    "grader": Matter("verdicts may differ", "install the wheel of that version, or ask for a new release"),
    "python": Matter("newer syntax may not work there", "make an environment with Python {theirs}"),
    "numpy": Matter("functions that changed in between may behave differently", 'pip install "numpy=={theirs}.*"'),
    **{
        each.name: Matter(f"needed only if you work in {each.title}", f"pip install {' '.join(each.distributions)}")
        for each in OPTIONAL
    },
    "machine": Matter("last digits differ between processors; tolerances allow for that"),
    "system": Matter("isolation is weaker outside Linux; verdicts are the same"),
}


@dataclass(frozen=True)
class Finding:
    """One difference from the machine that made the release."""

    matters: bool
    words: str


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
    for each in OPTIONAL:
        matter = MATTERS[each.name]
        table.add_row(each.name, here.get(each.name, f"not installed; {matter.why}: {matter.do}"))
    console.print(table, highlight=False)
    console.print("\nisolation")
    levels = Table(box=None, padding=(0, 2), show_header=False)
    for level in Level:
        tried = probe(level)
        works = tried.level is level
        best = " ← used" if level is findings.level else ""
        why = tried.reasons[level]
        words = Text(why if works or not level.advice else f"{why}; {level.advice}")
        levels.add_row(Text("✓", "green") if works else Text("✗", "red"), Text(level.value + best), words)
    console.print(levels)
    release = find_release(Path.cwd())
    if release is not None:
        console.print(f"\ncompared with the machine that released {release.slug}, on which you are likely to be graded")
        for finding in compared(release, {**here, "grader": __version__}):
            mark = ("!", "yellow") if finding.matters else ("✓", "green")
            console.print(Padding(Text.assemble(mark, f" {finding.words}"), (0, 0, 0, 2)))


def compared(release: Release, here: Mapping[str, str]) -> list[Finding]:
    """What differs from the machine that froze the answers, whether it matters, and what to do."""
    there = {**release.environment, "grader": release.grader}
    findings = []
    for name in MATTERS:
        ours, theirs = here.get(name, "").partition("+")[0], there.get(name, "")
        if theirs and ours != theirs:
            findings.append(_difference(name, ours, theirs))
    return findings or [Finding(matters=False, words="grader, python, numpy, machine and system are the same")]


def _difference(name: str, ours: str, theirs: str) -> Finding:
    """One thing that is another one here."""
    what, matter = f"{name}: here {ours or 'none'}, there {theirs}", MATTERS[name]
    changed = framework_named(name).changed_between(ours, theirs) if ours and name in NAMES else ()
    if changed:
        return Finding(matters=True, words=f'{what}: {"; ".join(changed)}; pip install "{name}=={_minor(theirs)}.*"')
    if not _differs(name, ours, theirs):
        return Finding(matters=False, words=f"{what}: does not matter")
    do = f"; {matter.do.format(theirs=_minor(theirs))}" if matter.do else ""
    return Finding(matters=bool(do), words=f"{what}: {matter.why}{do}")


def _differs(name: str, ours: str, theirs: str) -> bool:
    """Patch releases do not matter, nor does another optional framework, as long as there is one."""
    if name in {each.name for each in OPTIONAL}:
        return not ours
    return name in ("machine", "system", "grader") or _minor(ours) != _minor(theirs)


def _minor(version: str) -> str:
    """`2.4` of `2.4.6`."""
    return ".".join(version.split(".")[:2])


def _blas() -> str:
    """NumPy's linear algebra library, as it states it."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        found = np.show_config(mode="dicts")
    blas = (found or {}).get("Build Dependencies", {}).get("blas", {})
    return f"BLAS {blas.get('name', 'unknown')} {blas.get('version', '')}".strip()
