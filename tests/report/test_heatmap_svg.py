"""The picture for pages: well-formed, self-contained, with a number for every element of a small array."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np

from grader.model.result import Difference
from grader.report.heatmap import Picture
from grader.report.heatmap_svg import MOST, heatmap_svg


def picture(expected: np.ndarray, actual: np.ndarray, path: str = "") -> Picture:
    index = (0,) * expected.ndim
    found = Picture.of(Difference(path, index, 0.0, 0.0, 1.0, 1.0, expected, actual))
    assert found is not None
    return found


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter() if element.tag.endswith("}text")]


def test_small_arrays_show_every_number_of_all_three_parts() -> None:
    expected, actual = np.array([[1.0, 2.0]]), np.array([[1.0, 5.5]])
    found = texts(heatmap_svg(picture(expected, actual)))
    assert [text for text in found if text in ("1", "2", "5.5", "0", "3.5")] == ["1", "2", "1", "5.5", "0", "3.5"]


def test_large_arrays_are_cut_and_say_so() -> None:
    svg = heatmap_svg(picture(np.zeros((100, 100)), np.ones((100, 100))))
    assert f"the first {MOST} of a side" in svg
    assert svg.count("<rect") == 3 * MOST * MOST


def test_hostile_names_and_missing_numbers_stay_well_formed() -> None:
    actual = np.array([[np.nan, np.inf]])
    svg = heatmap_svg(picture(np.zeros((1, 2)), actual, path="['<script>alert(1)</script>']"))
    ET.fromstring(svg)
    assert "<script" not in svg
    assert "href" not in svg
