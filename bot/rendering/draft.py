"""What a person sees about a draft: the words that stood out, why, and other ways to say it."""

from __future__ import annotations

from bot import slacktext
from bot.payload import Ticket
from bot.rendering import limits
from bot.rendering.blocks import (
    Block,
    actions,
    bullets,
    button,
    clip,
    confirm,
    context,
    phrase,
    section,
    shown,
    words,
)
from rules.types import Coaching, Note, Rewrite

SHOWN_NOTES = 3
SHOWN_REWRITES = 3
SHOWN_TEXT = 9_000
"""Characters of rewrites in one message; more than this and Slack may refuse the whole reply."""

_KINDS = {
    "light": "the lightest touch",
    "warm": "with a little more care",
    "story": "naming the story in your head",
}
_MOVES = {
    "perspective": "from where you stand",
    "curiosity": "as an open question",
    "intent": "saying why you ask",
    "acknowledgement": "saying that it is hard to say",
    "request": "as a request",
    "story": "naming the story in your head",
    "experiment": "as something to try",
    "plain": "plainly",
}
TO_COPY = "Select the words to copy them, or press Edit to go on from there."
TO_GO_ON = "What could stay, for you to finish:"
TOO_LONG = (
    "This draft is too long for Slack to carry inside a button, and I keep no copy. "
    "Open the composer and paste it there to edit it or to see other versions."
)


def draft_blocks(
    coaching: Coaching, ticket: Ticket, *, connected: bool = False, why_trust: str = ""
) -> list[Block]:
    """Return the blocks of a reply to a draft."""
    blocks = [section(slacktext.escape(coaching.summary))]
    notes = shown_notes(coaching)
    if notes:
        blocks.append(bullets([note_line(note) for note in notes]))
    if coaching.breathe and coaching.placeholder:
        blocks += [context("Something to post while you take that breath:"), shown(coaching.placeholder)]
    blocks += rewrite_blocks(coaching, ticket, connected=connected)
    blocks += start_blocks(coaching, "Edit", "draft.edit", ticket)
    if not coaching.flagged and not coaching.limits:
        blocks += actions(own_words_buttons(ticket.but(draft=coaching.text), connected=connected))
    blocks += [context(slacktext.escape(line)) for line in footnotes(coaching)]
    if coaching.flagged and not connected and shown_rewrites(coaching) and not ticket.ts:
        blocks.append(context(TO_COPY))
    if why_trust and coaching.flagged:
        blocks.append(context(why_trust))
    blocks += tail(coaching, ticket)
    return blocks[: limits.MESSAGE_BLOCKS]


def draft_text(coaching: Coaching) -> str:
    """Return the plain text of the same reply, for notifications and screen readers."""
    parts = [coaching.summary, *(_note_text(note) for note in shown_notes(coaching))]
    if coaching.flagged and coaching.rewrites:
        parts += ["One way to say it:", coaching.rewrites[0].text]
    elif coaching.start:
        parts += [TO_GO_ON, coaching.start]
    return clip(slacktext.quiet(" ".join(parts)), limits.MESSAGE_TEXT)


def shown_notes(coaching: Coaching) -> tuple[Note, ...]:
    """A draft that is fine shows no notes; one that is not shows two or three, not all."""
    return coaching.notes[:SHOWN_NOTES] if coaching.flagged else ()


def shown_rewrites(coaching: Coaching) -> list[Rewrite]:
    """Return the rewrites that fit into one message."""
    if not coaching.flagged:
        return []
    kept, used = [], 0
    for rewrite in coaching.rewrites[:SHOWN_REWRITES]:
        used += limits.units(rewrite.text)
        if used <= SHOWN_TEXT:
            kept.append(rewrite)
    return kept


def note_line(note: Note) -> list[Block]:
    line = [*phrase(note.quote), words(f"  {note.why}")]
    if note.instead:
        line += [words("  Perhaps: ", italic=True), *slacktext.inline(clip(note.instead, 300))]
    return line


def _note_text(note: Note) -> str:
    return f"{note.why} Perhaps: {note.instead}" if note.instead else note.why


def label(rewrite: Rewrite) -> str:
    """Say in a few words how a rewrite was made."""
    return _MOVES.get(rewrite.move) or _KINDS.get(rewrite.kind) or "another way"


def heading(coaching: Coaching, rewrite: Rewrite, number: int, count: int) -> str:
    """Say what comes next. A threat has no kinder version: what the engine offers then is something else to say."""
    if coaching.hostile:
        return "*Something else you could say*" if number == 1 else "*Or*"
    name = f"Option {number}" if count > 1 else "One way to say it"
    return f"*{name}*, {label(rewrite)}"


def rewrite_blocks(coaching: Coaching, ticket: Ticket, *, connected: bool) -> list[Block]:
    blocks: list[Block] = []
    rewrites = shown_rewrites(coaching)
    for number, rewrite in enumerate(rewrites, start=1):
        blocks += [context(heading(coaching, rewrite, number, len(rewrites))), shown(rewrite.text)]
        blocks += actions(rewrite_buttons(number, ticket.but(draft=rewrite.text), connected=connected))
    if coaching.flagged and coaching.rewrites and not rewrites:
        blocks.append(
            context("The rewritten version is too long to show here. The notes above say what to change.")
        )
    return blocks


def start_blocks(coaching: Coaching, text: str, action: str, ticket: Ticket) -> list[Block]:
    """Show what of a draft could stay, with a button that does `action` with it."""
    if not coaching.start or limits.units(coaching.start) > SHOWN_TEXT:
        return []
    value = ticket.but(draft=coaching.start).pack()
    use = button(text, action, value, label="Go on from what could stay") if value else None
    return [context(TO_GO_ON), shown(coaching.start), *actions([use])]


def rewrite_buttons(number: int, ticket: Ticket, *, connected: bool) -> list[Block | None]:
    value = ticket.pack()
    if value is None:
        return []
    edit = button("Edit", "draft.edit", value, label=f"Edit option {number} in the composer")
    return [edit, send_button(ticket, connected=connected, label=f"Send option {number} as me")]


def own_words_buttons(ticket: Ticket, *, connected: bool) -> list[Block | None]:
    value = ticket.pack()
    if value is None or ticket.ts or not connected or not ticket.channel or not ticket.draft.strip():
        return []
    return [send_button(ticket, connected=connected, label="Send my draft as it is")]


def send_button(ticket: Ticket, *, connected: bool, label: str) -> Block | None:
    """Return *Send as me* or *Replace my message*, where that is possible."""
    value = ticket.pack()
    if value is None or not connected or not ticket.channel:
        return None
    if ticket.ts:
        if limits.units(ticket.draft) > limits.UPDATE_TEXT:
            return None
        text = "Your message will show as edited. If you changed it after I read it, that change is lost."
        sure = confirm("Replace your message?", text, "Replace it")
        return button(
            "Replace my message", "draft.replace", value, confirm=sure, label=label.replace("Send", "Use")
        )
    sure = confirm("Send it as you?", "This posts the text here, in your name.", "Send it")
    return button("Send as me", "draft.send", value, confirm=sure, label=label)


def footnotes(coaching: Coaching) -> list[str]:
    lines = []
    if coaching.flagged:
        lines += [f"To finish in your own words: {prompt}" for prompt in coaching.prompts[:2]]
        lines += list(coaching.tips[:2])
        if coaching.credits:
            lines.append("Already good: " + "; ".join(coaching.credits[:3]) + ".")
    return lines + [line for line in coaching.limits if line != coaching.summary]


def tail(coaching: Coaching, ticket: Ticket) -> list[Block]:
    """Return the row of buttons about the whole draft."""
    mine = ticket.but(draft=coaching.text)
    value = mine.pack()
    rules = list(dict.fromkeys(note.rule for note in shown_notes(coaching)))
    bound = ticket.but(draft="").pack() or ""
    blocks: list[Block] = []
    if value is None:
        blocks.append(context(TOO_LONG))
    if not coaching.flagged:
        flip = _flip(ticket, value)
        return blocks + actions([flip] if flip else [])
    row: list[Block | None] = []
    if coaching.breathe or coaching.hostile:
        row.append(button("Take a breath", "draft.breathe", value or bound, label="Remind me in ten minutes"))
    if value is None:
        row.append(button("Open the composer", "draft.composer", bound))
    else:
        if coaching.more and not coaching.hostile:
            again = mine.but(turn=ticket.turn + 1).pack() or ""
            row.append(button("Another", "draft.another", again, label="Show other ways to say it"))
        row.append(button("Why?", "draft.why", value, label="Why these words stood out"))
    row += _feedback(coaching, ticket, rules, value)
    row.append(_flip(ticket, value))
    return blocks + actions(row)


def _feedback(coaching: Coaching, ticket: Ticket, rules: list[str], value: str | None) -> list[Block | None]:
    """Return the buttons about the rules. A threat is not a matter of taste, so that rule is not offered for muting."""
    row: list[Block | None] = []
    if len(rules) == 1 and not coaching.hostile:
        row.append(button("Mute this rule", "draft.mute", ticket.but(draft="", rule=rules[0]).pack() or ""))
    elif rules and value and not coaching.hostile:
        row.append(button("Mute a rule", "draft.why_mute", value))
    if rules:
        packed = ticket.but(draft="", rule=",".join(rules)).pack() or ""
        row.append(button("Not helpful", "draft.not_helpful", packed))
    return row


def _flip(ticket: Ticket, value: str | None) -> Block | None:
    if ticket.surface != "dm" or value is None:
        return None
    return button("I received this", "flip.received", value, label="This is a message I received")
