"""The proofs in the order in which they are made; a new proof is one function and one line here.

Those of PAPER look at what is written alone, so they are made before anything is drawn.
"""

from grader.validate.agreement import alternatives_agree, oracles_agree
from grader.validate.baselines import baselines_in_order
from grader.validate.coverage import domains_covered
from grader.validate.draws import draws_repeated
from grader.validate.mistakes import mistakes_fail
from grader.validate.mutation import cases_kill_mutants
from grader.validate.nothing import constants_earn_nothing
from grader.validate.paper import (
    counts_in_range,
    curriculum_covered,
    handouts_complete,
    hints_given,
    points_add_up,
    starters_complete,
)
from grader.validate.secrets import other_secrets_serve
from grader.validate.split import public_lets_through
from grader.validate.tier import tier_refuses_fakes
from grader.validate.titles import titles_given
from grader.validate.unwritten import everything_written

PAPER = (
    everything_written,
    points_add_up,
    handouts_complete,
    starters_complete,
    hints_given,
    titles_given,
    curriculum_covered,
)
CHECKS = (
    alternatives_agree,
    oracles_agree,
    baselines_in_order,
    mistakes_fail,
    cases_kill_mutants,
    public_lets_through,
    constants_earn_nothing,
    counts_in_range,
    domains_covered,
    tier_refuses_fakes,
    draws_repeated,
    other_secrets_serve,
)
