"""`grader new`: what it writes can be loaded, says what is missing, and becomes a proved assignment when filled in."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from grader.load import load_assignment

from .calling import Here

SLUG = "row-lab"
ROWS, REFERENCE = f"assignments/{SLUG}", f"reference/{SLUG}"
#: One problem, written by an author: file, what `grader new` left there, what stands there then.
WRITTEN = (
    (
        f"{ROWS}/row_means.py",
        "TODO(author): row_means: what it computes, in one line; `grader list` and pages show it.",
        "The mean of each row.",
    ),
    (f"{ROWS}/row_means.py", "TODO(author): row_means: what the trap is about.", "Which axis is averaged?"),
    (f"{ROWS}/row_means.py", "TODO(author): row_means: where to look; never the answer.", "Try one row."),
    (
        f"{ROWS}/row_means.py",
        "TODO(author): row_means: what is ordinary about these arguments; draw every one of them from rng.",
        "Four rows of three numbers.",
    ),
    (
        f"{ROWS}/row_means.py",
        "# TODO(author): row_means: a scenario for each trap, with private cases, or a Domain and covering(…).\n",
        (
            '@scenario(private=2)\ndef square(rng: Generator) -> Case:\n    """As many rows as columns."""\n'
            "    return Case(values=rng.normal(size=(3, 3)))\n\n\n"
        ),
    ),
    (
        f"{ROWS}/starter.py",
        "TODO(author): row_means: shapes and dtypes of the arguments and of the answer.",
        "values: (N, D). Returns: (N,).",
    ),
    (
        f"{REFERENCE}/solution.py",
        '"""TODO(author): row_means: the formula as code that a student could read."""\n    raise NotImplementedError',
        '"""The mean of each row."""\n    return np.mean(values, axis=1)',
    ),
    (
        f"{REFERENCE}/alternatives.py",
        (
            '"""TODO(author): row_means: another correct way, with other rounding on the way."""\n'
            "    raise NotImplementedError"
        ),
        '"""The sum divided by the count."""\n    return np.sum(values, axis=1) / values.shape[1]',
    ),
    (
        f"{REFERENCE}/mistakes/row_means.py",
        (
            '"""TODO(author): row_means: the sentence for who makes this mistake; below it, code that makes it."""\n'
            "    raise NotImplementedError"
        ),
        '"""You averaged each column; each row is asked."""\n    return np.mean(values, axis=0)',
    ),
    (
        f"{REFERENCE}/mistakes/row_means.py",
        "TODO(author): row_means: what was done, in a few words; tables and summaries show it.",
        "columns averaged",
    ),
    (f"{REFERENCE}/mistakes/row_means.py", "TODO(author): row_means: the same in Chinese.", "对列求了平均"),
    (
        f"{ROWS}/README.md",
        (
            "TODO(author): row_means: the formula, the shapes, what is an error; then an example for `grader validate` "
            "to run.\nAn example is a block of python: `>>> row_means(…)`, and in the next line the answer.\n"
        ),
        (
            "The mean of each row of `values` (N, D).\n\n"
            "```python\n>>> row_means(np.array([[1.0, 2.0], [3.0, 5.0]]))\n[1.5, 4.0]\n```\n"
        ),
    ),
)


@pytest.fixture
def made(here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course that begins with an assignment of two problems."""
    monkeypatch.delenv("GRADER_SECRET", raising=False)
    told = here("new", SLUG, "row_means(values)", "scaled(values, factor=2.0)", at=tmp_path)
    assert told.status == 0
    assert "listed by: grader validate row-lab" in told.out
    return tmp_path


def test_everything_that_is_made_is_python_that_loads(made: Path) -> None:
    files = sorted(file.relative_to(made).as_posix() for file in made.rglob("*.*"))
    assert files == [
        f"{ROWS}/README.md",
        f"{ROWS}/assignment.py",
        f"{ROWS}/curriculum.toml",
        f"{ROWS}/row_means.py",
        f"{ROWS}/scaled.py",
        f"{ROWS}/starter.py",
        f"{REFERENCE}/alternatives.py",
        f"{REFERENCE}/mistakes/row_means.py",
        f"{REFERENCE}/mistakes/scaled.py",
        f"{REFERENCE}/solution.py",
        f"submissions/{SLUG}/sample/row_lab.py",
    ]
    for file in made.rglob("*.py"):
        ast.parse(file.read_text(encoding="utf-8"))
    means, scaled = load_assignment(made, SLUG).problems
    assert (means.parameters, means.spec.points) == (("values",), 50)
    assert (scaled.parameters, scaled.solution.__defaults__) == (("values", "factor"), (2.0,))


def test_validate_lists_what_is_to_be_written_and_where(here: Here, made: Path) -> None:
    told = here("validate", SLUG, at=made)
    assert told.status == 1
    failed = [line.removeprefix("  ✗ ") for line in told.out.splitlines() if line.startswith("  ✗ ")]
    assert len(failed) == 27
    assert all(line.startswith("to write: ") for line in failed)
    assert f"to write: row_means: {REFERENCE}/solution.py:7: the formula as code that a student could read" in failed
    assert failed[-1] == (
        "to write: 26 places above are still to be written; cases are drawn, and held against them, after that"
    )
    for command in (("list",), ("validate", f"{SLUG}/scaled")):
        assert "Traceback" not in here(*command, at=made).err


def test_one_problem_that_is_written_is_proved_while_the_other_is_not(here: Here, made: Path) -> None:
    for name, old, new in WRITTEN:
        file = made / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        file.write_text(text.replace(old, new), encoding="utf-8")
    told = here("validate", f"{SLUG}/row_means", "-v", at=made)
    assert told.status == 0, told.out
    assert "✗" not in told.out
    assert "✓ examples: README.md: 1 lines of examples give what is printed there" in told.out
    whole = here("validate", SLUG, at=made)
    assert whole.status == 1
    assert "row_means:" not in whole.out
    assert f"to write: scaled: {REFERENCE}/mistakes/scaled.py:13: " in whole.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("Lab", "f"), "SLUG: expected lower-case words with hyphens, such as cross-entropy; found 'Lab'"),
        (("../lab", "f"), "SLUG: expected lower-case words"),
        ((SLUG, "f"), f"assignments/{SLUG}: expected a name that is free, found that it is there already"),
        (("lab", "f", "f"), "PROBLEM: expected each name once, found f again"),
        (("lab", "public"), "found 'public', which a file of the course has"),
        (("lab", "class"), "PROBLEM: expected the name of a function, such as softmax or"),
        (("lab", "f(x"), "PROBLEM: expected the name of a function"),
        (("lab", "f(x y)"), "PROBLEM: expected parameters as in `def f(logits, axis=-1)`, found 'f(x y)'"),
        (("lab", "f(*x)"), "PROBLEM: expected parameters as in"),
        (("lab", "f(x=1)"), "PROBLEM: expected a parameter without a default, found 'f(x=1)'"),
        (("lab", *(f"f{number}" for number in range(101))), "PROBLEM: expected at most 100 problems"),
    ],
)
def test_a_name_that_cannot_be_used_is_told_and_nothing_is_written(
    here: Here, made: Path, words: tuple[str, ...], message: str
) -> None:
    before = sorted(made.rglob("*"))
    told = here("new", *words, at=made)
    assert told.status == 2
    assert message in told.err
    assert sorted(made.rglob("*")) == before


def test_a_second_assignment_goes_into_the_course_above(here: Here, made: Path) -> None:
    assert here("new", "another", "f", at=made / ROWS).status == 0
    assert (made / "assignments/another/f.py").is_file()
