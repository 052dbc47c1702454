"""CSV as people have it: encodings, separators, torn lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.model.errors import GraderError
from grader.term.tables import read_table

TEXT = 'Name,Number\r\n"Müller, Ada",1\r\nBo,2\r\n'


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        'Name;Number\n"Müller, Ada";1\nBo;2\n\n;\n'.encode(),
        "Name\tNumber\nMüller, Ada\t1\nBo\t2\n".encode(),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16", "semicolons", "tabs"],
)
def test_every_usual_encoding_and_separator_gives_the_same_table(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    table = read_table(tmp_path / "a.csv")
    assert table.columns == ("name", "number")
    assert [(row["name"], row["number"]) for row in table] == [("Müller, Ada", "1"), ("Bo", "2")]
    assert [row.line for row in table] == [2, 3]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('name,number\nAda,1\n"Bo,2\nCleo,3\n', ":3:", "torn quotation mark"),
        ('name,number\n"Ada" x,1\n', ":2:", "torn quotation mark"),
        ("name,number\nAda,1\nLovelace, Bo,2\n", ":3:", "expected 2 cells as in the header, found 3"),
        ("name,number\nAda\n", ":2:", "expected 2 cells as in the header, found 1"),
        ("", ":", "found an empty file"),
        ("name\0,number\n", ":", "no text in UTF-8"),
    ],
)
def test_what_is_torn_is_told_with_its_line(tmp_path: Path, text: str, place: str, words: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(GraderError) as error:
        read_table(file)
    assert str(error.value).startswith(f"{file}{place}")
    assert words in str(error.value)


def test_a_column_that_stands_twice_is_refused_where_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("name,note,number,note,number\nAda,x,1,y,2\n", encoding="utf-8")
    table = read_table(file)
    table.require("name")
    with pytest.raises(GraderError, match="'number' stands 2 times"):
        table.require("number")


def test_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraderError, match=r"none\.csv: cannot be read"):
        read_table(tmp_path / "none.csv")
