"""Slash commands."""

from bot.listeners.commands.whoa import register

__all__ = ["register"]
