"""Cost by stage of a run of `grade`: where the time of its submissions went."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table

#: In the order in which a submission passes them.
STAGES = {
    "fork": "make a worker",
    "isolate": "turn its locks, rooms and limits",
    "import": "compile and run the student's file",
    "run": "call the functions, in the worker",
    "transfer": "inputs there, answers back, waiting",
    "judge": "compare, explain, score",
    "store": "document and gradebook",
    "other": "start of the fork servers, reading, the rest",
}


def with_rest(stages: Mapping[str, float], total_seconds: float) -> dict[str, float]:
    """All stages in order; `other` is what is left of the total, so that the parts add up to it."""
    known = {name: stages.get(name, 0.0) for name in STAGES if name != "other"}
    return {**known, "other": max(0.0, total_seconds - sum(known.values()))}


def profile_table(stages: Mapping[str, float], submissions: int) -> Table:
    """A line a stage: seconds, milliseconds a submission, share of all."""
    total = sum(stages.values())
    table = Table(box=None, padding=(0, 2), header_style="dim", title="cost by stage", title_justify="left")
    for title in ("stage", "what"):
        table.add_column(title)
    for title in ("seconds", "ms a submission", "share"):
        table.add_column(title, justify="right")
    for name, seconds in [*stages.items(), ("total", total)]:
        share = 100 * seconds / total if total else 0.0
        each = f"{1000 * seconds / max(submissions, 1):.2f}"
        table.add_row(name, STAGES.get(name, ""), f"{seconds:.3f}", each, f"{share:.1f} %")
    return table
