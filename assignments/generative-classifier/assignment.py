"""Gaussian generative classification, shared covariance included."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Gaussian generative classification", zh="高斯生成式分类"),
    lecture="p16",
    libraries=("numpy", "torch"),
    problems=(
        "gaussian_mle",
        "shared_covariance",
        "log_gaussian_pdf",
        "posterior",
        "linear_boundary",
        "naive_bayes_posterior",
    ),
)
