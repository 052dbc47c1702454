"""Grades the checkout in the current folder on the public cases, as Classroom 50 asks for it.

It needs the standard library alone: it installs the grader from the wheel beside it and hands over. The exit status is
0 whatever the student's code does, and another only if the grader itself failed, so that nobody gets a zero for that.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

BUNDLE = Path(__file__).resolve().parent
WHEEL = BUNDLE / "@WHEEL@"
#: Large libraries that a submission may use; only one that names them waits for them.
EXTRAS = "@EXTRA@".strip("[]").split(",")


def main() -> int:
    """Install and grade; the status of the first step that fails."""
    with tempfile.TemporaryDirectory(prefix="grader-") as folder:
        python = Path(folder, "venv", "bin", "python")
        steps = (
            (sys.executable, "-I", "-m", "venv", str(Path(folder, "venv"))),
            (str(python), "-I", "-m", "pip", "--disable-pip-version-check", "install", "--quiet", requirement()),
            # -I: no file of the checkout is ever imported in place of a module of the grader.
            (str(python), "-I", "-m", "grader.release.autograde50", str(BUNDLE)),
        )
        for step in steps:
            status = subprocess.run(step, check=False).returncode  # noqa: S603 - our own words
            if status:
                return status
    return 0


def requirement() -> str:
    """The wheel, with those libraries that the checkout names."""
    files = [file for file in Path().rglob("*") if file.suffix in {".py", ".ipynb"} and file.is_file()]
    # A hidden folder holds the starters, of every library.
    code = b"\n".join(file.read_bytes() for file in files if not file.parts[0].startswith("."))
    named = [extra for extra in EXTRAS if extra and extra.encode() in code]
    return f"{WHEEL}[{','.join(named)}]" if named else str(WHEEL)


if __name__ == "__main__":
    sys.exit(main())
