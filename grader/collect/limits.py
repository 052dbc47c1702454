"""How much of a submission is read: what goes beyond is refused by name, before it is read."""

from __future__ import annotations

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB

#: A program of more than this is not homework; the largest honest ones are some 100 KiB.
ENTRY_BYTES: Final = 2 * MIB
#: A notebook carries its plots, so it may be larger than the code that is taken from it.
NOTEBOOK_BYTES: Final = 20 * MIB
TOTAL_BYTES: Final = 20 * MIB
FILES: Final = 500
#: All paths of a submission together: they travel to the sandbox in one message.
PATHS_BYTES: Final = 64 * KIB
DEPTH: Final = 8
#: Names looked at in one folder, files that are ignored included.
NAMES: Final = 5_000

#: Code of one cell and of all: parsing a hostile cell takes time quadratic in its length (1 s for 128 KiB).
CELL_BYTES: Final = 128 * KIB
CELLS_BYTES: Final = 512 * KIB
CELLS: Final = 2_000
JSON_VALUES: Final = 2_000_000

#: A student's archive holds checkpoints and pictures, too: they are left out, not the program beside them. Of a zip
#: nothing is unpacked but what is taken; a tar is unpacked whole to be listed.
ARCHIVE_BYTES: Final = 200 * MIB
TAR_BYTES: Final = 128 * MIB
ARCHIVE_MEMBERS: Final = 50_000
#: Of one member above a MiB; text shrinks to a tenth, deflate's limit is a thousandth.
ARCHIVE_RATIO: Final = 200

CLASS_STUDENTS: Final = 100_000
CLASS_ARCHIVE_BYTES: Final = 512 * MIB
CLASS_ARCHIVE_MEMBERS: Final = 500_000

STUDENT_CHARACTERS: Final = 100
NAME_BYTES: Final = 200
NOTES: Final = 20


def in_mib(size: int) -> str:
    """A size for a message: `1.5 MiB`."""
    return f"{size / MIB:.1f} MiB"
