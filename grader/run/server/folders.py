"""The two folders of a worker, both its own to write to: a scratch folder, and a copy of its submission."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from grader.run.linux import namespaces
from grader.run.linux.landlock import DEVICE, READ_ONLY, SCRATCH
from grader.run.linux.scratch import empty, is_too_full
from grader.run.linux.syscalls import detach_mount
from grader.run.linux.view import CPU_FILES, DEVICES, View


class WorkerFolders:
    """What every level has: files are put in before a worker starts, and everything is as before after it is dead."""

    polled = False  # whether the scratch folder needs watching, since no mount bounds it

    def __init__(self, *, scratch: str, submission: str, submission_fd: int) -> None:
        self.scratch = scratch
        self.submission = submission
        self._submission_fd = submission_fd
        self._names: list[str] = []
        self._pristine: tuple[int, ...] = ()
        self._filled: tuple[int, ...] = ()

    def rules(self) -> list[tuple[str | int, int]]:
        """What Landlock lets a worker open."""
        raise NotImplementedError

    def renew(self) -> None:
        """Replace both folders by empty ones, and `remember` them."""
        raise NotImplementedError

    def _state(self, path: str) -> tuple[int, ...]:
        room, folder = os.statvfs(path), os.stat(path)
        free = (room.f_bfree, room.f_ffree) if not self.polled else ()
        return (*free, folder.st_mtime_ns, folder.st_ctime_ns, folder.st_mode, folder.st_nlink)

    def remember(self) -> None:
        """Note how the empty scratch folder looks."""
        self._pristine = self._state(self.scratch)

    def is_pristine(self) -> bool:
        """Whether no trace of a worker is in the folders, not even a changed time, but for what `clear` removes."""
        return self._state(self.scratch) == self._pristine and self._state(self.submission) == self._filled

    def fill(self, bundle: int, names: Sequence[str], sizes: Sequence[int]) -> None:
        """Write the submission's files from a descriptor; their bytes never enter the server's own memory.

        Otherwise the next worker, a copy of the server, could find a fellow student's file in freed memory.
        """
        self.clear()
        offset = 0
        for name, size in zip(names, sizes, strict=True):
            try:
                self._make_folders(name)
                self._names.append(name)
                self._copy(bundle, name, offset, size)
            except OSError as error:  # on a full disk: which one?
                path = os.path.join(self.submission, name)
                raise OSError(error.errno, f"{error.strerror}, writing {size} bytes", path) from error
            offset += size
        self._filled = self._state(self.submission)

    def _copy(self, bundle: int, name: str, offset: int, size: int) -> None:
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC
        target = os.open(name, flags, 0o644, dir_fd=self._submission_fd)
        try:
            end = offset + size
            while offset < end:
                sent = os.sendfile(target, bundle, offset, end - offset)
                if sent == 0:
                    raise OSError("the bundle of files is shorter than its table")
                offset += sent
        finally:
            os.close(target)

    def _make_folders(self, name: str) -> None:
        parts = name.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            folder = "/".join(parts[:depth])
            if folder not in self._names:
                os.mkdir(folder, 0o755, dir_fd=self._submission_fd)
                self._names.append(folder)

    def clear(self) -> None:
        """Remove the submission's files, the last ones made first."""
        folders = {name.rsplit("/", depth)[0] for name in self._names for depth in range(1, name.count("/") + 1)}
        for name in reversed(self._names):
            if name in folders:
                os.rmdir(name, dir_fd=self._submission_fd)
            else:
                os.unlink(name, dir_fd=self._submission_fd)
        self._names.clear()


class PlainFolders(WorkerFolders):
    """Both below a folder that the host has made, where there are no mounts of one's own."""

    polled = True

    def __init__(self, base: str, anchors: list[int]) -> None:
        scratch, submission = os.path.join(base, "scratch"), os.path.join(base, "submission")
        os.mkdir(submission, 0o755)
        os.mkdir(scratch, 0o700)
        super().__init__(
            scratch=scratch,
            submission=submission,
            submission_fd=os.open(submission, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC),
        )
        self._anchors = anchors
        self.remember()

    def rules(self) -> list[tuple[str | int, int]]:
        """Read the libraries, write to the two folders."""
        rules: list[tuple[str | int, int]] = [(anchor, READ_ONLY) for anchor in self._anchors]
        rules += [(self.submission, SCRATCH), (self.scratch, SCRATCH)]
        return [*rules, *((path, DEVICE) for path in DEVICES)]

    def renew(self) -> None:
        """Empty the folders, whatever is in them."""
        os.chmod(self.scratch, 0o700)
        empty(self.scratch)
        self.clear()
        self.remember()

    def clear(self) -> None:
        """Remove the submission's files, and what the worker has put beside them.

        Raises OSError if it has replaced the folder: then the host starts another server, with other folders.
        """
        here = os.stat(self.submission, follow_symlinks=False)
        if not os.path.samestat(here, os.fstat(self._submission_fd)):
            raise OSError(f"{self.submission} was replaced")
        os.fchmod(self._submission_fd, 0o755)
        empty(self.submission)
        self._names.clear()

    def overflows(self, pid: int) -> bool:
        """Whether a folder holds more than it should; the worker `pid` is then killed."""
        return is_too_full(self.scratch, pid) or is_too_full(self.submission, pid)


class MountedFolders(WorkerFolders):
    """Scratch and submission as tmpfs mounts that the server owns."""

    def __init__(self) -> None:
        super().__init__(scratch=namespaces.SCRATCH_PATH, submission=namespaces.SUBMISSION_PATH, submission_fd=-1)
        self.renew()

    def rules(self) -> list[tuple[str | int, int]]:
        """Read what is there at all, write to the two folders."""
        own = [(self.submission, SCRATCH), (self.scratch, SCRATCH)]
        return [("/", READ_ONLY), *own, *((path, DEVICE) for path in DEVICES)]

    def renew(self) -> None:
        """Fresh mounts in place of the old ones."""
        if self._submission_fd >= 0:
            os.close(self._submission_fd)
            for path in (self.scratch, self.submission):
                detach_mount(path.encode())
        namespaces.attach(namespaces.tmpfs(size="64M", inodes=10_000), self.scratch)
        namespaces.attach(namespaces.tmpfs(size="256M", inodes=20_000), self.submission)
        self._submission_fd = os.open(self.submission, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        os.chdir(self.submission)
        self._names.clear()
        self.remember()


def anchors(view: View) -> list[int]:
    """Descriptors of all that may be read, opened while this process still may.

    A tree that holds a hidden folder is given as its other entries: Landlock can allow, not forbid.
    """
    paths = [path for tree in view.trees for path in _without(tree, view.hidden)]
    found = (path for path in [*paths, *view.files, *CPU_FILES] if os.path.exists(path))
    return [os.open(path, os.O_PATH | os.O_CLOEXEC) for path in found]


def _without(tree: str, hidden: Sequence[str]) -> list[str]:
    if not any(path.startswith(tree + os.sep) for path in hidden):
        return [tree]
    kept = []
    for entry in sorted(Path(tree).iterdir()):
        if str(entry) not in hidden:
            kept += _without(str(entry), hidden) if entry.is_dir() else [str(entry)]
    return kept
