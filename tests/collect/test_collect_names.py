"""Names of students and files: shown on one line, unique, and safe on every system."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect.names import RawName, folded, shown, unique_names, why_not_portable

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=150)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("José Ñuñez 王小明", "José Ñuñez 王小明"),
        ("Jose\u0301", "José"),
        ("a\nb\r\tc", "a\\x0ab\\x0d\\x09c"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\u202eadA", "\\u202eadA"),
        ("\x9b1m", "\\x9b1m"),
        (b"\xe9ric".decode("utf-8", "surrogateescape"), "\\xe9ric"),
        ("a\u2028b\u200b\ufeff", "a\\u2028b\\u200b\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_names_are_shown_on_one_line(name: str, expected: str) -> None:
    assert shown(name) == expected


def test_long_names_are_cut() -> None:
    assert shown("x" * 300) == "x" * 99 + "…"


@given(ANY_TEXT)
def test_any_name_can_be_shown(name: str) -> None:
    text = shown(name)
    assert len(text) <= 100
    assert all(unicodedata.category(character)[0] != "C" for character in text)
    text.encode()
    assert shown(text) == text


@given(st.lists(st.tuples(ANY_TEXT, st.sampled_from(["", "1", "22"])), max_size=8))
def test_students_are_told_apart(raw: list[tuple[str, str]]) -> None:
    names = unique_names([RawName(name, identity, name) for name, identity in raw])
    assert len({folded(name) for name in names}) == len(raw)
    assert all(0 < len(name) <= 100 for name in names)


def test_suffix_tells_apart_by_the_platforms_number() -> None:
    raw = [RawName("Ada", "7", "Ada_7"), RawName("Ada", "8", "Ada_8"), RawName("Bo", "9", "Bo_9")]
    assert unique_names(raw) == ["Ada (7)", "Ada (8)", "Bo"]


def test_suffix_does_not_depend_on_the_order() -> None:
    raw = [RawName("ada", origin="ada"), RawName("ada", origin="ada.py"), RawName("ada", origin="ada.zip")]
    names = dict(zip(raw, unique_names(raw), strict=True))
    assert names == dict(zip(raw[::-1], unique_names(raw[::-1]), strict=True))
    assert names[raw[0]] == "ada"


@pytest.mark.parametrize("name", ["utils.py", "data-1.npy", "modèle.py", "con_.py", "console", "a b.txt", "x" * 200])
def test_ordinary_file_names_are_portable(name: str) -> None:
    assert why_not_portable(name) == ""


@pytest.mark.parametrize(
    "name",
    ["con", "CON.py", "nul.tar.gz", "COM1", "lpt9.txt", "a.", "a ", " a", "a:b", "a\\b", "\n", "\udce9", "é" * 120],
)
def test_names_that_a_system_refuses_are_not(name: str) -> None:
    assert why_not_portable(name)
