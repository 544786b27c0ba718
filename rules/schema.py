"""The rule format: what a pack file may say, as pydantic models.

A pack is one YAML file of related rules; docs/rule-format.md explains every field with examples. Strings are
strict: YAML's `no` or `12` where text is meant is an error, never a silent True or number.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from rules.types import Audience, Confidence, Status, Trust
from rules.vocabulary import MOVES, TACTICS, Kind

Text = Annotated[str, StringConstraints(strict=True, min_length=1)]
Identifier = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
]


def _joined(pattern: str) -> str:
    """A pattern written over several lines: YAML puts a space where one was broken behind a bar."""
    return re.sub(r"\|\s+", "|", pattern)


Patterns = Annotated[list[Annotated[Text, AfterValidator(_joined)]], Field(min_length=1)]

EXCUSING = frozenset(["gate", "warmth"])
"""Kinds of rules that keep others silent and weigh nothing."""

HEAVY = 2
"""The weight from which a note is a sting and no mere coldness."""

HARSHEST = 3
"""The greatest weight: words that would hurt anyone."""

CONDITIONS = ("before", "after", "inside", "sentence", "draft")
"""The conditions of an exception that are patterns."""

Weight = Annotated[int, Field(strict=True, ge=1, le=HARSHEST)]


class Strict(BaseModel):
    """Base of all parts of a rule file: unknown keys are errors, values cannot change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RuleException(Strict):
    """When the rule stays silent although its pattern matched. Exactly one condition is given.

    `before` and `after` look at the three tokens next to the match, `inside` at anything that overlaps it,
    `sentence` and `draft` anywhere in the sentence or the whole draft; `slot` names a slot whose words must
    include one of `has`.
    """

    id: Identifier
    before: Patterns | None = None
    after: Patterns | None = None
    inside: Patterns | None = None
    sentence: Patterns | None = None
    draft: Patterns | None = None
    slot: Text | None = None
    has: list[Text] | None = None

    @model_validator(mode="after")
    def _one_condition(self) -> RuleException:
        given = [n for n in (*CONDITIONS, "slot") if getattr(self, n)]
        if len(given) != 1:
            raise ValueError(
                "give exactly one of before, after, inside, sentence, draft or slot "
                f"(here: {', '.join(given) or 'none'})"
            )
        if bool(self.slot) != bool(self.has):
            raise ValueError("slot and has go together: slot names the slot, has the words that save it")
        return self


class RewriteTemplate(Strict):
    """One way to say the matched words again.

    `scope` is what the text replaces: the matched words (`span`), the whole sentence (`sentence`), or nothing
    is said instead (`drop`, the sentence goes). `text` may be a list: the first is pinned by examples,
    the others give variety. `kind` overrides the kind that the move usually has. `lossy` lets words of the
    sentence that stand in no slot go, but no facts; `forget`, for a pure sneer, also the facts inside the match. `when` gives patterns one of which must be in the sentence,
    `unless` patterns none of which may be.
    """

    move: Text
    text: Text | list[Text] | None = None
    scope: Literal["span", "sentence", "drop"] = "span"
    kind: Kind | None = None
    lossy: bool = False
    forget: bool = False
    when: Patterns | None = None
    unless: Patterns | None = None

    @field_validator("move")
    @classmethod
    def _known_move(cls, move: str) -> str:
        if move not in MOVES:
            raise ValueError(f"no such move: {move!r}; known are {', '.join(MOVES)}")
        return move

    @model_validator(mode="after")
    def _text_unless_dropped(self) -> RewriteTemplate:
        if (self.scope == "drop") == bool(self.text):
            raise ValueError("a rewrite has a text, unless its scope is drop: then it has none")
        return self

    @property
    def variants(self) -> tuple[str, ...]:
        """The texts to choose from; empty when the sentence is dropped."""
        return () if self.text is None else (self.text,) if isinstance(self.text, str) else tuple(self.text)


class BadExample(Strict):
    """A draft the rule must catch, `[[` and `]]` around exactly the words it underlines.

    `rewrites` pins the whole rewritten draft for moves of this rule (first variant).
    """

    text: Text
    rewrites: dict[str, str] = Field(default_factory=dict)
    audience: Audience = "dm"


class GoodExample(Strict):
    """A draft the rule must leave alone.

    `saved_by` names the exception that does it (then the rule must fire without it), a gate as `gate:ID`,
    `mask`, or nothing: then the pattern itself does not match.
    """

    text: Text
    saved_by: Text | None = None


class Examples(Strict):
    """A rule without a bad example is an error: nothing would prove that it works."""

    bad: Annotated[list[BadExample], Field(min_length=1)]
    good: list[GoodExample] = Field(default_factory=list)


class Rule(Strict):
    """One pattern of phrasing with its exceptions, rewrites, examples and source.

    `kind`: a `note` is shown to the writer; a `cue` only adds to the heat; a `softener` takes heat away and
    may be credited (`credit` is what the coach says then); a `gate` mutes the packs in `mutes` for the draft; a `warmth` all
    notes but the harshest, unless one points at its words; a `residue` is
    looked for in rewrites only: what it finds there is said again, or goes with its sentence when that holds no fact.
    `weight` is what it costs when it does land badly (1 to 3), `confidence` how likely that is. `trust` is the level
    at which it is shown, and below. `bare`: stays silent where the draft has a softener. `breathe`: asks for a pause
    first. `beside`: only where another note of weight 2 or more is in the draft. `alone`: the match must be the whole draft,
    greetings and marks aside, and may cross sentences. `hostile`: a threat or abuse of a person. `extend`: underline the whole sentence.
    `prompts` are sentences
    for the writer to finish.
    """

    id: Identifier
    title: Text
    kind: Literal["note", "cue", "softener", "gate", "warmth", "residue"] = "note"
    tactic: Text = "speak-tentatively"
    status: Status = "active"
    confidence: Confidence = "medium"
    weight: Weight = 2
    trust: Trust = "building"
    audience: list[Audience] | None = None
    bare: bool = False
    beside: bool = False
    alone: bool = False
    breathe: bool = False
    hostile: bool = False
    extend: bool = False
    mutes: list[Text] = Field(default_factory=list)
    credit: Text | None = None
    match: Patterns
    exceptions: list[RuleException] = Field(default_factory=list)
    rewrites: list[RewriteTemplate] = Field(default_factory=list)
    prompts: list[Text] = Field(default_factory=list)
    why: Text
    known_problems: Text | None = None
    source: Text
    examples: Examples

    @field_validator("tactic")
    @classmethod
    def _known_tactic(cls, tactic: str) -> str:
        if tactic not in TACTICS:
            raise ValueError(f"no such tactic: {tactic!r}; known are {', '.join(TACTICS)}")
        return tactic

    @model_validator(mode="after")
    def _consistent(self) -> Rule:
        ids = [e.id for e in self.exceptions]
        if len(ids) != len(set(ids)):
            raise ValueError("two exceptions have the same id")
        moves = {r.move for r in self.rewrites}
        for example in self.examples.bad:
            if unknown := set(example.rewrites) - moves:
                raise ValueError(
                    f"an example pins {', '.join(sorted(unknown))}, but no rewrite has that move"
                )
            if "[[" not in example.text and self.kind == "note":
                raise ValueError("mark the words a bad example underlines with [[ and ]]")
        if (self.kind == "gate") != bool(self.mutes):
            raise ValueError("a gate, and only a gate, names the packs it mutes")
        return self


class Override(Strict):
    """What a custom pack changes about a rule it does not own."""

    status: Status | None = None
    weight: Weight | None = None
    trust: Trust | None = None


class Pack(Strict):
    """One file of related rules.

    `words` are named lists for its patterns, written `@name`; `fragments` parts of patterns, each with the ways to say it, written
    `&name`. `droppable`: what its rules point at may simply go when no
    rewrite fits, as it holds no more than the sneer.
    """

    pack: Identifier
    title: Text
    about: Text
    droppable: bool = False
    words: dict[str, list[Text]] = Field(default_factory=dict)
    fragments: dict[str, Patterns] = Field(default_factory=dict)
    exceptions: list[RuleException] = Field(default_factory=list)
    rules: list[Rule] = Field(default_factory=list)
    overrides: dict[str, Override] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _savers_exist(self) -> Pack:
        shared = {e.id for e in self.exceptions}
        for rule in self.rules:
            known = shared | {e.id for e in rule.exceptions}
            for good in rule.examples.good:
                saved = good.saved_by
                if saved and saved != "mask" and not saved.startswith("gate:") and saved not in known:
                    raise ValueError(
                        f"{rule.id}: saved_by names {saved!r}, which is no exception of the rule or its pack, no gate:ID, not mask"
                    )
        return self


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a pack file, for editors that complete YAML."""
    return Pack.model_json_schema()
