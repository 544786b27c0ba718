"""A Slack platform on localhost that the unmodified slack-bolt and slack-sdk talk to.

    with Sandbox.start("manifest.yml") as slack:
        ...  # start the app with SLACK_API_URL=slack.api_url, slack.bot_token, slack.app_token
        anna = slack.user("anna")
        reply = anna.command("/whoa", "Why is that number low?")
        reply.click("another")

docs/stand-in.md says what it checks, and what it cannot know of the real Slack.
"""

from __future__ import annotations

from bot.sandbox.delivery import Delivery
from bot.sandbox.errors import NothingCame, PortBusy, SlackError
from bot.sandbox.person import Person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.surfaces import Modal, Post

__all__ = ["Delivery", "Modal", "NothingCame", "Person", "PortBusy", "Post", "Sandbox", "SlackError"]
