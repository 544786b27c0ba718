"""The composer is submitted: the label of its button says what happens."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot import composing, sending
from bot.rendering import copy
from bot.rendering.blocks import Block, modal
from bot.rendering.composer import CALLBACK, REPLACE, SEND, final_view
from bot.rendering.timed import sent_blocks
from bot.sending import Outcome
from bot.services import Services, Who, who_is


def register(app: App, services: Services) -> None:
    """Register the submission."""

    @app.view(CALLBACK)
    def submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        who = who_is(context)
        ticket = composing.ticket_of(view)
        if who is None or ticket is None or not who.owns(ticket):
            ack(response_action="errors", errors={_draft_block(view): copy.NOT_YOURS})
            return
        if not composing.read_fields(view, ticket).draft.strip():
            ack(response_action="errors", errors={_draft_block(view): "Write your draft here first."})
            return
        services.workers.within_budget(
            lambda: finish(services, who, view),
            answer=lambda page: ack(response_action="update", view=page),
            wait=lambda: ack(
                response_action="update",
                view=_unsure(view, "Slack is slow just now. Please look whether it was sent."),
            ),
            late=lambda _: None,
            failed=lambda: ack(response_action="update", view=_unsure(view, copy.FAILED)),
            failed_late=lambda: None,
        )


def finish(services: Services, who: Who, view: dict[str, Any]) -> Block:
    """Send, replace or show the final text, and return the last page."""
    ticket = composing.ticket_of(view)
    assert ticket is not None
    fields = composing.read_fields(view, ticket)
    label = (view.get("submit") or {}).get("text")
    final = ticket.but(draft=fields.draft, whom=fields.whom)
    if label not in (SEND, REPLACE):
        return final_view(ticket, fields.draft)
    once = f"{who.user}:{view['id']}"[:58]
    if label == REPLACE:
        outcome, code = sending.replace(services, who, final, once=once)
    else:
        thread = ticket.thread if fields.channel == ticket.channel else ""
        outcome, code = sending.send(
            services, who, final.but(channel=fields.channel, thread=thread), once=once
        )
    if outcome is Outcome.DONE:
        done = "Replaced." if label == REPLACE else "Sent, in your name."
        return modal("Your message", sent_blocks(done, final), callback="sent")
    return final_view(ticket, fields.draft, note=sending.explain(outcome, code))


def _unsure(view: dict[str, Any], note: str) -> Block:
    """Return a page that says what happened and keeps the person's words before them."""
    ticket = composing.ticket_of(view)
    assert ticket is not None
    return final_view(ticket, composing.read_fields(view, ticket).draft, note=note)


def _draft_block(view: dict[str, Any]) -> str:
    blocks = view["state"]["values"]
    return next((name for name, fields in blocks.items() if "composer.draft" in fields), "draft:0")
