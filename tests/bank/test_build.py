"""The bank of a whole assignment, its cache, and what makes it another one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from editing import edit

from grader.bank import cache, store
from grader.bank.build import build, case_bank
from grader.bank.cache import cache_key
from grader.bank.secret import TEST_SECRET
from grader.load import load_assignment
from grader.model.bank import PRIVATE, PUBLIC, CaseBank
from grader.model.errors import SpecError
from grader.model.values import array_of

from .building import same


@pytest.fixture(scope="module")
def original() -> CaseBank:
    """The bank of the course as it stands in the fixtures."""
    return build(load_assignment(COURSE, "tiny"), secret=TEST_SECRET)


def built(course: Path, secret: str | None = TEST_SECRET) -> CaseBank:
    return build(load_assignment(course, "tiny"), secret=secret)


COURSE = Path(__file__).parent.parent / "fixtures" / "course"


def cached(course: Path) -> list[Path]:
    return sorted((course / ".grader" / "cache").glob("*.bank"))


def test_every_case_of_every_split_is_there(original: CaseBank) -> None:
    bank = original
    assert {problem.name: (problem.count(PUBLIC), problem.count(PRIVATE)) for problem in bank.problems} == {
        "mean_squares": (3, 11),
        "signs": (3, 12),
        "split_signs": (3, 10),
    }
    assert all(len(problem.cases) == problem.count(PUBLIC) + problem.count(PRIVATE) for problem in bank.problems)
    assert len({case.id for case in bank.cases()}) == 42


def test_without_a_secret_there_are_only_public_cases_and_they_are_the_same(course: Path) -> None:
    public, whole = built(course, None), built(course).only(splits=(PUBLIC,))
    assert public.secret_fingerprint == ""
    assert {case.split for case in public.cases()} == {PUBLIC}
    for one, other in zip(public.cases(), whole.cases(), strict=True):
        assert one.id == other.id
        assert same(one.leaves, other.leaves)
        assert same(one.task.calls, other.task.calls)


def test_another_secret_changes_the_private_cases_only(course: Path) -> None:
    first, second = built(course), built(course, "another-secret-of-some-length")
    for one, other in zip(first.cases(), second.cases(), strict=True):
        assert same(one.task.calls, other.task.calls) is (one.split == PUBLIC), one.id
    assert first.evidence != second.evidence
    assert first.secret_fingerprint != second.secret_fingerprint


def test_few_valued_answers_are_marked(original: CaseBank) -> None:
    bank = original
    assert [problem.discrete for problem in bank.problems] == [False, True, False]
    whole = {s.name for s in bank.problem("mean_squares").scenarios if s.all_or_nothing}
    assert whole == {"not_a_matrix"}


def test_a_mistake_has_its_title_or_the_words_of_its_name(original: CaseBank) -> None:
    titles = [mistake.title for mistake in original.problem("mean_squares").mistakes]
    assert titles[:2] == [{"en": "summed", "zh": "求了和"}, {"en": "mean of columns"}]


def test_views_and_checkers_are_known_by_name(original: CaseBank) -> None:
    scenarios = original.problem("split_signs").scenario_of
    assert scenarios["ordinary"].view == "both_sorted"
    assert scenarios["with_zeros"].check == "same_elements"
    assert scenarios["called_again"].view == "both_sorted"


def test_a_view_is_in_the_expected_answer(original: CaseBank) -> None:
    case = next(case for case in original.problem("split_signs").cases if case.scenario == "ordinary")
    assert isinstance(case.expected, tuple)
    negative, positive = map(array_of, case.expected)
    assert (np.diff(negative) >= 0).all()
    assert (np.diff(positive) >= 0).all()


# --- the cache


def test_a_second_call_reads_the_cache_and_gives_the_same(course: Path) -> None:
    drawn: list[str] = []
    first = case_bank(course, "tiny", secret=TEST_SECRET, progress=drawn.append)
    assert drawn == ["mean_squares", "signs", "split_signs"]
    second = case_bank(course, "tiny", secret=TEST_SECRET, progress=drawn.append)
    assert len(drawn) == 3
    assert store.encode(first) == store.encode(second)


def test_the_cache_is_for_its_owner_alone_and_ignored_by_git(course: Path) -> None:
    case_bank(course, "tiny", secret=TEST_SECRET)
    assert len(files := [*(course / ".grader" / "cache").iterdir()]) == 2
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert (course / ".grader").stat().st_mode & 0o777 == 0o700
    assert (course / ".grader" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: b"\x93\x01\xff\xff",
        lambda data: data[:1] + bytes([store.LAYOUT - 1]) + data[2:],
    ],
)
def test_a_cache_file_that_is_broken_or_in_an_older_layout_is_built_afresh(course: Path, spoil: object) -> None:
    first = case_bank(course, "tiny", secret=TEST_SECRET)
    (file,) = cached(course)
    assert callable(spoil)
    file.write_bytes(spoil(file.read_bytes()))
    drawn: list[str] = []
    assert case_bank(course, "tiny", secret=TEST_SECRET, progress=drawn.append).evidence == first.evidence
    assert drawn
    assert cache.read(file) is not None


@pytest.mark.parametrize(
    "file",
    [
        "assignments/tiny/assignment.py",
        "assignments/tiny/signs.py",
        "assignments/tiny/public.py",
        "reference/tiny/solution.py",
        "reference/tiny/alternatives.py",
        "reference/tiny/mistakes/signs.py",
    ],
)
def test_a_change_of_any_file_makes_another_key(course: Path, file: str) -> None:
    before = cache_key(course, "tiny", TEST_SECRET)
    (course / file).write_text((course / file).read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    assert cache_key(course, "tiny", TEST_SECRET) != before


def test_new_and_renamed_files_make_another_key_and_notes_beside_them_do_not(course: Path) -> None:
    before = cache_key(course, "tiny", TEST_SECRET)
    (course / "assignments/tiny/README.md").write_text("other words")
    assert cache_key(course, "tiny", TEST_SECRET) == before
    (course / "reference/tiny/helper.py").write_text("")
    after = cache_key(course, "tiny", TEST_SECRET)
    assert after != before
    (course / "reference/tiny/helper.py").rename(course / "reference/tiny/helpers.py")
    assert cache_key(course, "tiny", TEST_SECRET) not in {before, after}


def test_the_secret_is_part_of_the_key(course: Path) -> None:
    keys = {cache_key(course, "tiny", secret) for secret in (None, TEST_SECRET, "another-secret-of-some-length")}
    assert len(keys) == 3


def test_an_edit_within_the_same_second_is_seen(course: Path) -> None:
    """No stale bytecode: the new file has the old one's size and time."""
    path = course / "assignments/tiny/signs.py"
    times = path.stat().st_mtime_ns
    assert case_bank(course, "tiny", secret=None).problem("signs").points == 10
    edit(course, "assignments/tiny/signs.py", "points=10", "points=40")
    os.utime(path, ns=(times, times))
    assert case_bank(course, "tiny", secret=None).problem("signs").points == 40


def test_loading_leaves_no_bytecode_in_the_course(course: Path) -> None:
    case_bank(course, "tiny", secret=None)
    assert not list(course.rglob("*.pyc"))


def test_old_banks_are_dropped_and_those_of_other_assignments_are_kept(course: Path) -> None:
    folder = course / ".grader" / "cache"
    folder.mkdir(parents=True)
    planted = [folder / f"tiny-{number:032x}.bank" for number in range(6)]
    other = folder / f"tiny-more-{0:032x}.bank"
    for age, path in enumerate([*planted, other]):
        path.write_bytes(b"old")
        os.utime(path, (age, age))
    case_bank(course, "tiny", secret=None)
    kept = set(cached(course))
    assert kept >= {*planted[3:], other}
    assert kept.isdisjoint(planted[:3])
    assert len(kept) == 5


def test_a_course_that_cannot_be_written_to_is_built_all_the_same(course: Path, original: CaseBank) -> None:
    (course / ".grader").write_text("in the way")
    assert case_bank(course, "tiny", secret=TEST_SECRET).evidence == original.evidence
    assert (course / ".grader").read_text() == "in the way"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_course_is_built_all_the_same(course: Path) -> None:
    course.chmod(0o500)
    try:
        assert case_bank(course, "tiny", secret=None).evidence == built(course, None).evidence
        assert not (course / ".grader").exists()
    finally:
        course.chmod(0o700)


# --- what is graded again, and what is only rescored


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("assignments/tiny/signs.py", "points=10", "points=11"),
        ("assignments/tiny/mean_squares.py", "weight=6", "weight=7"),
        ("assignments/tiny/mean_squares.py", "Which axis is a row?", "Which one is it?"),
        ("assignments/tiny/assignment.py", 'lecture="p1"', 'score="private"'),
        ("reference/tiny/mistakes/signs.py", "You gave zero a plus.", "Zero is not positive."),
        ("reference/tiny/mistakes/mean_squares.py", 'Text("summed"', 'Text("summed, not averaged"'),
    ],
)
def test_points_weights_hints_and_sentences_change_the_scoring_and_not_the_evidence(
    course: Path, original: CaseBank, file: str, old: str, new: str
) -> None:
    edit(course, file, old, new)
    after = built(course)
    assert after.evidence == original.evidence
    assert after.scoring != original.scoring


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("assignments/tiny/signs.py", "Six numbers, none of them zero.", "Six numbers."),
        ("assignments/tiny/assignment.py", "A tiny assignment [", "Another title ["),
    ],
)
def test_the_titles_of_assignments_and_scenarios_change_neither(
    course: Path, original: CaseBank, file: str, old: str, new: str
) -> None:
    edit(course, file, old, new)
    after = built(course)
    assert store.encode(after) != store.encode(original)
    assert (after.evidence, after.scoring) == (original.evidence, original.scoring)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("assignments/tiny/signs.py", "private=4, weight=2", "private=5, weight=2"),
        ("assignments/tiny/signs.py", "rng.uniform(1, 2, size=6)", "rng.uniform(1, 3, size=6)"),
        ("assignments/tiny/split_signs.py", "check=same_elements, ", ""),
        ("assignments/tiny/split_signs.py", "private=4, view=both_sorted", "private=4"),
        ("assignments/tiny/mean_squares.py", "problem = Problem(", 'problem = Problem(forbidden=("torch.mean",), '),
        ("assignments/tiny/assignment.py", 'libraries=("numpy",)', 'libraries=("numpy", "torch")'),
        ("reference/tiny/solution.py", "axis=1)", "axis=1) * 2"),
        ("assignments/tiny/public.py", "rtol=1e-9", "rtol=1e-8"),
    ],
)
def test_cases_answers_and_rules_change_the_evidence(
    course: Path, original: CaseBank, file: str, old: str, new: str
) -> None:
    edit(course, file, old, new)
    assert built(course).evidence != original.evidence


def test_the_evidence_is_the_same_in_another_place(course: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    shutil.copytree(course, other)
    one, two = built(course), built(other)
    assert (one.evidence, one.scoring) == (two.evidence, two.scoring)


def test_a_public_py_that_does_not_run_alone_is_told(course: Path) -> None:
    path = course / "assignments/tiny/public.py"
    path.write_text("assert __package__\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(SpecError, match=r"public.py: expected a file that runs by itself, found AssertionError"):
        built(course)
