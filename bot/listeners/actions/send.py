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
    outcome, code = sending.send(press.services, press.who, press.mine(), place=press.place)
    _tell(press, outcome, code, done="Sent, in your name.")


def replace(press: Press) -> None:
    """Put the words in place of the person's own message."""
    outcome, code = sending.replace(press.services, press.who, press.mine(), place=press.place)
    _tell(press, outcome, code, done="Replaced.")


def _tell(press: Press, outcome: Outcome, code: str, *, done: str) -> None:
    if outcome is Outcome.DONE:
        press.tell(done, lambda: press.show(Reply(done, sent_blocks(done, press.mine()))))
    else:
        line = sending.explain(outcome, code)
        press.tell(line, lambda: press.say(line))
