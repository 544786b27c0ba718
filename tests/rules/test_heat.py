"""Heat: trust moves the scale, repetition counts a little, kinds of rules pull their own way."""

import pytest

from rules.heat import counts, prior
from rules.types import TRUSTS


def test_the_less_trust_the_hotter(coach_of):
    coach = coach_of(gloom={})
    low, building, solid = (coach.coach("gloom", trust=trust).heat for trust in TRUSTS)
    assert low > building > solid


@pytest.mark.parametrize(("times", "amount"), [(1, 1.0), (2, 1.5), (3, 1.5), (7, 1.5)])
def test_a_rule_counts_at_most_twice(coach_of, times, amount):
    coach = coach_of(gloom={})
    with coach.examining():
        assert counts(coach.analyse("gloom, " * times)) == {"gloom": amount}


def test_kinds_of_rules_pull_their_own_way(coach_of):
    kinds = ("note", "cue", "softener", "gate", "warmth")
    coach = coach_of(**{kind: {"kind": kind, "mutes": ["own"] if kind == "gate" else []} for kind in kinds})
    of = {compiled.rule.kind: prior(compiled.rule) for compiled in coach.rules.rules}
    assert of["note"] > of["cue"] > 0 > of["softener"]
    assert of["gate"] == of["warmth"] == 0
