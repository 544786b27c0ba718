"""What a file in rules/readings/ may say: the receiving side as data. docs/receiving.md explains the fields."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator
from ruamel.yaml import YAML

from rules.errors import PackError
from rules.schema import BadExample, Examples, Identifier, Patterns, Rule, RuleException, Strict, Text

Texts = Annotated[list[Text], Field(min_length=1)]
Sting = Annotated[int, Field(strict=True, ge=0, le=3)]
AbuseKind = Literal["violence", "selfharm", "identity", "sexual", "stalking", "retaliation", "attack"]


class Line(Strict):
    """One generous reading. `topic`: of several lines on one topic only the most specific is said. `unless`: not where one of these stands."""

    text: Text
    topic: Text | None = None
    unless: Patterns | None = None


class Matched(Strict):
    """Anything that is recognised by patterns (docs/rule-format.md); `unless` are patterns that rule it out anywhere in the message."""

    id: Identifier
    match: Patterns
    alone: bool = False
    unless: Patterns | None = None
    exceptions: list[RuleException] = Field(default_factory=list)
    examples: list[Text] = Field(default_factory=list)

    def rule(self, prefix: str) -> Rule:
        """The same as a silent rule, so that the engine's matching finds it."""
        exceptions = [
            *self.exceptions,
            *([RuleException(id="unless", draft=self.unless)] if self.unless else []),
        ]
        return Rule(
            id=f"{prefix}-{self.id}",
            title=self.id,
            kind="cue",
            match=self.match,
            alone=self.alone,
            exceptions=exceptions,
            why="receiving",
            source="observed",
            examples=Examples(bad=[BadExample(text="-")]),
        )


class Answer(Strict):
    """What is said about one kind of message.

    A reply has three parts. `take` takes up the fact or the ask (the first text whose slots can be filled). `feared` completes "the story in
    my head is that …"; `story` is a sentence of its own in place of that. `ask` is the question that keeps the door open. `reply` is all
    of it at once, for what is harmless. `heed`: a request beside it is taken up as well. `exact`: only the marked words are quoted.
    """

    title: Text = "a few words"
    sting: Sting = 1
    readings: list[Text | Line]
    feared: Texts | None = None
    take: list[Text] | None = None
    story: Texts | None = None
    ask: Texts | None = None
    reply: Texts | None = None
    summary: Text | None = None
    call: Text | None = None
    heed: bool = True
    exact: bool = False


class MessageKind(Matched, Answer):
    """A kind of message. `rank` decides which of several kinds leads; it is ten times the sting unless given."""

    rank: int | None = None

    @property
    def order(self) -> int:
        return self.sting * 10 if self.rank is None else self.rank


class Fallback(Answer):
    """What is said when no kind fits: by the form of the message, or by what its most stinging phrase does."""

    id: Identifier
    form: Literal["question", "request", "short", "statement", "warm"]
    tactics: list[Text] = Field(default_factory=list)


class Circumstance(Matched):
    """Something around the message that explains its tone. Its slots fill the texts of every kind; a take is used where the kind has none."""

    readings: list[Text | Line] = Field(default_factory=list)
    take: list[Text] = Field(default_factory=list)
    request: bool = False
    call: Text | None = None


class Effort(Matched):
    """Something the writer did well. `not_with`: kinds beside which it is not meant so."""

    text: Text
    not_with: list[Text] = Field(default_factory=list)


class Abuse(Matched):
    """A kind of abuse: it gets no charitable reading."""

    kind: AbuseKind


class Stepping(Strict):
    """What is said about a kind of abuse; the first kind in the list that is found leads."""

    kind: AbuseKind
    summary: Texts
    steps: Texts


class Frames(Strict):
    """The sentences everything is put into, in variants."""

    summaries: dict[Literal["calm", "mild", "harsh", "rough"], Texts]
    story: Texts
    plain_story: Texts
    ask: Texts
    last: Texts
    call: Texts


class ReadingPack(Strict):
    """One file of rules/readings/."""

    about: Text
    words: dict[str, list[Text]] = Field(default_factory=dict)
    kinds: list[MessageKind] = Field(default_factory=list)
    fallbacks: list[Fallback] = Field(default_factory=list)
    circumstances: list[Circumstance] = Field(default_factory=list)
    efforts: list[Effort] = Field(default_factory=list)
    abuse: list[Abuse] = Field(default_factory=list)
    stepping: list[Stepping] = Field(default_factory=list)
    frames: Frames | None = None
    limits: dict[str, Text] = Field(default_factory=dict)


class Readings(Strict):
    """All files together, in the order of their names."""

    words: dict[str, list[Text]]
    kinds: dict[str, MessageKind]
    fallbacks: list[Fallback]
    circumstances: dict[str, Circumstance]
    efforts: dict[str, Effort]
    abuse: dict[str, Abuse]
    stepping: list[Stepping]
    frames: Frames
    limits: dict[str, Text]

    @field_validator("fallbacks")
    @classmethod
    def _every_form(cls, fallbacks: list[Fallback]) -> list[Fallback]:
        if missing := {"question", "request", "short", "statement", "warm"} - {
            f.form for f in fallbacks if not f.tactics
        }:
            raise ValueError(f"no fallback without tactics for {', '.join(sorted(missing))}")
        return fallbacks

    @model_validator(mode="after")
    def _every_abuse(self) -> Readings:
        if missing := {abuse.kind for abuse in self.abuse.values()} - {s.kind for s in self.stepping}:
            raise ValueError(f"stepping says nothing about {', '.join(sorted(missing))}")
        return self


@cache
def readings() -> Readings:
    """The readings that come with Whoa. Raises PackError with the file when one cannot be used."""
    packs: list[ReadingPack] = []
    for path in sorted(Path(str(resources.files("rules") / "readings")).glob("*.yaml")):
        try:
            packs.append(
                ReadingPack.model_validate(
                    YAML(typ="safe", pure=False).load(path.read_text(encoding="utf-8"))
                )
            )
        except ValidationError as error:
            raise PackError(str(error), path=str(path)) from error

    def together(name: str) -> dict[str, Any]:
        entries = [entry for pack in packs for entry in getattr(pack, name)]
        found = {entry.id: entry for entry in entries}
        if len(found) < len(entries):
            ids = [entry.id for entry in entries]
            raise PackError(
                f"{name}: an id is used twice: {', '.join(sorted({i for i in ids if ids.count(i) > 1}))}"
            )
        return found

    return Readings.model_validate(
        {name: together(name) for name in ("kinds", "circumstances", "efforts", "abuse")}
        | {
            name: [entry for pack in packs for entry in getattr(pack, name)]
            for name in ("fallbacks", "stepping")
        }
        | {
            name: {k: v for pack in packs for k, v in getattr(pack, name).items()}
            for name in ("words", "limits")
        }
        | {"frames": next(pack.frames for pack in packs if pack.frames)}
    )
