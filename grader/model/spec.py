"""What an author declares: assignments, problems, scenarios. pydantic checks it and explains."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from grader.frameworks import LIBRARIES
from grader.model.meaning import BY_PARTS, RUN_AGAIN, SCORE_AGAIN, WORDS


class Form(BaseModel):
    """A frozen declaration; an unknown field is an error that names it."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, arbitrary_types_allowed=True)


class Text(Form):
    """A sentence for people, in English and, if given, in Chinese."""

    en: Annotated[str, Field(min_length=1), SCORE_AGAIN]
    zh: Annotated[str | None, SCORE_AGAIN] = None

    def __init__(self, en: str, *, zh: str | None = None) -> None:
        super().__init__(en=en, zh=zh)  # type: ignore[call-arg]  # mypy does not see the fields through pydantic here


class Limits(Form):
    """What one call of a submission may use: CPU seconds, MiB of memory above the import, MiB of answer.

    Seconds that are not stated follow the reference, case by case: from 0.4 seconds to 2, by `grader.bank.freeze`.
    """

    cpu_seconds: Annotated[Annotated[float, Field(gt=0, le=600)] | None, RUN_AGAIN] = None
    memory_mib: Annotated[int, Field(strict=True, ge=64, le=65536), RUN_AGAIN] = 1024
    output_mib: Annotated[int, Field(strict=True, ge=1, le=1024), RUN_AGAIN] = 64


class Problem(Form):
    """One function to implement. Its parameters are those of the reference of the same name."""

    points: Annotated[int, Field(strict=True, gt=0, le=1000), SCORE_AGAIN]
    limits: Annotated[Limits | None, BY_PARTS] = None
    forbidden: Annotated[tuple[str, ...], RUN_AGAIN] = ()  # in PyTorch: dotted names of functions, or "autograd"
    #: Told one after the other to who asks: what the trap is about, then where to look; never the answer.
    hints: Annotated[tuple[Text, ...], SCORE_AGAIN] = ()


def _known(library: str) -> str:
    if library not in LIBRARIES:
        raise ValueError(f"expected {' or '.join(LIBRARIES)}, found {library!r}")
    return library


class Assignment(Form):
    """A homework: problems in order, and what they may use."""

    title: Annotated[Text, WORDS]
    problems: Annotated[tuple[str, ...], Field(min_length=1), RUN_AGAIN]
    #: What the problems' points must add up to: `validate` holds the sum against it.
    points: Annotated[int, Field(strict=True, gt=0), WORDS] = 100
    lecture: Annotated[str, WORDS] = ""  # the page that it belongs to, e.g. "p31"; `grader list` shows it
    #: The week of a term in which it is handed out, and what students learn by it; `grader list --course` shows both.
    week: Annotated[Annotated[int, Field(strict=True, ge=1, le=30)] | None, WORDS] = None
    teaches: Annotated[Text | None, WORDS] = None
    libraries: Annotated[tuple[Annotated[str, AfterValidator(_known)], ...], RUN_AGAIN] = LIBRARIES
    score: Annotated[Literal["all", "public", "private"], SCORE_AGAIN] = "all"
    limits: Annotated[Limits, BY_PARTS] = Limits()


class Scenario(Form):
    """A family of cases: `draw(rng)` gives one, `public` and `private` say how many of each split."""

    draw: Annotated[Callable[..., Any], RUN_AGAIN]
    name: Annotated[str, RUN_AGAIN] = ""  # the attribute's name, set by the loader
    title: Annotated[str, WORDS] = ""  # the docstring's first line
    zh: Annotated[str | None, WORDS] = None  # the title in Chinese
    public: Annotated[int, Field(strict=True, ge=0, le=50), RUN_AGAIN] = 0
    private: Annotated[int, Field(strict=True, ge=0, le=200), RUN_AGAIN] = 0
    weight: Annotated[int, Field(strict=True, gt=0, le=1000), SCORE_AGAIN] = 1
    hint: Annotated[Text | None, SCORE_AGAIN] = None
    #: Of public.py; applied to both sides before comparison.
    view: Annotated[Callable[..., Any] | None, RUN_AGAIN] = None
    #: Of public.py: check(inputs, expected, actual) -> message or None.
    check: Annotated[Callable[..., Any] | None, RUN_AGAIN] = None
    #: Of public.py: metric(expected, actual) -> share between 0 and 1; the problem's baselines say what it earns.
    metric: Annotated[Callable[..., Any] | None, RUN_AGAIN] = None
    repeats: Annotated[bool, RUN_AGAIN] = False  # all calls of a case have the same arguments, so answers must be equal
    keeps_inputs: Annotated[bool, RUN_AGAIN] = False  # a changed argument fails the case
    #: `draw(rng, index)` gives another kind of case for each index, `draw(rng)` any.
    numbered: Annotated[bool, RUN_AGAIN] = False
    #: What is done to a case that was drawn from the domain: adjust(case, titles of its unusual classes) -> case.
    adjust: Annotated[Callable[..., Any] | None, RUN_AGAIN] = None
    traps: Annotated[tuple[str, ...], WORDS] = ()  # ids of curriculum.toml that this scenario sets
