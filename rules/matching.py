"""Compiled rules, the anchor index, and matching: which rules fire on a draft, and where.

What keeps it cheap: a pattern is only tried when all of its literal words occur in the draft (a set lookup); a pattern
that needs tags is first tried without them, and the tagger runs only when that would match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from rules.errors import PackError, PatternError
from rules.loading import Loaded
from rules.mask import Masked
from rules.patterns import Alternative, compile_pattern
from rules.schema import Rule, RuleException
from rules.sentences import is_lead

WINDOW = 3
"""Tokens before or after a match that `before` and `after` look at."""

_COMMON = frozenset(
    """the a an to of and in is it you that i for on be are this with was have do not so we if but at can as my your what
    no just me or there how like get they will one n't 's 're 've 'm 'll 'd out up all when why did does ? ! , .""".split()
)


@dataclass(slots=True)
class Patterns:
    """Some alternatives compiled into Matchers; `words` when no tags are needed, `tags` for the rest."""

    alternatives: tuple[Alternative, ...]
    words: Matcher | None
    tags: Matcher | None
    relaxed: Matcher | None

    @property
    def level(self) -> int:
        """0 when words are enough, 1 when tags are needed."""
        return int(self.tags is not None)


@dataclass(slots=True)
class CompiledException:
    """An exception with its patterns ready to run."""

    exception: RuleException
    patterns: Patterns | None
    has: frozenset[str] = frozenset()


@dataclass(slots=True)
class CompiledRule:
    """A rule with its patterns ready to run. `order` is its place among all rules."""

    rule: Rule
    pack: str
    patterns: Patterns
    exceptions: tuple[CompiledException, ...]
    order: int
    when: dict[int, tuple[Patterns | None, Patterns | None]] = field(default_factory=dict)


@dataclass(slots=True)
class Hit:
    """One place where a rule fired; token indices, half-open. `mark` is the part that is underlined."""

    compiled: CompiledRule
    start: int
    end: int
    mark: tuple[int, int]
    slots: dict[str, tuple[int, int]]
    sentence: int

    @property
    def rule(self) -> Rule:
        return self.compiled.rule


class Analysis:
    """One draft while it is being looked at: lives inside a memory zone, under the engine's lock."""

    def __init__(
        self,
        masked: Masked,
        doc: Doc,
        sentences: list[tuple[int, int]],
        tag: Callable[[Doc], None],
        parse: Callable[[Doc], None],
    ) -> None:
        self.masked = masked
        self.doc = doc
        self.sentences = sentences
        self.texts = [token.text for token in doc]
        self.lower = {token.lower_ for token in doc}
        self.hits: list[Hit] = []
        self.saved: list[tuple[Hit, str]] = []
        self._tag, self._parse = tag, parse
        self.tagged = self.parsed = False
        self._sentence_of: dict[int, int] = {}
        for number, (start, end) in enumerate(sentences):
            for index in range(start, end):
                self._sentence_of[index] = number

    def need_tags(self) -> None:
        """Tag the draft, once."""
        if not self.tagged:
            self._tag(self.doc)
            self.tagged = True

    def need_parse(self) -> None:
        """Parse the draft, once."""
        self.need_tags()
        if not self.parsed:
            self._parse(self.doc)
            self.parsed = True

    def sentence_of(self, index: int) -> int | None:
        """The number of the sentence that holds a token, None between sentences."""
        return self._sentence_of.get(index)

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """Map a half-open token range to code points of the text as given."""
        first, last = self.doc[start], self.doc[end - 1]
        return self.masked.to_text(first.idx, last.idx + len(last.text))


class RuleSet:
    """All rules compiled, with the anchor index. Built once, outside memory zones."""

    def __init__(self, loaded: Loaded, nlp: Language) -> None:
        self._nlp = nlp
        self._words = loaded.words
        self.loaded = loaded
        self.rules: list[CompiledRule] = []
        self._tokens: dict[str, list[str]] = {}  # words of patterns, many of which stand in many rules
        for rule in loaded.rules:
            if rule.status != "retired":
                self.rules.append(self._compile(rule, loaded, len(self.rules)))
        self.by_id = {c.rule.id: c for c in self.rules}
        # word -> patterns that need it; each pattern stands under the rarest of its required sets only
        self._index: dict[str, list[tuple[int, tuple[frozenset[str], ...]]]] = defaultdict(list)
        self._unanchored: list[int] = []
        for compiled in self.rules:
            for alternative in compiled.patterns.alternatives:
                self._anchor(compiled.order, alternative)

    def _anchor(self, order: int, alternative: Alternative) -> None:
        if not alternative.required:
            if order not in self._unanchored:
                self._unanchored.append(order)
            return
        best = min(alternative.required, key=lambda words: (bool(words & _COMMON), len(words)))
        others = tuple(words for words in alternative.required if words is not best)
        for word in best:
            self._index[word].append((order, others))

    def _compile(self, rule: Rule, loaded: Loaded, order: int) -> CompiledRule:
        place = loaded.place_of[rule.id]
        pack = loaded.pack_of[rule.id]
        try:
            exceptions = tuple(
                CompiledException(
                    e,
                    self.patterns(texts, anchored=False) if (texts := _texts(e)) else None,
                    frozenset(self._expanded(e.has or [])),
                )
                for e in (*rule.exceptions, *(loaded.shared.get(pack, ()) if rule.kind == "note" else ()))
            )
            compiled = CompiledRule(rule, pack, self.patterns(rule.match), exceptions, order)
            for number, template in enumerate(rule.rewrites):
                if template.when or template.unless:
                    compiled.when[number] = (
                        self.patterns(template.when, anchored=False) if template.when else None,
                        self.patterns(template.unless, anchored=False) if template.unless else None,
                    )
        except PatternError as error:
            raise PackError(f"rule {rule.id}: {error}", path=place) from error
        return compiled

    def _expanded(self, words: Iterable[str]) -> Iterable[str]:
        for word in words:
            if word.startswith("@"):
                if word[1:] not in self._words:
                    raise PatternError(f"no word list called {word[1:]!r}")
                yield from (w.lower() for w in self._words[word[1:]])
            else:
                yield word.lower()

    def patterns(self, sources: Iterable[str], *, anchored: bool = True) -> Patterns:
        """Compile pattern strings. Raises PatternError."""
        alternatives: list[Alternative] = []
        for source in sources:
            alternatives.extend(
                compile_pattern(source, words=self._words, tokenize=self._tokenize, anchored=anchored)
            )
        matchers: dict[str, Matcher | None] = {"words": None, "tags": None, "relaxed": None}

        def add(kind: str, key: int, spec: list[dict[str, object]]) -> None:
            matcher = matchers[kind] or Matcher(self._nlp.vocab, validate=False)
            matchers[kind] = matcher
            matcher.add(str(key), [spec])

        for key, alternative in enumerate(alternatives):
            if alternative.level:
                add("tags", key, list(alternative.spec))
                add("relaxed", key, alternative.relaxed())
            else:
                add("words", key, list(alternative.spec))
        return Patterns(tuple(alternatives), matchers["words"], matchers["tags"], matchers["relaxed"])

    def _tokenize(self, text: str) -> list[str]:
        known = self._tokens.get(text)
        if known is None:
            known = self._tokens[text] = [t.text for t in self._nlp.make_doc(text) if not t.is_space]
        return known

    def candidates(self, lower: set[str]) -> set[int]:
        """The rules of which at least one pattern has all its literal words in the draft."""
        found: set[int] = set(self._unanchored)
        index = self._index
        for word in lower:
            for order, others in index.get(word, ()):
                if order not in found and all(not words.isdisjoint(lower) for words in others):
                    found.add(order)
        return found

    def run(self, analysis: Analysis, *, only: Callable[[Rule], bool] | None = None) -> None:
        """Fill `analysis.hits` with every place where a rule fires, gates applied."""
        hits: list[Hit] = []
        for order in sorted(self.candidates(analysis.lower)):
            compiled = self.rules[order]
            if only is None or only(compiled.rule):
                hits.extend(self.fire(compiled, analysis))
        muted = {(pack, hit.rule.id) for hit in hits if hit.rule.kind == "gate" for pack in hit.rule.mutes}
        if muted:
            packs = dict(muted)
            for hit in hits:
                gate = packs.get(hit.compiled.pack) or packs.get(hit.rule.id)
                if gate and hit.rule.kind == "note":
                    analysis.saved.append((hit, f"gate:{gate}"))
            gone = {id(hit) for hit, _ in analysis.saved}
            hits = [hit for hit in hits if id(hit) not in gone]
        notes = [h for h in hits if h.rule.kind == "note" and h.rule.status == "active"]
        # "Thanks for nothing" thanks nobody: a softener inside of what a note points at is none.
        analysis.hits = [
            h
            for h in hits
            if h.rule.kind != "softener" or not any(n.start < h.end and h.start < n.end for n in notes)
        ]

    def fire(self, compiled: CompiledRule, analysis: Analysis, *, without: str | None = None) -> list[Hit]:
        """Every place where one rule fires; `without` leaves one exception out, to see whether it is load-bearing."""
        found = sorted(
            self.find(compiled.patterns, analysis, 0, len(analysis.doc)), key=lambda f: (f[0] - f[1], f[0])
        )
        hits: list[Hit] = []
        for start, end, alternative, alignment in found:  # the longest first
            if any(start < h.end and h.start < end for h in hits):
                continue
            hit = self._hit(compiled, analysis, start, end, alternative, alignment)
            if hit is None:
                continue
            saving = next(
                (
                    e
                    for e in compiled.exceptions
                    if e.exception.id != without and self.saves(e, hit, analysis)
                ),
                None,
            )
            if saving:
                analysis.saved.append((hit, saving.exception.id))
            else:
                hits.append(hit)
        hits.sort(key=lambda h: h.start)
        return hits

    def find(
        self, patterns: Patterns, analysis: Analysis, start: int, end: int
    ) -> list[tuple[int, int, Alternative, list[int]]]:
        """All matches between two tokens, with the pattern item of each token."""
        if start >= end:
            return []
        whole = start == 0 and end == len(analysis.doc)
        target = analysis.doc if whole else analysis.doc[start:end]
        found: list[tuple[int, int, Alternative, list[int]]] = []
        strings = self._nlp.vocab.strings
        matchers = [patterns.words]
        if patterns.relaxed is not None and (analysis.tagged or patterns.relaxed(target)):
            analysis.need_tags()
            matchers.append(patterns.tags)
        for matcher in matchers:
            if matcher is None:
                continue
            aligned: Any = matcher(
                target, with_alignments=True
            )  # the stubs know only the form without alignments
            for key, a, b, alignment in aligned:
                found.append((a + start, b + start, patterns.alternatives[int(strings[key])], alignment))
        return found

    def _hit(
        self,
        compiled: CompiledRule,
        analysis: Analysis,
        start: int,
        end: int,
        alternative: Alternative,
        alignment: list[int],
    ) -> Hit | None:
        sentence = analysis.sentence_of(start)
        if sentence is None:
            return None
        first, last = analysis.sentences[sentence]
        if compiled.rule.alone:
            if not is_lead(analysis.texts, 0, start) or not self._only_marks(
                analysis, end, len(analysis.doc)
            ):
                return None
        elif analysis.sentence_of(end - 1) != sentence:
            return None
        if alternative.at_start and not is_lead(analysis.texts, first, start):
            return None
        if alternative.at_end and not self._only_marks(analysis, end, last):
            return None
        slots: dict[str, tuple[int, int]] = {}
        marked: list[int] = []
        for offset, item in enumerate(alignment):
            name = alternative.names[item]
            index = start + offset
            if name:
                slots[name] = (slots.get(name, (index, 0))[0], index + 1)
            if alternative.marked[item]:
                marked.append(index)
        mark = (marked[0], marked[-1] + 1) if marked else (start, end)
        if compiled.rule.extend:
            mark = (first, last)
        return Hit(compiled, start, end, mark, slots, sentence)

    @staticmethod
    def _only_marks(analysis: Analysis, start: int, end: int) -> bool:
        return all(
            not analysis.texts[i].isalnum() and not any(c.isalnum() for c in analysis.texts[i])
            for i in range(start, end)
        )

    def saves(self, compiled: CompiledException, hit: Hit, analysis: Analysis) -> bool:
        """Whether the exception applies to this hit."""
        exception = compiled.exception
        if exception.slot:
            place = hit.slots.get(exception.slot)
            return bool(place) and any(
                analysis.doc[i].lower_ in compiled.has for i in range(*place or (0, 0))
            )
        assert compiled.patterns is not None
        first, last = analysis.sentences[hit.sentence]
        length = len(analysis.doc)
        if exception.before:
            return self.occurs(compiled.patterns, analysis, max(first, hit.start - WINDOW), hit.start)
        if exception.after:
            return self.occurs(compiled.patterns, analysis, hit.end, min(length, hit.end + WINDOW))
        if exception.sentence:
            return self.occurs(compiled.patterns, analysis, first, last)
        if exception.draft:
            return self.occurs(compiled.patterns, analysis, 0, length)
        return any(
            start < hit.end and hit.start < end
            for start, end, alternative, _ in self.find(compiled.patterns, analysis, first, last)
            if self._bounded(alternative, analysis, start, end)
        )

    def occurs(self, patterns: Patterns, analysis: Analysis, start: int, end: int) -> bool:
        """Whether any of the patterns matches between two tokens."""
        if not any(all(not w.isdisjoint(analysis.lower) for w in a.required) for a in patterns.alternatives):
            return False
        return any(
            self._bounded(alternative, analysis, a, b)
            for a, b, alternative, _ in self.find(patterns, analysis, start, end)
        )

    def _bounded(self, alternative: Alternative, analysis: Analysis, start: int, end: int) -> bool:
        sentence = analysis.sentence_of(start)
        if sentence is None:
            return False
        first, last = analysis.sentences[sentence]
        return (not alternative.at_start or is_lead(analysis.texts, first, start)) and (
            not alternative.at_end or self._only_marks(analysis, end, last)
        )


def _texts(exception: RuleException) -> list[str] | None:
    return exception.before or exception.after or exception.inside or exception.sentence or exception.draft
