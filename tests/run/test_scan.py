"""What is read off a submission's text before it runs."""

from __future__ import annotations

from grader.run.host.scan import wants_slow_parts


def test_a_handout_that_names_a_part_of_torch_is_no_code_that_uses_it() -> None:
    assert not wants_slow_parts({"f.py": b"import torch\n", "README.md": b"`torch.func` is forbidden"}, "torch")
    assert wants_slow_parts(
        {"f.py": b"import torch\n", "helper.py": b"from torch import func\ntorch.func.grad\n"}, "torch"
    )
