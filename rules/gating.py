"""Which hits stay silent because of what else is in the draft: gates, warmth, missing company, a note on the same words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rules.analysis import Hit, Saved
from rules.schema import HEAVY


def silenced(hits: Sequence[Hit], opened: Collection[str] | None = None) -> list[Saved]:
    """Return the notes among the hits that a gate or warmth silences, with which one did.

    A gate mutes the packs and rules it names. Warmth mutes all notes but the harshest, unless a note points at its own words: "Happy to
    do your job for you" is none. `opened`: in a rewrite, the gates and warmth of its draft, as what the coach adds excuses nothing.
    """
    notes = [h for h in hits if h.rule.kind == "note"]
    openers = [h for h in hits if opened is None or h.rule.id in opened]
    gate_of = {name: h.rule.id for h in openers if h.rule.kind == "gate" for name in h.rule.mutes}
    warm = next((h.rule.id for h in openers if h.rule.kind == "warmth" and not _pointed_at(h, notes)), None)
    out: list[Saved] = []
    for note in notes:
        by = gate_of.get(note.compiled.pack) or gate_of.get(note.rule.id)
        if not by and note.rule.weight <= HEAVY:
            by = warm
        if by:
            out.append((note, f"gate:{by}"))
    return out


def _pointed_at(warmth: Hit, notes: Sequence[Hit]) -> bool:
    return any(n.rule.status == "active" and n.start < warmth.end and warmth.start < n.end for n in notes)


def overruled(hits: Sequence[Hit]) -> list[Saved]:
    """Return the hits that other hits keep silent, with what does it.

    A note that is `beside` where no heavy note is; a softener inside what a note points at: "Thanks for nothing" thanks nobody.
    """
    active = [h for h in hits if h.rule.kind == "note" and h.rule.status == "active"]
    notes = in_company(active)
    speaking = {id(h) for h in notes}
    out: list[Saved] = [(h, "beside") for h in active if id(h) not in speaking]
    for softener in (h for h in hits if h.rule.kind == "softener"):
        note = next((n for n in notes if n.start < softener.end and softener.start < n.end), None)
        if note is not None:
            out.append((softener, f"note:{note.rule.id}"))
    return out


def in_company(notes: Sequence[Hit]) -> list[Hit]:
    """Return the notes that may speak, given the others: those that are `beside` want a heavy one that is not."""
    heavy = any(h.rule.weight >= HEAVY and not h.rule.beside for h in notes)
    return [h for h in notes if heavy or not h.rule.beside]
