"""A console that works everywhere: without colour (NO_COLOR, pipes), without UTF-8, at forty columns."""

from __future__ import annotations

import codecs
import io
import sys
import textwrap
import unicodedata

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

WIDEST, NARROWEST = 100, 24

_ASCII = {
    "…": "...",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
    "·": "-",
    "•": "*",
    "→": "->",
    "×": "x",
}
_ONE_FOR_ONE = {"…": "~"}
_BIDI = frozenset(
    "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
)
"""Marks without width, some of which turn a terminal's line around; the joiners of scripts and emoji stay."""


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        """Leave a reader who has gone to the command line, which treats every output alike; rich would exit with 1."""
        raise  # noqa: PLE0704  rich calls this while it handles the BrokenPipeError


def console() -> Console:
    """Return a console on stdout that never fails on a character."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="whoa-ascii")
    made = _Screen(file=sys.stdout, highlight=False, markup=False, emoji=False)
    made.width = max(NARROWEST, min(WIDEST, made.width))
    return made


def say(console: Console, text: str, *, indent: int = 0, style: str = "", bullet: str = "") -> None:
    """Print a paragraph, wrapped at words under its own indent."""
    first = " " * indent + bullet
    room = console.width - cell_len(first)
    text = _encodable(clean(text), console.encoding)  # before wrapping: "…" may take three columns
    for line in text.split("\n"):
        for row in wrap(line, room):
            console.print(Text(first) + Text(row, style=style), soft_wrap=True)
            first = " " * cell_len(first)


def wrap(text: str, width: int) -> list[str]:
    """Wrap at spaces by the columns that characters take; words that are too long are cut."""
    if text.isascii():
        return textwrap.wrap(text, width, break_on_hyphens=False) or [""]
    rows, row = [], ""
    for word in text.split():
        if row and cell_len(row) + 1 + cell_len(word) > width:
            rows.append(row)
            row = ""
        row = f"{row} {word}" if row else word
        while cell_len(row) > width:
            cut = 1
            while cell_len(row[: cut + 1]) <= width:
                cut += 1
            rows.append(row[:cut])
            row = row[cut:]
    return [*rows, row] if row or not rows else rows


def clean(text: str) -> str:
    """The text without what would steer a terminal."""
    return "".join(c if c == "\n" else shown_character(c) for c in text.replace("\r\n", "\n"))


def shown_character(character: str) -> str:
    """How one character of somebody's text is shown: as itself unless it would move the cursor or hide."""
    if character in _BIDI:
        return ""
    if character == "\t":
        return "    "
    return "·" if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character


def one_for_one(text: str, encoding: str) -> str:
    """The text in an encoding's own characters without a change of length, so that carets stay under their words."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(c if c.isascii() else _ONE_FOR_ONE.get(c) or _ascii(c)[:1] for c in text)
    return text


def _encodable(text: str, encoding: str) -> str:
    """The text in the characters an encoding has."""
    return text.encode(encoding, errors="whoa-ascii").decode(encoding)


def _ascii(character: str) -> str:
    if character in _ASCII:
        return _ASCII[character]
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode() or "?"


def _instead(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_ascii, error.object[error.start : error.end])), error.end


codecs.register_error("whoa-ascii", _instead)
