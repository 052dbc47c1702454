"""GitHub Classroom: one clone `<assignment>-<user>/` a student, maybe in `<assignment>-submissions/`."""

from __future__ import annotations

from typing import Final

from grader.collect.names import RawName
from grader.collect.platforms.place import ClassFolder, Found, Handed

_FOLDER: Final = "-submissions"


def github_classroom(place: ClassFolder) -> Found | None:
    """Clones if more works than not begin with the assignment's name, which is the slug or the folder's.

    One alone may be a student's own folder, `convolution-main/`, where no folder says that it holds submissions.
    """
    named = place.name.removesuffix(_FOLDER) if place.name.endswith(_FOLDER) else ""
    for prefix in (f"{name}-" for name in (place.slug, named) if name):
        clones = [item for item in place.folders if item.name.startswith(prefix) and item.name != prefix]
        if len(clones) > max(len(place.works) - len(clones), 0 if named else 1):
            return Found([
                Handed(RawName(item.name.removeprefix(prefix), origin=item.name), place.source, item.path, (item,))
                for item in clones
            ])  # fmt: skip
    return None
