"""What every listener is given: the coach, the store, the settings, the workers. And how to ask them, gently."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from slack_bolt import BoltContext
from slack_sdk import WebClient

from bot.client import web_client, webhook
from bot.payload import Ticket
from bot.reliability import Workers, report
from bot.rendering.blocks import Block
from bot.settings import Settings
from bot.store import Person, Store, UserToken, tenant
from rules.types import AUDIENCES, TRUSTS, Audience, Coaching, Reading, Trust

log = logging.getLogger("whoa")


class Coach(Protocol):
    """The engine, as far as the bot needs it."""

    def coach(
        self,
        text: str,
        *,
        trust: Trust = ...,
        audience: Audience = ...,
        muted: frozenset[str] = ...,
        turn: int = ...,
        look_ahead: bool = ...,
    ) -> Coaching: ...

    def read(self, text: str) -> Reading: ...


@dataclass(frozen=True, slots=True)
class Who:
    """One person in one workspace: the only one who may see or touch their coaching."""

    team: str
    user: str

    def owns(self, ticket: Ticket | None) -> bool:
        """Whether a button belongs to the person who pressed it."""
        return ticket is not None and (ticket.team, ticket.user) == (self.team, self.user)


@dataclass(frozen=True, slots=True)
class Services:
    """The parts, and the few questions that more than one listener asks."""

    coach: Coach
    store: Store
    settings: Settings
    workers: Workers
    clock: Callable[[], float] = time.time

    def title(self, rule: str) -> str:
        """Return the title of a rule; its id where the engine has no such rule (any more)."""
        loaded = getattr(self.coach, "loaded", None)
        return next((found.title for found in loaded.rules if found.id == rule), rule) if loaded else rule

    def person(self, who: Who) -> Person:
        """Return what this person chose. If the database is down, the defaults: coaching goes on."""
        try:
            return self.store.people.get(team=who.team, user=who.user)
        except Exception as error:
            report("reading settings (defaults used)", error)
            return Person()

    def token(self, who: Who) -> UserToken | None:
        """Return this person's own token, if they connected their account."""
        if not self.settings.can_connect:
            return None
        try:
            return self.store.tokens.get(team=who.team, user=who.user)
        except Exception as error:
            report("reading a token", error)
            return None

    def as_person(self, token: UserToken) -> WebClient:
        """Return a client that speaks as the person."""
        return web_client(token.token, base_url=self.settings.api_url, timeout=self.settings.timeout)

    def coach_draft(self, ticket: Ticket, person: Person) -> Coaching:
        """Ask the engine about the draft in a ticket."""
        coaching = self.coach.coach(
            ticket.draft,
            trust=trust_of(ticket.trust, person),
            audience=audience_of(ticket.audience, person),
            muted=person.muted,
            turn=ticket.turn,
            look_ahead=True,
        )
        if ticket.turn == 0:  # nobody waits for a count
            shown = [note.rule for note in coaching.notes]
            if shown:
                self.workers.start(lambda: self.count(ticket.team, "shown", shown))
            if coaching.trials:
                self.workers.start(lambda: self.count(ticket.team, "trial", list(coaching.trials)))
        return with_emoji(coaching) if person.settings.emoji_tone == "some" else coaching

    def count(self, team: str, name: Any, rules: list[str]) -> None:
        """Count by rule, never by person or words; a count that fails stops nothing."""
        try:
            for rule in dict.fromkeys(rules):
                self.store.counts.add(team=team, name=name, rule=rule)
        except Exception as error:
            report("counting", error)

    def respond(
        self,
        url: str,
        text: str,
        blocks: list[Block] | None = None,
        *,
        replace: bool = False,
        thread: str = "",
    ) -> bool:
        """Answer by response_url, to this person only. Say whether Slack took it."""
        body: dict[str, Any] = {"replace_original": replace, "text": text}
        body |= {} if replace else {"response_type": "ephemeral"}
        body |= {"blocks": blocks} if blocks else {}
        body |= {"thread_ts": thread} if thread and not replace else {}
        answer = webhook(url, timeout=self.settings.timeout).send_dict(body)
        if answer.status_code != 200:
            log.warning("response_url refused: status %s", answer.status_code)
        return answer.status_code == 200


def who_is(context: BoltContext) -> Who | None:
    """Return who caused a request, or None for requests that nobody caused."""
    if not context.user_id or not (context.team_id or context.enterprise_id):
        return None
    team = tenant(
        team_id=context.team_id, enterprise_id=context.enterprise_id, org_wide=context.is_enterprise_install
    )
    return Who(team=team, user=context.user_id)


def with_emoji(coaching: Coaching) -> Coaching:
    """Let the warmest suggestion smile, for people who like that, unless their draft has emoji of its own."""
    if coaching.audience == "senior" or re.search(r":[a-z0-9_+-]+:", coaching.text):
        return coaching
    rewrites = tuple(
        replace(rewrite, text=f"{rewrite.text} :slightly_smiling_face:")
        if rewrite.kind == "warm"
        else rewrite
        for rewrite in coaching.rewrites
    )
    return replace(coaching, rewrites=rewrites)


def trust_of(value: str, person: Person) -> Trust:
    return next((trust for trust in TRUSTS if trust == value), person.settings.default_trust)


def audience_of(value: str, person: Person) -> Audience:
    return next((audience for audience in AUDIENCES if audience == value), person.settings.default_audience)
