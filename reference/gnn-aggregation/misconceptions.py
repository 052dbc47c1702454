"""Known ways to get the gathering of neighbours wrong; each docstring is what a tutor would say about it."""

# One file a family of layers, since there are some sixty of them; the grader takes every Mistake that it finds here.
from .attention_mistakes import *  # noqa: F403
from .distance_mistakes import *  # noqa: F403
from .isomorphism_mistakes import *  # noqa: F403
from .nn4g_mistakes import *  # noqa: F403
from .sage_mistakes import *  # noqa: F403
