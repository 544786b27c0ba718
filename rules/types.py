"""The plain values the engine hands out. Nothing here knows spaCy: a Doc never leaves the engine.

Every class is frozen, so a value can be shared between threads and compared in tests.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

from rules.vocabulary import Kind

Trust = Literal["low", "building", "solid"]
Audience = Literal["dm", "channel", "senior"]
Confidence = Literal["low", "medium", "high"]
Status = Literal["active", "trial", "retired"]

TRUSTS: tuple[Trust, ...] = get_args(Trust)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)

MAX_COACHED = 4_000
"""Code points of a draft that are coached: longer ones take seconds to parse, under the lock."""


@dataclass(frozen=True, slots=True)
class Note:
    """One place in a draft that a rule points at.

    `start` and `end` count code points in the text as given, so `text[start:end] == quote`.
    `weight` is 1 to 3: what it costs when the phrase does land badly. `instead`: a replacement for this note's sentence, set only when the
    draft as a whole got no rewrite.
    """

    rule: str
    tactic: str
    title: str
    start: int
    end: int
    quote: str
    weight: int
    confidence: Confidence
    why: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A whole new draft. `move` names how it was made; `kind` how much it changes.

    `kind` is `light` (the least that helps), `warm` (adds care or an opening) or `story`
    (names the writer's own reading of events).
    """

    move: str
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one rule or softener adds to the heat, in log-odds (negative: it cools)."""

    name: str
    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Coaching:
    """Everything the engine says about one draft.

    `heat` is 0 to 1: the chance that a reader at this level of trust takes the draft badly.
    `flagged` is whether the bot would speak up. `breathe` asks for a pause first; `placeholder` is
    then something to post meanwhile. `hostile` marks threats and abuse of a person: these get no
    cosmetic rewrite. `more`: the next turn has other rewrites, if that was asked. `prompts` are sentences to finish;
    `start` is, where there is no rewrite, what of the draft can stay as it is, with such a sentence behind it. `credits`
    name softening that is already there; `limits` name what was left out and why. `summary` is the one line to show above everything else. `trials` are rules on trial that would have spoken.
    """

    text: str
    trust: Trust
    audience: Audience
    heat: float
    flagged: bool
    breathe: bool
    hostile: bool
    summary: str
    notes: tuple[Note, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    more: bool = False
    prompts: tuple[str, ...] = ()
    start: str = ""
    credits: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    placeholder: str = ""
    trials: tuple[str, ...] = ()
    contributions: tuple[Contribution, ...] = ()

    def to_wire(self, *, explain: bool = False) -> dict[str, Any]:
        """Return the object of the wire format (documented in docs/wire-format.md), ready for json.dumps."""
        wire = asdict(self)
        for name in ("text", "more", "contributions"):
            del wire[name]
        wire["heat"] = round(self.heat, 4)
        if explain:
            wire["contributions"] = [asdict(c) for c in self.contributions]
        return wire


@dataclass(frozen=True, slots=True)
class Reading:
    """Help with a message that somebody received.

    `generous` holds readings under which it would be reasonable, tied to its words; `reply` is a
    draft answer; `effort` names what the sender did well; `call` proposes to talk instead. When
    `abusive`, `generous`, `effort` and `call` are empty and `reply` is empty too: `summary` and
    `steps` say how to step away and get help. `kind` is what was recognised (rules/readings/), `friendly` that nothing in it
    is against the reader.
    """

    text: str
    abusive: bool
    summary: str
    generous: tuple[str, ...] = ()
    effort: tuple[str, ...] = ()
    reply: str = ""
    call: str = ""
    steps: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    kind: str = ""
    friendly: bool = False

    def replying(self, reply: str) -> Reading:
        """The same with a reply."""
        return replace(self, reply=reply)

    def to_wire(self) -> dict[str, Any]:
        """Return a JSON-ready object; fields may be added to it, none removed or renamed."""
        wire = asdict(self)
        del wire["text"]
        return wire


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Things to say before or after a hard message, best first, and an honest `note` beside them. `people`: whom to ask first."""

    texts: tuple[str, ...] = ()
    note: str = ""
    people: tuple[str, ...] = ()
