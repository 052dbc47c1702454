"""After the holes are filled new objects lie side by side, however memory looked before."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

PAGES = """
import ctypes, random, sys
from grader.run.tuning import holes

libc = ctypes.PyDLL(None)
libc.malloc.argtypes, libc.malloc.restype = [ctypes.c_size_t], ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
rng = random.Random(0)

kept = [bytes(rng.randrange(8, 470)) for _ in range(60_000)]
blocks = [libc.malloc(rng.randrange(600, 3000)) for _ in range(6_000)]
rng.shuffle(kept)
rng.shuffle(blocks)
del kept[:3_000]
for _ in range(600):
    libc.free(blocks.pop())

def new_pages():
    small = [bytes(size) for size in range(8, 470, 3)]
    large = [libc.malloc(size) for size in range(600, 3000, 40)]
    places = len({id(item) >> 12 for item in small}), len({place >> 12 for place in large})
    for place in large:
        libc.free(place)
    return places

before = new_pages()
filling = holes.fill()
print(*before, *new_pages())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="fork servers are of Linux")
def test_new_objects_lie_side_by_side() -> None:
    done = subprocess.run([sys.executable, "-c", PAGES], capture_output=True, text=True, timeout=60, check=True)
    small, large, small_after, large_after = map(int, done.stdout.split())
    # 29 sizes of small blocks have a page each at least; 60 large ones of 1.8 KB fill 27 pages.
    assert small > 2 * small_after, done.stdout
    if hasattr(ctypes.CDLL(None), "mallinfo2"):  # elsewhere the C library's heap is left as it is
        assert large > 1.5 * large_after, done.stdout
