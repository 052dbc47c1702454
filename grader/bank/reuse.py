"""Keep banks, and take from kept ones what an edit left as it was: beside each lies what its problems depend on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from grader.bank import store
from grader.bank.cache import CACHE, KEY_DIGITS, read, surroundings
from grader.bank.secret import FOLDER, private_folder
from grader.load.dependencies import Digests, dependencies
from grader.model.bank import PRIVATE, SPLITS, BankCase, CaseBank, ProblemBank

#: How many banks of an assignment are kept.
KEPT = 4
#: Of the file beside a bank that says what its problems depend on.
PARTS = ".parts"


@dataclass(frozen=True)
class Parts:
    """What the problems of a bank depend on."""

    surroundings: tuple[str, ...]
    problems: Mapping[str, Digests]

    @classmethod
    def of(cls, course: Path, slug: str, secret: str | None) -> Parts:
        """As the files are now."""
        return cls(surroundings(secret), dependencies(course, slug))


@dataclass(frozen=True)
class Reused:
    """Cases of another bank of the same problem that a new one holds as they are."""

    bank: ProblemBank
    scenarios: frozenset[str]
    splits: tuple[str, ...] = SPLITS

    def cases(self, scenario: str, split: str, set_attempt: int) -> list[BankCase] | None:
        """Those of a scenario in the set of private cases that is drawn as often; None where they are not known."""
        known = scenario in self.scenarios and scenario in self.bank.scenario_of and split in self.splits
        if not known or (split == PRIVATE and set_attempt != self.bank.repeated):
            return None
        return [case for case in self.bank.cases if case.scenario == scenario and case.split == split]


@dataclass(frozen=True)
class Unchanged:
    """What banks of the cache hold of an assignment after an edit."""

    problems: Mapping[str, ProblemBank] = field(default_factory=dict)
    #: Of problems that changed.
    scenarios: Mapping[str, Reused] = field(default_factory=dict)


def unchanged(course: Path, slug: str, parts: Parts) -> Unchanged:
    """What the banks of the cache, the newest first, hold of problems that depend on the same."""
    problems: dict[str, ProblemBank] = {}
    scenarios: dict[str, Reused] = {}
    for file in reversed(_kept(course / FOLDER / CACHE, slug)):
        known = _read_parts(file)
        if known is None or known.surroundings != parts.surroundings:
            continue
        shared = {name for name in parts.problems if name in known.problems} - {*problems}
        same = {name for name in shared if parts.problems[name].whole == known.problems[name].whole}
        like = {name for name in shared - same - {*scenarios} if parts.problems[name].rest == known.problems[name].rest}
        bank = read(file) if same | like else None
        for problem in bank.problems if bank else ():
            if problem.name in same:
                problems[problem.name] = problem
            elif problem.name in like:
                now, then = parts.problems[problem.name], known.problems[problem.name]
                found = frozenset(name for name in problem.scenario_of if now.same_scenario(then, name))
                scenarios[problem.name] = Reused(problem, found)
    return Unchanged(problems, scenarios)


def _kept(folder: Path, slug: str) -> list[Path]:
    """The banks of an assignment in the cache, the oldest first."""
    same = folder.glob(f"{slug}-{'[0-9a-f]' * KEY_DIGITS}.bank")  # not those of slug + "-more"
    return sorted(same, key=lambda path: path.stat().st_mtime)


def _read_parts(bank: Path) -> Parts | None:
    """What lies beside a bank; its name is the bank's, which says by its key of which files both were made."""
    try:
        return msgspec.json.decode(bank.with_suffix(PARTS).read_bytes(), type=Parts)
    except (OSError, msgspec.DecodeError):
        return None


def keep(bank: CaseBank, course: Path, file: Path, parts: Parts) -> None:
    """Cache the bank; a course that cannot be written to is graded all the same, only slower."""
    try:
        private_folder(course)
        file.parent.mkdir(mode=0o700, exist_ok=True)
        for old in _kept(file.parent, bank.slug)[: -(KEPT - 1)]:
            old.unlink(missing_ok=True)
            old.with_suffix(PARTS).unlink(missing_ok=True)
        _write(store.encode(bank), file)
        _write(msgspec.json.encode(parts), file.with_suffix(PARTS))
    except OSError:
        return


def _write(data: bytes, file: Path) -> None:
    """All of it or nothing, and on a full disk no half of it either; for its owner alone."""
    beside = file.with_suffix(f".{os.getpid()}.tmp")
    try:
        beside.touch(mode=0o600)
        beside.write_bytes(data)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
