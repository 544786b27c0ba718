"""Pausing, and asking later: what is said now, and what Slack delivers when the time has come."""

from __future__ import annotations

from bot.payload import Ticket
from bot.rendering.blocks import Block, actions, bullets, button, confirm, context, section, shown, words
from rules.types import Coaching

PLACEHOLDER = "I want to give this a proper answer. I need a moment, and will come back to it."
HISTORY = (
    "Your draft will then wait at Slack and stay in our conversation's history. "
    "Without this, the reminder holds none of your words."
)
TOO_LATE = "It is too late to take that back, sorry: it arrives within a minute."
WAYS_TO_ASK = (
    "How did my last message come across?",
    "I am not sure I put that well. Is there anything you would like me to clear up?",
    "What I wrote may have been blunter than I meant. What I meant was …",
)


def breathing_blocks(
    when: str, cancel: Ticket, *, draft: Ticket | None, placeholder: str = ""
) -> list[Block]:
    """Return the reply to "take a breath". `when` is Slack's date markup."""
    cancel_value = cancel.pack() or ""
    bring = draft.pack() if draft else None
    sure = confirm("Bring your draft back?", HISTORY, "Bring it back", "No, keep it out")
    return [
        section(f"Good idea. I will come back to you at {when}."),
        context("If they are waiting, something to post meanwhile:"),
        shown(placeholder or PLACEHOLDER),
        *actions(
            [
                button("Cancel the reminder", "timed.cancel", cancel_value),
                button("Bring my draft back with it", "timed.bring", bring, confirm=sure) if bring else None,
            ]
        ),
        context("The reminder holds none of your words, unless you ask for it."),
    ]


def reminder_blocks(composer: Ticket, *, draft: str = "") -> list[Block]:
    """Return the message that Slack delivers when the breath is over."""
    blocks = [section("Your pause is over. How do you see it now?")]
    if draft:
        blocks += [context("This is the draft you asked me to bring back:"), shown(draft)]
    value = composer.but(draft=draft).pack() or composer.pack() or ""
    return [
        *blocks,
        *actions([button("Open the composer", "draft.edit" if draft else "draft.composer", value)]),
    ]


REMINDER_TEXT = "Your pause is over. How do you see it now?"


def check_in_blocks(ticket: Ticket) -> list[Block]:
    """Return the message that Slack delivers some time after a hard message was sent."""
    whom = f" to <@{ticket.whom}>" if ticket.whom else ""
    value = ticket.pack() or ""
    return [
        section(f"You sent something{whom} that was not easy to say. Do you know how it landed?"),
        context("If you would like to ask:"),
        bullets([[words(way)] for way in WAYS_TO_ASK]),
        *actions(
            [button("It went well", "checkin.good", value), button("It was hard", "checkin.hard", value)]
        ),
    ]


def landed_blocks(ticket: Ticket, line: str) -> list[Block]:
    """Return the question with our line in place of its buttons: the ways to ask may still be needed."""
    *question, _buttons = check_in_blocks(ticket)
    return [*question, section(line)]


CHECK_IN_TEXT = "Do you know how your message landed? Some ways to ask."


def swept(cancelled: int, too_late: int, failed: int) -> str:
    """Return what became of everything that was planned, in one line; nothing if nothing was."""
    lines = []
    if cancelled:
        lines.append(f"I cancelled {_planned(cancelled)}.")
    if too_late:
        lines.append(f"It was too late to take back {_planned(too_late)}: that comes within a minute.")
    if failed:
        lines.append(f"Slack did not let me cancel {_planned(failed)}. You can try again in my Home tab.")
    return " ".join(lines)


def _planned(count: int) -> str:
    return f"{count} planned message{'s' if count != 1 else ''}"


def sent_blocks(text: str, ticket: Ticket) -> list[Block]:
    """Return what follows a message sent as the person."""
    value = ticket.but(draft="").pack() or ""
    return [
        section(text),
        *actions(
            [
                button("Ask me tomorrow how it landed", "checkin.tomorrow", value),
                button("Ask me in an hour", "checkin.hour", value),
            ]
        ),
    ]


def placeholder_of(coaching: Coaching | None) -> str:
    return coaching.placeholder if coaching and coaching.placeholder else PLACEHOLDER
