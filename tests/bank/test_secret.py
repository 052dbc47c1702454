"""Seeds and the secret they are made of."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from grader.bank.secret import TEST_SECRET, fingerprint, new_secret, private_folder, read_secret, secret_file, seed
from grader.model.errors import SecretError


def test_seeds_have_known_values_for_ever() -> None:
    """A change of these would give every course other cases: never change them."""
    assert seed(None, "slug", "p/s/public/0", 0) == PUBLIC_SEED
    assert seed(TEST_SECRET, "slug", "p/s/private/0", 0) == PRIVATE_SEED


PUBLIC_SEED = 227076703406501662541877023471853552743
PRIVATE_SEED = 88643062136162865269695903361806899631


def test_every_part_of_the_name_changes_the_seed() -> None:
    names = [
        ("slug", "p/s/private/0", 0),
        ("slug", "p/s/private/0", 1),
        ("slug", "p/s/private/1", 0),
        ("other", "p", 0),
    ]
    assert len({seed(TEST_SECRET, *name) for name in names}) == len(names)


def test_another_secret_gives_other_private_seeds() -> None:
    assert seed("a" * 16, "x") != seed("b" * 16, "x")


def test_a_fingerprint_tells_secrets_apart_and_holds_none() -> None:
    assert fingerprint("a" * 16) != fingerprint("b" * 16)
    assert len(fingerprint("a" * 16)) == 16
    assert "aaaa" not in fingerprint("a" * 16)


def test_a_new_secret_is_for_its_owner_alone_and_ignored_by_git(course: Path) -> None:
    path = new_secret(course)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert (path.parent / ".gitignore").read_text() == "*\n"
    assert read_secret(course) == path.read_text().strip()


def test_two_new_secrets_differ(course: Path) -> None:
    first = new_secret(course).read_text()
    assert new_secret(course, replace=True).read_text() != first


def test_an_existing_secret_is_not_overwritten(course: Path) -> None:
    before = new_secret(course).read_text()
    with pytest.raises(SecretError, match="there is a secret already; to replace it run: grader secret rotate"):
        new_secret(course)
    assert secret_file(course).read_text() == before


def test_a_replaced_secret_has_the_same_mode_and_leaves_nothing_beside_it(course: Path) -> None:
    new_secret(course)
    path = new_secret(course, replace=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(file.name for file in path.parent.iterdir()) == [".gitignore", "secret"]


def test_no_secret_is_none(course: Path) -> None:
    assert read_secret(course) is None


def test_the_variable_goes_before_the_file(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_secret(course)
    monkeypatch.setenv("GRADER_SECRET", "from-the-environment")
    assert read_secret(course) == "from-the-environment"


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "at least 16"), (b"short\n", "found 5"), (b"\xff" * 40, "cannot be read")]
)
def test_a_broken_secret_is_an_error_that_says_what_to_do(course: Path, content: bytes, words: str) -> None:
    private_folder(course)
    secret_file(course).write_bytes(content)
    with pytest.raises(SecretError, match=f"{words}.*grader secret rotate"):
        read_secret(course)


def test_a_folder_that_cannot_be_made_is_an_error_with_its_place(course: Path) -> None:
    (course / ".grader").write_text("in the way")
    with pytest.raises(SecretError, match=r"secret: .*(cannot be written|already)"):
        new_secret(course)
    assert (course / ".grader").is_file()
