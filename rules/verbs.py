"""The verbs of a stretch of a draft in another form, the rest of it as written."""

from __future__ import annotations

from rules.analysis import Analysis
from rules.inflection import inflect

BEFORE_VERBS = frozenset("just really actually even only also still never always simply already ever".split())
"""Adverbs that may stand before a verb: "just forget" is inflected at its verb."""

OBJECTS = ("PRP", "PRP$", "DT", "IN", "TO")
"""Tags of words behind a participle that is a verb still: "expecting me", not "missing figures"."""


def inflected(analysis: Analysis, place: tuple[int, int], words: str, tag: str) -> str | None:
    """The words of a token range that begins with a verb, with that verb in another form (a Penn tag); None where it holds none.

    Participles that go on after a participle follow it: "sending drafts and leaving" becomes "send drafts and leave".
    """
    verb = next((i for i in range(*place) if analysis.texts[i].lower() not in BEFORE_VERBS), None)
    if verb is None:
        return None
    more = participles(analysis, verb + 1, place[1]) if is_participle(analysis, verb) else []
    return with_forms(analysis, place[0], words, [verb, *more], tag)


def with_forms(analysis: Analysis, first: int, words: str, verbs: list[int], tag: str) -> str:
    """Words of the draft that begin at a token, with some of their verbs in another form."""
    origin = analysis.range_of(first, first + 1)[0]
    said, last = "", 0
    for index in verbs:
        start, end = (at - origin for at in analysis.range_of(index, index + 1))
        said += words[last:start] + inflect(analysis.texts[index], tag)
        last = end
    return said + words[last:]


def is_participle(analysis: Analysis, index: int) -> bool:
    """Whether a word looks like a present participle."""
    return analysis.texts[index].lower().endswith("ing")


def participles(analysis: Analysis, start: int, end: int) -> list[int]:
    """The verbs that go on after a participle: "expecting" in "stop sending me drafts and expecting me to fix them"."""
    after = [
        i
        for i in range(max(start, 1), end - 1)
        if is_participle(analysis, i) and analysis.texts[i - 1].lower() in ("and", "or")
    ]
    if after:
        analysis.need_tags()
    return [i for i in after if analysis.doc[i].tag_ == "VBG" and analysis.doc[i + 1].tag_ in OBJECTS]
