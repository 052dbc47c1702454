"""The picture for pages: well-formed, self-contained, with a number for every element of a small array."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import numpy as np

from grader.model.result import Difference, Window
from grader.report.heatmap import Picture
from grader.report.heatmap_svg import heatmap_svg


def picture(expected: np.ndarray, actual: np.ndarray, path: str = "") -> Picture:
    found = Picture.of(Difference(path, (7, 9), 0.0, 0.0, 1.0, 1.0, (100, 100), Window((7, 3), expected, actual)))
    assert found is not None
    return found


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter() if element.tag.endswith("}text")]


def test_small_arrays_show_every_number_of_all_three_parts() -> None:
    expected, actual = np.array([[1.0, 2.0]]), np.array([[1.0, 5.5]])
    found = texts(heatmap_svg(picture(expected, actual)))
    assert [text for text in found if text in ("1", "2", "5.5", "0", "3.5")] == ["1", "2", "1", "5.5", "0", "3.5"]


def test_a_number_has_no_more_letters_than_its_square_has_room_for() -> None:
    found = texts(heatmap_svg(picture(np.array([[-0.00123456, -123456789.0, 0.1]]), np.zeros((1, 3)))))
    assert {"-0.00123", "-1.2e+08", "0.1", "0.001235", "0"} <= set(found)


def test_an_error_that_is_rounding_is_not_marked() -> None:
    actual = np.array([[1.0, 2.0 + 1e-14, 3.5]])
    svg = heatmap_svg(picture(np.array([[1.0, 2.0, 3.0]]), actual))
    assert re.findall(r'font-weight="700">([^<]*)</text>', svg) == ["0.5"]
    assert heatmap_svg(picture(np.zeros((9, 9)), np.zeros((9, 9)) + 1e-14)).count("<circle") == 81
    missing = heatmap_svg(picture(np.zeros((1, 2)), np.array([[np.nan, 1.0]])))
    assert re.findall(r'font-weight="700">([^<]*)</text>', missing)[-2:] == ["nan", "1"]


def test_a_part_of_a_large_array_says_where_it_lies() -> None:
    svg = heatmap_svg(picture(np.zeros((12, 12)), np.ones((12, 12))))
    assert "[7:19, 3:15] of the answer, shape (100, 100)" in svg
    assert svg.count("<rect") == 3 * 12 * 12
    assert "<title>[7, 3] 0</title>" in svg
    assert "<title>[18, 14] 1</title>" in svg


def test_hostile_names_and_missing_numbers_stay_well_formed() -> None:
    actual = np.array([[np.nan, np.inf]])
    svg = heatmap_svg(picture(np.zeros((1, 2)), actual, path="['<script>alert(1)</script>']"))
    ET.fromstring(svg)
    assert "<script" not in svg
    assert "href" not in svg


def test_axes_have_the_names_of_the_handout_or_their_numbers() -> None:
    one = picture(np.zeros((2, 2)), np.ones((2, 2)))
    assert "n ↓  F →" in texts(heatmap_svg(one, axes=("n", "F")))
    assert "axis 0 ↓  axis 1 →" in texts(heatmap_svg(one))
    found = Picture.of(Difference("", (0, 1, 1), 0.0, 1.0, 1.0, 1.0, (3, 2, 2), one.window), "zh")
    assert found is not None
    assert "轴 1 ↓  Tk →" in texts(heatmap_svg(found, axes=("", "", "Tk")))
