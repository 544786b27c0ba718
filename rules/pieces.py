"""The pieces of a pattern string: what one word with its marks stands for (docs/rule-format.md).

    did|do      one of these words            ~break     all forms of a verb
    @things     a word list                   <VERB>     a part of speech
    ...3        a gap                         #shout     a flag

Chat spelling is added here, once, for every rule: `please` also matches `pls`, `n't` also `nt`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lemminflect import getAllInflections

from rules.errors import PatternError
from rules.mask import FROWN, PLACEHOLDERS, SMILE

MOST_REPEATS = 8
"""The longest counted repeat: the Matcher branches at every optional token, `+` and `*` cost the same however long."""

LONGEST_GAP = 8
"""Tokens of the longest gap, for the same reason."""

VARIANTS: dict[str, tuple[str, ...]] = {
    "you": ("u", "ya", "yu", "ye"),
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
_PIECE = re.compile(
    r"""^(?:(?P<gap>\.\.\.)(?P<size>\d*)
          |(?P<not>!)?(?:<(?P<classes>[A-Za-z|$]+)>|\#(?P<flag>[a-z]+)(?::(?P<shouted>[^\s?*+{}<>]+))?|(?P<lemma>~)(?P<lemmas>[^?*+{]+)
          |(?P<words>(?:\\[?!.,*+{}]|[^\s?*+{}<>#])+?)))
        (?P<op>\?|\*|\+|\{\d*,?\d*\})?$""",
    re.VERBOSE,
)


_BAR = re.compile(r"\|(?![^<]*>)")
_MIXED = re.compile(
    r"(?=.*[<#])(?!!|#\w+:)(?P<parts>(?:[^\s|!?*+{}]|\|(?=[^<]*>))+(?:\|(?:<[^>]+>|[^\s|!?*+{}<>]+))+)"
    r"(?P<op>\?|\*|\+|\{\d*,?\d*\})?"
)
"""A piece of which a class or a flag is one alternative among several."""


def is_optional(spec: Mapping[str, Any]) -> bool:
    """Whether what one item of a Matcher pattern stands for may be absent from a match."""
    op = str(spec.get("OP", "1"))
    return op in ("?", "*") or op.startswith(("{0", "{,"))


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a spaCy Matcher pattern; `words` are the literal words it names, None when it takes any."""

    spec: dict[str, Any]
    words: frozenset[str] | None = None

    @property
    def optional(self) -> bool:
        """Whether the item may be absent from a match."""
        return is_optional(self.spec)


Choices = list[tuple[Item, ...]]
"""What a piece stands for: each choice is a run of items, as a word may be several tokens."""


@cache
def forms(lemma: str) -> frozenset[str]:
    """Return all inflected forms of a verb in lower case, by LemmInflect; British doubling is not guessed."""
    found = {lemma.lower()}
    for inflected in getAllInflections(lemma, upos="VERB").values():
        found.update(f.lower() for f in inflected)
    return frozenset(found)


def written_out(
    parts: Iterable[str], words: Mapping[str, Iterable[str]], *, within: frozenset[str] = frozenset()
) -> list[str]:
    """Write words out, lower-cased: `@name` as the words of a list, which may hold lists, `~verb` as all forms of the verb.

    Raises PatternError for a list that nobody defined, or that contains itself.
    """
    out: list[str] = []
    for part in parts:
        if part.startswith("@"):
            name = part[1:]
            if name not in words:
                raise PatternError(f"no word list called {name!r}: define it under words:")
            if name in within:
                raise PatternError(f"the word list {name!r} contains itself")
            out.extend(written_out(words[name], words, within=within | {name}))
        elif part.startswith("~"):
            out.extend(sorted(forms(part[1:])))
        else:
            out.append(part.replace("\\", "").replace("_", " ").lower())
    return out


def variants(word: str) -> tuple[str, ...]:
    """Return the word and how chat spells it."""
    return (word, *VARIANTS.get(word, ()))


class PieceReader:
    """Reads pieces of patterns, each once: most stand in many rules.

    `words` are the named lists; `tokenize` splits a word as the pipeline does.
    """

    def __init__(self, words: Mapping[str, Iterable[str]], tokenize: Callable[[str], list[str]]) -> None:
        self._words = words
        self._tokenize = tokenize
        self._known: dict[str, Choices] = {}
        self._fresh: list[Item] = []

    def read(self, piece: str) -> Choices:
        """Return what a piece, without the name of its slot, stands for. Raises PatternError when it cannot be read."""
        known = self._known.get(piece)
        if known is None:
            known = self._known[piece] = self._read(piece)
            self._fresh.extend(item for choice in known for item in choice)
        return known

    def take_fresh(self) -> list[Item]:
        """The items read since this was last asked."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def _read(self, piece: str) -> Choices:
        mixed = _MIXED.fullmatch(piece)
        if mixed:  # "<NOUN>|better?": one choice for each class, one for all the words
            parts = _BAR.split(mixed["parts"])
            classes = [part for part in parts if part[0] in "<#"]
            literal = "|".join(part for part in parts if part not in classes)
            each = [*classes, literal] if literal else classes
            return [choice for part in each for choice in self._read(part + (mixed["op"] or ""))]
        found = _PIECE.match(piece)
        if not found:
            raise PatternError(f"cannot read {piece!r}")
        op = found["op"]
        if op and any(int(number) > MOST_REPEATS for number in re.findall(r"\d+", op)):
            raise PatternError(
                f"{op} tries every length one by one: repeat at most {MOST_REPEATS} times, or write + or *"
            )
        extra: dict[str, Any] = {"OP": op} if op else {}
        if found["gap"]:
            return [(_gap(int(found["size"] or 4)),)]
        if found["classes"]:
            if found["not"]:
                raise PatternError(f"a class of words cannot be negated: {piece!r}")
            return [(Item({**_classes(found["classes"]), **extra}),)]
        if found["flag"]:
            return [(self._flag(found["flag"], found["shouted"], extra),)]
        if found["lemma"]:
            words = frozenset().union(*(forms(lemma) for lemma in found["lemmas"].split("|")))
            return [(_one_of(words, extra),)]
        if found["not"]:
            return [(self._none_of(found["words"], extra),)]
        return self._literal(found["words"], extra)

    def _flag(self, flag: str, shouted: str | None, extra: dict[str, Any]) -> Item:
        if shouted:
            # `#caps:again|@list`, one of these words in capitals: ordinary words tell shouting from acronyms.
            if flag != "caps":
                raise PatternError(f"only #caps takes words, not #{flag}")
            words = frozenset(self._expand(shouted))
            return Item({"ORTH": {"IN": sorted(w.upper() for w in words)}, **extra}, words)
        if flag not in FLAGS:
            raise PatternError(f"no such flag: #{flag}; known are {', '.join(FLAGS)}")
        orth = FLAGS[flag].get("ORTH")
        spelled = [orth] if isinstance(orth, str) else orth["IN"] if orth else []
        return Item({**FLAGS[flag], **extra}, frozenset(w.lower() for w in spelled) or None)

    def _none_of(self, text: str, extra: dict[str, Any]) -> Item:
        singles, several = self._split(text)
        if several:
            raise PatternError(f"only single words can be negated, not {' '.join(several[0])!r}")
        return Item({"LOWER": {"NOT_IN": sorted(singles)}, "IS_SPACE": False, **extra})

    def _literal(self, text: str, extra: dict[str, Any]) -> Choices:
        singles, several = self._split(text)
        out: Choices = [(_one_of(frozenset(singles), extra),)] if singles else []
        out.extend(tuple(map(_token, tokens)) for tokens in dict.fromkeys(several))
        if several and not singles and is_optional(extra):
            out.append(())  # optional words of several tokens: once with, once without (they do not repeat)
        return out

    def _split(self, text: str) -> tuple[set[str], list[tuple[str, ...]]]:
        """The words of a piece that are one token, in all their spellings, and those that are several."""
        singles: set[str] = set()
        several: list[tuple[str, ...]] = []
        for raw in self._expand(text):
            # A clitic on its own ("'m") would be taken apart; in a text it is one token behind its verb.
            tokens = (raw,) if raw in CLITICS else tuple(t.lower() for t in self._tokenize(raw))
            if len(tokens) == 1:
                singles.update(variants(tokens[0]))
            else:
                several.append(tokens)
                singles.update(VARIANTS.get(raw, ()))
        return singles, several

    def _expand(self, text: str) -> list[str]:
        """The words between the bars, lists and verbs written out."""
        out = written_out((part for part in text.split("|") if part), self._words)
        if not out:
            raise PatternError(f"an empty alternative: {text!r}")
        return out


@cache
def _token(word: str) -> Item:
    """One token of a word of several, in all its spellings."""
    return _one_of(frozenset(variants(word)), {})


def _one_of(words: frozenset[str], extra: dict[str, Any]) -> Item:
    return Item({"LOWER": {"IN": sorted(words)}, **extra}, words)


def _gap(size: int) -> Item:
    if not 1 <= size <= LONGEST_GAP:
        raise PatternError(f"a gap is 1 to {LONGEST_GAP} tokens long, not {size}")
    return Item({"IS_SPACE": False, "OP": f"{{0,{size}}}"})


def _classes(classes: str) -> dict[str, Any]:
    """`<VERB|AUX>` are coarse parts of speech, `<VBD|VBN>` Penn tags; the two do not mix."""
    if classes in FLAGS:
        return dict(FLAGS[classes])
    names = classes.split("|")
    coarse = [n in POS for n in names]
    if any(coarse) and not all(coarse):
        raise PatternError(f"<{classes}> mixes parts of speech and tags")
    return {"POS" if coarse[0] else "TAG": {"IN": names}}
