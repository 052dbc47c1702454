"""Word embedding: counting contexts, and predicting them."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Word embedding", zh="词向量"),
    lecture="p44",
    week=13,
    teaches=Text(
        "Words as vectors: counted from their company or learned by predicting it, negatives without the true word.",
        zh="词作为向量：由邻居计数得到，或通过预测邻居学到；负样本不含真实词。",
    ),
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
