"""Cells are found as Python's reader finds them, and what is not edited stays byte by byte."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.export.table import Table
from grader.model.errors import GraderError
from grader.model.text import Text

CELLS = st.text(st.sampled_from('ab",;\t:\n =é王'), max_size=6)


@given(
    rows=st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=5)),
    separator=st.sampled_from(",;\t"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_is_read(rows: list[list[str]], separator: str, quoting: int, end: str) -> None:
    width = len(rows[0]) if rows else 2
    header = [f"c{number}" for number in range(width)]
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, quoting=quoting, lineterminator=end).writerows([header, *rows])  # type: ignore[arg-type]
    text = Text(Path("x.csv"), stream.getvalue(), "utf-8")
    table = Table.of(text)
    assert table.header == tuple(header)
    assert [[cell.value for cell in row.cells] for row in table.rows] == rows
    assert table.edited({}, set()) == text.value
    for number, row in enumerate(table.rows):
        edited = Table.of(Text(text.file, table.edited({row.cells[-1]: '7,"5'}, set()), "utf-8"))
        expected = [each if at != number else [*each[:-1], '7,"5'] for at, each in enumerate(rows)]
        assert [[cell.value for cell in each.cells] for each in edited.rows] == expected


@given(st.text(st.sampled_from('ab",;\n\r\t:'), max_size=40))
def test_no_text_is_worse_than_a_clear_error(value: str) -> None:
    try:
        table = Table.of(Text(Path("x.csv"), value, "utf-8"))
    except GraderError as error:
        assert str(error).startswith("x.csv")  # noqa: PT017 - most texts are tables, some are not
    else:
        assert table.edited({}, set()) == value


@pytest.mark.parametrize("size", [100_000])
def test_a_quotation_mark_that_is_never_closed_is_found_at_once(size: int) -> None:
    with pytest.raises(GraderError, match=r"x.csv:2, column 'a': a quotation mark is opened here"):
        Table.of(Text(Path("x.csv"), 'a,b\n"' + "c,d\n" * size, "utf-8"))
