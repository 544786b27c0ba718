"""Short replies: one or two lines of our own words, said in one voice."""

from __future__ import annotations

from bot.rendering.blocks import Block, section

FAILED = (
    "I could not finish looking at that, sorry. Your words are safe with you: nothing was sent or stored. "
    "You can send your message as it is, or try me again in a moment."
)
ONE_MOMENT = "One moment, I am still reading."
NOT_YOURS = "That belongs to someone else, so I left it alone."
GONE = "I can no longer tell what that was about. Please ask me again."


def note(text: str) -> list[Block]:
    """Return one line as blocks."""
    return [section(text)]
