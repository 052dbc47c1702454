"""What every page shares: a policy that forbids all loading, one style sheet and one script, named by their digests."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_TEMPLATES = Path(__file__).parent / "templates"
#: Also for what is shown within another page, with its own style.
ENVIRONMENT = Environment(
    loader=PackageLoader("grader.report"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def rendered(template: str, *, sortable: bool = True, **values: Any) -> str:
    """A page of `templates/`; every text passes through autoescape, `harmless` comes before.

    Only a page with a table to sort holds a script.
    """
    return ENVIRONMENT.get_template(template).render(
        style=Markup(_asset("page.css")),  # noqa: S704 - our own file
        script=Markup(_asset("tables.js") if sortable else ""),  # noqa: S704 - our own file
        policy=policy(sortable=sortable),
        **values,
    )


@cache
def policy(*, sortable: bool) -> str:
    """The content security policy: nothing is loaded, and no style or script runs but ours."""
    script = f"; script-src '{_digest('tables.js')}'" if sortable else ""
    return f"default-src 'none'; style-src '{_digest('page.css')}'{script}; base-uri 'none'; form-action 'none'"


@cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _digest(name: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(_asset(name).encode()).digest()).decode()
