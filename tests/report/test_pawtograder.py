"""Pawtograder reads JUnit XML: a part of its configuration names tests, and each name has to be one of ours."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter

from grader.model.bank import PUBLIC
from grader.report.junit import junit

from .building import bank, report, wrong


def results(document: str) -> dict[str, bool]:
    """Whether each test passes, by class and name, as pytest's own JUnit files are read."""
    cases = list(ET.fromstring(document).iter("testcase"))
    names = Counter((case.get("classname"), case.get("name")) for case in cases)
    assert set(names.values()) == {1}, "a name that stands twice would be one test"
    return {f"{case.get('classname')}.{case.get('name')}": not len(case.findall("*")) for case in cases}


def test_every_public_case_is_a_test_by_the_documented_name() -> None:
    found = results(junit([report(wrong("f/ordinary/public/1"))], splits=(PUBLIC,)))
    expected = {f"tiny.{case.problem}.{case.id.split('/', 1)[1]}" for case in bank().cases() if case.split == PUBLIC}
    assert set(found) == expected
    assert {name for name, passes in found.items() if not passes} == {"tiny.f.ordinary/public/1"}


def test_a_unit_of_points_is_a_suite_whose_tests_are_counted() -> None:
    root = ET.fromstring(junit([report(wrong("f/ordinary/public/1"))], splits=(PUBLIC,)))
    units = {suite.get("name"): suite for suite in root}
    assert set(units) == {"tiny.f", "tiny.g"}
    for name, suite in units.items():
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        assert all(case.get("classname") == name for case in cases)
    assert (units["tiny.f"].get("failures"), units["tiny.f"].get("errors")) == ("1", "0")
