"""An event is dealt with once, however often Slack delivers it, and delivered again if it was not dealt with.

Between Slack accepting our message and our noting it lies a moment that no design closes. There we choose at most once.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import TimeoutError as TooSlow
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.reliability import EVENT_BUDGET, Unfinished, report, slack_error
from bot.services import Services
from bot.store import Busy, Claimed, Done

Send = Callable[[], object]
Prepare = Callable[[], Send | None]

TRY_AGAIN = {"ratelimited", "rate_limited", "request_timeout", "service_unavailable", "accesslimited"}
"""Slack's clear refusals that pass: nothing was sent, and Slack should deliver the event again."""
WHO_KNOWS = {"", "internal_error", "fatal_error"}
"""Slack's answers after which the message may have been sent or not."""


def once(services: Services, team: str, body: dict[str, Any], prepare: Prepare) -> None:
    """Deal with one event. `prepare` does the work and returns what tells Slack, or None if there is nothing to say.

    Raises `Unfinished` to make Slack deliver again: another replica is at work, or time is up.
    """
    future = services.workers.start(lambda: _once(services, team, str(body.get("event_id") or ""), prepare))
    try:
        future.result(timeout=EVENT_BUDGET)
    except TooSlow:
        if future.done():
            raise
        raise Unfinished from None  # the work goes on; the next delivery finds it done


def _once(services: Services, team: str, event: str, prepare: Prepare) -> None:
    claims = services.store.claims
    claim = claims.claim(team=team, event=event)
    if isinstance(claim, Done):
        return
    if isinstance(claim, Busy):
        raise Unfinished
    try:
        send = prepare()
    except BaseException:
        claims.release(claim)
        raise
    if send is None:
        claims.finish(claim)
    elif claims.sending(claim):
        _send(services, claim, send)
    else:
        raise Unfinished  # our lease ran out while we worked


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
