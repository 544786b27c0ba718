"""Telling one person something that nobody else sees."""

from __future__ import annotations

from collections.abc import Callable

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.reliability import report, slack_error
from bot.replies import Reply
from bot.services import Who
from bot.timed import direct_message

CANNOT_WHISPER = {
    "user_not_in_channel",
    "not_in_channel",
    "channel_not_found",
    "is_archived",
    "messages_tab_disabled",
    "restricted_action",
    "no_permission",
    "ekm_access_denied",
    "user_not_found",
}
"""Refusals of an ephemeral message after which a direct message is worth a try."""


def whisper(client: WebClient, who: Who, reply: Reply, *, channel: str, thread: str = "") -> None:
    """Say it where the person is, for them alone; by direct message where that is not possible."""
    try:
        client.chat_postEphemeral(
            channel=channel,
            user=who.user,
            text=reply.text,
            blocks=reply.blocks,
            thread_ts=thread or None,
        )
    except SlackApiError as error:
        if slack_error(error) not in CANNOT_WHISPER:
            raise
        report("whispering (a direct message instead)", error)
        direct(client, who, reply)


def tell(client: WebClient, who: Who, line: str, how: Callable[[], object]) -> None:
    """Tell what has happened: as `how` does, or, where that fails or says no, in a direct message. It happened, so this never fails.

    An empty line is not worth a direct message.
    """
    try:
        if how():
            return
    except Exception as error:
        report("telling what happened (a direct message instead)", error)
    if not line:
        return
    try:
        direct(client, who, Reply.line(line))
    except Exception as error:
        report("telling what happened", error)


def direct(client: WebClient, who: Who, reply: Reply) -> None:
    """Say it by direct message."""
    client.chat_postMessage(
        channel=direct_message(client, who),
        text=reply.text,
        blocks=reply.blocks,
        unfurl_links=False,
        unfurl_media=False,
    )
