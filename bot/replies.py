"""The answers that more than one listener gives. Each is plain data, so that any surface can deliver it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot import slacktext
from bot.payload import Ticket
from bot.rendering.blocks import Block, section
from bot.rendering.draft import draft_blocks, draft_text
from bot.rendering.received import reading_blocks, reading_text
from bot.services import Services, Who
from bot.store import Person
from rules.types import Coaching


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say: the text for notifications and screen readers, and the blocks."""

    text: str
    blocks: list[Block] = field(default_factory=list)

    @classmethod
    def line(cls, text: str) -> Reply:
        """Return a reply of one line of our own words."""
        return cls(text=text, blocks=[section(text)])


def aim(ticket: Ticket, person: Person) -> tuple[Ticket, str]:
    """Settle the level of trust: that with the first person mentioned, else the person's default. Say which."""
    for other in [ticket.whom, *slacktext.mentioned(ticket.draft)]:
        if other in person.trusts:
            trust = ticket.trust or person.trusts[other]
            return ticket.but(
                trust=trust, whom=other
            ), f"Read at *{trust}* trust, as you set it for <@{other}>."
    trust = ticket.trust or person.trust()
    whom = ticket.whom or next(iter(slacktext.mentioned(ticket.draft)), "")
    return (
        ticket.but(trust=trust, whom=whom),
        f"Read at *{trust}* trust, your default. `/whoa trust @person solid` changes it for one person.",
    )


def about_draft(services: Services, who: Who, ticket: Ticket, person: Person) -> tuple[Reply, Coaching]:
    """Coach a draft and render it."""
    ticket, why_trust = aim(ticket, person)
    coaching = services.coach_draft(ticket, person)
    connected = services.token(who) is not None
    blocks = draft_blocks(coaching, ticket, connected=connected, why_trust=why_trust)
    return Reply(draft_text(coaching), blocks), coaching


def about_received(services: Services, ticket: Ticket, *, private: bool = False) -> Reply:
    """Help with a message somebody received."""
    reading = services.coach.read(ticket.draft)
    return Reply(reading_text(reading), reading_blocks(reading, ticket, private=private))
