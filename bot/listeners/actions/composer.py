"""The composer while it is open: coaching follows every change."""

from __future__ import annotations

from dataclasses import replace

from slack_bolt import App
from slack_sdk.errors import SlackApiError

from bot import composing
from bot.composing import Latest
from bot.listeners.press import Press, on_press
from bot.payload import Ticket
from bot.reliability import report, slack_error
from bot.rendering.blocks import Block
from bot.rendering.composer import Fields
from bot.services import Services

MOVED_ON = "hash_conflict"
PASSED = {MOVED_ON, "not_found", "view_not_found"}
"""Slack's answers when the view has moved on or is closed: nothing to mend."""


def register(app: App, services: Services) -> None:
    """Register the fields and buttons of the composer."""
    latest = Latest()

    def changed(press: Press) -> None:
        _update(press, latest)

    def typing(press: Press) -> None:
        if press.view is not None:
            number = latest.take(press.view["id"])  # now: when the pause is over, this may be old
            pause = services.workers.pause
            latest.after_a_pause(press.view["id"], pause, lambda: _follow(press, latest, number))

    on_press(app, services, "composer.draft", typing, bound=False)
    for name in ("composer.trust", "composer.channel"):
        on_press(app, services, name, changed, bound=False)
    on_press(app, services, "composer.whom", lambda press: _whom(press, latest), bound=False)
    on_press(app, services, "composer.use", lambda press: _use(press, latest))
    on_press(app, services, "composer.another", lambda press: _another(press, latest))


def _follow(press: Press, latest: Latest, number: int) -> None:
    """Update after a pause in the typing. Nobody waits for it, so a failure is only logged."""
    try:
        _update(press, latest, number=number)
    except Exception as error:
        report("following the typing", error)


def _update(
    press: Press,
    latest: Latest,
    ticket: Ticket | None = None,
    fields: Fields | None = None,
    *,
    number: int | None = None,
) -> None:
    view = press.view
    if view is None:
        return
    number = latest.take(view["id"]) if number is None else number
    mine = composing.ticket_of(view)
    if mine is None or not press.who.owns(mine):
        return
    ticket = ticket or mine
    fields = fields or composing.read_fields(view, ticket)
    person = press.services.person(press.who)
    fresh = composing.render(press.services, press.who, person, ticket, fields)
    if not latest.is_newest(view["id"], number):
        return
    try:
        _put(press, latest, number, fresh, follows=ticket.pick == mine.pick)
    except SlackApiError as error:
        if slack_error(error) not in PASSED:
            raise
        report("updating the composer", error)


def _put(press: Press, latest: Latest, number: int, fresh: Block, *, follows: bool) -> None:
    """Change the view, unless it has moved on by more than our own following.

    `follows` says that nothing is put into the fields: what was entered meanwhile may go on from here.
    """
    view = press.view or {}
    came = str(view.get("hash") or "")
    while True:
        known = latest.hash(view["id"], came)
        try:
            answer = press.client.views_update(view_id=view["id"], view=fresh, hash=known or None)
        except SlackApiError as error:
            followed = slack_error(error) == MOVED_ON and latest.hash(view["id"], came) != known
            if not (followed and latest.is_newest(view["id"], number)):
                raise
        else:
            if follows:
                latest.updated(view["id"], known, str(answer["view"].get("hash") or known))
            return


def _whom(press: Press, latest: Latest) -> None:
    """Take over the trust that the person set for the one who was chosen."""
    ticket = composing.ticket_of(press.view or {})
    if ticket is None or press.view is None:
        return
    fields = composing.read_fields(press.view, ticket)
    known = press.services.person(press.who).trusts.get(fields.whom)
    if known and known != fields.trust:
        ticket, fields = composing.next_serial(ticket), replace(fields, trust=known)
    _update(press, latest, ticket.but(whom=fields.whom), fields)


def _use(press: Press, latest: Latest) -> None:
    """Put a rewrite into the draft's field."""
    ticket = composing.ticket_of(press.view or {})
    if ticket is None or press.view is None:
        return
    fields = replace(composing.read_fields(press.view, ticket), draft=press.mine().draft)
    _update(press, latest, composing.next_serial(ticket).but(turn=0), fields)


def _another(press: Press, latest: Latest) -> None:
    ticket = composing.ticket_of(press.view or {})
    if ticket is not None:
        _update(press, latest, ticket.but(turn=ticket.turn + 1))
