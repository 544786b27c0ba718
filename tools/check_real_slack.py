"""Ask a real workspace about the points that the stand-in cannot know (docs/stand-in.md).

    SLACK_BOT_TOKEN=xoxb-… python tools/check_real_slack.py [--write "#channel"]

`expected` is what the stand-in does, `seen` what the workspace answered. Without `--write` nothing is changed: calls that
would write name a channel that does not exist. With it, about a dozen test messages go to that channel, where the bot has
to be a member, and are deleted again; a whisper to the owner of SLACK_USER_TOKEN stays until they reload. Take a workspace for trying things out.

SLACK_USER_TOKEN (scope chat:write; for --write) and SLACK_APP_TOKEN allow more checks. The points that need a person are
listed with what to do. Ends with 0 when nothing differs, 1 when something does, and 2 when it cannot start.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

REAL = "https://slack.com/api/"
NOWHERE = "C0000000000"
TEXT = "A test of Whoa's, gone in a moment."
BURST = 10
NOT_CHECKED = "not checked: "

BY_HAND = (
    ("ephemeral shown", "always", "run with --write and look whether the person saw the whisper"),
    (
        "block_actions of an ephemeral",
        "without the message",
        "press a button of /whoa's answer over HTTP and look",
    ),
    (
        "response_url of a button without replace_original",
        "replaces",
        "post to one with text alone, and look",
    ),
    ("views.open while a modal is open", "closes the old stack", "press Compose twice from two windows"),
    (
        "order of events, and their connection",
        "as it happened, in turn",
        "open two sockets, write to the bot",
    ),
    ("text limit of slash commands", "none", "paste 4,000, 12,000 and 40,000 characters after /whoa"),
)


@dataclass(frozen=True)
class Row:
    """One point. `seen` begins with NOT_CHECKED when it was not."""

    point: str
    expected: str
    seen: str

    @property
    def mark(self) -> str:
        if self.seen.startswith(NOT_CHECKED):
            return "?"
        return "same" if self.seen == self.expected else "DIFFERS"


def code(call: Callable[[], Any]) -> str:
    """Return "ok", or Slack's error code."""
    try:
        call()
    except SlackApiError as error:
        return str(error.response.get("error") or error.response.status_code)
    return "ok"


def reading(bot: WebClient, app: WebClient | None) -> Iterator[Row]:
    """The points that can be seen without changing anything."""
    me = bot.auth_test()
    grid = "yes" if me.get("enterprise_id") or me.get("is_enterprise_install") else "no"
    yield Row("Enterprise Grid", "no", grid)
    both: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("chat.postMessage", "channel_not_found", {"channel": NOWHERE}),
        ("chat.postMessage", "channel_not_found", {"channel": NOWHERE, "blocks": [{"type": "nonsense"}]}),
        ("chat.update", "channel_not_found", {"channel": NOWHERE, "ts": "1.1", "text": "x" * 5000}),
        ("chat.scheduleMessage", "channel_not_found", {"channel": NOWHERE, "post_at": 1, "text": TEXT}),
        (
            "chat.postEphemeral",
            "channel_not_found",
            {"channel": NOWHERE, "user": "U0000000000", "text": TEXT},
        ),
        ("reactions.get", "no_item_specified", {"channel": NOWHERE}),
        ("views.open", "invalid_arguments", {"trigger_id": "1.1", "view": {"type": "modal"}}),
    )
    for method, expected, args in both:
        # reactions.get takes a form only
        call = {"params": args} if method == "reactions.get" else {"json": args}
        seen = code(lambda method=method, call=call: bot.api_call(method, **call))
        what = ", ".join(name for name in args if name != "channel") or "no text"
        yield Row(f"first error of several: {method} ({what})", expected, seen)
    seen = code(lambda: app.apps_connections_open(app_token=app.token)) if app and app.token else None
    yield Row("apps.connections.open", "ok", seen or f"{NOT_CHECKED}needs SLACK_APP_TOKEN")


def writing(bot: WebClient, person: WebClient | None, channel: str) -> Iterator[Row]:
    """The points that need messages in a channel. What it posts is deleted at the end, whatever happens."""
    posted: list[tuple[WebClient, str, str]] = []

    def post(client: WebClient, where: str, **content: Any) -> Any:
        answer = client.chat_postMessage(channel=where, **content)
        posted.append((client, answer["channel"], answer["ts"]))
        return answer

    try:
        root = post(bot, channel, text=TEXT)
        place = root["channel"]
        blocks = [block["type"] for block in root["message"].get("blocks", [])]
        yield Row("blocks made of a bot's plain text", "none", ", ".join(blocks) or "none")
        reply = post(bot, place, text=f"{TEXT} (reply)", thread_ts=root["ts"])
        yield Row("reactions.get on a reply", "its text", _reply_text(bot, place, reply["ts"]))
        yield from _as_person(bot, person, place, post)
        yield Row(f"chat.postMessage, {BURST} at once", "all", _burst(bot, place, post))
    finally:
        for client, where, ts in reversed(posted):
            done = code(lambda client=client, where=where, ts=ts: client.chat_delete(channel=where, ts=ts))
            if done != "ok":
                print(f"A test message could not be deleted ({done}): {where} {ts}", file=sys.stderr)


def _reply_text(bot: WebClient, channel: str, ts: str) -> str:
    try:
        text = bot.reactions_get(channel=channel, timestamp=ts)["message"].get("text", "")
    except SlackApiError as error:
        return str(error.response["error"])
    return "its text" if "(reply)" in text else "another text"


def _as_person(
    bot: WebClient, person: WebClient | None, channel: str, post: Callable[..., Any]
) -> Iterator[Row]:
    update, whisper = "chat.update of rich text with text alone", "chat.postEphemeral to a member"
    if person is None:
        yield Row(update, "block_mismatch", f"{NOT_CHECKED}needs SLACK_USER_TOKEN")
        yield Row(whisper, "ok", f"{NOT_CHECKED}needs SLACK_USER_TOKEN")
        return
    # The nearest a script comes to typing: Slack turns a person's plain text into rich text.
    typed = post(person, channel, text=TEXT)
    seen = code(lambda: person.chat_update(channel=channel, ts=typed["ts"], text=f"{TEXT} Changed."))
    yield Row(update, "block_mismatch", seen)
    user = person.auth_test()["user_id"]
    yield Row(whisper, "ok", code(lambda: bot.chat_postEphemeral(channel=channel, user=user, text=TEXT)))


def _burst(bot: WebClient, channel: str, post: Callable[..., Any]) -> str:
    """Post without waiting; with the two messages before, as many as the stand-in lets pass."""
    for number in range(BURST - 2):
        try:
            post(bot, channel, text=f"{TEXT} ({number + 3} of {BURST})")
        except SlackApiError as error:
            return f"{error.response['error']} after {number + 2}"
    return "all"


def table(rows: list[Row]) -> str:
    """The rows in columns."""
    cells = [("", "point", "expected", "seen"), *((r.mark, r.point, r.expected, r.seen) for r in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(3)]
    return "\n".join(
        "  ".join([*(text.ljust(width) for text, width in zip(row, widths, strict=False)), row[3]])
        for row in cells
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", metavar="CHANNEL", help="post test messages there: #name or ID")
    asked = parser.parse_args()

    def client(name: str) -> WebClient | None:
        token = os.environ.get(name)
        return WebClient(token, base_url=os.environ.get("SLACK_API_URL") or REAL) if token else None

    bot, person, app = (client(f"SLACK_{kind}_TOKEN") for kind in ("BOT", "USER", "APP"))
    if bot is None:
        print(
            "SLACK_BOT_TOKEN is not set. It is the token of the bot in one workspace (xoxb-…):\n"
            "https://api.slack.com/apps, your app, OAuth & Permissions.",
            file=sys.stderr,
        )
        return 2
    refused = code(bot.auth_test)
    if refused != "ok":
        print(f"Slack does not take SLACK_BOT_TOKEN: {refused}.", file=sys.stderr)
        return 2
    rows = list(reading(bot, app))
    if asked.write:
        try:
            rows += writing(bot, person, asked.write)
        except SlackApiError as error:
            reason = error.response["error"]
            print(f"Cannot write in {asked.write}: {reason}. Is the bot in it?", file=sys.stderr)
            return 2
    else:
        more = ("blocks of plain text", "reactions.get on a reply", "chat.update of rich text", "bursts")
        rows += [Row(point, "", f"{NOT_CHECKED}needs --write CHANNEL") for point in more]
    rows += [Row(point, does, f"{NOT_CHECKED}{how}") for point, does, how in BY_HAND]
    print(table(rows))
    return int(any(row.mark == "DIFFERS" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
