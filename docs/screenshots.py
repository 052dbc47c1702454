"""Screenshots of real terminals for README and docs: run a command in a pseudo-terminal, draw the last screen as SVG.

python docs/screenshots.py            # all of them, into docs/images/
"""

from __future__ import annotations

import io
import os
import pty
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pyte
from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
COLUMNS = 112

#: file -> the command that it shows, as typed, and what makes it run afresh each time.
SHOTS = {
    "grade": ("grader grade convolution", ["--force"]),
    "check": ("grader check submissions/convolution/dmitri", []),
}


def main() -> None:
    """Draw the screenshots that are named on the command line, or all."""
    for name in sys.argv[1:] or SHOTS:
        typed, unseen = SHOTS[name]
        screen = run([*typed.split(), *unseen])
        draw(screen, typed, IMAGES / f"{name}.svg")
        print(f"wrote docs/images/{name}.svg")


def run(command: list[str]) -> pyte.Screen:
    """Run a command of .venv in a terminal of its own and give its last screen."""
    program = shutil.which(command[0], path=str(ROOT / ".venv" / "bin")) or command[0]
    master, slave = pty.openpty()
    size = {"COLUMNS": str(COLUMNS), "LINES": "100", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    process = subprocess.Popen(
        [program, *command[1:]], cwd=ROOT, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, **size}
    )
    os.close(slave)
    screen = pyte.Screen(COLUMNS, 100)
    stream = pyte.ByteStream(screen)
    while chunk := read(master):
        stream.feed(chunk)
    process.wait()
    return screen


def read(master: int) -> bytes:
    """What the terminal says next; nothing once the command has ended."""
    select.select([master], [], [])
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
