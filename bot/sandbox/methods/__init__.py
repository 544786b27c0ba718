"""Slack's Web API methods, one function each, by name in `METHODS`."""

from __future__ import annotations

from bot.sandbox.methods import chat, conversations, oauth, people, scheduled, views
from bot.sandbox.methods.registry import METHODS, Request

__all__ = ["METHODS", "Request", "chat", "conversations", "oauth", "people", "scheduled", "views"]
