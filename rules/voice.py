"""The writer's register: what a template adds is made to look like what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rules.mask import PLACEHOLDERS, Masked
from rules.template import Piece

_SENTENCE = re.compile(r"(?:^|[.?!…\n]\s+)([^\W\d_])")
_CONTRACTION = re.compile(
    r"\b(?:dont|cant|wont|didnt|doesnt|isnt|wasnt|im|ive|youre|thats|whats|couldnt|wouldnt|shouldnt|hasnt|havent)\b",
    re.I,
)
_PLACEHOLDER = re.compile(rf"\b(?:{'|'.join(PLACEHOLDERS.values())})\b[,:]? *")
_APOSTROPHE = re.compile(r"\w'\w")


@dataclass(frozen=True, slots=True)
class Voice:
    """How a draft is written. `lower`: sentences start in lower case; `large`: but "I" is written large. `bare`: apostrophes are left out.

    `chat` holds the chat spellings the writer uses. `closed`: the last sentence ends with a mark.
    """

    lower: bool
    large: bool
    bare: bool
    chat: dict[str, str]
    closed: bool

    def speak(self, piece: Piece) -> str:
        """Return a piece's text; generated text takes on the register, the writer's own words never change."""
        if not piece.generated:
            return piece.text
        text = piece.text
        if self.lower:
            text = text if self.large else re.sub(r"\bI\b", "i", text)
            text = re.sub(r"(^|[.?!]\s+)([A-Z])", lambda m: m[1] + m[2].lower(), text)
        if self.bare:
            text = text.replace("'", "")
        for plain, spelled in self.chat.items():
            text = re.sub(rf"\b{plain}\b", spelled, text)
        return text


def voice_of(masked: Masked) -> Voice:
    """Read a draft's register from its view."""
    view = _PLACEHOLDER.sub("", masked.view).strip()
    first = [m[1] for m in _SENTENCE.finditer(view)]
    small = sum(c.islower() for c in first)
    lone = len(re.findall(r"\bi\b", view)), len(re.findall(r"\bI\b", view))
    shouting = view.isupper()
    lower = not shouting and (
        small > len(first) - small or (small and small == len(first) - small and lone[0] > lone[1])
    )
    words = set(re.findall(r"[a-z]+", view.lower()))
    chat = {p: s for p, s in (("please", "pls"), ("please", "plz")) if s in words and p not in words}
    return Voice(
        lower=bool(lower),
        large=lone[1] > lone[0],
        bare=bool(_CONTRACTION.search(view)) and not _APOSTROPHE.search(view),
        chat=chat,
        closed=bool(re.search(r"[.?!…)]\s*(?:[:;][-)(DPp/|]+\s*)*$", view)),
    )


def capitalise(text: str) -> str:
    """Give a sentence its capital, past an opening bracket; masked parts (code, links) are left alone."""
    return re.sub(r"^([(\[*_]*)([a-z])(?!\S*[A-Z/_.]\S)", lambda m: m[1] + m[2].upper(), text, count=1)


def tidy(text: str, kept: Sequence[str] = ()) -> str:
    """Repair spaces, and doubled marks after words were put together. Newlines stay, and what is in the parts `kept`."""
    for number, part in enumerate(kept):
        text = text.replace(part, f"\x02{number}\x02")
    text = re.sub(r"(?<=\S)[ \t]{2,}", " ", text)
    text = re.sub(r"""(?<=[\w'"’”)\x02]) +([,.;!?])(?=\s|$)""", r"\1", text)
    text = re.sub(r"(?<=[a-zA-Z]) (?='(?:m|s|re|ve|ll|d)\b|n't\b)", "", text)
    text = re.sub(r"([.?!])[ ]*,", r"\1", text)
    text = re.sub(r",\s*([.?!])(?=\s|$)", r"\1", text)
    text = re.sub(r"(?<![.?!])([?!])\.(?=\s|$)", r"\1", text)
    return re.sub("\x02(\\d+)\x02", lambda m: kept[int(m[1])] if int(m[1]) < len(kept) else m[0], text)
