"""Filling the texts of the receiving side from a message: slots as in rewrites, and three more fields.

{slot:back} {rest:back}   the words as their reader would say them to the writer
{slot:they} {rest:they}   the words as told about their writer
{quote}                   the words that stung, in quotation marks
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rules.mask import PLACEHOLDERS
from rules.matching import Analysis, Hit
from rules.pronouns import back, they
from rules.sentences import is_lead
from rules.template import Context, fill
from rules.voice import capitalise, tidy

_TURNED = re.compile(r"\{([a-z_]+):(back|they)\}")
_WHOLE = 8
"""A sentence of at most so many words is quoted whole."""
_LONGEST = 11


class Retelling:
    """One hit in one message, with the slots of everything else that was found around it."""

    def __init__(self, analysis: Analysis, hit: Hit, around: Mapping[str, tuple[int, int]]) -> None:
        self.analysis = analysis
        self.hit = replace(hit, slots={**around, **hit.slots})
        self._context = Context(analysis, self.hit)
        self.quote = self._quote()

    def say(self, text: str) -> str | None:
        """Fill a text; None when it needs a slot that is empty, or a quote where there is nothing short to quote."""
        kept: list[str] = []

        def keep(words: str) -> str:
            kept.append(words)
            return f"\x02{len(kept) - 1}\x02"

        if "{quote}" in text:
            if not self.quote:
                return None
            text = text.replace("{quote}", keep(f'"{self.quote}"'))
        for match in _TURNED.finditer(text):
            place = self._context.tokens(match[1])
            words = self._turned(place, match[2]) if place else ""
            if not words:
                return None
            text = text.replace(match.group(), keep(words))
        pieces = fill(text, self._context)
        if pieces is None:
            return None
        said = "".join(piece.text for piece in pieces)
        return capitalise(tidy(re.sub("\x02(\\d+)\x02", lambda m: kept[int(m[1])], said)).strip())

    def first(self, texts: list[str]) -> str | None:
        """The first of the texts that can be filled."""
        return next((said for said in map(self.say, texts) if said), None)

    def _turned(self, place: tuple[int, int], way: str) -> str:
        """The words with their pronouns turned round, spaces as they were, no marks at the end."""
        start, end = place
        while end > start and not any(c.isalnum() for c in self.analysis.texts[end - 1]):
            end -= 1
        if start >= end:
            return ""
        tokens = list(self.analysis.doc[start:end])
        texts = [t.text for t in tokens]
        if way == "back":
            self.analysis.need_tags()
            turned = back(texts, [t.tag_ for t in tokens])
        else:
            turned = they(texts)
        out: list[str] = []
        for index, (token, new) in enumerate(zip(tokens, turned, strict=True)):
            old = self._context.text(start, start + 1) if index == 0 else self._as_given(token.i)
            said = old if new == token.text else new
            gap = " " if token.whitespace_ or (index + 1 < len(tokens) and tokens[index + 1].is_space) else ""
            out.append(said + gap)
        return " ".join("".join(out).split()).rstrip(" ,;:-")

    def _as_given(self, index: int) -> str:
        start, end = self.analysis.range_of(index, index + 1)
        return self.analysis.masked.text[start:end]

    def _quote(self) -> str:
        """The words that stung, as written: the whole sentence when it is short, else what the pattern marks."""
        first, last = self.analysis.sentences[self.hit.sentence]
        texts = self.analysis.texts
        while (
            first < last - 1
            and first < self.hit.mark[0]
            and (texts[first] == PLACEHOLDERS["mention"] or is_lead(texts, first, first + 1))
        ):
            first += 1
        spans = [(first, last), self.hit.mark]
        for (start, end), most in zip(spans, (_WHOLE, _LONGEST), strict=True):
            words = sum(any(c.isalnum() for c in t) for t in texts[start:end])
            if not 0 < words <= most:
                continue
            a, b = self.analysis.range_of(start, end)
            said = " ".join(self.analysis.masked.text[a:b].split()).strip(" .,;:-–—*_~>")
            said = re.sub(r"\s*(?::[a-z0-9_+-]+:|[^\w\s?!.,'’)`>…%$€£-])+$", "", said).rstrip(" .,;:-")
            if said and '"' not in said and "“" not in said and "<!" not in said:
                return said
        return ""
