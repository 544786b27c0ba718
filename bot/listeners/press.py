"""One press of a button: whose it is, what it carries, and how to answer where the button is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot import private
from bot.payload import Ticket, unpack
from bot.rendering import copy
from bot.rendering.blocks import Block, context, modal
from bot.replies import Reply
from bot.services import Services, Who, who_is

Handle = Callable[["Press"], None]


@dataclass(frozen=True, slots=True)
class Press:
    """A press, and the ways to answer it."""

    services: Services
    client: WebClient = field(repr=False)
    who: Who
    ticket: Ticket | None = field(repr=False)
    body: dict[str, Any] = field(repr=False)
    action: dict[str, Any] = field(repr=False)

    @property
    def view(self) -> dict[str, Any] | None:
        """The modal or Home that the button is in, if it is in one."""
        return self.body.get("view")

    @property
    def place(self) -> str:
        """The message or view that the button is in: the same for a double click."""
        container = self.body.get("container") or {}
        return str(container.get("message_ts") or container.get("view_id") or self.body.get("trigger_id", ""))

    def mine(self) -> Ticket:
        """Return the ticket. Handlers run only once it is known to be this person's."""
        return self.ticket or Ticket(team=self.who.team, user=self.who.user)

    def show(self, reply: Reply) -> bool:
        """Put a reply in place of what the button is in. Say whether Slack took it."""
        if self.view:
            title = self.view["title"]["text"]
            metadata = self.view.get("private_metadata", "")
            fresh = modal(title, reply.blocks, callback=self.view["callback_id"], metadata=metadata)
            self.client.views_update(view_id=self.view["id"], view=fresh)
            return True
        return self.services.respond(self.url, reply.text, reply.blocks, replace=True)

    def aside(self, reply: Reply) -> bool:
        """Give a reply beside what the button is in. Say whether Slack took it."""
        if self.view:
            self.open(modal("Whoa", reply.blocks, callback="aside"))
            return True
        return self.services.respond(self.url, reply.text, reply.blocks, thread=self.thread)

    def say(self, text: str) -> bool:
        """Say one line beside what the button is in; in a modal, at its top. Say whether Slack took it."""
        if self.view and self.view["type"] == "modal":
            blocks = [block for block in self.view["blocks"] if block.get("block_id") != "said"]
            said = {**context(text), "block_id": "said"}
            view = modal(
                self.view["title"]["text"],
                [said, *blocks],
                callback=self.view["callback_id"],
                submit=(self.view.get("submit") or {}).get("text", ""),
                metadata=self.view.get("private_metadata", ""),
            )
            self.client.views_update(view_id=self.view["id"], view=view)
            return True
        return self.aside(Reply.line(text))

    def tell(self, line: str, how: Callable[[], bool]) -> None:
        """Tell what has happened: as `how` does, or in a direct message. It happened, so this never fails."""
        private.tell(self.client, self.who, line, how)

    def open(self, view: Block) -> None:
        """Open a modal, on top of the one the button is in."""
        if self.view and self.view["type"] == "modal":
            self.client.views_push(trigger_id=self.body["trigger_id"], view=view)
        else:
            self.client.views_open(trigger_id=self.body["trigger_id"], view=view)

    @property
    def url(self) -> str:
        return str(self.body.get("response_url") or "")

    @property
    def thread(self) -> str:
        return str((self.body.get("container") or {}).get("thread_ts") or "")


def on_press(
    app: App,
    services: Services,
    action_id: str,
    handle: Handle,
    *,
    bound: bool = True,
    failed: str = copy.FAILED,
) -> None:
    """Register a button. With `bound`, it works only for the person its ticket was made for.

    `failed` is what to say when it did not work.
    """

    @app.action(action_id)
    def pressed(
        ack: Ack, body: dict[str, Any], action: dict[str, Any], context: BoltContext, client: WebClient
    ) -> None:
        who = who_is(context)
        if who is None:
            ack()
            return
        ticket = unpack(str(action.get("value") or ""))
        press = Press(services, client, who, ticket, body, action)
        allowed = who.owns(ticket) if bound or ticket is not None else True
        work = handle if allowed else _refuse
        services.workers.within_budget(
            lambda: work(press),
            answer=lambda _: ack(),
            wait=ack,
            late=lambda _: None,
            failed=lambda: _apologise(press, failed, ack),
            failed_late=lambda: _apologise(press, failed),
        )


def _refuse(press: Press) -> None:
    text = copy.NOT_YOURS if press.ticket else copy.GONE
    if press.url:
        press.services.respond(press.url, text, thread=press.thread)


def _apologise(press: Press, text: str, ack: Callable[[], object] | None = None) -> None:
    """Say honestly that it did not work."""
    if ack is not None:
        ack()
    press.tell(text, lambda: press.say(text))
