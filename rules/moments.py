"""Before and after a hard message: openers, check-ins, calls, small good exchanges, advice in private, experiments.

Texts are data (moments.yaml). Whatever is suggested has passed the rules as a draft, and claims nothing the writer did not enter.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, get_args

from ruamel.yaml import YAML

from rules.analysis import Analysis
from rules.compiled import PatternSet
from rules.deeds import Deed, deed_in, plan_in, topic_in
from rules.phrases import pick
from rules.reading_schema import Texts
from rules.schema import Identifier, Strict, Text
from rules.schema import Patterns as PatternTexts
from rules.types import Suggestions

if TYPE_CHECKING:
    from rules.coach import Coach

MOST = 3
"""Suggestions at once."""

OpenerKind = Literal["feedback", "bad-news", "senior", "apology-late", "any"]
"""What is hard to say."""

_NOTHING = frozenset("nothing none no not really idk nada i do know anything dont dunno".split())
_GAP = re.compile(r"\{[a-z]+\}")


class Matching(Strict):
    """Texts for what the patterns recognise; without patterns, for anything."""

    id: Identifier = "any"
    match: PatternTexts | None = None
    texts: Texts


class Opener(Matching):
    """Ways to begin, for one thing that is hard to say."""

    id: OpenerKind = "any"


class MomentTexts(Strict):
    """What moments.yaml may say. The last of the `openers` suits any topic."""

    openers: list[Opener]
    check_ins: Texts
    calls: Texts
    good: Texts
    good_notes: dict[str, Text]
    negative: PatternTexts
    people: list[Matching]
    always_people: Texts
    advice: Texts
    trial: Texts
    plan_empty: Text
    trial_note: Text


@cache
def moment_texts() -> MomentTexts:
    """The texts that come with Whoa."""
    source = (resources.files("rules") / "moments.yaml").read_text(encoding="utf-8")
    return MomentTexts.model_validate(YAML(typ="safe", pure=False).load(source))


class Moments:
    """Suggestions for before and after. Every method takes what the writer entered and never raises on any text."""

    def __init__(self, coach: Coach) -> None:
        self._coach = coach
        self._texts = moment_texts()
        groups = [*self._texts.openers, *self._texts.people]
        self._patterns: dict[int, PatternSet] = {
            id(entry): coach.rules.patterns(entry.match) for entry in groups if entry.match
        }
        self._negative = coach.rules.patterns(self._texts.negative)

    def openers(self, topic: str = "", *, kind: OpenerKind | None = None, turn: int = 0) -> Suggestions:
        """Ways to say that it is hard to say. Without a `kind` it is guessed from the topic. Raises ValueError for a kind that does not exist."""
        if kind is not None and kind not in get_args(OpenerKind):
            raise ValueError(f"no such kind: {kind!r}; choose from {', '.join(get_args(OpenerKind))}")
        with self._coach.examining():
            analysis = self._coach.analyse(topic)
            entry = next(
                (e for e in self._texts.openers if (e.id == kind if kind else self._fits(e, analysis))),
                self._texts.openers[-1],
            )
            slots = {"topic": topic_in(analysis)}
        return Suggestions(self._say(entry.texts, slots, seed=topic, salt="opener", turn=turn))

    def check_ins(self, topic: str = "", *, turn: int = 0) -> Suggestions:
        """Ways to ask afterwards how it landed, and to own a clumsy phrasing."""
        return self._about(self._texts.check_ins, topic, salt="check-in", turn=turn)

    def calls(self, topic: str = "", *, turn: int = 0) -> Suggestions:
        """Ways to propose a call."""
        return self._about(self._texts.calls, topic, salt="call", turn=turn)

    def good_exchanges(self, did: str, *, name: str = "", turn: int = 0) -> Suggestions:
        """Thanks and recognition for what somebody did, as the writer tells it; an honest note where there is nothing to thank for."""
        notes = self._texts.good_notes
        with self._coach.examining():
            analysis = self._coach.analyse(did)
            words = {t.lower() for t in analysis.texts if t.isalpha()}
            if words <= _NOTHING:
                return Suggestions(note=notes["empty"])
            if self._coach.rules.occurs(self._negative, analysis, 0, len(analysis.doc)):
                return Suggestions(note=notes["negative"])
            deed: Deed | None = deed_in(analysis)
        if deed is None:
            return Suggestions(note=notes["unclear"])
        slots = {
            "did": deed.did,
            "doing": deed.doing,
            "theydid": deed.they_did,
            "theirdoing": deed.their_doing,
            "name": name.strip() or deed.name or "…",
        }
        said = self._say(self._texts.good, slots, seed=did, salt="good", turn=turn, first=True)
        return Suggestions(said, note=notes["honest"] if said else notes["negative"])

    def shop_around(self, proposal: str, *, turn: int = 0) -> Suggestions:
        """Whom to ask before the big room, and words to ask for advice in private."""
        with self._coach.examining():
            analysis = self._coach.analyse(proposal)
            fitting = [text for e in self._texts.people if self._fits(e, analysis) for text in e.texts]
            plan = plan_in(analysis, infinitive=True)
        people = tuple([*fitting[:2], *self._texts.always_people][:MOST])
        if not plan:
            return Suggestions(note=self._texts.plan_empty, people=people)
        said = self._say(self._texts.advice, {"plan": plan}, seed=proposal, salt="advice", turn=turn)
        return Suggestions(said, people=people)

    def experiment(self, proposal: str, *, turn: int = 0) -> Suggestions:
        """The proposal as a trial with an end."""
        with self._coach.examining():
            plan = plan_in(self._coach.analyse(proposal), infinitive=False)
        if not plan:
            return Suggestions(note=self._texts.plan_empty)
        said = self._say(self._texts.trial, {"plan": plan}, seed=proposal, salt="trial", turn=turn)
        return Suggestions(said, note=self._texts.trial_note)

    # -- how -----------------------------------------------------------------------------------------

    def _fits(self, entry: Matching, analysis: Analysis) -> bool:
        patterns = self._patterns.get(id(entry))
        return patterns is None or self._coach.rules.occurs(patterns, analysis, 0, len(analysis.doc))

    def _about(self, texts: list[str], topic: str, *, salt: str, turn: int) -> Suggestions:
        with self._coach.examining():
            slots = {"topic": topic_in(self._coach.analyse(topic))}
        return Suggestions(self._say(texts, slots, seed=topic, salt=salt, turn=turn))

    def _say(
        self, texts: list[str], slots: dict[str, str], *, seed: str, salt: str, turn: int, first: bool = False
    ) -> tuple[str, ...]:
        """The texts whose slots are filled and which pass the rules; the seed decides which comes first."""
        ranked = texts if first and not turn else _from(pick(texts, draft=seed, salt=salt, turn=turn), texts)
        if slots.get("topic"):
            ranked = sorted(
                ranked, key=lambda text: not _GAP.search(text)
            )  # what names the topic comes first
        said: list[str] = []
        for text in ranked:
            names = {gap.strip("{}") for gap in _GAP.findall(text)}
            if any(not slots.get(name) for name in names):
                continue
            filled = _GAP.sub(lambda m: slots[m.group().strip("{}")], text)
            if not self._coach.coach(filled).flagged:
                said.append(filled)
            if len(said) == MOST:
                break
        return tuple(said)


def _from(first: str, texts: list[str]) -> list[str]:
    start = texts.index(first)
    return [*texts[start:], *texts[:start]]
