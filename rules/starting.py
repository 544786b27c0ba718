"""A start: what a draft that could not be said again may keep as it is, with an open end for the writer to go on from.

It is made of the writer's own sentences, whole and unchanged, so it says nothing that they did not; what is missing is theirs to say.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rules.analysis import Analysis
from rules.facts import facts
from rules.fitting import FEW, leans
from rules.framing import asks
from rules.phrases import phrases
from rules.schema import Rule
from rules.sentences import telling
from rules.template import Piece
from rules.voice import voice_of

MOST_PROMPTS = 2
"""Sentences to finish that a writer is shown at once."""


def to_finish(ranked: Sequence[Rule], *, anyway: bool) -> tuple[str, ...]:
    """Sentences for a writer to finish: those of the rules that spoke, the heaviest first.

    Where they have none and there have to be some `anyway`, those of the first tactic for which there are any.
    """
    own = tuple(dict.fromkeys(prompt for rule in ranked for prompt in rule.prompts))
    if own or not anyway:
        return own[:MOST_PROMPTS]
    said = phrases()
    special = (p for rule in ranked for p in said.at("finish", {rule.tactic}) if p.tactics)
    return tuple(next(special, said.at("finish")[0]).text[:MOST_PROMPTS])


def staying(analysis: Analysis, stinging: Collection[int]) -> list[int]:
    """The numbers of the sentences that may stay where those that sting go; none where they hold no fact and ask for nothing.

    A sentence that leans on one that goes ("It was sent on Monday") goes with it, and so do a few words by themselves ("Twice.").
    """
    speaking = telling(analysis.texts, analysis.sentences)
    kept: list[int] = []
    for number in range(len(analysis.sentences)):
        alone = number == 0 or number - 1 in kept or not leans(analysis, number)
        says = number not in speaking or _words(analysis, number) >= FEW
        if number not in stinging and alone and says:
            kept.append(number)
    ranges = [analysis.range_of(*analysis.sentences[n]) for n in kept if n in speaking]
    known = [f.start for f in facts(analysis) if f.hard]
    worth = any(a <= at < b for at in known for a, b in ranges)
    return kept if worth or any(asks(analysis.masked.text[a:b]) for a, b in ranges) else []


def joined(analysis: Analysis, kept: list[int]) -> str:
    """Sentences of a draft as they stand in it, each on the line it had."""
    text = analysis.masked.text
    said, end = "", 0
    for number in kept:
        first, last = analysis.range_of(*analysis.sentences[number])
        gap = text[end:first]
        if said:
            said += gap if number - 1 in kept else "\n" if "\n" in gap else " "
        said, end = said + text[first:last], last
    return said


def opened(analysis: Analysis, said: str) -> str:
    """A text that ends with a sentence to finish, in the voice of the draft: what it is for if it asks for something, else the ask."""
    [phrase] = (p for p in phrases().at("go-on") if p.question == asks(said))
    ended = said if said[-1:] in ".?!…" else f"{said}."
    gap = "\n" if "\n" in said else " "
    return ended + gap + voice_of(analysis.masked).speak(Piece(phrase.text[0], generated=True))


def _words(analysis: Analysis, number: int) -> int:
    return sum(analysis.texts[i][:1].isalnum() for i in range(*analysis.sentences[number]))
