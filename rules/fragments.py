"""Fragments: parts of patterns with a name, so that a subject or a frame that many rules share is written once.

    fragments:
      they: ["@team-det @teams", "people|folks in|at|from @teams"]       two ways to say it
    match: ["&they never &asked?"]                                       written &name; with ? it may be absent

A pattern stands for one pattern of every way to say its fragments (docs/rule-format.md).
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence

from rules.errors import PatternError

Fragments = Mapping[str, Sequence[str]]
"""The ways to say each fragment, by its name."""

MOST_WAYS = 128
"""More ways than this to say one pattern is a mistake in it."""

_USE = re.compile(r"(?:(?P<slot>[a-z][a-z0-9_]*)=)?&(?P<name>[a-z0-9-]+)(?P<optional>\?)?")
_SLOT = re.compile(r"[a-z][a-z0-9_]*=")


def without_fragments(
    source: str, fragments: Fragments, *, within: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Yield the patterns a pattern with fragments stands for, in the order in which the fragments list their ways.

    A slot before a fragment (`subj=&they`) goes to each of its pieces that has none. Raises PatternError for a fragment that nobody
    defined, or that contains itself.
    """
    if "&" not in source:
        yield source
        return
    ways = [_ways(word, fragments, within) for word in source.split()]
    if math.prod(map(len, ways)) > MOST_WAYS:
        raise PatternError(f"the fragments of {source!r} make more than {MOST_WAYS} patterns: split it")
    for choice in itertools.product(*ways):
        yield " ".join(filter(None, choice))


def _ways(word: str, fragments: Fragments, within: frozenset[str]) -> list[str]:
    use = _USE.fullmatch(word)
    if not use:
        return [word]
    name = use["name"]
    if name not in fragments:
        raise PatternError(f"no fragment called {name!r}: define it under fragments:")
    if name in within:
        raise PatternError(f"the fragment {name!r} contains itself")
    ways = [
        " ".join(_in_slot(piece, use["slot"]) for piece in way.split())
        for text in fragments[name]
        for way in without_fragments(text, fragments, within=within | {name})
    ]
    return [*ways, ""] if use["optional"] else ways


def _in_slot(piece: str, slot: str | None) -> str:
    bare = slot is None or piece in ("[[", "]]") or _SLOT.match(piece)
    return piece if bare else f"{slot}={piece}"
