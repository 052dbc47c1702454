"""Known ways to get backpropagation wrong; each docstring is what a tutor would say about it."""

# One file a topic, since there are some sixty of them; the grader takes every Mistake that it finds here.
from .graph_mistakes import *  # noqa: F403
from .layer_mistakes import *  # noqa: F403
from .network_mistakes import *  # noqa: F403
