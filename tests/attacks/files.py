"""Group d, second part: folders and archives that are not what they seem."""

from __future__ import annotations

import importlib.util
import io
import marshal
import os
import socket
import stat
import tarfile
import tempfile
import zipfile
from pathlib import Path

from attacks.entry import Attack, Evidence
from attacks.stand import RIGHT, Stand
from grader.collect import collect_class, collect_one

ALL_RIGHT = "\n".join(RIGHT.values())
REFUSED = {"patient": "missing", "honest": "missing"}


def _bytecode() -> dict[str, bytes]:
    """Bytecode that claims to be newer than any source, and unchecked bytecode in NumPy's name."""
    evil = marshal.dumps(compile("print('GOT bytecode')\ndef g(x):\n    return 0\n", "helper.py", "exec"))
    magic = importlib.util.MAGIC_NUMBER
    unchecked = magic + (1).to_bytes(4, "little") + bytes(8) + evil
    tag = importlib.util.cache_from_source("x.py").rpartition("x.")[2]
    return {
        "__pycache__/range." + tag: unchecked,
        "__pycache__/helper." + tag: unchecked,
        "helper.pyc": magic + bytes(4) + b"\xff" * 8 + evil,
        "numpy.pyc": unchecked,
    }


def _refused(stand: Stand, folder: Path, *, says: str) -> Evidence:
    evidence = stand.graded(folder)
    assert evidence.report.status == "graded"
    assert {*evidence.verdicts("attacked"), *evidence.verdicts("honest")} == {"missing"}, evidence.words[:300]
    assert says in evidence.words, evidence.words[:500]
    assert evidence.report.total.earned == 0
    return evidence


def _link_as_entry(stand: Stand) -> None:
    """A symlink in place of the entry is refused, whatever it points to."""
    for at, target in enumerate(
        ("/etc/passwd", str(stand.course / "reference/range/solution.py"), "nowhere", "range.py")
    ):
        folder = stand.base / "class" / f"D10-{at}"
        folder.mkdir(parents=True)
        (folder / "range.py").symlink_to(target)
        _refused(stand, folder, says="is a symlink")


def _linked_folder(stand: Stand) -> None:
    """A linked folder is never entered, neither beside the entry nor in place of the submission."""
    folder = stand.write("D11", "import os\nprint('GOT' if os.path.exists('data/etc') else '')\n")
    (folder / "data").symlink_to("/")
    evidence = stand.graded(folder)
    assert "data is a symlink and is left out" in evidence.words
    assert "GOT" not in evidence.stdout + evidence.words
    with tempfile.TemporaryDirectory(dir=stand.base) as name:
        (Path(name) / "mallory").symlink_to(stand.neighbour)
        (submission,) = collect_class(Path(name), slug="range")
        assert submission.program is None
        assert "is a symlink" in submission.refusal


def _names_that_lead_out(stand: Stand) -> None:
    """A member whose name leads out refuses the archive; nothing is written anywhere."""
    for name in (
        "../../.bashrc",
        "/etc/evil",
        "C:/evil.py",
        "..\\..\\evil.py",
        "\\\\server\\share\\evil.py",
        "a/../../b",
    ):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("range.py", ALL_RIGHT)
            archive.writestr(zipfile.ZipInfo(name), "evil")
        path = stand.base / "D12.zip"
        path.write_bytes(packed.getvalue())
        before = _tree(stand.base)
        _refused(stand, path, says="")
        assert _tree(stand.base) == before, name


def _tree(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*"))


def _special_members(stand: Stand) -> None:
    """Links, devices and set-uid bits of a tar are nothing that is ever made."""
    makers = {
        "symlink": (tarfile.SYMTYPE, "/etc"), "hard link": (tarfile.LNKTYPE, "/etc/passwd"), "device": (tarfile.CHRTYPE, ""),
        "FIFO": (tarfile.FIFOTYPE, ""),
    }  # fmt: skip
    for kind, (code, target) in makers.items():
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w:gz") as archive:
            first = tarfile.TarInfo("range.py")
            first.size, first.mode = len(ALL_RIGHT), 0o4777
            archive.addfile(first, io.BytesIO(ALL_RIGHT.encode()))
            odd = tarfile.TarInfo("data")
            odd.type, odd.linkname = code, target
            archive.addfile(odd)
            through = tarfile.TarInfo("data/evil")
            archive.addfile(through)
        path = stand.base / "D13.tar.gz"
        path.write_bytes(packed.getvalue())
        submission = collect_one(path, slug="range")
        names = set(submission.program.files) if submission.program else set()
        assert names <= {"range.py"}, (kind, names)
        assert submission.refusal or any("data" in note for note in submission.notes), kind
        assert not (stand.base / "data").exists()


def _fifo(folder: Path) -> None:
    os.mkfifo(folder / "range.py")


def _odd_files(folder: Path) -> None:
    """A device where that is possible, a socket everywhere."""
    (folder / "range.py").write_text(ALL_RIGHT + "import os\nprint('GOT' if os.path.exists('data.txt') else '')\n")
    try:
        os.mknod(folder / "data.txt", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        _bind(folder / "data.txt")
    _bind(folder / "socket.py")


def _bind(path: Path) -> None:
    here = os.open(path.parent, os.O_PATH)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"/proc/self/fd/{here}/{path.name}")  # a socket's own path may have 107 bytes only
    os.close(here)


def _same_names(stand: Stand) -> None:
    """Names that some system takes for one, or does not take at all, are left out everywhere alike."""
    odd = ("CON.py", "aux.txt", "trailing.", "stream:evil.py", "Helper.py", "helper.py", "LPT1")
    folder = stand.write("D17", "import helper\nprint(helper.NAME)\n")
    for name in odd:
        (folder / name).write_text(f"NAME = {name!r}\n", encoding="utf-8")
    submission = collect_one(folder, slug="range")
    assert submission.program is not None
    assert sorted(submission.program.files) == ["helper.py", "range.py"]
    assert sum("left out" in note for note in submission.notes) == len(odd) - 1
    assert stand.graded(folder).report.total.earned == stand.bank_points


def _strange_names(stand: Stand) -> None:
    """Each student is one row, whatever the folder is called."""
    names = [
        b"new\nline",
        b"\x1b[2Jescape",
        "\u202egnirts".encode(),
        b"\xff\xfe",
        b"x" * 250,
        b"[bold red]markup",
        b"=1+1",
    ]
    with tempfile.TemporaryDirectory(dir=stand.base) as place:
        for name in names:
            folder = os.path.join(os.fsencode(place), name)
            os.mkdir(folder)
            with open(os.path.join(folder, b"range.py"), "w", encoding="utf-8") as file:
                file.write(ALL_RIGHT)
        submissions = collect_class(Path(place), slug="range")
        assert len({submission.student for submission in submissions}) == len(names)
        for submission in submissions:
            evidence = stand.shown(stand.session.grade(submission), 0)
            assert evidence.report.total.earned == stand.bank_points
            rows = [line for line in evidence.terminal.splitlines() if "all right" in line]
            assert len(rows) == 1, rows
            assert not {"\x1b", "\u202e"} & set(evidence.terminal)


ATTACKS = (
    Attack(
        "D06",
        "import helper\ndef attacked(x):\n    return helper.g(x)\n",
        verdict="passed",
        files={**_bytecode(), "helper.py": "def g(x):\n    return 2 * x\n"},
    ),
    Attack(
        "D07",
        "def attacked(x):\n    return 2 * x\n",
        verdict="passed",
        files={
            "conftest.py": "print('GOT a hook')\nraise SystemExit\n",
            "pytest.ini": "[pytest]\naddopts = --junitxml=evil.xml\n",
            "pyproject.toml": "[project.entry-points.pytest11]\nevil = 'range'\n",
        },
        says="conftest.py is not used",
    ),
    Attack("D10", trial=_link_as_entry),
    Attack("D11", trial=_linked_folder),
    Attack("D12", trial=_names_that_lead_out),
    Attack("D13", trial=_special_members),
    Attack("D15", build=_fifo, verdict="missing", also=REFUSED, says="is a FIFO"),
    Attack("D16", build=_odd_files, verdict="passed", says="and is left out"),
    Attack("D17", trial=_same_names),
    Attack("D18", trial=_strange_names),
)
