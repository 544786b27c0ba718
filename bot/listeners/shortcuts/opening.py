"""Opening a modal in time: a trigger lives three seconds, so a slow answer gets a page that says so first."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.rendering import copy
from bot.rendering.blocks import Block, modal, section
from bot.services import Services


def open_in_time(
    services: Services, client: WebClient, ack: Ack, trigger: str, build: Callable[[], Block]
) -> None:
    """Open what `build` returns. If that takes too long, open a page that says so, and fill it later."""
    waiting: dict[str, str] = {}

    def page(text: str) -> Block:
        return modal("Whoa", [section(text)], callback="notice")

    def opened(view: Block) -> None:
        client.views_open(trigger_id=trigger, view=view)
        ack()

    def wait() -> None:
        answer = client.views_open(trigger_id=trigger, view=page(copy.ONE_MOMENT))
        waiting["view"] = answer["view"]["id"]
        ack()

    def late(view: Block) -> None:
        if "view" in waiting:
            client.views_update(view_id=waiting["view"], view=view)

    services.workers.within_budget(
        build,
        answer=opened,
        wait=wait,
        late=late,
        failed=lambda: opened(page(copy.FAILED)),
        failed_late=lambda: late(page(copy.FAILED)),
    )
