"""Why the words stood out: each rule by its title and reason, and what added up."""

from __future__ import annotations

from bot import slacktext
from bot.payload import Ticket
from bot.rendering.blocks import Block, actions, bullets, button, context, modal, section
from bot.rendering.draft import note_line
from rules.types import Coaching, Note

TACTICS = {
    "acknowledge-hard": "Say that it is hard to say",
    "check-in": "Ask later how it came across",
    "speak-tentatively": "Say it as your view, and ask for theirs",
    "friendly-buffer": "Add a little warmth around it",
    "take-a-breath": "Take a breath first",
    "ask-clarity": "Ask before concluding",
    "story-in-my-head": "Name the story in your head as yours",
    "positive-interactions": "Make room for good exchanges",
    "positive-intent": "Say what you mean well",
    "give-opening": "Leave them room to do better",
    "mouth-words": "Say it aloud: text loses tone",
    "pitch-as-experiment": "Offer it as something to try",
    "shop-it-around": "Ask the people it affects first",
    "generous-reading": "Look for the reading in which it makes sense",
    "own-your-bias": "Say where you stand yourself",
    "keep-the-ask": "Keep the point plain",
}


def why_view(coaching: Coaching, ticket: Ticket) -> Block:
    """Return a modal about the notes of a coaching, with a way to mute each rule."""
    if not coaching.notes:
        return modal("Why?", [section("Nothing stands out in this draft any more.")], callback="why")
    blocks: list[Block] = []
    for note in coaching.notes[:15]:
        blocks += _note_blocks(note, ticket)
    raised = [item.label for item in coaching.contributions if item.value > 0]
    cooled = [item.label for item in coaching.contributions if item.value < 0]
    if raised:
        blocks.append(
            context(slacktext.escape("What made it warmer: " + ", ".join(dict.fromkeys(raised)) + "."))
        )
    if cooled:
        blocks.append(
            context(slacktext.escape("What already softens it: " + ", ".join(dict.fromkeys(cooled)) + "."))
        )
    blocks.append(context("These are rules, not judgements. They know words, and you know the person."))
    return modal("Why?", blocks, callback="why")


def _note_blocks(note: Note, ticket: Ticket) -> list[Block]:
    tactic = TACTICS.get(note.tactic, note.tactic)
    mute = ticket.but(draft="", rule=note.rule).pack() or ""
    return [
        bullets([note_line(note)]),
        context(f"*{slacktext.escape(note.title)}*  What helps: {slacktext.escape(tactic)}."),
        *actions([button("Mute this rule", "draft.mute", mute, label=f"Mute the rule: {note.title}")]),
    ]
