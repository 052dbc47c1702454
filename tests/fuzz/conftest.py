"""`make fuzz` sets FUZZ to the number of inputs for each property; otherwise the profile of all tests holds."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from fuzz.counting import INPUTS

if os.environ.get("FUZZ"):
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    settings.register_profile("fuzz", deadline=None, max_examples=int(os.environ["FUZZ"]), suppress_health_check=checks)
    settings.load_profile("fuzz")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The count of inputs is the last thing said."""
    if INPUTS and os.environ.get("FUZZ"):
        for name, count in sorted(INPUTS.items()):
            terminalreporter.write_line(f"{name}: {count} inputs")
        terminalreporter.write_line(f"fuzz: {sum(INPUTS.values())} inputs")
