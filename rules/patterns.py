"""Pattern strings, and how they become spaCy Matcher patterns.

A pattern is written as words with a few marks (docs/rule-format.md):

    why did|do you verb=<VERB> ...3 \\?        literal words, alternatives, a slot, a gap, a question mark
    ^ ~break|ruin @things+                     sentence start, all forms of a verb, a word list

Alternatives of several tokens ("don't", "your fault") become separate Matcher patterns. Chat spelling is
added here, once, for every rule: `please` also matches `pls`, `n't` also `nt`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lemminflect import getAllInflections

from rules.errors import PatternError
from rules.mask import FROWN, PLACEHOLDERS, SMILE

MOST_REPEATS = 8
"""The longest counted repeat: the Matcher branches at every optional token, `+` and `*` cost the same however long."""

MAX_EXPANSIONS = 512
"""More Matcher patterns than this from one pattern string is a mistake in the string."""

VARIANTS: dict[str, tuple[str, ...]] = {
    "you": ("u", "ya", "yu"),
    "your": ("ur", "yr"),
    "are": ("r",),
    "please": ("pls", "plz", "plese"),
    "thanks": ("thx", "thnx", "tnx"),
    "thank": ("thx",),
    "because": ("bc", "cuz", "cos", "coz", "becuase"),
    "n't": ("nt", "not", "'nt"),
    "'re": ("re",),
    "'ve": ("ve",),
    "'s": ("s",),
    "'m": ("m",),
    "'ll": ("ll",),
    "'d": ("d",),
    "ca": ("ca", "can"),
    "wo": ("wo", "wont"),
    "obviously": ("obvs", "obviosly"),
    "though": ("tho",),
    "right": ("rite",),
    "what": ("wat", "wut"),
    "why": ("y",),
    "again": ("agian",),
    "really": ("realy", "rly"),
    "people": ("ppl",),
    "never": ("nvr",),
    "always": ("allways",),
    "it's": ("its",),
    "going": ("goin",),
    "tomorrow": ("tmr", "tmrw"),
    "everyone": ("every1",),
}
"""How chat spells a word. Keys are tokens as spaCy splits them, or whole contractions whose apostrophe-less
form stays one token."""

CLITICS = frozenset(["n't", "'s", "'re", "'ve", "'m", "'ll", "'d"])
POS = frozenset(
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE".split()
)
FLAGS: dict[str, dict[str, Any]] = {
    "any": {"IS_SPACE": False},
    "word": {"IS_ALPHA": True},
    "caps": {"IS_UPPER": True, "IS_ALPHA": True, "LENGTH": {">=": 2}},
    "shout": {"IS_UPPER": True, "IS_ALPHA": True, "LENGTH": {">=": 4}},
    "title": {"IS_TITLE": True},
    "num": {"LIKE_NUM": True},
    "punct": {"IS_PUNCT": True},
    "smile": {"ORTH": {"IN": [SMILE, ":-)", ":D", ";)", ";-)", ":P", ":p", "<3", "^^", "=)", "xD", ":-D"]}},
    "frown": {"ORTH": {"IN": [FROWN, ":-/", ":(", ":-("]}},
    "dots": {"ORTH": {"IN": ["..", "...", "....", ".....", "…"]}},
    **{kind: {"ORTH": word} for kind, word in PLACEHOLDERS.items()},
}
_ITEM = re.compile(
    r"""^(?:(?P<slot>[a-z][a-z0-9_]*)=)?
        (?:(?P<gap>\.\.\.)(?P<size>\d*)
          |(?P<not>!)?(?:<(?P<classes>[A-Za-z|$]+)>|\#(?P<flag>[a-z]+)(?::(?P<shouted>[^\s?*+{}<>]+))?|(?P<lemma>~)(?P<lemmas>[^?*+{]+)
          |(?P<words>(?:\\[?!.,*+{}]|[^\s?*+{}<>#])+?)))
        (?P<op>\?|\*|\+|\{\d*,?\d*\})?$""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One Matcher pattern. `names[i]` is the slot of pattern item i; `marked[i]` whether its tokens are underlined.

    `required` holds, for every item that must be there, the set of words one of which must occur: the anchor index
    is built from it. `literal[i]`: whether item i names its words, or takes any. `level` is what the pattern needs: 0 words only, 1 tags.
    """

    spec: tuple[dict[str, Any], ...]
    names: tuple[str | None, ...]
    marked: tuple[bool, ...]
    required: tuple[frozenset[str], ...]
    literal: tuple[bool, ...]
    level: int
    at_start: bool
    at_end: bool
    source: str

    def relaxed(self) -> list[dict[str, Any]]:
        """The same pattern without what only a tagger knows: it matches wherever this one could."""
        return [
            {k: v for k, v in item.items() if k not in ("POS", "TAG")} or {"IS_SPACE": False}
            for item in self.spec
        ]


@dataclass(slots=True)
class _Item:
    spec: dict[str, Any]
    name: str | None
    marked: bool
    required: frozenset[str] | None = None
    tokens: tuple[str, ...] = field(default_factory=tuple)


Pieces = dict[tuple[str, bool], list[list[_Item]]]
"""Pieces of patterns that were read before, by their text and whether they are underlined."""


def forms(lemma: str) -> frozenset[str]:
    """Return all inflected forms of a verb in lower case, by LemmInflect; British doubling is not guessed."""
    found = {lemma.lower()}
    for inflected in getAllInflections(lemma, upos="VERB").values():
        found.update(f.lower() for f in inflected)
    return frozenset(found)


@cache
def _cached_forms(lemma: str) -> frozenset[str]:
    return forms(lemma)


def variants(word: str) -> tuple[str, ...]:
    """Return the word and how chat spells it."""
    return (word, *VARIANTS.get(word, ()))


def compile_pattern(
    source: str,
    *,
    words: Mapping[str, Iterable[str]],
    tokenize: Callable[[str], list[str]],
    anchored: bool = True,
    read: Pieces | None = None,
) -> list[Alternative]:
    """Return the Matcher patterns of one pattern string.

    `words` are the named lists; `anchored`: a literal word is required (an exception does without); `tokenize` splits a word as the pipeline does; `read` keeps what was read, for the next pattern with the same piece and
    words. Raises PatternError when the string cannot be read, starts with a wildcard, or expands into more than MAX_EXPANSIONS patterns.
    """
    pieces = source.split()
    at_start = bool(pieces) and pieces[0] == "^"
    at_end = bool(pieces) and pieces[-1] == "$"
    pieces = pieces[int(at_start) : len(pieces) - int(at_end)]
    if not pieces:
        raise PatternError(f"the pattern {source!r} has no words")
    explicit = "[[" in pieces
    marking = not explicit
    choices: list[list[list[_Item]]] = []
    for piece in pieces:
        if piece in ("[[", "]]"):
            marking = piece == "[["
            continue
        known = None if read is None else read.get((piece, marking))
        if known is None:
            known = _read(piece, source=source, marked=marking, words=words, tokenize=tokenize)
            if read is not None:
                read[piece, marking] = known
        choices.append(known)
    combined = list(itertools.islice(itertools.product(*choices), MAX_EXPANSIONS + 1))
    if len(combined) > MAX_EXPANSIONS:
        raise PatternError(f"the pattern {source!r} stands for more than {MAX_EXPANSIONS} patterns: split it")
    return [
        _alternative(
            [item for part in parts for item in part],
            at_start=at_start,
            at_end=at_end,
            source=source,
            anchored=anchored,
        )
        for parts in combined
    ]


def _alternative(
    items: list[_Item], *, at_start: bool, at_end: bool, source: str, anchored: bool
) -> Alternative:
    first = items[0]
    if first.spec.get("OP") in ("*", "?", "{0,4}") and not (at_start or first.required):
        raise PatternError(
            f"the pattern {source!r} starts with something optional or a gap: start with a word"
        )
    required = tuple(
        i.required
        for i in items
        if i.required
        and i.spec.get("OP", "1") not in ("?", "*")
        and not str(i.spec.get("OP", "")).startswith("{0")
    )
    if (
        anchored
        and not required
        and not any("IS_UPPER" in i.spec or "IN" in i.spec.get("ORTH", {}) for i in items)
    ):
        raise PatternError(
            f"the pattern {source!r} has no literal word: every rule needs one, so that it costs nothing where it is absent"
        )
    return Alternative(
        spec=tuple(i.spec for i in items),
        names=tuple(i.name for i in items),
        marked=tuple(i.marked for i in items),
        required=required,
        literal=tuple(bool(i.required) for i in items),
        level=int(any("POS" in i.spec or "TAG" in i.spec for i in items)),
        at_start=at_start,
        at_end=at_end,
        source=source,
    )


def _read(
    piece: str,
    *,
    source: str,
    marked: bool,
    words: Mapping[str, Iterable[str]],
    tokenize: Callable[[str], list[str]],
) -> list[list[_Item]]:
    """Return the alternatives of one piece, each a list of items (several when a word is several tokens)."""
    found = _ITEM.match(piece)
    if not found:
        raise PatternError(f"cannot read {piece!r} in the pattern {source!r}")
    name, op = found["slot"], found["op"]
    extra: dict[str, Any] = {"OP": op} if op else {}
    if op and any(int(number) > MOST_REPEATS for number in re.findall(r"\d+", op)):
        raise PatternError(
            f"{op} in {source!r} tries every length one by one: repeat at most {MOST_REPEATS} times, or write + or *"
        )
    if found["gap"]:
        size = int(found["size"] or 4)
        if not 1 <= size <= 8:
            raise PatternError(f"a gap is 1 to 8 tokens long, not {size}: {source!r}")
        return [[_Item({"IS_SPACE": False, "OP": f"{{0,{size}}}"}, name, marked)]]
    if found["classes"]:
        if found["not"]:
            raise PatternError(f"a class of words cannot be negated: {piece!r} in {source!r}")
        return [[_Item({**_classes(found["classes"], source), **extra}, name, marked)]]
    if found["flag"]:
        if found["shouted"]:
            return _shouted(
                found["flag"], found["shouted"], extra, name=name, marked=marked, source=source, words=words
            )
        if found["flag"] not in FLAGS:
            raise PatternError(f"no such flag: #{found['flag']} in {source!r}; known are {', '.join(FLAGS)}")
        spec = FLAGS[found["flag"]]
        orth = spec.get("ORTH")
        anchors = frozenset([orth] if isinstance(orth, str) else orth["IN"]) if orth else None
        lowered = frozenset(a.lower() for a in anchors) if anchors else None
        return [[_Item({**spec, **extra}, name, marked, required=lowered)]]
    if found["lemma"]:
        literal = frozenset().union(*(_cached_forms(lemma) for lemma in found["lemmas"].split("|")))
        return [[_Item({"LOWER": {"IN": sorted(literal)}, **extra}, name, marked, required=literal)]]
    return _literal(
        found["words"],
        negated=bool(found["not"]),
        extra=extra,
        name=name,
        marked=marked,
        source=source,
        words=words,
        tokenize=tokenize,
    )


def _shouted(
    flag: str,
    text: str,
    extra: dict[str, Any],
    *,
    name: str | None,
    marked: bool,
    source: str,
    words: Mapping[str, Iterable[str]],
) -> list[list[_Item]]:
    """`#caps:again|@list` is one of these words written in capitals: ordinary words tell shouting from acronyms."""
    if flag != "caps":
        raise PatternError(f"only #caps takes words, not #{flag}: {source!r}")
    lowered = frozenset(_alternatives(text, source=source, words=words))
    return [
        [_Item({"ORTH": {"IN": sorted(w.upper() for w in lowered)}, **extra}, name, marked, required=lowered)]
    ]


def _classes(classes: str, source: str) -> dict[str, Any]:
    """`<VERB|AUX>` are coarse parts of speech, `<VBD|VBN>` Penn tags; the two do not mix."""
    names = classes.split("|")
    if classes in FLAGS:
        return dict(FLAGS[classes])
    coarse = [n in POS for n in names]
    if any(coarse) and not all(coarse):
        raise PatternError(f"<{classes}> mixes parts of speech and tags in {source!r}")
    return {"POS" if coarse[0] else "TAG": {"IN": names}}


def _literal(
    text: str,
    *,
    negated: bool,
    extra: dict[str, Any],
    name: str | None,
    marked: bool,
    source: str,
    words: Mapping[str, Iterable[str]],
    tokenize: Callable[[str], list[str]],
) -> list[list[_Item]]:
    singles: set[str] = set()
    several: list[tuple[str, ...]] = []
    for raw in _alternatives(text, source=source, words=words):
        # A clitic on its own ("'m") would be taken apart; in a text it is one token behind its verb.
        tokens = (raw,) if raw in CLITICS else tuple(t.lower() for t in tokenize(raw))
        if len(tokens) == 1:
            singles.update(variants(tokens[0]))
        else:
            several.append(tokens)
            singles.update(VARIANTS.get(raw, ()))
    if negated:
        if several:
            raise PatternError(f"only single words can be negated: {several[0]} in {source!r}")
        return [[_Item({"LOWER": {"NOT_IN": sorted(singles)}, "IS_SPACE": False, **extra}, name, marked)]]
    out: list[list[_Item]] = []
    if singles:
        out.append(
            [_Item({"LOWER": {"IN": sorted(singles)}, **extra}, name, marked, required=frozenset(singles))]
        )
    out.extend(
        [
            _Item({"LOWER": {"IN": sorted(spelled)}}, name, marked, required=frozenset(spelled))
            for spelled in map(variants, tokens)
        ]
        for tokens in several
    )
    if several and extra and not singles and extra["OP"].startswith(("?", "*", "{0")):
        out.append([])  # optional words of several tokens: once with, once without (they do not repeat)
    return out


def _alternatives(text: str, *, source: str, words: Mapping[str, Iterable[str]]) -> list[str]:
    out: list[str] = []
    for part in text.split("|"):
        if part.startswith("@"):
            if part[1:] not in words:
                raise PatternError(
                    f"no word list called {part[1:]!r} (pattern {source!r}); define it under words:"
                )
            out.extend(w.lower().replace("_", " ") for w in words[part[1:]])
        elif part.startswith("~"):
            out.extend(sorted(_cached_forms(part[1:])))
        elif part:
            out.append(part.replace("\\", "").replace("_", " ").lower())
    if not out:
        raise PatternError(f"an empty alternative in the pattern {source!r}")
    return out
