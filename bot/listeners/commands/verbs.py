"""What the words after `/whoa` do, wherever they are written: help, settings, trust, breathe, pause, connect."""

from __future__ import annotations

from slack_sdk import WebClient

from bot import account, timed
from bot.account import Ended
from bot.commandline import Request, spell
from bot.listeners.actions.timed import plan_breath
from bot.listeners.homepage import connect_url
from bot.rendering import copy
from bot.rendering import help as guide
from bot.rendering.blocks import actions, button, section
from bot.rendering.home import date
from bot.rendering.timed import swept
from bot.replies import Reply
from bot.services import Services, Who, trust_of

TRUST_USAGE = (
    "Tell me about one person: `/whoa trust @person low` (or `building`, `solid`, `default`). "
    "Pick the name from Slack's list, so that I get the person and not only the letters. They are never told."
)
DISCONNECTED = {
    Ended.DONE: "Disconnected. I can no longer send as you.",
    Ended.UNSURE: f"Disconnected. {copy.NOT_CONFIRMED}",
    Ended.NOTHING: "Your account was not connected.",
}


def apology(request: Request) -> str:
    """Return what to say when a request failed: about a draft, that it is safe; else only that it is not done."""
    return copy.FAILED if request.verb == "draft" else copy.NOT_DONE


def answer(services: Services, client: WebClient, who: Who, request: Request) -> Reply:
    """Do what was asked, and say so."""
    if request.verb == "settings":
        return settings(services, who)
    if request.verb == "trust":
        return trust(services, who, request)
    if request.verb == "breathe":
        return plan_breath(services, client, who, seconds=request.seconds, draft=None)
    if request.verb == "pause":
        return pause(services, client, who, request.seconds)
    if request.verb == "resume":
        services.store.people.update_settings(team=who.team, user=who.user, paused_until=None)
        return Reply.line("I am listening again.")
    if request.verb == "connect":
        return connect(services, who)
    if request.verb == "disconnect":
        return Reply.line(DISCONNECTED[account.disconnect(services, who)])
    return Reply(guide.TEXT, guide.help_blocks(services.settings.emoji))


def settings(services: Services, who: Who) -> Reply:
    """Say what is set, and where to change it."""
    person = services.store.people.get(team=who.team, user=who.user)
    chosen = person.settings
    lines = [
        f"• Trust, when I do not know who it is for: *{chosen.default_trust}*",
        f"• People you set a trust for: *{len(person.trusts)}*. Muted rules: *{len(person.muted)}*",
        f"• :{services.settings.emoji}: on your messages: *{_on(chosen.seedling_own)}*, on others': *{_on(chosen.help_others)}*",
        f"• Counting exchanges: *{_on(chosen.counts)}*",
        f"• Quiet until: *{date(chosen.paused_until or 0) if chosen.paused(services.clock()) else 'not now'}*",
    ]
    text = "Your settings. All of them can be changed in my Home tab."
    return Reply(text, [section(text + "\n" + "\n".join(lines))])


def trust(services: Services, who: Who, request: Request) -> Reply:
    """Remember how much trust there is with one person."""
    people = services.store.people
    if not request.person:
        return Reply.line(TRUST_USAGE)
    if request.person == who.user:
        return Reply.line("That is you. I hope the trust is solid.")
    if request.trust == "default":
        people.forget_trust(team=who.team, user=who.user, other=request.person)
        return Reply.line(f"Back to your default for <@{request.person}>.")
    level = trust_of(request.trust, services.person(who))
    people.set_trust(team=who.team, user=who.user, other=request.person, trust=level)
    return Reply.line(
        f"Noted: with <@{request.person}> trust is *{level}*. Only you know, and I read drafts that mention them so."
    )


def pause(services: Services, client: WebClient, who: Who, seconds: int) -> Reply:
    """Be quiet for a while, and cancel what was planned."""
    until = services.clock() + seconds
    services.store.people.update_settings(team=who.team, user=who.user, paused_until=until)
    sweep = timed.cancel_all(services, client, who)
    lines = [
        f"I am quiet for {spell(seconds)}, until {date(until)}.",
        swept(sweep.cancelled, len(sweep.too_late), len(sweep.failed)),
        "`/whoa` itself still works; `/whoa resume` ends it.",
    ]
    return Reply.line(" ".join(line for line in lines if line))


def connect(services: Services, who: Who) -> Reply:
    """Offer the link by which a person lets Whoa send as them."""
    if services.token(who) is not None:
        return Reply.line("Your account is connected already. `/whoa disconnect` ends it.")
    url = connect_url(services)
    if not url:
        return Reply.line(
            "Connecting accounts is not set up in this workspace. Everything works without it: select the text and copy it."
        )
    text = "With your account connected I can send or replace a message as you, when you press the button. Nothing else."
    return Reply(text, [section(text), *actions([button("Connect", "home.connect", url=url)])])


def _on(value: bool) -> str:
    return "on" if value else "off"
