"""What platforms make of a file, by the rules of their importers; written apart from what writes the files."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

#: By student and item: a grade, or None where the import erases one.
Imported = dict[tuple[str, str], float | None]


def canvas(data: bytes) -> Imported:
    """`gradebook_importer.rb`: header, points row, numbers; a blank or `-` erases."""
    text = data.decode("utf-8-sig")
    lines = text.split("\n")[:3]
    commas, semicolons = ([len(next(csv.reader([line], delimiter=each))) for line in lines] for each in ",;")
    is_semicolon = len(set(semicolons)) == 1 and all(a < b for a, b in zip(commas, semicolons, strict=True))
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if is_semicolon else ",")
    assert len(header) > 3, "Invalid header row"
    assert "Student" in header[0]
    assert "ID" in header[1]
    assert "SIS Login ID" in header
    items = {at: match[2] for at, title in enumerate(header) if (match := re.fullmatch(r"(.*)\s\((\d+)\)", title))}
    found: Imported = {}
    for row in rows:
        if "Points Possible" in row[0]:
            assert all(row[at] and "read only" not in row[at] for at in items), "points would change"
            continue
        if all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell) for cell in row):
            continue
        for at, item in items.items():
            cell = row[at].strip()
            if cell.upper() not in {"EX", "N/A"}:
                found[row[1], item] = None if cell in {"", "-"} else _canvas_number(cell)
    return found


def _canvas_number(cell: str) -> float:
    assert re.fullmatch(r"-?[0-9.,]+%?", cell), cell
    whole, sign, decimals = re.fullmatch(r"(.*?)(?:([.,])(\d*))?%?", cell).groups()  # type: ignore[union-attr]
    return float(re.sub(r"[.,]", "", whole) + (f".{decimals}" if sign else ""))


def moodle(data: bytes, *, separator: str, key: str, item: str) -> Imported:
    """`load_data.php`: every row as wide as the header, an escape before a quotation mark, one user a row."""
    text = data.decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, escapechar="\\")
    assert {len(row) for row in rows} <= {len(header)}, "csvweirdcolumns"
    found: Imported = {}
    for row in rows:
        user, cell = row[header.index(key)].lower(), row[header.index(item)].strip()
        assert (user, item) not in found
        found[user, item] = None if cell in {"", "-"} else float(cell.replace(",", "."))
    assert all(value is None or 0 <= value <= 100 for value in found.values()), "above grademax"
    return found


def worksheet(data: bytes) -> Imported:
    """The offline worksheet: rows with a blank, equal, locked or too large grade are passed over."""
    found: Imported = {}
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        assert {"Identifier", "Grade", "Last modified (grade)"} <= set(row)
        if row["Grade"] and row["Grade can be changed"] == "Yes" and float(row["Grade"]) <= float(row["Maximum grade"]):
            found[row["Identifier"].removeprefix("Participant "), "Grade"] = float(row["Grade"])
    return found


def brightspace(data: bytes) -> Imported:
    """Points by OrgDefinedId; the last cell of every row is `#`."""
    header, *rows = csv.reader(io.StringIO(data.decode("cp1252"), newline=""))
    assert header[-1] == "End-of-Line Indicator"
    assert {row[-1] for row in rows} == {"#"}
    items = {at: title.split(" Points Grade")[0] for at, title in enumerate(header) if " Points Grade" in title}
    return {
        (row[0].lstrip("#"), item): float(row[at]) if row[at] else None for row in rows for at, item in items.items()
    }


def blackboard(data: bytes) -> Imported:
    """Tab-separated UTF-16, by user name, columns by the number at their end."""
    header, *rows = csv.reader(io.StringIO(data.decode("utf-16"), newline=""), delimiter="\t")
    items = {at: match[1] for at, title in enumerate(header) if (match := re.search(r"\|(\d+)$", title))}
    user = header.index("Username")
    return {(row[user], item): float(row[at]) if row[at] else None for row in rows for at, item in items.items()}


def classroom50(data: bytes) -> dict[str, tuple[int, int]]:
    """Score and maximum of everybody whose entry is an override, after the schema's rules."""
    document: dict[str, Any] = json.loads(data, parse_constant=_refuse)
    assert document["schema"] == "classroom50/scores/v1"
    found = {}
    for entry in document["assignments"]["convolution"]["entries"]:
        for submission in entry["submissions"]:
            assert submission["schema"] == "classroom50/result/v1"
            assert submission["submission"].startswith("submit/")
            for row in (submission, *submission["tests"]):
                assert type(row["score"]) is type(row["max-score"]) is int
                assert 0 <= row["score"] <= row["max-score"]
        if entry.get("override") is True:
            found[entry["owner"]] = (entry["submissions"][0]["score"], entry["submissions"][0]["max-score"])
    return found


def _refuse(name: str) -> None:
    raise AssertionError(f"{name} is no number")
