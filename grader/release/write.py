"""Put a release on disk: into a folder that holds nothing else, all of it or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from grader.model.errors import GraderError


def write_release(files: Mapping[str, bytes], folder: Path, *, executable: tuple[str, ...] = ()) -> None:
    """Write files below `folder`, which must be empty or not there.

    Raises:
        GraderError: there is something in it, or it cannot be written.
    """
    require_empty(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=".release-", dir=folder.absolute().parent))
        try:
            for name, data in files.items():
                _put(building / name, data, executable=name in executable)
            building.chmod(0o755)
            if folder.exists():
                folder.rmdir()
            building.replace(folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    except OSError as error:
        raise GraderError(f"{folder}: cannot be written ({error.strerror or error})") from error


def require_empty(folder: Path) -> None:
    """What is there already is never overwritten.

    Raises:
        GraderError: there is something in it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GraderError(f"{folder}: expected an empty folder or none, found something in it")


def _put(file: Path, data: bytes, *, executable: bool) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    if executable and os.name == "posix":
        file.chmod(0o755)
