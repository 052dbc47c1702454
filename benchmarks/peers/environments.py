"""What peers run in: cached virtual environments, the cases as their tests read them, one process at a time."""

from __future__ import annotations

import os
import pickle
import subprocess
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

import homework
import numpy as np

from grader.model.bank import CaseBank

HERE = Path(__file__).resolve().parent
CACHE = homework.HERE.parent / ".grader" / "cache" / "peers"
_INSTALL_SECONDS = 900
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def environment(*packages: str) -> Path:
    """The folder of programs of a cached environment with these packages; NumPy is of our version, torch is borrowed.

    Raises OSError where they cannot be installed.
    """
    home = CACHE / packages[0]
    wanted = " ".join([*packages, f"numpy=={np.__version__}"])
    done = home / "installed"
    if not done.exists() or done.read_text() != wanted:
        venv.create(home, with_pip=True, clear=True)
        _install(home, wanted.split())
        site = next((home / "lib").glob("python*/site-packages"))
        (site / "borrowed.pth").write_text(f"{Path(np.__file__).parent.parent}\n")
        done.write_text(wanted)
    return home / "bin"


def _install(home: Path, packages: Sequence[str]) -> None:
    command: list[str | Path] = [home / "bin" / "python", "-m", "pip", "install", "--quiet", *packages]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_INSTALL_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise OSError(f"{packages[0]} does not install here in {_INSTALL_SECONDS} s") from error
    if done.returncode:
        print(done.stderr)  # what pip says names places of this machine, which no table should
        raise OSError(f"{packages[0]} does not install here: pip ends with status {done.returncode}")


def template(name: str) -> str:
    """The text of a file beside this one."""
    return (HERE / name).read_text("utf-8")


def write_cases(bank: CaseBank, framework: str) -> Path:
    """A folder with the module `speed_cases`, which tests of every kind import."""
    folder = CACHE / f"cases-{framework}"
    folder.mkdir(parents=True, exist_ok=True)
    cases = [(case.task.function, list(case.task.calls[0].values.values()), case.expected) for case in bank.cases()]
    (folder / "cases.pickle").write_bytes(pickle.dumps(cases))
    (folder / "speed_cases.py").write_text(template("cases.txt").replace("FRAMEWORK", framework), "utf-8")
    return folder


def homes(folder: Path) -> list[Path]:
    """The students' folders, by name."""
    return sorted(path for path in folder.glob("student*") if path.is_dir())


def numbers(bank: CaseBank) -> Mapping[str, list[int]]:
    """The numbers of the cases of each function."""
    found: dict[str, list[int]] = {}
    for number, case in enumerate(bank.cases()):
        found.setdefault(case.task.function, []).append(number)
    return found


def call(command: Sequence[str | Path], *, folder: Path, modules: Path, good: Sequence[int] = (0,)) -> str:
    """Run one process of a peer in its environment, on one thread, with a home of its own; what it printed.

    Raises RuntimeError for an exit status that is not among `good`.
    """
    home = CACHE / "home"
    home.mkdir(parents=True, exist_ok=True)
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"HOME": str(home), "PATH": path, "PYTHONPATH": str(modules), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    environ = {**os.environ, **_ONE_THREAD, **own}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    if done.returncode not in good:
        raise RuntimeError(f"status {done.returncode}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return done.stdout
