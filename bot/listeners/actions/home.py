"""App Home: every switch, list and button in it."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from bot import account, timed
from bot.listeners.homepage import publish
from bot.listeners.press import Press, on_press
from bot.rendering import help as guide
from bot.rendering.blocks import modal
from bot.rendering.home import SWITCHES
from bot.rendering.home_pages import add_trust_view, stored_view
from bot.services import Services
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
        on_press(app, services, name, handle, bound=False)


def show_help(press: Press) -> None:
    press.open(modal("Whoa", guide.help_blocks(press.services.settings.emoji), callback="help"))


def pause(press: Press) -> None:
    """Be quiet for as long as the button says, and cancel what was planned."""
    _change(press, paused_until=press.services.clock() + int(press.action["value"]))
    timed.cancel_all(press.services, press.client, press.who)
    _refresh(press)


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
    timed.cancel(press.services, press.client, press.who, press.action["value"])
    _refresh(press)


def disconnect(press: Press) -> None:
    account.disconnect(press.services, press.who)
    _refresh(press)


def stored(press: Press) -> None:
    who = press.who
    press.open(stored_view(press.services.store.stored_about(team=who.team, user=who.user)))


def delete(press: Press) -> None:
    """Delete everything: at Slack first, because afterwards nobody knows the ids any more."""
    who = press.who
    timed.cancel_all(press.services, press.client, who)
    account.disconnect(press.services, who)
    press.services.store.delete_person(team=who.team, user=who.user)
    _refresh(press)


def _change(press: Press, **changes: Any) -> None:
    press.services.store.people.update_settings(team=press.who.team, user=press.who.user, **changes)


def _refresh(press: Press) -> None:
    publish(press.services, press.client, press.who)
