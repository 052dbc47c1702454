"""Self-attention: scores, softmax, matrix form, backward pass, heads, positions, and its likeness to convolution."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Self-attention", zh="自注意力"),
    lecture="p38-p39",
    week=11,
    teaches=Text(
        "Scores, masks, heads and positions: attention as matrices, and its gradient.",
        zh="分数、掩码、多头与位置：矩阵形式的注意力及其梯度。",
    ),
    libraries=("numpy", "torch"),
    problems=(
        "attention_scores",
        "masked_softmax",
        "self_attention",
        "self_attention_columns",
        "attention_backward",
        "multi_head_attention",
        "positional_encoding",
        "local_attention",
    ),
)
