"""What a change of a declared field means for results that are stored already; each field says it where it is declared.

    points: Annotated[int, SCORE_AGAIN]

The digests of a bank are computed from these marks, so a field cannot be left out of them by being forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Any, get_type_hints


class Meaning(Enum):
    """What a change of a field asks for."""

    RUN_AGAIN = "run again"  # the outcome, the verdict or the explanation of some submission may become another
    SCORE_AGAIN = "score again"  # points, or sentences about an answer; the verdicts stay
    WORDS = "only words"  # read from the bank of the day wherever it is shown, and never stored with a result
    MEASURED = "measured"  # of this machine, or computed from the other fields: it changes by itself
    BY_PARTS = "by parts"  # the nouns in it say it, field by field


RUN_AGAIN, SCORE_AGAIN, WORDS = Meaning.RUN_AGAIN, Meaning.SCORE_AGAIN, Meaning.WORDS
MEASURED, BY_PARTS = Meaning.MEASURED, Meaning.BY_PARTS


def meanings(noun: type[Any]) -> Mapping[str, Meaning]:
    """The mark of each field of a dataclass or pydantic model.

    Raises:
        TypeError: a field has no mark, or several.
    """
    key: Any = noun  # mypy holds that a class has no hash
    found: Mapping[str, Meaning] = _meanings(key)
    return found


@cache
def _meanings(noun: Any) -> Mapping[str, Meaning]:
    hints = get_type_hints(noun, include_extras=True)
    declared: Mapping[str, object] = getattr(noun, "model_fields", None) or getattr(noun, "__dataclass_fields__", {})
    return {name: _meaning(noun, name, hints[name]) for name in declared}


def _meaning(noun: type[Any], name: str, hint: Any) -> Meaning:
    found = [mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Meaning)]
    if len(found) != 1:
        words = ", ".join(mark.name for mark in found) or "none"
        raise TypeError(
            f"{noun.__name__}.{name}: expected one mark that says what a change of it means, found {words}; "
            "write Annotated[…, RUN_AGAIN], SCORE_AGAIN, WORDS, MEASURED or BY_PARTS (grader/model/meaning.py)"
        )
    return found[0]


def marked(noun: object, mark: Meaning) -> Iterator[tuple[str, Any]]:
    """The names and values of all fields with this mark, those of the nouns within included."""
    for name, meaning in meanings(type(noun)).items():
        value = getattr(noun, name)
        if meaning is mark:
            yield name, value
        elif meaning is Meaning.BY_PARTS:
            parts = value if isinstance(value, tuple) else (value,)
            yield name, tuple(tuple(marked(part, mark)) for part in parts)
