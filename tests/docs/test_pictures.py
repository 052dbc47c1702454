"""Pictures of handouts are what docs/draw.py draws today, and both languages show and describe them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "docs" / "draw.py"
NUMBER = re.compile(r"-?\d+\.\d+")
#: matplotlib's id of a clip path, a hash of coordinates to the last bit, which the length of the environment moves.
CLIP = re.compile(r"\bp[0-9a-f]{10}\b")
SLUGS = sorted(file.stem.replace("_", "-") for file in (ROOT / "docs" / "pictures").glob("*.py"))


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("draw_pictures", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def with_numbered_clips(picture: str) -> str:
    """The picture with its clip paths called by their order, so that what is clipped by what is still compared."""
    ids = {found: f"clip {number}" for number, found in enumerate(dict.fromkeys(CLIP.findall(picture)))}
    return CLIP.sub(lambda found: ids[found[0]], picture)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_picture_is_drawn_from_the_reference_of_today(script: ModuleType, slug: str) -> None:
    kept, today = map(with_numbered_clips, (script.place(slug).read_text(encoding="utf-8"), script.picture(slug)))
    advice = f"run: python docs/draw.py {slug}"
    assert NUMBER.sub("#", kept) == NUMBER.sub("#", today), advice
    # Another build of NumPy moves the last digits of a coordinate.
    moved = np.subtract(*(np.array(NUMBER.findall(text), dtype=float) for text in (kept, today)))
    assert np.abs(moved).max() < 0.1, advice


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("handout", ["README.md", "README.zh.md"])
def test_both_handouts_show_the_picture_in_words_too(slug: str, handout: str) -> None:
    text = (ROOT / "assignments" / slug / handout).read_text(encoding="utf-8")
    shown = re.findall(r"!\[([^\]]+)\]\(picture\.svg\)", text)
    assert len(shown) == 1, f"{slug}/{handout}: expected ![what the picture shows](picture.svg) once"
    assert len(shown[0]) >= 12
