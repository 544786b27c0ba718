"""Why a rule fired on a draft, why it did not, and what was missing: `whoa rules explain`.

Nothing here runs while the bot works; it may take its time.
"""

from __future__ import annotations

from dataclasses import dataclass

from rules.analysis import Analysis, Hit
from rules.coach import Coach
from rules.compiled import CompiledRule
from rules.near import Near, nearest, quote
from rules.noting import Circumstances, noted
from rules.types import TRUSTS, Audience, Trust

LONELY = "only speaks where another note of weight 2 or more does (beside: true)"


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that fired. `hidden` says why the writer does not see it, if so."""

    rule: str
    kind: str
    title: str
    quote: str
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Excused:
    """A rule whose pattern matched, and what kept it silent: an exception, a gate, missing company (`beside`) or a note on its words."""

    rule: str
    title: str
    quote: str
    by: str
    condition: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that can be said about one draft and the rules. `masked` are the parts no rule looks at."""

    fired: tuple[Fired, ...]
    saved: tuple[Excused, ...]
    near: tuple[Near, ...]
    masked: tuple[str, ...]


def explain(coach: Coach, text: str, *, trust: Trust = "low", audience: Audience = "dm") -> Explanation:
    """Say which rules fired on a draft, which were saved by what, and which patterns nearly matched."""
    with coach.examining():
        analysis = coach.analyse(text)
        shown = noted(analysis, Circumstances(trust, audience))
        fired = tuple(
            Fired(
                hit.rule.id,
                hit.rule.kind,
                hit.rule.title,
                quote(analysis, *hit.mark),
                "" if any(hit is note for note in shown) else _hidden(hit, analysis, shown, trust, audience),
            )
            for hit in analysis.hits
        )
        saved = tuple(
            Excused(
                hit.rule.id,
                hit.rule.title,
                quote(analysis, *hit.mark),
                by,
                _condition(coach, hit.compiled, by),
            )
            for hit, by in (*analysis.saved, *analysis.overruled)
        )
        seen = {rule.rule for rule in fired} | {rule.rule for rule in saved}
        near = nearest(coach.rules.rules, analysis, seen)
        return Explanation(fired, saved, near, analysis.masked.parts)


def _hidden(hit: Hit, analysis: Analysis, shown: list[Hit], trust: Trust, audience: Audience) -> str:
    """Why a hit is not shown to the writer."""
    rule = hit.rule
    if rule.kind != "note":
        return {
            "cue": "only adds to the heat",
            "softener": "takes heat away",
            "gate": "keeps other rules silent",
            "warmth": "keeps other rules silent",
        }[rule.kind]
    if rule.status != "active":
        return f"its status is {rule.status}"
    if TRUSTS.index(rule.trust) < TRUSTS.index(trust):
        return f"only shown at trust {rule.trust}" + (" and below" if rule.trust != TRUSTS[0] else "")
    if rule.audience is not None and audience not in rule.audience:
        return f"only shown to the audience {', '.join(rule.audience)}"
    if rule.bare and any(h.rule.kind == "softener" for h in analysis.hits):
        return "stays silent because the draft has a softener (bare: true)"
    if rule.beside and not any(hit.mark[0] < n.mark[1] and n.mark[0] < hit.mark[1] for n in shown):
        return LONELY
    return "another note, heavier or longer, covers these words"


def _condition(coach: Coach, compiled: CompiledRule, by: str) -> str:
    """What kept a rule silent, in the words of the rule file."""
    kind, _, name = by.partition(":")
    if kind in ("gate", "note"):
        return coach.rules.by_id[name].rule.title
    if by == "beside":
        return LONELY
    for each in compiled.exceptions:
        exception = each.exception
        if exception.id == by:
            if exception.slot:
                return f"the slot {exception.slot} has one of {', '.join(exception.has or [])}"
            for name in ("before", "after", "inside", "sentence", "draft"):
                if patterns := getattr(exception, name):
                    return f"{name}: {' or '.join(patterns)}"
    return ""
