"""An assignment's `public.py` as names; apart from the rest, so that a student's `check` loads no author's forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from grader.model.errors import SpecError


@dataclass(frozen=True)
class Course:
    """What an assignment's `public.py` offers to its cases."""

    callables: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, source: bytes) -> Course:
        """Run a `public.py` in a module of its own; it is the author's code, never a student's.

        Raises:
            SpecError: it does not run alone, as it will have to in the worker.
        """
        module = ModuleType("public")
        try:
            exec(compile(source, "public.py", "exec"), module.__dict__)  # noqa: S102
        except Exception as error:
            raise SpecError(
                f"public.py: expected a file that runs by itself, found {type(error).__name__}: {error}"
            ) from error
        return cls({name: value for name, value in vars(module).items() if callable(value) and name[:1] != "_"})
