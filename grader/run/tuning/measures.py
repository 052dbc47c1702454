"""Which measures for speed are in force: all, none, or those that an environment variable names."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum

VARIABLE = "GRADER_TUNING"
OFF = "off"


class Measure(StrEnum):
    """Each of them changes how long a worker takes, and no verdict."""

    ENDING = "ending"  # a killed worker's traces are removed before the kernel has taken back its memory
    HOLES = "holes"  # holes in the server's heap are filled before the first fork
    HOT_PAGES = "hot-pages"  # pages that every worker writes to are copied in the fork
    LARGE_PAGES = "large-pages"  # the server's memory lies on large pages
    PLACEMENT = "placement"  # of two cores the host keeps one, the worker gets the other
    REHEARSAL = "rehearsal"  # the server walks the worker's way before its first fork


def measures_in_force(environment: Mapping[str, str] = os.environ) -> frozenset[Measure]:
    """All if GRADER_TUNING is not set, none if it is `off`, else those whose names it lists, between commas.

    Raises ValueError for a name that is no measure's.
    """
    wanted = environment.get(VARIABLE)
    if wanted is None:
        return frozenset(Measure)
    return frozenset(Measure(name) for name in wanted.split(",") if name and name != OFF)
