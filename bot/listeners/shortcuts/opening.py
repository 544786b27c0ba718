"""Opening a modal in time: a trigger lives three seconds, so a slow answer gets a page that says so first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot import private
from bot.reliability import report
from bot.rendering import copy
from bot.rendering.blocks import Block, modal, section
from bot.services import Services, Who


def open_in_time(
    services: Services,
    client: WebClient,
    ack: Ack,
    who: Who,
    shortcut: dict[str, Any],
    build: Callable[[], Block],
) -> None:
    """Open what `build` returns. If that takes too long, open a page that says so, and fill it later.

    Where Slack opens nothing, the person hears of it without a window.
    """
    trigger, url = shortcut["trigger_id"], str(shortcut.get("response_url") or "")
    waiting: dict[str, str] = {}

    def page(text: str) -> Block:
        return modal("Whoa", [section(text)], callback="notice")

    def shown(show: Callable[[], SlackResponse]) -> str:
        try:
            return str(show()["view"]["id"])
        except Exception as error:
            report("opening a window (a message instead)", error)
            line = copy.NOT_OPENED
            private.tell(client, who, line, lambda: url and services.respond(url, line))
            return ""

    def opened(view: Block) -> None:
        shown(lambda: client.views_open(trigger_id=trigger, view=view))
        ack()

    def wait() -> None:
        waiting["view"] = shown(lambda: client.views_open(trigger_id=trigger, view=page(copy.ONE_MOMENT)))
        ack()

    def late(view: Block) -> None:
        if waiting["view"]:
            shown(lambda: client.views_update(view_id=waiting["view"], view=view))

    services.workers.within_budget(
        build,
        answer=opened,
        wait=wait,
        late=late,
        failed=lambda: opened(page(copy.FAILED)),
        failed_late=lambda: late(page(copy.FAILED)),
    )
