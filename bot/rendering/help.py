"""What Whoa can do, in one screen; and the first words it says to somebody new."""

from __future__ import annotations

from bot.rendering.blocks import Block, actions, bullets, button, context, header, section, words

TEXT = "Whoa reads your draft before you send it. Try /whoa followed by what you want to say."


def help_blocks(emoji: str) -> list[Block]:
    """Return the help. `emoji` is the reaction that asks for help in this workspace."""
    return [
        header("Whoa: a breath before you send"),
        section("Ask me, and only then do I look. What I answer is for you alone."),
        bullets(
            [
                _item("/whoa your draft", "what may sting, why, and other ways to say it"),
                _item("/whoa", "opens the composer, which reads along as you type"),
                _item(
                    "Write to me here",
                    "a draft, or a message you received: quote it, forward it, or begin with “they wrote:”",
                ),
                _item(
                    f":{emoji}: on a message",
                    "yours: how else to say it. Someone else's: what it may have meant (by direct message; they are never told)",
                ),
                _item(
                    "Soften this / What might they mean?",
                    "in a message's ⋮ menu. Works everywhere, also where I am not a member",
                ),
                _item(
                    "/whoa breathe 10m",
                    "something to post while you pause, and a nudge when the time is over",
                ),
                _item(
                    "/whoa trust @person low", "how much trust there is between you: low, building or solid"
                ),
                _item("/whoa pause 1d", "I stay quiet, and cancel what I had planned"),
                _item("/whoa settings", "the rest. All of it is also in my Home tab"),
            ]
        ),
        context("Slash commands do not work inside threads: there, use the ⋮ menu or the reaction."),
        context("Is your draft one of these words? Put `--` before it: `/whoa -- help`."),
    ]


def welcome_blocks(emoji: str) -> list[Block]:
    """Return the first contact: what this is, what it never does."""
    return [
        section(
            "*Hello, I'm Whoa.* I help you say a hard thing so that it can be heard, and read a hard message more than one way."
        ),
        bullets(
            [
                [
                    words("I only look when you ask", bold=True),
                    words(f", with /whoa, a direct message, or :{emoji}: on a message."),
                ],
                [words("Only you see what I say.", bold=True), words(" Nobody is told that you asked.")],
                [
                    words("I keep no drafts.", bold=True),
                    words(" Nothing you write is stored, logged or used to learn from."),
                ],
                [
                    words("I am not policing anyone.", bold=True),
                    words(
                        " I follow rules you can read and mute. You always decide, and can always just send."
                    ),
                ],
            ]
        ),
        *actions([button("Open the composer", "draft.composer"), button("Help", "welcome.help")]),
    ]


WELCOME_TEXT = "Hello, I'm Whoa. I only look when you ask, only you see it, I keep no drafts, and I am not policing anyone."


def _item(what: str, does: str) -> list[Block]:
    return [words(what, bold=True), words(f"  {does}")]
