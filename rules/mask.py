"""The mask: which parts of Slack text no rule may match or change.

`mask(text)` builds the *view*, a clean text for spaCy: code, links, mentions and quoted words become one
placeholder word each, quoted lines and code blocks vanish, entities are decoded, zero-width and bidirectional
control characters are dropped, curly apostrophes are straightened. A map leads every place of the view back
to the text as given, so offsets stay true.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

PLACEHOLDERS = {
    "mention": "Maria",
    "channel": "Channelbit",
    "link": "Linkbit",
    "code": "Codebit",
    "quote": "Quotebit",
}
"""What stands in the view for an inline masked part: capitalised, so that a tagger takes it for a name."""

SMILE, FROWN, FLAT = ":)", ":/", ":|"

# Emoji are reduced to three tones. Names are Slack's short names; anything unlisted is flat.
WARM_EMOJI = re.compile(
    r"^(joy|rofl|smil\w*|grin\w*|slightly_smiling_face|blush|heart\w*|\w*_heart|pray|raised_hands|tada|clap|sweat_smile|laughing"
    r"|wink|relaxed|hugging\w*|sun\w*|wave|ok_hand|\+1|thumbsup|muscle|rocket|sparkles|see_no_evil|stuck_out_tongue\w*"
    r"|partying\w*|star\w*|bow|seedling|fire|100|confetti_ball|relieved|innocent|yum|party\w*|cat|ship|salad|taco|pizza)$"
)
COLD_EMOJI = re.compile(
    r"^(rolling_eyes|face_with_rolling_eyes|upside_down_face|unamused|rage|angry|face_with_symbols\w*|middle_finger"
    r"|thumbsdown|-1|expressionless|neutral_face|face_with_raised_eyebrow|smirk|thinking_face|thinking|facepalm"
    r"|face_palm|man-facepalming|woman-facepalming|clown\w*|triumph)$"
)
WARM_CHARACTERS = frozenset("😀😃😄😁😆😅🤣😂🙂😊😉😍🥰😘🤗🎉🙏👍👏❤💙💚🚀✨🙌😇😋💪☺🌱")
COLD_CHARACTERS = frozenset("🙄🙃😒😡🤬😠🖕👎😑😐🤨😏🤔🤦🤡😤")

_CONTROLS = frozenset(
    "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\ufe0f"
)
_SKIN_TONES = frozenset("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
_STRAIGHT = {
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "\u00b4": "'",
    "\u00a0": " ",
    "\u202f": " ",
    "\t": " ",
}
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}

_MASKS = re.compile(
    r"""
      (?P<block>```.*?(?:```|\Z))
    | (?P<lines>(?m:^[ ]*(?:>|&gt;)[^\n]*$))
    | (?P<log>(?m:^[ ]*(?:(?:FATAL|ERROR|WARN|WARNING|INFO|DEBUG|TRACE)[:\s][^\n]*|Traceback[ ]\(most[^\n]*
        |\$[ ][^\n]*|at[ ][\w$.]+\([^\n]*|\d{4}-\d\d-\d\d[T ]\d\d:\d\d[^\n]*)$))
    | (?P<code>`[^`\n]+`)
    | (?P<mention><@[UW][A-Z0-9]*(?:\|[^>\n]*)?>|<@\w+>)
    | (?P<channel><\#C[A-Z0-9]*(?:\|[^>\n]*)?>)
    | (?P<broadcast><!(?:here|channel|everyone|subteam\^|date\^)[^>\n]*>)
    | (?P<link><(?:https?|mailto|slack|ftp|tel):[^>\n]*>|\b(?:https?|ftp)://[^\s>|]+|\bwww\.[^\s>|]+
        |\b[\w.+-]+@[\w-]+\.[\w.]+\b)
    | (?P<at>(?<![\w/])@[A-Za-z][\w.-]*\w)
    | (?P<quote>"[^"\n]{1,400}"|\u201c[^\u201d\n]{1,400}\u201d|\u00ab[^\u00bb\n]{1,400}\u00bb
        |(?<![\w'])'(?=[^\s'])[^'\n]{1,160}(?<=\S)'(?![\w'])|(?<!\w)\u2018(?=\S)[^\u2019\n]{1,160}\u2019(?!\w))
    | (?P<emoji>:(?:[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*|\+1|-1|100):(?::skin-tone-\d:)?)
    | (?P<entity>&(?:amp|lt|gt);)
    | (?P<mark>(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|(?<![\w~])~(?=\w)|(?<=\w)~(?![\w~]))
    """,
    re.VERBOSE | re.DOTALL,
)

_FORMATTED = re.compile(
    r"(?<![\w*])\*(?=\S)[^*\n]*(?<=\S)\*(?![\w*])|(?<!\w)_(?=\S)[^\n]*?(?<=\S)_(?!\w)|(?<![\w~])~(?=\w)[^~\n]*(?<=\w)~(?![\w~])"
)
"""Bold, italic and struck words, with both their marks; a mark alone is the writer's own ("*.log")."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A draft as rules see it.

    `view` is the clean text; `origin[i]` is where its i-th character stands in the text as given, and one
    more entry leads to the end. `parts` are the masked parts, which every rewrite must keep byte for byte.
    `spans` are their places in the text as given, `emoji` are those parts that are emoji by name.
    """

    text: str
    view: str
    origin: tuple[int, ...]
    parts: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    emoji: tuple[str, ...]

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty half-open range of the view to one of the text as given."""
        return self.origin[start], self._end_of(end - 1)

    def _end_of(self, index: int) -> int:
        begin = self.origin[index]
        for start, stop in self.spans:
            if start <= begin < stop:
                return stop
        following = next((at for at in self.origin[index + 1 :] if at > begin), len(self.text))
        # Dropped characters (bold markers, controls) after the last one belong to what follows.
        return begin + 1 if following > begin + 1 and not self.text.startswith("&", begin) else following


class _View:
    """Collects the view's characters together with where each one came from."""

    def __init__(self) -> None:
        self.characters: list[str] = []
        self.origin: list[int] = []

    def add(self, characters: str, at: int) -> None:
        """Append, folding runs of white space: a token of spaces would stand between two words of a pattern."""
        for character in characters:
            if character in " \n" and self.characters and self.characters[-1] in " \n":
                if character == "\n":
                    self.characters[-1] = "\n"
                continue
            self.characters.append(character)
            self.origin.append(at)


def mask(text: str) -> Masked:
    """Return the draft as rules may see it; never fails, whatever the text."""
    view = _View()
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    emoji: list[str] = []
    last = 0
    paired = _paired(text)
    for found in _MASKS.finditer(text):
        if found.lastgroup == "mark" and found.start() not in paired:
            continue
        _copy(text, last, found.start(), view)
        kind = found.lastgroup or ""
        start, last = found.span()
        if kind == "mark":
            continue
        if kind == "entity":
            view.add(_ENTITIES[found.group()], start)
            continue
        spans.append((start, last))
        parts.append(found.group())
        if kind == "emoji":
            emoji.append(found.group())
            view.add(f" {_tone_of_name(found.group())} ", start)
        elif kind in ("block", "lines", "log"):
            view.add("\n", start)
        elif kind == "broadcast":
            view.add(" ", start)
        else:
            view.add(PLACEHOLDERS["mention" if kind == "at" else kind], start)
    _copy(text, last, len(text), view)
    return Masked(
        text=text,
        view="".join(view.characters),
        origin=(*view.origin, len(text)),
        parts=tuple(parts),
        spans=tuple(spans),
        emoji=tuple(emoji),
    )


def _paired(text: str) -> set[int]:
    """Where marks of formatting stand, bold in italic among them."""
    places: set[int] = set()
    for found in _FORMATTED.finditer(text):
        first, last = found.start(), found.end() - 1
        places |= {first, last} | {first + 1 + at for at in _paired(text[first + 1 : last])}
    return places


def _halves(text: str) -> list[int]:
    """Where a mark of formatting stands alone."""
    paired = _paired(text)
    return [m.start() for m in _MASKS.finditer(text) if m.lastgroup == "mark" and m.start() not in paired]


def without_halves(text: str, before: str) -> str:
    """A text made of another, without marks of formatting whose other half did not come along: "that* number"."""
    halves = set() if _halves(before) else set(_halves(text))
    return "".join(c for at, c in enumerate(text) if at not in halves)


def _copy(text: str, start: int, end: int, view: _View) -> None:
    for index in range(start, end):
        character = text[index]
        if character in _CONTROLS or character in _SKIN_TONES:
            continue
        if "\ud800" <= character <= "\udfff":  # half a character: JSON may hold one, spaCy cannot
            character = "\ufffd"
        if character.isascii() or unicodedata.category(character) != "So":
            view.add(_STRAIGHT.get(character, character), index)
        else:
            view.add(f" {_tone_of_character(character)} ", index)


def _tone_of_name(emoji: str) -> str:
    name = emoji.strip(":").split("::", maxsplit=1)[0]
    return SMILE if WARM_EMOJI.match(name) else FROWN if COLD_EMOJI.match(name) else FLAT


def _tone_of_character(character: str) -> str:
    return SMILE if character in WARM_CHARACTERS else FROWN if character in COLD_CHARACTERS else FLAT
