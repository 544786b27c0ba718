"""A minimal Bolt app as the stand-in's client: what is tested is the stand-in, not Whoa."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox import Sandbox

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Echo"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "echo"},
        "slash_commands": [
            {"command": "/echo", "description": "Say it again", "should_escape": True},
            {"command": "/raw", "description": "Say it again, unescaped"},
        ],
        "shortcuts": [
            {"name": "Look", "type": "message", "callback_id": "look", "description": "Look at it"},
            {"name": "Write", "type": "global", "callback_id": "write", "description": "Write one"},
        ],
    },
    "oauth_config": {
        "redirect_urls": ["https://echo.example/slack/oauth_redirect"],
        "scopes": {
            "bot": ["chat:write", "commands", "im:history", "im:write", "reactions:read", "channels:history"],
            "user": ["chat:write"],
            "user_optional": ["chat:write"],
        },
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_uninstalled",
                "message.im",
                "reaction_added",
                "tokens_revoked",
            ]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def button(action_id: str, label: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain(label), **more}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Echo"), "submit": plain("Go"), "blocks": list(blocks), **more}


def text_input(name: str, **more: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": name}
    return {"type": "input", "block_id": f"{name}_block", "label": plain(name), "element": element, **more}


def bolt_app(slack: Sandbox, **options: Any) -> App:
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    return App(client=client, signing_secret=slack.signing_secret, **options)


@contextmanager
def listening(slack: Sandbox, app: App, connections: int = 1) -> Iterator[list[SocketModeHandler]]:
    """Connect the app by Socket Mode; on leaving, end the SDK's threads without its waits."""
    handlers = [SocketModeHandler(app, slack.app_token, ping_interval=1) for _ in range(connections)]
    try:
        for handler in handlers:
            handler.connect()
        slack.wait_connected(connections)
        yield handlers
    finally:
        slack.settle()
        for handler in handlers:
            handler.client.closed = True
            handler.client.auto_reconnect_enabled = False
            handler.client.current_session_state.terminated = True
        slack.stop()  # closes the sockets, where the SDK would wait three seconds for its own read to end
        for handler in handlers:
            handler.client.current_session_runner.shutdown()
            handler.client.current_app_monitor.shutdown()
            handler.client.enqueue_message("{}")  # or its thread waits a second for one
            handler.close()
