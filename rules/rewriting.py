"""From notes to whole rewrites: choose a template for each note, put the sentences together, in the writer's voice.

Several notes combine into one text: sentence by sentence, the heaviest note first; what a round leaves over is taken up in the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rules.analysis import Analysis, Hit
from rules.assembling import Edit, assemble
from rules.facts import Fact, facts, lost, too_forgetful
from rules.fitting import Place, is_long, is_stock, something_stays, splices, without_stock
from rules.guards import garbled
from rules.matching import RuleSet
from rules.phrases import pick
from rules.placing import DROP, question_end, ranges
from rules.schema import HARSHEST, RewriteTemplate
from rules.template import Context, Piece, fill
from rules.vocabulary import MOVES, REMOVING, Kind
from rules.voice import voice_of

LAST = -1
"""The number of a template that no rule has: what is left to do is to take the sneer out."""

PREFERENCE: dict[Kind, tuple[Kind, ...]] = {
    "light": ("light", "warm", "story"),
    "warm": ("warm", "light", "story"),
    "story": ("story", "light", "warm"),
}


@dataclass(slots=True)
class Composed:
    """A text put together from edits: the moves that made it, the kinds they were, facts and words that may go."""

    text: str
    moves: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    forgotten: set[str] = field(default_factory=set)
    unsaid: set[str] = field(default_factory=set)

    def take_up(self, more: Composed) -> None:
        """Go on with what another round made of it."""
        self.text = more.text
        self.moves += more.moves
        self.forgotten |= more.forgotten
        self.unsaid |= more.unsaid


@dataclass(frozen=True, slots=True)
class Attempt:
    """One go at saying a draft again: its facts, the edits made so far, and what chooses among variants.

    `seed` is the draft as it was first given, `turn` counts how often another answer was asked for. `only` is the number of the one
    template a rule's example is about; it is tried with its first variant, and without the guards that weigh the whole draft.
    """

    analysis: Analysis
    known: list[Fact]
    taken: list[Edit]
    seed: str
    turn: int
    only: int | None

    @property
    def pinned(self) -> bool:
        """Whether a rule's example asked for one template."""
        return self.only is not None

    @property
    def dropped(self) -> set[int]:
        """The numbers of the sentences that go as a whole."""
        return {edit.sentence for edit in self.taken if edit.drop}


def _may_go(hit: Hit) -> bool:
    """Whether what a rule points at may go where no template fits: it holds no more than the sneer, and is no order."""
    order = hit.rule.beside and any(template.move == "request" for template in hit.rule.rewrites)
    return hit.rule.weight >= HARSHEST or (hit.compiled.droppable and not order)


def kind_of(template: RewriteTemplate) -> Kind:
    """The kind of rewrite a template belongs to: its own, else its move's."""
    return template.kind or MOVES[template.move]


class Composer:
    """Builds rewrites of one draft at a time; holds no draft."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules

    def apply(
        self,
        analysis: Analysis,
        notes: list[Hit],
        *,
        kind: Kind,
        seed: str,
        turn: int,
        only: int | None = None,
        last_resort: bool = False,
    ) -> Composed | None:
        """Replace what the notes point at; None when nothing could be said again.

        The heaviest note gets a template of `kind`, the others the lightest that fits. `only` picks one template by its
        number (the rule tests pin texts that way), always with its first variant. With
        `last_resort` a sentence of the harshest kind that no template fits is dropped, if no fact goes with it.
        """
        edits: list[Edit] = []
        attempt = Attempt(analysis, facts(analysis), edits, seed, turn, only)
        ranked = sorted(notes, key=lambda h: (-h.rule.weight, h.start - h.end))
        wanted: Kind = kind
        for hit in ranked:
            edit = self._edit(hit, attempt, wanted=wanted)
            if edit is None and last_resort and _may_go(hit):
                edit = self._fitting([(LAST, DROP)], hit, attempt)
            if edit is None:
                continue
            edits.append(edit)
            if edit.kind == kind:
                wanted = "light"  # one warm or one story sentence is enough
        if not edits:
            return None
        return Composed(
            assemble(analysis, edits, voice_of(analysis.masked)),
            [e.move for e in edits if e.hit.rule.kind == "note" or e.move in REMOVING],
            [e.kind for e in edits],
            {fact for e in edits for fact in e.forgotten},
            {word for e in edits for word in e.unsaid},
        )

    def _edit(self, hit: Hit, attempt: Attempt, *, wanted: Kind) -> Edit | None:
        """The edit for one note: the first of its templates that fits, those of the wanted kind first."""
        numbered = list(enumerate(hit.rule.rewrites))
        if attempt.pinned:
            return self._fitting([n for n in numbered if n[0] == attempt.only], hit, attempt)
        order = PREFERENCE[wanted]
        numbered.sort(key=lambda n: order.index(kind_of(n[1])))
        same = sum(kind_of(n[1]) == kind_of(numbered[0][1]) for n in numbered) if numbered else 0
        if same > 1 and attempt.turn % same:  # "Another" also tries another template of the same kind first
            first = attempt.turn % same
            numbered[:same] = numbered[first:same] + numbered[:first]
        analysis = attempt.analysis
        if (hit.compiled.droppable or is_long(analysis)) and something_stays(
            analysis, hit.sentence, attempt.dropped
        ):
            numbered = self._stock_last(numbered)
        return self._fitting(numbered, hit, attempt)

    @staticmethod
    def _stock_last(
        numbered: list[tuple[int, RewriteTemplate]],
    ) -> list[tuple[int, RewriteTemplate]]:
        """A line that says nothing of the draft is worth less than none, where what stays says enough.

        "This is sloppy. Row 4 is empty." needs no more. Readers would have sent one in eight rewrites with such a line, and two
        in three of those in which only the sneer was gone.
        """
        own = [n for n in numbered if not is_stock(n[1])]
        stock = [n for n in numbered if is_stock(n[1])]
        drops = any(t.scope == "drop" for _, t in own)
        return [*own, *([] if drops or not stock else [(LAST, DROP)]), *stock]

    def _fitting(
        self, numbered: list[tuple[int, RewriteTemplate]], hit: Hit, attempt: Attempt
    ) -> Edit | None:
        """The first of the numbered templates that applies here and loses nothing it may not lose."""
        analysis, pinned = attempt.analysis, attempt.pinned
        for number, template in numbered:
            if not self._applies(hit, number, analysis):
                continue
            stop = question_end(template, hit, analysis)
            pieces = self._pieces(template, number, hit, attempt, stop=stop)
            if pieces is None:
                continue
            said = "".join(p.text for p in pieces)
            if not pinned and (
                splices(template, hit, analysis, said) or garbled(analysis.masked.text, said, whole=False)
            ):
                continue
            mark = analysis.texts[hit.end - 1]
            if template.scope == "span" and mark in (".", "?", "!") and said[-1:] not in (".", "?", "!"):
                pieces.append(Piece(mark, generated=False))  # the match swallowed the end of the sentence
            for first, last in ranges(template, hit, analysis, stop):
                place = Place(analysis, hit, template, first, last, resort=number == LAST)
                edit = self._edit_at(place, pieces, attempt)
                if edit is not None:
                    return edit
        return None

    def _edit_at(self, place: Place, pieces: list[Piece], attempt: Attempt) -> Edit | None:
        """The edit that puts the pieces in this place; None where it would lose or leave hanging what it may not."""
        analysis, hit, template = place.analysis, place.hit, place.template
        start, end = analysis.range_of(place.first, place.last)
        if analysis.splits_word(place.first, place.last):  # "You force | -pushed"
            return None
        if any(e.start < end and start < e.end for e in attempt.taken):
            return None
        said = "".join(p.text for p in pieces)
        within = (start, end) if place.sneer else analysis.range_of(hit.start, hit.end)
        replaced = [f for f in attempt.known if start <= f.start < end]
        inside = [f for f in replaced if within[0] <= f.start < within[1]]
        gone = [f for f in replaced if not (f in inside and (template.forget or not f.hard))]
        if lost(gone, said) or too_forgetful(inside, said, threat=hit.rule.kind == "residue"):
            return None
        if not attempt.pinned and (
            place.loses_words(self._rules.named(analysis), said, attempt.seed) or place.hangs(attempt.dropped)
        ):
            return None
        return Edit(
            start,
            end,
            pieces,
            hit.sentence,
            place.whole,
            place.drops,
            kind_of(template),
            template.move,
            hit,
            place.addressed,
            tuple(lost(inside, said)) if template.forget else (),
            place.unsaid(),
        )

    @staticmethod
    def _pieces(
        template: RewriteTemplate, number: int, hit: Hit, attempt: Attempt, *, stop: int | None
    ) -> list[Piece] | None:
        """The filled template; nothing for a dropped sentence; None when it does not apply."""
        if template.scope == "drop":
            return []
        text = template.variants[0]
        if not attempt.pinned:
            salt = f"{hit.rule.id}/{number}"
            text = pick(template.variants, draft=attempt.seed, salt=salt, turn=attempt.turn)
            text = without_stock(text) if is_long(attempt.analysis) else text
        return fill(text, Context(attempt.analysis, hit, stop))

    def _applies(self, hit: Hit, number: int, analysis: Analysis) -> bool:
        """Whether the sentence is as a template's `when` and `unless` want it; the same for all hits of a rule in it."""
        conditions = hit.compiled.when.get(number)
        if not conditions:
            return True
        asked = hit.rule.id, number, hit.sentence
        if asked not in analysis.applies:
            first, last = analysis.sentences[hit.sentence]
            when, unless = conditions
            analysis.applies[asked] = (
                when is None or self._rules.occurs(when, analysis, first, last)
            ) and not (unless is not None and self._rules.occurs(unless, analysis, first, last))
        return analysis.applies[asked]
