"""What docs/architecture.md says of paths and of additions is so: each addition is made in a copy of the package."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from .test_commands import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PATH = re.compile(r"`([a-z_]+(?:/[a-z_]+)*(?:/|/?[a-z_]+\.(?:py|md|toml)))`")
COURSE = ROOT / "tests" / "fixtures" / "course"


@dataclass(frozen=True)
class Addition:
    """One new file of the package, the lines of one table that name it, and a program that uses it."""

    file: str  # empty where the table alone says it all
    source: str
    table: str  # the file that the page says gets a line
    lines: tuple[tuple[str, str], ...]  # after this text, that text
    program: str
    says: str


LEVEL = """    BOUNDED = (
        "bounded",
        Isolation((Mechanism.RLIMITS,), holds="limited memory and time", lacks="all else", where="any Unix"),
    )
"""
ADDITIONS = {
    "a report format": Addition(
        file="grader/report/counted.py",
        source='def counted(reports):\n    """How many there are."""\n    return f"{len(reports)} results\\n"\n',
        table="grader/cli/export.py",
        lines=(
            ("from grader.report.document import class_document\n", "from grader.report.counted import counted\n"),
            ("WRITERS: dict[str, Writer] = {\n", '    "counted": counted,\n'),
        ),
        program="from grader.cli.export import WRITERS\nprint(WRITERS['counted']([]))",
        says="0 results",
    ),
    "a proof": Addition(
        file="grader/validate/length.py",
        source="from grader.validate.proof import Finding\n\n\ndef handout_is_short(subject):\n"
        '    """The handout is short."""\n'
        "    return [Finding('length', '', True, f'{subject.assignment.slug} is short')]\n",
        table="grader/validate/checks.py",
        lines=(
            ("import alternatives_agree, oracles_agree\n", "from grader.validate.length import handout_is_short\n"),
            ("CHECKS = (\n", "    handout_is_short,\n"),
        ),
        program="import sys\nfrom pathlib import Path\nfrom grader.validate.checks import CHECKS\n"
        "from grader.validate.proof import prove\n"
        "print(prove(Path(sys.argv[1]), 'tiny', secret='s' * 40, checks=CHECKS[:1], progress=str).findings[-1].text)",
        says="tiny is short",
    ),
    "a command": Addition(
        file="grader/cli/greet.py",
        source='import click\n\n\n@click.command()\ndef command():\n    """Say hello."""\n    click.echo("hello")\n',
        table="grader/cli/__init__.py",
        lines=(("COMMANDS: dict[str, tuple[str, str]] = {\n", '    "greet": ("grader.cli.greet", "Say hello."),\n'),),
        program="from grader.cli import main\nmain(['greet'])",
        says="hello",
    ),
    "an isolation level": Addition(
        file="",
        source="",
        table="grader/run/linux/levels.py",
        lines=(('            untried_on=("darwin",),\n        ),\n    )\n', LEVEL),),
        program="""
import numpy as np
from grader.model.outcome import Arguments, Program, Task
from grader.run import Level, Runner, probe

level = Level("bounded")
assert probe(level).level is level, probe(level).reasons
task = Task("p/s/public/0", "f", (Arguments({"x": np.arange(3.0)}),))
source = b"import resource\\ndef f(x):\\n    return resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 1024\\n"
with Runner(level) as runner:
    outcome = runner.run(Program("entry.py", {"entry.py": source}, "entry"), runner.prepare([task])).outcomes[0]
print(level, level.is_fit_for_grading, outcome.kind.value, outcome.value)
""",
        says="bounded False value True",
    ),
}


def test_every_path_that_the_page_names_exists() -> None:
    named = set(PATH.findall(PAGE))
    assert {"grader/model/", "grader/cli/__init__.py", "pyproject.toml"} <= named
    missing = [path for path in sorted(named) if not any((ROOT / top / path).exists() for top in ("", "grader"))]
    assert missing == []


def test_every_package_has_its_row() -> None:
    packages = {f"grader/{folder.parent.name}/" for folder in (ROOT / "grader").glob("*/__init__.py")}
    assert packages <= set(PATH.findall(PAGE))


@pytest.mark.parametrize("addition", ADDITIONS.values(), ids=ADDITIONS)
def test_an_addition_is_one_file_and_a_line_where_the_page_says(addition: Addition, tmp_path: Path) -> None:
    assert addition.table in PATH.findall(PAGE)
    shutil.copytree(ROOT / "grader", tmp_path / "grader", ignore=shutil.ignore_patterns("__pycache__"))
    if addition.file:
        (tmp_path / addition.file).write_text(addition.source, encoding="utf-8")
    table = tmp_path / addition.table
    text = table.read_text(encoding="utf-8")
    for before, line in addition.lines:
        assert text.count(before) == 1
        text = text.replace(before, before + line)
    table.write_text(text, encoding="utf-8")
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{addition.program}"
    done = subprocess.run(
        [sys.executable, "-c", script, COURSE], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert addition.says in done.stdout
