"""Matching: which rules fire on a draft, and where.

What keeps it cheap: a pattern is only tried when all of its literal words occur in the draft (a set lookup); a pattern
that needs tags is first tried without them, and the tagger runs only when that would match.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from spacy.language import Language

from rules.analysis import Analysis, Found, Hit, Saved
from rules.anchors import AnchorIndex
from rules.compiled import Compiled, CompiledException, CompiledRule, Compiler, PatternSet
from rules.gating import overruled, silenced
from rules.loading import Loaded
from rules.mistakes import compile_all
from rules.patterns import Alternative
from rules.schema import EXCUSING, HEAVY
from rules.sentences import is_lead

WINDOW = 3
"""Tokens before or after a match that `before` and `after` look at."""

NAMING = frozenset(["note", "cue", "residue"])
"""Kinds of rules whose literal words are the sting itself, and so none of the writer's own words, which a rewrite has to keep."""


class RuleSet:
    """All rules compiled, with the anchor index. Built once, outside memory zones."""

    def __init__(self, loaded: Loaded, nlp: Language) -> None:
        self.loaded = loaded
        self._compiler = Compiler(loaded, nlp)
        self.rules = compile_all(self._compiler, loaded)
        self.by_id = {c.rule.id: c for c in self.rules}
        self._index, self._alone, self._residue = AnchorIndex(), AnchorIndex(), AnchorIndex()
        for compiled in self.rules:
            rule = compiled.rule
            index = self._residue if rule.kind == "residue" else self._alone if rule.alone else self._index
            index.add(compiled)

    def patterns(self, sources: Iterable[str], *, anchored: bool = True) -> PatternSet:
        """Compile pattern strings. Raises PatternError."""
        return self._compiler.patterns(sources, anchored=anchored)

    def run(self, analysis: Analysis) -> None:
        """Fill `analysis.hits` with every place where a rule fires, gates and warmth applied."""
        hits: list[Hit] = []
        everything = self._found(analysis, self._index)
        for order, members in self._alone.candidates(analysis.lower).items():  # these may cross sentences
            everything[order] = self.find(members, analysis, 0, len(analysis.doc))
        for order, found in sorted(everything.items()):
            hits.extend(self.fire(self.rules[order], analysis, found=found))
        analysis.saved.extend(silenced(hits, analysis.opened))
        opened = frozenset(h.rule.id for h in hits if h.rule.kind in EXCUSING)
        analysis.opened = opened if analysis.opened is None else opened & analysis.opened
        hits = _without(hits, analysis.saved)
        analysis.overruled.extend(overruled(hits))
        analysis.hits = _without(hits, analysis.overruled)

    def residue(self, analysis: Analysis) -> list[Hit]:
        """Residue hits in a rewrite. A light hit whose rule has no rewrite is left out if its sentence holds a softener."""
        softened = {h.sentence for h in analysis.hits if h.rule.kind == "softener"}
        hits: list[Hit] = []
        for order, found in sorted(self._found(analysis, self._residue).items()):
            hits.extend(self.fire(self.rules[order], analysis, found=found))
        return [h for h in hits if h.rule.weight >= HEAVY or h.rule.rewrites or h.sentence not in softened]

    def named(self, analysis: Analysis) -> frozenset[int]:
        """The tokens that a literal word of a rule for a sting matches, no slot and no gap; all others are the writer's own. Looked for once."""
        if analysis.named is None:
            analysis.named = frozenset(
                a + offset
                for index in (self._index, self._alone, self._residue)
                for order, found in self._found(analysis, index).items()
                if self.rules[order].rule.kind in NAMING
                for a, _, alternative, items in found
                for offset, item in enumerate(items)
                if alternative.literal[item]
            )
        return analysis.named

    def _found(self, analysis: Analysis, index: AnchorIndex) -> dict[int, list[Found]]:
        """All matches by the order of their rule, looked for sentence by sentence: few patterns have all their words in one.

        A sentence that was met before, in the draft or in another rewrite of it, is not looked at again.
        """
        found: dict[int, list[Found]] = defaultdict(list)
        for first, last in analysis.sentences:
            key = (id(index), tuple(analysis.texts[first:last]))
            known = analysis.met.get(key)
            if known is None:
                lower = {analysis.doc[i].lower_ for i in range(first, last)}
                known = analysis.met[key] = [
                    (order, (a - first, b - first, alternative, items))
                    for order, members in index.candidates(lower).items()
                    for a, b, alternative, items in self.find(members, analysis, first, last)
                ]
            for order, (a, b, alternative, items) in known:
                found[order].append((a + first, b + first, alternative, items))
        return found

    def fire(
        self,
        compiled: CompiledRule,
        analysis: Analysis,
        *,
        found: list[Found] | None = None,
        without: str | None = None,
    ) -> list[Hit]:
        """Every place where one rule fires.

        `found` are the matches of its patterns (default: found anew); `without` leaves one exception out, to see whether it
        is load-bearing.
        """
        if found is None:
            found = self.find(compiled.patterns.anchored_in(analysis.lower), analysis, 0, len(analysis.doc))
        # The longest first; of two as long the one that knows more of it, then the earlier line.
        found.sort(key=lambda f: (f[0] - f[1], f[0], -len(set(f[2].names)), f[2].place))
        hits: list[Hit] = []
        for start, end, alternative, alignment in found:
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

    def find(self, members: list[Compiled], analysis: Analysis, start: int, end: int) -> list[Found]:
        """All matches between two tokens, with the pattern item of each token."""
        if start >= end or not members:
            return []
        whole = start == 0 and end == len(analysis.doc)
        target = analysis.doc if whole else analysis.doc[start:end]
        found: list[Found] = []
        for member in members:
            if member.alternative.tagged and not analysis.tagged:
                if not self._worth_tagging(member, analysis, [start + a for a in member.possible(target)]):
                    continue
                analysis.need_tags()
            found.extend(
                (a + start, b + start, member.alternative, items) for a, b, items in member.matches(target)
            )
        return found

    @staticmethod
    def _worth_tagging(member: Compiled, analysis: Analysis, starts: list[int]) -> bool:
        """Whether a match that starts at one of these tokens would stand where its pattern wants it."""
        if not member.alternative.at_start:
            return bool(starts)
        sentences = [(analysis.sentence_of(start), start) for start in starts]
        return any(
            number is not None and is_lead(analysis.texts, analysis.sentences[number][0], start)
            for number, start in sentences
        )

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
            if not is_lead(analysis.texts, 0, start) or not analysis.only_marks(end, len(analysis.doc)):
                return None
        elif analysis.sentence_of(end - 1) != sentence:
            return None
        if alternative.at_start and not is_lead(analysis.texts, first, start):
            return None
        if alternative.at_end and not analysis.only_marks(end, last):
            return None
        if analysis.splits_word(start, end):
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
            for start, end, alternative, _ in self.find(
                compiled.patterns.anchored_in(analysis.lower), analysis, first, last
            )
            if self._bounded(alternative, analysis, start, end)
        )

    def occurs(self, patterns: PatternSet, analysis: Analysis, start: int, end: int) -> bool:
        """Whether any of the patterns matches between two tokens."""
        return any(
            self._bounded(alternative, analysis, a, b)
            for member in patterns.anchored_in(analysis.lower)
            for a, b, alternative, _ in self.find([member], analysis, start, end)
        )

    def _bounded(self, alternative: Alternative, analysis: Analysis, start: int, end: int) -> bool:
        sentence = analysis.sentence_of(start)
        if sentence is None:
            return False
        first, last = analysis.sentences[sentence]
        return (not alternative.at_start or is_lead(analysis.texts, first, start)) and (
            not alternative.at_end or analysis.only_marks(end, last)
        )


def _without(hits: Iterable[Hit], silent: Iterable[Saved]) -> list[Hit]:
    gone = {id(hit) for hit, _ in silent}
    return [hit for hit in hits if id(hit) not in gone]
