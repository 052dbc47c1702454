"""Group e, second part: memory, files, answers that are too large."""

from __future__ import annotations

import io

import numpy as np

from attacks.entry import FULL, WALLED, Attack, Evidence

FILL = """
    import os, tempfile, time
    def patient(x):
        folder = PLACE
        for at in range(COUNT):
            with open(os.path.join(folder, f'@MARK@{at}'), 'wb') as file:
                file.write(bytes(SIZE))
        if COUNT > 20000:
            print('GOT', COUNT)
        time.sleep(1)
        print('GOT room for', COUNT, 'files of', SIZE, 'bytes')
        return 3 * x
"""
#: Where no mount bounds the scratch folder the judge's side measures it, and ends the worker.
FULL_ROOM = "raised crashed timed_out"


def _fill(place: str, count: int, size: int) -> str:
    return FILL.replace("PLACE", place).replace("COUNT", str(count)).replace("SIZE", str(size))


def _bomb() -> bytes:
    """400 MB of zeros in 400 KB."""
    packed = io.BytesIO()
    np.savez_compressed(packed, x=np.zeros(50_000_000))
    return packed.getvalue()


def _crashed_only_where_measured(evidence: Evidence) -> None:
    """At `full` the disk ends; elsewhere the host measures the folder, and may be faster than the error."""
    if evidence.level == FULL:
        assert set(evidence.verdicts("attacked")) == {"raised"}


ATTACKS = (
    Attack("E09", _fill("tempfile.gettempdir()", 20, 8_000_000), target="patient", verdict=FULL_ROOM, bites=True),
    Attack("E10", _fill("tempfile.gettempdir()", 12_000, 0), target="patient", verdict=FULL_ROOM, bites=True),
    Attack(
        "E11",
        """
        kept = []
        def attacked(x):
            for _ in range(5000):
                kept.append(open('/dev/null'))
        """,
        says="Too many open files",
    ),
    Attack(
        "E12",
        """
        import os
        def attacked(x):
            for folder in (os.getcwd(), '@HOME@', '/var/tmp', '/dev/shm', '/'):
                try:
                    with open(os.path.join(folder, '@MARK@fill'), 'wb') as file:
                        print('GOT', folder, file.write(bytes(80 << 20)))
                except OSError as error:
                    last = error
            raise last
        """,
        verdict="raised crashed",
        check=_crashed_only_where_measured,
        levels=WALLED,
        bites=True,
    ),
    Attack(
        "E13",
        """
        import tempfile
        def attacked(x):
            with tempfile.TemporaryFile() as file:
                file.truncate(1 << 50)
                print('GOT a petabyte')
        """,
        says="File too large",
    ),
    Attack(
        "E15",
        """
        import os
        def patient(x):
            for _ in range(500):
                os.write(1, b'flood ' * 4000)
            return 3 * x
        """,
        target="patient",
        verdict="passed",
        says="",
    ),
    Attack(
        "E16",
        """
        import numpy as np
        def attacked(x):
            return np.broadcast_to(np.zeros(1), (10**5, 10**5))
        def patient(x):
            return np.zeros((3 << 20,))
        """,
        verdict="output_too_large",
        also={"patient": "output_too_large"},
    ),
    Attack(
        "E20",
        """
        import numpy as np
        def patient(x):
            data = np.load('data.npz')['x']
            print('GOT', data.nbytes)
            return 3 * x
        """,
        target="patient",
        verdict="out_of_memory raised",
        files={"data.npz": _bomb()},
        bites=True,
    ),
    Attack(
        "E21",
        """
        import os, torch
        def attacked(x):
            if os.path.exists('/dev/nvidia0') or os.path.exists('/dev/dri/renderD128'):
                open('/dev/nvidia0' if os.path.exists('/dev/nvidia0') else '/dev/dri/renderD128')
                print('GOT a device')
            try:
                numbers = torch.zeros(1, device='cuda')
            except Exception as error:  # a build for CPUs and one for GPUs without a driver say different things
                raise RuntimeError('torch found no device') from error
            print('GOT numbers on a device')
            return numbers
        """,
        verdict="raised",
        says="torch found no device",
        stand_in="a machine without CUDA: that no device can be opened, and that torch finds none",
    ),
)
