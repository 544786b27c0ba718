"""What somebody entered, made fit for a sentence: a deed ("she stayed late"), a plan ("we should stop standups"), a topic."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from rules.analysis import Analysis
from rules.inflection import inflect
from rules.mask import PLACEHOLDERS

MOST_WORDS = 40
"""Longer entries are not read: nobody thanks or proposes at that length in one sentence. Chosen by hand."""

TOPIC_WORDS = 7
"""Longer entries are no topic ("the launch date") any more; chosen by hand."""

SUBJECT_WORDS = 7
"""The most tokens that may stand before the verb of a deed, its subject and adverbs; chosen by hand."""

_SHE = {"her": "your", "hers": "yours", "herself": "yourself", "she": "you"}
_HE = {"his": "your", "him": "you", "himself": "yourself", "he": "you"}
_THEY = {"their": "your", "them": "you", "theirs": "yours", "themselves": "yourself", "they": "you"}
_SWAPS = {"she": _SHE, "he": _HE, "they": _THEY, "you": {}}
_LEADS = re.compile(
    r"^(?:(?:hi|hey|ok|so|well|i think|i believe|imo|maybe|honestly|proposal|idea)\b[,:]?\s*)*"
    r"(?:(?:we|you|they|everyone|everybody|the team|i) (?:should|must|need to|have to|ought to|could|can|want to|'d like to|would like to"
    r"|propose to|suggest that we|propose that we|want us to)|let's|lets|let us|why don't we|how about we|what if we"
    r"|i propose|i suggest|i want us to|i'd like us to|we'd better)\s+(?:just |really |all |finally |seriously )*",
    re.IGNORECASE,
)
_AUX = frozenset(
    ["has", "have", "had", "'s", "'ve", "is", "are", "was", "were", "been", "be", "being", "'re"]
)


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did: `did` after "you", `doing` after "for"; `they_did` and `their_doing` as told to others; their name if given."""

    did: str
    doing: str
    they_did: str
    their_doing: str
    name: str


def deed_in(analysis: Analysis) -> Deed | None:
    """Read a deed from the first sentence; None when there is no verb to thank for."""
    tokens = _first_sentence(analysis)
    if not tokens or len(tokens) > MOST_WORDS:
        return None
    analysis.need_parse()
    verb = _verb(tokens)
    if verb is None:
        return _thing(analysis, tokens)
    subject, name = _subject(analysis, tokens[:verb])
    if subject is None:
        return None
    rest = tokens[verb:]
    did, doing = _retold(rest, _SWAPS[subject], analysis)
    _, their_doing = _retold(rest, {}, analysis)
    start, end = analysis.range_of(rest[0].i, rest[-1].i + 1)
    they_did = analysis.masked.text[start:end] if rest[0].tag_ not in ("VBG", "VB") else ""
    return Deed(did, doing, they_did, their_doing, name)


def _thing(analysis: Analysis, tokens: list[Token]) -> Deed | None:
    """A thing instead of a deed: "great demo" is thanked for as "the great demo"."""
    nouns = [t for t in tokens if t.pos_ in ("NOUN", "PROPN")]
    if (
        not nouns
        or len(tokens) > TOPIC_WORDS
        or tokens[0].tag_ in ("PRP", "IN", "UH")
        or tokens[-1] is not nouns[-1]
    ):
        return None
    start, end = analysis.range_of(tokens[0].i, tokens[-1].i + 1)
    words = analysis.masked.text[start:end]
    words = words if tokens[0].tag_ in ("DT", "PRP$", "NNP") else f"the {words[:1].lower()}{words[1:]}"
    yours = re.sub(r"^(?:her|his|their|the|a|an)\b", "your", words, flags=re.IGNORECASE)
    return Deed("", yours, "", words, "")


def _retold(rest: list[Token], swaps: dict[str, str], analysis: Analysis) -> tuple[str, str]:
    """The deed after "you" and after "for"."""
    main = _main(rest)
    did: list[str] = []
    doing: list[str] = []
    for index, token in enumerate(rest):
        gap = " " if token.whitespace_ else ""
        word = _swap(token, swaps, analysis)
        did.append((_past(token) if index == 0 else word) + gap)
        if index < main:
            continue
        coordinated = index > main and token.tag_ in ("VBD", "VBZ", "VBP") and _joined(rest, index)
        doing.append((inflect(token.text, "VBG") if index == main or coordinated else word) + gap)
    if len(doing) > 1 and doing[0].strip() == "being" and rest[main + 1].lower_ in ("always", "often"):
        doing[:2] = [doing[1], doing[0]]  # always being kind
    return _close(did), _close(doing)


def plan_in(analysis: Analysis, *, infinitive: bool) -> str:
    """A proposal without its "we should": with `infinitive` "to stop …", else "we stop …"; a noun phrase as it is."""
    text = " ".join(analysis.masked.text.split())
    text = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0].rstrip(" .!?")
    if not text or len(text.split()) > MOST_WORDS:
        return ""
    lead = _LEADS.match(text)
    if lead:
        verb = text[lead.end() :]
        return (f"to {verb}" if infinitive else f"we {verb}") if verb else ""
    analysis.need_tags()
    first = next((t for t in _first_sentence(analysis) if t.is_alpha), None)
    if first is not None and first.tag_ in ("VB", "VBP") and first.lower_ not in ("i", "we"):
        verb = text[:1].lower() + text[1:]
        return f"to {verb}" if infinitive else f"we {verb}"
    keeps = (
        text[:2].isupper() or text.startswith("I ") or (first is not None and first.tag_ in ("NNP", "NNPS"))
    )
    return text if keeps else text[:1].lower() + text[1:]


def topic_in(analysis: Analysis) -> str:
    """The entry as a topic ("the launch date"); nothing when it is a whole sentence or begins like one."""
    text = " ".join(analysis.masked.text.split()).rstrip(" .!?")
    text = re.sub(r"^(?:about|re|regarding|on)\b[: ]\s*", "", text, flags=re.IGNORECASE)
    tokens = [t for t in _first_sentence(analysis) if t.is_alpha or t.like_num]
    if not text or len(text.split()) > TOPIC_WORDS or len(analysis.sentences) > 1:
        return ""
    analysis.need_parse()
    if any(t.tag_ in ("VBD", "VBP", "VBZ", "MD") for t in tokens) or (
        tokens and tokens[0].tag_ in ("VB", "PRP", "WRB", "WP")
    ):
        return ""
    first, last = (tokens[0], tokens[-1]) if tokens else (None, None)
    if first is None or last is None or first.tag_.startswith("NNP") or text[:2].isupper():
        return text
    bare = first.tag_ not in ("DT", "PRP$", "VBG", "CD") and last.tag_ == "NN"
    return ("the " if bare else "") + text[:1].lower() + text[1:]


def _first_sentence(analysis: Analysis) -> list[Token]:
    for start, end in analysis.sentences:
        tokens = list(analysis.doc[start:end])
        if any(t.is_alpha for t in tokens):
            while tokens and not tokens[-1].text[0].isalnum() and tokens[-1].text not in ("%", ")"):
                tokens.pop()
            return tokens
    return []


def _verb(tokens: list[Token]) -> int | None:
    """Where the deed begins: the first finite verb or auxiliary, or a gerund or participle at the start."""
    for index, token in enumerate(tokens):
        if token.tag_ in ("VBD", "VBZ", "VBP") or (token.lower_ in _AUX and token.tag_ != "POS"):
            return index
        if token.tag_ in ("VBG", "VBN", "VB") and all(
            t.pos_ in ("ADV", "PRON", "PROPN", "INTJ") for t in tokens[:index]
        ):
            return index
        if index >= SUBJECT_WORDS:
            return None
    return None


def _subject(analysis: Analysis, tokens: list[Token]) -> tuple[str | None, str]:
    """Whose pronouns become "you", and the name; None for the writer's own deeds."""
    words = [t.lower_ for t in tokens if t.is_alpha]
    if not words or words[-1] in ("thanks", "for") or all(t.pos_ in ("ADV", "INTJ") for t in tokens):
        return "you", ""
    for word in words:
        if word in ("i", "we"):
            return None, ""
        if word in _SWAPS:
            return word, ""
    owner = next((i for i, t in enumerate(tokens) if t.tag_ == "POS"), len(tokens))
    start, end = analysis.range_of(tokens[0].i, tokens[max(owner, 1) - 1].i + 1)
    name = analysis.masked.text[start:end].strip()
    named = any(t.tag_ in ("NNP", "NNPS") or t.text in PLACEHOLDERS.values() for t in tokens)
    return "they", name if named or words[0] in ("my", "our", "the") else ""


def _main(rest: list[Token]) -> int:
    """The verb that carries the meaning: "has been helping" is about helping."""
    index = 0
    while index + 1 < len(rest) and rest[index].lower_ in _AUX:
        ahead = next(
            (i for i in range(index + 1, min(index + 3, len(rest))) if rest[i].tag_ in ("VBN", "VBG")), None
        )
        if ahead is None:
            return index
        index = ahead
    return index


def _past(token: Token) -> str:
    """The first verb as it stands after "you": helps becomes help, has becomes have, a bare gerund becomes past."""
    lower = token.lower_
    be = {"is": "are", "'s": "have" if token.head.tag_ == "VBN" else "are", "was": "were", "has": "have"}
    if lower in be:
        return be[lower]
    if token.tag_ == "VBZ":
        return inflect(token.text, "VB")
    return inflect(token.text, "VBD") if token.tag_ in ("VBG", "VB") else lower


def _joined(rest: list[Token], index: int) -> bool:
    """Whether a verb goes on with the first one: after "and", perhaps with an adverb between."""
    before = [t.lower_ for t in rest[max(0, index - 2) : index]]
    return "and" in before and not any(
        t.pos_ == "PRON" and t.dep_ == "nsubj" for t in rest[max(0, index - 2) : index]
    )


def _swap(token: Token, swaps: dict[str, str], analysis: Analysis) -> str:
    lower = token.lower_
    if lower == "her" and swaps is _SHE:
        return "your" if token.tag_ == "PRP$" else "you"
    if lower in swaps:
        return swaps[lower]
    if swaps is _THEY and lower in ("her", "his") and token.tag_ == "PRP$":
        return "your"
    start, end = analysis.range_of(token.i, token.i + 1)
    return analysis.masked.text[start:end]


def _close(words: list[str]) -> str:
    return "".join(words).strip().rstrip(".,!;")
