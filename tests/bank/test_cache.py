"""Which code a cached bank depends on: all that it is made by, so that no bank outlives a change of that."""

from __future__ import annotations

import grimp

from grader.bank.cache import BANK_CODE


def test_every_package_that_banks_are_made_by_is_part_of_their_key() -> None:
    graph = grimp.build_graph("grader")
    modules = {"grader.bank.build", *graph.find_upstream_modules("grader.bank.build")}
    found = {module.split(".")[1] for module in modules if "." in module}
    assert found == {name.removesuffix(".py") for name in BANK_CODE}
