"""I'm sending this / I received this: the same words, seen from the other side."""

from __future__ import annotations

from slack_bolt import App

from bot.listeners.press import Press, on_press
from bot.replies import about_draft, about_received
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Register the buttons."""
    on_press(app, services, "flip.received", received)
    on_press(app, services, "flip.sent", sent)


def received(press: Press) -> None:
    """Read it as a message somebody sent to this person."""
    press.show(about_received(press.services, press.mine()))


def sent(press: Press) -> None:
    """Read it as a draft of theirs."""
    reply, _ = about_draft(press.services, press.who, press.mine(), press.services.person(press.who))
    press.show(reply)
