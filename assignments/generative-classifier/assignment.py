"""Gaussian generative classification, shared covariance included."""

from grader.author import Assignment, Text

assignment = Assignment(
    title=Text("Gaussian generative classification", zh="高斯生成式分类"),
    lecture="p16",
    week=1,
    teaches=Text(
        "Classes as Gaussians: Bayes' rule, a shared covariance, and the straight line that comes of it.",
        zh="把类别看成高斯分布：贝叶斯公式、共享协方差，以及由此得到的直线。",
    ),
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
