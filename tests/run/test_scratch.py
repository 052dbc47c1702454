"""Folders that were filled with ill will are measured and removed."""

from __future__ import annotations

import mmap
import os
import sys
import tempfile
from pathlib import Path

import pytest

from grader.run.linux.scratch import empty, is_too_full, remove

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="O_PATH and /proc")
MIB = 1 << 20


@pytest.fixture
def room(tmp_path: Path) -> Path:
    folder = tmp_path / "room"
    folder.mkdir()
    return folder


def nested(room: Path, depth: int) -> None:
    here = os.open(room, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)


def test_folders_beyond_every_path_length_are_removed(room: Path) -> None:
    nested(room, 1500)
    assert is_too_full(str(room), os.getpid())
    remove(str(room))
    assert not room.exists()


def test_links_and_locked_folders_are_removed_and_nothing_behind_them(room: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir(mode=0o755)
    (kept / "file").write_text("kept")
    (room / "link").symlink_to(kept)
    (room / "locked" / "inner").mkdir(parents=True)
    (room / "locked" / "inner" / "x").write_text("x")
    (room / "locked").chmod(0)
    empty(str(room))
    assert list(room.iterdir()) == []
    assert (kept / "file").read_text() == "kept"
    assert kept.stat().st_mode & 0o777 == 0o755


def test_an_ordinary_room_is_not_too_full(room: Path) -> None:
    (room / "a" / "b").mkdir(parents=True)
    (room / "a" / "b" / "data").write_bytes(bytes(5 * MIB))
    assert not is_too_full(str(room), os.getpid())


def test_too_many_entries_and_too_many_bytes_are_seen(room: Path) -> None:
    for number in range(5):
        (room / f"big{number}").write_bytes(bytes(15 * MIB))
    assert is_too_full(str(room), os.getpid())


def test_deleted_files_count_while_they_are_open_or_mapped(room: Path) -> None:
    opened = [tempfile.TemporaryFile(dir=room) for _ in range(5)]  # noqa: SIM115 - closed below
    for file in opened:
        file.write(bytes(15 * MIB))
        file.flush()
    assert is_too_full(str(room), os.getpid())
    maps = [mmap.mmap(file.fileno(), 4096) for file in opened]
    for file in opened:
        file.close()
    assert is_too_full(str(room), os.getpid())
    for mapped in maps:
        mapped.close()
    assert not is_too_full(str(room), os.getpid())


def test_a_room_that_is_gone_is_no_room(room: Path) -> None:
    assert is_too_full(str(room / "gone"), os.getpid())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_looked_into_is_too_full(room: Path) -> None:
    (room / "hidden").mkdir(mode=0o300)
    assert is_too_full(str(room), os.getpid())
