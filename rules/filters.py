"""The filters of a template's slots: the writer's words in another form."""

from __future__ import annotations

import re

from spacy.lang.en.stop_words import STOP_WORDS

from rules.analysis import Analysis
from rules.inflection import is_word, plural
from rules.sentences import is_mark
from rules.verbs import inflected

FILTERS = frozenset({"VB", "VBZ", "VBP", "VBD", "VBN", "VBG", "it", "the", "me", "lower", "short", "joined"})
AUXILIARIES = frozenset("is are was were has have had will 's ca can does did wo isnt arent wasnt".split())
LONGEST_SHORT = 6
"""Tokens that a slot with `:short` may have."""

SWAPS = {"your": "my", "you": "me", "yours": "mine", "yourself": "myself", "ur": "my", "u": "me"}
_YOURS = re.compile(rf"\b(?:{'|'.join(SWAPS)})\b", re.IGNORECASE)


def filtered(
    name: str, words: str, analysis: Analysis, place: tuple[int, int], *, sentence: int
) -> str | None:
    """The words of a slot, as one of `FILTERS` says them; `place` is their token range, `sentence` its number. None where it does not apply."""
    if name == "it":
        analysis.need_tags()
        span = analysis.doc[place[0] : place[1]]
        return "them" if plural([t.text for t in span], [t.tag_ for t in span]) else "it"
    if name == "lower":
        return calm(words)
    if name == "joined":
        return _joined(words)
    if name == "the":
        return re.sub(r"^(?:your|ur|my|our)\b", "the", words, flags=re.IGNORECASE)
    if name == "me":
        return _YOURS.sub(lambda m: SWAPS[m.group().lower()], words)
    if name == "short":
        return words if place[1] - place[0] <= LONGEST_SHORT else None
    if name == "VB" and _heads_statement(analysis, place[0], sentence):
        return None
    return inflected(analysis, place, words, name) or None


def _heads_statement(analysis: Analysis, index: int, sentence: int) -> bool:
    """Whether a word that looks like an order is the subject of a statement: "Delivery is …", "Refund calls have …"."""
    last = analysis.sentences[sentence][1]
    following = [t.lower() for t in analysis.texts[index + 1 : last][:2]]
    if not following:
        return False
    if index + 2 >= last or is_mark(analysis.texts[index + 2]):  # "Swap denied."
        analysis.need_tags()
        if analysis.doc[index + 1].tag_ in ("VBD", "VBN"):
            return True
    return following[0] in AUXILIARIES or (
        following[-1] in AUXILIARIES and following[0].isalpha() and following[0] not in STOP_WORDS
    )


def calm(words: str) -> str:
    """Return shouted words in lower case; *I* and what is no dictionary word stay: an acronym, a code; among others a long one is a name."""
    alone = len(words.split()) == 1

    def lowered(match: re.Match[str]) -> str:
        word = match.group()
        plain = word.lower()
        if plain.split("'")[0] == "i":
            return word
        if plain in STOP_WORDS or "'" in word or is_word(plain):
            return plain
        return word.capitalize() if len(word) > 5 and not alone else word

    return re.sub(r"[^\W\d_]+(?:'[^\W\d_]+)?", lowered, words)


def _joined(words: str) -> str:
    """Words without the full stops between them; but for names only the first keeps its capital."""
    said = [word for word in re.split(r"[\s.]+", words) if word]
    return " ".join([*said[:1], *map(calm, said[1:])])
