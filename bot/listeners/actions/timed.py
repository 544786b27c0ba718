"""Take a breath, and ask me later: buttons that plan, move and cancel what Slack delivers later."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from slack_bolt import App
from slack_sdk import WebClient

from bot import presses, timed
from bot.commandline import BREATHE_SECONDS
from bot.listeners.press import Handle, Press, on_press
from bot.payload import Ticket
from bot.rendering import copy
from bot.rendering import timed as rendering
from bot.rendering.blocks import section
from bot.rendering.home import date
from bot.replies import Reply
from bot.services import Services, Who
from bot.store import Busy, Done, Scheduled
from bot.store.values import Exchange
from bot.timed import Cancelling

T = TypeVar("T")
HOUR, DAY = 3_600, 86_400
CANCELLED = {
    Cancelling.CANCELLED: "Cancelled.",
    Cancelling.NOT_THERE: "There was nothing left to cancel.",
    Cancelling.TOO_LATE: rendering.TOO_LATE,
}


def register(app: App, services: Services) -> None:
    """Register the buttons."""
    buttons: dict[str, Handle] = {
        "draft.breathe": breathe,
        "timed.cancel": cancel,
        "timed.bring": bring,
        "checkin.tomorrow": lambda press: check_in(press, DAY),
        "checkin.hour": lambda press: check_in(press, HOUR),
        "checkin.good": lambda press: landed(press, good=True),
        "checkin.hard": lambda press: landed(press, good=False),
    }
    for name, handle in buttons.items():
        on_press(app, services, name, handle, failed=copy.NOT_DONE)


def plan_breath(
    services: Services, client: WebClient, who: Who, *, seconds: int, draft: Ticket | None
) -> Reply:
    """Plan the reminder, without a word of the draft in it, and return what to say now."""
    waiting = _remind(services, client, who, seconds=seconds)
    cancel_ticket = Ticket(team=who.team, user=who.user, pick=waiting.message)
    bring_ticket = draft.but(pick=waiting.message) if draft and draft.draft else None
    when = date(waiting.post_at)
    placeholder = ""
    if draft and draft.draft:
        placeholder = services.coach_draft(draft.but(turn=1), services.person(who)).placeholder
    blocks = rendering.breathing_blocks(when, cancel_ticket, draft=bring_ticket, placeholder=placeholder)
    return Reply("Good idea. I will come back to you when the time is over.", blocks)


def breathe(press: Press) -> None:
    """Plan a reminder in ten minutes. The button stays: a press that is not the same click again plans another."""
    reply = _once(
        press,
        "breathe",
        lambda: plan_breath(
            press.services, press.client, press.who, seconds=BREATHE_SECONDS, draft=press.mine()
        ),
        again="I planned that a moment ago. In a minute you can press again, if you want one more.",
        for_good=False,
    )
    if reply is not None:
        press.tell(reply.text, lambda: press.aside(reply))


def cancel(press: Press) -> None:
    """Delete a waiting message at Slack."""
    outcome = timed.cancel(press.services, press.client, press.who, press.mine().pick)
    line = CANCELLED[outcome]
    press.tell(line, lambda: press.show(Reply.line(line)))


def bring(press: Press) -> None:
    """Put a reminder with the draft in place of the one without, because the person asked for it."""
    reply = _once(press, "bring", lambda: _bring(press))
    if reply is not None:
        press.tell(reply.text, lambda: press.show(reply))


def _bring(press: Press) -> Reply | None:
    ticket, who = press.mine(), press.who
    waiting = timed.find(press.services, who, ticket.pick)
    if waiting is None:
        press.say("That reminder is gone already, so there is nothing to add your draft to.")
        return None
    if timed.in_last_minute(press.services, waiting):
        press.say("That reminder is about to arrive, so it is too late to add your draft to it.")
        return None
    seconds = int(waiting.post_at - press.services.clock())
    fresh = _remind(press.services, press.client, who, seconds=seconds, draft=ticket.draft)
    timed.cancel(press.services, press.client, who, waiting.message)
    cancel_value = Ticket(team=who.team, user=who.user, pick=fresh.message)
    text = (
        f"I will bring your draft back at {date(fresh.post_at)}. Until then it waits at Slack, not with me."
    )
    blocks = rendering.breathing_blocks(date(fresh.post_at), cancel_value, draft=None)
    return Reply("I will bring your draft back.", [section(text), *blocks[3:4]])


def check_in(press: Press, seconds: int) -> None:
    """Ask later how it landed."""
    waiting = _once(press, "check-in", lambda: _ask_later(press, seconds))
    if waiting is not None:
        line = f"I will ask you at {date(waiting.post_at)}."
        press.tell(line, lambda: press.show(Reply.line(line)))


def _ask_later(press: Press, seconds: int) -> Scheduled:
    ticket = Ticket(team=press.who.team, user=press.who.user, whom=press.mine().whom)
    return timed.schedule(
        press.services,
        press.client,
        press.who,
        seconds=seconds,
        kind="check-in",
        text=rendering.CHECK_IN_TEXT,
        blocks=rendering.check_in_blocks(ticket),
    )


def landed(press: Press, *, good: bool) -> None:
    """Count a good or a hard exchange, if the person opted in and we know with whom. One answer is enough."""
    counted = _once(press, "landed", lambda: _count(press, good=good))
    if counted is None:
        return
    line = "Glad to hear it." if good else "That happens. One of the lines above may open it up again."
    line += " I counted it, for your eyes only." if counted else ""
    reply = Reply(line, rendering.landed_blocks(press.mine(), line))
    press.tell(line, lambda: press.show(reply))


def _count(press: Press, *, good: bool) -> bool:
    whom, who = press.mine().whom, press.who
    kind: Exchange = "good" if good else "hard"
    people = press.services.store.people
    return bool(whom) and people.count_exchange(team=who.team, user=who.user, other=whom, kind=kind)


def _once(
    press: Press,
    deed: str,
    act: Callable[[], T | None],
    *,
    again: str = "I have that already.",
    for_good: bool = True,
) -> T | None:
    """Do what a button asks for, once: a second press is told so. Not `for_good`, it is once within a minute.

    None if nothing was done; what there is to say about that has been said, and the button can be pressed again.
    """
    claim = presses.claim(press.services, press.who, press.place, deed)
    if isinstance(claim, (Busy, Done)):
        press.say(again)
        return None
    try:
        done = act()
    except Exception:
        presses.release(press.services, claim)
        raise
    if done is None:
        presses.release(press.services, claim)
    elif for_good:
        presses.finish(press.services, claim)
    return done


def _remind(services: Services, client: WebClient, who: Who, *, seconds: int, draft: str = "") -> Scheduled:
    composer = Ticket(team=who.team, user=who.user)
    return timed.schedule(
        services,
        client,
        who,
        seconds=seconds,
        kind="breathe",
        text=rendering.REMINDER_TEXT,
        blocks=rendering.reminder_blocks(composer, draft=draft),
    )
