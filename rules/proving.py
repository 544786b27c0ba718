"""The rules prove themselves: every example of every pack, held against the whole rule set.

What is proved: a bad example fires its rule once, exactly at the marks; pinned rewrites come out to the letter, and the
draft gets one; no rule at all fires on a rewritten draft; good examples stay silent; every exception is load-bearing, that is: its example
fires without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.analysis import Analysis, Hit
from rules.coach import Coach
from rules.noting import Circumstances, noted
from rules.schema import BadExample, GoodExample, Rule

_MARKS = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Failure:
    """Something a rule promised and did not keep."""

    rule: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.message}"


def prove(coach: Coach, only: set[str] | None = None) -> list[Failure]:
    """Prove all rules (or those in `only`) and return what failed, in the order of the packs."""
    out: list[Failure] = []
    for compiled in coach.rules.rules:
        rule = compiled.rule
        if only is None or rule.id in only:
            place = coach.loaded.place_of[rule.id]
            out.extend(Failure(rule.id, place, message) for message in prove_rule(coach, rule))
    for pack in coach.loaded.packs:
        examples = {good.saved_by for rule in pack.rules for good in rule.examples.good}
        if only is None or only & {rule.id for rule in pack.rules}:
            out.extend(
                Failure(
                    pack.pack,
                    f"pack {pack.pack}",
                    f"the shared exception {e.id!r} has no good example that needs it",
                )
                for e in pack.exceptions
                if e.id not in examples
            )
    return out


def prove_rule(coach: Coach, rule: Rule) -> Iterator[str]:
    """Yield what is wrong with one rule."""
    yield from _prove_offered(coach, rule)
    with coach.examining():
        for bad in rule.examples.bad:
            yield from _prove_bad(coach, rule, bad)
        for good in rule.examples.good:
            yield from _prove_good(coach, rule, good)
        for exception in rule.exceptions:
            if not any(g.saved_by == exception.id for g in rule.examples.good):
                yield f"the exception {exception.id!r} has no good example that needs it (saved_by: {exception.id})"


def _prove_offered(coach: Coach, rule: Rule) -> Iterator[str]:
    """Which examples with a pinned rewrite would get none as a draft: what the catalogue promises, the coach has to offer."""
    if rule.kind != "note" or rule.status != "active" or rule.beside:
        return
    for bad in rule.examples.bad:
        text, _ = _unmark(bad.text)
        if bad.rewrites and not coach.coach(text, audience=bad.audience).rewrites:
            yield (
                f"{text!r} gets no rewrite as a draft, although one is pinned: another rule or a guard stands in its way "
                "(`whoa check` shows what is said of it); change the example or the rewrite"
            )


def _hits(coach: Coach, analysis: Analysis, rule: Rule) -> list[Hit]:
    hits = coach.rules.residue(analysis) if rule.kind == "residue" else analysis.hits
    return [h for h in hits if h.rule.id == rule.id]


def _prove_bad(coach: Coach, rule: Rule, bad: BadExample) -> Iterator[str]:
    text, wanted = _unmark(bad.text)
    analysis = coach.analyse(text)
    hits = _hits(coach, analysis, rule)
    if not hits:
        saved = [by for h, by in analysis.saved if h.rule.id == rule.id]
        yield f"does not fire on {text!r}" + (f" (saved by {saved[0]})" if saved else "")
        return
    if wanted is not None:
        if len(hits) != 1:
            yield f"fires {len(hits)} times on {text!r}, should once"
            return
        found = analysis.range_of(*hits[0].mark)
        if found != wanted:
            yield f"underlines {text[slice(*found)]!r}, should be {text[slice(*wanted)]!r}"
    if rule.kind not in ("note", "residue") or rule.status == "retired":
        return
    if rule.bare and any(h.rule.kind == "softener" for h in analysis.hits):
        yield f"is `bare`, but {text!r} holds a softener, so it would not be shown"
    for move, pinned in bad.rewrites.items():
        numbers = [n for n, template in enumerate(rule.rewrites) if template.move == move]
        tried = (
            coach.composer.apply(analysis, hits, kind="light", seed=text, turn=0, only=n) for n in numbers
        )
        composed = next((c for c in tried if c is not None), None)
        if composed is None:
            yield f"{move}: no template applies to {text!r}"
            continue
        if composed.text != pinned:
            yield f"{move}: {composed.text!r}, should be {pinned!r}"
        if composed.text.strip() and not rule.beside:  # there the other sting stands by design
            yield from (
                f"{move}: {found}" for found in _still_noted(coach, rule, bad, composed.text, analysis)
            )


def _still_noted(coach: Coach, rule: Rule, bad: BadExample, said: str, before: Analysis) -> Iterator[str]:
    """Which notes a rewritten example gets, for which of its words; one that the example had already is not the rewrite's doing."""
    circumstances = Circumstances(audience=bad.audience)
    already = {hit.rule.id for hit in noted(before, circumstances)} - {rule.id}
    after = coach.analyse(said)
    for hit in noted(after, circumstances):
        words = said[slice(*after.range_of(*hit.mark))]
        yield f"{hit.rule.id} fires on {words!r} in the rewritten {said!r}" + (
            "; it fires on the example itself too: choose another" if hit.rule.id in already else ""
        )


def _prove_good(coach: Coach, rule: Rule, good: GoodExample) -> Iterator[str]:
    analysis = coach.analyse(good.text)
    hits = _hits(coach, analysis, rule)
    if hits:
        yield f"fires on the good example {good.text!r} at {[analysis.range_of(*h.mark) for h in hits]}"
        return
    saved = [by for h, by in analysis.saved if h.rule.id == rule.id]
    if not good.saved_by:
        if saved:
            yield f"{good.text!r} is saved by {saved[0]}: say so with saved_by"
    elif good.saved_by == "mask":
        if not _hits(coach, coach.analyse(re.sub(r"[`>\"“”]", "", good.text)), rule):
            yield f"{good.text!r} does not fire without its mask either"
    elif good.saved_by not in saved:
        yield f"{good.text!r} is not saved by {good.saved_by}: " + (
            f"by {saved[0]}" if saved else "the pattern does not match at all"
        )
    elif not good.saved_by.startswith("gate:"):
        fresh = coach.analyse(good.text)
        fresh.saved.clear()
        if not coach.rules.fire(coach.rules.by_id[rule.id], fresh, without=good.saved_by):
            others = sorted({by for h, by in fresh.saved if h.rule.id == rule.id})
            yield f"{good.saved_by} is not load-bearing: {good.text!r} stays silent without it" + (
                f" (saved by {', '.join(others)})" if others else ""
            )


def _unmark(text: str) -> tuple[str, tuple[int, int] | None]:
    found = _MARKS.search(text)
    if not found:
        return text, None
    return text[: found.start()] + found[1] + text[found.end() :], (
        found.start(),
        found.start() + len(found[1]),
    )
