"""What an instructor puts into Classroom 50: public cases only, since everybody can read what its runner reads."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections.abc import Mapping

from grader.bank import store
from grader.frameworks import extra_for
from grader.model.errors import GraderError
from grader.release.bundle import Bundle
from grader.release.classrooms import Wheel
from grader.release.templates import filled

FOLDER = "classroom50"
#: Of a packed bundle; the runner takes no larger one.
MOST_BYTES = 10 * 1024 * 1024
#: Its default is the newest Python, for which libraries may have no wheel yet.
RUNTIME = {"python": "3.12"}


def classroom50_files(bundle: Bundle, wheel: Wheel) -> Mapping[str, bytes]:
    """The commands to run, `runtime.json`, and the bundle `autograders/SLUG/`.

    Raises:
        GraderError: it is larger than the runner takes.
    """
    values = {"slug": bundle.slug, "wheel": wheel.name, "extra": extra_for(bundle.bank.libraries)}
    members = {
        "autograder.py": filled("classroom50_autograder.py", **values),
        wheel.name: wheel.data,
        f"{bundle.slug}.bank": store.encode(bundle.bank),
    }
    if (size := len(_packed(members))) > MOST_BYTES:
        raise GraderError(
            f"{bundle.slug}: Classroom 50 takes a bundle of at most {MOST_BYTES // 2**20} MiB, this one has "
            f"{size / 2**20:.1f} MiB, {len(members[f'{bundle.slug}.bank']) / 2**20:.1f} of them the public cases; "
            "make those smaller, or check with `--github` instead"
        )
    return {
        f"{FOLDER}/README.md": filled("classroom50.md", **values),
        f"{FOLDER}/runtime.json": (json.dumps(RUNTIME) + "\n").encode(),
        **{f"{FOLDER}/autograders/{bundle.slug}/{name}": data for name, data in members.items()},
    }


def _packed(members: Mapping[str, bytes]) -> bytes:
    """The bundle as its pages serve it, a `.tar.gz`."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return gzip.compress(stream.getvalue())
