"""What Slack makes of typed text."""

from __future__ import annotations

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.mrkdwn import rich_text


def test_a_command_with_should_escape_names_people_and_channels(slack: Sandbox) -> None:
    anna = slack.user("anna")
    anna.send_command("/echo", "ask @ben in #general <now> & see https://example.com/a?b=1. @nobody")
    anna.send_command("/raw", "ask @ben <now>")
    escaped, raw = (delivery.payload["text"] for delivery in slack.deliveries("slash_commands"))
    ben, general = slack.user("ben").id, anna.place("general").id
    assert escaped == (
        f"ask <@{ben}|ben> in <#{general}|general> &lt;now&gt; &amp; see <https://example.com/a?b=1>. @nobody"
    )
    assert raw == "ask @ben <now>"


def test_an_address_with_an_ampersand_stays_whole(slack: Sandbox) -> None:
    post = slack.user("anna").say("general", "https://example.com/?a=1&b=2")
    assert post.text == "<https://example.com/?a=1&amp;b=2>"
    assert post.blocks[0]["elements"][0]["elements"] == [
        {"type": "link", "url": "https://example.com/?a=1&b=2"}
    ]


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("a *b* c", [("text", "a "), ("text", "b"), ("text", " c")]),
        ("<!here> :tada:", [("broadcast", "here"), ("text", " "), ("emoji", "tada")]),
        ("`x < y` <@U1>", [("text", "x < y"), ("text", " "), ("user", "U1")]),
        ("2 * 3 * 4", [("text", "2 * 3 * 4")]),
        ("snake_case_name", [("text", "snake_case_name")]),
    ],
)
def test_inline_marks_become_elements(text: str, elements: list[tuple[str, str]]) -> None:
    (part,) = rich_text(text)["elements"]
    keys = {"text": "text", "broadcast": "range", "emoji": "name", "user": "user_id"}
    assert [(one["type"], one[keys[one["type"]]]) for one in part["elements"]] == elements


def test_quotes_lists_and_code_are_parts_of_their_own() -> None:
    parts = rich_text("hi\n&gt; they said\n&gt; so\n• one\n• two\n```x = 1```")["elements"]
    assert [part["type"] for part in parts] == [
        "rich_text_section",
        "rich_text_quote",
        "rich_text_list",
        "rich_text_preformatted",
    ]
    assert parts[1]["elements"] == [{"type": "text", "text": "they said\nso"}]
    assert parts[3]["elements"] == [{"type": "text", "text": "x = 1"}]
