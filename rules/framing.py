"""The frame of a warm rewrite: one line of care before it, or one opening question after it."""

from __future__ import annotations

import re

from rules.analysis import Analysis
from rules.assembling import open_end
from rules.mask import PLACEHOLDERS
from rules.phrases import Phrase, Phrases, pick
from rules.sentences import is_lead
from rules.template import Piece
from rules.types import Audience
from rules.voice import Voice, voice_of

VIEWS = frozenset(["hedge", "own-view-open"])
"""Softeners that say how the writer sees it; a question for the other view can follow them."""

MOST_SENTENCES = 2
"""A longer message needs no line that is about the whole of it."""

_REQUEST = re.compile(
    r"\b(?:please|pls|plz|(?:could|can|would|will) (?:you|u|we|i)|let me know|lmk)\b", re.IGNORECASE
)
_ASKING = re.compile(
    r"(?:what|why|how|who|when|where|which|could|can|would|will|do|does|did|is|are|was|were|have|has|should|may)\b",
    re.IGNORECASE,
)


def requests(view: str) -> bool:
    """Whether a text asks for something to be done: "please", "could you"."""
    return bool(_REQUEST.search(view))


def asks(text: str) -> bool:
    """Whether a text asks anything, or for anything."""
    return "?" in text or requests(text)


def frame(
    phrases: Phrases, analysis: Analysis, tactics: set[str], *, audience: Audience, seed: str, turn: int
) -> str | None:
    """Add at most one line: a closing question if a single sentence ends on the writer's view, else an opener; None where none suits.

    More than MOST_SENTENCES get none. Nobody can answer a question behind a plain fact, nor tell which of two sentences it is about; a
    request is a question already. Never both ends: around one plain sentence they sound like a form letter.
    """
    voice = voice_of(analysis.masked)
    text = analysis.masked.text
    if not 0 < len(analysis.sentences) <= MOST_SENTENCES:
        return None
    ranges = [analysis.range_of(a, b) for a, b in analysis.sentences]
    asking = "?" in analysis.masked.view
    head = tail = ""
    options = [
        p for p in phrases.at("close", tactics, audience) if p.question != requests(analysis.masked.view)
    ]
    if options and not asking and len(analysis.sentences) == 1 and _ends_on_a_view(analysis):
        tail = _say(options[0], voice, seed, turn)
    elif options := phrases.at("open", tactics, audience):
        head = _say(options[0], voice, seed, turn)
    if not head and not tail:
        return None
    at = _after_greeting(analysis)
    stop = ranges[-1][1]
    body, after = text[at:stop].rstrip(), text[stop:]
    if tail and body and body[-1] not in ".?!…:)":
        last = re.split(r"[.?!\n]\s+", body)[-1]
        body += "?" if _ASKING.match(last) else "."
    whole = text[:at] + (f"{head} " if head else "") + body + (f" {tail}" if tail else "") + after
    return open_end(whole, voice)


def _ends_on_a_view(analysis: Analysis) -> bool:
    return any(h.rule.id in VIEWS and h.sentence == len(analysis.sentences) - 1 for h in analysis.hits)


def _say(phrase: Phrase, voice: Voice, seed: str, turn: int) -> str:
    return voice.speak(Piece(pick(phrase.text, draft=seed, salt=phrase.id, turn=turn), generated=True))


def _after_greeting(analysis: Analysis) -> int:
    """Where an opener goes: past a first sentence that only greets, past a leading mention."""
    first, last = analysis.sentences[0]
    texts = analysis.texts
    if len(analysis.sentences) > 1 and is_lead(texts, first, last):
        return analysis.range_of(*analysis.sentences[1])[0]
    index = first
    while index < last and (
        texts[index] == PLACEHOLDERS["mention"] or (index > first and texts[index] in (",", ":", "-"))
    ):
        index += 1
    if (
        index < last
        and texts[index].lower() in ("hi", "hey", "hello")
        and index + 2 < last
        and texts[index + 2] in (",", "-", ":")
    ):
        index += 3
    return analysis.range_of(index, last)[0] if index < last else analysis.range_of(first, last)[0]
