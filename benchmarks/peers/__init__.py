"""Peers that grade the same homework, each the way its own documentation says, in an environment of its own."""

from peers.notebooks import nbgrader
from peers.scripts import gradescope, otter, pytest

__all__ = ["gradescope", "nbgrader", "otter", "pytest"]
