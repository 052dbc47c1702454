"""Word embedding: counting contexts, and predicting them."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Word embedding", zh="词向量"),
    lecture="p44",
    libraries=("numpy", "torch"),
    problems=(
        "cooccurrence",
        "ppmi",
        "svd_embedding",
        "most_similar",
        "negative_distribution",
        "skipgram_softmax",
        "skipgram_negative",
        "cbow_softmax",
    ),
)
