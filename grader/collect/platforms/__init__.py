"""What learning platforms let an instructor download: one file a platform, and one line here."""

from __future__ import annotations

from typing import Final

from grader.collect.platforms import nbgrader
from grader.collect.platforms.blackboard import blackboard
from grader.collect.platforms.brightspace import brightspace
from grader.collect.platforms.canvas import canvas
from grader.collect.platforms.classroom50 import classroom50
from grader.collect.platforms.github_classroom import github_classroom
from grader.collect.platforms.gradescope import gradescope
from grader.collect.platforms.moodle import moodle
from grader.collect.platforms.place import Platform

#: In the order in which they are tried: a mark that nothing else bears comes before one that a plain folder might bear.
PLATFORMS: Final[tuple[Platform, ...]] = (
    gradescope,
    moodle,
    blackboard,
    brightspace,
    nbgrader.exchange,
    nbgrader.submitted,
    classroom50,
    canvas,
    github_classroom,
)
