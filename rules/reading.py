"""The receiving side: what a message that stung may have meant, and an answer that leaves an opening.

The knowledge is data (rules/readings/*.yaml): kinds of messages, circumstances around them, things done well, abuse. They are matched like
rules; the kind that stings most leads, circumstances sharpen its readings and fill its texts, and every reply must itself
pass the rules as a draft.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from rules.analysis import Analysis, Hit
from rules.answering import Answering, Recognised
from rules.compiled import PatternSet
from rules.language import foreign
from rules.loading import Loaded
from rules.mask import PLACEHOLDERS
from rules.matching import RuleSet
from rules.phrases import pick
from rules.reading_schema import Answer, Fallback, Line, MessageKind, readings
from rules.schema import Rule
from rules.types import MAX_COACHED, Reading

if TYPE_CHECKING:
    from rules.coach import Coach

_QUOTED_LINE = re.compile(r"^\s*(?:>|&gt;)+ ?")
_QUESTIONS = frozenset(["who", "what", "when", "where", "how", "which", "why"])


class Reader:
    """Reads received messages with a Coach's pipeline, lock and rules. Holds no message."""

    def __init__(self, coach: Coach, nlp: Language) -> None:
        self._coach = coach
        self._data = data = readings()
        rules: tuple[Rule, ...] = (
            *(kind.rule("kind") for kind in data.kinds.values()),
            *(circumstance.rule("circumstance") for circumstance in data.circumstances.values()),
            *(effort.rule("effort") for effort in data.efforts.values()),
            *(abuse.rule("abuse") for abuse in data.abuse.values()),
        )
        ids = {rule.id: "readings" for rule in rules}
        words = {name: tuple(entries) for name, entries in data.words.items()}
        self._rules = RuleSet(Loaded((), rules, words, ids, ids, {}, {}), nlp)
        lines = [line for answer in (*data.kinds.values(), *data.fallbacks) for line in answer.readings]
        lines += [line for circumstance in data.circumstances.values() for line in circumstance.readings]
        self._barring: dict[tuple[str, ...], PatternSet] = {
            tuple(line.unless): self._rules.patterns(line.unless, anchored=False)
            for line in lines
            if isinstance(line, Line) and line.unless
        }

    def read(self, text: str) -> Reading:
        """Help with a received message; never raises, whatever the text."""
        limits: list[str] = []
        said = unquoted(text)
        if len(said) > MAX_COACHED:
            said = said[:MAX_COACHED]
            limits.append(self._data.limits["long"])
        with self._coach.examining():
            analysis = self._coach.analyse(said)
            notes = analysis.hits
            words = [t for t in analysis.texts if any(c.isalpha() for c in t)]
            if not [w for w in words if w not in PLACEHOLDERS.values()]:
                return self._nothing(text, "empty" if words or not said.strip() else "emoji", limits)
            language = foreign(words)
            if language:
                return self._nothing(text, "language", limits, language=language)
            self._rules.run(analysis)
            found = self._recognised(analysis)
            if found.abuse:
                return self._away(text, found, limits)
            answer, hit = self._leading(found, notes, analysis)
            telling = Answering(
                analysis, found, answer, hit, self._data.frames, lambda unless: self._barred(unless, analysis)
            )
            reading = Reading(
                text=text,
                abusive=False,
                summary=telling.summary(),
                generous=telling.generous(),
                effort=telling.efforts(),
                call=telling.call(len(words)),
                limits=tuple(limits),
                kind=answer.id if isinstance(answer, MessageKind | Fallback) else "",
                friendly=telling.friendly,
            )
            replies = telling.replies()
        return reading.replying(next((r for r in replies if not self._coach.coach(r).flagged), ""))

    def _nothing(self, text: str, why: str, limits: list[str], *, language: str = "") -> Reading:
        line = self._data.limits[why].replace("{language}", language)
        return Reading(text=text, abusive=False, summary=line, limits=(line, *limits))

    def _away(self, text: str, found: Recognised, limits: list[str]) -> Reading:
        present = {entry.kind for entry, _ in found.abuse}
        order = [s for s in self._data.stepping if s.kind in present]
        steps = list(order[0].steps)
        if len(order) > 1 and order[1].kind != "attack":
            steps.append(order[1].steps[-1])
        summary = pick(order[0].summary, draft=text, salt="abuse", turn=0)
        return Reading(
            text=text,
            abusive=True,
            summary=summary,
            steps=tuple(dict.fromkeys(steps)),
            limits=tuple(limits),
            kind=order[0].kind,
        )

    def _barred(self, unless: list[str], analysis: Analysis) -> bool:
        return self._rules.occurs(self._barring[tuple(unless)], analysis, 0, len(analysis.doc))

    # -- what is there -----------------------------------------------------------------------------

    def _recognised(self, analysis: Analysis) -> Recognised:
        longest: dict[str, Hit] = {}
        for hit in analysis.hits:
            known = longest.get(hit.rule.id)
            if known is None or hit.end - hit.start > known.end - known.start:
                longest[hit.rule.id] = hit
        found = Recognised([], [], [], [])
        data = self._data
        for identifier, hit in sorted(longest.items(), key=lambda item: item[1].compiled.order):
            prefix, _, name = identifier.partition("-")
            if prefix == "kind":
                found.kinds.append((data.kinds[name], hit))
            elif prefix == "circumstance":
                found.circumstances.append((data.circumstances[name], hit))
            elif prefix == "effort":
                found.efforts.append((data.efforts[name], hit))
            else:
                found.abuse.append((data.abuse[name], hit))
        found.kinds.sort(key=lambda f: (-f[0].order, f[1].start - f[1].end))
        return found

    def _leading(self, found: Recognised, notes: list[Hit], analysis: Analysis) -> tuple[Answer, Hit]:
        """The kind that stings most; else what the coach's rules point at; else what the message is by its form."""
        if found.kinds:
            return found.kinds[0]
        stinging = sorted((n for n in notes if n.rule.kind == "note"), key=lambda n: -n.rule.weight)
        shape = form(analysis)
        for note in stinging[:1]:
            own = [f for f in self._data.fallbacks if note.rule.tactic in f.tactics]
            if own:
                return next((f for f in own if f.form == shape), own[0]), note
        if found.warmth and not stinging and shape in ("statement", "short"):
            shape = "warm"
        answer = next(f for f in self._data.fallbacks if f.form == shape and not f.tactics)
        texts = analysis.texts
        worded = [i for i, (a, b) in enumerate(analysis.sentences) if any(t.isalpha() for t in texts[a:b])]
        asking = [i for i, (a, b) in enumerate(analysis.sentences) if "?" in texts[a:b]]
        number = ((asking if shape == "question" else []) + worded + [0])[0]
        place = analysis.sentences[number]
        return answer, Hit(self._rules.rules[0], *place, place, topic_of(analysis, place), number)


def unquoted(text: str) -> str:
    """A message pasted as a Slack quote, or between quotation marks, is read as the message it is."""
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and all(_QUOTED_LINE.match(line) for line in lines):
        text = "\n".join(_QUOTED_LINE.sub("", line) for line in lines)
    stripped = text.strip()
    for opening, closing in (('"', '"'), ("“", "”")):
        inside = stripped[1:-1]
        if inside and stripped.startswith(opening) and stripped.endswith(closing) and opening not in inside:
            return inside
    return text


def form(analysis: Analysis) -> str:
    """What a message is by its form: a question, a request, a few words or a statement."""
    words = [t for t in analysis.texts if t.isalpha()]
    if "?" in analysis.lower or (words and words[0].lower() in _QUESTIONS):
        return "question"
    analysis.need_tags()
    first = next((t for t in analysis.doc if t.is_alpha and t.text not in PLACEHOLDERS.values()), None)
    if first is not None and (first.tag_ == "VB" or first.lower_ == "please"):
        return "request"
    return "short" if len(words) <= 4 else "statement"


def topic_of(analysis: Analysis, sentence: tuple[int, int]) -> dict[str, tuple[int, int]]:
    """The thing a sentence is about, as a slot: its object, else its subject; nothing when that is only a pronoun."""
    analysis.need_parse()
    for wanted in (("dobj", "obj", "attr"), ("nsubj", "nsubjpass"), ("pobj",)):
        for token in analysis.doc[sentence[0] : sentence[1]]:
            if token.dep_ in wanted and token.pos_ in ("NOUN", "PROPN") and token.i - token.left_edge.i < 5:
                return {"topic": (token.left_edge.i, token.i + 1)}
    return {}
