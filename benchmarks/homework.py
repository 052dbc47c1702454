"""The class of the speed benchmark: right, wrong and raising submissions, no two of the same text."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
COURSE, SLUG = HERE / "course", "speed"
FUNCTIONS = ("softmax_cross_entropy", "conv2d_forward", "maxpool2d_forward", "self_attention", "graph_layer")
#: Of ten functions handed in, how many are right, wrong and raising.
SHARES = {"right": 7, "wrong": 2, "raising": 1}
_RAISING = (
    "raise NotImplementedError",
    "raise ValueError(f'cannot do this yet')",
    "return undefined_name",
    "return [][3]",
    "return 1 / 0",
)
_IMPORTS = {"numpy": "import numpy as np", "torch": "import torch\nimport torch.nn.functional as F"}


@cache
def variants(framework: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Function -> kind -> texts, from the file of variants."""
    text = (HERE / "variants" / f"{framework}_variants.py").read_text("utf-8")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            name, _, rest = node.name.partition("__")
            kinds = found.setdefault(name, {})
            source = (ast.get_source_segment(text, node) or "").replace(node.name, name)
            kind = rest.partition("_")[0]
            kinds[kind] = (*kinds.get(kind, ()), source)
    return found


def submission(framework: str, number: int, *, seed: int = 0, shares: Mapping[str, int] = SHARES) -> str:
    """The text of one student; every number and seed has its own names and remarks."""
    rng = random.Random(f"{framework} {number} {seed}")
    kinds = [kind for kind, share in shares.items() for _ in range(share)]
    parts = [f'"""Homework of student {number}, attempt {seed}."""', _IMPORTS[framework]]
    parts += [_function(framework, function, rng.choice(kinds), rng) for function in FUNCTIONS]
    return "\n\n\n".join(parts) + "\n"


def _function(framework: str, name: str, kind: str, rng: random.Random) -> str:
    known = variants(framework)[name]
    text = rng.choice(known["right" if kind == "raising" else kind])
    head, *body = text.split("\n")
    remark = f'    """My {name.replace("_", " ")}, try {rng.randrange(1000)}."""'
    if kind == "raising":
        body = ["    " + rng.choice(_RAISING)]
    return _renamed("\n".join([head, remark, *body]), rng)


def _renamed(text: str, rng: random.Random) -> str:
    """With other names for its local variables."""
    node = ast.parse(text).body[0]
    assert isinstance(node, ast.FunctionDef)
    parameters = {argument.arg for argument in node.args.args}
    stored = {item.id for item in ast.walk(node) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)}
    for name in sorted(stored - parameters - {"_"}):
        if len(name) > 2:
            text = re.sub(rf"(?<![\w.\"']){name}(?!\w)", f"{name}_{rng.randrange(100)}", text)
    return text


def write_class(folder: Path, framework: str, count: int, *, seed: int = 0) -> None:
    """A folder a student, as a class is collected."""
    for number in range(count):
        write_student(folder, framework, number, seed=seed)


def write_student(
    folder: Path, framework: str, number: int, *, seed: int = 0, shares: Mapping[str, int] = SHARES
) -> None:
    """One student's folder."""
    home = folder / f"student{number:05}"
    home.mkdir(parents=True)
    (home / f"{SLUG}.py").write_text(submission(framework, number, seed=seed, shares=shares), "utf-8")
