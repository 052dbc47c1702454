"""How well `grader similar` finds planted copies: a class of 100 generated submissions, 12 of them disguised copies.

Everybody else takes, for each problem, one of the ways in which samples and alternatives solve it, and writes it in an
own style: other names, temporaries, order of operands, methods in place of functions. A copy is another's whole
program in a disguise. Found is a pair that `grader similar` marks. Last line: precision and recall.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader.cli.similar import given_sources
from grader.model.likeness import Work
from grader.similar.compare import compared

ROOT = Path(__file__).resolve().parent.parent

Parts = dict[str, ast.FunctionDef]  # a program: its functions by name


class Renamed(ast.NodeTransformer):
    """Own names of one function replaced."""

    def __init__(self, function: ast.FunctionDef, chance: random.Random) -> None:
        parameters = {argument.arg for argument in function.args.args}
        stored = {
            node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        self._names = {name: f"{chance.choice('abcdefgh')}{number}" for number, name in enumerate(stored - parameters)}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Replace it."""
        return ast.Name(self._names.get(node.id, node.id), node.ctx)


class Styled(ast.NodeTransformer):
    """The same computation as another person writes it."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        habits = [chance.random() < 0.5 for _ in range(6)]
        self._swaps, self._methods, self._squares, self._long, self._turns, self._else = habits

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Operands of + and * in the other order, squares as products."""
        self.generic_visit(node)
        if isinstance(node.op, ast.Add | ast.Mult) and self._swaps and self._chance.random() < 0.7:
            return ast.BinOp(node.right, node.op, node.left)
        if isinstance(node.op, ast.Pow) and isinstance(node.left, ast.Name) and self._squares:
            return ast.BinOp(node.left, ast.Mult(), node.left)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        """x += y as x = x + y."""
        self.generic_visit(node)
        if not self._long:
            return node
        return ast.Assign([node.target], ast.BinOp(parsed_expression(ast.unparse(node.target)), node.op, node.value))

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """a < b as b > a."""
        self.generic_visit(node)
        turned = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}.get(type(node.ops[0]))
        if not self._turns or len(node.ops) > 1 or turned is None:
            return node
        return ast.Compare(node.comparators[0], [turned()], [node.left])

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """a if c else b as b if not c else a."""
        self.generic_visit(node)
        return ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.orelse, node.body) if self._else else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """np.sum(x, …) as x.sum(…)."""
        self.generic_visit(node)
        function = node.func
        if (
            self._methods
            and isinstance(function, ast.Attribute)
            and ast.unparse(function) in {"np.sum", "np.max", "np.mean", "np.min", "np.any", "np.all"}
            and node.args
            and isinstance(node.args[0], ast.Name)
        ):
            return ast.Call(ast.Attribute(node.args[0], function.attr, ast.Load()), node.args[1:], node.keywords)
        return node


def with_temporaries(function: ast.FunctionDef, chance: random.Random) -> None:
    """Half of the returned and assigned calls' arguments get a name of their own first."""
    for body in [node.body for node in ast.walk(function) if isinstance(node, ast.FunctionDef | ast.For | ast.If)]:
        for number, statement in reversed(list(enumerate(body))):
            value = getattr(statement, "value", None)
            if not isinstance(statement, ast.Return | ast.Assign) or not isinstance(value, ast.Call) or not value.args:
                continue
            if chance.random() < 0.5 and not isinstance(value.args[0], ast.Name | ast.Constant | ast.Starred):
                name = f"part{number}"
                body.insert(number, ast.Assign([ast.Name(name, ast.Store())], value.args[0]))
                value.args[0] = ast.Name(name, ast.Load())


def with_checks(function: ast.FunctionDef, chance: random.Random) -> None:
    """A third of the students look at shapes on the way."""
    names = [argument.arg for argument in function.args.args]
    if chance.random() < 0.33 and names:
        for number in range(len(function.body) - 1, 0, -1):
            if chance.random() < 0.4:
                look = chance.choice(("print({}.shape)", "assert {} is not None", "shape = np.shape({})"))
                function.body.insert(number, ast.parse(look.format(chance.choice(names))).body[0])


def as_own(function: ast.FunctionDef, chance: random.Random) -> ast.FunctionDef:
    """A function as somebody else would write it."""
    copy = parsed(ast.unparse(function))
    Styled(chance).visit(copy)
    with_temporaries(copy, chance)
    with_checks(copy, chance)
    Renamed(copy, chance).visit(copy)
    return parsed(ast.unparse(ast.fix_missing_locations(copy)))


def parsed_expression(source: str) -> ast.expr:
    """An expression that is read."""
    found = ast.parse(source, mode="eval")
    return found.body


def parsed(source: str) -> ast.FunctionDef:
    """The one function of a source."""
    found = ast.parse(source).body[0]
    assert isinstance(found, ast.FunctionDef)
    return found


def written(parts: Parts) -> str:
    """A program of these functions."""
    return "import numpy as np\n\n\n" + "\n\n\n".join(ast.unparse(function) for function in parts.values()) + "\n"


def renamed(parts: Parts, chance: random.Random) -> str:
    """Every own name is another one."""
    return written({name: Renamed(one, chance).visit(parsed(ast.unparse(one))) for name, one in parts.items()})


def reordered(parts: Parts, chance: random.Random) -> str:
    """The functions stand in another order, and the names are others."""
    names = list(parts)
    chance.shuffle(names)
    return renamed({name: parts[name] for name in names}, chance)


def commented(parts: Parts, chance: random.Random) -> str:
    """A comment after every second line, a docstring, other names."""
    lines = renamed(parts, chance).split("\n")
    return "\n".join(
        f"{line}  # step {number}" if line.strip() and number % 2 else line for number, line in enumerate(lines)
    )


def split(parts: Parts, chance: random.Random) -> str:
    """The last half of each longer function's statements moves into a helper."""
    found = []
    for name, function in parts.items():
        copy = parsed(ast.unparse(function))
        if len(copy.body) >= 4:
            half = len(copy.body) // 2
            known = sorted({n.id for s in copy.body[:half] for n in ast.walk(s) if isinstance(n, ast.Name)} - {"np"})
            arguments = ", ".join(dict.fromkeys([*(argument.arg for argument in copy.args.args), *known]))
            helper = parsed(f"def _rest_of_{name}({arguments}):\n    pass")
            helper.body = copy.body[half:]
            copy.body = [*copy.body[:half], *ast.parse(f"_rest_of_{name}({arguments})").body]
            found.append(helper)
        found.append(copy)
    return renamed({str(number): function for number, function in enumerate(found)}, chance)


DISGUISES: dict[str, Callable[[Parts, random.Random], str]] = {
    "renamed": renamed,
    "reordered": reordered,
    "comments added": commented,
    "split into helpers": split,
}
HALF = "a copied half"


@dataclass(frozen=True)
class Class:
    """Generated submissions, and which of them are copies: the kind of disguise by the pair of students."""

    works: list[Work]
    planted: dict[frozenset[str], str]
    origin: dict[str, str]  # of each student: whose program it is

    def related(self, pair: frozenset[str]) -> bool:
        """Whether both have the same program, each other's or a third one's."""
        return len({self.origin.get(student, student) for student in pair}) == 1


def variants(slug: str) -> dict[str, list[ast.FunctionDef]]:
    """The ways in which samples and alternatives solve each problem, no two alike."""
    found: dict[str, dict[str, ast.FunctionDef]] = defaultdict(dict)
    trees: list[ast.Module] = []
    files = [*(ROOT / "submissions" / slug).rglob("*.py"), *(ROOT / "reference" / slug).glob("*.py")]
    for file in sorted(files):
        with contextlib.suppress(SyntaxError):  # one sample hands in what does not compile
            trees.append(ast.parse(file.read_text(encoding="utf-8")))
    for tree in trees:
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                problem = next((target for target in _targets(node)), node.name)
                plain = parsed(ast.unparse(node))
                plain.decorator_list, plain.name = [], problem
                if ast.get_docstring(plain):
                    plain.body = plain.body[1:] or [ast.Pass()]
                found[problem].setdefault(ast.dump(plain), plain)
    return {name: list(each.values()) for name, each in found.items()}


def _targets(node: ast.FunctionDef) -> Iterator[str]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "alternative" and decorator.args:
            yield ast.unparse(decorator.args[0])


def generated(slug: str, problems: list[str], *, students: int, copies: int, seed: int) -> Class:
    """A class in which the last `copies` students took another's program."""
    chance = random.Random(seed)
    ways = variants(slug)
    own = students - copies
    programs = [
        {name: as_own(chance.choice(ways[name]), random.Random(f"{seed} {number} {name}")) for name in problems}
        for number in range(own)
    ]
    works = [Work(f"student {number:03d}", {"program.py": written(parts)}) for number, parts in enumerate(programs)]
    planted, origin = {}, {}
    kinds = [*DISGUISES, HALF]
    for number in range(copies):
        source, kind = chance.randrange(own), kinds[number % len(kinds)]
        if kind == HALF:
            taken = chance.sample(problems, (len(problems) + 1) // 2)
            rest = {name: as_own(chance.choice(ways[name]), chance) for name in problems}
            text = reordered({**rest, **{name: programs[source][name] for name in taken}}, chance)
        else:
            text = DISGUISES[kind](programs[source], chance)
        works.append(Work(f"student {own + number:03d}", {"program.py": text}))
        origin[works[-1].student] = works[source].student
        planted[frozenset((works[source].student, works[-1].student))] = kind
    return Class(works, planted, origin)


def main() -> None:
    """Generate, compare, count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("slugs", nargs="*", default=["convolution", "self-attention", "backprop"])
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--copies", type=int, default=12)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    marked = right = 0
    for slug in options.slugs:
        given = given_sources(ROOT, slug)
        problems = sorted(name for name in given.problems if name in variants(slug))
        for seed in range(options.seeds):
            group = generated(slug, problems, students=options.students, copies=options.copies, seed=seed)
            found = compared(slug, group.works, given.sources.values(), most=10_000)
            pairs = {frozenset((pair.left.student, pair.right.student)) for pair in found.pairs if pair.conspicuous}
            for pair, kind in group.planted.items():
                counts[kind][0] += pair in pairs
                counts[kind][1] += 1
            marked, right = (
                marked + len(pairs),
                right + sum(map(group.related, pairs)),
            )
    table = Table(box=None, header_style="dim")
    for title in ("copied", "found", "of"):
        table.add_column(title, justify="left" if title == "copied" else "right")
    for kind, (hits, of) in counts.items():
        table.add_row(kind, str(hits), str(of))
    Console().print(table)
    precision = right / marked if marked else 1.0
    hits, copies = (sum(numbers) for numbers in zip(*counts.values(), strict=True))
    print(f"similar: precision={precision:.2f} recall={hits / copies:.2f} copies={copies} marked={marked}")


if __name__ == "__main__":
    main()
