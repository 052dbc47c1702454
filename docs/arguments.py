"""Write what may come as arguments into the handouts, from the domains that the problems declare.

python docs/arguments.py            # fills every README; the tests fail when one is out of date

A handout marks the place of a problem's table with `<!-- arguments: NAME -->` and `<!-- end of arguments -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from grader.domain.domain import Domain
from grader.domain.table import table
from grader.load import load_assignment, slugs

ROOT = Path(__file__).resolve().parent.parent
FILES = {"en": "README.md", "zh": "README.zh.md"}
PLACE = re.compile(r"<!-- arguments: (\w+) -->\n.*?<!-- end of arguments -->", re.DOTALL)


def main() -> None:
    """Fill all handouts."""
    for handout, text in filled():
        handout.write_text(text, encoding="utf-8")
        print(f"wrote {handout.relative_to(ROOT)}")


def filled() -> Iterator[tuple[Path, str]]:
    """Every handout with its text as it should be now."""
    for slug in slugs(ROOT):
        domains = {problem.name: problem.domain for problem in load_assignment(ROOT, slug).problems if problem.domain}
        for language, name in FILES.items():
            handout = ROOT / "assignments" / slug / name
            if handout.exists():
                yield handout, in_handout(handout, domains, language)


def in_handout(handout: Path, domains: dict[str, Domain], language: str) -> str:
    """The text of one handout as it should be now.

    Raises:
        ValueError: it has not one place for each problem that declares a domain.
    """
    text = handout.read_text(encoding="utf-8")
    found = [place[1] for place in PLACE.finditer(text)]
    if sorted(found) != sorted(domains):
        raise ValueError(f"{handout}: expected a place for the arguments of {sorted(domains)}, found {sorted(found)}")

    def place(match: re.Match[str]) -> str:
        rows = table(domains[match[1]], language=language)
        return f"<!-- arguments: {match[1]} -->\n\n{rows}\n\n<!-- end of arguments -->"

    return PLACE.sub(place, text)


if __name__ == "__main__":
    main()
