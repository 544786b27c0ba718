"""Heat: the chance that a reader takes a draft badly, as a logistic of named contributions.

The features are the rules and the softeners, nothing else. Their weights were fitted (tools/fit_heat.py says on what and how)
towards the prior below, with the sign of each held: a note never cools a draft, a softener never heats it. A rule without a
fitted weight, a team's own for example, has its prior. Trust moves the whole scale.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rules.analysis import Analysis
from rules.schema import EXCUSING, Rule
from rules.types import Confidence, Contribution, Trust

CONFIDENCE: dict[Confidence, float] = {"low": 0.3, "medium": 0.45, "high": 0.6}
"""What a rule adds for each point of its weight before anything is fitted; chosen by hand."""

TRUST_SHIFT: dict[Trust, float] = {"low": 0.7, "building": 0.0, "solid": -0.9}
"""What the reader's trust adds; chosen by hand, as no labelled messages say how much the readers trusted."""

AGAIN = 0.5
"""How much of itself a rule adds when it fires again; chosen by hand."""

MOST = 2
"""A rule counts at most this often in one draft: five accusations are not five times as bad."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds: `intercept` of a draft in which nothing fires, and of each rule by id."""

    intercept: float
    rules: dict[str, float]


@cache
def fitted() -> Weights:
    """The weights that come with Whoa."""
    data = json.loads((resources.files("rules") / "heat.json").read_text(encoding="utf-8"))
    return Weights(float(data["intercept"]), {str(k): float(v) for k, v in data["rules"].items()})


def prior(rule: Rule) -> float:
    """What a rule adds before anything is fitted: its weight times its confidence, halved for a cue, negative for a softener."""
    value = rule.weight * CONFIDENCE[rule.confidence]
    if rule.kind == "softener":
        return -value
    return value / 2 if rule.kind == "cue" else 0.0 if rule.kind in EXCUSING else value


def counts(analysis: Analysis) -> dict[str, float]:
    """How much of each rule is in a draft: 1 for once, 1.5 for twice or more."""
    found = Counter(hit.rule.id for hit in analysis.hits if hit.rule.kind not in EXCUSING)
    return {identifier: 1.0 + AGAIN * (min(n, MOST) - 1) for identifier, n in found.items()}


def contributions(analysis: Analysis, weights: Weights) -> list[Contribution]:
    """What each rule that fired adds, the strongest first."""
    rules = {hit.rule.id: hit.rule for hit in analysis.hits}
    out = []
    for identifier, amount in counts(analysis).items():
        rule = rules[identifier]
        value = weights.rules.get(identifier, prior(rule)) * amount
        out.append(Contribution(identifier, rule.title, round(value, 4)))
    return sorted(out, key=lambda c: (-abs(c.value), c.name))


def heat(added: list[Contribution], *, trust: Trust, weights: Weights) -> float:
    """The chance, 0 to 1, that a reader at this level of trust takes it badly."""
    total = weights.intercept + TRUST_SHIFT[trust] + sum(c.value for c in added)
    return 1 / (1 + math.exp(-total))
