"""`autograder.zip`: the instructor's artefact with the frozen private cases, and never secret, spec or reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from grader.bank import store
from grader.frameworks import extra_for
from grader.model.bank import CaseBank
from grader.release.classrooms import Wheel
from grader.release.templates import filled

EXECUTABLE = ("setup.sh", "run_autograder")


def autograder_members(bank: CaseBank, wheel: Wheel) -> Mapping[str, bytes]:
    """What lies in the zip."""
    values = {"slug": bank.slug, "wheel": wheel.name, "extra": extra_for(bank.libraries)}
    frozen = store.with_digests(replace(bank, secret_fingerprint=""))
    return {
        "setup.sh": filled("gradescope_setup.sh", **values),
        "run_autograder": filled("gradescope_run.sh", **values),
        wheel.name: wheel.data,
        f"{bank.slug}.bank": store.encode(frozen),
    }
