"""Real runners, one a level for the whole folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from grader.run import Level, Runner, probe

from .running import Bench

#: Levels whose promises are about what a program can reach.
WALLED = (Level.FULL, Level.CONFINED)
FORKED = (Level.FULL, Level.CONFINED, Level.LIMITED)


@pytest.fixture(scope="session")
def runner_of() -> Iterator[Callable[[Level], Runner]]:
    """A runner for a level, kept until the end; skips by name where the machine cannot hold it."""
    runners: dict[Level, Runner] = {}

    def get(level: Level) -> Runner:
        findings = probe(level)
        if findings.level is not level:
            pytest.skip(f"level {level} cannot be had here: {findings.reasons[level]}")
        if level not in runners:
            runners[level] = Runner(level, import_seconds=1.0)
        return runners[level]

    yield get
    for runner in runners.values():
        runner.close()


@pytest.fixture(params=FORKED, ids=str)
def forked(request: pytest.FixtureRequest, runner_of: Callable[[Level], Runner]) -> Bench:
    """Each level with a fork server."""
    return Bench(runner_of(request.param))


@pytest.fixture(params=WALLED, ids=str)
def walled(request: pytest.FixtureRequest, runner_of: Callable[[Level], Runner]) -> Bench:
    """Each level that keeps a program from foreign files."""
    return Bench(runner_of(request.param))


@pytest.fixture(params=list(Level), ids=str)
def everywhere(request: pytest.FixtureRequest, runner_of: Callable[[Level], Runner]) -> Bench:
    """Each level."""
    return Bench(runner_of(request.param))


@pytest.fixture
def bench(runner_of: Callable[[Level], Runner]) -> Bench:
    """The strongest level of this machine, for what does not depend on it."""
    return Bench(runner_of(probe().level))
