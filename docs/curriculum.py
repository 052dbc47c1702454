"""Write docs/curriculum.md: traps with the scenarios that set them, misconceptions with the mistakes that show them.

python docs/curriculum.py            # writes the page; the tests fail when it is out of date or has a gap
"""

from __future__ import annotations

from pathlib import Path

from grader.load import load_assignment, slugs
from grader.validate.paper import coverage

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "curriculum.md"
HEAD = """# Traps and misconceptions

Written by `python docs/curriculum.py` from each assignment's `curriculum.toml`, scenarios and known mistakes.
"""


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")


def page() -> str:
    """The page as it should be now."""
    parts = [HEAD]
    for slug in slugs(ROOT):
        assignment = load_assignment(ROOT, slug)
        parts.append(f"\n## {assignment.spec.title.en} (`{slug}`)\n")
        for kind, rows in coverage(assignment).items():
            where = "scenarios" if kind == "traps" else "known mistakes"
            parts.append(f"\n| {kind} | | {where} |\n|---|---|---|\n")
            parts += [
                f"| `{name}` | {cell(text)} | {cell(', '.join(places))} |\n" for name, (text, places) in rows.items()
            ]
    return "".join(parts)


def cell(text: str) -> str:
    """A text within a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    main()
