"""`check` in Chinese: no English label is left, whatever goes wrong; names, code and exceptions' texts stay."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

COURSE = Path(__file__).parents[2]
SCREEN = 80
#: Wrong by a known mistake and by none, raising, never ending, not implemented, absent; with a line that fails.
WORK = """
import numpy as np

broken = undefined_name


def predict(samples, weights, bias):
    print("seen by a student")
    return 2 / (1 + np.exp(-(samples @ weights + bias))), (samples @ weights + bias > 0).astype(int)


def boundary_distance(samples, weights, bias):
    raise ValueError("of the student")


def logreg_gradient(samples, labels, weights, bias):
    while True:
        pass


def square_error_gradient(samples, labels, weights, bias):
    raise NotImplementedError


def logreg_train(samples, labels, weights, bias, lr, steps):
    return weights
"""
#: Names, code, units, and what the student's own program says.
KEPT = (
    r"(\w+/)?\w+/public/\d+",
    r"grader (check|debug)|--watch",
    r"\(signal \d+, \w+\)",
    r"numpy [\d.]+",
    r"ValueError: of the student|NameError:\s+name 'undefined_name' is not defined|seen by a student",
    r"logistic_regression\.py, line \d+, in \w+|raise ValueError\(\"of the student\"\)",
    r"logistic-regression|\bfull\b|\bhigh\b|\bbasic\b|\boff\b",
)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("work") / "logistic_regression.py"
    file.write_text(WORK, encoding="utf-8")
    return file


def check(file: Path, *more: str, **variables: str) -> str:
    command = [sys.executable, "-m", "grader.cli", "check", str(file), *more]
    environment = {
        **os.environ,
        "COLUMNS": str(SCREEN),
        "LC_ALL": "",
        "LC_MESSAGES": "",
        "LANG": "C.UTF-8",
        **variables,
    }
    done = subprocess.run(command, cwd=COURSE, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def english(text: str, file: Path) -> set[str]:
    """Words of a text that are neither Chinese nor among what is kept as it is."""
    text = text.replace(str(file), "")
    for pattern in (*KEPT, *re.findall(r"^def (\w+)", WORK, re.MULTILINE)):
        text = re.sub(pattern, "", text)
    return set(re.findall(r"[A-Za-z_]{3,}", text)) - {"softmax_gradient"}


def test_no_english_label_is_left_and_no_line_is_wider_than_the_screen(work: Path) -> None:
    told = check(work, "--language", "zh")
    assert english(told, work) == set(), told
    for words in ("抛出异常", "超时", "尚未实现", "缺少函数", "期望值的 2 倍", "第 4 行出错", "你的函数的输出"):
        assert words in told
    table = told.split("公开")[0].splitlines()
    assert max(map(cell_len, table)) <= SCREEN


def test_the_locale_chooses_and_the_option_goes_before_it(work: Path) -> None:
    by_locale = check(work, "--problem", "square_error_gradient", LANG="zh_CN.UTF-8")
    assert "尚未实现" in by_locale
    by_option = check(work, "--problem", "square_error_gradient", "--language", "en", LANG="zh_CN.UTF-8")
    assert "not implemented yet" in by_option


def test_what_stops_a_check_is_told_in_chinese(work: Path) -> None:
    command = [sys.executable, "-m", "grader.cli", "check", str(work), "--problem", "nothing", "--language", "zh"]
    done = subprocess.run(command, cwd=COURSE, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "logistic-regression 没有题目 'nothing'；它有：" in done.stderr
