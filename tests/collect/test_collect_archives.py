"""Archives: honest ones of every kind, hostile ones of every kind."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect.archives import ArchiveSource, open_archive
from grader.collect.tar import tar_members
from grader.model.errors import SubmissionError

from .builders import ENTRY, SOURCE, collected, program_of, refusal_of, tar_of, write, zip_of

FILES = {ENTRY: SOURCE, "lib/utils.py": b"x = 1\n" * 200}


def handed_in(tmp_path: Path, name: str, data: bytes) -> Path:
    return write(tmp_path, {name: data}) / name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ada.zip", zip_of(FILES)),
        ("ada.zip", zip_of(FILES, zipfile.ZIP_STORED)),
        ("ada.tar", tar_of(FILES)),
        ("ada.tar", tar_of(FILES, form=tarfile.GNU_FORMAT)),
        ("ada.tar", tar_of(FILES, form=tarfile.USTAR_FORMAT)),
        ("ada.tar.gz", tar_of(FILES, "w:gz")),
        ("ada.tgz", tar_of(FILES, "w:gz")),
        ("ada.tar.bz2", tar_of(FILES, "w:bz2")),
        ("ada.tar.xz", tar_of(FILES, "w:xz")),
        ("ada.zip", tar_of(FILES, "w:gz")),
        ("ada.zip", zip_of({f"homework/{name}": data for name, data in FILES.items()})),
        ("ada.tar", tar_of({f"./homework/{name}": data for name, data in FILES.items()})),
        ("ada.zip", zip_of({**FILES, "__MACOSX/._conv_nets.py": b"\0", ".DS_Store": b"\0"})),
    ],
)
def test_honest_archive_is_read(tmp_path: Path, name: str, data: bytes) -> None:
    path = handed_in(tmp_path, name, data)
    assert program_of(path).files == FILES
    assert collected(path).student == "ada"
    assert collected(path).digest == collected(write(tmp_path / "as folder", FILES)).digest


def test_archive_in_a_students_folder_is_read(tmp_path: Path) -> None:
    assert program_of(write(tmp_path / "ada", {"hw.zip": zip_of(FILES), "report.pdf": b""})).files == FILES


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_long_and_foreign_names_of_tar_are_read(tmp_path: Path, form: int) -> None:
    long = f"{'folder/' * 4}{'n' * 120}é.py"
    assert program_of(handed_in(tmp_path, "ada.tar", tar_of({ENTRY: b"", long: b"x"}, form=form))).files[long] == b"x"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../../.bashrc", "leads out of the archive"),
        ("lib/../../x.py", "leads out of the archive"),
        ("/etc/cron.d/x", "has an absolute name"),
        ("C:/Windows/x.py", "has a drive letter in its name"),
        ("C:x.py", "has a drive letter in its name"),
        ("..\\..\\x.py", "has a backslash in its name"),
        ("\\\\server\\share\\x.py", "has a backslash in its name"),
        ("//server/share/x.py", "has an absolute name"),
        ("d/" * 30 + "x.py", "has a name that is too long or too deep"),
    ],
)
@pytest.mark.parametrize("make", [zip_of, tar_of])
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, name: str, why: str, make: type) -> None:
    refusal = refusal_of(handed_in(tmp_path, "ada.zip", make({ENTRY: SOURCE, name: b"x"})))
    assert why in refusal
    assert list(tmp_path.iterdir()) == [tmp_path / "ada.zip"]


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        (tarfile.SYMTYPE, "is a symlink"),
        (tarfile.LNKTYPE, "is a hard link"),
        (tarfile.CHRTYPE, "is a device"),
        (tarfile.BLKTYPE, "is a device"),
        (tarfile.FIFOTYPE, "is a FIFO"),
        (tarfile.CONTTYPE, ""),
        (b"Z", "is no regular file"),
    ],
)
def test_special_members_of_tar_are_never_read(tmp_path: Path, kind: bytes, what: str) -> None:
    info = tarfile.TarInfo("helper.py")
    info.type, info.linkname = kind, "/etc/passwd"
    submission = collected(handed_in(tmp_path, "ada.tar", tar_of({ENTRY: SOURCE, "helper.py": info})))
    assert submission.program is not None
    assert submission.program.files == {ENTRY: SOURCE, **({} if what else {"helper.py": b""})}
    assert submission.notes == ((f"helper.py {what} and is left out",) if what else ())


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_special_entry_of_tar_is_refused(tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo(ENTRY)
    info.type, info.linkname = kind, "/etc/passwd"
    assert "hand in the file itself" in refusal_of(handed_in(tmp_path, "ada.tar", tar_of({ENTRY: info})))


def test_write_through_a_link_is_refused(tmp_path: Path) -> None:
    link = tarfile.TarInfo("data")
    link.type, link.linkname = tarfile.SYMTYPE, "/"
    data = tar_of({ENTRY: SOURCE, "data": link, "data/evil.py": b"x"})
    assert "stands twice in the archive" in refusal_of(handed_in(tmp_path, "ada.tar", data))


def test_symlink_in_a_zip_is_left_out(tmp_path: Path) -> None:
    buffer = io.BytesIO(zip_of({ENTRY: SOURCE}))
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo("helper.py")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    submission = collected(handed_in(tmp_path, "ada.zip", buffer.getvalue()))
    assert submission.program is not None
    assert list(submission.program.files) == [ENTRY]
    assert submission.notes == ("helper.py is a symlink and is left out",)


def test_member_that_stands_twice_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO(zip_of({ENTRY: SOURCE}))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(ENTRY, b"other")
    assert refusal_of(handed_in(tmp_path, "ada.zip", buffer.getvalue())) == f"{ENTRY} stands twice in the archive"


def test_bomb_by_ratio_is_left_out_and_refused_as_the_program(tmp_path: Path) -> None:
    data = zip_of({ENTRY: SOURCE, "zeros.bin": bytes(15 << 20)})
    submission = collected(handed_in(tmp_path, "ada.zip", data))
    assert submission.program is not None
    assert submission.program.files == {ENTRY: SOURCE}
    assert submission.notes == ("zeros.bin unpacks to more than 200 times its size and is left out",)
    data = zip_of({ENTRY: bytes(15 << 20)})
    assert "unpacks to more than 200 times its size" in refusal_of(handed_in(tmp_path, "bo.zip", data))


@pytest.mark.parametrize("name", ["ada.zip", "ada.tar"])
def test_a_checkpoint_in_an_archive_is_left_out_and_named(tmp_path: Path, name: str) -> None:
    files = {ENTRY: SOURCE, "model.pt": bytes(range(256)) * (22 << 12)}
    data = zip_of(files, zipfile.ZIP_STORED) if name.endswith("zip") else tar_of(files)
    submission = collected(handed_in(tmp_path, name, data))
    assert submission.program is not None, submission.refusal
    assert submission.program.files == {ENTRY: SOURCE}
    assert submission.notes[0].startswith("model.pt (22.0 MiB) is left out")


def test_thousands_of_pictures_in_an_archive_are_left_out_and_named(tmp_path: Path) -> None:
    files = {ENTRY: SOURCE, **{f"data/{number}.png": b"" for number in range(6000)}}
    submission = collected(handed_in(tmp_path, "ada.zip", zip_of(files)))
    assert submission.program is not None, submission.refusal
    assert submission.program.files == {ENTRY: SOURCE}
    assert submission.notes == ("data holds more than 5000 names: the folder is left out",)


def test_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = zip_of({ENTRY: b"#" * (50 << 20)})
    lying = data.replace(struct.pack("<L", 50 << 20), struct.pack("<L", 1000))
    assert "damaged" in refusal_of(handed_in(tmp_path, "ada.zip", lying))


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_bomb_in_a_packed_tar_is_refused(tmp_path: Path, pack: type) -> None:
    bomb = pack(tar_of({ENTRY: SOURCE, "zeros.bin": bytes(130 << 20)}))
    began = time.process_time()
    assert refusal_of(handed_in(tmp_path, "ada.tar.gz", bomb)) == "ada.tar.gz: unpacks to more than 128.0 MiB"
    assert time.process_time() - began < 5


def test_xz_that_asks_for_much_memory_is_refused(tmp_path: Path) -> None:
    for dictionary, is_read in ((1 << 26, True), (1 << 29, False)):
        packer = lzma.LZMACompressor(filters=[{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": dictionary}])
        path = handed_in(tmp_path, "ada.tar.xz", packer.compress(tar_of(FILES)) + packer.flush())
        assert (collected(path).program is not None) == is_read


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_limit_are_refused(tmp_path: Path, method: int) -> None:
    data = zip_of({ENTRY: SOURCE * 100}, method)
    assert "packed by a method other than deflate" in refusal_of(handed_in(tmp_path, "ada.zip", data))


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    many = {ENTRY: SOURCE, **{f"d/{index}": b"" for index in range(50_000)}}
    for data in (zip_of(many), tar_of(many)):
        assert "holds more than 50000 members" in refusal_of(handed_in(tmp_path, "ada.zip", data))


def test_encrypted_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(zip_of({ENTRY: SOURCE}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert "is encrypted" in refusal_of(handed_in(tmp_path, "ada.zip", bytes(data)))


def test_archive_within_an_archive_is_opened_and_a_third_refused_by_name(tmp_path: Path) -> None:
    inner = zip_of({"__MACOSX/._inner.zip": b"", "hw/inner.tar.gz": tar_of(FILES, "w:gz")})
    assert program_of(handed_in(tmp_path, "ada.zip", inner)).files == FILES
    refusal = refusal_of(handed_in(tmp_path, "bo.zip", zip_of({"middle.zip": inner})))
    assert refusal == "inner.tar.gz is an archive within an archive within an archive; hand in the files themselves"


def test_archive_beside_the_folder_it_unpacks_to_is_one_work(tmp_path: Path) -> None:
    files = {"hw.zip": b"PK damaged", f"hw/{ENTRY}": SOURCE, "hw/lib/x.py": b"x = 1"}
    assert program_of(write(tmp_path / "ada", files)).files == {ENTRY: SOURCE, "lib/x.py": b"x = 1"}


def made_on_windows(files: dict[str, bytes]) -> bytes:
    """A zip as Windows PowerShell makes it: FAT is the system, backslashes part the names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.create_system = 0
            archive.writestr(info, data)
    return buffer.getvalue()


def test_backslashes_part_the_names_of_a_zip_made_on_windows(tmp_path: Path) -> None:
    data = made_on_windows({"hw\\": b"", f"hw\\{ENTRY}": SOURCE, "hw\\lib\\x.py": b"x = 1"})
    assert program_of(handed_in(tmp_path, "ada.zip", data)).files == {ENTRY: SOURCE, "lib/x.py": b"x = 1"}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("..\\..\\x.py", "leads out of the archive"),
        ("lib/..\\..\\x.py", "leads out of the archive"),
        ("\\\\server\\share\\x.py", "has an absolute name"),
        ("C:\\x.py", "has a drive letter in its name"),
        (f".\\{ENTRY}", "stands twice in the archive"),
    ],
)
def test_backslashes_of_windows_lead_nowhere_else(tmp_path: Path, name: str, why: str) -> None:
    assert why in refusal_of(handed_in(tmp_path, "ada.zip", made_on_windows({ENTRY: SOURCE, name: b"x"})))


@pytest.mark.parametrize("name", ["hw.7z", "hw.rar"])
def test_archives_that_cannot_be_opened_are_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    for number, files in enumerate(({name: b"Rar!"}, {"hw.zip": zip_of({name: b"Rar!"})})):
        refusal = refusal_of(write(tmp_path / str(number), files))
        assert refusal == f"{name} cannot be opened; hand in the files themselves or a .zip"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", zip_of(FILES)[:-30], tar_of(FILES)[:700], tar_of(FILES, "w:gz")[:-40], b"\x1f\x8b" + b"x" * 99,
     bz2.compress(tar_of(FILES))[:-9], lzma.compress(tar_of(FILES))[:-9], b"Rar!\x1a\x07\x00", b"just text"],
)  # fmt: skip
def test_damaged_archive_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    assert refusal_of(handed_in(tmp_path, "ada.zip", data)).startswith("ada.zip")


def test_damaged_member_is_refused(tmp_path: Path) -> None:
    data = zip_of({ENTRY: SOURCE}, zipfile.ZIP_STORED).replace(b"return x", b"return y", 1)
    assert "damaged" in refusal_of(handed_in(tmp_path, "ada.zip", data))


@pytest.mark.parametrize("name", ["ada.7z", "ada.rar", "ada.gz"])
def test_archives_of_other_kinds_are_refused_by_name(tmp_path: Path, name: str) -> None:
    assert refusal_of(handed_in(tmp_path, name, b"7z\xbc\xaf")).startswith(f"{name} cannot be opened")


def header(name: bytes, size: bytes, kind: bytes = b"0") -> bytes:
    """A tar header with a right checksum."""
    block = bytearray(name.ljust(100, b"\0") + b"0000644\0" * 3 + size.ljust(12, b"\0") + b"0" * 12 + b" " * 8 + kind)
    block = block.ljust(512, b"\0")
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


@pytest.mark.parametrize("size", [b"-0000000001", b"\xff" * 12, b"\x80" + b"\xff" * 11, b"77777777777", b"99999999999"])
@pytest.mark.parametrize("kind", [b"0", b"L", b"x", b"g", b"K"])
def test_tar_that_lies_about_a_size_is_refused(tmp_path: Path, size: bytes, kind: bytes) -> None:
    data = header(ENTRY.encode(), size, kind) + bytes(1024)
    began = time.process_time()
    assert refusal_of(handed_in(tmp_path, "ada.tar", data)).startswith("ada.tar")
    assert time.process_time() - began < 1


@pytest.mark.parametrize("size", [b"2_5", b" 25", b"+25", b"0" * 30 + b"25"])
def test_a_size_that_other_readers_do_not_take_is_refused(tmp_path: Path, size: bytes) -> None:
    record = b"%02d size=%s\n" % (9 + len(size), size)
    packed = header(b"pax", b"%011o" % len(record), b"x") + record + bytes(-len(record) % 512)
    data = packed + header(ENTRY.encode(), b"%011o" % len(SOURCE)) + SOURCE + bytes(-len(SOURCE) % 512) + bytes(1024)
    assert "damaged" in refusal_of(handed_in(tmp_path, "ada.tar", data))


@pytest.mark.parametrize(
    "record",
    [b"9" * 60_000, b"5 a=b", b"0 a=b\n", b"99 path=x\n", b"6 ab=x", b"10 size=-1\n", b" =\n", b"12 size=99999\n"],
)
def test_hostile_pax_header_is_refused_quickly(tmp_path: Path, record: bytes) -> None:
    padded = record + bytes(-len(record) % 512)
    data = header(b"pax", b"%011o" % len(record), b"x") + padded + header(ENTRY.encode(), b"0") + bytes(1024)
    began = time.process_time()
    refusal_of(handed_in(tmp_path, "ada.tar", data))
    assert time.process_time() - began < 1


NAMES = st.text(st.sampled_from("ab/.\\:\x00\n é"), max_size=12) | st.text(max_size=8)


@given(st.dictionaries(NAMES.filter(lambda name: name and "\0" not in name), st.binary(max_size=40), min_size=1))
def test_no_name_leads_out_of_the_tree(files: dict[str, bytes]) -> None:
    try:
        data = tar_of(files)
    except (UnicodeEncodeError, ValueError):
        return
    everything = walk(open_archive(data, "x.tar"), "")
    for path in everything:
        assert path
        assert not path.startswith("/")
        assert ".." not in path.split("/")


def walk(source: ArchiveSource, folder: str) -> list[str]:
    """All paths of files."""
    found = []
    for item in source.entries(folder):
        if item.kind.value == "file":
            source.read(item.path, 100)
            found.append(item.path)
        elif item.kind.value == "folder":
            found += walk(source, item.path)
    return found


HONEST = [zip_of(FILES), tar_of(FILES), tar_of(FILES, "w:gz"), tar_of(FILES, form=tarfile.GNU_FORMAT)]
CHANGES = st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), min_size=1, max_size=8)


@given(st.sampled_from(HONEST), CHANGES, st.integers(0, 4000))
def test_changed_bytes_are_read_or_refused(data: bytes, changes: list[tuple[int, int]], cut: int) -> None:
    broken = bytearray(data)
    for position, value in changes:
        broken[position % len(broken)] = value
    del broken[len(broken) - cut % 200 :]
    with suppress(SubmissionError):
        walk(open_archive(bytes(broken), "x.zip"), "")


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08\x00", b"BZh9", b"\xfd7zXZ\x00"):
        with suppress(SubmissionError):
            walk(open_archive(start + data, "x.zip"), "")


@given(
    st.dictionaries(st.text("abé./", min_size=1, max_size=150), st.binary(max_size=1500), min_size=1, max_size=5),
    st.sampled_from([tarfile.PAX_FORMAT, tarfile.GNU_FORMAT]),
)
def test_own_tar_reader_agrees_with_the_standard_library(files: dict[str, bytes], form: int) -> None:
    data = tar_of(files, form=form)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        expected = {}
        for member in archive.getmembers():
            content = archive.extractfile(member)
            expected[member.name] = content.read() if content else b""
    actual = {name: read(10_000) for name, _, _, _, read in tar_members(data, most_bytes=1 << 30, most_members=100)}
    assert {name.strip("/"): content for name, content in actual.items() if content} == {
        name.strip("/"): content for name, content in expected.items() if content
    }
