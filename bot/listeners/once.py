"""An event is dealt with once, however often Slack delivers it, and delivered again if it was not dealt with.

Between Slack accepting our message and our noting it lies a moment that no design closes. There we choose at most once.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import TimeoutError as TooSlow

from slack_bolt import BoltRequest
from slack_sdk.errors import SlackApiError

from bot.reliability import EVENT_BUDGET, WHO_KNOWS, Unfinished, report, slack_error
from bot.services import Services
from bot.store import Busy, Claimed, Done

Send = Callable[[], object]
Prepare = Callable[[], Send | None]

TRY_AGAIN = {"ratelimited", "rate_limited", "request_timeout", "service_unavailable", "accesslimited"}
"""Slack's clear refusals that pass: nothing was sent, and Slack should deliver the event again."""
LAST_TRY = 3
"""Slack's third redelivery is its last: then the person should at least hear that it did not work."""


def once(
    services: Services, team: str, request: BoltRequest, prepare: Prepare, *, apologise: Send | None = None
) -> None:
    """Deal with one event. `prepare` does the work and returns what tells Slack, or None if there is nothing to say.

    Raises `Unfinished` to make Slack deliver again: another replica is at work, or time is up. `apologise` tells the
    person that it did not work, once Slack will not deliver it again.
    """
    event = str(request.body.get("event_id") or "")
    tries = request.headers.get("x-slack-retry-num") or ["0"]
    last = tries[0].isdigit() and int(tries[0]) >= LAST_TRY
    future = services.workers.start(
        lambda: _once(services, team, event, prepare, apologise if last else None)
    )
    try:
        future.result(timeout=EVENT_BUDGET)
    except TooSlow:
        if future.done():
            raise
        raise Unfinished from None  # the work goes on; the next delivery finds it done


def _once(services: Services, team: str, event: str, prepare: Prepare, apologise: Send | None) -> None:
    claims = services.store.claims
    try:
        claim = claims.claim(team=team, event=event)
    except Exception as error:
        _last(apologise, error)()
        return
    if isinstance(claim, Done):
        return
    if isinstance(claim, Busy):
        raise Unfinished
    try:
        send = prepare()
    except Exception as error:
        if apologise is None:
            claims.release(claim)
        send = _last(apologise, error)
    if send is None:
        claims.finish(claim)
    elif claims.sending(claim):
        _send(services, claim, send)
    else:
        raise Unfinished  # our lease ran out while we worked


def _last(apologise: Send | None, error: Exception) -> Send:
    """Return what to say instead of the answer; raise while Slack will deliver the event again."""
    if apologise is None:
        raise error
    report("an event, for the last time,", error)
    return apologise


def _send(services: Services, claim: Claimed, send: Send) -> None:
    claims = services.store.claims
    try:
        send()
    except SlackApiError as error:
        code = slack_error(error)
        if code in TRY_AGAIN:
            claims.release(claim)
            raise
        report("answering an event", error)
        claims.finish(claim, lost=code in WHO_KNOWS)
    except Exception as error:
        report("answering an event", error)
        claims.finish(claim, lost=True)
    else:
        claims.finish(claim)
