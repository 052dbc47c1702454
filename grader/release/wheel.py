"""Our own wheel, built from the files of the installed package: no index, no build tool, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import grader
from grader.model.errors import GraderError

#: Not `grader`: on the public index that name is another project's.
DISTRIBUTION = "dl-grader"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WHEEL = b"Wheel-Version: 1.0\nGenerator: dl-grader\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def own_wheel() -> tuple[str, bytes]:
    """File name and bytes (PEP 427) of a wheel of this very version.

    Raises:
        GraderError: the package is not installed, so that its metadata are unknown.
    """
    try:
        installed = distribution(DISTRIBUTION)
    except PackageNotFoundError as error:
        raise GraderError(f"{DISTRIBUTION} is not installed, so its wheel cannot be made; pip install it") from error
    stem = f"{DISTRIBUTION.replace('-', '_')}-{installed.version}"
    members = {**package_files(), **_metadata(installed, f"{stem}.dist-info")}
    record = f"{stem}.dist-info/RECORD"
    members[record] = _record(members, record)
    return f"{stem}-py3-none-any.whl", packed(members)


def package_files() -> dict[str, bytes]:
    """Every file of the package but bytecode and hidden ones."""
    root = Path(grader.__file__).parent
    files = (file for file in sorted(root.rglob("*")) if file.is_file())
    kept = {file.relative_to(root.parent).as_posix(): file for file in files}
    return {name: file.read_bytes() for name, file in kept.items() if not _is_left_out(name)}


def _is_left_out(name: str) -> bool:
    return name.endswith(".pyc") or any(part == "__pycache__" or part.startswith(".") for part in name.split("/"))


def _metadata(installed: Distribution, folder: str) -> dict[str, bytes]:
    described = installed.read_text("METADATA") or installed.read_text("PKG-INFO")  # the latter beside the sources
    commands = installed.read_text("entry_points.txt")
    if described is None or commands is None:
        raise GraderError(f"{DISTRIBUTION} has no metadata here, so its wheel cannot be made; pip install it")
    return {
        f"{folder}/METADATA": described.encode(),
        f"{folder}/entry_points.txt": commands.encode(),
        f"{folder}/WHEEL": _WHEEL,
    }


def _record(members: dict[str, bytes], own: str) -> bytes:
    lines = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in members.items()]
    return ("\n".join([*lines, f"{own},,"]) + "\n").encode()


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def packed(members: dict[str, bytes], *, executable: tuple[str, ...] = ()) -> bytes:
    """A zip with these members, the same bytes for the same members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3  # Unix, wherever it is made: else the modes below are not read
            info.external_attr = (0o100755 if name in executable else 0o100644) << 16
            packs = not name.endswith(".whl")  # which is packed itself
            level = 1 if name.endswith(".bank") else None  # megabytes of arrays: a ninth larger, in a third of the time
            archive.writestr(info, data, zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED, level)
    return stream.getvalue()
