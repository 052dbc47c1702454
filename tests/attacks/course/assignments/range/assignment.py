"""Where attacks are tried: three functions that an attack may misuse, and one that it must leave in peace."""

from grader.author import Assignment, Limits, Text

assignment = Assignment(
    title=Text("The range"),
    libraries=("numpy", "torch"),
    problems=("attacked", "patient", "honest"),
    limits=Limits(cpu_seconds=0.3, memory_mib=256, output_mib=8),
)
