"""Filling the texts of the receiving side from a message: slots as in rewrites, and three more fields.

{slot:back} {rest:back}   the words as their reader would say them to the writer
{slot:they} {rest:they}   the words as told about their writer
{quote}                   the words that stung, in quotation marks
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from rules.analysis import Analysis, Hit
from rules.mask import PLACEHOLDERS
from rules.pronouns import back, they
from rules.sentences import is_lead
from rules.template import Context, fill
from rules.voice import capitalise, tidy

_TURNED = re.compile(r"\{([a-z_]+):(back|they)\}")
MOST_TURNED = 14
"""More words than this are not said back with their pronouns turned round; chosen by hand."""

LONGEST_QUOTE = 10
"""More words than this are not quoted: the one who wrote them knows them."""
_JOINTS = frozenset(
    "and but because so since before after when while although though or which unless until tbh imo btw".split()
)
_PREPOSITIONS = frozenset("to of in on at by for with from into about over without like as than".split())
_DANGLING = frozenset(
    "a an the to of in on at by for with from your my our their its this that these those is are was were be been not and or if very so as i you we".split()
)
_TRAILING = re.compile(
    r"\s*(?::[a-z0-9_+-]+:|[^\w\s?!.,'’)`>…%$€£-]|\b(?:tbh|lol|imo|btw|then|tho))+$", re.IGNORECASE
)
_UNQUOTABLE = re.compile(r'^$|["“”]|<[!@]')


class Retelling:
    """One hit in one message, with the slots of everything else that was found around it."""

    def __init__(
        self, analysis: Analysis, hit: Hit, around: Mapping[str, tuple[int, int]], *, exact: bool = False
    ) -> None:
        self.analysis = analysis
        self.hit = replace(hit, slots={**around, **hit.slots})
        self._context = Context(analysis, self.hit)
        self.quote = self._quote(exact=exact)

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
            if place and match[1] == "rest":
                place = place[0], self._first_clause(*place)
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
        if not 0 < end - start <= MOST_TURNED:
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

    def _first_clause(self, start: int, end: int) -> int:
        """Where the first clause of what follows a match ends: the next one is about something else."""
        return next(
            (i for i in range(start, end) if self.analysis.texts[i] in (",", ";", ":", "-", "–", "—", "(")),
            end,
        )

    def _as_given(self, index: int) -> str:
        start, end = self.analysis.range_of(index, index + 1)
        return self.analysis.masked.text[start:end]

    def _quote(self, *, exact: bool) -> str:
        """The words that stung, as written: the whole sentence when it is short, else the clause around them."""
        first, last = self.analysis.sentences[self.hit.sentence]
        texts = self.analysis.texts
        start, end = self.hit.mark
        while first < start and (texts[first] == PLACEHOLDERS["mention"] or is_lead(texts, first, first + 1)):
            first += 1
        if exact:
            first, last = start, end
        elif self._words(first, last) > LONGEST_QUOTE:
            first, last = self._clause(start, end, first, last)
        if not 0 < self._words(first, last) <= LONGEST_QUOTE:
            return ""
        a, b = self.analysis.range_of(first, last)
        said = " ".join(self.analysis.masked.text[a:b].split())
        said = _TRAILING.sub("", said).strip(" .,;:-–—*_~>(")
        return "" if _UNQUOTABLE.search(said) else said

    def _clause(self, start: int, end: int, first: int, last: int) -> tuple[int, int]:
        """The marked words, and what belongs to them up to a comma or a conjunction, while it stays short."""
        texts, lower = self.analysis.texts, [t.lower() for t in self.analysis.texts]
        left, right = start, end
        while right < last and not _is_edge(texts[right]) and lower[right] not in _JOINTS:
            right += 1
        while left > first and not _is_edge(texts[left - 1]) and lower[left - 1] not in _JOINTS:
            left -= 1
        breaks = [i for i in range(end, right) if lower[i] in _PREPOSITIONS]
        for choice in (
            (left, right),
            (start, right),
            *((start, cut) for cut in reversed(breaks)),
            (start, end),
        ):
            if self._words(*choice) <= LONGEST_QUOTE:
                left, right = choice
                break
        else:
            return start, start
        while right > left + 1 and (
            lower[right - 1] in _DANGLING or not any(c.isalnum() for c in texts[right - 1])
        ):
            right -= 1
        return left, right

    def _words(self, start: int, end: int) -> int:
        return sum(t[0].isalnum() for t in self.analysis.texts[start:end])


def _is_edge(text: str) -> bool:
    return not any(c.isalnum() for c in text) and text not in ("'", "-", "/", "#", "$", "%", "€")
