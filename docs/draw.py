"""Draw the pictures of the handouts from the reference's own numbers.

python docs/draw.py [SLUG]          # writes assignments/SLUG/picture.svg; the tests fail when one is out of date

`docs/pictures/SLUG.py` (underscores for hyphens) holds `draw(solution, figure)`: the reference's functions by name,
and an empty matplotlib Figure of 7 by 3.2 inches.
"""

from __future__ import annotations

import importlib.util
import io
import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import matplotlib as mpl
from matplotlib.figure import Figure

from grader.load import load_assignment

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
#: Coordinates in points: a hundredth is less than anybody sees.
NUMBER = re.compile(r"-?\d+\.\d{3,}")
#: Text stays text, so that a file is small and a reader can search it; the salt makes the ids the same every time.
STYLE = {"svg.fonttype": "none", "svg.hashsalt": "grader", "font.size": 9.0, "path.simplify": True}


def main(names: list[str]) -> None:
    """Draw the named pictures, all of them by default."""
    for slug in names or slugs():
        place(slug).write_text(picture(slug), encoding="utf-8")
        print(f"wrote {place(slug).relative_to(ROOT)}")


def slugs() -> list[str]:
    """Assignments that have a picture."""
    return sorted(file.stem.replace("_", "-") for file in PICTURES.glob("*.py"))


def place(slug: str) -> Path:
    """The file in the assignment's folder."""
    return ROOT / "assignments" / slug / "picture.svg"


def picture(slug: str) -> str:
    """The picture as it should be now."""
    solution = SimpleNamespace(**{problem.name: problem.solution for problem in load_assignment(ROOT, slug).problems})
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7, 3.2), layout="constrained", facecolor="white")
        _module(slug).draw(solution, figure)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    short = NUMBER.sub(lambda number: f"{float(number[0]):.2f}", drawn.getvalue())
    return "\n".join(line.rstrip() for line in short.splitlines()) + "\n"


def _module(slug: str) -> ModuleType:
    file = PICTURES / f"{slug.replace('-', '_')}.py"
    spec = importlib.util.spec_from_file_location(f"picture_{file.stem}", file)
    if spec is None or spec.loader is None or not file.exists():
        sys.exit(f"{file}: expected a script that draws {slug}, found none")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main(sys.argv[1:])
