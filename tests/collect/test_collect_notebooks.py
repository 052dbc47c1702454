"""Notebooks: definitions are taken, everything else is dropped, hostile ones are refused."""

from __future__ import annotations

import ast
import json
import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect import collect_one
from grader.collect.cells import Cell, definitions
from grader.collect.magics import without_magics
from grader.collect.notebooks import extract
from grader.model.cells import HEADER, place_of
from grader.model.errors import SubmissionError

from .builders import ENTRY, SLUG, collected, notebook_of, old_notebook_of, program_of, refusal_of, write


def source_of(*cells: str, wanted: tuple[str, ...] = ()) -> str:
    """What is taken of these cells, without the first line and the empty ones."""
    header, _, rest = extract(notebook_of(*cells), "x.ipynb", wanted).source.decode().partition("\n")
    assert header == HEADER
    return re.sub(r"\n+", "\n", rest)


def test_notebook_becomes_the_entry(tmp_path: Path) -> None:
    folder = write(tmp_path / "ada", {"conv_nets.ipynb": notebook_of("def f():\n    return 1"), "utils.py": b"x"})
    program = program_of(folder)
    assert program.entry == ENTRY
    assert sorted(program.files) == [ENTRY, "utils.py"]
    namespace: dict[str, object] = {}
    exec(program.files[ENTRY], namespace)
    assert callable(namespace["f"])


def test_definitions_are_kept_and_the_rest_is_dropped() -> None:
    kept = source_of(
        "import numpy as np\nfrom math import pi\nEPS: float = 1e-8\nx, y = 1, 2\nx += 1",
        "print(x)\nfor i in range(3):\n    z = i\nwith open('x') as f:\n    pass\nif x:\n    train()\nplt.plot(x)",
        "class Net:\n    def f(self): ...\n\nasync def g():\n    return 1",
    )
    assert kept == (
        "# cell 1\nimport numpy as np\nfrom math import pi\nEPS: float = 1e-8\nx, y = 1, 2\nx += 1\n"
        "# cell 3\nclass Net:\n    def f(self): ...\nasync def g():\n    return 1\n"
    )


def test_definitions_in_two_lines_are_kept() -> None:
    choice = "try:\n    import cupy as xp\nexcept ImportError:\n    import numpy as xp"
    device = "if xp.fast:\n    device = 1\nelse:\n    device = 0"
    assert source_of(f"{choice}\n{device}") == f"# cell 1\n{choice}\n{device}\n"


def test_statements_that_share_a_line_are_told_apart() -> None:
    assert source_of("x = 1; print(x); y = '''a\nb'''; z = (\n 2)") == "# cell 1\nx = 1; y = '''a\nb'''; z = (\n 2)\n"


def test_every_line_is_found_in_its_cell() -> None:
    cells = (
        "import numpy as np\nprint(np)",
        "%matplotlib inline\n\nplt.plot()\n@d\ndef f():\n    return 1\nx = 1; y = 2; print(x); z = 3\n\n\nw = 4",
        "print(1)",
        "from __future__ import annotations\n%%time\n\ndef g(): ...",
    )
    source = extract(notebook_of(*cells), "x.ipynb").source.decode()
    places = {line: place_of(source, number) for number, line in enumerate(source.split("\n"), 1) if line}
    assert places["import numpy as np"] == "cell 1, line 1"
    assert places["    return 1"] == "cell 2, line 6"
    assert places["x = 1; y = 2; z = 3"] == "cell 2, line 7"
    assert places["w = 4"] == "cell 2, line 10"
    assert places["def g(): ..."] == "cell 4, line 4"
    assert places["from __future__ import annotations"] == ""
    assert place_of("# cell 1\nx = 1", 2) == ""  # a file of the student's own with such a comment


def test_decorators_are_kept_however_they_are_written() -> None:
    source = "@ \\\na.b\n@(\n  c\n)\ndef f(): pass"
    assert ast.dump(ast.parse(source_of("print(1)\n" + source))) == ast.dump(ast.parse(source))


def test_future_imports_come_first_and_only_real_ones() -> None:
    kept = source_of("x = 1", "from __future__ import annotations\nfrom __future__ import braces\ny = 2")
    assert kept == "from __future__ import annotations\n# cell 1\nx = 1\n# cell 2\ny = 2\n"
    compile(kept, "x", "exec")


def test_comment_of_a_student_cannot_change_the_encoding() -> None:
    source = extract(notebook_of("# coding: latin-1\n@d\ndef f(): 'é'"), "x.ipynb").source
    assert "é" in ast.unparse(ast.parse(source))


def test_cell_that_does_not_compile_is_named_and_the_others_are_used(tmp_path: Path) -> None:
    folder = write(tmp_path / "ada", {"hw.ipynb": notebook_of("x = 1", "def f(:\n  pass", "x\0 = 1", "y = 2")})
    submission = collected(folder)
    assert submission.program is not None
    assert submission.program.files[ENTRY].endswith(b"# cell 1\nx = 1\n# cell 4\ny = 2\n")
    assert len(submission.notes) == 2
    assert submission.notes[0].startswith("code cell 2 does not compile and is left out: ")
    assert submission.notes[0].endswith("(line 1)")
    assert submission.notes[1].startswith("code cell 3 does not compile")


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("%matplotlib inline\nx = 1", "x = 1"),
        ("!pip install torch\nx = 1", "x = 1"),
        ("!pip install \\\n   torch\nx = 1", "x = 1"),
        ("?np.sum\nnp.sum?\nnp.sum??\nx = 1", "x = 1"),
        ("files = !ls\nt = %timeit f()\nx = 1", "x = 1"),
        ("%%time\nx = 1", "x = 1"),
        ("\n%%capture out\n%matplotlib inline\nx = 1", "x = 1"),
        ("if 1:\n    !ls 'it\nx = 1", "x = 1"),
        ("%load_ext x\nx = '''\n%d apples\n!no magic\n'''", "x = '''\n%d apples\n!no magic\n'''"),
        ("%load_ext x\nx = (10\n  % 3)", "x = (10\n  % 3)"),
        ("%load_ext x\nx = 10 \\\n % 3", "x = 10 \\\n % 3"),
        ("%load_ext x\nx = 'a\\\n%s'", "x = 'a\\\n%s'"),
        ("%a\n# it's\nx = 1 # don't (\n!ls", "x = 1"),
        ("%a\nx = 1 != 2", "x = 1 != 2"),
    ],
)
def test_magics_are_dropped_without_harm(cell: str, kept: str) -> None:
    assert source_of(cell) == f"# cell 1\n{kept}\n"


@pytest.mark.parametrize(
    "magic", ["bash", "html", "writefile ../utils.py", "writefile /tmp/utils.py", "javascript", "timeit"]
)
def test_cell_that_is_not_python_is_named(magic: str) -> None:
    taken = extract(notebook_of(f"%%{magic}\nx = 1"), "x.ipynb")
    assert taken.notes == (f"code cell 1: %%{magic.split(maxsplit=1)[0]} is not run",)
    assert b"x = 1" not in taken.source


def test_files_that_cells_write_lie_beside_the_entry(tmp_path: Path) -> None:
    cells = (
        "%%writefile lib/ops.py\ntwo = 2\n",
        "%%file -a ./lib/ops.py\nthree = 3\n",
        "%%writefile utils.py\nx = 'the cell'\n",
        f"%%writefile {ENTRY.upper()}\nx = 0\n",
        f"%%writefile {ENTRY}\ndef f():\n    return 1\n",
    )
    folder = write(tmp_path / "ada", {"conv_nets.ipynb": notebook_of(*cells), "utils.py": b"x = 'the file'"})
    files = dict(program_of(folder).files)
    entry = files.pop(ENTRY).decode()
    assert files == {"lib/ops.py": b"two = 2\nthree = 3\n", "utils.py": b"x = 'the file'"}
    assert "# cell 5\n\ndef f():" in entry


def test_a_python_file_that_is_a_notebooks_text_loses_its_commands_only(tmp_path: Path) -> None:
    source = b'\xef\xbb\xbf!pip install torch\r\n%matplotlib inline\r\nTEXT = """\n%s\n"""\r\nx = !ls\r\n'
    submission = collected(write(tmp_path / "ada", {ENTRY: source}))
    assert submission.program is not None
    assert submission.program.files[ENTRY] == b'pass\npass\nTEXT = """\n%s\n"""\npass\n'
    assert submission.notes == ("lines of a notebook (`!…`, `%…`) are left out: they are no Python",)


@pytest.mark.parametrize("source", [b"x = 5 \\\n% 3\n", b'"""\n!pip\n"""\n', b"!pip\ndef broken(:\n", b"!pip # \xff\n"])
def test_other_python_files_stay_as_they_are(tmp_path: Path, source: bytes) -> None:
    submission = collected(write(tmp_path / "ada", {ENTRY: source}))
    assert submission.program is not None
    assert submission.program.files[ENTRY] == source
    assert not submission.notes


def test_wanted_names_keep_only_what_they_need() -> None:
    cells = (
        "SCALE = 2\nEPS = SCALE * 1e-8\ndef helper(x): return x + EPS\nunused = 1",
        "def conv(x): return helper(x)\nfast = jit(conv)\nconv2 = lambda x: W @ x\nW = make()\nW[0] = 1",
        "history = train(conv)\nconv.hint = history2\nhistory2 = 3",
    )
    kept = source_of(*cells, wanted=("conv", "conv2"))
    for line in ("SCALE = 2", "EPS =", "conv2 =", "W = make()", "W[0] = 1", "conv.hint", "history2 = 3"):
        assert line in kept
    for line in ("unused", "fast = ", "history = train"):
        assert line not in kept
    assert "history = train" in source_of(*cells)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("W = np.zeros(3)\nfor i in range(3):\n    W[i] = i\n    print(W)", True),
        ("W = []\nwhile len(W) < 3:\n    W.append(1)", True),
        ("W = []\nW.append(1)", True),
        ("W = {}\nif True:\n    W.update(a=1)\nelse:\n    print('no')", True),
        ("W = Options()\nsetattr(W, 'a', 1)", True),
        ("with open('w.txt') as file:\n    W = file.read()", True),
        ("try:\n    W = load()\nexcept OSError:\n    print('no file')\n    W = 1", True),
        ("W = np.empty(3)\nnp.copyto(W, 1)", True),
        ("W = torch.empty(3)\nnn.init.normal_(W)", True),
        ("W = np.empty(3)\nnp.add(1, 1, out=W)", True),
        ("x = 1\nfor epoch in range(10**9):\n    x = train(x)", False),
        ("local = 1\nwhile True:\n    local += 1", False),
        ("W = 1\nprint(W)", False),
        ("W = 1\nplt.plot(W)", False),
        ("history = [f(1) for _ in range(10**9)]", False),
        ("for _ in range(3):\n    print(f(1))", False),
    ],
)
def test_what_fills_a_needed_name_is_kept_whatever_the_statement(cell: str, *, kept: bool) -> None:
    taken = source_of(cell, "def f(x):\n    local = W\n    return local * x", wanted=("f",))
    last = cell.splitlines()[-1]
    assert (last in taken) is kept


@pytest.mark.parametrize(
    "cell",
    [
        "try:\n    import numpy as np\n    print(1)\nexcept ImportError:\n    !pip install x\n    import numpy as np",
        "if True:\n    import numpy as np\n    print('ready')",
        "for name in ['numpy']:\n    np = __import__(name)",
    ],
)
def test_an_import_that_also_prints_is_kept(cell: str) -> None:
    assert "np" in source_of(cell, "def f(x):\n    return np.exp(x)", wanted=("f",)).partition("# cell 2")[0]


def test_functions_are_passed_on(tmp_path: Path) -> None:
    folder = write(tmp_path / "ada", {"hw.ipynb": notebook_of("def f(): pass", "losses = train()")})
    submission = collect_one(folder, slug=SLUG, functions=["f"])
    assert submission.program is not None
    assert b"train" not in submission.program.files[ENTRY]


def test_older_notebooks_are_read() -> None:
    assert extract(old_notebook_of("x = 1"), "x.ipynb").source.endswith(b"# cell 1\nx = 1\n")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"not json", b"[" * 100_000, b'{"a":' * 100_000, b"null", b"[]", b"{}", b"\xff\xfe\x00", b"1" * 10_000,
        b'{"cells": {}}', b'{"cells": [1]}', b'{"cells": [[]]}', b'{"cells": []}', b'{"worksheets": 1}',
        b'{"worksheets": [1]}', b'{"cells": [{"cell_type": "code", "source": 1}]}',
        b'{"cells": [{"cell_type": "code", "source": [1]}]}', b'{"cells": [{"cell_type": "markdown", "source": ""}]}',
        b'{"cells": [' + b"[]," * 1_500_000 + b"[]]}",
    ],
)  # fmt: skip
def test_what_is_no_notebook_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refusal_of(write(tmp_path / "ada", {"hw.ipynb": data})).startswith("hw.ipynb ")


def test_lone_surrogates_cost_one_cell() -> None:
    data = json.dumps({"cells": [{"cell_type": "code", "source": text} for text in ("x = '\ud800'", "y = 1")]})
    taken = extract(data.encode(), "x.ipynb")
    assert taken.notes == ("code cell 1 does not compile and is left out: it holds invalid text",)
    assert taken.source.endswith(b"y = 1\n")


@pytest.mark.parametrize(
    "cell",
    ["x=" + "-" * 100_000 + "1", "x=" + "(" * 50_000, "x=a" + ".b" * 40_000, "x=f'" + "{a}" * 30_000 + "'",
     "if 1:pass\n" + "elif 1:pass\n" * 900, "if 1:x=1\n" + "elif 1:x=1\n" * 900, "import " + "a." * 60_000 + "b",
     "if 1:pass\n" + "elif 1:pass\n" * 9_000, "x=" + "1+" * 60_000 + "1", "'" * 120_000, "%" * 120_000,
     "\\\n" * 60_000, "a=" * 60_000 + "!", "a." * 60_000 + "?b", '"""\\' * 25_000, "x " * 60_000],
)  # fmt: skip
def test_hostile_cell_costs_little_time(cell: str) -> None:
    began = time.process_time()
    extract(notebook_of(cell), "x.ipynb")
    assert time.process_time() - began < 3


def test_too_much_code_is_left_out_or_refused() -> None:
    taken = extract(notebook_of("x = 1\n" * 25_000, "y = 1"), "x.ipynb")
    assert taken.notes == ("code cell 1 is longer than 128 KiB and is left out",)
    with pytest.raises(SubmissionError, match="more than 512 KiB of code"):
        extract(notebook_of(*["x = 1\n" * 20_000] * 5), "x.ipynb")


PIECES = [
    "x = 1", "def f():\n    return 1", "@d\ndef g(): pass", "print(1)", "%magic 'x", "!ls \\", "'''", '"', "(", ")",
    "\\", "#c", ";", "\n", "  ", "x = '''a\n%b'''", "if 1:", "import a", "x?", "é = 'ü'", "\r\n", "\f", "\x00",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12).map("\n".join))
def test_any_cell_gives_source_that_parses(cell: str) -> None:
    source, _ = definitions([Cell(1, cell)])
    assert not any(isinstance(node, ast.Expr) for node in ast.parse(source).body)  # nothing that only does something


STATEMENTS = [
    "x = 1", "y: int = 2; z = 'é'", "@a\n# c\n@b(\n1)\ndef f():\n  '''\n%x'''", "import a, b", "class C:\n\n  x = 1\n",
    "x = (\n1,\n\n2)", "v = 'a\\\nb'",
]  # fmt: skip


@given(st.lists(st.sampled_from(STATEMENTS), max_size=8))
def test_kept_statements_are_unchanged(statements: list[str]) -> None:
    cell = "\nprint(1)\n".join(statements)
    source, notes = definitions([Cell(1, cell)])
    assert not notes
    assert ast.dump(ast.parse(source)) == ast.dump(ast.parse("\n".join(statements)))


@given(st.text("ab=%!?'\"\\\n()# ", max_size=60))
def test_taking_magics_out_moves_no_line(source: str) -> None:
    taken, note = without_magics(source)
    assert note or taken.count("\n") == source.count("\n")
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return
    assert taken == source


KEYS = st.sampled_from(["cells", "cell_type", "source", "input", "worksheets", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.fixed_dictionaries({"cells": st.lists(inner, max_size=3)})
        | st.fixed_dictionaries({"cell_type": st.just("code"), "source": inner})
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read_or_refused(document: object) -> None:
    with suppress(SubmissionError):
        ast.parse(extract(json.dumps(document).encode(), "x.ipynb").source)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(SubmissionError):
        extract(data, "x.ipynb")
