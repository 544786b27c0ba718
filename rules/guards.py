"""The guards against a text that no person would write: piled-up care, two halves that do not join, a swamped message."""

from __future__ import annotations

import itertools
import re

HEDGES = re.compile(
    r"(?:\bfrom (?:my side|where I sit|where I stand|my perspective|what I can see),? )?"
    r"\b(?:maybe|perhaps|possibly|it (?:looks|seems) (?:to me )?(?:like|as)|i think|i guess|i may be|i might be|"
    r"the story in my head|it (?:feels|felt)|my impression|the impression)\b|\bfrom (?:my side|where I sit|where I stand|my perspective|what I can see)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\w'’]+|[.?!,;:]")
_GLUED = re.compile(r", (?:You|We|It|The|This|That|They|Could|Can)\b")
_TWICE = re.compile(r"\b(\w+ \w+ \w+) \1\b")
_LOOKS_AGAIN = re.compile(r"\blooks? like\b[^.?!\n]*\blooks?\b", re.IGNORECASE)
_PLEASE_AGAIN = re.compile(r"\bplease[,?.! ]+please(?=\s*(?:[?.!]|$))", re.IGNORECASE)
SENTENCES = re.compile(r"(?<=[.?!\n])\s+")
"""Where one sentence of a text ends and the next begins, by its marks alone."""
_ITEM = re.compile(r"^\W*\w{1,2}\)", re.MULTILINE)
"""The number of an item in a list, whose bracket closes nothing."""
_BRACKETS = re.compile(r"(?<![:;=-])[()]")
_ASKED_NOT = re.compile(r"\bcould you (?:please )?do(?:n['’]?t| not)\b", re.IGNORECASE)
_SUBJECTS = frozenset(
    "i we he she they i'm we're they're he's she's i've we've they've i'd we'd they'd i'll we'll they'll".split()
)
_FINITE = frozenset(
    """is are was were am has had does did isn't aren't wasn't weren't hasn't hadn't doesn't didn't isnt arent wasnt werent didnt doesnt
    went got came gave took said told knew""".split()
)
_BE = frozenset("is are was were am".split())
_ASKING = frozenset("what where who why how".split())
_MODALS = frozenset(
    "could would should can will must might may to couldn't wouldn't shouldn't can't won't".split()
)
_HALVES = frozenset("the a an my your our their his its".split())
_NO_NOUNS = frozenset("again yet too anymore".split())
_OBJECTS = frozenset("me him us them".split())
_JOINTS = frozenset("and but or because if of than".split())
_SAYING = frozenset("heard said say says see saw noticed think thought know hear told".split())
_NO_ENDS = frozenset([".", "?", "!", ",", ";"])
_ENDS = frozenset(["", ".", "?", "!"])
_POINTING = frozenset("it that this they we you he she there i".split())
_LEANING = frozenset(["of", "than", "itself", "themselves"])
"""Words that no sentence begins with, but for one that was cut: "You are a waste of time" without its sneer."""
_DOUBLED = frozenset(["had", "that", "no", "very", "so", "in"])
_NEGATED = frozenset(
    """do does did is are was were has have had ca could wo would should might must need ai sha dare""".split()
)
TALK = re.compile(
    r"\b(?:can|could) we (?:talk|look|go through)\b|\blike to (?:talk|sort it out)\b", re.IGNORECASE
)
OFFER = re.compile(
    r"\b(?:happy|glad|gladly)\b[^.?!\n]*\b(?:tell|explain|say|talk|go through)\b", re.IGNORECASE
)
THANKS = re.compile(r"\b(?:thanks|thank you|thx|appreciate)\b", re.IGNORECASE)


MOST_TIMES = 2.5
"""The most words of a rewrite for each word of the draft; chosen by hand."""

MOST_MORE = 30
"""Words that a rewrite may always have more than the draft: a line or two of care for a short one; chosen by hand."""


def stacked(draft: str, rewrite: str) -> str | None:
    """Say what is piled up in a rewrite beyond what the draft had: hedges, thanks, offers to talk, a sentence; None when nothing is."""
    for sentence in SENTENCES.split(rewrite):
        if len(HEDGES.findall(sentence)) > max(1, len(HEDGES.findall(draft))) and sentence not in draft:
            return "two hedges in one sentence"
    said = [s.casefold() for s in SENTENCES.split(rewrite) if len(s.split()) > 2]
    if any(said.count(s) > 1 and s not in draft.casefold() for s in said):
        return "a sentence twice"
    if len(THANKS.findall(rewrite)) > max(1, len(THANKS.findall(draft))):
        return "thanks twice"
    if any(len(o.findall(rewrite)) > max(1, len(o.findall(draft))) for o in (TALK, OFFER)):
        return "an offer to talk twice"
    return None


def garbled(draft: str, rewrite: str, *, whole: bool = True) -> str | None:
    """Say which two words of a rewrite, side by side, are no English: where a piece was put into a sentence it does not fit.

    None when there are none. What the writer wrote that way is theirs. `whole`: this is all of the text, so its last word has to end it.
    """
    words, theirs = _words(rewrite), _words(draft)
    known = set(itertools.pairwise([*theirs, ""]))
    after = [*words, ""] if whole else words
    for before, first, second in zip(["", "", *words], ["", *words], after, strict=False):
        if (first, second) not in known and _clash(before, first, second):
            return f"{first} {second}".strip()
    for pattern in (_GLUED, _TWICE, _PLEASE_AGAIN, _LOOKS_AGAIN, _ASKED_NOT):
        glued = pattern.search(rewrite)
        if glued and glued.group() not in draft:
            return glued.group()
    if whole and _open_brackets(rewrite) != _open_brackets(draft):
        return "half a bracket"
    for word in set(words) - set(theirs):
        if word.endswith("n't") and word[:-3] not in _NEGATED:
            return word
        if word.endswith("'ve") and word[:-3] in ("it", "that", "this"):
            return word
        if word.startswith("not'"):
            return word
    return None


def _open_brackets(text: str) -> int:
    """How many brackets are not closed, those of ":)" and of "1)" at the start of a line aside."""
    marks = _BRACKETS.findall(_ITEM.sub("", text))
    return marks.count("(") - marks.count(")")


def _words(text: str) -> list[str]:
    return [w.lower().replace("’", "'") for w in _WORDS.findall(text)]


def _clash(before: str, first: str, second: str) -> bool:
    """Whether two words, side by side, are no English; `before` is the word before them."""
    subjects = first in _SUBJECTS and second in _SUBJECTS
    asked_twice = before in _SUBJECTS and first in _BE and second in _SUBJECTS
    negated = before in _BE and first in ("still", "just", "even") and second in ("do", "don't", "dont")
    modal = (first in _MODALS and second in _FINITE) or (first == "not" and second in _BE)
    # "the tone very | the way", "maybe some | it would help"
    degree = first in ("very", "some") and second in _HALVES | _SUBJECTS | {"it", "you"}
    half = first in _HALVES and (second in _FINITE or second in _SUBJECTS or second in _NO_ENDS | _ENDS)
    half = half or (first in _HALVES and second in _NO_NOUNS)  # "the again"
    # "because her was moved", "the plan is."
    half = (
        half
        or (first in _OBJECTS and second in _BE)
        or (first == "her" and second in _BE and before in _JOINTS)
    )
    half = half or (first in _BE and second in _ENDS and before not in _POINTING)
    loose = (first in _JOINTS and second in _NO_ENDS and second != ",") or (
        first in _ENDS and second in _LEANING
    )
    asking = (
        before == "that" and first in _SUBJECTS | {"you", "it"} and second in _ASKING
    )  # "that you where …"
    doubled = first == second and first.isalpha() and first not in _DOUBLED
    doubled = doubled or (first == second == "that" and before in _SAYING)
    you = (before == "you" and first == "do" and second in ("you", "we", "they", "i")) or (
        first == "not" and second == "you"
    )
    cannot = first in ("ca", "wo") and second == "not"
    could_you = before == "could" and first == "you" and second in _HALVES | _SUBJECTS | _FINITE
    marks = first in _NO_ENDS and second in _NO_ENDS and "." in (first, second)
    return any(
        (
            subjects,
            asked_twice,
            asking,
            negated,
            modal,
            degree,
            half,
            loose,
            doubled,
            you,
            cannot,
            could_you,
            marks,
        )
    )


def too_long(draft: str, rewrite: str) -> bool:
    """Whether a rewrite swamps the message: more than MOST_TIMES its words and more than MOST_MORE added."""
    before, after = (len(re.findall(r"\w+", t)) for t in (draft, rewrite))
    return after > max(MOST_TIMES * before, before + MOST_MORE)
