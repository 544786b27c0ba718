"""The composer: write, see how it may be read, take over what helps, then send or select it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot import slacktext
from bot.payload import Ticket
from bot.rendering import limits
from bot.rendering.blocks import (
    Block,
    actions,
    bullets,
    button,
    clip,
    context,
    divider,
    modal,
    option,
    plain,
    section,
    shown,
)
from bot.rendering.draft import footnotes, heading, note_line, shown_notes, shown_rewrites, start_blocks
from rules.types import TRUSTS, Coaching

CALLBACK = "composer"
SEND, REPLACE, SHOW = "Send as me", "Replace my message", "Show final text"
TRUST_LABELS = {
    "low": "Low: neutral words may sting",
    "building": "Building: we are getting there",
    "solid": "Solid: we can be blunt",
}
MENTIONS = (
    "Signs such as <@U123> are mentions and links. Leave them as they are, and they work when it is sent."
)
HINT = "I read along as you type. Nothing is sent or kept."
PASTE = f"Paste your draft here. The composer holds up to {limits.FIELD_LENGTH:,} characters."


@dataclass(frozen=True, slots=True)
class Fields:
    """What the person has put into the composer so far."""

    draft: str = ""
    whom: str = ""
    trust: str = "low"
    channel: str = ""
    known: tuple[str, ...] = field(default_factory=tuple)


def composer_view(
    ticket: Ticket, fields: Fields, coaching: Coaching | None, *, connected: bool, paste: bool = False
) -> Block:
    """Return the modal. `ticket` carries whose it is, and a serial number that makes fields take new values."""
    serial = ticket.pick or "0"
    blocks: list[Block] = []
    if paste:
        blocks.append(section(PASTE))
    blocks += [
        _draft_field(fields.draft, serial, hint=MENTIONS if fields.known else ""),
        _whom_field(fields.whom, serial),
        _trust_field(fields.trust, serial),
    ]
    replaces = connected and bool(ticket.ts)
    if connected and not replaces:
        blocks.append(_channel_field(fields.channel, serial))
    blocks.append(divider())
    blocks += live_blocks(coaching, ticket) if coaching and fields.draft.strip() else [context(HINT)]
    submit = REPLACE if replaces else SEND if connected and fields.channel else SHOW
    metadata = ticket.but(draft="").pack(limits.PRIVATE_METADATA)
    if metadata is None:  # a draft with a great many links: those typed into the field become plain text
        metadata = ticket.but(draft="", tokens=()).pack(limits.PRIVATE_METADATA) or ""
    return modal("Compose with Whoa", blocks, callback=CALLBACK, submit=submit, metadata=metadata)


def live_blocks(coaching: Coaching, ticket: Ticket) -> list[Block]:
    """Return the coaching that follows the typing."""
    blocks = [section(slacktext.escape(coaching.summary))]
    notes = shown_notes(coaching)
    if notes:
        blocks.append(bullets([note_line(note) for note in notes]))
    if coaching.breathe and coaching.placeholder:
        blocks += [context("Something to post while you take a breath:"), shown(coaching.placeholder)]
    bare = Ticket(team=ticket.team, user=ticket.user)
    rewrites = shown_rewrites(coaching)
    for number, rewrite in enumerate(rewrites, start=1):
        value = bare.but(draft=rewrite.text).pack()
        use = (
            button("Use this", "composer.use", value, label=f"Put option {number} into the draft")
            if value
            else None
        )
        blocks += [
            context(heading(coaching, rewrite, number, len(rewrites))),
            shown(rewrite.text),
            *actions([use]),
        ]
    blocks += start_blocks(coaching, "Use this", "composer.use", bare)
    if coaching.more and not coaching.hostile:
        bound = bare.pack() or ""
        blocks += actions([button("Another", "composer.another", bound, label="Show other ways to say it")])
    return blocks + [context(slacktext.escape(line)) for line in footnotes(coaching)]


def final_view(ticket: Ticket, text: str, *, note: str = "") -> Block:
    """Return the last page: the text, ready to be selected."""
    blocks = [section(slacktext.escape(note))] if note else []
    blocks += [shown(text), context("Select the text to copy it, and paste it where it belongs.")]
    return modal(
        "Your message", blocks, callback="final", metadata=ticket.but(draft="", tokens=()).pack() or ""
    )


def _draft_field(draft: str, serial: str, *, hint: str) -> Block:
    # Not Slack's rich_text_input: with a mention in its initial value it cannot be submitted (bolt-python#1003).
    element: Block = {
        "type": "plain_text_input",
        "action_id": "composer.draft",
        "multiline": True,
        "max_length": limits.FIELD_LENGTH,
        "focus_on_load": True,
        "placeholder": plain("What do you want to say?"),
        "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
    }
    raw = slacktext.for_field(draft)
    if raw:
        element["initial_value"] = clip(raw, limits.FIELD_LENGTH)
    made = _input("Your draft", f"draft:{serial}", element, optional=True)
    return {**made, "hint": plain(hint)} if hint else made


def _whom_field(whom: str, serial: str) -> Block:
    element: Block = {
        "type": "users_select",
        "action_id": "composer.whom",
        "placeholder": plain("Choose a person"),
    }
    if whom:
        element["initial_user"] = whom
    return _input("Who will read it?", f"whom:{serial}", element, optional=True)


def _trust_field(trust: str, serial: str) -> Block:
    options: dict[str, Block] = {name: option(TRUST_LABELS[name], name) for name in TRUSTS}
    element: Block = {
        "type": "static_select",
        "action_id": "composer.trust",
        "options": list(options.values()),
        "initial_option": options.get(trust, options["low"]),
    }
    return _input("How much trust is there right now?", f"trust:{serial}", element)


def _channel_field(channel: str, serial: str) -> Block:
    element: Block = {
        "type": "conversations_select",
        "action_id": "composer.channel",
        "placeholder": plain("Choose where"),
        "filter": {"include": ["im", "mpim", "public", "private"], "exclude_bot_users": True},
    }
    if channel:
        element["initial_conversation"] = channel
    return _input(
        "Where should it go, in your name? (leave empty to copy it yourself)",
        f"channel:{serial}",
        element,
        optional=True,
    )


def _input(name: str, block_id: str, element: Block, *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(name),
        "element": element,
        "dispatch_action": True,
        "optional": optional,
    }
