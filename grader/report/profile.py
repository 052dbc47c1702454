"""Cost by stage of a run of `grade`: where the time of its submissions went."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table

#: In the order in which a submission passes them; the last two make the sum of all the total.
STAGES = {
    "collect": "read what was handed in",
    "fork": "make a worker",
    "isolate": "set up its folders, restrictions and limits",
    "import": "compile and run the student's file",
    "run": "call the functions, in the worker",
    "transfer": "inputs there, answers back, waiting",
    "judge": "compare, explain, score",
    "store": "document and gradebook",
    "other": "start of judges and fork servers, waiting, the rest",
    "overlap": "what was done while something else was",
}


def with_rest(stages: Mapping[str, float], wall_seconds: float) -> dict[str, float]:
    """All stages in order, whose sum is `wall_seconds`: `other` is what no stage accounts for.

    Several judges, or a worker that runs while another's answers are judged, do more seconds of work than pass by the
    clock: `overlap` is negative then, and left out where there is none.

    Raises:
        KeyError: there is a stage that no table names.
    """
    parts = dict.fromkeys(STAGES, 0.0)
    for name, seconds in stages.items():
        parts[name] += seconds
    rest = wall_seconds - sum(parts.values())
    parts["other"] = max(0.0, rest)
    parts["overlap"] = min(0.0, rest)
    if parts["overlap"] == 0.0:
        del parts["overlap"]
    return parts


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
        table.add_row(name, STAGES.get(name, "by the clock"), f"{seconds:.3f}", each, f"{share:.1f} %")
    return table
