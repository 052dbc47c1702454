"""The programs of a class as other tools read them, which look deeper than shared tokens."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from grader.model.errors import GraderError
from grader.model.likeness import Work

#: Zip files begin in 1980; the same class makes the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


def dolos(works: Sequence[Work], given: Mapping[str, str], target: Path) -> str:
    """A zip with `info.csv` in its root, as Dolos 2.9.3 reads it; returns the command to run.

    The handed starter is the one row that is `ignored`: Dolos takes one template at most.
    """
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["filename", "full_name", "label", "ignored"])
    files: dict[str, str] = {}
    for folder, work in _folders(works):
        for path, source in work.files.items():
            files[f"{folder}/{path}"] = source
            rows.writerow([f"{folder}/{path}", work.student, "earlier" if work.earlier else "class", "false"])
    for path, source in list(given.items())[:1]:
        files[path] = source
        rows.writerow([path, "starter", "starter", "true"])
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for path, text in {"info.csv": table.getvalue(), **files}.items():
            archive.writestr(
                zipfile.ZipInfo(path, _TIME), text.encode("utf-8", "backslashreplace"), zipfile.ZIP_DEFLATED
            )
    beside = target.with_name(f".{target.name}.part")
    beside.write_bytes(whole.getvalue())
    beside.replace(target)
    return f"dolos run -f web -l python {target}"


def jplag(works: Sequence[Work], given: Mapping[str, str], target: Path) -> str:
    """A folder a student, as JPlag 6.3 reads it, and the starter as its base code; returns the command to run.

    Raises:
        GraderError: the folder is there and not empty.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise GraderError(f"{target}: expected an empty folder or none; name another one")
    with tempfile.TemporaryDirectory(dir=target.absolute().parent) as made:
        home = Path(made) / "whole"
        for folder, work in _folders(works):
            _write(home / ("earlier" if work.earlier else "class") / folder, work.files)
        _write(home / "starter", given)
        if target.exists():
            target.rmdir()
        shutil.move(home, target)
    earlier = f" -old {target / 'earlier'}" if any(work.earlier for work in works) else ""
    return f"java -jar jplag.jar -l python3 -bc {target / 'starter'}{earlier} {target / 'class'}"


#: name -> writer. A new tool is its function and its line here.
EXPORTS: dict[str, Callable[[Sequence[Work], Mapping[str, str], Path], str]] = {"dolos": dolos, "jplag": jplag}


def _folders(works: Sequence[Work]) -> list[tuple[str, Work]]:
    """A folder's name for each program: a student's name in characters that every file system takes, never twice."""
    taken: set[str] = set()
    found = []
    for work in works:
        plain = re.sub(r"[^\w.-]+", "_", work.student).strip("._") or "student"
        name, number = plain, 2
        while name.casefold() in taken:
            name, number = f"{plain}_{number}", number + 1
        taken.add(name.casefold())
        found.append((name, work))
    return found


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, source in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(source.encode("utf-8", "backslashreplace"))
