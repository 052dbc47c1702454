"""Settings of hypothesis for this folder: the same examples on every run, no database."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("collect", derandomize=True, deadline=None, database=None, max_examples=150)
settings.load_profile("collect")
