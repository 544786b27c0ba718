"""App Home: every switch, list and button in it."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from bot import account, timed
from bot.account import Ended
from bot.listeners.homepage import publish
from bot.listeners.press import Press, on_press
from bot.reliability import report
from bot.rendering import copy
from bot.rendering import help as guide
from bot.rendering.blocks import modal
from bot.rendering.home import SWITCHES
from bot.rendering.home_pages import add_trust_view, left_at_slack, stored_view
from bot.rendering.timed import TOO_LATE, swept
from bot.services import Services
from bot.timed import Cancelling
from rules.types import TRUSTS


def register(app: App, services: Services) -> None:
    """Register the Home's controls. Only its owner sees a Home, so they carry ids and no ticket."""
    for name, handle in {
        "home.help": show_help,
        "welcome.help": show_help,
        "home.pause": pause,
        "home.pause_week": pause,
        "home.resume": resume,
        "home.default_trust": default_trust,
        "home.emoji_tone": emoji_tone,
        "home.switches": switches,
        "home.trust_add": lambda press: press.open(add_trust_view()),
        "home.trust_remove": trust_remove,
        "home.unmute": unmute,
        "home.cancel": cancel,
        "home.connect": lambda _: None,  # a link: Slack opens it, and tells us that it did
        "home.disconnect": disconnect,
        "home.stored": stored,
        "home.delete": delete,
    }.items():
        on_press(app, services, name, handle, bound=False, failed=copy.NOT_DONE)


def show_help(press: Press) -> None:
    press.open(modal("Whoa", guide.help_blocks(press.services.settings.emoji), callback="help"))


def pause(press: Press) -> None:
    """Be quiet for as long as the button says, and cancel what was planned."""
    _change(press, paused_until=press.services.clock() + int(press.action["value"]))
    sweep = timed.cancel_all(press.services, press.client, press.who)
    _refresh(press)
    if sweep.left:
        _say(press, swept(sweep.cancelled, len(sweep.too_late), len(sweep.failed)))


def resume(press: Press) -> None:
    _change(press, paused_until=None)
    _refresh(press)


def default_trust(press: Press) -> None:
    chosen = press.action["selected_option"]["value"]
    if chosen in TRUSTS:
        _change(press, default_trust=chosen)
    _refresh(press)


def emoji_tone(press: Press) -> None:
    _change(press, emoji_tone=press.action["selected_option"]["value"])
    _refresh(press)


def switches(press: Press) -> None:
    chosen = {option["value"] for option in press.action.get("selected_options") or []}
    offered = [name for name in SWITCHES if name != "help_others" or press.services.settings.emoji_on_others]
    _change(press, **{name: name in chosen for name in offered})
    _refresh(press)


def trust_remove(press: Press) -> None:
    who = press.who
    press.services.store.people.forget_trust(team=who.team, user=who.user, other=press.action["value"])
    _refresh(press)


def unmute(press: Press) -> None:
    who = press.who
    press.services.store.people.unmute(team=who.team, user=who.user, rule=press.action["value"])
    _refresh(press)


def cancel(press: Press) -> None:
    outcome = timed.cancel(press.services, press.client, press.who, press.action["value"])
    _refresh(press)
    if outcome is Cancelling.TOO_LATE:
        _say(press, TOO_LATE)


def disconnect(press: Press) -> None:
    ended = account.disconnect(press.services, press.who)
    _refresh(press)
    if ended is Ended.UNSURE:
        _say(press, copy.NOT_CONFIRMED)


def stored(press: Press) -> None:
    who = press.who
    press.open(stored_view(press.services.store.stored_about(team=who.team, user=who.user)))


def delete(press: Press) -> None:
    """Delete everything: at Slack first, because afterwards nobody knows the ids any more.

    What Slack does not do keeps nothing here, and is said.
    """
    who = press.who
    sweep = timed.cancel_all(press.services, press.client, who)
    ended = account.disconnect(press.services, who)
    press.services.store.delete_person(team=who.team, user=who.user)
    _refresh(press)
    left = left_at_slack(sweep.too_late, sweep.failed, unsure=ended is Ended.UNSURE)
    if left:
        _say(press, left)


def _change(press: Press, **changes: Any) -> None:
    press.services.store.people.update_settings(team=press.who.team, user=press.who.user, **changes)


def _refresh(press: Press) -> None:
    """Show the Home with what is done. If that fails, it is done all the same."""
    try:
        publish(press.services, press.client, press.who)
    except Exception as error:
        report("refreshing a Home", error)
        _say(press, copy.NOT_SHOWN)


def _say(press: Press, line: str) -> None:
    press.tell(line, lambda: press.say(line))
