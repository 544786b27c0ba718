"""What the coach says around the rules: openers, closing questions, placeholders, prompts. The texts are data (phrases.yaml)."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import Annotated, Literal

from pydantic import Field
from ruamel.yaml import YAML

from rules.schema import Strict, Text
from rules.types import Audience

Place = Literal[
    "open",
    "close",
    "placeholder",
    "fine",
    "flagged",
    "breathe",
    "hostile",
    "pieces",
    "start",
    "none",
    "finish",
    "go-on",
    "tip",
]


class Phrase(Strict):
    """One thing to say, in several variants. `tactics`: only beside notes of these; empty: always.

    `audiences`: only for these; empty: for all. `question`: it asks something.
    """

    id: Text
    place: Place
    tactics: list[Text] = Field(default_factory=list)
    audiences: list[Audience] = Field(default_factory=list)
    question: bool = False
    text: Annotated[list[Text], Field(min_length=1)]


class Phrases(Strict):
    """All phrases, in the order in which they are tried."""

    phrases: list[Phrase]

    def at(
        self, place: Place, tactics: set[str] | None = None, audience: Audience | None = None
    ) -> list[Phrase]:
        """The phrases for a place that suit the tactics of a draft's notes and its audience, the specific ones first."""
        fit = [
            p
            for p in self.phrases
            if p.place == place
            and (not p.tactics or (tactics and tactics & set(p.tactics)))
            and (not p.audiences or audience in p.audiences)
        ]
        return sorted(fit, key=lambda p: (not p.audiences, not p.tactics))


@cache
def phrases() -> Phrases:
    """The phrases that come with Whoa."""
    source = (resources.files("rules") / "phrases.yaml").read_text(encoding="utf-8")
    return Phrases.model_validate(YAML(typ="safe").load(source))


def pick(variants: list[str] | tuple[str, ...], *, draft: str, salt: str, turn: int) -> str:
    """Choose a variant by a stable hash: the same draft gets the same words, another draft others. Each `turn` takes the next one."""
    digest = hashlib.blake2s(f"{salt}\0{draft}".encode(errors="replace"), digest_size=4).digest()
    return variants[(int.from_bytes(digest, "big") + turn) % len(variants)]
