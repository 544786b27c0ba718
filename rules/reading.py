"""The receiving side: what a message that stung may have meant, and an answer that leaves an opening.

The knowledge is data (rules/readings/*.yaml): kinds of messages, circumstances around them, things done well, abuse. They are matched like
rules; the kind that stings most leads, circumstances sharpen its readings and fill its texts, and every reply must itself
pass the rules as a draft.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.language import Language

from rules.language import foreign
from rules.loading import Loaded
from rules.mask import PLACEHOLDERS
from rules.matching import Analysis, Hit, Patterns, RuleSet
from rules.phrases import pick
from rules.reading_schema import Abuse, Answer, Circumstance, Effort, Fallback, Kind, Line, readings
from rules.retelling import Retelling
from rules.types import MAX_COACHED, Reading

if TYPE_CHECKING:
    from rules.coach import Coach

MOST_READINGS = 3
MOST_EFFORTS = 3
_TRIES = 6
_LEVELS = ("calm", "mild", "harsh", "rough")
_QUOTED_LINE = re.compile(r"^\s*(?:>|&gt;)+ ?")
_WARM = ("thanks", "please", "smile", "no-rush", "offer", "sorry", "praise", "asks-leave")


@dataclass(slots=True)
class _Found:
    """What was recognised in one message, most important first."""

    kinds: list[tuple[Kind, Hit]]
    circumstances: list[tuple[Circumstance, Hit]]
    efforts: list[tuple[Effort, Hit]]
    abuse: list[tuple[Abuse, Hit]]

    @property
    def around(self) -> dict[str, tuple[int, int]]:
        slots: dict[str, tuple[int, int]] = {}
        for _, hit in self.circumstances:
            for name, place in hit.slots.items():
                slots.setdefault(name, place)
        return slots


class Reader:
    """Reads received messages with a Coach's pipeline, lock and rules. Holds no message."""

    def __init__(self, coach: Coach, nlp: Language) -> None:
        self._coach = coach
        self._data = data = readings()
        groups = {
            "kind": data.kinds,
            "circumstance": data.circumstances,
            "effort": data.efforts,
            "abuse": data.abuse,
        }
        rules = tuple(entry.rule(prefix) for prefix, entries in groups.items() for entry in entries.values())
        ids = {rule.id: "readings" for rule in rules}
        self._rules = RuleSet(
            Loaded((), rules, {k: tuple(v) for k, v in data.words.items()}, ids, ids, {}), nlp
        )
        self._unless: dict[tuple[str, ...], Patterns] = {
            tuple(line.unless): self._rules.patterns(line.unless)
            for answer in (*data.kinds.values(), *data.circumstances.values(), *data.fallbacks)
            for line in answer.readings
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
                return self._nothing(
                    text,
                    "emoji" if analysis.masked.emoji or any(ord(c) > 0x2000 for c in said) else "empty",
                    limits,
                )
            language = foreign(words)
            if language:
                return self._nothing(text, "language", limits, language=language)
            self._rules.run(analysis)
            found = self._found(analysis)
            if found.abuse:
                return self._away(text, found, limits)
            answer, hit = self._leading(found, notes, analysis)
            telling = Retelling(analysis, hit, found.around)
            friendly = answer.sting == 0 or (
                answer.sting == 1 and sum(e.id in _WARM for e, _ in found.efforts) > 1
            )
            reading = Reading(
                text=text,
                abusive=False,
                summary=self._summary(answer, telling, friendly=friendly, seed=said),
                generous=tuple(self._generous(answer, telling, found, analysis)),
                effort=tuple(self._efforts(answer, found, analysis)),
                call=self._call(answer, found, words=len(words), seed=said),
                limits=tuple(limits),
                kind=answer.id if isinstance(answer, Kind | Fallback) else "",
                friendly=friendly,
            )
            replies = self._replies(answer, telling, found, analysis, friendly=friendly, seed=said)
        return reading.replying(next((r for r in replies if not self._coach.coach(r).flagged), ""))

    def _nothing(self, text: str, why: str, limits: list[str], *, language: str = "") -> Reading:
        line = self._data.limits[why].replace("{language}", language)
        return Reading(text=text, abusive=False, summary=line, limits=(line, *limits))

    def _away(self, text: str, found: _Found, limits: list[str]) -> Reading:
        present = {entry.kind for entry, _ in found.abuse}
        order = [s for s in self._data.stepping if s.kind in present]
        steps = [*order[0].steps, *(other.steps[0] for other in order[1:2])]
        summary = pick(order[0].summary, draft=text, salt="abuse", turn=0)
        return Reading(
            text=text,
            abusive=True,
            summary=summary,
            steps=tuple(dict.fromkeys(steps)),
            limits=tuple(limits),
            kind=order[0].kind,
        )

    # -- what is there -----------------------------------------------------------------------------

    def _found(self, analysis: Analysis) -> _Found:
        longest: dict[str, Hit] = {}
        for hit in analysis.hits:
            known = longest.get(hit.rule.id)
            if known is None or hit.end - hit.start > known.end - known.start:
                longest[hit.rule.id] = hit
        found = _Found([], [], [], [])
        for identifier, hit in longest.items():
            prefix, _, name = identifier.partition("-")
            if prefix == "kind":
                found.kinds.append((self._data.kinds[name], hit))
            elif prefix == "circumstance":
                found.circumstances.append((self._data.circumstances[name], hit))
            elif prefix == "effort":
                found.efforts.append((self._data.efforts[name], hit))
            else:
                found.abuse.append((self._data.abuse[name], hit))
        found.kinds.sort(key=lambda f: (-f[0].order, f[1].start - f[1].end))
        return found

    def _leading(self, found: _Found, notes: list[Hit], analysis: Analysis) -> tuple[Answer, Hit]:
        if found.kinds:
            return found.kinds[0]
        stinging = sorted((n for n in notes if n.rule.kind == "note"), key=lambda n: -n.rule.weight)
        if stinging:
            note = stinging[0]
            own = [f for f in self._data.fallbacks if note.rule.tactic in f.tactics]
            answer = next((f for f in own if f.form == form(analysis)), own[0] if own else None)
            if answer:
                return answer, note
        shape = "warm" if any(e.id in _WARM for e, _ in found.efforts) and not stinging else form(analysis)
        answer = next(f for f in self._data.fallbacks if f.form == shape and not f.tactics)
        number = next(
            (
                i
                for i, (a, b) in enumerate(analysis.sentences)
                if any(t.isalpha() for t in analysis.texts[a:b])
            ),
            0,
        )
        asked = next((i for i, (a, b) in enumerate(analysis.sentences) if "?" in analysis.texts[a:b]), number)
        sentence = asked if shape == "question" else number
        place = analysis.sentences[sentence]
        return answer, Hit(
            self._rules.rules[0], place[0], place[1], place, topic_of(analysis, place), sentence
        )

    # -- what is said about it ---------------------------------------------------------------------

    def _summary(self, answer: Answer, telling: Retelling, *, friendly: bool, seed: str) -> str:
        texts = [answer.summary] if answer.summary else []
        level = "calm" if friendly else _LEVELS[answer.sting]
        variants = self._data.frames.summaries[level]
        texts += [pick(variants, draft=seed, salt="summary", turn=turn) for turn in range(len(variants))]
        return telling.first([t.replace("{title}", answer.title) for t in texts]) or ""

    def _generous(self, answer: Answer, telling: Retelling, found: _Found, analysis: Analysis) -> list[str]:
        own = self._lines(answer.readings, telling, analysis)
        near = [
            line
            for c, hit in found.circumstances
            for line in self._lines(c.readings, Retelling(analysis, hit, found.around), analysis)[:1]
        ]
        others = [
            line
            for k, hit in found.kinds[1:3]
            if k.sting
            for line in self._lines(k.readings, Retelling(analysis, hit, found.around), analysis)[:1]
        ]
        topics = {topic for _, topic in near if topic}
        own = [line for line in own if line[1] not in topics or not line[1]]
        order = [*own[:1], *near[:1], *own[1:2], *near[1:2], *others[:1], *own[2:], *near[2:], *others[1:]]
        if answer.sting == 0:
            order = own or near
        out: list[str] = []
        used: set[str] = set()
        for text, topic in order:
            if text in out or (topic and topic in used):
                continue
            out.append(text)
            used.add(topic or "")
        return out[:MOST_READINGS]

    def _lines(
        self, lines: list[str | Line], telling: Retelling, analysis: Analysis
    ) -> list[tuple[str, str | None]]:
        out: list[tuple[str, str | None]] = []
        for line in lines:
            text, topic = (line, None) if isinstance(line, str) else (line.text, line.topic)
            if (
                isinstance(line, Line)
                and line.unless
                and self._rules.occurs(self._unless[tuple(line.unless)], analysis, 0, len(analysis.doc))
            ):
                continue
            said = telling.say(text)
            if said:
                out.append((said, topic))
        return out

    def _efforts(self, answer: Answer, found: _Found, analysis: Analysis) -> list[str]:
        kinds = {k.id for k, _ in found.kinds}
        told = [
            Retelling(analysis, hit, found.around).say(e.text)
            for e, hit in found.efforts
            if not kinds & set(e.not_with)
        ]
        return [line for line in dict.fromkeys(told) if line][:MOST_EFFORTS]

    def _call(self, answer: Answer, found: _Found, *, words: int, seed: str) -> str:
        if answer.call is not None:
            return answer.call
        if answer.sting < 2 and not (
            answer.sting and (words > 60 or len([k for k, _ in found.kinds if k.sting]) > 2)
        ):
            return ""
        own = next((c.call for c, _ in found.circumstances if c.call), None)
        return own or pick(self._data.frames.call, draft=seed, salt="call", turn=0)

    # -- the answer --------------------------------------------------------------------------------

    def _replies(
        self,
        answer: Answer,
        telling: Retelling,
        found: _Found,
        analysis: Analysis,
        *,
        friendly: bool,
        seed: str,
    ) -> list[str]:
        """Answers to try, the best first; the last ones say less."""
        frames = self._data.frames
        out: list[str] = []
        take = self._take(answer, telling, found, analysis)

        def one(texts: list[str] | None, salt: str, turn: int) -> str:
            return (telling.say(pick(texts, draft=seed, salt=salt, turn=turn)) or "") if texts else ""

        for turn in range(_TRIES):
            whole = one(answer.reply, "reply", turn)
            if whole:
                out.append(whole)
                continue
            feared = one(answer.feared, "feared", turn)
            feared = feared[:1].lower() + feared[1:] if not feared.startswith(("I ", "I'")) else feared
            story = one(answer.story, "story", turn)
            for frame in (frames.story, frames.plain_story):
                if feared and not story:
                    told = telling.say(
                        pick(frame, draft=seed, salt="frame", turn=turn).replace("{feared}", "\x03")
                    )
                    story = told.replace("\x03", feared) if told else ""
            ask = one(answer.ask or frames.ask, "ask", turn)
            if friendly and take:
                story = ""
            out.append(" ".join(part for part in (take, story, ask) if part))
        ask = one(answer.ask or frames.ask, "ask", 0)
        return [*dict.fromkeys(out), " ".join(part for part in (take, ask) if part), *frames.ask]

    def _take(self, answer: Answer, telling: Retelling, found: _Found, analysis: Analysis) -> str:
        if answer.take is not None:
            return telling.first(answer.take) or ""
        for circumstance, hit in found.circumstances:
            said = Retelling(analysis, hit, found.around).first(circumstance.take)
            if said:
                return said
        return ""


def unquoted(text: str) -> str:
    """A message pasted as a Slack quote, or between quotation marks, is read as the message it is."""
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and all(_QUOTED_LINE.match(line) for line in lines):
        text = "\n".join(_QUOTED_LINE.sub("", line) for line in lines)
    stripped = text.strip()
    for opening, closing in (('"', '"'), ("“", "”")):
        if (
            len(stripped) > 2
            and stripped[0] == opening
            and stripped[-1] == closing
            and opening not in stripped[1:-1]
        ):
            return stripped[1:-1]
    return text


def form(analysis: Analysis) -> str:
    """What a message is by its form: a question, a request, a few words or a statement."""
    words = [t for t in analysis.texts if t.isalpha()]
    if "?" in analysis.lower or (
        words[:1] and words[0].lower() in ("who", "what", "when", "where", "how", "which", "why")
    ):
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
            if token.dep_ in wanted and token.pos_ in ("NOUN", "PROPN"):
                start = token.left_edge.i
                if token.i - start < 5:
                    return {"topic": (start, token.i + 1)}
    return {}
