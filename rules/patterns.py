"""Pattern strings, and how they become spaCy Matcher patterns.

A pattern is written as words with a few marks (docs/rule-format.md):

    why did|do you verb=<VERB> ...3 \\?        literal words, alternatives, a slot, a gap, a question mark
    ^ ~break|ruin @things+                     sentence start, all forms of a verb, a word list

Words of several tokens ("don't", "your fault") make several Matcher patterns of one string. Most strings never meet a draft that holds
their words, so they are read when the packs are loaded and written out as Matcher patterns only when they first might match.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rules.errors import PatternError
from rules.pieces import Choices, Item, PieceReader

MAX_EXPANSIONS = 512
"""More Matcher patterns than this from one pattern string is a mistake in the string."""

NO_VERBS = frozenset(
    """the a an this that these those my your our his her its their i you we they he she it me us him them u who what which when where why how
    and or but so if as than because of in on at by for to from with without into about over after before since until up down out off
    is are was were am 's 're 'm 've 'll 'd has had does did will would could should can might must not n't no yes yeah yep ok okay hi hey hello thanks
    there here then now also just only still even very too more most all both each every any some none much many one two three""".split()
)
"""Frequent words that are hardly ever bare verbs: not worth calling the tagger for."""

_SLOT = re.compile(r"([a-z][a-z0-9_]*)=(.+)")
_BRACKET = re.compile(r"[\[\]]")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One Matcher pattern. `names[i]` is the slot of pattern item i; `marked[i]` whether its tokens are underlined.

    `required` holds, for every item that must be there, the set of words one of which must occur: the anchor index
    is built from it. `literal[i]`: whether item i names its words, or takes any. `tagged`: it needs the tagger.
    `place` is its place among all of its rule: the earlier line, then the earlier choice of words.
    """

    spec: tuple[dict[str, Any], ...]
    names: tuple[str | None, ...]
    marked: tuple[bool, ...]
    required: tuple[frozenset[str], ...]
    literal: tuple[bool, ...]
    tagged: bool
    at_start: bool
    at_end: bool
    source: str
    place: int

    def relaxed(self) -> list[dict[str, Any]]:
        """The pattern without its tags, to find out without the tagger where it might match. A bare verb is no word of NO_VERBS."""
        return [_untagged(item) for item in self.spec]


def _untagged(item: dict[str, Any]) -> dict[str, Any]:
    """A pattern item without its tags; for `<VB>`, any word but those that are hardly ever bare verbs."""
    rest = {key: value for key, value in item.items() if key not in ("POS", "TAG")}
    if "LOWER" not in rest and item.get("TAG") == {"IN": ["VB"]}:
        rest["LOWER"] = {"NOT_IN": sorted(NO_VERBS)}
    return rest or {"IS_SPACE": False}


@dataclass(frozen=True, slots=True)
class _Piece:
    choices: Choices
    name: str | None
    marked: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern string, read. `required`: sets of words of each of which one must occur wherever any of its alternatives matches."""

    source: str
    pieces: tuple[_Piece, ...]
    at_start: bool
    at_end: bool
    line: int
    required: tuple[frozenset[str], ...]

    def alternatives(self) -> Iterator[Alternative]:
        """The Matcher patterns it stands for, one for each choice of words of one or of several tokens."""
        for number, choice in enumerate(itertools.product(*(p.choices for p in self.pieces))):
            run = [(item, piece) for piece, items in zip(self.pieces, choice, strict=True) for item in items]
            yield Alternative(
                spec=tuple(item.spec for item, _ in run),
                names=tuple(piece.name for _, piece in run),
                marked=tuple(piece.marked for _, piece in run),
                required=tuple(item.words for item, _ in run if item.words and not item.optional),
                literal=tuple(bool(item.words) for item, _ in run),
                tagged=any("POS" in item.spec or "TAG" in item.spec for item, _ in run),
                at_start=self.at_start,
                at_end=self.at_end,
                source=self.source,
                place=self.line * MAX_EXPANSIONS + number,
            )


def with_edges(text: str) -> Iterator[str]:
    """Yield the patterns a pattern stands for whose first piece may also be the start of the sentence, or whose last its end.

    "broken again|$" is "broken again" or "broken $", "^|and you" is "and you" or "^ you".
    """
    for edge, place in (("^", 0), ("$", -1)):
        words = text.split()
        bare = [w for w in words if w not in ("[[", "]]")]
        slot, _, choices = bare[place].rpartition("=") if bare else ("", "", "")
        rest = [c for c in choices.split("|") if c != edge]
        if not rest or len(rest) == len(choices.split("|")):
            continue
        at = words.index(bare[place]) if place == 0 else len(words) - 1 - words[::-1].index(bare[place])
        piece = f"{slot}=" * bool(slot) + "|".join(rest)
        yield from with_edges(" ".join([*words[:at], piece, *words[at + 1 :]]))
        without = [*words[:at], *words[at + 1 :]]
        yield from with_edges(" ".join([edge, *without] if place == 0 else [*without, edge]))
        return
    yield text


def read_pattern(
    text: str, reader: PieceReader, *, anchored: bool = True, line: int = 0, source: str | None = None
) -> Pattern:
    """Read one pattern string without fragments and edges, the `line`-th of its rule.

    `anchored`: a literal word is required (an exception does without). `source`: the string as its author wrote it. Raises PatternError when the string cannot be read, starts with
    a wildcard, or stands for more than MAX_EXPANSIONS Matcher patterns.
    """
    source = source or text
    words = text.split()
    at_start = bool(words) and words[0] == "^"
    at_end = bool(words) and words[-1] == "$"
    words = words[int(at_start) : len(words) - int(at_end)]
    if not words:
        raise PatternError(f"the pattern {source!r} has no words")
    marking = "[[" not in words
    pieces: list[_Piece] = []
    for word in words:
        if word in ("[[", "]]"):
            marking = word == "[["
            continue
        slot = _SLOT.fullmatch(word)
        if _BRACKET.search(word):
            raise PatternError(
                f"a stray bracket in {word!r}: [[ and ]] stand between spaces (in the pattern {source!r})"
            )
        try:
            choices = reader.read(slot[2] if slot else word)
        except PatternError as error:
            raise PatternError(f"{error} (in the pattern {source!r})") from error
        pieces.append(_Piece(choices, slot[1] if slot else None, marking))
    _check(source, [p.choices for p in pieces], at_start=at_start, anchored=anchored)
    required = tuple(filter(None, (_required(p.choices) for p in pieces)))
    return Pattern(source, tuple(pieces), at_start, at_end, line, required)


def _check(source: str, pieces: list[Choices], *, at_start: bool, anchored: bool) -> None:
    if math.prod(map(len, pieces)) > MAX_EXPANSIONS:
        raise PatternError(f"the pattern {source!r} stands for more than {MAX_EXPANSIONS} patterns: split it")
    first = next((items for choices in pieces for items in choices if items), ())
    if not at_start and first and first[0].optional and not first[0].words:
        raise PatternError(
            f"the pattern {source!r} starts with something optional or a gap: start with a word"
        )
    items = [item for choices in pieces for items in choices for item in items]
    if anchored and not any(map(_required, pieces)) and not any(map(_spelled, items)):
        raise PatternError(
            f"the pattern {source!r} has no literal word: every rule needs one, so that it costs nothing where it is absent"
        )


def _required(choices: Choices) -> frozenset[str]:
    """Words one of which must occur, whatever choice is taken: the first of each; none when a choice does without."""
    firsts = [
        next((item.words for item in items if item.words and not item.optional), None) for items in choices
    ]
    return frozenset().union(*(words or () for words in firsts)) if all(firsts) else frozenset()


def _spelled(item: Item) -> bool:
    """Whether an item is as good as a literal word, although it names none: capitals, or exact spellings (`#smile`)."""
    return "IS_UPPER" in item.spec or "IN" in item.spec.get("ORTH", {})
