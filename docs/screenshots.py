"""Screenshots of real terminals for README and docs: run a command in a pseudo-terminal, draw the last screen as SVG.

python docs/screenshots.py            # all of them, into docs/images/
"""

from __future__ import annotations

import copy
import io
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pyte
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
COLUMNS = 112

PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Shot:
    """A command as typed, and what is done until its screen is drawn."""

    typed: str
    unseen: str = ""  # makes it run afresh each time
    lines: int = 100
    #: What the screen must show, and what is pressed then; the last screen that shows the last words is drawn.
    steps: tuple[tuple[str, str], ...] = ()


SHOTS = {
    "grade": Shot("grader grade convolution", "--force"),
    "check": Shot("grader check submissions/convolution/dmitri"),
    "watch": Shot(
        "grader check submissions/convolution/dmitri --watch", lines=32, steps=(("ran all", "h"), ("hint 1/", "q"))
    ),
}


def main() -> None:
    """Draw the screenshots that are named on the command line, or all."""
    if not (ROOT / ".grader" / "secret").exists():  # else the first picture would show how one is made, and where
        subprocess.run([str(ROOT / ".venv" / "bin" / "grader"), "secret", "new"], cwd=ROOT, check=True)
    for name in sys.argv[1:] or SHOTS:
        draw(run(SHOTS[name]), SHOTS[name].typed, IMAGES / f"{name}.svg")
        print(f"wrote docs/images/{name}.svg")


def run(shot: Shot) -> pyte.Screen:
    """Run a command of .venv in a terminal of its own and give its last screen."""
    command = f"{shot.typed} {shot.unseen}".split()
    program = shutil.which(command[0], path=str(ROOT / ".venv" / "bin")) or command[0]
    master, slave = pty.openpty()
    size = {"COLUMNS": str(COLUMNS), "LINES": str(shot.lines), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    process = subprocess.Popen(
        [program, *command[1:]], cwd=ROOT, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, **size}
    )
    os.close(slave)
    screen = pyte.Screen(COLUMNS, shot.lines)
    stream = pyte.ByteStream(screen)
    for words, key in shot.steps:
        until = time.monotonic() + PATIENCE_SECONDS
        while words not in "\n".join(screen.display):
            if time.monotonic() > until:
                sys.exit(f"{shot.typed}: the screen never showed {words!r}")
            stream.feed(read(master))
        os.write(master, key.encode())
    seen = copy.deepcopy(screen) if shot.steps else screen
    while chunk := read(master):
        stream.feed(chunk)
    process.wait()
    return seen


def read(master: int) -> bytes:
    """What the terminal says next; nothing once the command has ended."""
    select.select([master], [], [], PATIENCE_SECONDS)
    try:
        return os.read(master, 65536)
    except OSError:  # Linux reports the end of the other side as an error
        return b""


def draw(screen: pyte.Screen, title: str, file: Path) -> None:
    """The screen as an SVG terminal window, without its empty last lines."""
    lines = [line(screen, row) for row in range(screen.lines)]
    while lines and not lines[-1].plain.strip():
        lines.pop()
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "bold green"), (title, "bold"), "\n"))
    for text in lines:
        console.print(text, soft_wrap=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    # Without the web fonts that rich would name: a picture in a README loads nothing from elsewhere.
    picture = re.sub(r"@font-face \{.*?\}\s*", "", console.export_svg(title=title), flags=re.DOTALL)
    file.write_text(picture, encoding="utf-8")


def line(screen: pyte.Screen, row: int) -> Text:
    """One row of the screen with its colours."""
    text = Text()
    for column in range(screen.columns):
        cell = screen.buffer[row][column]
        if cell.data:
            text.append(cell.data, style(cell))
    text.rstrip()
    return text


def style(cell: pyte.screens.Char) -> str:
    """A cell's look in rich's words."""
    parts = ["bold"] * cell.bold + ["italic"] * cell.italics + ["underline"] * cell.underscore
    for prefix, colour in (("", cell.fg), ("on ", cell.bg)):
        if colour != "default":
            name = colour.replace("brown", "yellow").replace("bright", "bright_")
            parts.append(prefix + (f"#{name}" if len(name) == 6 and not name.isalpha() else name))
    return " ".join(parts)


if __name__ == "__main__":
    main()
