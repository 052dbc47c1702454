"""Write into docs/student.md which modules of the standard library are there when work is graded, at every level.

python docs/stdlib.py      # asks a worker at each isolation level of this machine
"""

from __future__ import annotations

import sys
from pathlib import Path

from grader.model.outcome import Arguments, Budget, Program, Task
from grader.run import Level, Runner, probe

PAGE = Path(__file__).resolve().parent / "student.md"
BEGIN, END = "<!-- standard library -->", "<!-- end of the standard library -->"
#: They do something when they are imported, or are other programs; nobody's homework needs them.
OTHERS = frozenset({"antigravity", "idlelib", "lib2to3", "this", "turtledemo"})


def main() -> None:
    """Write the table."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{table(there())}{END}{after}", encoding="utf-8")


def names() -> list[str]:
    """The public modules of this Python's standard library."""
    return sorted(name for name in sys.stdlib_module_names if not name.startswith("_") and name not in OTHERS)


def there() -> set[str]:
    """The modules that import at every level of this machine."""
    found = set(names())
    for level in Level:
        if probe(level).level is level:
            with Runner(level) as runner:
                found &= imported(runner, names())
    return found


def imported(runner: Runner, modules: list[str]) -> set[str]:
    """The modules that a submission gets; the others are placeholders, and its function answers all the same."""
    lines = [f"import {name}" for name in modules]
    pairs = ", ".join(f"({name!r}, type({name}).__name__)" for name in modules)
    source = "\n".join([*lines, "def f():", f"    return [name for name, kind in ({pairs}) if kind == 'module']", ""])
    program = Program("entry.py", {"entry.py": source.encode()}, "entry")
    task = Task("f/all/public/0", "f", (Arguments({}),), Budget(), ())
    (outcome,) = runner.run(program, runner.prepare([task])).outcomes
    if not isinstance(outcome.value, list | tuple):
        raise TypeError(f"level {runner.level}: expected a list of names, found {outcome}")
    return {str(name) for name in outcome.value}


def table(found: set[str]) -> str:
    """Two rows: what is there, and what may be a placeholder."""
    absent = [name for name in names() if name not in found]
    rows = (("there at every level", sorted(found)), ("a placeholder at some", absent))
    cells = [f"| {title} | {', '.join(f'`{name}`' for name in row)} |\n" for title, row in rows]
    return f"\n| modules | |\n|---|---|\n{''.join(cells)}\n"


if __name__ == "__main__":
    main()
