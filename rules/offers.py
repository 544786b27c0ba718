"""Whole rewrites that pass the guards: composed, settled until no rule fires, framed, checked. What fails is not shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Token

from rules.analysis import Analysis, Hit
from rules.facts import facts, lost
from rules.fitting import is_long
from rules.framing import asks, frame
from rules.guards import SENTENCES, garbled, stacked, too_long
from rules.noting import Circumstances, noted
from rules.own_words import may_lose, says_nothing, words_lost
from rules.phrases import phrases
from rules.rewriting import Composed
from rules.schema import HEAVY
from rules.sentences import telling
from rules.starting import joined, opened, staying
from rules.types import Rewrite
from rules.vocabulary import REMOVING, Kind

if TYPE_CHECKING:
    from rules.coach import Coach

KINDS: tuple[Kind, ...] = ("light", "warm", "story")
HOT = 0.8
"""A text of this heat still lands badly, however much hotter the draft was: of rewrites this hot readers would have sent one in ten, of cooler ones nearly half."""

MOST_RESIDUE = 1
"""Places where a rewrite may go on stinging a little, in a long one none. Readers would have sent one in ten of those with two; of long ones a third
of those with none, one in eleven with one."""

MOST_REWRITTEN = 8
"""Notes of a draft that is said again. None of the rules' own examples that get a rewrite has more than three, and the time it takes
grows with their square."""

LONG_SENTENCE = 12
"""Words of a sentence that is hard to say another way together with a second one."""

FRAGMENT = 8
"""Words of which a text that is left may consist and be no sentence; longer ones the tagger may have misread."""

YOU = frozenset(["you", "u", "ya"])
"""The reader, as the subject of a charge."""

CONDITIONS = frozenset(
    "if when whether what that which as where how until once after before because since than".split()
)
"""Words after which a "you" is nobody in particular, or does not do it yet."""

ROUNDS = 4
"""Rounds in which leftover notes are taken up; more than these never settled in practice."""


class Offers:
    """Makes the rewrites of one draft at a time; holds no draft."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach

    def make(
        self, analysis: Analysis, notes: list[Hit], seen_by: Circumstances, *, heat: float
    ) -> tuple[Rewrite, ...]:
        """Up to three rewrites that differ in kind, the lightest first; none of a draft with more notes than `MOST_REWRITTEN`."""
        if len(notes) > MOST_REWRITTEN:
            return ()
        seed = analysis.masked.text
        required = [f for f in facts(analysis) if f.hard]
        named = self._coach.rules.named(analysis)
        spare = may_lose(analysis, named)
        out: list[Rewrite] = []
        seen = {_key(seed)}  # said calmly, a shouted draft is another one
        tactics = {h.rule.tactic for h in notes}
        heavy = max(h.rule.weight for h in notes) >= HEAVY
        # Of long ones readers would have sent a third of the light, one in seven of the warm.
        long = is_long(analysis)
        for kind in KINDS[:1] if long else KINDS:
            if kind == "story" and not heavy:
                continue  # a feeling nobody spoke of makes a mild message heavier
            composed = self._coach.composer.apply(
                analysis, notes, kind=kind, seed=seed, turn=seen_by.turn, last_resort=kind == "light"
            )
            if composed is None or (kind == "story" and "story" not in composed.kinds):
                continue
            settled = self._settle(
                composed, seen_by, kind=kind, seed=seed, tactics=tactics, heavy=heavy, draft=analysis
            )
            if settled is None:
                continue
            said, after = settled
            gone = set(lost(required, said)) - composed.forgotten
            if (
                _key(said) in seen
                or (long and not _takes_out(composed.moves))
                or (len(notes) > 1 and _patched(seed, said))
                or gone
                or _left_over(seed, after)
                or stacked(seed, said)
                or too_long(seed, said)
                or garbled(seed, said)
                or says_nothing(analysis, said, composed.unsaid)
                or len(set(words_lost(analysis, named, said)) - composed.unsaid) > spare
            ):
                continue
            if self._coach.heat_of(after, seen_by.trust) >= min(heat, HOT):
                continue
            seen.add(_key(said))
            out.append(Rewrite(composed.moves[0], kind, said))
        return tuple(out)

    def more(
        self,
        analysis: Analysis,
        notes: list[Hit],
        seen_by: Circumstances,
        *,
        heat: float,
        shown: tuple[Rewrite, ...],
    ) -> bool:
        """Whether asking again brings a rewrite that is not among those `shown`."""
        if not shown:
            return False
        following = self.make(analysis, notes, replace(seen_by, turn=seen_by.turn + 1), heat=heat)
        return not {r.text for r in following} <= {r.text for r in shown}

    def sentence_by_sentence(
        self, analysis: Analysis, notes: list[Hit], seen_by: Circumstances
    ) -> dict[int, str]:
        """Another way to say each sentence that a note is in, by its number, where the whole could not be said again.

        Each is what the sentence would get as a draft of its own, so it passes the same guards. A sentence with a threat gets none.
        """
        out: dict[int, str] = {}
        if len(analysis.sentences) == 1:
            return out
        hostile = {h.sentence for h in notes if h.rule.hostile}
        for number in {h.sentence for h in notes} - hostile:
            start, end = analysis.range_of(*analysis.sentences[number])
            alone = self._coach.analyse(analysis.masked.text[start:end], analysis)
            heat = self._coach.heat_of(alone, seen_by.trust)
            found = noted(alone, seen_by)
            here = {h.rule.id for h in analysis.hits if h.sentence == number}
            if any(h.rule.id not in here for h in found):
                continue  # by itself it reads another way: "Fine." behind a reproach is no thanks
            offered = self.make(alone, found, seen_by, heat=heat) if found else ()
            if offered:
                out[number] = offered[0].text
        return out

    def start(self, analysis: Analysis, notes: list[Hit], seen_by: Circumstances) -> str:
        """What of a draft can stay as it is, with a sentence to finish behind it; "" where nothing is left to start from."""
        stings = [*notes, *self._residue(analysis, analysis.masked.text, heavy=True)]
        said = joined(analysis, staying(analysis, {h.sentence for h in stings}))
        if not said or noted(self._coach.analyse(said, analysis), seen_by):
            return ""
        return opened(analysis, said)

    def _settle(
        self,
        composed: Composed,
        seen_by: Circumstances,
        *,
        kind: Kind,
        seed: str,
        tactics: set[str],
        heavy: bool,
        draft: Analysis,
    ) -> tuple[str, Analysis] | None:
        """Take up what a round left over, then frame a warm rewrite; None when something still stings at the end."""
        text = composed.text
        framed = kind != "warm" or "warm" in composed.kinds
        for _ in range(ROUNDS):
            if not any(c.isalpha() for c in text):
                return None
            again = self._coach.analyse(text, draft)
            left = noted(again, seen_by)
            if left:
                more = self._coach.composer.apply(
                    again, left, kind="light", seed=seed, turn=seen_by.turn, last_resort=True
                )
                if more is None or more.text == text:
                    return None
                composed.take_up(more)
                text = more.text
                continue
            residue = self._residue(again, seed, heavy=heavy)
            if residue:
                more = self._coach.composer.apply(
                    again, residue, kind="light", seed=seed, turn=seen_by.turn, last_resort=True
                )
                if more is not None and more.text != text:
                    composed.take_up(more)
                    text = more.text
                    continue
                stays = [h for h in residue if h.rule.weight >= HEAVY or not h.rule.rewrites]
                most = 0 if heavy and is_long(draft) else MOST_RESIDUE
                if (
                    len(stays) > most
                    or any(h.rule.weight >= HEAVY for h in stays)
                    or (stays and _nothing_else(again, stays))
                ):
                    return None
            if framed:
                return text, again
            framed = True
            wrapped = frame(
                phrases(), again, tactics, audience=seen_by.audience, seed=seed, turn=seen_by.turn
            )
            if wrapped is None:
                return text, again
            text = wrapped
        return None

    def _residue(self, analysis: Analysis, draft: str, *, heavy: bool) -> list[Hit]:
        """What still stings although no rule for a note fires.

        What is sharp anywhere counts in every draft; the rest only in one that stung badly, and what can only go, only in sentences as
        the writer wrote them.
        """
        written = _said(draft)

        def counts(hit: Hit) -> bool:
            if hit.rule.weight >= HEAVY or not heavy:
                return hit.rule.weight >= HEAVY
            sentence = analysis.range_of(*analysis.sentences[hit.sentence])
            return bool(hit.rule.rewrites) or _said(analysis.masked.text[slice(*sentence)]) in written

        return [h for h in self._coach.rules.residue(analysis) if counts(h)]


def _takes_out(moves: list[str]) -> bool:
    """Whether a rewrite takes out what stings, and says another sentence again only where it also asks for something.

    Of long rewrites that do, readers would have sent 36 in 100, of others 15.
    """
    restates = any(move not in REMOVING and move != "request" for move in moves)
    return any(move in REMOVING for move in moves) and (not restates or "request" in moves)


def _left_over(draft: str, said: Analysis) -> bool:
    """Whether all that was done is to take a sneer out, and what is left is a charge ("you rolled it anyway") or no sentence.

    Of such charges readers would have sent one in six, of such fragments none; of other statements that were left, nearly half.
    """
    if asks(said.masked.view) or set(said.masked.text.lower().split()) - set(draft.lower().split()):
        return False
    said.need_tags()
    long = sum(text[:1].isalnum() for text in said.texts) > FRAGMENT
    return not (long or any(map(_speaks, said.doc))) or any(map(_charges, said.doc))


def _speaks(token: Token) -> bool:
    """Whether a word is a verb, or opens what may hold one that the tagger took for a noun: "The pool shuts"."""
    opens = token.i == 0 and token.tag_ in ("DT", "PRP$", "IN") and token.lower_ not in ("another", "no")
    return opens or token.tag_.startswith(("VB", "MD"))


def _charges(you: Token) -> bool:
    """Whether a "you" did something, or does: "you (even) left it", but not "if you have a minute", "you can't book on it", "the page you made"."""
    before = you.nbor(-1) if you.i else you
    if you.lower_ not in YOU or before.lower_ in CONDITIONS or before.tag_.startswith("NN"):
        return False
    verb = next((token for token in you.doc[you.i + 1 :] if token.tag_ != "RB"), you)
    return verb.tag_ in ("VBD", "VBP")


def _patched(draft: str, said: str) -> bool:
    """Whether two sentences or more are said another way, one of them a long one.

    Where several notes stand in a draft, readers would have sent one in six of such rewrites, and found the grammar broken in four of ten;
    single sentences are offered instead.
    """
    written = {_said(s) for s in SENTENCES.split(draft)}
    new = [s for s in SENTENCES.split(said) if _said(s) and _said(s) not in written]
    return len(new) > 1 and max(len(s.split()) for s in new) > LONG_SENTENCE


def _nothing_else(analysis: Analysis, residue: list[Hit]) -> bool:
    """Whether all that is left is what went on stinging: no fact, no request, nothing to send."""
    stinging = {h.sentence for h in residue}
    return stinging.issuperset(telling(analysis.texts, analysis.sentences)) and not any(
        f.hard for f in facts(analysis)
    )


def _said(text: str) -> str:
    """A sentence without its marks and case, to find it again in the draft."""
    return " ".join(text.split()).casefold().strip(" .?!,;")


def _key(text: str) -> str:
    """Two texts with the same key are one."""
    return " ".join(text.split()).rstrip(".")
