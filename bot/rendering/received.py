"""What a person sees about a message that somebody sent them."""

from __future__ import annotations

from bot import slacktext
from bot.payload import Ticket
from bot.rendering import limits
from bot.rendering.blocks import Block, actions, bullets, button, clip, context, shown, words
from rules.types import Reading


def reading_blocks(reading: Reading, ticket: Ticket, *, private: bool = False) -> list[Block]:
    """Return the blocks of a reply about a received message. `private` says that its author is not told."""
    blocks = [shown(reading.summary)]  # it may quote the message, which is escaped already
    if reading.generous:
        blocks += [context("*What it may have meant*"), _list(reading.generous)]
    if reading.effort:
        blocks += [context("*What they did well*"), _list(reading.effort)]
    if reading.steps:
        blocks.append(_list(reading.steps))
    if reading.reply:
        blocks += [context("*A reply that checks the story in your head*"), shown(reading.reply)]
        value = ticket.but(draft=reading.reply, ts="", rich=False).pack()
        blocks += actions([button("Edit this reply", "draft.edit", value) if value else None])
    if reading.call:
        blocks.append(context(slacktext.escape(reading.call)))
    blocks += [context(slacktext.escape(line)) for line in reading.limits]
    if private:
        blocks.append(context("Only you can see this. Nobody else is told that you asked."))
    if ticket.surface == "dm":
        value = ticket.but(draft=reading.text).pack()
        blocks += actions(
            [
                button("I'm sending this", "flip.sent", value, label="This is a draft of mine")
                if value
                else None
            ]
        )
    return blocks[: limits.MESSAGE_BLOCKS]


def reading_text(reading: Reading) -> str:
    """Return the plain text of the same reply."""
    lines = [reading.summary, *reading.generous, *reading.steps]
    return clip(slacktext.quiet(" ".join(lines)), limits.MESSAGE_TEXT)


def _list(lines: tuple[str, ...]) -> Block:
    return bullets([slacktext.inline(line) or [words(" ")] for line in lines])
