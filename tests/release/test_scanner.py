"""The scanner finds what must not leave, wherever and however it is put in."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from grader.bank import store
from grader.bank.build import case_bank
from grader.bank.secret import fingerprint
from grader.model.bank import PRIVATE, CaseBank
from grader.model.folders import ASSIGNMENTS
from grader.model.values import Value
from grader.release.bundle import HANDOUTS, student_bundle
from grader.release.code import Protected
from grader.release.numbers import Patterns, PrivateNumbers, is_text, long_enough, significant
from grader.release.publish import published
from grader.release.scan import Scanner, private_files
from grader.release.wheel import package_files
from grader.scaffold.scaffold import scaffold

from .conftest import SECRET, Grader


@pytest.fixture
def bank(course: Path) -> CaseBank:
    """Public and private cases under the test secret."""
    return case_bank(course, "tiny", secret=SECRET)


@pytest.fixture
def scanner(course: Path, bank: CaseBank) -> Scanner:
    """What must not be found of the tiny course."""
    return Scanner.of(course, "tiny", public=published(bank), private=bank, secret=SECRET)


@pytest.fixture
def number(bank: CaseBank) -> float:
    """A number of a private answer."""
    case = next(case for case in bank.cases() if case.split == PRIVATE and case.scenario == "ordinary")
    return float(next(value for value in np.ravel(np.asarray(case.expected)) if long_enough(float(value))))


def test_an_honest_release_is_clean(course: Path, scanner: Scanner) -> None:
    assert scanner.findings(student_bundle(course, "tiny").files) == []


def test_what_grader_new_writes_is_no_leak_in_our_own_wheel(tmp_path: Path) -> None:
    scaffold(tmp_path, "new-one", ("softmax(logits, axis=-1)",))
    own = Protected.of(private_files(tmp_path, "new-one"))
    assert len(own.files) == 6
    assert {name: own.found_in(data) for name, data in package_files().items() if own.found_in(data)} == {}


COURSE = Path(__file__).parents[2]


@pytest.mark.parametrize("slug", sorted(folder.name for folder in (COURSE / ASSIGNMENTS).iterdir() if folder.is_dir()))
def test_no_assignment_of_ours_is_stopped_by_lines_that_students_get(slug: str) -> None:
    scanner = Scanner(None, Protected.of(private_files(COURSE, slug)), _numbers_of())
    folder = COURSE / ASSIGNMENTS / slug
    shipped = {f.name: f.read_bytes() for f in folder.iterdir() if f.name in (*HANDOUTS, "public.py", "starter.py")}
    assert scanner.findings(shipped) == []
    assert {
        name: found for name, data in package_files().items() if (found := scanner.code.found_in(data, whole=True))
    } == {}


def _zipped(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.txt", data)
    return stream.getvalue()


def _chopped(number: float) -> list[bytes]:
    """Base64 in literals of ten characters, too short to be looked at one by one."""
    text = base64.b64encode(struct.pack("<3d", 1.0, number, 2.0))
    return [text[start : start + 10] for start in range(0, len(text), 10)]


def _escaped(data: bytes) -> bytes:
    return "".join(f"\\x{byte:02x}" for byte in data).encode()


def _halves(text: bytes) -> tuple[bytes, bytes]:
    return text[:12], text[12:]


def _npz(number: float) -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, answer=np.full((4, 4), number))
    return stream.getvalue()


WAYS: dict[str, Callable[[float], bytes]] = {
    "repr": lambda number: f"x = {number!r}\n".encode(),
    "single": lambda number: f"x = {np.float32(number)!s}\n".encode(),
    "scientific": lambda number: f"x = {number:.16e}\n".encode(),
    "rounded": lambda number: f"x = {number:.13g}\n".encode(),
    "underscored": lambda number: f"x = {repr(number)[:5]}_{repr(number)[5:]}\n".encode(),
    "hexadecimal": lambda number: f"x = float.fromhex('{number.hex()}')\n".encode(),
    "other sign": lambda number: b"some text" + struct.pack("<d", -number),
    "hex digits": lambda number: f"x = bytes.fromhex('{struct.pack('<d', number).hex()}')\n".encode(),
    "literal": lambda number: f"x = {struct.pack('>d', number)!r}\n".encode(),
    "escapes": lambda number: b"x = '" + _escaped(struct.pack("<d", number)) + b"'\n",
    "a table in escapes": lambda number: f"x = 'a\\tb\\n{number!r}\\t{number!r}'\n".encode(),
    "escapes in an example": lambda number: (
        b"It is ```b'" + _escaped(struct.pack("<d", number)) + b"'```, don't you see\n"
    ),
    "escapes in lines": lambda number: b"x = (\n    b'%b'\n    b'%b')\n" % _halves(_escaped(struct.pack("<d", number))),
    "hex behind a letter": lambda number: f"data{struct.pack('<d', number).hex()}\n".encode(),
    "base64 behind an escape": lambda number: b'{"x": "y\\n' + base64.b64encode(struct.pack("<d", number)) + b'"}',
    "base64 text": lambda number: b"x = '" + base64.b64encode(f"answer = {number!r}".encode()) + b"'\n",
    "escaped zlib": lambda number: b"x = %a\n" % zlib.compress(struct.pack("<9d", *[number] * 9)),
    "escaped zip": lambda number: b"x = %a\n" % _npz(number),
    "base64": lambda number: b"x = '" + base64.b64encode(struct.pack("<2d", 1.0, number)) + b"'\n",
    "base64 in lines": lambda number: b"x = (\n    '" + b"'\n    '".join(_chopped(number)) + b"'\n)\n",
    "base64 npz": lambda number: b"x = '" + base64.b64encode(_npz(number)) + b"'\n",
    "base64 zlib": lambda number: (
        b"x = '" + base64.b64encode(zlib.compress(struct.pack("<9d", *[number] * 9))) + b"'\n"
    ),
    "base64 singles": lambda number: b"x = '" + base64.b64encode(np.full(3, number, np.float32).tobytes()) + b"'\n",
    "little64": lambda number: b"some text" + struct.pack("<d", number),
    "big64": lambda number: b"text" + struct.pack(">d", number) + b"more",
    "little32": lambda number: b"\xff" + struct.pack("<f", number),
    "big32": lambda number: b"\xff\xff" + struct.pack(">f", number),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_private_number_is_found(scanner: Scanner, number: float, way: str) -> None:
    assert scanner.findings({"public.py": WAYS[way](number)})
    assert bool(scanner.findings({"README.md": WAYS[way](number)})) is (way != "single")


@pytest.mark.parametrize("way", ["repr", "little64", "little32"])
def test_it_is_found_in_an_archive_too(scanner: Scanner, number: float, way: str) -> None:
    (finding, *_) = scanner.findings({"some.whl": _zipped(WAYS[way](number))})
    assert finding.startswith("some.whl/inner.txt: ")


def test_eight_digits_are_a_worked_example_in_a_handout_and_a_leak_in_code(scanner: Scanner, number: float) -> None:
    text = f"x = {number:.8g}\n".encode()
    assert scanner.findings({"starter.py": text})
    assert scanner.findings({"README.md": text}) == []


def test_a_printed_array_is_found_in_code_though_it_is_rounded(scanner: Scanner, bank: CaseBank) -> None:
    case = next(case for case in bank.cases() if case.split == PRIVATE and case.scenario == "ordinary")
    printed = np.array2string(np.asarray(case.expected), precision=5)
    assert scanner.findings({"starter.py": f"# for example {printed}\n".encode()})
    assert scanner.findings({"starter.py": b"# for example [0.26894142 0.5 0.88079708 0.26894142 0.88079708]\n"}) == []


def test_a_number_that_only_the_gap_between_two_words_makes_is_none() -> None:
    below_one = np.nextafter(1.0, 0.0)  # 3f ef ff ff ff ff ff ff
    word, other = (base64.b64encode(part).rstrip(b"=") for part in (b"some wor\x3f\xef", b"another word"))
    scanner = Scanner(None, Protected.of({}), _numbers_of(below_one))
    assert scanner.findings({"README.md": word + b" and " + other}) == []
    assert scanner.findings({"README.md": base64.b64encode(struct.pack(">d", below_one)) + b" and " + other})


def test_a_short_number_of_a_handout_is_a_private_one_by_chance_and_in_code_it_is_none() -> None:
    scanner = Scanner(None, Protected.of({}), _numbers_of(351.56))
    assert scanner.findings({"picture.svg": b'<circle cx="351.56"/>'}) == []
    assert scanner.findings({"starter.py": b"x = 351.56\n"})


def _numbers_of(*values: float) -> PrivateNumbers:
    array = np.asarray(values)
    return PrivateNumbers(array, frozenset(), Patterns.of(array, "u8"), Patterns.of(np.zeros(0, np.float32), "u4"))


def test_a_drawing_s_coordinates_are_an_author_s_numbers_as_a_handout_s_are(scanner: Scanner, bank: CaseBank) -> None:
    case = next(case for case in bank.cases() if case.split == PRIVATE and case.scenario == "ordinary")
    values = [float(value) for value in np.ravel(np.asarray(case.expected))]
    rounded = " ".join(f"{value:.5g}" for value in values)
    assert scanner.findings({"picture.svg": f'<path d="M {rounded}"/>'.encode()}) == []
    assert scanner.findings({"picture.svg": f'<path d="M {values!r}"/>'.encode()})


def test_a_notebook_with_a_private_output_is_found(scanner: Scanner, number: float) -> None:
    cell = {"cell_type": "code", "source": [], "outputs": [{"text": [f"array([{number!r}])"]}]}
    (finding,) = scanner.findings({"x.ipynb": json.dumps({"cells": [cell]}).encode()})
    assert "private number" in finding


def test_a_public_number_is_not(scanner: Scanner, bank: CaseBank) -> None:
    case = next(case for case in bank.cases() if case.split != PRIVATE)
    text = " ".join(repr(float(value)) for value in np.ravel(np.asarray(case.expected)))
    assert scanner.findings({"README.md": text.encode()}) == []


def test_a_margin_of_a_public_case_is_public(bank: CaseBank, number: float) -> None:
    private = [case for case in bank.cases() if case.split == PRIVATE]
    public = next(case for case in bank.cases() if case.split != PRIVATE and case.known)
    told = replace(public, known=[replace(known, margin=abs(number)) for known in public.known])
    assert PrivateNumbers.of(private, [public]).in_array(np.asarray([number]))
    assert not PrivateNumbers.of(private, [told]).in_array(np.asarray([number]))


def test_short_numbers_are_everybodys() -> None:
    assert not long_enough(0.5)
    assert not long_enough(1.234e-7)
    assert not long_enough(float("nan"))
    assert long_enough(0.12345)
    assert [significant(text) for text in (b"0.00123", b"1.50", b"12.5e-7")] == [3, 3, 3]


def test_no_number_at_all_is_no_error() -> None:
    none = PrivateNumbers.of([], [])
    assert not none.in_bytes(b"anything at all")
    assert none.in_text(b"0.123456789") == ""


@pytest.mark.parametrize(
    "hidden",
    [
        SECRET.encode(),
        base64.b64encode(SECRET.encode()),
        SECRET.encode().hex().encode(),
        fingerprint(SECRET).encode(),
    ],
)
def test_the_secret_is_found(scanner: Scanner, hidden: bytes) -> None:
    assert any("secret" in finding for finding in scanner.findings({"public.py": b"key = '" + hidden + b"'\n"}))


@pytest.mark.parametrize("file", ["reference/tiny/solution.py", "reference/tiny/mistakes/signs.py"])
def test_a_whole_private_file_is_found(course: Path, scanner: Scanner, file: str) -> None:
    (finding,) = scanner.findings({"helper.py": b"# mine\n" + (course / file).read_bytes()})
    assert file in finding


def test_a_copied_function_is_found_however_it_is_indented(scanner: Scanner) -> None:
    copied = (
        "class Mine:\n    def f(self, values):\n"
        '        if values.ndim != 2:\n            raise ValueError("expected a matrix")\n'
        "        return np.mean(values**2, axis=1)\n"
        "        negative = [value for value in values if value < 0]\n"
        "        positive = [value for value in values if value > 0]\n"
    )
    course_file = scanner.code.files["reference/tiny/solution.py"].decode()
    lines = [line for line in course_file.splitlines() if len(line.strip()) > 25 and "def " not in line]
    assert lines, "the tiny reference has no telling lines"
    text = copied + "\n".join("  " * 3 + line.strip() for line in lines)
    assert scanner.findings({"README.md": text.encode()})


@pytest.mark.parametrize(
    "hide",
    [
        lambda line: f"    # {line}\n",
        lambda line: f"{line}  # by the book\n",
        lambda line: f"> {line}\n",
        lambda line: f"+{line}\n",
        lambda line: f"{line}\\n",
    ],
)
def test_code_that_is_commented_out_or_quoted_is_found(hide: Callable[[str], str]) -> None:
    """As of a solution of which an author made the starter."""
    code = ("scores = queries @ keys.T / math.sqrt(width)", "weights = np.exp(scores - scores.max(axis=-1))")
    scanner = Scanner(None, Protected.of({"solution.py": "\n".join(code).encode()}), _numbers_of())
    text = "def attention(queries, keys):\n" + "".join(map(hide, code))
    assert [found.split(",")[0] for found in scanner.findings({"starter.py": text.encode()})] == [
        "starter.py: holds code of solution.py"
    ]


def test_code_and_secret_are_found_in_what_is_packed(course: Path, scanner: Scanner) -> None:
    for private in ((course / "reference/tiny/solution.py").read_bytes(), SECRET.encode()):
        text = b"x = '" + base64.b64encode(zlib.compress(private)) + b"'\n"
        assert len(scanner.findings({"starter.py": text})) == 1


def test_a_private_case_in_the_bank_is_found(scanner: Scanner, bank: CaseBank) -> None:
    findings = scanner.findings({"x.bank": store.encode(bank)})
    assert any("private cases" in finding for finding in findings)
    assert any("fingerprint" in finding for finding in findings)
    blank = store.encode(replace(bank, secret_fingerprint=""))
    assert scanner.findings({"x.bank": blank}, allow_private=True) == []


def test_code_in_a_bank_is_found_in_files_names_and_keys(scanner: Scanner, bank: CaseBank) -> None:
    public, code = published(bank), scanner.code.files["reference/tiny/solution.py"]
    for hidden in (
        replace(public, public_source=code),
        replace(public, slug=code.decode()),
        replace(public, environment={code.decode(): ""}),
    ):
        assert scanner.findings({"x.bank": store.encode(hidden)}) == [
            "x.bank: holds code of reference/tiny/solution.py"
        ]


@pytest.mark.parametrize("hide", [float, lambda number: np.full(2, number), lambda number: 2 + number * 1j])
def test_a_private_number_among_the_public_cases_is_found(
    scanner: Scanner, bank: CaseBank, number: float, hide: Callable[[float], Value]
) -> None:
    public = published(bank)
    (problem, *rest) = public.problems
    (case, *others) = problem.cases
    told = replace(case, expected={"a": (hide(number),)})
    hidden = replace(public, problems=(replace(problem, cases=(told, *others)), *rest))
    assert scanner.findings({"x.bank": store.encode(hidden)}) == ["x.bank: holds a private number"]


def test_bytes_behind_a_bank_are_found(scanner: Scanner, bank: CaseBank) -> None:
    data = store.encode(published(bank)) + b"more"
    assert scanner.findings({"x.bank": data}) == ["x.bank: holds something other than frozen cases"]


def test_a_file_that_is_no_text_is_found(scanner: Scanner) -> None:
    assert scanner.findings({"model.npz": b"PK\x03\x04\x00\xff"})
    assert is_text("注意力\n\t".encode())


def test_a_leak_stops_the_release(course: Path, tmp_path: Path, grader: Grader, number: float) -> None:
    handout = course / "assignments/tiny/README.md"
    handout.write_text(handout.read_text() + f"\nFor example {number!r}.\n")
    done = grader("release", "tiny", "--to", tmp_path / "out", cwd=course)
    assert done.returncode == 2
    assert "README.md: holds the private number" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_starter_with_the_solution_stops_the_release(course: Path, tmp_path: Path, grader: Grader) -> None:
    solution = (course / "reference/tiny/solution.py").read_bytes()
    (course / "assignments/tiny/starter.py").write_bytes(solution)
    done = grader("release", "tiny", "--to", tmp_path / "out", cwd=course)
    assert done.returncode == 2
    assert "holds code of reference/tiny/solution.py" in done.stderr


def test_the_secret_is_told_once_of_a_file_in_which_it_stands_also_without_escapes(scanner: Scanner) -> None:
    text = f"secret = '{SECRET}'\nend = '\\n'\n".encode()
    assert scanner.findings({"starter.py": text}) == ["starter.py: holds the secret"]
