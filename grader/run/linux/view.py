"""Which files of the machine a restricted process may read."""

from __future__ import annotations

from dataclasses import dataclass, field

DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
#: Libraries ask how many cores there are; nothing else below /proc and /sys is shown.
CPU_FILES = (
    "/proc/cpuinfo",
    "/sys/devices/system/cpu/online",
    "/sys/devices/system/cpu/possible",
    "/sys/devices/system/cpu/present",
)


@dataclass(frozen=True, slots=True)
class View:
    """Paths that exist, each once: `trees` and `files` to show, `hidden` folders to cover within them."""

    trees: tuple[str, ...]
    files: tuple[str, ...]
    hidden: tuple[str, ...]
    links: dict[str, str] = field(default_factory=dict)  # path -> what it points to
