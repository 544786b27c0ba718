"""Send as me, and Replace my message: the only two places where others get to see something."""

from __future__ import annotations

from slack_bolt import App

from bot import sending
from bot.listeners.press import Press, on_press
from bot.rendering.timed import sent_blocks
from bot.replies import Reply
from bot.sending import Outcome
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Register the buttons."""
    on_press(app, services, "draft.send", send)
    on_press(app, services, "draft.replace", replace)


def send(press: Press) -> None:
    """Post the words as the person."""
    _after(
        press,
        *sending.send(press.services, press.who, press.mine(), once=press.once),
        done="Sent, in your name.",
    )


def replace(press: Press) -> None:
    """Put the words in place of the person's own message."""
    _after(
        press, *sending.replace(press.services, press.who, press.mine(), once=press.once), done="Replaced."
    )


def _after(press: Press, outcome: Outcome, code: str, *, done: str) -> None:
    if outcome is Outcome.DONE:
        press.show(Reply(done, sent_blocks(done, press.mine())))
    else:
        press.say(sending.explain(outcome, code))
