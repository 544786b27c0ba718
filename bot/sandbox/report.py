"""What was going on, for the message of a test that waited in vain; never any text of a message."""

from __future__ import annotations

from typing import Any

from bot.sandbox.platform import Platform

Json = dict[str, Any]

LATEST = 5
"""How many of each kind are told."""


def name_of(payload: Json) -> str:
    """What a payload is about: a command, a callback, an action or an event type."""
    if payload.get("actions"):
        return str(payload["actions"][0]["action_id"])
    view = payload.get("view") or {}
    event = payload.get("event") or {}
    names = (payload.get("command"), payload.get("callback_id"), event.get("type"), view.get("callback_id"))
    return str(next((name for name in names if name), payload.get("type", "")))


def report(platform: Platform) -> str:
    """The latest deliveries, failed calls and problems, a line each."""
    lines = [f"  sockets open: {len(platform.sockets.connections)}"]
    for delivery in platform.courier.log[-LATEST:]:
        tries = ", ".join(attempt.status for attempt in delivery.attempts) or "not sent"
        lines.append(f"  {delivery.kind} {name_of(delivery.payload)}: {tries}")
    failed = [call for call in platform.calls if call.error]
    lines += [f"  {call.method}: {call.error}" for call in failed[-LATEST:]]
    return "\n".join(lines + [f"  problem: {text}" for text in platform.problems[-LATEST:]])
