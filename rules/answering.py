"""From what was recognised in a received message to what is said about it: readings, points for effort, a reply, an offer to talk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rules.analysis import Analysis, Hit
from rules.phrases import pick
from rules.reading_schema import Abuse, Answer, Circumstance, Effort, Frames, Line, MessageKind
from rules.retelling import Retelling

MOST_READINGS = 3
MOST_EFFORTS = 3
MANY_WORDS = 25
"""Words from which a message that stings is a lot at once, and a call is proposed; chosen by hand."""

TRIES = 6
"""Variants of a reply that are tried before one that says less; chosen by hand, lists of variants are shorter."""

_LEVELS: tuple[Literal["calm", "mild", "harsh", "rough"], ...] = ("calm", "mild", "harsh", "rough")
_WARM = frozenset(["thanks", "please", "smile", "no-rush", "offer", "sorry", "praise", "asks-leave"])


@dataclass(slots=True)
class Recognised:
    """What was recognised in one message, most important first."""

    kinds: list[tuple[MessageKind, Hit]]
    circumstances: list[tuple[Circumstance, Hit]]
    efforts: list[tuple[Effort, Hit]]
    abuse: list[tuple[Abuse, Hit]]

    @property
    def around(self) -> dict[str, tuple[int, int]]:
        """The slots of all circumstances, for the texts of every kind."""
        slots: dict[str, tuple[int, int]] = {}
        for _, hit in self.circumstances:
            for name, place in hit.slots.items():
                slots.setdefault(name, place)
        return slots

    @property
    def warmth(self) -> int:
        """How many friendly things the writer did."""
        return sum(effort.id in _WARM for effort, _ in self.efforts)


class Answering:
    """What is said about one message. `barred` tells whether one of some patterns stands in it."""

    def __init__(
        self,
        analysis: Analysis,
        recognised: Recognised,
        answer: Answer,
        hit: Hit,
        frames: Frames,
        barred: Callable[[list[str]], bool],
    ) -> None:
        self._analysis = analysis
        self._recognised = recognised
        self._answer = answer
        self._hit = hit
        self._frames = frames
        self._barred = barred
        self._seed = analysis.masked.text
        self._telling = self._retell(hit, exact=answer.exact)
        self.friendly = answer.sting == 0 or (answer.sting == 1 and recognised.warmth > 1)

    def _retell(self, hit: Hit, *, exact: bool = False) -> Retelling:
        return Retelling(self._analysis, hit, self._recognised.around, exact=exact)

    def _pick(self, variants: list[str], salt: str, turn: int = 0) -> str:
        return pick(variants, draft=self._seed, salt=salt, turn=turn)

    def summary(self) -> str:
        """One line above everything else."""
        variants = self._frames.summaries["calm" if self.friendly else _LEVELS[self._answer.sting]]
        texts = [self._pick(variants, "summary", turn) for turn in range(len(variants))]
        own = [self._answer.summary] if self._answer.summary else []
        return self._telling.first([*own, *texts]) or ""

    # -- readings ----------------------------------------------------------------------------------

    def generous(self) -> tuple[str, ...]:
        """Two or three readings: those of the kind, sharpened by what stands around it, then those of other kinds in the message."""
        own = self._lines(self._answer.readings, self._telling)
        near = [
            line
            for c, hit in self._recognised.circumstances
            for line in self._lines(c.readings, self._retell(hit))[:1]
        ]
        topics = {topic for _, topic in near if topic}
        own = [line for line in own if line[1] not in topics or not line[1]]
        others = self._others()
        order = [*own[:1], *near[:1], *own[1:2], *near[1:2], *others[:1], *own[2:], *near[2:], *others[1:]]
        if self._answer.sting == 0:
            order = own or near
        out: dict[str, str] = {}
        for text, topic in order:
            if text not in out and (not topic or topic not in out.values()):
                out[text] = topic or ""
        return tuple(out)[:MOST_READINGS]

    def _others(self) -> list[tuple[str, str | None]]:
        """The first readings of other stinging kinds, where they stand elsewhere in the message."""
        return [
            line
            for kind, hit in self._recognised.kinds
            if kind is not self._answer
            and kind.sting
            and (hit.end <= self._hit.start or self._hit.end <= hit.start)
            for line in self._lines(kind.readings, self._retell(hit))[:1]
        ]

    def _lines(self, lines: list[str | Line], telling: Retelling) -> list[tuple[str, str | None]]:
        out: list[tuple[str, str | None]] = []
        for line in lines:
            text, topic = (line, None) if isinstance(line, str) else (line.text, line.topic)
            if isinstance(line, Line) and line.unless and self._barred(line.unless):
                continue
            said = telling.say(text)
            if said:
                out.append((said, topic))
        return out

    def efforts(self) -> tuple[str, ...]:
        """Points for effort."""
        kinds = {kind.id for kind, _ in self._recognised.kinds}
        told = [
            self._retell(hit).say(e.text)
            for e, hit in self._recognised.efforts
            if not kinds & set(e.not_with)
        ]
        return tuple(line for line in dict.fromkeys(told) if line)[:MOST_EFFORTS]

    def call(self, words: int) -> str:
        """An offer to talk: where there is heat, where a lot came at once, or where this kind is better said than typed."""
        if self._answer.call is not None:
            return self._telling.say(self._answer.call) or ""
        stinging = sum(kind.sting > 1 for kind, _ in self._recognised.kinds)
        if self.friendly or (stinging < 2 and words < MANY_WORDS):
            return ""
        own = self._telling.first([c.call for c, _ in self._recognised.circumstances if c.call])
        return own or self._pick(self._frames.call, "call")

    # -- the reply ---------------------------------------------------------------------------------

    def replies(self) -> list[str]:
        """Replies to try, the best first; the last ones say less."""
        take = self._take()
        out = [self._whole(turn) or self._composed(take, turn) for turn in range(TRIES)]
        out += [self._composed("", turn) for turn in range(TRIES)]
        plain = " ".join(part for part in (take, self._ask(0)) if part)
        return [*dict.fromkeys(out), plain, *self._frames.last]

    def _whole(self, turn: int) -> str:
        return self._one(self._answer.reply, "reply", turn)

    def _composed(self, take: str, turn: int) -> str:
        story = self._story(turn)
        if self.friendly and take and not self._answer.story:
            story = ""
        return " ".join(part for part in (take, story, self._ask(turn)) if part)

    def _story(self, turn: int) -> str:
        """What was said, and what the reader made of it."""
        own = self._one(self._answer.story, "answer", turn)
        feared = self._one(self._answer.feared, "answer", turn)
        if own or not feared:
            return own
        feared = feared if feared.startswith(("I ", "I'")) else feared[:1].lower() + feared[1:]
        for frame in (self._frames.story, self._frames.plain_story):
            told = self._telling.say(self._pick(frame, "frame", turn).replace("{feared}", "\x03"))
            if told:
                return told.replace("\x03", feared)
        return ""

    def _ask(self, turn: int) -> str:
        """The question at the end. It is picked as the fear is (same salt), so the second fear in its list comes with the second question."""
        return self._one(self._answer.ask or self._frames.ask, "answer", turn)

    def _one(self, texts: list[str] | None, salt: str, turn: int) -> str:
        return (self._telling.say(self._pick(texts, salt, turn)) or "") if texts else ""

    def _take(self) -> str:
        """What the reply takes up first: a request, then what belongs to the kind, then what stands around."""
        around = [(c, self._retell(hit)) for c, hit in self._recognised.circumstances if c.take]
        asked = [told.first(c.take) for c, told in around if c.request and self._answer.heed]
        own = self._telling.first(self._answer.take) if self._answer.take else None
        other = [told.first(c.take) for c, told in around if not c.request]
        return next((said for said in (*asked, own, *other) if said), "")
