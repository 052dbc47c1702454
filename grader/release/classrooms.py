"""What a bundle gets for GitHub and GitLab, and what the instructor gets for the own repository."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.frameworks import extra_for, framework_named
from grader.release.bundle import Bundle
from grader.release.record import FOLDER
from grader.release.templates import filled
from grader.release.wheel import own_wheel

_BADGE = b"[![check](../../actions/workflows/check.yml/badge.svg)](../../actions/workflows/check.yml)\n\n"


@dataclass(frozen=True)
class Wheel:
    """Our own wheel, and what to install with it."""

    name: str
    data: bytes
    extra: str = ""  # "[torch]" where the starter needs it

    @classmethod
    def own(cls, framework: str) -> Wheel:
        """The wheel of this installation."""
        name, data = own_wheel()
        return cls(name, data, extra_for(framework_named(framework).distributions))


def github_files(bundle: Bundle, wheel: Wheel) -> Mapping[str, bytes]:
    """A template repository: workflow, devcontainer, badge, wheel."""
    values = {"slug": bundle.slug, "wheel": wheel.name, "extra": wheel.extra}
    return {
        "README.md": _BADGE + bundle.files.get("README.md", f"# {bundle.slug}\n".encode()),
        ".github/workflows/check.yml": filled("github_check.yml", **values),
        ".devcontainer/devcontainer.json": filled("devcontainer.json", **values),
        f"{FOLDER}/{wheel.name}": wheel.data,
    }


def gitlab_files(bundle: Bundle, wheel: Wheel) -> Mapping[str, bytes]:
    """A pipeline with a JUnit report, and the wheel."""
    values = {"slug": bundle.slug, "wheel": wheel.name, "extra": wheel.extra}
    return {".gitlab-ci.yml": filled("gitlab-ci.yml", **values), f"{FOLDER}/{wheel.name}": wheel.data}


def instructor_files(slug: str, wheel: Wheel) -> Mapping[str, bytes]:
    """For the instructor's private repository: a workflow that collects a classroom and grades it."""
    values = {"slug": slug, "wheel": wheel.name}
    return {
        "README.md": filled("instructor.md", **values),
        f".github/workflows/grade-{slug}.yml": filled("github_grade.yml", **values),
        f"wheels/{wheel.name}": wheel.data,
    }
