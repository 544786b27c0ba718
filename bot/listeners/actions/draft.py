"""Buttons under a draft: Edit, Another, Why?, Not helpful, Mute this rule, Open the composer."""

from __future__ import annotations

from slack_bolt import App

from bot import composing
from bot.listeners.press import Press, on_press
from bot.rendering import copy
from bot.rendering.why import why_view
from bot.replies import Reply, about_draft, aim
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Register the buttons."""
    on_press(app, services, "draft.edit", edit)
    on_press(app, services, "draft.composer", compose, bound=False)
    on_press(app, services, "draft.another", another)
    on_press(app, services, "draft.why", why)
    on_press(app, services, "draft.why_mute", why)
    on_press(app, services, "draft.mute", mute, failed=copy.NOT_DONE)
    on_press(app, services, "draft.not_helpful", not_helpful, failed=copy.NOT_DONE)


def edit(press: Press) -> None:
    """Open the composer with the words in it."""
    press.open(composing.open_view(press.services, press.who, press.mine()))


def compose(press: Press) -> None:
    """Open the composer empty: the draft was too long for a button, so it is to be pasted."""
    press.open(composing.open_view(press.services, press.who, press.ticket, paste=press.ticket is not None))


def another(press: Press) -> None:
    """Show other ways to say it, in place of these."""
    person = press.services.person(press.who)
    reply, _ = about_draft(press.services, press.who, press.mine(), person)
    press.show(reply)


def why(press: Press) -> None:
    """Explain each note."""
    person = press.services.person(press.who)
    ticket, _ = aim(press.mine(), person)
    press.open(why_view(press.services.coach_draft(ticket.but(turn=max(ticket.turn, 1)), person), ticket))


def mute(press: Press) -> None:
    """Say no more about a rule to this person."""
    rule = press.mine().rule
    who = press.who
    fresh = press.services.store.people.mute(team=who.team, user=who.user, rule=rule)
    if fresh:
        press.services.count(who.team, "muted", [rule])
    press.say("Muted for you. My Home tab has the list, if you change your mind.")


def not_helpful(press: Press) -> None:
    """Count it by rule: never by person, never with words."""
    press.services.count(press.who.team, "not-helpful", press.mine().rule.split(","))
    press.aside(Reply.line("Thank you for telling me. I count it by rule, without your words or your name."))
