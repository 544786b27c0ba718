"""Noting: which of the rules that fired a writer is told of, given who will read the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.analysis import Analysis, Hit
from rules.gating import in_company
from rules.schema import HARSHEST, HEAVY
from rules.types import AUDIENCES, TRUSTS, Audience, Note, Trust

MOST_NOTES = 5
"""Notes a writer is told at once, the heaviest: more than these nobody reads."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who reads a draft: `trust`, `audience`, `muted` rules; `turn` counts how often another answer was asked for.

    Raises ValueError for a trust or an audience that does not exist.
    """

    trust: Trust = "low"
    audience: Audience = "dm"
    muted: frozenset[str] = frozenset()
    turn: int = 0

    def __post_init__(self) -> None:
        for name, given, choices in (("trust", self.trust, TRUSTS), ("audience", self.audience, AUDIENCES)):
            if given not in choices:
                raise ValueError(f"no such {name}: {given!r}; choose from {', '.join(choices)}")


def noted(analysis: Analysis, seen_by: Circumstances) -> list[Hit]:
    """The hits a writer is told of, in the order of the text, the heavier one where two overlap.

    A rule speaks up to its own level of trust. A draft that would hurt anyone, with one note of weight 3 or two of weight 2,
    is told so at every level, with all that is heavy in it.
    """
    level = TRUSTS.index(seen_by.trust)
    softened = any(h.rule.kind == "softener" for h in analysis.hits)
    hits = [
        h
        for h in analysis.hits
        if h.rule.kind == "note"
        and h.rule.status == "active"
        and h.rule.id not in seen_by.muted
        and (h.rule.audience is None or seen_by.audience in h.rule.audience)
        and not (h.rule.bare and softened)
    ]
    apart = _apart(hits)
    if not (level and apart):
        return apart
    least = HEAVY if hurts_anyone(apart) else HARSHEST + 1
    return _apart([h for h in hits if TRUSTS.index(h.rule.trust) >= level or h.rule.weight >= least])


def told(notes: list[Hit], analysis: Analysis, instead: Mapping[int, str]) -> tuple[Note, ...]:
    """The heaviest notes, in the order of the text, as plain values.

    `instead`: another way to say a sentence, by its number; the first note in it carries it.
    """
    kept = sorted(notes, key=lambda h: -h.rule.weight)[:MOST_NOTES]
    left = dict(instead)
    return tuple(
        _note(hit, analysis, left.pop(hit.sentence, "")) for hit in sorted(kept, key=lambda h: h.mark[0])
    )


def _note(hit: Hit, analysis: Analysis, instead: str) -> Note:
    start, end = analysis.range_of(*hit.mark)
    rule = hit.rule
    return Note(
        rule.id,
        rule.tactic,
        rule.title,
        start,
        end,
        analysis.masked.text[start:end],
        rule.weight,
        rule.confidence,
        rule.why,
        instead,
    )


def hurts_anyone(notes: list[Hit]) -> bool:
    """Whether notes that do not overlap are heavy enough for any reader, whatever the trust."""
    return any(h.rule.weight >= HARSHEST for h in notes) or sum(h.rule.weight >= HEAVY for h in notes) > 1


def _apart(notes: list[Hit]) -> list[Hit]:
    """The notes that may speak, in the order of the text, the heavier one where two overlap."""
    kept: list[Hit] = []
    for hit in sorted(
        in_company(notes), key=lambda h: (-h.rule.weight, h.mark[0] - h.mark[1], h.compiled.order)
    ):
        if not any(hit.mark[0] < k.mark[1] and k.mark[0] < hit.mark[1] for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)
