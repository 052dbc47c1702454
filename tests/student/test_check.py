"""`check` and `doctor` in a student's folder, as processes."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import grader as package
from grader import __version__
from grader.bank import store
from grader.release.record import FOLDER

from .conftest import RIGHT, WRONG, Grader

#: Modules that one system lacks; outside grader/run they are imported late and behind a question.
ONE_SYSTEM_ONLY = {"fcntl", "resource", "termios", "tty", "pty", "pwd", "grp", "msvcrt", "winreg", "_winapi"}
#: A system with none of Linux's ways: no fork, no fcntl, no memfd; the runner must start each worker as a process.
ELSEWHERE = """
import os, subprocess, sys, tempfile
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name in {"fcntl", "resource", "termios", "tty", "grader.run.host.client", "grader.run.linux.syscalls"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
for name in ("fcntl", "resource", "termios", "tty"):
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Absent())
for name in ("fork", "forkpty", "memfd_create", "pidfd_open", "geteuid"):
    if hasattr(os, name):
        delattr(os, name)
sys.platform = "elsewhere"
from grader.cli import main
main(sys.argv[1:])
"""


def test_right_work_passes_with_exit_status_0(folder: Path, grader: Grader) -> None:
    (folder / "tiny.py").write_text(RIGHT)
    done = grader("check", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "public 45/45" in done.stdout


def test_wrong_work_is_explained_with_exit_status_1(folder: Path, grader: Grader) -> None:
    (folder / "tiny.py").write_text(WRONG)
    done = grader("check", cwd=folder)
    assert done.returncode == 1
    assert "mean_squares · " in done.stdout


def test_what_is_known_is_told_through_a_pipe_while_something_hangs(folder: Path, tmp_path: Path) -> None:
    """Line by line: what ended is told before the limit of what does not end."""
    hanging = f"{RIGHT}\n\ndef signs(values):\n    import time\n    time.sleep(99)\n"
    (folder / "tiny.py").write_text(hanging)
    command = [sys.executable, "-m", "grader.cli", "check"]
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        known = []
        for line in process.stdout:
            known.append(line)
            if "still running" in line:
                break
        assert process.poll() is None
        rest = process.stdout.read()
    assert "mean_squares" in "".join(known)
    assert "still running: signs" in known[-1]
    assert "timed out" in rest
    assert "mean_squares  " not in rest
    assert process.returncode == 1


def test_cases_of_another_grader_are_told_by_file_and_layout_with_the_way_out(folder: Path, grader: Grader) -> None:
    (file,) = folder.glob(f"{FOLDER}/*.bank")
    data = file.read_bytes()
    file.write_bytes(data[:1] + bytes([store.LAYOUT - 1]) + data[2:])
    done = grader("check", cwd=folder)
    assert done.returncode == 2
    layouts = f"expected frozen cases in layout {store.LAYOUT}, found layout {store.LAYOUT - 1}"
    assert f"{layouts}; get the folder again, or install the version that made it, grader {__version__}" in done.stderr


def test_a_folder_below_and_a_file_lead_to_the_same_assignment(folder: Path, grader: Grader) -> None:
    (folder / "tiny.py").write_text(RIGHT)
    (folder / "notes").mkdir()
    assert grader("check", cwd=folder / "notes").returncode == 0
    assert grader("check", folder / "tiny.py", cwd=folder.parent).returncode == 0


def test_one_problem_alone_and_json(folder: Path, grader: Grader) -> None:
    (folder / "tiny.py").write_text(WRONG)
    done = grader("check", "--problem", "split_signs", "--json", "out.json", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    document = json.loads((folder / "out.json").read_text())
    assert [problem["problem"] for problem in document["submissions"][0]["problems"]] == ["split_signs"]


def test_watching_needs_a_terminal_and_writes_no_file(folder: Path, grader: Grader) -> None:
    assert "needs a terminal" in grader("check", "--watch", cwd=folder).stderr
    assert "--json is for a single check" in grader("check", "--watch", "--json", "x.json", cwd=folder).stderr


def test_a_mistyped_problem_gets_its_neighbour(folder: Path, grader: Grader) -> None:
    done = grader("check", "--problem", "mean_square", cwd=folder)
    assert done.returncode == 2
    assert "did you mean mean_squares?" in done.stderr


def test_without_assignment_or_course_it_says_what_is_missing(tmp_path: Path, grader: Grader) -> None:
    done = grader("check", cwd=tmp_path)
    assert done.returncode == 2
    assert ".grader-release" in done.stderr


def test_a_damaged_release_says_what_to_get_again(folder: Path, grader: Grader) -> None:
    (folder / ".grader-release/tiny.bank").write_bytes(b"half")
    done = grader("check", cwd=folder)
    assert done.returncode == 2
    assert "tiny.bank" in done.stderr
    (folder / ".grader-release/release.json").write_text("{}")
    assert grader("check", cwd=folder).returncode == 2


def test_a_notebook_is_checked_as_it_is(folder: Path, grader: Grader) -> None:
    (folder / "tiny.py").unlink()
    cells = [
        "%matplotlib inline\n!pip list\nimport matplotlib.pyplot as plt",
        "def broken(:",
        RIGHT,
        "while True:\n    pass",
        "history = train_for_ever()",
        "return 1",
    ]
    coded: list[dict[str, object]] = [
        {"cell_type": "code", "source": cell, "metadata": {}, "outputs": [], "execution_count": None} for cell in cells
    ]
    notebook = {"cells": coded, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "tiny.ipynb").write_text(json.dumps(notebook))
    done = grader("check", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "code cell 2 does not compile" in done.stdout
    assert "train_for_ever" not in done.stdout


def test_without_fork_and_linux_the_whole_check_works(folder: Path, tmp_path: Path) -> None:
    (folder / "tiny.py").write_text(WRONG)
    command = [sys.executable, "-c", ELSEWHERE, "check"]
    environment = {"PATH": "/usr/bin:/bin", "XDG_CACHE_HOME": str(tmp_path / "empty"), "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "isolation none" in done.stdout
    assert "mean_squares · " in done.stdout
    (folder / "tiny.py").write_text(RIGHT)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_of_one_system_is_imported_outside_the_runner() -> None:
    root = Path(package.__file__).parent
    for file in root.rglob("*.py"):
        if "run" not in file.relative_to(root).parts[:1]:
            for node in ast.parse(file.read_text()).body:
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    names = {alias.name for alias in node.names} | {getattr(node, "module", None)}
                    assert not names & ONE_SYSTEM_ONLY, file


def told_after_a_check(folder: Path, question: str, *, before: str = "") -> str:
    """What an expression is in the process of a check of right work, after the lines `before` and the check itself."""
    (folder / "tiny.py").write_text(RIGHT)
    check = "try:\n    main(['check'])\nexcept SystemExit:\n    pass\n"
    script = f"import sys, threading\nfrom grader.cli import main\n{before}{check}print({question})"
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    assert "public 45/45" in done.stdout, done.stdout + done.stderr
    return done.stdout.splitlines()[-1]


def test_check_loads_no_form_and_no_author(folder: Path) -> None:
    names = ("pydantic", "grader.author", "grader.load", "nbformat", "tarfile", "zipfile")
    assert told_after_a_check(folder, f"[name for name in {names} if name in sys.modules]") == "[]"


def test_only_one_thread_imports(folder: Path) -> None:
    """Two at once may each hold what the other waits for, which Python ends with an error in one of them."""
    witness = (
        "threads = set()\nclass Witness:\n"
        "    def find_spec(self, name, path=None, target=None):\n        threads.add(threading.get_ident())\n"
        "sys.meta_path.insert(0, Witness())\n"
    )
    assert told_after_a_check(folder, "len(threads)", before=witness) == "1"


def test_doctor_compares_with_the_release(folder: Path, grader: Grader) -> None:
    assert "are the same" in grader("doctor", cwd=folder).stdout
    file = folder / ".grader-release/release.json"
    said = json.loads(file.read_text())
    said["environment"] |= {"numpy": "1.20.0", "python": "3.8.1"}
    file.write_text(json.dumps(said))
    told = grader("doctor", cwd=folder).stdout
    assert "there 1.20.0" in told
    assert 'pip install "numpy==1.20.*"' in " ".join(told.split())
    assert "make an environment with Python 3.8" in " ".join(told.split())


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_of_another_encoding_is_no_crash(folder: Path, encoding: str) -> None:
    (folder / "tiny.py").write_text(WRONG)
    command = [sys.executable, "-m", "grader.cli", "check", "--language", "zh"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 1, done.stderr
    told = done.stdout.decode(encoding)
    assert ("✗" if encoding == "utf-8" else "x") + "  mean_squares" in told
    assert ("✓" if encoding == "utf-8" else "+") + "  split_signs" in told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_course_itself_is_a_place_to_check_in(course: Path, grader: Grader, language: str) -> None:
    work = course / "submissions/tiny/eve"
    work.mkdir(parents=True)
    (work / "tiny.py").write_text(WRONG)
    assert grader("check", work, "--language", language, cwd=course).returncode == 1
