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
import tempfile
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
    of_forty: bool = False  # in a course of its own, in which forty have handed in; else in this repository
    lines: int = 100
    #: What the screen must show, and what is pressed then; the last screen that shows the last words is drawn.
    steps: tuple[tuple[str, str], ...] = ()


SHOTS = {
    "grade": Shot("grader grade convolution", of_forty=True),
    "check": Shot("grader check submissions/convolution/dmitri"),
    "watch": Shot(
        "grader check submissions/convolution/dmitri --watch", lines=32, steps=(("ran all", "h"), ("hint 1/", "q"))
    ),
}


#: Who hands in, and whose sample each copies, over and over: ines' program hangs, once in twenty.
NAMES = """
ada bao chiara dmitri esra farid greta hiro ines jonas kofi lena mateo nadia olga pavel quynh rosa sami tove
uma viktor wei ximena yara zeno aiko bruno celia dario elif fynn gita hugo ilse jun kaya liam mona noor
"""
CLASS = """
ada bao dmitri chiara ada farid dmitri greta ines kofi ada hiro dmitri jonas bao lena ada esra mateo bao
"""


def main() -> None:
    """Draw the screenshots that are named on the command line, or all."""
    if not (ROOT / ".grader" / "secret").exists():  # else the first picture would show how one is made, and where
        subprocess.run([str(ROOT / ".venv" / "bin" / "grader"), "secret", "new"], cwd=ROOT, check=True)
    for name in sys.argv[1:] or SHOTS:
        with tempfile.TemporaryDirectory() as folder:
            course = forty(Path(folder)) if SHOTS[name].of_forty else ROOT
            draw(run(SHOTS[name], course), SHOTS[name].typed, IMAGES / f"{name}.svg")
        print(f"wrote docs/images/{name}.svg")


def forty(folder: Path) -> Path:
    """A course of convolution alone, in which forty have handed in, each a copy of a sample; two programs hang."""
    for part in ("assignments", "reference"):
        shutil.copytree(ROOT / part / "convolution", folder / part / "convolution")
    samples = CLASS.split()
    for number, name in enumerate(NAMES.split()):
        sample = ROOT / "submissions" / "convolution" / samples[number % len(samples)]
        shutil.copytree(sample, folder / "submissions" / "convolution" / name)
    (folder / ".grader").mkdir(mode=0o700)
    shutil.copy(ROOT / ".grader" / "secret", folder / ".grader" / "secret")
    return folder


def run(shot: Shot, course: Path) -> pyte.Screen:
    """Run a command of .venv in a terminal of its own and give its last screen."""
    command = shot.typed.split()
    program = shutil.which(command[0], path=str(ROOT / ".venv" / "bin")) or command[0]
    master, slave = pty.openpty()
    size = {"COLUMNS": str(COLUMNS), "LINES": str(shot.lines), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    process = subprocess.Popen(
        [program, *command[1:]], cwd=course, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, **size}
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
