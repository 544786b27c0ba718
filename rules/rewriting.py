"""From notes to whole rewrites: choose a template for each note, put the sentences together, in the writer's voice.

Several notes combine into one text: sentence by sentence, the heaviest note first; what a round leaves over is taken up in the next.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rules.analysis import Analysis, Hit
from rules.assembling import Edit, assemble
from rules.guards import Fact, facts, garbled, lost, too_forgetful, words_lost
from rules.mask import PLACEHOLDERS
from rules.matching import HEAVY, RuleSet
from rules.phrases import pick
from rules.schema import MOVES, RewriteTemplate
from rules.sentences import LEAD, address_end, clause, is_address, is_joint, is_lead, main_end
from rules.template import Context, Piece, fill, slots_of
from rules.voice import voice_of

CLAUSE_STARTS = frozenset(
    [",", ";", ":", "-", "–", "—", "(", "...", "…", "and", "but", "so", "then", "that", "or", '"']
)
"""Tokens after which a clause of its own may begin in mid-sentence."""

HALF_PHRASE = frozenset(["JJ", "JJR", "JJS", "DT", "PRP$", "NN", "NNP", "CD", "HYPH"])
"""Tags of words that a noun behind them completes."""

DROP = RewriteTemplate(move="drop", scope="drop")
LAST = -1
"""The number of a template that no rule has: what is left to do is to take the sneer out."""

SNEER = 3
"""The weight of a note whose sentence may go as a last resort, if it holds no fact."""

_OWN_CLAUSE = re.compile(r"(?:[\w']+ ){1,5}I(?:'\w+)? ")
"""A piece that begins with a clause of the writer's own: "a few times now I've …"."""

_CLAUSE = re.compile(
    r"(?:it|this|that|there|i|we|they)(?:'(?:s|d|ve|m|re|ll)| (?:is|was|may|might|looks?|seems?|would|could|can|has|had|feels?|felt))\b",
    re.IGNORECASE,
)
"""A piece that begins with a subject and its verb."""

NO_CLAUSE_AFTER = frozenset(
    """is are was were be been 's 're 'm has have had do does did to of for in on at with from by about a an the my your our their no not
    n't will would could can should might may must""".split()
)
"""Words that want more than a clause of its own behind them: "there's | it may have got buried"."""

CLOSED = frozenset("me us it this here there now yet today together hurt thanked".split())
"""Last words of a clause that wants nothing more."""

GOES_ON = ("NN", "VB", "PRP", "DT", "JJ", "CD", "WP")
"""Tags with which the rest of a phrase begins."""

MAY_LOSE = 1
"""The writer's own words that may go with a dropped or replaced sentence, and with a whole rewrite."""

LEANING = frozenset("it its they them both he him she her mine yours ours".split())
"""Words that point back to what was said before."""

POINTING = frozenset("this that these those which".split())

LEANING_WITHIN = 4
"""Tokens at the start of a sentence among which such a word leans on the sentence before."""

FEW = 4
"""Words without a verb that may stand alone: "23 days for two pages", not "CR-4410"."""

JOINTS = frozenset("but and or so because then yet which".split())

PREFERENCE = {
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
        self.forgotten |= more.forgotten
        self.unsaid |= more.unsaid


def kind_of(template: RewriteTemplate) -> str:
    """The kind of rewrite a template belongs to: its own, else its move's."""
    return template.kind or MOVES[template.move]


def _is_stock(template: RewriteTemplate) -> bool:
    """Whether a template says the same whatever the draft says."""
    return template.lossy and template.scope == "sentence" and not slots_of(template.variants[0])


def _takes_another(analysis: Analysis, hit: Hit, first: int, last: int) -> bool:
    """Whether more than the sneer would go: something another rule can say again, as the order in "Put it back, I'm not your mother"."""
    return any(
        other.rule.kind == "note"
        and first <= other.start
        and other.end <= last
        and (other.end <= hit.start or hit.end <= other.start)
        and any(t.scope != "drop" for t in other.rule.rewrites)
        for other in analysis.hits
    )


class Composer:
    """Builds rewrites of one draft at a time; holds no draft."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules

    def apply(
        self,
        analysis: Analysis,
        notes: list[Hit],
        *,
        kind: str,
        seed: str,
        turn: int,
        only: int | None = None,
        last_resort: bool = False,
    ) -> Composed | None:
        """Replace what the notes point at; None when nothing could be said again.

        The heaviest note gets a template of `kind`, the others the lightest that fits. `only` picks one template by its
        number (the rule tests pin texts that way), always with its first variant. With
        `last_resort` a sneer that no template fits is dropped, if no fact goes with it.
        """
        voice = voice_of(analysis.masked)
        known = facts(analysis)
        edits: list[Edit] = []
        ranked = sorted(notes, key=lambda h: (-h.rule.weight, h.start - h.end))
        wanted = kind
        for hit in ranked:
            edit = self._edit(
                hit, analysis, known, wanted=wanted, seed=seed, turn=turn, only=only, taken=edits
            )
            if edit is None and last_resort and (hit.compiled.droppable or hit.rule.weight >= SNEER):
                edit = self._fitting(
                    [(LAST, DROP)], hit, analysis, known, seed=seed, turn=turn, pinned=False, taken=edits
                )
            if edit is None:
                continue
            edits.append(edit)
            if edit.kind == kind:
                wanted = "light"  # one warm or one story sentence is enough
        if not edits:
            return None
        return Composed(
            assemble(analysis, edits, voice),
            [e.move for e in edits],
            [e.kind for e in edits],
            {fact for e in edits for fact in e.forgotten},
            {word for e in edits for word in e.unsaid},
        )

    def _edit(
        self,
        hit: Hit,
        analysis: Analysis,
        known: list[Fact],
        *,
        wanted: str,
        seed: str,
        turn: int,
        only: int | None,
        taken: list[Edit],
    ) -> Edit | None:
        numbered = list(enumerate(hit.rule.rewrites))
        if only is None:
            order = PREFERENCE[wanted]
            numbered.sort(key=lambda n: order.index(kind_of(n[1])))
            same = sum(kind_of(n[1]) == kind_of(numbered[0][1]) for n in numbered) if numbered else 0
            if same > 1 and turn % same:  # "Another" also tries another template of the same kind first
                numbered[:same] = numbered[turn % same : same] + numbered[: turn % same]
            if hit.compiled.droppable and self._something_stays(analysis, hit.sentence, taken):
                numbered = self._stock_last(numbered)
        else:
            numbered = [n for n in numbered if n[0] == only]
        return self._fitting(
            numbered, hit, analysis, known, seed=seed, turn=turn, pinned=only is not None, taken=taken
        )

    @staticmethod
    def _stock_last(
        numbered: list[tuple[int, RewriteTemplate]],
    ) -> list[tuple[int, RewriteTemplate]]:
        """A line that says nothing of the draft is worth less than none, where what stays says enough.

        "This is sloppy. Row 4 is empty." needs no more. Readers would have sent one in eight rewrites with such a line, and two
        in three of those in which only the sneer was gone.
        """
        own = [n for n in numbered if not _is_stock(n[1])]
        stock = [n for n in numbered if _is_stock(n[1])]
        drops = any(t.scope == "drop" for _, t in own)
        return [*own, *([] if drops or not stock else [(LAST, DROP)]), *stock]

    def _fitting(
        self,
        numbered: list[tuple[int, RewriteTemplate]],
        hit: Hit,
        analysis: Analysis,
        known: list[Fact],
        *,
        seed: str,
        turn: int,
        pinned: bool,
        taken: list[Edit],
    ) -> Edit | None:
        """The first of the numbered templates that applies here and loses nothing it may not lose."""
        for number, template in numbered:
            if not self._applies(hit, number, analysis):
                continue
            stop = self._stop(template, hit, analysis)
            pieces = self._pieces(
                template, number, hit, analysis, stop=stop, seed=seed, turn=turn, pinned=pinned
            )
            if pieces is None:
                continue
            said = "".join(p.text for p in pieces)
            if not pinned and (
                self._splices(template, hit, analysis, said) or garbled(analysis.masked.text, said)
            ):
                continue
            mark = analysis.texts[hit.end - 1]
            if template.scope == "span" and mark in (".", "?", "!") and said[-1:] not in (".", "?", "!"):
                pieces.append(Piece(mark, generated=False))  # the match swallowed the end of the sentence
            for first, last in self._ranges(template, hit, analysis, stop):
                start, end = analysis.range_of(first, last)
                if any(e.start < end and start < e.end for e in taken):
                    continue
                sneer = number == LAST or hit.rule.kind == "residue"  # all that goes with it is part of it
                within = (start, end) if sneer else analysis.range_of(hit.start, hit.end)
                unsaid = self._unsaid(template, number, hit, analysis, (first, last))
                if not pinned and self._loses_words(template, hit, analysis, (first, last), said, unsaid):
                    continue
                replaced = [f for f in known if start <= f.start < end]
                inside = [f for f in replaced if within[0] <= f.start < within[1]]
                gone = [f for f in replaced if not (f in inside and (template.forget or not f.hard))]
                if lost(gone, said) or too_forgetful(inside, said, threat=hit.rule.kind == "residue"):
                    continue
                bounds = analysis.sentences[hit.sentence]
                whole = template.scope != "span" and last == bounds[1]
                drop = template.scope == "drop" and whole and is_address(analysis.texts, bounds[0], first)
                if drop and not pinned and not self._something_stays(analysis, hit.sentence, taken):
                    continue
                stock = template.lossy and whole and not slots_of(template.variants[0])
                if (drop or stock) and not pinned and self._leaned_on(analysis, hit):
                    continue
                if (drop or stock) and not pinned and _takes_another(analysis, hit, first, last):
                    continue
                if (
                    template.scope == "drop"
                    and not drop
                    and not self._sense_stays(analysis, bounds, first, last)
                ):
                    continue
                addressed = is_address(analysis.texts, bounds[0], first)
                return Edit(
                    start,
                    end,
                    pieces,
                    hit.sentence,
                    whole,
                    drop,
                    kind_of(template),
                    template.move,
                    hit,
                    addressed,
                    tuple(lost(inside, said)) if template.forget else (),
                    unsaid,
                )
        return None

    @staticmethod
    def _splices(template: RewriteTemplate, hit: Hit, analysis: Analysis, said: str) -> bool:
        """Whether a clause would be put into the middle of a phrase, as in "because I think …", "a senior | engineer" or "I | 've"."""
        if template.scope != "span" or hit.rule.alone:
            return False
        if analysis.splits_contraction(hit.end):  # "this pitch I | 've seen"
            return not said.lower().endswith(analysis.texts[hit.end - 1].lower())
        first, last = analysis.sentences[hit.sentence]
        clausal = (said[:1].isupper() or _OWN_CLAUSE.match(said)) and not template.variants[0].startswith("{")
        inside = not is_lead(analysis.texts, first, hit.start)
        before = analysis.texts[hit.start - 1].lower() if inside else ","
        if clausal and before not in CLAUSE_STARTS:
            return True
        if before in NO_CLAUSE_AFTER and _CLAUSE.match(said):
            return True
        if hit.end >= last or not analysis.texts[hit.end][:1].isalpha():
            return False
        analysis.need_tags()
        tags = analysis.doc[hit.end - 1].tag_, analysis.doc[hit.end].tag_
        ending = said.lower().rsplit(None, 1)[-1]
        if ending in CLOSED and ending != analysis.texts[hit.end - 1].lower():
            following = analysis.doc[hit.end : hit.end + 2]
            towards = following[0].lower_ == "to" and not following[-1].tag_.startswith("VB")
            if tags[1].startswith(GOES_ON) or towards:
                return True
        return (
            said[-1:].isalnum()
            and tags[0] in HALF_PHRASE
            and tags[1].startswith("NN")
            and not said.lower().endswith(analysis.texts[hit.end - 1].lower())
        )

    @staticmethod
    def _sense_stays(analysis: Analysis, bounds: tuple[int, int], first: int, last: int) -> bool:
        """Whether a sentence still says something when a clause of it goes."""
        left = [*range(bounds[0], first), *range(last, bounds[1])]
        said = [i for i in left if analysis.texts[i][:1].isalnum() and analysis.texts[i].lower() not in LEAD]
        opened = first == bounds[0] and last < bounds[1]  # what follows may lean on what goes
        hangs = opened and any(analysis.texts[i].lower() in (LEANING | POINTING) for i in said)
        analysis.need_tags()
        speaks = len(said) >= FEW or any(analysis.doc[i].tag_.startswith("VB") for i in said)
        return len(said) > 1 and speaks and not hangs

    @staticmethod
    def _leaned_on(analysis: Analysis, hit: Hit) -> bool:
        """Whether the next sentence would hang in the air without this one: "Recall it.", "Both of them …", "But …".

        A sneer that names nothing beside itself leaves nothing to point back to.
        """
        if hit.sentence + 1 >= len(analysis.sentences):
            return False
        first, last = analysis.sentences[hit.sentence + 1]
        opening = [t.lower() for t in analysis.texts[first : min(last, first + LEANING_WITHIN)]]
        analysis.need_tags()
        words = [analysis.doc[i] for i in range(first, last) if analysis.texts[i][:1].isalnum()]
        fragment = len(words) < FEW and not any(w.tag_.startswith(("VB", "MD", "CD")) for w in words)
        if not opening or not (fragment or opening[0] in JOINTS or not LEANING.isdisjoint(opening)):
            return False
        return any(
            analysis.doc[i].tag_.startswith("NN") and not hit.start <= i < hit.end
            for i in range(*analysis.sentences[hit.sentence])
        )

    @staticmethod
    def _something_stays(analysis: Analysis, dropped: int, taken: list[Edit]) -> bool:
        """Whether a draft still says anything when a sentence goes: any other one with words beyond a greeting."""
        gone = {e.sentence for e in taken if e.drop} | {dropped}
        return any(
            not is_lead(analysis.texts, first, last)
            and any(analysis.texts[i][:1].isalnum() for i in range(first, last))
            for number, (first, last) in enumerate(analysis.sentences)
            if number not in gone
        )

    @staticmethod
    def _pieces(
        template: RewriteTemplate,
        number: int,
        hit: Hit,
        analysis: Analysis,
        *,
        stop: int | None,
        seed: str,
        turn: int,
        pinned: bool,
    ) -> list[Piece] | None:
        """The filled template; nothing for a dropped sentence; None when it does not apply."""
        if template.scope == "drop":
            return []
        variants = template.variants
        text = (
            variants[0] if pinned else pick(variants, draft=seed, salt=f"{hit.rule.id}/{number}", turn=turn)
        )
        return fill(text, Context(analysis, hit, stop))

    @staticmethod
    def _stop(template: RewriteTemplate, hit: Hit, analysis: Analysis) -> int | None:
        """Where a question made of a run-on sentence ends, so that the statement behind it stays one; None: at its end."""
        if template.scope != "sentence" or not all(
            "{rest" in text and text.endswith("?") for text in template.variants
        ):
            return None
        last = analysis.sentences[hit.sentence][1]
        stop = main_end(analysis.texts, hit.end, last)
        return stop if stop < last else None

    @staticmethod
    def _ranges(
        template: RewriteTemplate, hit: Hit, analysis: Analysis, stop: int | None
    ) -> list[tuple[int, int]]:
        """What a template may replace, as token ranges in the order of preference.

        The match; or the sentence but for its address (a greeting, a name, a mention); or, where more would be lost, only
        the clause. Fillers that lead up to the match ("so", "lol", "honestly") go with it.
        """
        first, last = analysis.sentences[hit.sentence]
        if hit.rule.alone:
            return [(hit.start, hit.end)]
        if template.scope == "drop":
            while first < last - 1 and analysis.texts[first] in (PLACEHOLDERS["mention"], ","):
                first += 1
            part = clause(analysis.texts, first, last, hit.start, hit.end)
            least_first = template.forget or (template is DROP and hit.rule.kind == "note")
            return [part, (first, last)] if least_first else [(first, last), part]
        if "{before" not in "".join(template.variants) and is_lead(analysis.texts, first, hit.start):
            first = address_end(analysis.texts, first, hit.start)
        elif template.scope == "span":
            first = hit.start
        if template.scope == "span":
            return [(first, hit.end)]
        if stop is not None:
            return [(first, stop)]
        if not template.lossy:
            return [(first, last)]
        left, right = clause(analysis.texts, first, last, hit.start, hit.end)
        return [(first, last), (left + is_joint(analysis.texts[left]) * (left < hit.start), right)]

    def _applies(self, hit: Hit, number: int, analysis: Analysis) -> bool:
        conditions = hit.compiled.when.get(number)
        if not conditions:
            return True
        first, last = analysis.sentences[hit.sentence]
        when, unless = conditions
        return (when is None or self._rules.occurs(when, analysis, first, last)) and not (
            unless is not None and self._rules.occurs(unless, analysis, first, last)
        )

    @staticmethod
    def _unsaid(
        template: RewriteTemplate, number: int, hit: Hit, analysis: Analysis, replaced: tuple[int, int]
    ) -> tuple[str, ...]:
        """The words of a sneer that a rule drops: nobody misses them. Of a threat, all that goes."""
        if template.scope != "drop" or number == LAST:
            return ()
        if hit.rule.kind != "residue":
            replaced = (hit.start, hit.end)
        elif hit.rule.weight < HEAVY:
            return ()
        return tuple(analysis.texts[i].lower() for i in range(*replaced))

    def _loses_words(
        self,
        template: RewriteTemplate,
        hit: Hit,
        analysis: Analysis,
        replaced: tuple[int, int],
        said: str,
        unsaid: tuple[str, ...],
    ) -> bool:
        """Whether words around the match would vanish: more than a few where a template may lose some, any where it may not."""
        own = words_lost(analysis, self._rules.named(analysis), said, tokens=range(*replaced))
        if sum(w.lower() not in unsaid for w in own) > MAY_LOSE:
            return True
        if template.scope != "sentence" or template.lossy:
            return False
        outside = [
            i for i in range(*replaced) if not hit.start <= i < hit.end and analysis.texts[i][:1].isalnum()
        ]
        text = template.variants[0]
        used = slots_of(text)
        tail = "rest" in used or ".tail}" in text or ".obj" in text
        after = any(i >= hit.end for i in outside)
        before = any(i < hit.start for i in outside) and not is_lead(analysis.texts, replaced[0], hit.start)
        return (after and not tail) or (before and "before" not in used)
