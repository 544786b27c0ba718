"""Rules compiled for matching: pattern strings into Matcher patterns, one Matcher each.

Most patterns never meet a draft that holds their words, so a pattern is written out, and its Matchers are built, when a draft first holds
them. That may be inside a memory zone, because all strings went into the vocabulary before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span

from rules.fragments import without_fragments
from rules.loading import Loaded
from rules.patterns import NO_VERBS, Alternative, Pattern, read_pattern, with_edges
from rules.pieces import PieceReader, written_out
from rules.schema import CONDITIONS, Rule, RuleException

_KEY = "match"


class Compiled:
    """One Matcher pattern, ready to run; `relaxed` is the same without what only a tagger knows."""

    __slots__ = ("_matcher", "_relaxed", "_vocab", "alternative")

    def __init__(self, alternative: Alternative, nlp: Language) -> None:
        self.alternative = alternative
        self._vocab = nlp.vocab
        self._matcher: Matcher | None = None
        self._relaxed: Matcher | None = None

    def matches(self, target: Doc | Span) -> Any:
        """(start, end, pattern item of each token) for every match."""
        if self._matcher is None:
            self._matcher = self._build(list(self.alternative.spec))
        # The stubs know only the form without alignments.
        aligned: Any = self._matcher(target, with_alignments=True)
        return [(start, end, items) for _, start, end, items in aligned]

    def possible(self, target: Doc | Span) -> list[int]:
        """Where a match may start, as far as the words in their order tell; only for these is it worth tagging."""
        if self._relaxed is None:
            self._relaxed = self._build(self.alternative.relaxed())
        return [start for _, start, _ in self._relaxed(target)]

    def _build(self, spec: list[dict[str, Any]]) -> Matcher:
        matcher = Matcher(self._vocab, validate=False)
        matcher.add(_KEY, [spec])
        return matcher


class CompiledPattern:
    """One pattern string; its Matcher patterns are written out when they are first asked for."""

    __slots__ = ("_members", "_nlp", "pattern")

    def __init__(self, pattern: Pattern, nlp: Language) -> None:
        self.pattern = pattern
        self._nlp = nlp
        self._members: tuple[Compiled, ...] | None = None

    @property
    def members(self) -> tuple[Compiled, ...]:
        """Its Matcher patterns."""
        if self._members is None:
            self._members = tuple(Compiled(a, self._nlp) for a in self.pattern.alternatives())
        return self._members


@dataclass(slots=True)
class PatternSet:
    """Some pattern strings, ready to run."""

    patterns: tuple[CompiledPattern, ...]

    @property
    def members(self) -> Iterator[Compiled]:
        """All Matcher patterns, written out."""
        return (member for each in self.patterns for member in each.members)

    @property
    def slots(self) -> frozenset[str]:
        """The names of all slots."""
        return frozenset(
            piece.name for each in self.patterns for piece in each.pattern.pieces if piece.name is not None
        )

    def anchored_in(self, lower: set[str]) -> list[Compiled]:
        """The Matcher patterns all of whose literal words occur among the lower-cased tokens of a draft."""
        return [
            member
            for each in self.patterns
            if _all_in(each.pattern.required, lower)
            for member in each.members
            if _all_in(member.alternative.required, lower)
        ]


def _all_in(required: Iterable[frozenset[str]], lower: set[str]) -> bool:
    return all(not words.isdisjoint(lower) for words in required)


@dataclass(slots=True)
class CompiledException:
    """An exception with its patterns ready to run."""

    exception: RuleException
    patterns: PatternSet | None
    has: frozenset[str] = frozenset()


@dataclass(slots=True)
class CompiledRule:
    """A rule with its patterns ready to run. `order` is its place among all rules."""

    rule: Rule
    pack: str
    patterns: PatternSet
    exceptions: tuple[CompiledException, ...]
    order: int
    droppable: bool = False
    when: dict[int, tuple[PatternSet | None, PatternSet | None]] = field(default_factory=dict)


class Compiler:
    """Turns loaded rules into compiled ones; keeps what many of them share."""

    def __init__(self, loaded: Loaded, nlp: Language) -> None:
        self._nlp = nlp
        self._words = loaded.words
        self._fragments = loaded.fragments
        self._tokens: dict[str, list[str]] = {}  # words of patterns, many of which stand in many rules
        self._special = frozenset(
            getattr(nlp.tokenizer, "rules", None) or ()
        )  # letters only, and still several tokens: "cannot"
        self._reader = PieceReader(loaded.words, self._tokenize)
        for string in (_KEY, *NO_VERBS):
            nlp.vocab.strings.add(string)

    def rule(self, rule: Rule, loaded: Loaded, order: int) -> CompiledRule:
        """Compile one rule. Raises PatternError; `rules.mistakes` says where it stands, and what else is wrong."""
        pack = loaded.pack_of[rule.id]
        exceptions = tuple(
            CompiledException(
                e,
                self.patterns(texts, anchored=False) if (texts := _texts(e)) else None,
                self.words(e.has or []),
            )
            for e in (*rule.exceptions, *(loaded.shared.get(pack, ()) if rule.kind == "note" else ()))
        )
        droppable = any(p.droppable for p in loaded.packs if p.pack == pack)
        compiled = CompiledRule(rule, pack, self.patterns(rule.match), exceptions, order, droppable)
        for number, template in enumerate(rule.rewrites):
            if template.when or template.unless:
                compiled.when[number] = (
                    self.patterns(template.when, anchored=False) if template.when else None,
                    self.patterns(template.unless, anchored=False) if template.unless else None,
                )
        return compiled

    def words(self, entries: Iterable[str]) -> frozenset[str]:
        """The words of a list, other lists in it written out. Raises PatternError."""
        return frozenset(written_out(entries, self._words))

    def patterns(self, sources: Iterable[str], *, anchored: bool = True) -> PatternSet:
        """Read pattern strings. Raises PatternError."""
        read = [
            read_pattern(text, self._reader, anchored=anchored, line=line, source=source)
            for line, (source, text) in enumerate(
                (source, text)
                for source in sources
                for whole in without_fragments(source, self._fragments)
                for text in with_edges(whole)
            )
        ]
        self._remember()
        return PatternSet(tuple(CompiledPattern(pattern, self._nlp) for pattern in read))

    def _remember(self) -> None:
        """Put the words of new pattern items into the vocabulary, outside of any memory zone."""
        strings = self._nlp.vocab.strings
        for item in self._reader.take_fresh():
            for value in item.spec.values():
                if isinstance(value, str):
                    strings.add(value)
                elif isinstance(value, dict):
                    for words in value.values():
                        if isinstance(words, list):
                            for word in words:
                                strings.add(word)

    def _tokenize(self, text: str) -> list[str]:
        if text.isalpha() and text not in self._special:
            return [text]
        known = self._tokens.get(text)
        if known is None:
            known = self._tokens[text] = [t.text for t in self._nlp.make_doc(text) if not t.is_space]
        return known


def _texts(exception: RuleException) -> list[str] | None:
    return next((texts for name in CONDITIONS if (texts := getattr(exception, name))), None)
