"""How recordings of the Web API are written and matched (tests/bot/test_web_api_cassettes.py)."""

from __future__ import annotations

import json
import os
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

from vcr.serializers import yamlserializer

IDS = {"token", "user", "users", "user_id", "channel", "post_at", "scheduled_message_id"}
"""What differs from one workspace to the next, and from one day to the next."""


def pytest_recording_configure(config: Any, vcr: Any) -> None:
    place = (
        "a real workspace"
        if os.environ.get("WHOA_RECORD_BOT_TOKEN")
        else "the stand-in for Slack in bot/sandbox"
    )
    head = f"# Recorded against {place}, by `make cassettes`. Tokens are left out.\n"
    serializer = SimpleNamespace(
        serialize=lambda data: head + yamlserializer.serialize(data), deserialize=yamlserializer.deserialize
    )
    vcr.register_serializer("yaml", serializer)
    vcr.register_matcher("sent", _same_words)


def _same_words(one: Any, other: Any) -> None:
    """The same arguments were sent, but for ids and times."""
    assert _arguments(one) == _arguments(other)


def _arguments(request: Any) -> dict[str, Any]:
    body = request.body.decode() if isinstance(request.body, bytes) else request.body or ""
    found = json.loads(body) if body.startswith("{") else dict(parse_qsl(body))
    return {name: value for name, value in found.items() if name not in IDS}
