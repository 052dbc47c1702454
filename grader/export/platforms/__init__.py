"""Platforms whose own file is filled: one file a platform, and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from grader.export.platforms.blackboard import blackboard
from grader.export.platforms.brightspace import brightspace
from grader.export.platforms.canvas import canvas
from grader.export.platforms.classroom50 import classroom50
from grader.export.platforms.gradescope import gradescope
from grader.export.platforms.moodle import moodle, worksheet
from grader.export.wish import Platform

PLATFORMS: Final[Mapping[str, Platform]] = {
    "canvas": canvas,
    "moodle": moodle,
    "moodle-worksheet": worksheet,
    "brightspace": brightspace,
    "blackboard": blackboard,
    "classroom50": classroom50,
    "gradescope": gradescope,
}
