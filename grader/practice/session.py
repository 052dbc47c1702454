"""Public cases and a grading session for one student's folder; the fork server starts while the rest is imported."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from grader.frameworks import LIBRARIES, NUMPY, Framework, framework_named, framework_within
from grader.isolation import Owner, isolation_level
from grader.languages import said
from grader.model.errors import GraderError
from grader.practice.place import Place
from grader.run import Findings
from grader.run.host.early import Early, ready, start_early, without_server
from grader.run.host.scan import framework_of, wants_slow_parts

if TYPE_CHECKING:
    from grader.grade import GradingSession, Looked
    from grader.model.bank import CaseBank
    from grader.model.result import Report


@dataclass(frozen=True)
class PracticeSession:
    """A student's folder, its public cases, and an open grading session in which `check` runs the student's code."""

    place: Place
    bank: CaseBank
    grading: GradingSession

    @property
    def framework(self) -> Framework:
        """What the entry is written in."""
        return framework_named(_framework(self.place)[0])

    def check(self, cells: Sequence[str] | None = None, *, tell: Callable[[Looked], None] | None = None) -> Report:
        """Read the files as they are now, or the cells that a running notebook gives; run, judge.

        `tell` gets what is known as soon as all that is left are functions that take long.

        Raises:
            GraderError: they need PyTorch, which is not installed.
        """
        from grader.collect import collect_cells, collect_one
        from grader.grade import needs_framework

        slug, names = self.place.slug, [problem.name for problem in self.bank.problems]
        if cells is None:
            submission = collect_one(self.place.path, slug=slug, functions=names)
        else:
            submission = collect_cells(self.place.folder, cells, slug=slug, functions=names)
        if self.grading.lacks_framework(submission):
            raise GraderError(needs_framework(submission).removeprefix("skipped: "))
        return self.grading.grade(submission, tell=tell)


@contextlib.contextmanager
def open_practice(
    place: Place, problem: str | None = None, *, tell: Callable[[str], None] | None = None
) -> Iterator[PracticeSession]:
    """Open a session with the public cases, of one problem if it is named; it is closed at the end of the block.

    `tell` gets a few words if that will take longer than a moment.

    Raises:
        GraderError: the problem does not exist, or the cases cannot be read.
    """
    gc.disable()  # imports make no garbage, and looking for it takes a tenth of them
    early = _early(place)
    if tell and early.framework != NUMPY.name:
        tell(said("loading {library} …", library=framework_named(early.framework).title))
    _import_the_rest()  # in this thread: two that import at once may each wait for what the other has begun
    early = ready(early)
    gc.freeze()  # nor does what they made become any
    gc.enable()
    try:
        bank = public_bank(place, problem)
        from grader.grade import GradingSession

        if bank.libraries != tuple(place.libraries or LIBRARIES):
            early = without_server(early)
        level = isolation_level(Findings(early.level), named=None, owner=Owner.SELF, private_cases=False)
        grading = GradingSession.open(bank, level, early=early)
    except BaseException:
        without_server(early)
        raise
    with grading:
        yield PracticeSession(place, bank, grading)


def _import_the_rest() -> None:
    """What the judge and the terminal need, while the fork server imports NumPy for itself."""
    with contextlib.suppress(ImportError):  # told when it is imported for use
        import grader.collect
        import grader.grade
        import grader.report.terminal  # noqa: F401


def _early(place: Place) -> Early:
    """The runner for what the entry seems to need; it is replaced if the whole submission needs more."""
    framework, broad = _framework(place)
    return start_early(place.libraries or LIBRARIES, framework=framework, broad=broad)


def _framework(place: Place) -> tuple[str, bool]:
    """What the entry's text imports, and whether parts of it will be needed that are slow to import."""
    entry = place.entry()
    try:
        files = {f"{place.module}.py": entry.read_bytes()} if entry else {}
    except OSError:
        files = {}
    found = framework_within(place.libraries or LIBRARIES, framework_of(files))
    framework = found if find_spec(found) is not None else NUMPY.name
    return framework, wants_slow_parts(files, framework)


def public_bank(place: Place, problem: str | None = None) -> CaseBank:
    """The public cases, of one problem if it is named.

    Raises:
        GraderError: the problem does not exist, or the release's cases cannot be read.
    """
    bank = _bank(place)
    names = [each.name for each in bank.problems]
    if problem is not None and problem not in names:
        import difflib

        near = difflib.get_close_matches(problem, names, n=1)
        hint = said("did you mean {name}?", name=near[0]) if near else said("it has: {names}", names=", ".join(names))
        raise GraderError(
            said("{slug} has no problem {problem}; {hint}", slug=place.slug, problem=repr(problem), hint=hint)
        )
    return bank.only(problems=(problem,)) if problem else bank


def _bank(place: Place) -> CaseBank:
    from grader.bank import store
    from grader.model.bank import PUBLIC

    if place.release is not None:
        file, maker = place.release.bank_file, f"grader {place.release.grader}"
        bank = store.read(file, remedy=f"get the folder again, or install the version that made it, {maker}")
        if bank.slug != place.slug:
            raise GraderError(
                said(
                    "{file}: expected the public cases of {slug}, found those of {other}; get the folder again",
                    file=file,
                    slug=place.slug,
                    other=bank.slug,
                )
            )
        return bank
    assert place.course is not None
    from grader.bank.cache import cached_or_built

    return cached_or_built(place.course, place.slug, None).only(splits=(PUBLIC,))
