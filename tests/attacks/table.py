"""`make attacks`: every attack at every level as every user, as a table; exit status 1 if one does not end as stated."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from attacks import jail, ordinary
from attacks.entry import CONFINED, FULL, LIMITED, NONE
from attacks.run import applies
from attacks.suite import SUITE, catalogue

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- attacks: begin -->", "<!-- attacks: end -->"
HELD, FAILED, BITES, NOTHING, SKIPPED = "held", "**not held**", "succeeds", "·", "not run"
_SECONDS = 1800


@dataclass(frozen=True)
class Column:
    """One run of the suite."""

    level: str
    user: str  # "root", "user" or "jail"
    refused: bool = False

    @property
    def title(self) -> str:
        """As the table's head shows it."""
        return f"{self.level}, {self.user}"

    def command(self) -> list[str]:
        """How it is started; empty where that cannot be arranged."""
        arguments = ["-m", "attacks.run", self.level, *(["--refused"] if self.refused else [])]
        if self.user == "jail":
            return jail.command([*arguments, "--jailed"])
        if self.user == "user" and os.geteuid() == 0:
            return ordinary.command(arguments)
        return [sys.executable, "-B", *arguments] if (self.user == "root") == (os.geteuid() == 0) else []


COLUMNS = (
    Column(FULL, "root"),
    Column(FULL, "user"),
    Column(CONFINED, "root", refused=True),
    Column(CONFINED, "user", refused=True),
    Column(LIMITED, "root"),
    Column(LIMITED, "user"),
    Column(NONE, "jail"),
)


def run(column: Column) -> dict[str, str] | str:
    """What is wrong with each attack, or why the column could not be run."""
    command = column.command()
    if not command:
        return f"{column.title}: this user cannot be arranged here"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "tests"), str(ROOT)))}
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    try:
        found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        words = f"the run itself failed with status {done.returncode}: {done.stderr[-600:]}"
        return dict.fromkeys(SUITE, words)
    return f"{column.title}: {found['skipped']}" if "skipped" in found else found


def cell(id_: str, column: Column, found: dict[str, str] | str) -> str:
    """One word for one attack in one run."""
    if not applies(SUITE[id_], column.level):
        return NOTHING
    if isinstance(found, str):
        return SKIPPED
    if found.get(id_, "missing"):
        return FAILED
    return BITES if column.level == NONE else HELD


def rows(results: dict[Column, dict[str, str] | str]) -> list[list[str]]:
    """The table without its head."""
    titles = catalogue()
    return [
        [id_, titles[id_]["title"], *(cell(id_, column, results[column]) for column in COLUMNS)]
        for id_ in sorted(SUITE)
    ]


def markdown(table: list[list[str]]) -> str:
    """The table and its foot, for the page."""
    head = ["id", "attack", *(column.title for column in COLUMNS)]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join((row[0], re.sub(r"([_*|<\[\]`])", r"\\\1", row[1]), *row[2:])) + " |" for row in table]
    stand_ins = [f"{attack.id}: {attack.stand_in}" for attack in SUITE.values() if attack.stand_in]
    foot = [f"- stand-in: {text}" for text in stand_ins]
    return "\n".join([*lines, "", *foot, "", f"`{last_line(table)}`"])


def last_line(table: list[list[str]]) -> str:
    """`attacks: full 136/136, confined 136/136, limited N/M`."""
    parts = []
    for level in (FULL, CONFINED, LIMITED):
        at = [2 + index for index, column in enumerate(COLUMNS) if column.level == level]
        applying = [row for row in table if level in SUITE[row[0]].levels]
        held = sum(HELD in (states := {row[index] for index in at}) and states <= {HELD, SKIPPED} for row in applying)
        parts.append(f"{level} {held}/{len(applying)}")
    return "attacks: " + ", ".join(parts)


def write_page(text: str) -> None:
    """Replace what stands between the marks of docs/security.md."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def main() -> int:
    """Run all, print all, write the page."""
    with ThreadPoolExecutor(2) as pool:
        results = dict(zip(COLUMNS, pool.map(run, COLUMNS), strict=True))
    table = rows(results)
    for row in table:
        print(f"{row[0]:4} {row[1][:52]:53}" + "".join(f"{text.strip('*'):>10}" for text in row[2:]))
    for column, found in results.items():
        told = (
            [found]
            if isinstance(found, str)
            else [f"{column.title}  {id_}  {why}" for id_, why in found.items() if why]
        )
        print(*told, sep="\n", end="\n" if told else "")
    write_page(markdown(table))
    print(last_line(table))
    fine = {HELD, BITES, NOTHING, SKIPPED}
    return 0 if all(set(row[2:]) <= fine and HELD in row for row in table) else 1


if __name__ == "__main__":
    sys.exit(main())
