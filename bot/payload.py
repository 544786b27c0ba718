"""What a button remembers between two clicks.

Nothing about a draft is kept by us: it travels in the button's value and comes back with the click. Slack signs
every request, so a value cannot be forged; it is still bound to one person in one workspace, and checked.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any

from bot.rendering.limits import BUTTON_VALUE, units

_KEYS = {
    "team": "t",
    "user": "u",
    "draft": "d",
    "trust": "r",
    "audience": "a",
    "turn": "n",
    "surface": "s",
    "channel": "c",
    "ts": "m",
    "thread": "h",
    "rich": "x",
    "rule": "k",
    "pick": "p",
    "whom": "w",
    "tokens": "o",
}


@dataclass(frozen=True, slots=True)
class Ticket:
    """Whom a coaching belongs to, what it was about and where it came from.

    `surface` is where the coaching is shown (`command`, `dm`, `message`, `modal`). `channel` and `thread` are where the
    draft would be sent; `ts` names a message already sent, and `rich` says that it carries rich_text.
    `whom` is the person it is for; `pick` names a message waiting at Slack; `tokens` are those a composer's draft began with.
    """

    team: str
    user: str
    draft: str = ""
    trust: str = ""
    audience: str = ""
    turn: int = 0
    surface: str = ""
    channel: str = ""
    ts: str = ""
    thread: str = ""
    rich: bool = False
    rule: str = ""
    pick: str = ""
    whom: str = ""
    tokens: tuple[str, ...] = ()

    def pack(self, limit: int = BUTTON_VALUE) -> str | None:
        """Return the button value, or None where it would not fit."""
        short: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.default is MISSING or value != field.default:
                short[_KEYS[field.name]] = value
        packed = json.dumps(short, ensure_ascii=False, separators=(",", ":"))
        return packed if units(packed) <= limit else None

    def but(self, **changes: Any) -> Ticket:
        """Return a copy with some fields changed."""
        return replace(self, **changes)


def unpack(value: str) -> Ticket | None:
    """Return the ticket in a button value, or None if it is not one of ours."""
    try:
        short = json.loads(value)
        long = {name: short[key] for name, key in _KEYS.items() if key in short}
        long["tokens"] = tuple(long.get("tokens", ()))
        return Ticket(**long)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
