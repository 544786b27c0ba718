"""What `/whoa …` asks for. A draft that begins with a word such as "help" or "pause" is still a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rules.types import TRUSTS

Verb = Literal[
    "compose", "draft", "help", "settings", "trust", "breathe", "pause", "resume", "connect", "disconnect"
]

BREATHE_SECONDS = 600
PAUSE_SECONDS = 86_400
LONGEST_BREATH = 86_400
LONGEST_PAUSE = 90 * 86_400

_UNITS = {"m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60}
_UNITS |= {"h": 3600, "hr": 3600, "hour": 3600, "hours": 3600, "d": 86_400, "day": 86_400, "days": 86_400}
_TIME = re.compile(r"(\d{1,4})\s*([a-z]+)")
_TRUST = re.compile(rf"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>\s+({'|'.join(TRUSTS)}|default)")
_BARE: dict[str, Verb] = {
    "": "compose",
    "help": "help",
    "settings": "settings",
    "connect": "connect",
    "disconnect": "disconnect",
    "resume": "resume",
}
_AS_DRAFT = ("-- ", "draft: ")


@dataclass(frozen=True, slots=True)
class Request:
    """A verb and what belongs to it: a draft, seconds, or a person and a level of trust."""

    verb: Verb
    draft: str = ""
    seconds: int = 0
    person: str = ""
    trust: str = ""


def parse(text: str) -> Request:
    """Read the words after `/whoa`. Only a text that is a command in full is one; all else is a draft."""
    words = text.strip()
    lower = words.casefold()
    for prefix in _AS_DRAFT:  # the way out for a draft that is one of our words
        if lower.startswith(prefix):
            return Request("draft", draft=words[len(prefix) :].strip())
    if lower in _BARE:
        return Request(_BARE[lower])
    verb, _, rest = lower.partition(" ")
    if verb == "trust" and (found := _TRUST.fullmatch(words.partition(" ")[2].strip(), 0)):
        return Request("trust", person=found[1], trust=found[2])
    if lower == "trust" or re.fullmatch(r"trust\s+@[\w.-]+\s+(?:low|building|solid|default)", lower):
        return Request("trust")
    if lower == "pause off":
        return Request("resume")
    if verb == "breathe" and (seconds := duration(rest, BREATHE_SECONDS)):
        return Request("breathe", seconds=min(max(seconds, 60), LONGEST_BREATH))
    if verb == "pause" and (seconds := duration(rest, PAUSE_SECONDS)):
        return Request("pause", seconds=min(max(seconds, 60), LONGEST_PAUSE))
    return Request("draft", draft=words)


def duration(text: str, default: int) -> int:
    """Return seconds for `10m`, `2 hours`, `1d`; the default for nothing; 0 for anything else."""
    text = text.strip().removeprefix("for ").strip()
    if not text:
        return default
    found = _TIME.fullmatch(text)
    if not found or found[2] not in _UNITS:
        return 0
    return int(found[1]) * _UNITS[found[2]]


def spell(seconds: int) -> str:
    """Say a length of time: `10 minutes`, `1 day`."""
    for size, name in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size and seconds % size == 0:
            count = seconds // size
            return f"{count} {name}" + ("s" if count != 1 else "")
    return f"{round(seconds / 60)} minutes"
