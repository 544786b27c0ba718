from __future__ import annotations

from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.sandbox import Sandbox
from tests.bot.sandbox.echo import MANIFEST, bolt_app


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with Sandbox.start(MANIFEST) as sandbox:
        yield sandbox


@pytest.fixture
def bot(slack: Sandbox) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url)


@pytest.fixture
def app(slack: Sandbox) -> App:
    return bolt_app(slack)
