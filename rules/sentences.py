"""Where sentences begin and end in chat: by newlines and end marks, whatever the case of the next word.

spaCy's parser is not asked: on lower-case chat without punctuation it wobbles, and most drafts never need a parse.
"""

from __future__ import annotations

import re

from spacy.lang.tokenizer_exceptions import emoticons
from spacy.tokens import Doc

from rules.mask import PLACEHOLDERS

_END = frozenset(".?!…")
_CLOSERS = frozenset(
    [")", "]", '"', "'", "''", "”", ":)", ":/", ":|", ":D", ";)", ":(", ":-)", ";-)", ":P", ":p", "<3", "xD"]
)
_FACES = frozenset(face for face in emoticons if not any(c.isalnum() for c in face))
_MARKS = frozenset(".?!…,;:-–—~([«»¿¡'\"“”‘’") | frozenset(map(chr, range(0x1F3FB, 0x1F400)))
"""What may stand at the end of a sentence without being part of what it says; the last five are the skin tones of emoji."""
_BULLETS = frozenset(["-", "*", "•", "–", "—"])
_STRUCTURE = frozenset(
    "i you we they he she it this that is are was were do did does not never a an the my your our to of in on at will have has can me us him them".split()
)
"""Words that are no sentence by themselves, as "K." and "Fine." are."""
_CHOPPED = re.compile(r"(?:[^\W\d_]+ ?\. )*[^\W\d_]+ ?[.?!…]*")
"""Tokens that are words with a full stop behind each; "A. Joke." is not split, since "A." may be an initial."""
_NUMBERED = frozenset("no nr para art sec fig vol ch pp".split())

LONG = 3
"""Sentences from which a draft is long: a line about the whole of it is one too many."""

MOST_DIGITS = 2
"""Digits of the number of an item in a list."""

STACCATO = 3
"""One-word sentences in a row that are one, chopped up."""

LEAD = frozenset(
    """hey hi hello hiya yo so ok okay k and but well also um uh hm hmm lol oh ah wow right look listen now then
    guys team all folks everyone everybody man dude bro mate yeah yep no nope sorry anyway anyways honestly seriously please pls because
    again sir madam dear morning afternoon evening good thanks quick question fyi btw tbh imo just""".split()
)
"""Words that may stand before the real start of a sentence."""


SIGHS = frozenset(
    """great nice wonderful lovely brilliant perfect fantastic fabulous amazing awesome excellent super cool congrats congratulations
    interesting funny cute bravo splendid marvellous terrific incredible unbelievable hilarious""".split()
)
"""Words that before a comma are no name: a cheer in good times, a sneer before what stings, with which they go."""


def set_sentences(doc: Doc) -> list[tuple[int, int]]:
    """Mark sentence starts on the Doc and return the sentences as half-open token ranges, white space left out."""
    bounds: list[tuple[int, int]] = []
    start = 0
    ended = False
    texts = [token.text for token in doc]
    for index, text in enumerate(texts):
        newline = "\n" in text
        closing = text in _CLOSERS or all(c in _END for c in text)
        if index > start and ((ended and not closing) or newline):
            bounds.append((start, index))
            start, ended = index, False
        if newline:
            start, ended = index + 1, False
        elif all(c in _END for c in text):
            ended = not _numbers(texts, index)
    if start < len(texts):
        bounds.append((start, len(texts)))
    bounds = _staccato(texts, bounds)
    starts = {a for a, _ in bounds}
    for token in doc:
        token.is_sent_start = token.i in starts
    return [(a, b) for a, b in bounds if any(not t.isspace() for t in texts[a:b])]


def _staccato(texts: list[str], bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take words with a full stop behind each of them for one sentence: "Do. Not. Touch. This."."""
    out: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []

    def close() -> None:
        words = {texts[first].lower() for first, _ in run}
        if len(run) >= STACCATO and words & _STRUCTURE:
            out.append((run[0][0], run[-1][1]))
        else:
            out.extend(run)
        run.clear()

    for first, last in bounds:
        said = " ".join(texts[first:last])
        if _CHOPPED.fullmatch(said):
            run.append((first, last))
            if said.endswith("."):
                continue
            close()
        else:
            close()
            out.append((first, last))
    close()
    return out


def _numbers(texts: list[str], index: int) -> bool:
    """Whether a full stop belongs to an abbreviation before a number: "no. 5", "para. 3"."""
    return (
        texts[index] == "."
        and texts[max(0, index - 1)].lower() in _NUMBERED
        and texts[index + 1 : index + 2] != []
        and texts[index + 1][:1].isdigit()
    )


_BREAKS = frozenset([",", ";", ":", "-", "–", "—", "...", "…", "("])
_RUN_ON = frozenset([",", ";", "-", "–", "—", "...", "…"])
_OWN_SUBJECTS = frozenset("i it we they there he she im its theres ive weve".split())
_FINITE = frozenset("is are was were 's 're has have had will ca n't isnt arent wont".split())
_RELATIVE = frozenset(
    "which who whose where when what if as and or but not so because since until while".split()
)
_REASONS = frozenset(["because", "cause", "cuz", "coz", "whereas"])
_JOINTS = _REASONS | {"and", "but", "so", "or", "while", "since", "yet"}
_SUBJECTS = frozenset(
    """i you u we they he she it this that these those there your ur my our nobody everybody everyone someone somebody people now
    clearly obviously apparently frankly honestly""".split()
)
"""Words with which a clause of its own goes on after a conjunction."""
_ASKING = frozenset("did do does are is was were have has had should can could will would am".split())
_GREETINGS = frozenset(
    "hey hi hello hiya yo guys team all folks everyone everybody sir madam dear morning afternoon evening good".split()
)


def address_end(texts: list[str], start: int, stop: int) -> int:
    """Where the address at the start of a lead ends: greetings, names and bullets stay in a rewrite, fillers like "so" or "lol" go."""
    index = start
    while index < stop:
        text = texts[index]
        name = _is_name(texts, index) and text.lower() not in LEAD and text.lower() not in SIGHS
        mark = _is_bullet(texts, index) or (index > start and text in (",", ":"))
        if not (name or mark or text.lower() in _GREETINGS):
            break
        index += 1
    return index


def _is_name(texts: list[str], index: int) -> bool:
    """Whether a word is a mention, or may be a name because a comma or a colon follows it."""
    text = texts[index]
    called = text.isalpha() and texts[index + 1 : index + 2] in ([","], [":"])
    return text == PLACEHOLDERS["mention"] or called


def _is_bullet(texts: list[str], index: int) -> bool:
    """Whether a token opens an item of a list: a dash, a bracket, "12" before ")"."""
    text = texts[index]
    number = text.isdecimal() and len(text) <= MOST_DIGITS
    return (
        text in _BULLETS or text in ("(", ")") or (number and texts[index + 1 : index + 2] in ([")"], ["."]))
    )


def is_address(texts: list[str], start: int, stop: int) -> bool:
    """Whether the tokens from `start` to `stop` are only an address: greetings, names, bullets."""
    return address_end(texts, start, stop) == stop


def clause(texts: list[str], first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """The clause of a sentence around a match, as a token range, with the conjunction that opens it.

    Clauses end at commas, dashes and colons, and before "and you …", "because …".
    """
    left = start
    if texts[start] not in _BREAKS:
        left = next(
            (
                i if _opens(texts, i, last) else i + 1
                for i in range(start if _opens(texts, start, last) else start - 1, first - 1, -1)
                if texts[i] in _BREAKS or _opens(texts, i, last)
            ),
            first,
        )
    right = next((i for i in range(end, last) if _ends(texts, i, last)), last)
    while left > first and right == last > end and not any(c.isalnum() for c in texts[last - 1]):
        last = right = last - 1  # the end mark belongs to what stays
    return left, right


def main_end(texts: list[str], start: int, last: int) -> int:
    """Where the first statement of a run-on sentence ends: "book it, | it's in the plan". `last` when it is no run-on."""
    for index in range(start, last - 2):
        following = [t.lower() for t in texts[index + 1 : min(last, index + 4)]]
        if texts[index] in _RUN_ON and (
            following[0] in _OWN_SUBJECTS
            or (not _FINITE.isdisjoint(following[1:]) and following[0] not in _RELATIVE)
        ):
            return index
    return last


def is_mark(text: str) -> bool:
    """Whether a token only marks the sentence or its tone; ")" closes what it stands in, "%", "#" and "->" belong to the words."""
    return text.isspace() or text in _FACES or all(c in _MARKS for c in text)


def is_joint(text: str) -> bool:
    """Whether a word can open a clause within a sentence."""
    return text.lower() in _JOINTS


def _ends(texts: list[str], index: int, last: int) -> bool:
    return texts[index] in _BREAKS or _joins(texts, index, last)


def _joins(texts: list[str], index: int, last: int) -> bool:
    """Whether a conjunction opens a clause here: "and you …", "because …"."""
    lower = texts[index].lower()
    following = texts[index + 1].lower() if index + 1 < last else ""
    return lower in _REASONS or (lower in _JOINTS and following in _SUBJECTS)


def _opens(texts: list[str], index: int, last: int) -> bool:
    """Whether a clause begins here that may go by itself: "and you …", "or did you …"; without its second half the first still asks."""
    other = texts[index].lower() == "or" and index + 1 < last and texts[index + 1].lower() in _ASKING
    return other or _joins(texts, index, last)


def is_lead(texts: list[str], start: int, stop: int) -> bool:
    """Whether the tokens from `start` to `stop` are only a way into the sentence: a greeting, a name, a bullet."""
    index = start
    while index < stop:
        text = texts[index]
        lower = text.lower()
        greeted = start < index == stop - 2 and texts[start].lower() in _GREETINGS and text.istitle()
        name = greeted or (_is_name(texts, index) and not text.endswith("ly"))
        mark = _is_bullet(texts, index) or text in _CLOSERS or text in (",", ":", ";", "...", "…", ".", "@")
        quantifies = lower == "no" and texts[index + 1 : index + 2] and texts[index + 1][:1].isalnum()
        if quantifies or not (lower in LEAD or name or mark or text.isspace()):
            return False
        index += 1
    return True


def telling(texts: list[str], sentences: list[tuple[int, int]]) -> list[int]:
    """The numbers of the sentences that say anything beyond a greeting."""
    return [
        number
        for number, (first, last) in enumerate(sentences)
        if not is_lead(texts, first, last) and any(t[:1].isalnum() for t in texts[first:last])
    ]
