"""The facts of a draft: what every rewrite keeps to the letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rules.analysis import Analysis
from rules.inflection import is_word
from rules.mask import PLACEHOLDERS
from rules.sentences import LEAD

_EMOJI = re.compile(r":[^\s:]+:(?::skin-tone-\d:)?")
_PLACEHOLDERS = frozenset(PLACEHOLDERS.values())
_AMBIGUOUS = frozenset(["mar", "sat", "sun", "wed", "may", "fri", "mon", "march"])
_OPENERS = frozenset([".", "?", "!", ":", "(", "-", "•", "*", "\n", '"', ")", ":)", ":/", ":|"])

_NUMBER = re.compile(r"[$€£#~]?\w*\d[\w.,:/%-]*(?<![.,:])")
_DATES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri today tonight tomorrow
    january february march april june july august september october november december jan feb mar apr jun jul aug sep
    sept oct nov dec noon midnight eod eow cob q1 q2 q3 q4""".split()
)
_SPELLED = frozenset(
    """two three four five six seven eight nine ten eleven twelve dozen hundred thousand million half twice
    second third fourth""".split()
)
_PLAIN_CAPITALS = frozenset(
    """i stop now never always not no do don't again please all everyone nobody any every one why what who how this that
    it's you your you're fix asap omg wtf ffs lol yes ok and but or the a my me is are was only once still just must need want wow real
    seriously really ugh haha hehe hmm yay pfft sheesh jeez gosh geez meh nah yep nope yup smh tbh imo""".split()
)
_QUOTED = frozenset('<`"“')
"""First characters of what is masked: mentions, links, code, quoted words."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Words that must survive byte for byte, and where they start in the text as given.

    A spelled number is not `hard`: it may go with the very words a rule points at ("I told you twice"). A name or a bare number is `slight`:
    one of them may go with a sneer ("a deck from 1995").
    """

    text: str
    start: int
    hard: bool = True
    slight: bool = False


def facts(analysis: Analysis) -> list[Fact]:
    """The facts of a draft: masked parts, numbers, dates, names."""
    masked = analysis.masked
    found = [Fact(masked.text[a:b], a) for a, b in masked.spans if not _EMOJI.fullmatch(masked.text[a:b])]
    found = [f for f in found if f.text]
    inside = masked.spans
    for match in _NUMBER.finditer(masked.text):
        if not any(a < match.end() and match.start() < b for a, b in inside):
            found.append(Fact(match.group(), match.start(), slight=match.group().isdigit()))
    starts = {a for a, _ in analysis.sentences}
    for index, text in enumerate(analysis.texts):
        if not text[:1].isalpha() or text in _PLACEHOLDERS or _is_unit(analysis, index):
            continue
        lowered = text.lower()
        if lowered in _SPELLED:
            found.append(Fact(text, analysis.range_of(index, index + 1)[0], hard=False))
            continue
        dated = lowered in _DATES and not (text.islower() and lowered in _AMBIGUOUS)
        opens = index in starts
        if dated or (_opens_with_name(analysis, index) if opens else _is_name(analysis, index)):
            found.append(Fact(text, analysis.range_of(index, index + 1)[0], slight=lowered not in _DATES))
    return found


def _is_unit(analysis: Analysis, index: int) -> bool:
    """Whether a word is the end of a number that is a fact already: "2TB" is two tokens."""
    return index > 0 and analysis.texts[index - 1].isdecimal() and not analysis.doc[index - 1].whitespace_


def _is_name(analysis: Analysis, index: int) -> bool:
    """Whether a word in mid-sentence is a name: written large, and neither shouted nor after what ends a sentence."""
    text = analysis.texts[index]
    return (
        text[:1].isupper()
        and text.lower() not in _PLAIN_CAPITALS
        and analysis.texts[index - 1] not in _OPENERS
        and not _shouted(analysis, index)
    )


def _opens_with_name(analysis: Analysis, index: int) -> bool:
    """Whether the first word of a sentence is a name: the tagger says so, and no dictionary knows it as a word ("Anna", not "Fix")."""
    token = analysis.doc[index]
    if not token.is_title or token.lower_ in _PLAIN_CAPITALS | LEAD or token.is_stop or is_word(token.text):
        return False
    analysis.need_tags()
    return token.tag_ == "NNP"


def _shouted(analysis: Analysis, index: int) -> bool:
    """An upper-case word next to another one, or an ordinary one, is shouting and no acronym."""
    text = analysis.texts[index]
    if not text.isupper() or len(text) < 2:
        return False
    around = analysis.texts[max(0, index - 1) : index] + analysis.texts[index + 1 : index + 2]
    if any(t.isupper() and len(t) > 1 and t.isalpha() for t in around):
        return True
    return len(text) >= 3 and (
        analysis.doc[index].is_stop or (is_word(lowered := text.lower()) and len(lowered) >= 4)
    )


def lost(required: Iterable[Fact], text: str) -> list[str]:
    """The facts that do not stand in a rewrite as words of their own. Case is free, as shouted words may be said calmly."""
    folded = text.casefold()
    return [fact.text for fact in required if not _stands_in(fact.text.casefold(), folded)]


def _stands_in(fact: str, text: str) -> bool:
    """Whether a fact is in a text, and not only inside another word: "May" in "maybe", "5" in "15"."""
    before = r"(?<!\w)" if fact[:1].isalnum() else ""
    after = r"(?!\w)" if fact[-1:].isalnum() else ""
    return re.search(before + re.escape(fact) + after, text) is not None


def too_forgetful(inside: Iterable[Fact], text: str, *, threat: bool) -> bool:
    """Whether more would go than a sneer may take with it: one name or one bare number; of a threat, names, numbers and dates."""
    gone = [f for f in inside if f.hard and lost([f], text)]
    if threat:
        return any(f.text[:1] in _QUOTED for f in gone)
    return len(gone) > 1 or any(not f.slight for f in gone)
